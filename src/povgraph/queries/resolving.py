"""Find the thing or the concept that a caller means by a name, a code or an IRI, by asking the graph itself."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from povgraph.errors import QueryError, nearest
from povgraph.queries.names import expand, shorten
from povgraph.vocabulary import BASE, LARGE_SCHEMES, PREFIXES, iri

Term = NamedNode | BlankNode | Literal | Triple
Row = tuple[Term | None, ...]
#: Runs one of povgraph's own queries, here or at an endpoint.
Ask = Callable[[str], Iterable[Row]]

_PROLOGUE = "".join(f"PREFIX {name}: <{start}>\n" for name, start in PREFIXES.items())
_MANY = 8


@dataclass(frozen=True, slots=True)
class _Kind:
    """How things of one type are known: the pattern that they match, their names, and what tells namesakes apart."""

    plural: str
    pattern: str
    names: str
    hint: str

    @property
    def things(self) -> str:
        """Give each thing once: it is stated in every report that names it."""
        return f"{{ SELECT DISTINCT ?thing {{ {self.pattern} }} }}"


_KINDS = {
    "place": _Kind(
        "places",
        "?thing pov:level ?level .",
        "rdfs:label",
        "?thing schema:containedInPlace/rdfs:label ?hint",
    ),
    "person": _Kind(
        "people",
        "?thing a pov:Person .",
        "rdfs:label",
        "?holding org:member ?thing ; pov:post/rdfs:label ?hint",
    ),
    "organization": _Kind(
        "organizations",
        "?thing a pov:Organization .",
        "rdfs:label",
        "?thing pov:place/rdfs:label ?hint",
    ),
    "programme": _Kind(
        "programmes",
        "?thing a pov:Programme .",
        "rdfs:label",
        "?thing pov:place/rdfs:label ?hint",
    ),
    "report": _Kind(
        "reports",
        "?thing a pov:Report .",
        "dct:identifier|dct:title",
        "?thing dct:title ?hint",
    ),
}

#: The types of parameters that a thing of the graph answers to.
THINGS = frozenset(_KINDS)


def thing(kind: str, value: str, ask: Ask) -> NamedNode:
    """Find the one thing of a kind that a name, a code or an IRI stands for.

    Raises:
        QueryError: nothing goes by it (with the nearest name), or several do (with all of them).
    """
    return thing_of_any((kind,), value, ask)[1]


def thing_of_any(kinds: Sequence[str], value: str, ask: Ask) -> tuple[str, NamedNode]:
    """Find the one thing of any of some kinds that a name, a code or an IRI stands for; give its kind too.

    Raises:
        QueryError: nothing goes by it (with the nearest name), or several do (with all of them).
    """
    found = {kind: _things(kind, value, ask) for kind in kinds}
    things = [(kind, node) for kind, nodes in found.items() for node in nodes]
    if len(things) == 1:
        return things[0]
    if not things:
        hints = (hint for kind in kinds if (hint := _like(kind, value, ask)))
        what = ", ".join(kinds[:-1]) + f" or {kinds[-1]}" if len(kinds) > 1 else kinds[0]
        raise QueryError(f"no {what} {_shown(kinds[0], value)!r} in this graph{next(hints, '')}")
    counted = " and ".join(f"{len(nodes)} {_counted(kind, len(nodes))}" for kind, nodes in found.items() if nodes)
    listed = ", ".join(_candidates(kind, nodes, ask) for kind, nodes in found.items() if nodes)
    raise QueryError(f"{value!r} is the name of {counted}: {listed}; give the short IRI")


def _counted(kind: str, count: int) -> str:
    return kind if count == 1 else _KINDS[kind].plural


def _shown(kind: str, value: str) -> str:
    address = _address(kind, value)
    return value if address is None else shorten(address.value)


def _things(kind: str, value: str, ask: Ask) -> list[NamedNode]:
    """Give all things of a kind that a name, a code or an IRI stands for."""
    known = _KINDS[kind]
    address = _address(kind, value)
    if address is not None:
        return [address] if list(_select(ask, f"?thing {{ VALUES ?thing {{ {address} }} {known.things} }}")) else []
    names = " ".join(str(name) for name in _spellings(value))
    rows = _select(ask, f"?thing {{ VALUES ?name {{ {names} }} ?thing {known.names} ?name . {known.things} }}")
    return [row[0] for row in rows if isinstance(row[0], NamedNode)]


def concept(scheme: str, value: str, ask: Ask) -> tuple[NamedNode, str]:
    """Find the concept of a scheme by its notation, Chinese or English label, or IRI; give it with its notation.

    Raises:
        QueryError: the scheme has no such concept.
    """
    address = NamedNode(f"{BASE}id/{scheme}" if scheme in LARGE_SCHEMES else f"{BASE}id/concept/{scheme}")
    pattern = f"{{ ?c skos:inScheme {address} ; skos:notation ?n OPTIONAL {{ ?c skos:prefLabel ?label }} }}"
    labels: dict[str, set[str]] = {}
    nodes: dict[str, NamedNode] = {}
    for node, notation, label in _select(ask, f"?c ?n ?label {pattern}"):
        if isinstance(node, NamedNode) and isinstance(notation, Literal):
            nodes[notation.value] = node
            known = labels.setdefault(notation.value, {notation.value.casefold(), node.value.casefold()})
            if isinstance(label, Literal):
                known.add(label.value.casefold())
    wanted = {value.casefold(), expand(value).casefold()}
    for name, known in sorted(labels.items()):
        if wanted & known:
            return nodes[name], name
    everything = [word for name, known in labels.items() for word in (name, *known)]
    hint = nearest(value, everything) or f" (allowed: {', '.join(sorted(labels))})"
    raise QueryError(f"no {scheme} {value!r}{hint}")


def _select(ask: Ask, rest: str) -> Iterator[Row]:
    first, _, _ = rest.partition(" ")
    return iter(ask(f"{_PROLOGUE}SELECT DISTINCT {rest} ORDER BY {first}"))


def _spellings(value: str) -> Iterator[Literal]:
    yield Literal(value)
    for language in ("zh", "en"):
        yield Literal(value, language=language)


def _address(kind: str, value: str) -> NamedNode | None:
    """Give the IRI that a code, a short name or an IRI stands for, or None for a plain name."""
    if kind == "place" and value.isascii() and value.isdigit():
        return NamedNode(iri("place", value))
    full = expand(value)
    if "://" not in full:
        return None
    try:
        return NamedNode(full)
    except ValueError as error:
        raise QueryError(f"{value!r} is no IRI: {error}") from error


def names_of(kind: str, ask: Ask) -> list[str]:
    """List the names that the things of a kind go by."""
    known = _KINDS[kind]
    rows = _select(ask, f"?name {{ {known.things} ?thing {known.names} ?name }}")
    return [row[0].value for row in rows if isinstance(row[0], Literal)]


def _like(kind: str, value: str, ask: Ask) -> str:
    names = names_of(kind, ask)
    longer = sorted((name for name in names if value and name.startswith(value)), key=lambda name: (len(name), name))
    return f"; did you mean {longer[0]!r}?" if longer else nearest(value, names)


def _candidates(kind: str, things: list[NamedNode], ask: Ask) -> str:
    """List namesakes as ``place/110105 (北京市)``."""
    nodes = " ".join(str(node) for node in things)
    hints: dict[str, list[str]] = {node.value: [] for node in things}
    rows = _select(ask, f"?thing ?hint {{ VALUES ?thing {{ {nodes} }} {_KINDS[kind].hint} }}")
    for node, hint in rows:
        if isinstance(node, NamedNode) and isinstance(hint, Literal) and hint.language != "en":
            hints[node.value].append(hint.value)
    listed = [
        shorten(address) + (f" ({'，'.join(sorted(found))})" if found else "") for address, found in hints.items()
    ]
    more = f" and {len(listed) - _MANY} more" if len(listed) > _MANY else ""
    return ", ".join(listed[:_MANY]) + more

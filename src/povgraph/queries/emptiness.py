"""Say why a query has no answer: the parameter that leaves nothing, or the first pattern that matches nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pyoxigraph import Literal, NamedNode

from povgraph.errors import nearest
from povgraph.queries.binding import BoundQuery, bind
from povgraph.queries.names import shorten
from povgraph.queries.parts import Part
from povgraph.queries.patterns import Query, read_query
from povgraph.queries.probes import Probe
from povgraph.queries.resolving import Ask
from povgraph.queries.stored import StoredQuery
from povgraph.queries.tables import visible
from povgraph.queries.tokens import position, tokenize

_SHOWN = 80
_EMPTIED = {
    "filter": "lets nothing through",
    "minus": "takes everything away",
    "values": "fits nothing",
    "select": "gives no row that fits",
}


def why_empty(query: StoredQuery, given: Mapping[str, str], ask: Ask) -> list[str]:
    """Say why a query has no answer, in sentences without an end; nothing where that cannot be told.

    Args:
        query: The query.
        given: The values of its parameters.
        ask: How to look things up in the graph that it was asked of.
    """
    told = list(_narrowing(query, given, ask))
    if told or query.trusted:  # the patterns of povgraph's own queries are no business of the caller's
        return told
    bound = bind(query, given, ask)
    read = read_query(bound.text)
    if read.where is None:
        return []
    gap = _gap(read.where, Probe(read, ask, bound_part(read, bound)))
    if gap is None:
        return ["its patterns match, but HAVING, LIMIT or OFFSET leaves no row"]
    part, reason = gap
    return [f"{position(query.text, bound.origin(part.start))}: {visible(reason)}"]


def bound_part(read: Query, bound: BoundQuery) -> Part | None:
    """Give the VALUES block that binds the parameters."""
    parts = read.where.parts if read.where and bound.inserted else ()
    return next((part for part in parts if part.start == bound.block[0] + 1), None)


def _narrowing(query: StoredQuery, given: Mapping[str, str], ask: Ask) -> Iterator[str]:
    """Name each parameter without which there would be rows."""
    narrowed = {item.name: item.default for item in query.parameters if item.default is not None} | dict(given)
    for parameter in query.parameters:
        if parameter.name in narrowed and not parameter.required:
            others = tuple(other for other in query.parameters if other.name != parameter.name)
            rest = {name: value for name, value in given.items() if name != parameter.name}
            found = _size(replace(query, parameters=others), rest, ask)
            if found:
                rows = f"{found} row" + ("s" if found > 1 else "")
                yield f"without {parameter.name}={narrowed[parameter.name]} there {'are' if found > 1 else 'is'} {rows}"


def _size(query: StoredQuery, given: Mapping[str, str], ask: Ask) -> int:
    if query.form != "SELECT":
        return 0
    read = read_query(bind(query, given, ask).text)
    rows = list(ask(f"{read.prologue} SELECT (COUNT(*) AS ?_count) {{ {{ {read.body}\n}} }}"))
    found = rows[0][0] if rows else None
    return int(found.value) if isinstance(found, Literal) else 0


def _gap(group: Part, probe: Probe) -> tuple[Part, str] | None:
    """Find the first part of a group without which it would match, and say why it does not."""
    for triple in _required(group):
        if not probe.matches([triple]):
            return triple, f"{_shown(triple)} matches nothing{hint(triple, probe)}"
    before: list[Part] = []
    for part in sorted(group.parts, key=lambda part: part.kind == "filter"):  # filters see the whole group
        if part.kind == "optional" or probe.matches([*before, part]):
            before.append(part)
            continue
        return _within(part, probe) or (part, f"{_shown(part)} {_emptied(part, probe)}")
    return None


def _emptied(part: Part, probe: Probe) -> str:
    alone = part.kind in ("triple", "graph", "group", "union") and not probe.matches([part])
    return _EMPTIED.get(part.kind, "matches nothing" if alone else "matches nothing together with the rest")


def _required(group: Part) -> Iterator[Part]:
    """Give the triple patterns that a group needs."""
    for part in group.parts:
        if part.kind == "triple":
            yield part
        elif part.kind in ("group", "graph"):
            yield from _required(part)


def _within(part: Part, probe: Probe) -> tuple[Part, str] | None:
    """Look inside a part that matches nothing by itself."""
    if part.kind not in ("group", "graph", "select", "union") or probe.matches([part]):
        return None
    for inner in part.parts if part.kind in ("union", "select") else [part]:
        found = _gap(inner, probe)
        if found:
            return found
    return None


def _shown(part: Part) -> str:
    text = " ".join(part.text.removesuffix(" .").split())
    return f"`{text if len(text) <= _SHOWN else text[:_SHOWN] + '…'}`"


def hint(triple: Part, probe: Probe) -> str:
    """Name the term of a pattern that the graph does not have, with the nearest one that it has."""
    subject, path, value = triple.terms
    steps = [token.text for token in tokenize(path) if token.kind in ("iri", "name")]
    for place, text in (*((1, step) for step in steps), (0, subject), (2, value)):
        if text[0] in "?$" or text.startswith("_:"):
            continue
        term = probe.term(text)
        if isinstance(term, NamedNode) and not probe.known(term):
            return f": {_unknown(term, probe.neighbours(term, place))}"
        if isinstance(term, Literal) and len(steps) < 2:
            return _other_value(term, probe.values(triple))
    return ""


def _unknown(term: NamedNode, others: list[str]) -> str:
    return f"{shorten(term.value)}: no such term{nearest(shorten(term.value), map(shorten, others))}"


def _other_value(term: Literal, others: list[Literal]) -> str:
    same = next((other for other in others if other.value == term.value), None)
    if same is not None:
        return f": the graph has it as {same}"
    return f": no such value{nearest(term.value, {other.value for other in others})}" if others else ""

"""Notice a Cartesian product before it runs: patterns that share no variable, every match combined with every other."""

from collections.abc import Iterator, Sequence
from math import prod

from povgraph.queries.parts import Part
from povgraph.queries.patterns import read_query
from povgraph.queries.probes import MOST, Probe
from povgraph.queries.resolving import Ask
from povgraph.queries.tables import visible
from povgraph.queries.tokens import position

#: From so many combinations on a product is worth a warning: the engine makes about this many in a second.
WORTH_A_WARNING = 1_000_000
_NAMED = 4


def loose_pieces(where: Part) -> list[list[Part]]:
    """Find the pieces of a clause that no variable joins; empty when all is joined, a piece of one row being no matter.

    >>> [len(piece) for piece in loose_pieces(read_query("SELECT * { ?a a ?x ; pov:year 2018 . ?b a ?y }").where)]
    [2, 1]
    """
    for scope in _scopes(where):
        pieces = _pieces(_flat(scope))
        if len(pieces) > 1:
            return pieces
    return []


def product_warnings(text: str, ask: Ask) -> list[str]:
    """Warn of a product in a query, where it is large in this graph."""
    read = read_query(text)
    pieces = loose_pieces(read.where) if read.where else []
    probe = Probe(read, ask)
    sizes = [min(probe.count(part) for part in piece) for piece in pieces]
    if not pieces or prod(sizes) < WORTH_A_WARNING:
        return []
    listed = ", ".join(f"`{piece[0].text.removesuffix(' .')}`" for piece in pieces[1 : 1 + _NAMED])
    start = position(text, pieces[0][0].start)
    least = "more than " if MOST in sizes else "about "
    said = (
        f"{start}: no variable joins `{pieces[0][0].text.removesuffix(' .')}` with {listed}: "
        f"{least}{_rounded(prod(sizes))} combinations; share a variable between them, or add --limit"
    )
    return [visible(said)]


def _rounded(number: int) -> str:
    """Write a large number with two digits that tell something."""
    return f"{round(number, 2 - len(str(number))):,}"


def _scopes(part: Part) -> Iterator[Part]:
    """Give every group whose parts are joined with each other."""
    if part.kind not in ("triple", "union", "filter", "bind", "values", "select"):
        yield part
    for inner in part.parts:
        yield from _scopes(inner)


def _flat(group: Part) -> Iterator[Part]:
    for part in group.parts:
        if part.kind in ("group", "graph"):
            yield from _flat(part)
        elif part.kind in ("triple", "union", "select", "values", "bind"):
            yield part


def _pieces(parts: Iterator[Part]) -> list[list[Part]]:
    """Sort parts into pieces that share variables. Filters join nothing: they sift what the product has made."""
    pieces: list[tuple[set[str], list[Part]]] = []
    for part in parts:
        if part.single or not part.variables:
            continue
        touched = [piece for piece in pieces if piece[0] & part.variables]
        names = part.variables.union(*(piece[0] for piece in touched))
        members = [member for piece in touched for member in piece[1]]
        pieces = [piece for piece in pieces if piece not in touched]
        pieces.append((set(names), [*members, part]))
    return _ordered(members for _, members in pieces)


def _ordered(pieces: Iterator[Sequence[Part]]) -> list[list[Part]]:
    matched = ([part for part in piece if part.kind != "bind"] for piece in pieces)
    return sorted((piece for piece in matched if piece), key=lambda piece: piece[0].start)

"""Explain a query before it runs: what its parameters stand for, and how often each of its patterns matches."""

from collections.abc import Iterator, Mapping

from povgraph.queries.binding import BoundQuery, bind
from povgraph.queries.emptiness import bound_part, hint
from povgraph.queries.parts import Part
from povgraph.queries.patterns import read_query
from povgraph.queries.probes import MOST, Probe
from povgraph.queries.products import product_warnings
from povgraph.queries.resolving import Ask
from povgraph.queries.stored import StoredQuery
from povgraph.queries.tables import lay_out, visible
from povgraph.queries.tokens import position

_COLUMNS = ("matches", "in", "where", "pattern")
_UNCOUNTED = "—"


def plan(query: StoredQuery, given: Mapping[str, str], ask: Ask) -> list[str]:
    """Give the lines of an explanation; nothing of the query itself is run but its patterns, one by one.

    Args:
        query: The query.
        given: The values of its parameters.
        ask: How to look things up in the graph that it is for.

    Raises:
        QueryError: a parameter cannot be used.
    """
    bound = bind(query, given, ask)
    owner = "povgraph's own" if query.trusted else "your own"
    lines = [f"{query.name}: {query.form or 'no form'}, {owner}, {query.path}"]
    lines += [f"parameters: {bound.block[1].strip()}"] if bound.inserted else []
    rows = list(_rows(query, bound, ask))
    if rows:
        lines += ["", *lay_out(_COLUMNS, rows, (True,))]
    warned = product_warnings(query.text, ask)
    return [*lines, *([""] if warned else []), *(f"warning: {warning}" for warning in warned)]


def _rows(query: StoredQuery, bound: BoundQuery, ask: Ask) -> Iterator[tuple[str, ...]]:
    read = read_query(bound.text)
    if read.where is None:
        return
    probe = Probe(read, ask, bound_part(read, bound))
    for kind, triple in _placed(read.where, ""):
        number = None if _is_open(triple) else probe.count(triple)
        size = _UNCOUNTED if number is None else f"{number:,}{'+' * (number == MOST)}"
        remark = hint(triple, probe) if number == 0 else ""
        text = visible(triple.text.removesuffix(" ."))
        yield size, kind, position(query.text, bound.origin(triple.start)), text + visible(remark)


def _placed(part: Part, kind: str) -> Iterator[tuple[str, Part]]:
    """Give each triple pattern with the kind of the innermost clause that makes it other than required."""
    for inner in part.parts:
        if inner.kind == "triple":
            yield kind, inner
        else:
            yield from _placed(inner, kind if inner.kind in ("group", "graph") else inner.kind)


def _is_open(triple: Part) -> bool:
    """Tell whether a pattern is a closure without a fixed end, which takes long to count."""
    subject, path, value = triple.terms
    return any(sign in path for sign in "*+") and subject[0] == "?" and value[0] == "?"

"""What a query gives: a table of rows, a list of triples, or a truth value."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Triple

from povgraph.queries.resolving import Row


@dataclass(frozen=True, slots=True)
class Table:
    """The answer of a SELECT; ``rows`` can be read once, while the query runs."""

    columns: tuple[str, ...]
    rows: Iterable[Row]


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer of a CONSTRUCT or DESCRIBE; ``triples`` can be read once."""

    triples: Iterable[Triple]


Answer = Table | Triples | bool


def answer_of(result: QuerySolutions | QueryBoolean | QueryTriples) -> Answer:
    """Wrap what the engine, or its parser of results, gives."""
    if isinstance(result, QueryBoolean):
        return bool(result)
    if isinstance(result, QueryTriples):
        return Triples(result)
    width = len(result.variables)
    return Table(tuple(variable.value for variable in result.variables), _rows(result, width))


def _rows(result: QuerySolutions, width: int) -> Iterator[Row]:
    places = range(width)
    for solution in result:
        yield tuple(solution[place] for place in places)

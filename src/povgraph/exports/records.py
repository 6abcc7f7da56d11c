"""The rows of the export tables as records: plain text by column, one record for each key."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from povgraph.exports.contents import Content
from povgraph.exports.dictionary import BETWEEN, Column, tables
from povgraph.graph.lines import clean
from povgraph.vocabulary import concept_iri

if TYPE_CHECKING:
    from povgraph.queries.resolving import Row, Term

#: A row: the text of each column, empty where nothing is said.
Record = dict[str, str]

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)  # -90, 4.9
_LONGEST = 300  # a longer one is no figure, and not all readers of JSON take it
_NUMERIC = frozenset(("number", "integer"))


def records(content: Content, name: str) -> Iterator[Record]:
    """Yield the records of a table in its order.

    Rows of one key are one record: the first of them, with all values of the columns that hold several. Characters
    that XML cannot hold are left out, so that all formats say the same.
    """
    columns = tables()[name].columns
    members: dict[Term | None, list[Row]] = {}
    for row in content.table(name).rows:
        members.setdefault(row[0], []).append(row)
    for rows in members.values():
        yield {column.name: _text(rows, place, column) for place, column in enumerate(columns)}


def _text(rows: "list[Row]", place: int, column: Column) -> str:
    from povgraph.queries.values import plain  # noqa: PLC0415  --help starts without the engine

    if not column.several:
        return _short(clean(plain(rows[0][place])), column)
    return BETWEEN.join(sorted({_short(clean(plain(row[place])), column) for row in rows} - {""}))


def _short(text: str, column: Column) -> str:
    """Give a concept by its notation, anything else as it is."""
    return text.removeprefix(concept_iri(column.scheme, "")) if column.scheme else text


def is_number(text: str, column: Column) -> bool:
    """Tell whether a text of a column of numbers is one."""
    return column.type in _NUMERIC and bool(_NUMBER.fullmatch(text))


def typed(record: Mapping[str, str], name: str, leave_out: Iterable[str] = ()) -> dict[str, str | int | float]:
    """Give what a record of a table says as values of JSON, without what is not said and the columns named."""
    left = set(leave_out)
    told = ((column, record[column.name]) for column in tables()[name].columns if column.name not in left)
    return {column.name: _value(text, column) for column, text in told if text}


def _value(text: str, column: Column) -> str | int | float:
    if not is_number(text, column) or len(text) > _LONGEST:
        return text
    number = Decimal(text)
    return int(number) if number == number.to_integral_value() else float(number)

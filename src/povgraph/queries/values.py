"""What a term is worth to programs that know no RDF: a number, a date, a truth value, or a text."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal as Choice

from pyoxigraph import Literal, NamedNode

from povgraph.queries.answers import Table
from povgraph.queries.exchange import syntax
from povgraph.queries.resolving import Term

_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS = frozenset(f"{_XSD}{name}" for name in ("integer", "nonNegativeInteger"))
_NUMERIC = _INTEGERS | {f"{_XSD}{name}" for name in ("decimal", "double", "float")}
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)  # -90
_WHOLE = re.compile(r"[+-]?\d{1,18}", re.ASCII)  # 78000, within 64 bits
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)  # 2018-12-31
_TRUTHS = {"true": True, "1": True, "false": False, "0": False}

#: The digits of the widest decimal that columnar files hold.
MOST_DIGITS = 38
_EXACT = 2**53  # up to here a double holds every integer
#: The kinds of columns: ``number`` holds what a double holds exactly as written, ``decimal`` any other figure.
Kind = Choice["integer", "number", "decimal", "date", "truth", "text"]
Value = int | float | Decimal | date | bool | str | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an answer, its values of one kind, None where there is none."""

    name: str
    kind: Kind
    values: tuple[Value, ...]


def plain(term: Term | None) -> str:
    """Give the value of a term as text: an IRI whole, a literal without its tag or type, nothing for unbound."""
    if term is None:
        return ""
    return term.value if isinstance(term, Literal | NamedNode) else syntax(term)


def is_number(term: Term | None) -> bool:
    """Tell whether a term is a number and looks like one."""
    return isinstance(term, Literal) and term.datatype.value in _NUMERIC and bool(_NUMBER.fullmatch(term.value))


def value_of(term: Term | None) -> Value:
    """Give what a term is worth: a figure that a double does not hold exactly is a ``Decimal``.

    >>> value_of(Literal("4.90", datatype=NamedNode(_XSD + "decimal"))), value_of(Literal("通榆县", language="zh"))
    (4.9, '通榆县')
    """
    if term is None:
        return None
    if not isinstance(term, Literal):
        return plain(term)
    kind = term.datatype.value
    if is_number(term):
        return _number(term.value, whole=kind in _INTEGERS)
    if kind == f"{_XSD}date" and _DATE.fullmatch(term.value):
        return _date(term.value)
    if kind == f"{_XSD}boolean" and term.value in _TRUTHS:
        return _TRUTHS[term.value]
    return term.value


def _number(text: str, whole: bool) -> int | float | Decimal:
    if whole and _WHOLE.fullmatch(text):
        return int(text)
    exact, double = Decimal(text), float(text)
    return double if Decimal(repr(double)) == exact else exact


def _date(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text  # 2018-02-30


def columns_of(table: Table) -> list[Column]:
    """Read a whole answer into columns, each of the narrowest kind that holds its values exactly.

    Raises:
        QueryError: the query was stopped while it was read.
    """
    rows = list(table.rows)
    columns = zip(*rows, strict=True) if rows else [()] * len(table.columns)
    return [_column(name, terms) for name, terms in zip(table.columns, columns, strict=True)]


def _column(name: str, terms: Sequence[Term | None]) -> Column:
    values = [value_of(term) for term in terms]
    kind = _kind([value for value in values if value is not None])
    if kind == "text":
        return Column(name, kind, tuple(None if term is None else plain(term) for term in terms))
    return Column(name, kind, tuple(_WIDEN.get(kind, _same)(value) for value in values))


def _kind(values: Sequence[Value]) -> Kind:
    types = {type(value) for value in values}
    if types == {int}:
        return "integer"
    if types and types <= {int, float, Decimal}:
        if Decimal not in types and all(abs(value) <= _EXACT for value in values if isinstance(value, int)):
            return "number"
        return "decimal" if _digits(values) <= MOST_DIGITS else "text"
    if types == {date}:
        return "date"
    return "truth" if types == {bool} else "text"


def _digits(values: Sequence[Value]) -> int:
    """Count the digits before and after the point that hold all figures."""
    figures = [_decimal(value) for value in values]
    before = max(figure.adjusted() + 1 for figure in figures)
    return max(before, 1) + max(decimal_places(figure) for figure in figures)


def decimal_places(figure: Decimal) -> int:
    """Count the digits after the point."""
    exponent = figure.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _decimal(value: Value) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(repr(value))


def _same(value: Value) -> Value:
    return value


_WIDEN: dict[Kind, Callable[[Value], Value]] = {
    "number": lambda value: float(value) if isinstance(value, int) else value,
    "decimal": lambda value: None if value is None else _decimal(value),
}


def numeric_columns(rows: Iterable[tuple[Term | None, ...]]) -> Iterator[bool]:
    """Tell of each column whether all that stands in it are numbers."""
    for column in zip(*rows, strict=True):
        present = [term for term in column if term is not None]
        yield bool(present) and all(map(is_number, present))

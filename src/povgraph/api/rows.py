"""Rows of an answer as values of Python."""

from collections import namedtuple
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from html import escape
from keyword import iskeyword
from typing import TYPE_CHECKING, Any, overload

from povgraph.extras import need
from povgraph.queries.answers import Table
from povgraph.queries.resolving import Term
from povgraph.queries.values import plain
from povgraph.vocabulary import PREFIXES

if TYPE_CHECKING:
    import pandas
    import polars

#: A value: an IRI or a text, a number, a truth value, a day; None where there is none.
Value = str | int | float | Decimal | bool | date | None

_XSD = PREFIXES["xsd"]
_SHOWN = 20


class Rows(Sequence[dict[str, Value]]):
    """The rows of an answer, each a ``dict`` by column.

    IRIs are whole, as ``Graph.cite`` takes them; decimals are ``Decimal``, days ``date``; dates without a day are text.

    >>> rows = Rows(("name", "value"), [("通榆县", 1), ("靖宇县", None)])
    >>> rows[0]["name"], [row["value"] for row in rows], rows.tuples()[1].name
    ('通榆县', [1, None], '靖宇县')
    """

    def __init__(self, columns: Sequence[str], values: Iterable[Sequence[Value]]) -> None:
        self.columns = tuple(columns)
        self._values = [tuple(row) for row in values]

    @overload
    def __getitem__(self, index: int) -> dict[str, Value]: ...

    @overload
    def __getitem__(self, index: slice) -> "Rows": ...

    def __getitem__(self, index: int | slice) -> "dict[str, Value] | Rows":
        if isinstance(index, slice):
            return Rows(self.columns, self._values[index])
        return dict(zip(self.columns, self._values[index], strict=True))

    def __len__(self) -> int:
        return len(self._values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rows) and (self.columns, self._values) == (other.columns, other._values)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{len(self)} rows of {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        """Show the first rows in a notebook."""
        head = "".join(f"<th>{escape(column)}</th>" for column in self.columns)
        cells = ("".join(f"<td>{_shown(value)}</td>" for value in row) for row in self._values[:_SHOWN])
        body = "".join(f"<tr>{row}</tr>" for row in cells)
        more = f"<p>{len(self) - _SHOWN} more</p>" if len(self) > _SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"

    def column(self, name: str) -> list[Value]:
        """Give the values of one column.

        Raises:
            KeyError: there is no such column.
        """
        if name not in self.columns:
            raise KeyError(name)
        at = self.columns.index(name)
        return [row[at] for row in self._values]

    def tuples(self) -> list[Any]:
        """Give the rows as named tuples; a column that is a word of Python has an underscore: ``row.from_``."""
        names = [f"{column}_" if iskeyword(column) else column for column in self.columns]
        record: Any = namedtuple("Row", names, rename=True)  # type: ignore[misc]
        return [record._make(row) for row in self._values]

    def pandas(self) -> "pandas.DataFrame":
        """Give the rows as a data frame of pandas; decimals become floats, days become timestamps.

        Raises:
            ResourceError: pandas is not installed; the extra ``pandas`` brings it.
        """
        library = need("pandas", "pandas")
        frame: pandas.DataFrame = library.DataFrame(self._values, columns=list(self.columns), dtype=object)
        for at, name in enumerate(self.columns):
            kind = _kind([row[at] for row in self._values])
            if kind is date:
                frame[name] = library.to_datetime(frame[name])
            elif kind in _PANDAS:
                values = [_number(row[at]) for row in self._values]
                frame[name] = library.Series(values, dtype=_PANDAS[kind])
        return frame

    def polars(self) -> "polars.DataFrame":
        """Give the rows as a data frame of polars; decimals become floats.

        Raises:
            ResourceError: polars is not installed; the extra ``polars`` brings it.
        """
        library = need("polars", "polars")
        columns = {}
        for at, name in enumerate(self.columns):
            values = [_number(row[at]) for row in self._values]
            kind = _kind(values)
            typed = values if kind else [None if value is None else str(value) for value in values]
            columns[name] = library.Series(name, typed, dtype=getattr(library, _POLARS.get(kind, "String")))
        frame: polars.DataFrame = library.DataFrame(columns)
        return frame


#: The types of columns in the data frames, by that of all their values.
_PANDAS: dict[type | None, str] = {int: "Int64", float: "float64", Decimal: "float64", bool: "boolean", str: "string"}
_POLARS: dict[type | None, str] = {int: "Int64", float: "Float64", bool: "Boolean", date: "Date"}


def rows_of(table: Table) -> Rows:
    """Read a whole answer."""
    return Rows(table.columns, ([value_of(term) for term in row] for row in table.rows))


def value_of(term: Term | None) -> Value:
    """Give the value of a term; a literal that is not what its type says is text."""
    if term is None:
        return None
    read = _READERS.get(str(getattr(getattr(term, "datatype", None), "value", "")))
    text = plain(term)
    if read is None:
        return text
    try:
        return read(text)
    except (ValueError, ArithmeticError):
        return text


def _boolean(text: str) -> bool:
    return {"true": True, "1": True, "false": False, "0": False}.get(text, False)


_READERS: dict[str, Callable[[str], Value]] = {
    f"{_XSD}integer": int,
    f"{_XSD}nonNegativeInteger": int,
    f"{_XSD}decimal": Decimal,
    f"{_XSD}double": float,
    f"{_XSD}float": float,
    f"{_XSD}boolean": _boolean,
    f"{_XSD}date": date.fromisoformat,
}


def _kind(values: Iterable[Value]) -> type | None:
    """Give the one type that all values have, None where they have several or there are none."""
    kinds = {type(value) for value in values if value is not None}
    return kinds.pop() if len(kinds) == 1 else float if kinds and kinds <= {int, float, Decimal} else None


def _number(value: Value) -> Value:
    return float(value) if isinstance(value, Decimal) else value


def _shown(value: Value) -> str:
    return "" if value is None else escape(str(value))

"""Columns for programs that know no RDF: typed, and each value exactly as written."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from povgraph.queries.answers import Table
from povgraph.queries.values import Column, columns_of, value_of

XSD = "http://www.w3.org/2001/XMLSchema#"


def typed(text: str, kind: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + kind))


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (None, None),
        (typed("78000", "integer"), 78000),
        (typed("123456789012345678901", "integer"), Decimal("123456789012345678901")),
        (typed("4.9", "decimal"), 4.9),
        (typed("0.1000000000000000055", "decimal"), Decimal("0.1000000000000000055")),
        (typed("1e400", "double"), Decimal("1e400")),
        (typed("INF", "double"), "INF"),
        (typed("2018-12-31", "date"), date(2018, 12, 31)),
        (typed("2018-02-30", "date"), "2018-02-30"),
        (typed("2018-12", "gYearMonth"), "2018-12"),
        (typed("true", "boolean"), True),
        (Literal("90"), "90"),
        (NamedNode("x:y"), "x:y"),
    ],
)
def test_value_of(term: Literal | None, value: object) -> None:
    found = value_of(term)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("terms", "kind", "values"),
    [
        ([], "text", ()),
        ([None, None], "text", (None, None)),
        ([typed("1", "integer"), None], "integer", (1, None)),
        ([typed("1", "integer"), typed("1.5", "decimal")], "number", (1.0, 1.5)),
        (
            [typed("9007199254740993", "integer"), typed("0.5", "decimal")],
            "decimal",
            (Decimal("9007199254740993"), Decimal("0.5")),
        ),
        ([typed("1" * 60 + ".5", "decimal")], "text", ("1" * 60 + ".5",)),
        ([typed("2018-12-31", "date"), Literal("不详")], "text", ("2018-12-31", "不详")),
        ([typed("4.90", "decimal"), Literal("不详")], "text", ("4.90", "不详")),
        ([typed("true", "boolean"), typed("0", "boolean")], "truth", (True, False)),
    ],
)
def test_a_column_has_the_narrowest_kind_that_holds_all(
    terms: list[Literal | None], kind: str, values: tuple[object, ...]
) -> None:
    (column,) = columns_of(Table(("x",), [(term,) for term in terms]))
    assert column == Column("x", kind, values)  # type: ignore[arg-type]
    assert [type(value) for value in column.values] == [type(value) for value in values]


@given(st.lists(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**30), max_value=10**30)))
def test_no_figure_is_rounded(figures: list[Decimal]) -> None:
    rows = [(typed(f"{figure:f}", "decimal"),) for figure in figures]
    (column,) = columns_of(Table(("x",), rows))
    assert [Decimal(repr(value) if isinstance(value, float) else value) for value in column.values] == figures  # type: ignore[arg-type]

"""A table of lines answers as a store of them does."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from povgraph.graph.lines import canonical, literal, read_lines, ref
from povgraph.graph.tables import LineTable

CASES = sorted((Path(__file__).parents[1] / "cases").glob("*/graph.nq"))


def said(quads: Any) -> list[tuple[str, str, str | None, str]]:
    return sorted(
        (q.subject.value, q.object.value, getattr(q.object, "language", None) or "", q.graph_name.value) for q in quads
    )


def same(lines: list[str]) -> None:
    store, table = ox.Store(), LineTable(lines)
    store.load("\n".join(lines).encode(), format=ox.RdfFormat.N_QUADS)
    for predicate in {quad.predicate for quad in store}:
        quads = list(store.quads_for_pattern(None, predicate, None, None))
        assert said(table.quads_for_pattern(None, predicate, None, None)) == said(quads)
        for quad in quads[:20]:
            for pattern in ((quad.subject, predicate, None), (None, predicate, quad.object)):
                if pattern[2] is None or isinstance(quad.object, ox.NamedNode):
                    found = table.quads_for_pattern(*pattern, None)
                    assert said(found) == said(store.quads_for_pattern(*pattern, None))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_it_answers_as_a_store_does(path: Path) -> None:
    same(list(read_lines(path.read_text(encoding="utf-8"))))


@given(
    st.lists(
        st.one_of(
            st.text(st.characters(exclude_categories=["Cs"])).map(literal),
            st.text(st.characters(exclude_categories=["Cs"])).map(lambda text: literal(text, lang="zh")),
            st.decimals(allow_nan=False, allow_infinity=False).filter(lambda d: abs(d.adjusted()) < 30).map(literal),
            st.sampled_from([Decimal("78000"), Decimal("0"), Decimal("-4.50"), Decimal("99999999999999999999")]).map(
                literal
            ),
            st.just(ref("http://e/o")),
        ),
        min_size=1,
    )
)
def test_any_object_reads_as_the_store_gives_it_back(objects: list[str]) -> None:
    same(canonical(f"<http://e/s> <http://e/p> {value} <http://e/g> ." for value in objects))


def test_an_unknown_predicate_has_no_rows() -> None:
    assert list(LineTable([]).quads_for_pattern(None, ox.NamedNode("http://e/p"), None, None)) == []

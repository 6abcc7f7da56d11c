"""A page of an answer is the slice that it says, whatever the query limits by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from povgraph.errors import QueryError
from povgraph.queries.paging import page
from povgraph.queries.running import ask
from povgraph.queries.stored import own_query, stored_query

NUMBERS = "VALUES ?n { 0 1 2 3 4 5 6 7 8 9 }"
SIZES = st.one_of(st.none(), st.integers(0, 12))


@given(limit=SIZES, offset=st.integers(0, 12), own_limit=SIZES, own_offset=SIZES, swapped=st.booleans())
def test_a_page_is_a_slice(
    limit: int | None, offset: int, own_limit: int | None, own_offset: int | None, swapped: bool
) -> None:
    own = [f"{word} {size}" for word, size in (("LIMIT", own_limit), ("offset", own_offset)) if size is not None]
    modifiers = " ".join(reversed(own) if swapped else own)
    query = own_query(f"SELECT ?n {{ {NUMBERS} }} ORDER BY ?n {modifiers} # LIMIT 1")
    whole = [int(row[0].value) for row in ask(Store(), query.text)]  # type: ignore[union-attr]
    found = [int(row[0].value) for row in ask(Store(), page(query, limit, offset).text)]  # type: ignore[union-attr]
    assert found == whole[offset:][:limit]


def test_a_block_of_values_at_the_end_stays_there() -> None:
    query = page(own_query("SELECT ?n { BIND(1 AS ?m) } LIMIT 9\nVALUES ?n { 1 2 3 }"), 2)
    assert len(list(ask(Store(), query.text))) == 2


def test_a_subquery_keeps_its_limit() -> None:
    query = page(own_query(f"SELECT * {{ {{ SELECT ?n {{ {NUMBERS} }} LIMIT 5 }} }}"), 3, 1)
    assert len(list(ask(Store(), query.text))) == 3


def test_nothing_asked_changes_nothing() -> None:
    query = stored_query("places")
    assert page(query, None) is query


def test_an_ask_has_no_pages() -> None:
    with pytest.raises(QueryError, match="--limit and --offset are for rows; an ASK query gives true or false"):
        page(own_query("ASK {}"), 1)


def test_the_first_lines_keep_their_places() -> None:
    text = "SELECT * {\n ?a ?b ?c }\nLIMIT 5 # five\n"
    assert page(own_query(text), 3).text.splitlines()[:2] == text.splitlines()[:2]

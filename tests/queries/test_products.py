"""A Cartesian product is noticed before it runs, and only where it is one and large."""

import re

import pytest
from pyoxigraph import Store

from povgraph.queries.patterns import read_query
from povgraph.queries.products import loose_pieces, product_warnings
from povgraph.queries.running import ask

ALL = "?a ?b ?c"


@pytest.mark.parametrize(
    ("where", "sizes"),
    [
        (f"{ALL} . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l", [1, 1, 1, 1]),
        (f"{ALL} . ?d ?e ?f . ?c ?g ?d", []),
        (f"{ALL} . ?d ?e ?f FILTER(?c = ?d)", [1, 1]),
        (f"{ALL} . ?d ?e ?f . BIND(?c + ?d AS ?x)", []),
        (f"{ALL} {{ ?d ?e ?f }}", [1, 1]),
        (f"{ALL} GRAPH ?g {{ ?d ?e ?f }}", [1, 1]),
        (f"{ALL} OPTIONAL {{ ?d ?e ?f }}", []),
        (f"{ALL} OPTIONAL {{ ?d ?e ?f . ?x ?y ?z }}", [1, 1]),
        (f"{{ {ALL} }} UNION {{ ?d ?e ?f }}", []),
        (f"{ALL} VALUES ?x {{ 1 }}", []),
        (f"{ALL} VALUES ?x {{ 1 2 }}", [1, 1]),
        (f"{ALL} {{ SELECT (COUNT(*) AS ?n) {{ ?d ?e ?f }} }}", []),
        (f"{ALL} {{ SELECT ?d (COUNT(*) AS ?n) {{ ?d ?e ?f }} GROUP BY ?d }}", [1, 1]),
        (f"{ALL} . pov:about a ?x . pov:about a pov:Place", [1, 1]),
        ("?a ?b [ ?c ?d ]", []),
        ("?a ?b _:x . _:x ?c ?d", []),
    ],
)
def test_loose_pieces(where: str, sizes: list[int]) -> None:
    read = read_query(f"SELECT * {{ {where} }}").where
    assert read is not None
    assert [len(piece) for piece in loose_pieces(read)] == sizes


def test_a_large_product_is_warned_of_and_a_small_one_is_not(store: Store) -> None:
    text = f"SELECT * {{\n {ALL} . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }}"
    (warning,) = product_warnings(text, lambda text: ask(store, text))
    assert warning.startswith("line 2, column 5: no variable joins `?a ?b ?c` with `?d ?e ?f`, `?g ?h ?i`, `?j ?k ?l`")
    found = re.search(r"about (\d{1,3}(?:,\d{3})+) combinations; share a variable", warning)
    assert found
    number = int(found[1].replace(",", ""))
    assert number == pytest.approx(len(list(ask(store, f"SELECT * {{ {ALL} }}"))) ** 4, rel=0.05)
    assert product_warnings("SELECT * { ?a a pov:Report . ?b a pov:Person }", lambda text: ask(store, text)) == []

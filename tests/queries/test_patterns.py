"""What a WHERE clause is made of, as far as it is told; what is not known is not guessed at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from povgraph.errors import QueryError
from povgraph.queries.parts import Part
from povgraph.queries.patterns import read_query
from povgraph.queries.products import loose_pieces
from povgraph.queries.running import evaluate
from povgraph.queries.stored import stored_queries


def outline(part: Part) -> list[object]:
    return [inner.text if inner.kind == "triple" else [inner.kind, *outline(inner)] for inner in part.parts]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("SELECT * { ?o a pov:X , pov:Y ; pov:year -18 ; }", ["?o a pov:X .", "?o a pov:Y .", "?o pov:year -18 ."]),
        ('ASK { ?p a:b "县"@zh , "1"^^xsd:integer }', ['?p a:b "县"@zh .', '?p a:b "1"^^xsd:integer .']),
        ("ASK WHERE { ?a pov:within*/^pov:x|!(a|b:c) ?b }", ["?a pov:within*/^pov:x|!(a|b:c) ?b ."]),
        ("ASK { ?a pov:v+ ?b . ?a pov:v +5 }", ["?a pov:v+ ?b .", "?a pov:v +5 ."]),
        ("ASK { ?o pov:about [ a pov:Place ; pov:in [] ] }", [
            "?_anonymous0 a pov:Place .", "?_anonymous0 pov:in ?_anonymous1 .", "?o pov:about ?_anonymous0 ."]),
        ("ASK { [ a pov:Place ] . ?a ?b ?c }", ["?_anonymous0 a pov:Place .", "?a ?b ?c ."]),
        ("ASK { ?a ?b ?c FILTER(?c > 1) OPTIONAL { ?c ?d ?e } }", [
            "?a ?b ?c .", ["filter"], ["optional", "?c ?d ?e ."]]),
        ("ASK { { ?a a ?b } UNION { ?b a ?a } MINUS { ?x ?y ?z } }", [
            ["union", ["group", "?a a ?b ."], ["group", "?b a ?a ."]], ["minus", "?x ?y ?z ."]]),
        ("ASK { GRAPH ?g { ?a ?b ?c } VALUES ?x { 1 2 } BIND(1 AS ?y) FILTER NOT EXISTS { ?q ?r ?s } }", [
            ["graph", "?a ?b ?c ."], ["values"], ["bind"], ["filter"]]),
        ("SELECT * { { SELECT (COUNT(*) AS ?n) { ?a ?b ?c } } }", [["select", ["group", "?a ?b ?c ."]]]),
        ("CONSTRUCT { ?a ?b ?c } WHERE { ?c ?b ?a }", ["?c ?b ?a ."]),
        ("CONSTRUCT WHERE { ?c ?b ?a }", ["?c ?b ?a ."]),
    ],
)  # fmt: skip
def test_parts(text: str, parts: list[object]) -> None:
    where = read_query(text).where
    assert where is not None
    assert outline(where) == parts


@pytest.mark.parametrize(
    "text",
    [
        "DESCRIBE <a:b>",
        "ASK { ?a ?b ( 1 2 ) }",
        "ASK { << ?a ?b ?c >> ?d ?e }",
        "ASK { ?a ?b",
        "ASK { ?a }",
        "ASK { ?a ?b ?c ) }",
        "",
    ],
)
def test_what_is_not_known_is_not_guessed_at(text: str) -> None:
    assert read_query(text).where is None


def test_prologue_and_body_make_the_text() -> None:
    read = read_query("PREFIX a: <b:c>\nSELECT * { ?a a:b ?c }")
    assert (read.prologue, read.body) == ("PREFIX a: <b:c>\n", "SELECT * { ?a a:b ?c }")


@pytest.mark.parametrize("section", ["answers", "checks"])
def test_povgraphs_own_queries_are_understood_and_have_no_product(section: str) -> None:
    for query in stored_queries(section=section):
        where = read_query(query.text).where
        assert where is not None, query.name
        assert not loose_pieces(where), query.name


WORDS = """{ } ( ) [ ] . ; , ?a ?b a pov:x pov:y* <a:b> 'x'@zh 5 -5 FILTER OPTIONAL UNION MINUS GRAPH VALUES BIND
SELECT WHERE GROUP BY AS COUNT(*) ^ / | + NOT EXISTS << >>"""
PIECES = st.sampled_from(WORDS.split())


@given(st.lists(PIECES, max_size=25))
def test_any_text_is_read_or_given_up_and_what_sparql_takes_keeps_its_triples(pieces: list[str]) -> None:
    text = f"SELECT * {{ {' '.join(pieces)} }}"
    try:
        where = read_query(text).where
    except QueryError:
        return
    for triple in where.triples() if where else ():
        assert len(triple.terms) == 3
    try:
        evaluate(Store(), text)
    except SyntaxError:
        return
    if where is not None:  # each part can be asked by itself
        for part in where.parts:
            if part.kind not in ("filter", "bind"):
                evaluate(Store(), f"SELECT * {{ {part.text} }}")

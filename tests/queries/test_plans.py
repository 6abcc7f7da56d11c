"""A plan shows what the parameters stand for and how often each pattern matches."""

import re
from pathlib import Path

import pytest
from pyoxigraph import Store

from povgraph.errors import QueryError
from povgraph.queries.plans import plan
from povgraph.queries.resolving import Ask
from povgraph.queries.running import Limits, ask, notes_apart
from povgraph.queries.stored import StoredQuery, own_query, stored_queries, stored_query


@pytest.fixture(scope="module")
def look(store: Store) -> Ask:
    return lambda text: ask(store, text)


def test_a_plan(look: Ask) -> None:
    query = own_query(
        "SELECT * {\n ?o a pov:Observation OPTIONAL { ?o pov:valeu ?v }\n ?o pov:within* ?b . ?c pov:within ?b }",
        "q.rq",
    )
    lines = plan(query, {"c": "<https://w3id.org/povgraph/id/place/990121>"}, look)
    assert lines[0] == "q: SELECT, your own, q.rq"
    assert lines[1] == "parameters: VALUES (?c) { (<https://w3id.org/povgraph/id/place/990121>) }"
    assert [re.split(r" {2,}", line.strip()) for line in lines[3:]] == [
        ["matches", "in", "where", "pattern"],
        ["─" * 7, "─" * 8, "─" * 17, "─" * 67],
        ["24", "line 2, column 5", "?o a pov:Observation"],
        ["0", "optional", "line 2, column 37", "?o pov:valeu ?v: pov:valeu: no such term; did you mean 'pov:value'?"],
        ["—", "line 3, column 5", "?o pov:within* ?b"],
        ["3", "line 3, column 25", "?c pov:within ?b"],
    ]


def test_a_plan_warns_of_a_product(look: Ask) -> None:
    lines = plan(own_query("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"), {}, look)
    assert lines[-1].startswith("warning: line 1, column 15: no variable joins")


def test_what_is_not_understood_has_a_short_plan(look: Ask) -> None:
    assert plan(own_query("DESCRIBE <a:b>"), {}, look) == ["-: DESCRIBE, your own, -"]


@pytest.mark.parametrize("query", stored_queries(), ids=lambda query: query.name)
def test_each_stored_query_has_a_plan(query: StoredQuery, look: Ask) -> None:
    given = {"place": "青石县", "text": "贫困"}
    named = {item.name: given[item.name] for item in query.parameters if item.required}
    assert len(plan(query, named, look)) > 3


def test_a_plan_is_made_apart_and_names_what_is_no_sparql(graph: Path) -> None:
    limits = Limits(timeout=20)
    first = notes_apart("plan", graph, stored_query("places"), {}, limits)[0]
    assert first.startswith("places: SELECT, povgraph's own, ")
    with pytest.raises(QueryError, match="line 1, column 16: not SPARQL"):
        notes_apart("plan", graph, own_query("SELECT ?x y { ?s ?p ?o }"), {}, limits)
    with pytest.raises(QueryError, match="is refused"):
        notes_apart("plan", graph, own_query("SELECT * { SERVICE <a:b> {} }"), {}, limits)

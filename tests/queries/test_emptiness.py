"""An empty answer explains itself: the pattern that matches nothing, the nearest term, the parameter that narrows."""

import pytest
from pyoxigraph import Store

from povgraph.queries.emptiness import why_empty
from povgraph.queries.resolving import Ask
from povgraph.queries.running import ask
from povgraph.queries.stored import own_query, stored_query


@pytest.fixture(scope="module")
def look(store: Store) -> Ask:
    return lambda text: ask(store, text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("SELECT * { ?o pov:valeu ?v }", "line 1, column 15: `?o pov:valeu ?v` matches nothing: "
         "pov:valeu: no such term; did you mean 'pov:value'?"),
        ("SELECT * { ?o a pov:Observatoin }", "pov:Observatoin: no such term; did you mean 'pov:Observation'?"),
        ("SELECT * {\n ?o pov:about/pov:withn ?x }", "line 2, column 5: `?o pov:about/pov:withn ?x` matches nothing: "
         "pov:withn: no such term; did you mean 'pov:within'?"),
        ("PREFIX p: <https://w3id.org/povgraph/ontology#> SELECT * { ?o p:valeu ?v }", "did you mean 'pov:value'?"),
        ("SELECT * { ?o pov:indicator indicator:poverty-incidense }", "did you mean 'indicator:poverty-incidence'?"),
        ("SELECT * { <https://w3id.org/povgraph/id/place/99012> ?p ?o }",
         "place/99012: no such term; did you mean 'place/990"),
        ('SELECT * { ?p rdfs:label "青石县" }', '"青石县"` matches nothing: the graph has it as "青石县"@zh'),
        ('SELECT * { ?p rdfs:label "青石"@zh }', "no such value; did you mean '青石县'?"),
        ("SELECT * { ?o a pov:Observation . ?o rdfs:label ?l }",
         "`?o rdfs:label ?l` matches nothing together with the rest"),
        ("SELECT * { ?o pov:year ?y\n FILTER(?y > 3000) }",
         "line 2, column 2: `FILTER(?y > 3000)` lets nothing through"),
        ("SELECT * { FILTER(?y > 3000) ?o pov:year ?y }", "`FILTER(?y > 3000)` lets nothing through"),
        ("SELECT * { ?o a pov:Observation MINUS { ?o a ?x } }", "`MINUS { ?o a ?x }` takes everything away"),
        ("SELECT * { VALUES ?o { 1 } ?o pov:year ?y }", "`?o pov:year ?y` matches nothing together with the rest"),
        ("SELECT * { ?o pov:year ?y VALUES ?y { 1 } }", "`VALUES ?y { 1 }` fits nothing"),
        ("SELECT * { ?o a pov:Place { ?x pov:abuot ?y } UNION { ?x pov:nix ?y } }", "did you mean 'pov:about'?"),
        ("SELECT * { ?o a pov:Place { SELECT ?x { ?x a pov:Plase } } }", "did you mean 'pov:Place'?"),
        ("SELECT * { GRAPH <http://e/> { ?x a pov:Place } }", "`GRAPH <http://e/> { ?x a pov:Place }` matches nothing"),
        ("SELECT * { OPTIONAL { ?a pov:nix ?b } ?o pov:valeu ?v }", "`?o pov:valeu ?v` matches nothing"),
        ("SELECT * { ?a pov:about [ pov:valeu 1 ] }", "`?_anonymous0 pov:valeu 1` matches nothing"),
        ("SELECT ?o { ?o a pov:Place } LIMIT 0", "its patterns match, but HAVING, LIMIT or OFFSET leaves no row"),
        ("CONSTRUCT { ?o pov:v ?v } WHERE { ?o pov:valeu ?v }", "did you mean 'pov:value'?"),
    ],
)  # fmt: skip
def test_the_reason(text: str, reason: str, look: Ask) -> None:
    (told,) = why_empty(own_query(text), {}, look)
    assert reason in told


def test_what_is_not_understood_is_not_explained(look: Ask) -> None:
    assert why_empty(own_query("SELECT * { ?a pov:nix ( 1 ) }"), {}, look) == []


def test_a_parameter_that_narrows_is_named(look: Ask) -> None:
    query = stored_query("poverty-trend")
    assert why_empty(query, {"place": "青石县", "since": "2030"}, look) == ["without since=2030 there are 4 rows"]
    assert why_empty(query, {"place": "青石县", "until": "1990", "since": "2030"}, look) == []


def test_a_default_that_narrows_is_named(look: Ask) -> None:
    text = "#+ summary: x\n#+ parameters:\n#+   - {name: y, type: year}\n#+ defaults:\n#+   - {y: 1990}\n"
    query = own_query(text + "SELECT ?o { ?o pov:year ?year FILTER(!BOUND(?_y) || ?year = ?_y) } # the end")
    (told,) = why_empty(query, {}, look)
    assert told.startswith("without y=1990 there are ")


def test_a_bound_value_is_part_of_the_pattern_and_places_are_the_users(look: Ask) -> None:
    query = own_query("SELECT ?o {\n ?o pov:year ?y . ?o pov:about ?x }")
    assert why_empty(query, {"y": "1990"}, look) == [
        "line 2, column 5: `?o pov:year ?y` matches nothing",
    ]

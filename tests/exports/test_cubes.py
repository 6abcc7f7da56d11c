import logging
from pathlib import Path

import pytest
import rdflib
import yaml
from pyoxigraph import RdfFormat, Store, parse

from povgraph.errors import StoreError
from povgraph.graph.lines import canonical, clean, split
from povgraph.vocabulary import BASE, PREFIXES

from .conftest import HOSTILE, graph_of, text_of

logging.getLogger("rdflib.term").disabled = True
CONSTRAINTS = yaml.safe_load((Path(__file__).parent / "cube_constraints.yaml").read_text(encoding="utf-8"))
#: Phases 1 and 2 of the normalization that the constraints presuppose.
NORMAL = """
INSERT { ?o a qb:Observation } WHERE { [] qb:observation ?o } ;
INSERT { ?o a qb:Observation . ?ds a qb:DataSet } WHERE { ?o qb:dataSet ?ds } ;
INSERT { ?p qb:componentProperty ?q . ?q a qb:DimensionProperty } WHERE { ?p qb:dimension ?q } ;
INSERT { ?p qb:componentProperty ?q . ?q a qb:MeasureProperty } WHERE { ?p qb:measure ?q } ;
INSERT { ?p qb:componentProperty ?q . ?q a qb:AttributeProperty } WHERE { ?p qb:attribute ?q }
"""
POV = PREFIXES["pov"]
OBSERVATION = '?o a qb:Observation ; pov:to "2018-12-31"^^xsd:date'
#: An update that breaks each constraint.
BREAKS = {
    "IC-1": "DELETE { ?o qb:dataSet ?d } WHERE { ?o a qb:Observation ; qb:dataSet ?d }",
    "IC-2": "INSERT { ?d qb:structure <http://e/other> } WHERE { ?d a qb:DataSet }",
    "IC-3": "DELETE { ?p a qb:MeasureProperty } WHERE { ?p a qb:MeasureProperty }",
    "IC-4": "DELETE { pov:about rdfs:range ?r } WHERE { pov:about rdfs:range ?r }",
    "IC-5": "DELETE { pov:status qb:codeList ?l } WHERE { pov:status qb:codeList ?l }",
    "IC-6": "INSERT { ?s qb:componentRequired false } WHERE { ?s qb:dimension pov:about }",
    "IC-11": f"DELETE {{ ?o pov:status ?s }} WHERE {{ {OBSERVATION} ; pov:status ?s }}",
    "IC-12": "DELETE { ?s qb:componentProperty ?p } WHERE { ?s qb:componentProperty ?p ; qb:order ?n FILTER(?n != 6) }",
    "IC-13": f"DELETE {{ ?o pov:unit ?u }} WHERE {{ {OBSERVATION} ; pov:unit ?u }}",
    "IC-14": f"DELETE {{ ?o pov:value ?v }} WHERE {{ {OBSERVATION} ; pov:value ?v }}",
    "IC-19": f"INSERT {{ ?o pov:kind <http://e/k> }} WHERE {{ {OBSERVATION} }}",
}


def cube(lines: list[str]) -> Store:
    store = Store()
    store.load(input=text_of(lines, "qb").encode(), format=RdfFormat.TURTLE)
    store.update(NORMAL, prefixes=PREFIXES)
    return store


def broken(store: Store) -> set[str]:
    return {name for name, query in CONSTRAINTS.items() if store.query(query, prefixes=PREFIXES)}


def test_it_keeps_the_integrity_constraints(sample: list[str]) -> None:
    store = cube(sample)
    observations = f"SELECT (COUNT(*) AS ?n) WHERE {{ ?o a <{PREFIXES['qb']}Observation> }}"
    (row,) = store.query(observations)  # type: ignore[union-attr]
    assert int(row[0].value) == sum(f"type> <{POV}Observation> " in line for line in sample) > 30
    assert broken(store) == set()


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_each_constraint_can_be_broken(name: str, sample: list[str]) -> None:
    store = cube(sample)
    store.update(BREAKS[name], prefixes=PREFIXES)
    assert name in broken(store)


def test_the_observations_are_those_of_the_graph(sample: list[str]) -> None:
    found = {str(quad.triple) for quad in parse(input=text_of(sample, "qb").encode(), format=RdfFormat.TURTLE)}
    said = {" ".join(split(line)[:3]) for line in sample if line.startswith(f"<{BASE}id/observation/")}
    assert said <= found
    named = {
        split(line).object for line in sample if line.startswith(f"<{BASE}id/observation/") and "/id/place/" in line
    }
    assert {f'{place} <{PREFIXES["rdfs"]}label> "吉林省"@zh' for place in named if "220000>" in place} <= found
    assert sum(f"<{PREFIXES['oa']}exact>" in triple for triple in found) > 20


def test_every_reader_reads_the_same(sample: list[str]) -> None:
    text = text_of(sample, "qb")
    graph = rdflib.Graph().parse(data=text, format="turtle")
    by_rdflib = {str(q.triple) for q in parse(input=graph.serialize(format="nt").encode(), format=RdfFormat.N_TRIPLES)}
    assert by_rdflib == {str(quad.triple) for quad in parse(input=text.encode(), format=RdfFormat.TURTLE)}


def test_a_period_is_what_the_text_says(sample: list[str]) -> None:
    query = """SELECT ?text ?from ?to WHERE { ?o <https://w3id.org/povgraph/id/cube/period> ?p . ?p skos:prefLabel ?text
        OPTIONAL { ?p pov:from ?from } OPTIONAL { ?p pov:to ?to } FILTER(LANG(?text) != "zh") }"""
    rows = {tuple(term and term.value for term in row) for row in cube(sample).query(query, prefixes=PREFIXES)}  # type: ignore[union-attr]
    assert ("undated", None, None) in rows
    assert ("2015-12-31", None, "2015-12-31") in rows
    assert ("2016/2019", "2016-01-01", "2019-12-31") in rows


@pytest.mark.parametrize("name", HOSTILE)
def test_awkward_names_come_back(name: str) -> None:
    store = cube(graph_of(name))
    assert broken(store) == set()
    rows = store.query("SELECT ?l WHERE { ?o a qb:Observation ; pov:about/rdfs:label ?l }", prefixes=PREFIXES)
    labels = {row[0].value for row in rows}  # type: ignore[union-attr]
    assert labels == {clean(f"{name}村"), clean(f"{name}某")}


def test_an_observation_without_a_unit_is_said() -> None:
    lines = [line for line in graph_of("甲") if f"<{POV}unit>" not in line]
    with pytest.raises(
        StoreError, match=r"/id/observation/\w+ has 0 .*#unit, a cube needs one; see `povgraph validate`"
    ):
        text_of(lines, "qb")


def test_a_graph_without_observations_is_an_empty_cube() -> None:
    assert broken(cube(['<http://e/s> <http://e/p> "x" .'])) == set()


def test_the_same_bytes_for_the_same_graph(sample: list[str]) -> None:
    assert text_of(sample, "qb") == text_of(canonical(reversed(sample)), "qb")

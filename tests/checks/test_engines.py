"""The fast engine gives what pyshacl gives: on seeded faults, on the sample, on random graphs and random faults."""

import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, parse
from rdflib import Graph

from povgraph.checks import engine
from povgraph.checks.engine import run_shapes
from povgraph.checks.graphs import to_rdflib
from povgraph.checks.shapes import SHAPE, own_shapes
from povgraph.checks.suspects import narrow
from povgraph.errors import SourceError
from povgraph.pipeline import build
from povgraph.store.opening import open_graph
from povgraph.vocabulary import BASE, PREFIXES, graph_iri, ontology_files

SHAPES_DIR = Path(__file__).parents[1] / "shapes"
GOOD = (SHAPES_DIR / "good.ttl").read_bytes()
UPDATE_PREFIXES = PREFIXES | {
    "level": f"{BASE}id/concept/level/",
    "kind": f"{BASE}id/concept/observation-kind/",
}


def good() -> Store:
    store = Store()
    for path in ontology_files():
        store.load(path=path, format=RdfFormat.TURTLE, to_graph=NamedNode(graph_iri("ontology")))
    store.load(GOOD, format=RdfFormat.TURTLE)
    return store


def updates() -> Iterator[tuple[str, str]]:
    """Yield the faults of the tests of the shapes, each with the name of its shape."""
    table = yaml.safe_load((SHAPES_DIR / "cases.yaml").read_text(encoding="utf-8"))
    for name, row in table.items():
        for case in row if isinstance(row, list) else [row]:
            yield name, case["update"] if isinstance(case, dict) else case


def outcome(store: Store, shapes: Graph, name: str, notes: list[str]) -> Counter[Any]:
    """Say all that an engine finds, or how it gives up; pyshacl does so on comparing a blank node, for one."""
    try:
        found = run_shapes(store, shapes, "shapes", name, notes.append)
    except (SourceError, TypeError, NotImplementedError) as error:
        return Counter([type(error)])
    return Counter(tuple((name, term) for name, term in one.terms if not _is_generic(name, term)) for one in found)


def _is_generic(name: str, term: str) -> bool:
    """Tell whether a message is one of pyshacl's own, which words lists and blank nodes in any order."""
    return name == "resultMessage" and "@" not in term


def both(store: Store, shapes: Graph, left: int = 0) -> Counter[Any]:
    """Run both engines and compare all results; the fast one leaves at most ``left`` shapes to pyshacl."""
    notes: list[str] = []
    slow, fast = (outcome(store, shapes, name, notes) for name in ("pyshacl", "fast"))
    assert fast == slow
    assert len(notes) <= left, notes
    return slow


def names(found: Counter[Any]) -> set[str]:
    return {dict(terms)["sourceShape"].strip("<>").removeprefix(SHAPE) for terms in found}


def broken(*faults: str) -> Store:
    store = good()
    for fault in faults:
        store.update(fault, base_iri=f"{BASE}id/", prefixes=UPDATE_PREFIXES)
    return store


@pytest.mark.parametrize(("name", "fault"), [pytest.param(*one, id=f"{one[0]}-{n}") for n, one in enumerate(updates())])
def test_both_find_a_fault(name: str, fault: str) -> None:
    assert name in names(both(broken(fault), own_shapes()))


def test_both_find_all_faults_of_one_graph() -> None:
    store = good()
    content = store.dump(format=RdfFormat.N_QUADS)
    for number, (_, fault) in enumerate(updates()):
        one = Store()
        one.load(content, format=RdfFormat.N_QUADS)
        one.update(fault, base_iri=f"{BASE}id/", prefixes=UPDATE_PREFIXES)
        store.extend(
            Quad(q.subject, q.predicate, q.object, NamedNode(f"http://example.org/{number % 3}"))
            for q in one
            if q.graph_name == DefaultGraph()
        )
    found = both(store, own_shapes())
    assert len(names(found)) >= 40


def test_both_say_the_same_of_the_sample(tmp_path: Path) -> None:
    store = open_graph(build([], tmp_path / "build").folder)
    assert not both(store, own_shapes())
    for update in (
        "DELETE { GRAPH ?g { ?s pov:status ?x } } WHERE { GRAPH ?g { ?s pov:status ?x ; pov:unit <unit/person> } }",
        "DELETE { GRAPH ?g { ?s rdfs:label ?x } } WHERE { GRAPH ?g { ?s rdfs:label ?x ; a pov:Place } }",
        "INSERT { GRAPH ?g { ?s pov:high -1 } } WHERE { GRAPH ?g { ?s pov:value ?x } }",
    ):
        store.update(update, base_iri=f"{BASE}id/", prefixes=PREFIXES)
    assert len(both(store, own_shapes())) > 100


NODES = [quad.subject for quad in good() if quad.graph_name == DefaultGraph()]
PREDICATES = sorted({quad.predicate for quad in good() if quad.graph_name == DefaultGraph()}, key=str)
OBJECTS = sorted({quad.object for quad in good() if quad.graph_name == DefaultGraph()}, key=str)
DATATYPES = [
    NamedNode(PREFIXES["xsd"] + name)
    for name in ("string", "integer", "decimal", "double", "boolean", "date", "dateTime", "gYear", "token", "anyURI")
]
TEXTS = [
    "",
    " ",
    "1",
    "-1",
    "1.50",
    "1e3",
    "2018-02-30",
    "2018-02-28",
    "2018",
    "true",
    "河柳县",
    "٣",
    "229901",
    "a\nb",
    "x" * 40,
]
literals = st.one_of(
    st.builds(
        Literal, st.sampled_from(TEXTS), datatype=st.sampled_from([*DATATYPES, NamedNode(f"{BASE}id/code-list/x")])
    ),
    st.builds(Literal, st.sampled_from(TEXTS), language=st.sampled_from(["zh", "en", "zh-Hans", "EN", "ja"])),
    st.builds(Literal, st.sampled_from(TEXTS)),
)
values: st.SearchStrategy[Any] = st.one_of(
    literals, st.sampled_from(OBJECTS), st.sampled_from(NODES), st.sampled_from([BlankNode("b0"), BlankNode("b1")])
)
mutations = st.lists(
    st.tuples(
        st.sampled_from(["add", "change", "remove", "double"]),
        st.integers(0, 10_000),
        st.sampled_from([*NODES, BlankNode("b0"), NamedNode("http://example.org/new")]),
        st.sampled_from(PREDICATES),
        values,
    ),
    min_size=1,
    max_size=25,
)


@settings(deadline=None, max_examples=12, suppress_health_check=list(HealthCheck))
@given(mutations)
def test_both_say_the_same_of_random_mutations(changes: list[tuple[str, int, Any, NamedNode, Any]]) -> None:
    store = good()
    quads = sorted((quad for quad in store if quad.graph_name == DefaultGraph()), key=str)
    for kind, number, node, predicate, value in changes:
        quad = quads[number % len(quads)]
        if kind in ("change", "remove"):
            store.remove(quad)
        if kind == "double":
            store.add(Quad(quad.subject, quad.predicate, quad.object, NamedNode("http://example.org/copy")))
        if kind == "change":
            store.add(Quad(quad.subject, quad.predicate, value))
        if kind == "add":
            store.add(Quad(node, predicate, value))
    both(store, own_shapes())


PREFIX = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
ex:pre sh:declare [ sh:prefix "ex" ; sh:namespace "http://example.org/"^^xsd:anyURI ] .
"""
#: What a shape may demand, and whether the fast engine leaves it to pyshacl.
DEMANDS = [
    ("sh:path ex:p ; sh:minCount 2 ; sh:maxCount 2", False),
    ("sh:path ex:p ; sh:maxCount 0", False),
    ("sh:path ex:p ; sh:datatype xsd:integer", False),
    ("sh:path ex:p ; sh:datatype xsd:date", False),
    ("sh:path ex:p ; sh:datatype xsd:boolean", False),
    ("sh:path ex:p ; sh:datatype xsd:double", False),
    ("sh:path ex:p ; sh:datatype xsd:dateTime", False),
    ("sh:path ex:p ; sh:datatype rdf:langString", False),
    ("sh:path ex:p ; sh:datatype ex:own", False),
    ("sh:path ex:p ; sh:datatype rdfs:Literal", False),
    ("sh:nodeKind sh:IRI", False),
    ("sh:path ex:p ; sh:nodeKind sh:BlankNodeOrLiteral", False),
    ("sh:path ex:p ; sh:nodeKind sh:IRIOrLiteral", False),
    ("sh:path ex:p ; sh:class ex:A , ex:B", False),
    ("sh:class ex:B", False),
    ("sh:path ex:p ; sh:in ( 1 ex:a '1' 'x'@en 1.5 )", False),
    ("sh:in ( ex:a ex:b )", False),
    ("sh:path ex:p ; sh:hasValue ex:a , 1", False),
    ("sh:path ex:p ; sh:minLength 1 ; sh:maxLength 2", False),
    ("sh:path ex:p ; sh:minLength 0", False),
    ("sh:path ex:p ; sh:pattern '^[0-9]' , '1'", False),
    ("sh:path ex:p ; sh:pattern 'X' ; sh:flags 'i'", False),
    ("sh:path ex:p ; sh:languageIn ( 'en' 'zh-hans' )", False),
    ("sh:path ex:p ; sh:languageIn ( '*' )", False),
    ("sh:path ex:p ; sh:uniqueLang true", False),
    ("sh:path ex:p ; sh:minInclusive 1 ; sh:maxExclusive 3", False),
    ("sh:path ex:p ; sh:minExclusive 1.0", False),
    ("sh:path ex:p ; sh:maxInclusive '2019-01-01'^^xsd:date", False),
    ("sh:path ex:p ; sh:equals ex:q", False),
    ("sh:path ex:p ; sh:disjoint ex:q", False),
    ("sh:path ex:p ; sh:lessThan ex:n", False),
    ("sh:path ex:n ; sh:lessThanOrEquals ex:p", False),
    ("sh:path ( ex:q ex:p ) ; sh:minCount 1 ; sh:datatype xsd:integer", False),
    ("sh:path [ sh:inversePath ex:q ] ; sh:maxCount 1 ; sh:class ex:A", False),
    ("sh:path [ sh:alternativePath ( ex:p [ sh:inversePath ex:q ] ) ] ; sh:maxCount 1 ; sh:nodeKind sh:IRI", False),
    ("sh:property [ sh:path ex:p ; sh:minCount 1 ; sh:message 'one'@en , '一'@zh ]", False),
    ("sh:property [ sh:path ex:q ; sh:property [ sh:path ex:p ; sh:maxCount 1 ; sh:severity sh:Info ] ]", False),
    ("sh:path ex:q ; sh:node [ sh:property [ sh:path ex:p ; sh:minCount 1 ] ]", False),
    ("sh:and ( [ sh:class ex:A ] [ sh:nodeKind sh:IRI ] )", False),
    ("sh:or ( [ sh:class ex:B ] [ sh:property [ sh:path ex:p ; sh:minCount 1 ] ] )", False),
    ("sh:path ex:p ; sh:or ( [ sh:datatype xsd:integer ] [ sh:nodeKind sh:IRI ] )", False),
    ("sh:name 'n' ; sh:description 'd' ; sh:order 1 ; ex:note 'own'", False),
    ("sh:not [ sh:class ex:B ]", True),
    ("sh:xone ( [ sh:class ex:A ] [ sh:class ex:B ] )", True),
    ("sh:closed true ; sh:ignoredProperties ( rdf:type ) ; sh:property [ sh:path ex:p ]", True),
    ("sh:path ex:p ; sh:qualifiedValueShape [ sh:nodeKind sh:IRI ] ; sh:qualifiedMinCount 1", True),
    ("sh:path [ sh:zeroOrMorePath ex:q ] ; sh:maxCount 1", True),
    ("sh:path [ sh:oneOrMorePath ex:q ] ; sh:class ex:A", True),
    ("sh:path [ sh:zeroOrOnePath ex:q ] ; sh:maxCount 1", True),
    ("sh:path ex:p ; sh:deactivated true ; sh:maxCount 0", True),
    ("sh:path ex:p ; sh:minInclusive 'a'", True),
]
SELECTS = [
    ("SELECT $this ?value { $this ex:p ?value . FILTER isLiteral(?value) }", False),
    ("SELECT $this ?value { $this $PATH ?value ; ex:q ?x # c\n }", False),
    ("SELECT $this ?x { ?x ex:q $this OPTIONAL { ?x ex:p ?y FILTER(?y = $this) } FILTER(!BOUND(?y)) }", False),
    ("PREFIX e: <http://example.org/> SELECT DISTINCT $this { $this a ?c FILTER NOT EXISTS { $this e:p ?v } }", False),
    ("SELECT * { $this ex:q+ $this }", False),
    ("SELECT $this { $this a ?c . { $this ex:q ?x } UNION { $this ex:p ?x } }", True),
    ("SELECT $this (COUNT(?x) AS ?n) { $this ex:p ?x } GROUP BY $this HAVING (COUNT(?x) > 1)", True),
    ("SELECT $this { $this ex:p ?x } LIMIT 1", True),
    ("SELECT $this { GRAPH ?g { $this ex:p ?x } }", True),
    ("SELECT $this { BIND ($this AS ?t) ?t ex:p ?x }", True),
    ("SELECT $this { FILTER NOT EXISTS { $this ex:p ?x } }", True),
    ("SELECT $this ?value { $this ex:q* ?value . ?value ex:p 1 }", True),
    ("SELECT $this { $this ex:p ?x { FILTER (BOUND($this)) } }", True),
]
DEMANDS += [
    (f"sh:path ex:p ; sh:sparql [ sh:prefixes ex:pre ; sh:message 'no {{?x}}'@en ; sh:select '{select}' ]", leaves)
    for select, leaves in SELECTS
]
TARGETS = [
    "sh:targetClass ex:A",
    "sh:targetClass ex:B , ex:C",
    "sh:targetSubjectsOf ex:p",
    "sh:targetObjectsOf ex:p , ex:q",
    "sh:targetNode ex:a , ex:nowhere , 1",
    "sh:targetClass ex:A ; sh:targetSubjectsOf ex:q ; sh:targetNode ex:b",
    "a rdfs:Class",
]

nodes = st.sampled_from(
    [*(NamedNode(f"http://example.org/{name}") for name in "abcd"), BlankNode("b0"), BlankNode("b1")]
)
classes = st.sampled_from([NamedNode(f"http://example.org/{name}") for name in "ABC"])
TYPE, SUBCLASS = NamedNode(PREFIXES["rdf"] + "type"), NamedNode(PREFIXES["rdfs"] + "subClassOf")
quads = st.one_of(
    st.tuples(nodes, st.just(TYPE), classes),
    st.tuples(classes, st.just(SUBCLASS), classes),
    st.tuples(nodes, st.sampled_from([NamedNode("http://example.org/q")]), nodes),
    st.tuples(nodes, st.sampled_from([NamedNode(f"http://example.org/{name}") for name in "pn"]), literals | nodes),
)
graphs = st.lists(
    st.tuples(
        quads, st.sampled_from([DefaultGraph(), NamedNode("http://example.org/g"), NamedNode("http://example.org/h")])
    ),
    min_size=5,
    max_size=40,
)


def shapes_of(demand: str, target: str) -> Graph:
    kind = "sh:PropertyShape" if demand.startswith("sh:path") else "sh:NodeShape"
    content = f"{PREFIX} ex:A a {kind} ; {target} ; {demand.replace(chr(10), chr(92) + 'n')} ."
    graph = Graph()
    for triple in to_rdflib(parse(content, format=RdfFormat.TURTLE)):
        graph.add(triple)
    return graph


def store_of(rows: list[tuple[tuple[Any, NamedNode, Any], Any]]) -> Store:
    store = Store()
    store.extend(Quad(*triple, graph) for triple, graph in rows)
    return store


@pytest.mark.parametrize(("demand", "leaves"), DEMANDS, ids=[one.split(" ; ")[-1][:40] for one, _ in DEMANDS])
@settings(deadline=None, max_examples=120, suppress_health_check=list(HealthCheck))
@given(graphs, st.sampled_from(TARGETS))
def test_both_say_the_same_by_any_shape(demand: str, leaves: bool, rows: Any, target: str) -> None:
    both(store_of(rows), shapes_of(demand, target), int(leaves))


#: What each report has of its own.
COPIED = re.compile(f"{BASE}id/(?:report|evidence|observation|mention|outcome|post-holding|anomaly)/")


def test_the_fast_engine_takes_time_in_proportion() -> None:
    """A constraint that goes through all statements for each node would take 16 times as long for 4 times as many."""
    lines = good().dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph()).decode()

    def seconds(copies: int) -> float:
        store = good()
        for number in range(copies):
            store.load(COPIED.sub(rf"\g<0>{number}-", lines).encode(), format=RdfFormat.N_TRIPLES)
        began = time.process_time()
        narrow(store, own_shapes())
        return time.process_time() - began

    seconds(10)
    assert seconds(400) < 8 * seconds(100)


def test_the_fast_engine_says_what_it_leaves() -> None:
    notes: list[str] = []
    shapes = shapes_of("sh:not [ sh:class ex:B ]", "sh:targetClass ex:A")
    store = Store()
    store.load(b"<http://example.org/x> a <http://example.org/A> .", format=RdfFormat.TURTLE)
    assert len(run_shapes(store, shapes, "own.ttl", "fast", notes.append)) == 0
    assert notes == ["own.ttl: pyshacl looks at every node that <http://example.org/A> targets"]


def test_the_choice_goes_by_size(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = []
    monkeypatch.setattr(engine, "narrow", lambda _, shapes, __: (chosen.append("fast"), (shapes, []))[1])
    run_shapes(good(), own_shapes(), "shapes")
    assert chosen == []
    monkeypatch.setattr(engine, "LARGE", 1000)
    run_shapes(good(), own_shapes(), "shapes")
    assert chosen == ["fast"]


def test_own_shapes_are_not_changed() -> None:
    before = len(own_shapes())
    run_shapes(broken("DELETE WHERE { ?s rdfs:label ?x }"), own_shapes(), "shapes", "fast")
    assert len(own_shapes()) == before


@pytest.mark.parametrize("name", ["pyshacl", "fast"])
def test_results_may_be_wanted_about_some_nodes_only(name: str) -> None:
    store = broken("DELETE WHERE { ?s rdfs:label ?x }")
    everything = run_shapes(store, own_shapes(), "shapes", name)
    some = {sorted({one.focus for one in everything})[0]}
    found = run_shapes(store, own_shapes(), "shapes", name, about=some)
    assert sorted(found, key=repr) == sorted((one for one in everything if one.focus in some), key=repr) != []

"""Every shape passes on good.ttl, where it has something to look at, and finds its fault in cases.yaml."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pyoxigraph import NamedNode, RdfFormat, Store
from rdflib import RDF, Graph, URIRef
from rdflib.term import Node

from povgraph.checks.results import SH
from povgraph.checks.shacl import validate
from povgraph.checks.shapes import SHAPE, own_shapes, shape_names
from povgraph.vocabulary import BASE, PREFIXES, graph_iri, ontology_files

HERE = Path(__file__).parent
UPDATE_PREFIXES = PREFIXES | {
    "level": f"{BASE}id/concept/level/",
    "kind": f"{BASE}id/concept/observation-kind/",
}
#: The checks that are not shapes.
TEXT_CHECKS = {"missing-number", "garbled-name", "contradiction", "value-unsaid"}


def load(*names: str) -> Store:
    store = Store()
    for path in ontology_files():
        store.load(path=path, format=RdfFormat.TURTLE, to_graph=NamedNode(graph_iri("ontology")))
    for name in names:
        store.load(path=HERE / name, format=RdfFormat.TURTLE)
    return store


def cases() -> dict[str, list[dict[str, Any]]]:
    """Read the table, each row as a list of cases."""
    table = yaml.safe_load((HERE / "cases.yaml").read_text(encoding="utf-8"))
    rows = {name: row if isinstance(row, list) else [row] for name, row in table.items()}
    return {name: [one if isinstance(one, dict) else {"update": one} for one in row] for name, row in rows.items()}


def checks_found(store: Store) -> Counter[str]:
    return Counter(finding.check for finding in validate(store) if finding.check not in TEXT_CHECKS)


SHAPES = own_shapes()
NAMES = shape_names(SHAPES)
FAULTS = [
    pytest.param(name, case["update"], case.get("finds", 1), id=f"{name}-{number}")
    for name, rows in cases().items()
    for number, case in enumerate(rows, 1)
]


def test_every_shape_has_a_fault() -> None:
    assert sorted(cases()) == NAMES
    assert len(NAMES) >= 30


def test_the_good_graph_passes() -> None:
    assert checks_found(load("good.ttl")) == Counter()


@pytest.mark.parametrize("name", NAMES)
def test_the_good_graph_gives_the_shape_something_to_pass(name: str) -> None:
    """A shape without a focus node would pass whatever it said."""
    good, shape = Graph().parse(HERE / "good.ttl"), URIRef(SHAPE + name)

    def targets(kind: str) -> Iterator[Node]:
        return SHAPES.objects(shape, URIRef(SH + kind))

    focus = [node for kind in targets("targetClass") for node in good.subjects(RDF.type, kind)]
    focus += [node for path in targets("targetSubjectsOf") for node in good.subjects(path)]
    focus += [node for path in targets("targetObjectsOf") for node in good.objects(None, path)]
    assert focus


@pytest.mark.parametrize(("name", "update", "finds"), FAULTS)
def test_the_shape_finds_its_fault_and_no_other_shape_does(name: str, update: str, finds: int) -> None:
    store = load("good.ttl")
    store.update(update, base_iri=f"{BASE}id/", prefixes=UPDATE_PREFIXES)
    assert checks_found(store) == Counter({name: finds})

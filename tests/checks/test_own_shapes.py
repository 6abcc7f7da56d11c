"""What holds of povgraph's own shapes as a whole: names, languages, vocabularies, and that SHACL accepts them."""

from pathlib import Path

import pytest
from pyshacl.entrypoints import meta_validate
from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection

from povgraph.checks.catalogue import write_catalogue
from povgraph.checks.results import SH
from povgraph.checks.shapes import SHAPE, own_shape_files, own_shapes, shape_names
from povgraph.vocabulary import concept_iri, concepts

SHAPES = own_shapes()
NAMES = shape_names(SHAPES)
DOCS = Path(__file__).parents[2] / "docs" / "shapes.md"


def values(name: str, path: str) -> list[Literal | URIRef]:
    return list(SHAPES.objects(URIRef(SHAPE + name), URIRef(SH + path)))


def test_no_shape_is_a_blank_node() -> None:
    shapes = {node for kind in ("NodeShape", "PropertyShape") for node in SHAPES.subjects(RDF.type, URIRef(SH + kind))}
    targeted = {
        s for p in ("targetClass", "targetSubjectsOf", "targetObjectsOf") for s in SHAPES.subjects(URIRef(SH + p))
    }
    constraints = set(SHAPES.objects(None, URIRef(SH + "sparql")))
    assert targeted == shapes == {URIRef(SHAPE + name) for name in NAMES}
    assert not [node for node in shapes | constraints if isinstance(node, BNode)]


@pytest.mark.parametrize("name", NAMES)
def test_a_shape_has_severity_and_words_in_both_languages(name: str) -> None:
    assert [str(one).removeprefix(SH) for one in values(name, "severity")] in (["Violation"], ["Warning"], ["Info"])
    for path in ("name", "description", "message"):
        assert sorted(str(one.language) for one in values(name, path)) == ["en", "zh"], path


def test_shacl_accepts_the_shapes() -> None:
    conforms, _, text = meta_validate(own_shapes(), inference="none")
    assert conforms, text


@pytest.mark.parametrize(
    ("name", "scheme"),
    [
        ("place-level", "level"),
        ("person-role", "role"),
        ("organization-kind", "organization-kind"),
        ("statement-origin", "origin"),
        ("outcome-kind", "outcome-kind"),
        ("anomaly-kind", "anomaly-kind"),
        ("observation-kind", "observation-kind"),
        ("observation-bound", "bound"),
        ("observation-status", "status"),
        ("observation-per", "per"),
        ("report-date-origin", "date-origin"),
    ],
)
def test_a_closed_vocabulary_is_that_of_the_ontology(name: str, scheme: str) -> None:
    allowed = {str(one) for one in Collection(SHAPES, values(name, "in")[0])}
    assert allowed == {concept_iri(scheme, concept.notation) for concept in concepts()[scheme]}


def test_every_file_of_shapes_is_read() -> None:
    assert len(own_shape_files()) >= 6
    assert sum(len(Graph().parse(path)) for path in own_shape_files()) <= len(own_shapes()) + 2


def test_the_list_in_the_docs_is_up_to_date() -> None:
    assert write_catalogue() in DOCS.read_text(encoding="utf-8")

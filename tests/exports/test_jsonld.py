import json
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from pyld import jsonld

from povgraph.errors import StoreError
from povgraph.exports.contexts import Term, context, properties
from povgraph.graph.lines import canonical, clean, literal, split
from povgraph.resources import ontology_path
from povgraph.vocabulary import BASE, PREFIXES, concepts, terms

from .conftest import HOSTILE, graph_of, text_of
from .test_formats import LINES

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
POV = PREFIXES["pov"]


def document(lines: list[str]) -> dict[str, Any]:
    read = json.loads(text_of(lines, "jsonld"))
    assert isinstance(read, dict)
    return read


def refuse(address: str, *_: object) -> None:
    raise AssertionError(f"{address} was asked for")


def processed(read: Any) -> set[str]:
    """Read a document with a JSON-LD processor that must not fetch anything."""
    quads = jsonld.to_rdf(read, {"format": "application/n-quads", "documentLoader": refuse})
    return {str(quad.triple) for quad in ox.parse(input=quads.encode(), format=ox.RdfFormat.N_QUADS)}


def triples(lines: list[str]) -> set[str]:
    nquads = "".join(f"{line}\n" for line in lines)
    return {str(quad.triple) for quad in ox.parse(input=nquads.encode(), format=ox.RdfFormat.N_QUADS)}


def by_rdflib(text: str) -> set[str]:
    graph = rdflib.Graph().parse(data=text, format="json-ld")
    return triples(graph.serialize(format="nt").split("\n"))


def by_oxigraph(text: str) -> set[str]:
    return {str(quad.triple) for quad in ox.parse(input=text.encode(), format=ox.RdfFormat.JSON_LD)}


def test_the_same_triples_come_back_from_all_processors(sample: list[str]) -> None:
    text = text_of(sample, "jsonld")
    expected = triples(sample)
    assert len(expected) > 3000
    assert processed(json.loads(text)) == expected
    assert by_oxigraph(text) == expected
    assert by_rdflib(text) == expected


@given(lines=LINES)
def test_any_value_comes_back(lines: list[str]) -> None:
    assert processed(document(lines)) == triples(lines)


@pytest.mark.parametrize("name", HOSTILE)
def test_awkward_names_come_back(name: str) -> None:
    lines = graph_of(name)
    text = text_of(lines, "jsonld")
    assert processed(json.loads(text)) == triples(lines) == by_oxigraph(text)
    village = next(place for place in json.loads(text)["places"] if "Village" in place["type"])
    assert village["label"]["zh"] == clean(f"{name}村")


def test_a_programmer_needs_no_rdf(sample: list[str]) -> None:
    read = document(sample)
    assert list(read) == [
        *("@context", "dataset", "reports", "places", "people", "organizations", "programmes", "subjects", "findings"),
        "others",
    ]
    places = {place["label"]["zh"]: place for place in read["places"]}
    county = places["图们市"]
    assert (county["id"], county["level"], county["containedIn"]) == ("place/222402", "county", "place/222400")
    figure = next(
        figure for figure in places["吉林省"]["figures"] if figure["evidence"]["quote"]["exact"] == "下降到0.5%"
    )
    told = {
        key: figure[key] for key in ("indicator", "kind", "value", "unit", "bound", "status", "to", "year", "report")
    }
    assert told == {
        "indicator": "poverty-incidence",
        "kind": "level",
        "value": "0.5",
        "unit": "percent",
        "bound": "eq",
        "status": "actual",
        "to": "2018-12-31",
        "year": 2018,
        "report": "report/2019-08-jilin-e908355a",
    }
    people = {person["label"]["zh"]: person for person in read["people"]}
    (holding,) = people["尹承龙"]["posts"]
    assert (holding["post"]["label"]["zh"], holding["post"]["heldIn"]) == ("市委书记", "place/222402")
    assert [anomaly["kind"] for anomaly in read["reports"][0]["anomalies"]].count("missing-number") >= 1
    assert {name for thing in read["others"] for name in thing["type"]} == {"rdfs:Datatype"}


def test_statements_stand_in_the_order_of_the_report(sample: list[str]) -> None:
    province = next(place for place in document(sample)["places"] if place["id"] == "place/220000")
    starts = [figure["evidence"]["position"]["start"] for figure in province["figures"]]
    assert starts == sorted(starts)
    assert len(starts) > 5


def test_the_same_bytes_for_the_same_graph(sample: list[str]) -> None:
    assert text_of(sample, "jsonld") == text_of(canonical(reversed(sample)), "jsonld")


def test_no_short_key_is_left_out(sample: list[str]) -> None:
    """What povgraph says itself has a short key; the long names are for strangers."""
    text = text_of([line for line in sample if f"{BASE}graph/dataset" not in line], "jsonld")
    body = text[text.index('\n"reports"') :]
    long = {key for key in keys(json.loads(f"{{{body.lstrip()}")) if ":" in key}
    assert long == {"sh:value"}


def keys(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*map(keys, value.values()))
    return set().union(*map(keys, value)) if isinstance(value, list) else set()


@pytest.mark.parametrize("key", [key for key, said in context().items() if isinstance(said, dict) and "@type" in said])
def test_every_concept_has_its_notation(key: str) -> None:
    said = context()[key]
    if said["@type"] == "@vocab":
        check_notations(properties()[whole(said["@id"])])


@pytest.mark.parametrize("nested", ["figures", "outcomes", "anomalies"])
def test_every_kind_of_statement_has_its_notation(nested: str) -> None:
    check_notations(properties(nested)[f"{POV}kind"], nested)


def check_notations(term: Term, nested: str = "") -> None:
    scheme = term.vocab.removeprefix(f"{BASE}id/").removeprefix("concept/").rstrip("/")
    found = concepts()[scheme]
    for concept in found:
        iri = term.vocab + concept.notation
        assert term.value(f"<{iri}>") == concept.notation
        told = {term.key: concept.notation}
        read = {
            "@context": context(),
            "id": "place/1",
            **({nested: [{"id": "observation/1", **told}]} if nested else told),
        }
        assert any(line.endswith(f"<{iri}>") for line in processed(read))


def whole(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def test_the_context_knows_the_ontology() -> None:
    text = ontology_path("context.jsonld").read_text(encoding="utf-8")
    used = {name.removeprefix("pov:") for name in json.loads(text)["@context"] if name.startswith("pov:")}
    for said in context().values():
        name = said.get("@id", said.get("@reverse", "")) if isinstance(said, dict) else str(said)
        if name.startswith("pov:"):
            used.add(name.removeprefix("pov:"))
    assert used <= terms()
    for prefix, iri in context().items():
        if prefix in PREFIXES and isinstance(iri, str) and iri[-1] in "#/":
            assert PREFIXES[prefix] == iri


def test_a_statement_about_nothing_known_stands_by_itself() -> None:
    lines = [line for line in graph_of("甲") if not line.startswith(f"<{BASE}id/subject/")]
    read = document(lines)
    (statement,) = read["statements"]
    assert statement["about"] == "subject/r-bbbbbbbb/甲某"
    assert processed(read) == triples(lines)


def test_a_circle_ends() -> None:
    nodes = [f"<{BASE}id/evidence/{name}>" for name in ("a", "a/b", "a/b/c")]
    lines = canonical(
        [
            *(f"{one} <{PREFIXES['oa']}hasSelector> {two} ." for one in nodes for two in nodes),
            *(f"{one} <{PREFIXES['prov']}wasDerivedFrom> {two} ." for one in nodes for two in nodes),
            f"<{BASE}id/mention/1> <{POV}about> <{BASE}id/mention/1> .",
        ]
    )
    assert processed(document(lines)) == triples(lines)


def test_two_things_that_a_statement_is_about_are_both_kept() -> None:
    lines = graph_of("甲")
    told = next(line for line in lines if "/id/outcome/" in line and f"<{POV}about>" in line)
    more = canonical([*lines, told.replace(split(told).object, f"<{BASE}id/place/220822>")])
    assert processed(document(more)) == triples(more)


@pytest.mark.parametrize("iri", ["pov:x", "dc:y", "schema:z"])
def test_what_the_context_would_read_otherwise_is_said(iri: str) -> None:
    with pytest.raises(StoreError, match="begins like a prefix; export as turtle"):
        text_of([f"<http://e/s> <http://e/p> <{iri}> ."], "jsonld")


def test_literals_of_other_kinds_keep_to_the_general_form() -> None:
    date = literal("2019", PREFIXES["xsd"] + "gYear")
    lines = [f"<{BASE}id/place/1> <{POV}to> {date} ."]
    assert '"pov:to": {\n  "@type": "xsd:gYear"' in text_of(lines, "jsonld")
    assert processed(document(lines)) == triples(lines)

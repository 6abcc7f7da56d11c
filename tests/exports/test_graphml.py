import io
from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest

from povgraph.exports import Content
from povgraph.exports.networks import Edge, Node, network
from povgraph.graph.lines import clean, split
from povgraph.vocabulary import BASE, PREFIXES

from .conftest import HOSTILE, graph_of, text_of

POV, ORG = PREFIXES["pov"], PREFIXES["org"]
READERS: dict[str, Callable[..., Any]] = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}
FORMATS = sorted(READERS)


def read(lines: list[str], name: str) -> Any:
    return READERS[name](io.BytesIO(text_of(lines, name).encode()))


def edges_of(graph: Any) -> list[tuple[str, str, dict[str, Any]]]:
    """List the edges with their attributes, without the numbers that the formats give them."""
    found = [(source, target, {**told}) for source, target, told in graph.edges(data=True)]
    for _, _, told in found:
        told.pop("id", None)
    return found


def expected_edge(edge: Edge) -> tuple[str, str, dict[str, Any]]:
    return edge.source, edge.target, {"label": edge.label, "kind": edge.kind, "weight": edge.weight, **edge.attributes}


def key(edge: tuple[str, str, dict[str, Any]]) -> tuple[str, ...]:
    return edge[0], edge[1], str(edge[2].get("statement")), edge[2]["label"]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("hostile", ["", *HOSTILE])
def test_what_comes_back_is_what_went_in(name: str, hostile: str, request: pytest.FixtureRequest) -> None:
    lines = graph_of(hostile) if hostile else request.getfixturevalue("sample")
    made, found = network(Content(lines)), read(lines, name)
    nodes = {node.id: {"label": node.label, "kind": node.kind, **node.attributes} for node in made.nodes}
    assert dict(found.nodes(data=True)) == nodes
    assert sorted(edges_of(found), key=key) == sorted(map(expected_edge, made.edges), key=key)


def test_the_nodes_are_the_entities_reports_and_outcomes(sample: list[str]) -> None:
    classes = ("Place", "Person", "Organization", "Programme", "Subject", "Report", "Outcome")
    kinds = {f"<{POV}{name}>": name.lower() for name in classes}
    expected = {(quad.subject[1:-1], kinds[quad.object]) for quad in map(split, sample) if quad.object in kinds}
    assert {(node.id, node.kind) for node in network(Content(sample)).nodes} == expected


def test_the_relations_of_the_graph_are_edges(sample: list[str]) -> None:
    quads = {split(line)[:3] for line in sample}
    made = network(Content(sample))
    joined = {edge.kind: {(e.source, e.target) for e in made.edges if e.kind == edge.kind} for edge in made.edges}

    def pairs(predicate: str, kind: str = "") -> set[tuple[str, str]]:
        return {(s[1:-1], o[1:-1]) for s, p, o in quads if p == f"<{predicate}>" and f"/id/{kind}" in s}

    assert joined["within"] == pairs(f"{PREFIXES['schema']}containedInPlace")
    assert joined["outcome"] == pairs(f"{POV}about", "outcome/")
    assert joined["place"] == {pair for pair in pairs(f"{POV}place") if "/id/place/" in pair[1]}
    held, post = dict(pairs(f"{POV}heldIn")), dict(pairs(f"{POV}post"))
    members = [(person, post[holding]) for holding, person in pairs(f"{ORG}member")]
    assert joined["post"] == {(person, held[position]) for person, position in members if position in held}
    reports = dict(pairs(f"{POV}report"))
    assert joined["about"] == {(reports[statement], thing) for statement, thing in pairs(f"{POV}about")}


def test_an_about_edge_weighs_the_statements_that_make_it(sample: list[str]) -> None:
    about = [split(line) for line in sample if f" <{POV}about> " in line]
    weights = {edge.target: edge.weight for edge in network(Content(sample)).edges if edge.kind == "about"}
    assert sum(weights.values()) == len(about)
    province = f"{BASE}id/place/220000"
    assert weights[province] == sum(quad.object == f"<{province}>" for quad in about) > 5


def test_what_nodes_and_edges_say(sample: list[str]) -> None:
    made = network(Content(sample))
    nodes = {node.label: node for node in made.nodes}
    assert nodes["通榆县"].kind == "place"
    assert nodes["通榆县"].attributes["type"] == "county"
    assert nodes["通榆县"].attributes["latitude"] == pytest.approx(44.8, abs=0.1)
    (post,) = (edge for edge in made.edges if edge.label == "市委书记")
    assert (nodes["尹承龙"].id, nodes["图们市"].id) == (post.source, post.target)
    assert post.attributes["quote"] == "图们市委书记尹承龙"
    assert "/post-holding/" in str(post.attributes["statement"])


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_no_number_is_left_out(name: str) -> None:
    lines = [line.replace('"44.8', '"x44.8') for line in graph_of("甲")]
    assert any('"x44.8' in line for line in lines)
    found = read(lines, name)
    assert "latitude" not in found.nodes[f"{BASE}id/place/220822"]
    assert "longitude" in found.nodes[f"{BASE}id/place/220822"]


@pytest.mark.parametrize("name", FORMATS)
def test_two_posts_in_one_place_are_two_edges(name: str) -> None:
    lines = graph_of("甲")
    held = next(line for line in lines if f"<{ORG}member>" in line)
    subject = split(held).subject
    again = [
        line.replace(subject, subject.replace(subject[-5:-1], "0000")) for line in lines if line.startswith(subject)
    ]
    found = [told for *_, told in edges_of(read([*lines, *again], name)) if told["kind"] == "post"]
    assert len({told["statement"] for told in found}) == 2


def test_an_edge_never_ends_in_nothing() -> None:
    lines = [line for line in graph_of("甲") if f"<{POV}Subject>" not in line]
    made = network(Content(lines))
    nodes = {node.id for node in made.nodes}
    assert {end for edge in made.edges for end in (edge.source, edge.target)} <= nodes
    assert Node(f"{BASE}id/subject/r-bbbbbbbb/甲某", f"{BASE}id/subject/r-bbbbbbbb/甲某", "other") in made.nodes


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_graph(name: str) -> None:
    found = read([], name)
    assert (found.number_of_nodes(), found.number_of_edges()) == (0, 0)


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_bytes_for_the_same_graph(name: str, sample: list[str]) -> None:
    text = text_of(sample, name)
    assert text == text_of(list(reversed(sample)), name)
    assert clean(text) == text

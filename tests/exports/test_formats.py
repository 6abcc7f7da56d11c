import io
import logging
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from povgraph.cli.exporting import export as command
from povgraph.errors import StoreError
from povgraph.exports import export, formats, lines_of
from povgraph.graph.lines import canonical, literal, ref, split
from povgraph.store.generations import publish
from povgraph.store.opening import open_graph
from povgraph.vocabulary import BASE, PREFIXES, iri

from .conftest import HOSTILE, graph_of, text_of

logging.getLogger("rdflib.term").disabled = True
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

POV, XSD = PREFIXES["pov"], PREFIXES["xsd"]
OXIGRAPH = {
    "turtle": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
RDFLIB = {"turtle": "turtle", "nt": "nt", "nq": "nquads", "trig": "trig", "jsonld": "json-ld", "rdfxml": "xml"}
WITH_GRAPHS = {"nq", "trig"}
PLACE, GRAPH = ref(iri("place", "220822", "陆家村")), f"<{BASE}graph/2019-r-1>"
AWKWARD = "a\r\n\t<b> & c\u2028\u202e\u200b]]>"
SAMPLE = canonical(
    [
        f"{PLACE} <{PREFIXES['rdf']}type> <{POV}Village> {GRAPH} .",
        f"{PLACE} <{PREFIXES['rdf']}type> <{POV}Village> <{BASE}graph/derived> .",
        f"{PLACE} <{PREFIXES['rdf']}type> <http://e/1> {GRAPH} .",
        f"{PLACE} <{PREFIXES['rdfs']}label> {literal('陆家村', lang='zh')} {GRAPH} .",
        f"{PLACE} <{PREFIXES['oa']}exact> {literal(AWKWARD)} {GRAPH} .",
        f'{PLACE} <{POV}value> "4.50"^^<{XSD}decimal> {GRAPH} .',
        f'{PLACE} <{POV}value> "78000.0"^^<{XSD}decimal> {GRAPH} .',
        f'{PLACE} <{POV}year> "2019"^^<{XSD}integer> {GRAPH} .',
        f'{PLACE} <{POV}year> "99999999999999999999"^^<{XSD}integer> {GRAPH} .',
        f'{PLACE} <{POV}to> "2019-08-31"^^<{XSD}date> {GRAPH} .',
        f'{PLACE} <http://e/flag> "true"^^<{XSD}boolean> {GRAPH} .',
        f"{PLACE} <http://other.example/p-q> <{BASE}id/subject/a%20b/%2E%2E> .",
        f"_:b0 <{POV}about> {PLACE} {GRAPH} .",
    ]
)
TEXTS = st.text(
    st.one_of(st.characters(), st.sampled_from("\t\n\r\"\\<>&]{}'@: \x7f\x85\u2028\u202e\u200b\x00\ud800")), max_size=20
)
LINES = st.lists(
    st.builds(
        lambda subject, predicate, value, graph: f"{subject} {predicate} {value}{graph} .",
        st.builds(lambda *parts: ref(iri("place", *parts)), TEXTS, TEXTS),
        st.sampled_from([f"<{POV}about>", "<http://e/p>", f"<{PREFIXES['rdf']}type>"]),
        st.one_of(
            TEXTS.map(literal),
            TEXTS.map(lambda text: literal(text, lang="zh")),
            TEXTS.map(lambda text: literal(text, "http://e/datatype")),
            st.integers().map(literal),
            st.decimals(allow_nan=False, allow_infinity=False, places=3).map(literal),
            st.booleans().map(literal),
            TEXTS.map(lambda text: ref(iri("subject", text))),
        ),
        st.sampled_from(["", f" {GRAPH}", " <http://e/g>"]),
    ),
    max_size=6,
).map(canonical)


def expected(lines: list[str], name: str) -> set[str]:
    return {line[:-2] if name in WITH_GRAPHS else " ".join(split(line)[:3]) for line in lines}


def oxigraph_terms(text: str, name: str) -> set[str]:
    quads = ox.parse(input=text.encode(), format=OXIGRAPH[name], rename_blank_nodes=False)
    return {str(quad if name in WITH_GRAPHS else quad.triple) for quad in quads}


def rdflib_graph(text: str, form: str) -> rdflib.Graph:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=text.encode(), format=form)
    graph = rdflib.Graph()
    for triple in dataset:
        graph.add(triple[:3])
    return graph


@pytest.mark.parametrize("name", OXIGRAPH)
def test_the_same_triples_come_back(name: str) -> None:
    text = text_of(SAMPLE, name)
    assert oxigraph_terms(text, name) == expected(SAMPLE, name)
    plain = rdflib_graph("".join(f"{line} .\n" for line in expected(SAMPLE, "nt")), "nt")
    assert isomorphic(rdflib_graph(text, RDFLIB[name]), plain)


@pytest.mark.parametrize("name", OXIGRAPH)
@given(lines=LINES)
def test_any_value_comes_back(name: str, lines: list[str]) -> None:
    text = text_of(lines, name)
    assert oxigraph_terms(text, name) == expected(lines, name)
    if name == "rdfxml":  # the engine's reader keeps a bare CR, which readers of XML must not
        plain = rdflib_graph("".join(f"{line} .\n" for line in expected(lines, "nt")), "nt")
        assert set(rdflib_graph(text, "xml")) == set(plain)


@pytest.mark.parametrize("form", OXIGRAPH)
@pytest.mark.parametrize("name", HOSTILE)
def test_awkward_names_come_back(form: str, name: str) -> None:
    lines = graph_of(name)
    text = text_of(lines, form)
    assert oxigraph_terms(text, form) == expected(lines, form)
    assert isomorphic(rdflib_graph(text, RDFLIB[form]), rdflib_graph(text_of(lines, "nt"), "nt"))


@pytest.mark.parametrize("name", OXIGRAPH)
def test_an_empty_graph(name: str) -> None:
    assert oxigraph_terms(text_of([], name), name) == set()


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ('<http://e/s> <http://e/1> "x" .', "rdfxml"),
        ('<http://e/s> <http://e/p> "\\u0001" .', "rdfxml"),
        (f'<http://e/s> <{PREFIXES["rdf"]}li> "x" .', "rdfxml"),
        ('<http://e/s> <http://e/p> <<( <http://e/s> <http://e/p> "x" )>> .', "rdfxml"),
        ('<http://e/s> <http://e/p> <<( <http://e/s> <http://e/p> "x" )>> .', "jsonld"),
    ],
)
def test_what_a_format_cannot_hold_is_said(line: str, name: str) -> None:
    with pytest.raises(StoreError, match=r"cannot hold .*; export as turtle"):
        text_of([line], name)


def test_unknown_format() -> None:
    with pytest.raises(StoreError, match=r"unknown format 'turtel'; known are turtle, nt, .*; did you mean 'turtle'\?"):
        export(SAMPLE, "turtel", io.StringIO())


def test_all_sources_give_the_same_lines(tmp_path: Path) -> None:
    lines = [line for line in SAMPLE if "_:" not in line and "4.50" not in line and "78000.0" not in line]
    publish(tmp_path / "build", lines)
    assert lines_of(tmp_path / "build") == lines
    assert lines_of(open_graph(tmp_path / "build")) == lines
    assert lines_of(reversed(lines)) == lines
    for name in WITH_GRAPHS:
        export(lines, name, tmp_path / f"g.{name}")
        assert lines_of(tmp_path / f"g.{name}") == lines


def test_a_file_keeps_its_figures_as_written(tmp_path: Path) -> None:
    export(SAMPLE, "turtle", tmp_path / "g.ttl")
    assert any('"4.50"' in line for line in lines_of(tmp_path / "g.ttl"))


def test_a_damaged_build_is_not_exported(tmp_path: Path) -> None:
    made = publish(tmp_path / "build", SAMPLE)
    made.graph.write_bytes(made.graph.read_bytes().replace(b"2019-08", b"2020-08"))
    with pytest.raises(StoreError, match="damaged"):
        export(tmp_path / "build", "nq", tmp_path / "g.nq")
    assert not (tmp_path / "g.nq").exists()


def test_the_help_names_all_formats() -> None:
    done = CliRunner().invoke(command, ["--help"])
    told = set(re.findall(r"[\w-]+", done.output))
    assert set(formats.format_names()) <= told


@pytest.mark.parametrize(("ending", "hint"), [("csv", "csv"), ("html", "map"), ("json", "jsonld"), ("xml", "rdfxml")])
def test_an_ending_that_could_be_several_names_the_likely_one(ending: str, hint: str) -> None:
    with pytest.raises(StoreError, match=rf"its ending names no format; .*; try --format {hint}$"):
        formats.format_of(Path(f"graph.{ending}"))


@pytest.mark.parametrize(("name", "form"), [("g.ttl", "turtle"), ("g.NQ", "nq"), ("a.b.jsonld", "jsonld")])
def test_a_file_name_says_the_format(name: str, form: str) -> None:
    assert formats.format_of(Path(name)) == form


def test_a_file_name_that_says_no_format() -> None:
    assert formats.format_of(None) == "turtle"
    with pytest.raises(StoreError, match=r"^graph\.tll: its ending names no format; .*did you mean '\.ttl'\?"):
        formats.format_of(Path("graph.tll"))

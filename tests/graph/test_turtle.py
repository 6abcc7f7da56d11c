import io
import logging
from collections.abc import Callable, Sequence
from typing import TextIO

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import example, given
from hypothesis import strategies as st

from povgraph.graph.lines import canonical, literal, ref, split
from povgraph.graph.turtle import reading_order, write_trig, write_turtle
from povgraph.vocabulary import BASE, PREFIXES

logging.getLogger("rdflib").disabled = True  # it logs a traceback for every value outside its datatype
logging.getLogger("rdflib.term").disabled = True
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

XSD = PREFIXES["xsd"]
TEXTS = st.text(st.one_of(st.characters(), st.sampled_from('\t\n\r"\\<>.;,@^_: \x7f\u2028\u200b')), max_size=15)
SEGMENTS = st.one_of(
    TEXTS.map(lambda text: text.replace("#", "")), st.sampled_from(["", ".", "..", "a.b", "a.", "-a", "1"])
)
SPACES = st.sampled_from([BASE, f"{BASE}id/place/", "http://e/", *PREFIXES.values()])
IRIS = st.one_of(
    st.builds(lambda space, *parts: ref(space + "/".join(parts)), SPACES, SEGMENTS, SEGMENTS),
    st.builds(lambda space, part: ref(space + part), SPACES, SEGMENTS),
    st.sampled_from([f"<{BASE}id/place/{code}>" for code in ("CN", "220822", "220822/陆家村")]),
)
PREDICATES = st.sampled_from([f"<{PREFIXES['rdf']}type>", f"<{PREFIXES['pov']}value>", "<http://e/p>", "<http://e/1>"])
NUMBERS = st.sampled_from(
    [
        "0",
        "-0",
        "007",
        "+1",
        "-12",
        "1.5",
        "1.50",
        ".5",
        "5.",
        "-0.5",
        "1e3",
        "1.0E3",
        "true",
        "false",
        "1",
        "",
        "x",
        "1 ",
    ]
)
LITERALS = st.one_of(
    TEXTS.map(literal),
    TEXTS.map(lambda text: literal(text, lang="zh")),
    st.builds(
        lambda text, name: literal(text, XSD + name),
        NUMBERS,
        st.sampled_from(["integer", "decimal", "double", "boolean", "date"]),
    ),
)
GRAPHS = st.sampled_from(["", f"<{BASE}graph/derived>", f"<{BASE}graph/2019-08-jilin-e908355a>", "<http://e/g>"])
LINES = st.lists(
    st.builds(
        lambda *parts: " ".join(part for part in (*parts, ".") if part),
        IRIS,
        PREDICATES,
        st.one_of(IRIS, LITERALS),
        GRAPHS,
    ),
    max_size=12,
).map(canonical)


def written(writer: Callable[[Sequence[str], TextIO], None], lines: list[str]) -> str:
    out = io.StringIO()
    writer(lines, out)
    return out.getvalue()


def union(lines: list[str]) -> set[str]:
    return {" ".join(split(line)[:3]) for line in lines}


def terms(quads: object, dataset: bool) -> set[str]:
    return {str(quad if dataset else quad.triple) for quad in quads}  # type: ignore[attr-defined]


def rdflib_triples(data: str, form: str) -> set[object]:
    graph = rdflib.Graph()
    graph.parse(data=data, format=form)
    return set(graph)


@given(LINES)
def test_turtle_is_read_back_by_both_parsers(lines: list[str]) -> None:
    text = written(write_turtle, lines)
    assert terms(ox.parse(input=text.encode(), format=ox.RdfFormat.TURTLE), dataset=False) == union(lines)
    triples = "".join(f"{line} .\n" for line in sorted(union(lines)))
    assert rdflib_triples(text, "turtle") == rdflib_triples(triples, "nt")


@given(LINES)
@example(["<http://e/s> <http://e/p> <http://e/o> .", "<http://e/s> <http://e/p> <http://e/o> <http://e/g> ."])
def test_trig_is_read_back_with_its_graphs(lines: list[str]) -> None:
    text = written(write_trig, lines)
    assert terms(ox.parse(input=text.encode(), format=ox.RdfFormat.TRIG), dataset=True) == {line[:-2] for line in lines}
    data = rdflib.Dataset()
    data.parse(data=text, format="trig")
    assert len(list(data.quads())) == len(lines)


@given(LINES)
def test_reading_order_loses_nothing(lines: list[str]) -> None:
    assert canonical(reading_order(lines)) == lines


def test_turtle_reads_well() -> None:
    place, report = f"<{BASE}id/place/220822/陆家村>", f"<{BASE}id/report/r-1>"
    graph, derived = f"<{BASE}graph/r-1>", f"<{BASE}graph/derived>"
    lines = canonical(
        [
            f'{place} <{PREFIXES["rdfs"]}label> "陆家村"@zh {graph} .',
            f"{place} <{PREFIXES['rdf']}type> <{PREFIXES['pov']}Village> {graph} .",
            f"{place} <{PREFIXES['rdf']}type> <{PREFIXES['pov']}Village> {derived} .",
            f"{place} <{PREFIXES['pov']}within> <{BASE}id/place/220822> {derived} .",
            f'{place} <{PREFIXES["pov"]}value> "4.9"^^<{XSD}decimal> {graph} .',
            f'{place} <{PREFIXES["pov"]}year> "2019"^^<{XSD}integer> {graph} .',
            f'{place} <{PREFIXES["pov"]}to> "2019-08-31"^^<{XSD}date> {graph} .',
            f"{place} <{PREFIXES['pov']}unit> <{PREFIXES['unit']}percent> {graph} .",
            f"{place} <{PREFIXES['pov']}unit> <{PREFIXES['unit']}square-metre> {graph} .",
            f'{report} <{PREFIXES["dct"]}identifier> "r" {graph} .',
        ]
    )
    assert written(write_turtle, lines).split("\n\n", 1)[1] == (
        '<id/report/r-1> dct:identifier "r" .\n'
        "\n"
        "<id/place/220822/陆家村>\n"
        "    a pov:Village ;\n"
        '    rdfs:label "陆家村"@zh ;\n'
        '    pov:to "2019-08-31"^^xsd:date ;\n'
        "    pov:unit unit:percent, unit:square-metre ;\n"
        "    pov:value 4.9 ;\n"
        "    pov:within <id/place/220822> ;\n"
        "    pov:year 2019 .\n"
    )
    trig = written(write_trig, lines)
    assert "\n<graph/derived> {\n    <id/place/220822/陆家村>\n        a pov:Village ;\n" in trig
    assert "\n}\n\n<graph/r-1> {\n" in trig

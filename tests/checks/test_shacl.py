"""Findings with their evidence, own shapes, and shapes that cannot be used."""

import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store

from povgraph.checks.passages import Passages
from povgraph.checks.shacl import validate
from povgraph.errors import PovgraphError
from povgraph.model import Finding
from povgraph.vocabulary import BASE, PREFIXES, graph_iri, ontology_files

SHAPES_DIR = Path(__file__).parents[1] / "shapes"
REPORT = f"{BASE}id/report/2019-03-heliu-1f0c2d3e"
TEXT = (SHAPES_DIR / "good.txt").read_text(encoding="utf-8")

OWN = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ex: <http://example.org/> .
ex:AnimalShape a sh:NodeShape ; sh:targetClass ex:Animal ;
  sh:property [ sh:path ( ex:keeper [ sh:inversePath ex:keeps ] ) ; sh:minCount 1 ; sh:severity sh:Warning ] ;
  sh:property ex:legs .
ex:legs sh:path ex:legs ; sh:maxInclusive 8 ; sh:message "Too many legs"@en , "腿太多"@zh .
"""
ANIMALS = "@prefix ex: <http://example.org/> . ex:centipede a ex:Animal ; ex:legs 100 . [] a ex:Animal ; ex:legs 9 ."


def store_of(*turtle: str | Path, ontology: bool = True) -> Store:
    store = Store()
    for path in ontology_files() if ontology else []:
        store.load(path=path, format=RdfFormat.TURTLE, to_graph=NamedNode(graph_iri("ontology")))
    for one in turtle:
        content = one.read_bytes() if isinstance(one, Path) else one.encode()
        store.load(content, format=RdfFormat.TURTLE)
    return store


def broken(update: str) -> Store:
    store = store_of(SHAPES_DIR / "good.ttl")
    store.update(update, base_iri=f"{BASE}id/", prefixes=PREFIXES)
    return store


def write(folder: Path, content: str, name: str = "own.ttl") -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("update", "check", "line", "column", "quote"),
    [
        pytest.param(
            "INSERT DATA { <observation/plan> pov:status <concept/status/actual> }",
            "observation-status", 4, 27, "到2020年覆盖58户", id="statement",
        ),
        pytest.param(
            "INSERT DATA { <evidence/0003> pov:column 5 }", "evidence-column", 1, None, "河柳县", id="evidence",
        ),
        pytest.param(
            "INSERT DATA { <evidence/0003/quote> oa:suffix '另' }", "quote-suffix", 1, 1, "河柳县", id="selector",
        ),
        pytest.param("INSERT DATA { <place/229901> rdfs:label '河'@zh }", "label-single", 1, 1, "河柳县", id="place"),
        pytest.param(
            "INSERT DATA { <person/杏花村/周明> rdfs:label '周'@zh }", "label-single", 3, 1, "村支书周明", id="person",
        ),
        pytest.param(
            f"INSERT DATA {{ <{REPORT}> dct:title '又一题'@zh }}", "report-title", None, None, None, id="report",
        ),
    ],
)  # fmt: skip
def test_a_finding_says_where_the_report_speaks_of_its_node(
    update: str, check: str, line: int | None, column: int | None, quote: str | None
) -> None:
    (finding,) = [one for one in validate(broken(update)) if one.check == check]
    assert (finding.report, finding.line, finding.column, finding.quote) == (REPORT, line, column, quote)


def test_messages_are_filled_in_and_in_both_languages() -> None:
    store = broken(
        "DELETE WHERE { <evidence/0003/quote> oa:exact ?x } ; INSERT DATA { <evidence/0003/quote> oa:exact '河柳' }"
    )
    (finding,) = [one for one in validate(store) if one.check == "quote-length"]
    assert finding.message_zh == "引文有 2 个字，位置却有 3 个字；二者应相等。"
    assert finding.message_en == "The quote has 2 characters but its position spans 3; they must be equal."


def test_broken_text_is_shown() -> None:
    missing, garbled = sorted(
        validate(store_of(SHAPES_DIR / "good.ttl")), key=lambda one: one.quote or "", reverse=True
    )
    assert (missing.check, missing.severity, missing.quote, missing.line) == (
        "missing-number",
        "warning",
        "资金万元",
        5,
    )
    assert (garbled.check, garbled.repair) == ("garbled-name", "东湖市")
    assert garbled.statements == (garbled.focus,)
    assert "东湖市" in garbled.message_zh
    assert "东湖市" in garbled.message_en


def test_quotes_are_compared_with_the_text() -> None:
    store = store_of(SHAPES_DIR / "good.ttl")
    assert not [one for one in validate(store, texts={REPORT: TEXT}) if one.severity == "error"]
    moved = [one for one in validate(store, texts={REPORT: "序言\n" + TEXT}) if one.check == "quote-in-text"]
    assert len(moved) == 18
    assert "the quote is at 2:1." in moved[0].message_en
    gone = [one for one in validate(store, texts={REPORT: "别的文章"}) if one.check == "quote-in-text"]
    assert "报告中没有这段引文" in gone[0].message_zh


def test_lines_are_compared_with_the_text() -> None:
    store = broken("DELETE WHERE { <evidence/0003> pov:line ?x } ; INSERT DATA { <evidence/0003> pov:line 2 }")
    (finding,) = [one for one in validate(store, texts={REPORT: TEXT}) if one.check == "quote-line"]
    assert finding.message_en.endswith("begins at 1:1.")


def test_the_order_is_fixed() -> None:
    store = broken("INSERT DATA { <place/229901> rdfs:label '河'@zh . <observation/plan> pov:status <concept/x> }")
    findings = validate(store)
    assert [(one.line, one.check) for one in findings] == [
        (1, "label-single"),
        (4, "observation-status"),
        (4, "observation-status"),
        (5, "garbled-name"),
        (5, "missing-number"),
    ]
    assert findings == validate(store)


def test_a_triple_in_many_graphs_counts_once() -> None:
    store = broken("INSERT DATA { <place/220000> rdfs:label '吉林'@zh }")
    before = validate(store)
    for number in range(3):
        store.load(
            path=SHAPES_DIR / "good.ttl", format=RdfFormat.TURTLE, to_graph=NamedNode(f"http://example.org/{number}")
        )
    assert validate(store) == before


@pytest.mark.parametrize("engine", ["pyshacl", "fast"])
def test_own_shapes_serve_any_graph(tmp_path: Path, engine: str) -> None:
    findings = validate(store_of(ANIMALS, ontology=False), shapes=[write(tmp_path, OWN)], engine=engine)
    assert [(one.severity, one.check, one.value) for one in findings] == [
        ("error", "http://example.org/legs", "9"),
        ("error", "http://example.org/legs", "100"),
        ("warning", "MinCount", None),
        ("warning", "MinCount", None),
    ]
    legs, path = findings[1], findings[2].path
    assert (legs.message_zh, legs.message_en, legs.report) == ("腿太多", "Too many legs", None)
    assert path == (
        "( <http://example.org/keeper> [ <http://www.w3.org/ns/shacl#inversePath> <http://example.org/keeps> ] )"
    )


def test_what_only_the_ontology_describes_is_not_reported(tmp_path: Path) -> None:
    shapes = write(
        tmp_path,
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <http://e/s> sh:targetSubjectsOf <http://e/p> , "
        "<http://www.w3.org/2004/02/skos/core#prefLabel> ; sh:nodeKind sh:Literal .",
    )
    assert [one.focus for one in validate(store_of("<http://e/a> <http://e/p> 1 ."), shapes=[shapes])] == ["http://e/a"]


PREFIX = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://example.org/> .\n"
SPARQL = PREFIX + 'ex:s a sh:NodeShape ; sh:targetClass ex:Animal ; sh:sparql [ sh:select """{}""" ] .'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param("@prefix a: <b> .\nthis is no turtle", ":2: ", id="syntax"),
        pytest.param("", "no SHACL shape with a target", id="empty"),
        pytest.param(
            PREFIX + "ex:s a sh:NodeShape ; sh:targetClass ex:Animal ; sh:path ex:p .", "not valid SHACL", id="path",
        ),
        pytest.param(
            PREFIX + "ex:s a sh:PropertyShape ; sh:targetClass ex:Animal ; sh:path ex:legs ; sh:minCount 'many' .",
            "not valid SHACL", id="count",
        ),
        pytest.param(SPARQL.format("SELECT $this WHERE { $this ex:legs "), "constraint cannot be run", id="sparql"),
        pytest.param(
            SPARQL.format("SELECT $this WHERE { SERVICE <http://127.0.0.1:9/> { $this ?p ?o } }"),
            "", id="service",
        ),
        pytest.param(
            SPARQL.format("SELECT $this WHERE " + "{" * 5000 + "$this ?p ?o" + "}" * 5000),
            "cannot be run", id="nesting",
        ),
        pytest.param(SPARQL.format("ASK { $this ?p ?o }"), "cannot be run", id="ask"),
        pytest.param(SPARQL.format("SELECT ?value { $this ?p ?value }"), "cannot be run", id="unselected"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("engine", ["pyshacl", "fast"])
def test_shapes_that_cannot_be_used_are_named(tmp_path: Path, content: str, said: str, engine: str) -> None:
    path = write(tmp_path, content)
    with pytest.raises(PovgraphError) as raised:
        validate(store_of(ANIMALS), shapes=[path], engine=engine)
    assert str(raised.value).startswith(str(path))
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none.ttl", None, "no such file"),
        ("shapes.txt", "", "allowed are .ttl"),
        ("shapes.rdf", "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", "DOCTYPE"),
    ],
)
def test_files_that_cannot_be_read_are_named(tmp_path: Path, name: str, content: str | None, said: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(PovgraphError, match=name) as raised:
        validate(store_of(ANIMALS), shapes=[path])
    assert said in str(raised.value)


def test_a_folder_is_no_file_of_shapes(tmp_path: Path) -> None:
    (tmp_path / "shapes.ttl").mkdir()
    with pytest.raises(PovgraphError, match="not a regular file"):
        validate(store_of(ANIMALS), shapes=[tmp_path / "shapes.ttl"])


def test_no_heavy_library_is_loaded_before_it_is_needed() -> None:
    code = (
        "import sys, povgraph.checks.shacl, povgraph.checks.reports\n"
        "print([name for name in ('rdflib', 'pyshacl', 'pyoxigraph', 'yaml') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


PLAN, QUOTE = f"{BASE}id/observation/plan", f"{BASE}id/evidence/0017/quote"


def given(**changed: object) -> Finding:
    values = {
        "check": "x",
        "severity": "info",
        "message_zh": "问",
        "message_en": "q",
        "focus": f"{BASE}id/place/229901",
    }
    return Finding(**(values | changed))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("finding", "quote", "statements"),
    [
        pytest.param(given(), "河柳县", ["mention/county"], id="a thing is where it is mentioned"),
        pytest.param(given(focus=PLAN), "到2020年覆盖58户", ["observation/plan"], id="statement"),
        pytest.param(
            given(focus=PLAN, statements=(f"{BASE}id/observation/subsidy",)),
            "到2020年覆盖58户", ["observation/plan", "observation/subsidy"], id="a statement in focus comes first",
        ),
        pytest.param(
            given(statements=(f"{BASE}id/observation/subsidy", f"{BASE}id/observation/plan")),
            "每户补贴2.5万元", ["observation/subsidy", "observation/plan"], id="statements named about a thing",
        ),
        pytest.param(
            given(focus=PLAN, report=REPORT, line=4, column=29, quote="2020年"),
            "2020年", ["observation/plan"], id="a check that knows the place itself",
        ),
        pytest.param(given(focus=QUOTE), "到2020年覆盖58户", ["observation/plan"], id="selector"),
        pytest.param(given(focus="二〇二〇年"), None, [], id="literal"),
        pytest.param(given(focus="_:b0"), None, [], id="blank node"),
        pytest.param(given(focus=f"{BASE}id/place/none"), None, [], id="unknown"),
        pytest.param(given(focus=f"{BASE}id/finding/garbled"), "东胡市", [], id="a finding is no statement"),
    ],
)  # fmt: skip
def test_where_a_finding_stands_and_whom_it_involves(
    finding: Finding, quote: str | None, statements: list[str]
) -> None:
    located = Passages(store_of(SHAPES_DIR / "good.ttl")).located(finding)
    assert located.quote == quote
    assert [one.removeprefix(f"{BASE}id/") for one in located.statements] == statements
    assert (located.evidence is None) == (quote is None)

"""The formats of findings, and the exit codes."""

import csv
import io
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyshacl
import pytest
from pyoxigraph import RdfFormat, Store
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from povgraph.checks.engine import nested_text
from povgraph.checks.reports import FORMATS, exit_code, write_findings
from povgraph.checks.results import SH
from povgraph.checks.shacl import validate
from povgraph.errors import PovgraphError
from povgraph.model import Finding
from povgraph.vocabulary import BASE

ANIMALS = """@prefix ex: <http://example.org/> .
ex:cow a ex:Animal ; ex:legs 9 , "four" , "vier\\n\\"_:b\\""@de .
[] a ex:Animal ; ex:legs 10 .
[] a ex:Animal ; ex:legs 11 ."""
SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://example.org/> .
ex:s a sh:NodeShape ; sh:targetClass ex:Animal ;
  sh:property ex:legs ,
    [ sh:path [ sh:alternativePath ( ex:keeper ex:owner ) ] ; sh:minCount 1 ; sh:severity sh:Info ] .
ex:legs sh:path ex:legs ; sh:datatype <http://www.w3.org/2001/XMLSchema#integer> ; sh:maxInclusive 8 ;
  sh:message "no more than 8 legs"@en , "腿不能超过八条"@zh ."""


def finding(**changed: object) -> Finding:
    values = {
        "check": "low-value",
        "severity": "error",
        "message_zh": "下限大于数值。",
        "message_en": "The low end is above the value.",
        "focus": f"{BASE}id/observation/1f",
        "path": f"{BASE}ontology#low",
        "value": "81.0",
        "report": f"{BASE}id/report/2019-03-heliu-1f0c2d3e",
        "line": 3,
        "column": 18,
        "quote": "约80人",
    }
    return Finding(**(values | changed))  # type: ignore[arg-type]


PLAIN = finding(severity="warning", report=None, line=None, column=None, quote=None, path=None, value=None)


def animals(tmp_path: Path) -> list[Finding]:
    path = tmp_path / "shapes.ttl"
    path.write_text(SHAPES, encoding="utf-8")
    store = Store()
    store.load(ANIMALS.encode(), format=RdfFormat.TURTLE)
    return validate(store, shapes=[path])


def test_text_says_where_what_and_quotes() -> None:
    assert write_findings([finding(), PLAIN]) == (
        "2019-03-heliu:3:18: error low-value: The low end is above the value. [pov:low 81.0]\n"
        "    “约80人”\n"
        "    id/observation/1f\n"
        "id/observation/1f: warning low-value: The low end is above the value.\n"
        "2 findings: 1 error, 1 warning\n"
    )


def test_text_speaks_chinese_and_names_files() -> None:
    report = finding().report or ""
    text = write_findings([finding()], language="zh", paths={report: "data/河柳.txt"})
    assert text.startswith("data/河柳.txt:3:18: error low-value: 下限大于数值。")


def test_reports_of_one_name_are_told_apart() -> None:
    other = finding(report=f"{BASE}id/report/2019-03-heliu-aaaaaaaa")
    assert "2019-03-heliu-1f0c2d3e:3:18" in write_findings([finding(), other])


def test_text_keeps_control_characters_from_the_terminal() -> None:
    text = write_findings([finding(quote="约\x1b[31m80\n人", value="\x1b]0;x\x07")])
    assert "\x1b" not in text
    assert "“约[31m80 人”" in text


def test_no_findings() -> None:
    assert write_findings([]) == "no findings\n"


def test_json_has_everything() -> None:
    document = json.loads(write_findings([finding(), PLAIN], "json"))
    assert document["summary"] == {"error": 1, "warning": 1, "info": 0}
    assert Finding(**document["findings"][0]) == finding()


def test_csv_has_everything_and_no_formulas() -> None:
    written = write_findings([finding(quote="=1+2", value="-0.5"), finding(value="-x")], "csv")
    first, second = csv.DictReader(io.StringIO(written))
    assert (first["check"], first["line"], first["quote"], first["value"]) == ("low-value", "3", "'=1+2", "-0.5")
    assert second["value"] == "'-x"


def test_sarif_points_into_the_text() -> None:
    report = finding().report or ""
    document = json.loads(write_findings([finding(quote="约80人\n进"), PLAIN], "sarif", paths={report: "a b.txt"}))
    (run,) = document["runs"]
    first, second = run["results"]
    assert document["version"] == "2.1.0"
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["rules"] == [{"id": "low-value"}]
    assert (first["ruleId"], first["level"], second["level"]) == ("low-value", "error", "warning")
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "a%20b.txt"}
    assert place["region"] == {
        "startLine": 3, "startColumn": 18, "endLine": 4, "endColumn": 2, "snippet": {"text": "约80人\n进"},
    }  # fmt: skip
    assert "physicalLocation" not in second["locations"][0]


def test_html_escapes() -> None:
    page = write_findings([finding(quote="<script>alert(1)</script>", message_en="<b>")], "html")
    assert "<script>" not in page
    assert "&lt;b&gt;" in page
    assert "Content-Security-Policy" in page


def test_turtle_is_the_w3c_report(tmp_path: Path) -> None:
    graph = Graph().parse(data=write_findings(animals(tmp_path), "turtle"))
    results = set(graph.objects(None, URIRef(SH + "result")))
    kinds = Counter(
        str(kind).removeprefix(SH) for kind in graph.objects(None, URIRef(SH + "sourceConstraintComponent"))
    )
    assert list(graph.objects(None, URIRef(SH + "conforms"))) == [Literal(False)]
    assert kinds == {
        "MaxInclusiveConstraintComponent": 5,
        "DatatypeConstraintComponent": 2,
        "MinCountConstraintComponent": 3,
    }
    assert Literal('vier\n"_:b"', lang="de") in set(graph.objects(None, URIRef(SH + "value")))
    assert len(set(graph.objects(None, URIRef(SH + "focusNode")))) == 3
    for result in results:
        for name in ("focusNode", "resultSeverity", "sourceConstraintComponent", "sourceShape", "resultMessage"):
            assert graph.value(result, URIRef(SH + name)) is not None


def test_turtle_says_what_pyshacl_says(tmp_path: Path) -> None:
    data = Graph().parse(data=ANIMALS, format="turtle")
    _, theirs, _ = pyshacl.validate(data, shacl_graph=Graph().parse(data=SHAPES, format="turtle"))
    ours = Graph().parse(data=write_findings(animals(tmp_path), "turtle"))
    assert results_of(ours) == results_of(theirs)


def results_of(report: Graph) -> Counter[tuple[str, ...]]:
    """Give the results with all that is in them, but for the names of blank nodes and made-up messages."""

    def values(result: Node, name: str) -> str:
        found = sorted(report.objects(result, URIRef(SH + name)))
        if name == "resultMessage":
            found = [text for text in found if isinstance(text, Literal) and text.language]
        if name in ("focusNode", "value"):
            return "".join("_" if isinstance(node, BNode) else node.n3() for node in found)
        return "".join(nested_text(report, node) for node in found)

    names = ("focusNode", "resultPath", "value", "resultSeverity", "resultMessage", "sourceShape")
    names += ("sourceConstraintComponent", "sourceConstraint")
    nodes = report.objects(None, URIRef(SH + "result"))
    return Counter(tuple(values(node, name) for name in names) for node in nodes)


def test_turtle_is_the_same_bytes_each_time(tmp_path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path; import test_reports\n"
        "from povgraph.checks.reports import write_findings\n"
        "sys.stdout.buffer.write(write_findings(test_reports.animals(Path(sys.argv[2])), 'turtle').encode())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code, str(Path(__file__).parent), str(tmp_path)],
            capture_output=True, check=True, env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert runs[0] == runs[1]
    assert runs[0]


def test_turtle_conforms_where_nothing_is_wrong() -> None:
    assert "sh:conforms true" in write_findings([], "turtle")


def test_turtle_carries_other_checks_too() -> None:
    graph = Graph().parse(data=write_findings([finding(check="quote-in-text")], "turtle"))
    assert {str(one.language) for one in graph.objects(None, URIRef(SH + "resultMessage"))} == {"zh", "en"}
    assert (None, URIRef(SH + "resultPath"), URIRef(f"{BASE}ontology#low")) in graph


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_writes_no_findings(form: str) -> None:
    assert write_findings([], form).endswith("\n")


def test_an_unknown_format_names_the_nearest() -> None:
    with pytest.raises(PovgraphError, match=r"unknown format 'turtel'.*did you mean 'turtle'"):
        write_findings([], "turtel")


@pytest.mark.parametrize(
    ("severities", "fail_on", "code"),
    [
        ([], "info", 0),
        (["error"], "error", 1),
        (["warning", "info"], "error", 0),
        (["warning"], "warning", 1),
        (["info"], "warning", 0),
        (["info"], "info", 1),
        (["error"], "none", 0),
    ],
)
def test_exit_codes(severities: list[str], fail_on: str, code: int) -> None:
    assert exit_code([finding(severity=one) for one in severities], fail_on) == code

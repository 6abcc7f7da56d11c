"""The formats of findings, and the exit codes."""

import csv
import io
import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pyshacl
import pytest
from pyoxigraph import RdfFormat, Store
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from povgraph.checks.engine import nested_text
from povgraph.checks.passages import Passage, Sources
from povgraph.checks.reports import FORMATS, exit_code, write_findings
from povgraph.checks.results import SH
from povgraph.checks.shacl import validate
from povgraph.checks.wording import broken_part, marked
from povgraph.errors import PovgraphError
from povgraph.model import Finding
from povgraph.vocabulary import BASE, POV, PROV

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


OTHER = f"{BASE}id/observation/2f"
PLAIN = finding(severity="warning", report=None, line=None, column=None, quote=None, path=None, value=None)


def animals(tmp_path: Path) -> list[Finding]:
    path = tmp_path / "shapes.ttl"
    path.write_text(SHAPES, encoding="utf-8")
    store = Store()
    store.load(ANIMALS.encode(), format=RdfFormat.TURTLE)
    return validate(store, shapes=[path])


def test_text_groups_says_where_what_and_marks_the_words() -> None:
    text = "全村三百二十多户中，约80人进了合作社，人均收入增长近10%。"
    report = finding().report or ""
    sources = Sources(texts={report: f"题目\n\n{'村支书周明说，'}{text}"})
    here = finding(column=18, repair="约320人", statements=(finding().focus, OTHER), value="80")
    other = finding(check="place-code", severity="warning", quote="河柳县", value=None, path=None)
    passages = {OTHER: Passage(report, 3, 8, "全村三百二十多户")}
    found = write_findings([here, other, PLAIN], sources=Sources({}, sources.texts, passages))
    assert found == (
        "low-value, 2019-03-heliu: 1 error\n"
        "  2019-03-heliu:3:18: error: The low end is above the value. [pov:low 80]\n"
        "    …，全村三百二十多户中，约【80】人进了合作社，人均收入增…\n"
        "    id/observation/1f\n"
        "    id/observation/2f, 2019-03-heliu:3:8: “全村三百二十多户”\n"
        "    suggested: 约320人\n"
        "low-value: 1 warning\n"
        "  id/observation/1f: warning: The low end is above the value.\n"
        "\n"
        "place-code, 2019-03-heliu: 1 warning\n"
        "  2019-03-heliu:3:18: warning: The low end is above the value.\n"
        "    【河柳县】\n"
        "    id/observation/1f\n"
        "\n"
        "3 findings: 1 error, 2 warnings\n"
        "  low-value   2\n"
        "  place-code  1\n"
    )


def test_text_is_in_the_order_of_severity_then_check_then_report() -> None:
    checks = [("b", "warning"), ("c", "info"), ("a", "warning"), ("d", "error"), ("b", "warning")]
    text = write_findings([finding(check=check, severity=severity) for check, severity in checks])
    assert [line.split(",")[0] for line in text.splitlines() if ", 2019" in line] == ["d", "a", "b", "c"]
    assert "b, 2019-03-heliu: 2 warnings" in text


def test_a_limit_says_how_many_more_and_does_not_change_the_sum() -> None:
    found = [finding(line=line) for line in range(1, 6)] + [finding(check="place-code")]
    text = write_findings(found, limit=2)
    assert text.count(": error: ") == 3
    assert "low-value: 3 more\n" in text
    assert text.count(" more\n") == 1
    assert "6 findings: 6 errors" in text
    assert "<p>3 more</p>" in write_findings(found, "html", limit=2)
    assert len(json.loads(write_findings(found, "json", limit=2))["findings"]) == 6


def test_text_speaks_chinese_and_names_files() -> None:
    report = finding().report or ""
    text = write_findings([finding()], language="zh", sources=Sources({report: "data/河柳.txt"}))
    assert "\n  data/河柳.txt:3:18: 错误: 下限大于数值。" in text


def test_reports_of_one_name_are_told_apart() -> None:
    other = finding(report=f"{BASE}id/report/2019-03-heliu-aaaaaaaa")
    assert "2019-03-heliu-1f0c2d3e:3:18" in write_findings([finding(), other])


def test_text_keeps_control_characters_from_the_terminal() -> None:
    report = finding().report or ""
    hostile = {"check": "\x1bx", "quote": "约\x1b[31m80\n\x9b31m人", "value": "\x1b]0;x\x07", "repair": "\x1b[2J七"}
    text = write_findings([finding(**hostile)], sources=Sources({report: "\x1b.txt"}), limit=1)
    assert not set(text) & {"\x1b", "\x9b", "\x07"}
    assert "【约[31m80 31m人】" in text


@pytest.mark.parametrize(
    ("value", "quote", "part"),
    [
        ("80", "约80人", "80"),
        ("80", "80户80人", "80户80人"),
        ("4.9", "从14.9%降至4.9%", "4.9"),
        ("4", "降至4.9%", "降至4.9%"),
        ("乌兰镇", "通榆县乌兰镇", "乌兰镇"),
        ("另一处", "通榆县乌兰镇", "通榆县乌兰镇"),
        (".*", "通榆县", "通榆县"),
        (None, "资金万元", "资金万元"),
        ("", "资金万元", "资金万元"),
    ],
)
def test_the_broken_part_is_the_value_where_the_quote_holds_it_once(value: str | None, quote: str, part: str) -> None:
    start, end = broken_part(finding(value=value, quote=quote))
    assert quote[start:end] == part


@pytest.mark.parametrize("text", ["", "别的文章", "一\n二\n约80户在这里", "一\n二"])
def test_a_text_that_lacks_the_quote_adds_no_words(text: str) -> None:
    report = finding().report or ""
    assert marked(finding(value=None), Sources(texts={report: text})) == ("", "约80人", "")


def test_no_findings() -> None:
    assert write_findings([]) == "no findings\n"


def test_json_has_everything() -> None:
    document = json.loads(write_findings([finding(), PLAIN], "json"))
    assert document["summary"] == {"error": 1, "warning": 1, "info": 0}
    first = document["findings"][0]
    assert Finding(**first | {"statements": tuple(first["statements"])}) == finding()


def test_csv_has_everything_and_no_formulas() -> None:
    involved = finding(quote="=1+2", value="-0.5", statements=(OTHER, OTHER), repair="＝1")
    first, second = csv.DictReader(io.StringIO(write_findings([involved, finding(value="-x")], "csv")))
    assert (first["statements"], first["repair"]) == (f"{OTHER} {OTHER}", "'＝1")
    assert (first["check"], first["line"], first["quote"], first["value"]) == ("low-value", "3", "'=1+2", "-0.5")
    assert second["value"] == "'-x"


def test_html_escapes() -> None:
    hostile = finding(quote="<script>alert(1)</script>", message_en="<b>", repair="<i>", statements=("http://e/<u>",))
    page = write_findings([hostile], "html")
    assert not [tag for tag in ("<script>", "<b>", "<i>", "<u>") if tag in page]
    assert "&lt;b&gt;" in page
    assert "Suggested: &lt;i&gt;" in page
    assert "<mark>&lt;script&gt;" in page
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
    path = os.pathsep.join(filter(None, sys.path))
    runs = [
        subprocess.run(
            [sys.executable, "-c", code, str(Path(__file__).parent), str(tmp_path)],
            capture_output=True, check=True, env={"PYTHONHASHSEED": seed, "PYTHONPATH": path},
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert runs[0] == runs[1]
    assert runs[0]


def test_turtle_conforms_where_nothing_is_wrong() -> None:
    assert "sh:conforms true" in write_findings([], "turtle")


def test_turtle_carries_statements_evidence_and_repair(tmp_path: Path) -> None:
    evidence = f"{BASE}id/evidence/7"
    shape = replace(animals(tmp_path)[0], statements=(OTHER,), evidence=evidence, repair='约"320"\n人')
    graph = Graph().parse(data=write_findings([shape, finding(statements=(OTHER, finding().focus))], "turtle"))
    involved = [str(one) for one in graph.objects(None, URIRef(POV.involves))]
    assert sorted(involved) == sorted([OTHER, OTHER, finding().focus])
    assert set(graph.objects(None, URIRef(POV.repair))) == {Literal('约"320"\n人')}
    assert set(graph.objects(None, URIRef(PROV.wasDerivedFrom))) == {URIRef(evidence)}


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

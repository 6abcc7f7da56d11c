"""JUnit XML as continuous integration reads it."""

from typing import Any
from xml.etree import ElementTree

import pytest

from povgraph.checks.passages import Sources
from povgraph.checks.reports import write_findings
from povgraph.model import Finding
from povgraph.vocabulary import BASE

REPORT, OTHER = f"{BASE}id/report/2019-03-heliu-1f0c2d3e", f"{BASE}id/report/2020-qingshi-2a2a2a2a"


def finding(**changed: Any) -> Finding:
    values = {
        "check": "low-value",
        "severity": "error",
        "message_zh": "下限大于数值。",
        "message_en": "The low end is above the value.",
        "focus": f"{BASE}id/observation/1f",
        "report": REPORT,
        "line": 3,
        "column": 18,
        "quote": "约80人",
    }
    return Finding(**(values | changed))


def parsed(*findings: Finding, **options: Any) -> ElementTree.Element:
    return ElementTree.fromstring(write_findings(findings, "junit", **options))


def test_a_suite_for_each_report_and_a_case_for_each_finding() -> None:
    root = parsed(
        finding(),
        finding(severity="warning", line=4),
        finding(report=OTHER, severity="info"),
        finding(report=None, line=None, column=None, quote=None),
    )
    suites = [(suite.get("name"), len(suite)) for suite in root]
    assert suites == [("2019-03-heliu", 2), ("2020-qingshi", 1), ("graph", 1)]
    assert [case[0].tag for case in root.iter("testcase")] == ["error", "failure", "skipped", "error"]
    counts = {name: root.get(name) for name in ("tests", "errors", "failures", "skipped")}
    assert counts == {"tests": "4", "errors": "2", "failures": "1", "skipped": "1"}
    for suite in root:
        for name, tag in (("tests", "testcase"), ("errors", "error"), ("failures", "failure"), ("skipped", "skipped")):
            assert int(suite.get(name, "")) == len(list(suite.iter(tag)))


def test_a_case_says_where_and_what() -> None:
    root = parsed(finding(repair="约320人"), language="zh", sources=Sources({REPORT: "data/河柳.txt"}))
    (case,) = root.iter("testcase")
    assert case.attrib == {
        "classname": "low-value", "name": "data/河柳.txt:3:18", "file": "data/河柳.txt", "line": "3",
    }  # fmt: skip
    assert case[0].attrib == {"message": "下限大于数值。", "type": "low-value"}
    assert (case[0].text or "").splitlines() == ["下限大于数值。", "【约80人】", "id/observation/1f", "约320人"]


def test_nothing_wrong_is_one_case_that_passes() -> None:
    root = parsed()
    assert (root.get("tests"), root.get("errors"), root.get("failures")) == ("1", "0", "0")
    assert [len(case) for case in root.iter("testcase")] == [0]


@pytest.mark.parametrize(
    "hostile", ["<a>&\"'", "]]>", "\x00\x1b[31m\x9b\ud800\ufffe红", "一\n二\t三", "<!DOCTYPE x>", "&#0;"]
)
def test_it_is_xml_whatever_the_text_says(hostile: str) -> None:
    everywhere = finding(
        check=hostile,
        message_en=hostile,
        quote=hostile,
        repair=hostile,
        focus=hostile,
        report=f"{BASE}id/report/{hostile}",
    )
    text = write_findings([everywhere], "junit")
    root = ElementTree.fromstring(text)
    assert not [char for char in text if char != "\n" and (char < " " or "\x7f" <= char <= "\x9f")]
    assert root.get("tests") == "1"

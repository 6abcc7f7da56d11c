"""SARIF: valid by its schema, and pointing at the very words."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest

from povgraph.checks.passages import Passage, Sources
from povgraph.checks.reports import write_findings
from povgraph.model import Finding
from povgraph.vocabulary import BASE

REPORT, ELSEWHERE = f"{BASE}id/report/2019-03-heliu-1f0c2d3e", f"{BASE}id/report/2020-qingshi-2a2a2a2a"
FOCUS, OTHER = f"{BASE}id/observation/1f", f"{BASE}id/observation/2f"
TEXT = "题目\n全村𠮷家屯有320户，\n共有58人。\n"

#: The schema that OASIS publishes; NOTICE says where it comes from.
SCHEMA = json.loads((Path(__file__).parent / "sarif-2.1.0.json").read_text(encoding="utf-8"))


@cache
def valid() -> Callable[[Any], Any]:
    return fastjsonschema.compile(SCHEMA, use_default=False)


def finding(**changed: Any) -> Finding:
    values = {
        "check": "households-persons",
        "severity": "error",
        "message_zh": "320 > 58",
        "message_en": "320 households, 58 persons",
        "focus": FOCUS,
        "value": "320",
        "report": REPORT,
        "line": 2,
        "column": 3,
        "quote": "𠮷家屯有320户",
        "statements": (FOCUS, OTHER),
        "repair": "32",
    }
    return Finding(**(values | changed))


SOURCES = Sources(
    paths={REPORT: "a b/河柳.txt"},
    texts={REPORT: TEXT},
    passages={OTHER: Passage(REPORT, 3, 1, "共有58人"), FOCUS: Passage(REPORT, 2, 3, "𠮷家屯有320户")},
)
PLAIN = finding(
    severity="info", report=None, line=None, column=None, quote=None, value=None, statements=(), repair=None
)
NO_PLACE = finding(report=ELSEWHERE, line=None, column=None, quote=None, statements=(FOCUS, f"{BASE}id/outcome/x"))


def run(*findings: Finding, sources: Sources = SOURCES) -> dict[str, Any]:
    document = json.loads(write_findings(findings, "sarif", sources=sources))
    valid()(document)
    return dict(document["runs"][0])


def cut(region: dict[str, int]) -> str:
    """Cut out of the text what a region means: lines and columns from 1, the end column exclusive, code points."""
    lines = TEXT.split("\n")[region["startLine"] - 1 : region["endLine"]]
    assert len(lines) == 1
    return lines[0][region["startColumn"] - 1 : region["endColumn"] - 1]


@pytest.mark.parametrize(
    "findings",
    [(), (finding(),), (PLAIN,), (NO_PLACE,), (finding(), PLAIN, NO_PLACE, finding()), (finding(message_en=""),)],
)
def test_it_keeps_to_the_schema(findings: tuple[Finding, ...]) -> None:
    assert len(run(*findings)["results"]) == len(findings)


def test_the_schema_refuses_what_is_no_sarif() -> None:
    document = json.loads(write_findings((finding(),), "sarif", sources=SOURCES))
    document["runs"][0]["results"][0]["level"] = "grave"
    with pytest.raises(fastjsonschema.JsonSchemaException, match="level"):
        valid()(document)


def test_it_points_at_the_quote_in_code_points() -> None:
    found = run(finding(), PLAIN)
    first, second = found["results"]
    place = first["locations"][0]["physicalLocation"]
    assert found["columnKind"] == "unicodeCodePoints"
    assert found["tool"]["driver"]["rules"] == [{"id": "households-persons"}]
    assert (first["level"], second["level"]) == ("error", "note")
    assert place["artifactLocation"] == {"uri": "a%20b/%E6%B2%B3%E6%9F%B3.txt"}
    assert cut(place["region"]) == place["region"]["snippet"]["text"] == "𠮷家屯有320户"
    assert "physicalLocation" not in second["locations"][0]


def test_a_quote_over_two_lines_ends_in_the_second() -> None:
    quote = "𠮷家屯有320户，\n共有58人"
    region = run(finding(quote=quote))["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endLine"], region["endColumn"]) == (2, 3, 3, 6)


def test_the_other_statements_are_related_locations() -> None:
    (related,) = run(finding())["results"][0]["relatedLocations"]
    assert related["logicalLocations"] == [{"fullyQualifiedName": OTHER}]
    assert cut(related["physicalLocation"]["region"]) == related["message"]["text"] == "共有58人"


def test_a_repair_is_a_fix_only_where_it_is_known_what_it_replaces() -> None:
    (result,) = run(finding())["results"]
    (change,) = result["fixes"][0]["artifactChanges"]
    assert cut(change["replacements"][0]["deletedRegion"]) == "320"
    assert change["replacements"][0]["insertedContent"] == {"text": "32"}
    assert result["message"]["text"] == "320 households, 58 persons"  # the message holds “32” already
    for unknown in (finding(value=None), finding(value="户"), finding(repair=None), finding(line=None), NO_PLACE):
        assert ("fixes" in run(unknown)["results"][0]) == (unknown.value == "户")
    assert "Suggested repair: 三十二" in run(finding(value=None, repair="三十二"))["results"][0]["message"]["text"]


def test_a_page_is_named_without_a_place_in_it() -> None:
    result = run(finding(), sources=Sources(paths={REPORT: "pages/heliu.html"}))["results"][0]
    assert result["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": "pages/heliu.html"}}
    assert "fixes" not in result


def test_nothing_broken_is_no_fix() -> None:
    assert "fixes" not in run(finding(value="", quote=None, repair="5"))["results"][0]


def test_a_result_is_known_again() -> None:
    first, second = run(finding(), finding(severity="warning"))["results"]
    assert first["partialFingerprints"] == run(finding())["results"][0]["partialFingerprints"]
    assert first["partialFingerprints"] != second["partialFingerprints"]

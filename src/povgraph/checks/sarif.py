"""Write findings as SARIF 2.1.0, which code-hosting sites show beside the text."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from povgraph import __version__
from povgraph.checks.passages import Sources
from povgraph.checks.wording import broken_part, message, report_names, suggestion
from povgraph.graph.findings import finding_iri
from povgraph.model import Finding

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_PROPERTIES = ("focus", "path", "value", "message_zh", "repair")


def write_sarif(findings: Sequence[Finding], sources: Sources) -> str:
    """Write one run of one tool: each finding is a result that points into the text of its report.

    The other statements involved are related locations. A repair is a fix where the finding says which words it
    stands for, as it does when its value stands in the quote once; else it is only told, since nobody knows its place.
    """
    rules = sorted({finding.check for finding in findings})
    driver = {"name": "povgraph", "version": __version__, "rules": [{"id": rule} for rule in rules]}
    files = _files(findings, sources)
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, rules.index(finding.check), files, sources) for finding in findings],
    }
    document = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _files(findings: Sequence[Finding], sources: Sources) -> dict[str, str]:
    """Give the address of each report's file; one that is not known goes by the report's name."""
    names = report_names(findings, Sources(passages=sources.passages))
    return {iri: quote(sources.paths.get(iri) or f"{name}.txt") for iri, name in names.items()}


def _result(finding: Finding, rule: int, files: Mapping[str, str], sources: Sources) -> dict[str, Any]:
    text = message(finding, "en")
    repair = suggestion(finding, text)
    result: dict[str, Any] = {
        "ruleId": finding.check,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": text + (f" Suggested repair: {repair}" if repair else "")},
        "partialFingerprints": {"povgraphFinding/v1": finding_iri(finding).rpartition("/")[2]},
        "properties": {name: value for name in _PROPERTIES if (value := getattr(finding, name)) is not None},
    }
    place = _place(files, finding.report, finding.line, finding.column, finding.quote)
    result["locations"] = [{"logicalLocations": [{"fullyQualifiedName": finding.focus}]} | place]
    others = [statement for statement in finding.statements if statement != finding.focus]
    if related := [_related(number, other, files, sources) for number, other in enumerate(others, 1)]:
        result["relatedLocations"] = related
    if fix := _fix(finding, files):
        result["fixes"] = [fix]
    return result


def _related(number: int, statement: str, files: Mapping[str, str], sources: Sources) -> dict[str, Any]:
    location: dict[str, Any] = {"id": number, "logicalLocations": [{"fullyQualifiedName": statement}]}
    passage = sources.passages.get(statement)
    if passage is None:
        return location
    place = _place(files, passage.report, passage.line, passage.column, passage.quote)
    return location | place | ({"message": {"text": passage.quote}} if passage.quote else {})


def _place(
    files: Mapping[str, str], report: str | None, line: int | None, column: int | None, text: str | None
) -> dict[str, Any]:
    if not report:
        return {}
    region = {} if _is_marked_up(files[report]) else _region(line, column, text)
    return {"physicalLocation": _artifact(files, report) | ({"region": region} if region else {})}


def _artifact(files: Mapping[str, str], report: str) -> dict[str, Any]:
    return {"artifactLocation": {"uri": files[report]}}


def _is_marked_up(file: str) -> bool:
    """Tell a page, whose text was taken out of its markup: lines and columns count that text, not the file."""
    return file.lower().endswith((".html", ".htm", ".xhtml"))


def _region(line: int | None, column: int | None, text: str | None) -> dict[str, Any]:
    """Give the region of a text that begins at a line and column; the end column is the one after the last."""
    if not line or not column:
        return {}
    region: dict[str, Any] = {"startLine": line, "startColumn": column}
    if text:
        rows = text.split("\n")
        start = column if len(rows) == 1 else 1
        region |= {"endLine": line + len(rows) - 1, "endColumn": start + len(rows[-1])}
        region["snippet"] = {"text": text}
    return region


def _fix(finding: Finding, files: Mapping[str, str]) -> dict[str, Any]:
    start, end = broken_part(finding)
    text = finding.quote or ""
    part = text[start:end]
    known = part and finding.report and finding.line and finding.column and finding.value == part
    if not finding.repair or not known or not finding.report or "\n" in text or _is_marked_up(files[finding.report]):
        return {}
    region = _region(finding.line, (finding.column or 1) + start, part)
    del region["snippet"]
    replacement = {"deletedRegion": region, "insertedContent": {"text": finding.repair}}
    change = _artifact(files, finding.report) | {"replacements": [replacement]}
    return {"description": {"text": f"{finding.value} → {finding.repair}"}, "artifactChanges": [change]}

"""Write findings as SARIF 2.1.0, which code-hosting sites show beside the text."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from povgraph import __version__
from povgraph.model import Finding

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_PROPERTIES = ("focus", "path", "value", "message_zh")


def write_sarif(findings: Sequence[Finding], names: Mapping[str, str], paths: Mapping[str, str]) -> str:
    """Write one run of one tool.

    Args:
        findings: The findings, each of which becomes a result.
        names: A name for each report's IRI, for reports whose file is not known.
        paths: The files of reports by the report's IRI.
    """
    rules = sorted({finding.check for finding in findings})
    driver = {"name": "povgraph", "version": __version__, "rules": [{"id": rule} for rule in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, rules.index(finding.check), names, paths) for finding in findings],
    }
    document = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _result(finding: Finding, rule: int, names: Mapping[str, str], paths: Mapping[str, str]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.check,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message_en},
        "properties": {name: value for name in _PROPERTIES if (value := getattr(finding, name)) is not None},
    }
    location: dict[str, Any] = {"logicalLocations": [{"fullyQualifiedName": finding.focus}]}
    if finding.report:
        file = paths.get(finding.report) or f"{names[finding.report]}.txt"
        location["physicalLocation"] = {"artifactLocation": {"uri": quote(file)}} | _region(finding)
    return result | {"locations": [location]}


def _region(finding: Finding) -> dict[str, Any]:
    if finding.line is None or finding.line < 1 or not finding.column:
        return {}
    region: dict[str, Any] = {"startLine": finding.line, "startColumn": finding.column}
    if finding.quote:
        rows = finding.quote.split("\n")
        start = finding.column if len(rows) == 1 else 1
        region |= {"endLine": finding.line + len(rows) - 1, "endColumn": start + len(rows[-1])}
        region["snippet"] = {"text": finding.quote}
    return {"region": region}

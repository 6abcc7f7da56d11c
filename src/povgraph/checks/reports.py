"""Write findings: as text to act on, as data (JSON, CSV), as the W3C report, as SARIF, as a page."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any
from urllib.parse import unquote

from povgraph.checks.pages import write_html
from povgraph.checks.results import write_turtle
from povgraph.checks.sarif import write_sarif
from povgraph.errors import PovgraphError, nearest
from povgraph.graph.lines import clean
from povgraph.model import Finding
from povgraph.vocabulary import BASE, PREFIXES

SEVERITIES = ("error", "warning", "info")

_DIGEST = re.compile(r"-[0-9a-f]{8}$")  # the end of a report's key: 2019-08-jilin-1f0c2d3e
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def exit_code(findings: Sequence[Finding], fail_on: str = "error") -> int:
    """Give 1 where a finding is at least as grave as ``fail_on`` (``error``, ``warning``, ``info``, ``none``), else 0.

    >>> warning = Finding(check="place-code", severity="warning", message_zh="", message_en="", focus="")
    >>> exit_code([warning]), exit_code([warning], "warning"), exit_code([warning], "none")
    (0, 1, 0)
    """
    grave = () if fail_on == "none" else SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return int(any(finding.severity in grave for finding in findings))


def write_findings(
    findings: Sequence[Finding], form: str = "text", *, language: str = "en", paths: Mapping[str, str] | None = None
) -> str:
    """Write findings in one of ``FORMATS``.

    Args:
        findings: What ``validate`` gave.
        form: The name of a format.
        language: The language of messages in text and pages, ``zh`` or ``en``; data formats carry both.
        paths: The files of reports by the report's IRI, where known, so that text and SARIF point into them.

    Raises:
        PovgraphError: there is no such format.
    """
    if form not in FORMATS:
        raise PovgraphError(f"unknown format {form!r}; allowed are {', '.join(FORMATS)}{nearest(form, FORMATS)}")
    return FORMATS[form](findings, language, paths or {})


def message(finding: Finding, language: str) -> str:
    """Choose the message in a language."""
    return finding.message_zh if language == "zh" else finding.message_en


def report_names(findings: Sequence[Finding], paths: Mapping[str, str]) -> dict[str, str]:
    """Name the reports for a reader: by file, or else by id, with the digest only where two share an id."""
    keys = {iri: unquote(iri.rpartition("/")[2]) for iri in {finding.report for finding in findings} if iri}
    ids = Counter(_DIGEST.sub("", key) for key in keys.values())
    short = {iri: stem if ids[stem := _DIGEST.sub("", key)] == 1 else key for iri, key in keys.items()}
    return {iri: paths.get(iri, name) for iri, name in short.items()}


def compact(iri: str) -> str:
    """Shorten an IRI for a reader.

    >>> compact("https://w3id.org/povgraph/ontology#low"), compact("https://w3id.org/povgraph/id/place/220822")
    ('pov:low', 'id/place/220822')
    """
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    for prefix, namespace in PREFIXES.items():
        if iri[:cut] == namespace:
            return f"{prefix}:{iri[cut:]}"
    return iri.removeprefix(BASE)


def one_line(text: str) -> str:
    """Put a quote on one line that a terminal can show: no line ends, no control characters."""
    return " ".join(clean(text).split())


def summary(findings: Sequence[Finding]) -> str:
    """Sum up in one line.

    >>> summary([])
    'no findings'
    """
    if not findings:
        return "no findings"
    counts = Counter(finding.severity for finding in findings)
    parts = [_count(counts[level], level) for level in ("error", "warning") if counts[level]]
    parts += [f"{counts['info']} info"] if counts["info"] else []
    return f"{_count(len(findings), 'finding')}: {', '.join(parts)}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" + ("" if number == 1 else "s")


def _text(findings: Sequence[Finding], language: str, paths: Mapping[str, str]) -> str:
    names = report_names(findings, paths)
    blocks = [_text_block(finding, names, language) for finding in findings]
    return "".join(blocks) + summary(findings) + "\n"


def _text_block(finding: Finding, names: Mapping[str, str], language: str) -> str:
    where = names.get(finding.report or "", compact(finding.focus))
    if finding.line is not None:
        where += f":{finding.line}:{finding.column}"
    text = message(finding, language)
    said = [compact(part) for part in (finding.path, finding.value) if part and part not in text]
    detail = f" [{' '.join(map(one_line, said))}]" if said else ""
    lines = [f"{where}: {finding.severity} {finding.check}: {one_line(text)}{detail}"]
    if finding.quote:
        lines.append(f"    “{one_line(finding.quote)}”")
    if finding.report:
        lines.append(f"    {compact(finding.focus)}")
    return "\n".join(lines) + "\n"


def _record(finding: Finding) -> dict[str, Any]:
    return {field.name: getattr(finding, field.name) for field in fields(Finding)}


def _json(findings: Sequence[Finding], _language: str, _paths: Mapping[str, str]) -> str:
    counts = Counter(finding.severity for finding in findings)
    document = {
        "summary": {severity: counts[severity] for severity in SEVERITIES},
        "findings": [_record(finding) for finding in findings],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _csv(findings: Sequence[Finding], _language: str, _paths: Mapping[str, str]) -> str:
    """Write one row a finding; a cell that a spreadsheet would take for a formula gets an apostrophe."""
    out = io.StringIO()
    columns = [field.name for field in fields(Finding)]
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(getattr(finding, name)) for name in columns] for finding in findings)
    return out.getvalue()


def _cell(value: object) -> object:
    risky = isinstance(value, str) and value.startswith(_FORMULA) and not re.fullmatch(r"[+-]?[0-9.]+", value)
    return f"'{value}" if risky else value


def _turtle(findings: Sequence[Finding], _language: str, _paths: Mapping[str, str]) -> str:
    return write_turtle(findings)


def _sarif(findings: Sequence[Finding], _language: str, paths: Mapping[str, str]) -> str:
    return write_sarif(findings, report_names(findings, {}), paths)


def _html(findings: Sequence[Finding], language: str, paths: Mapping[str, str]) -> str:
    rows = [(finding, message(finding, language)) for finding in findings]
    return write_html(rows, report_names(findings, paths), summary(findings), language)


#: The formats, each with the function that writes it.
FORMATS: dict[str, Callable[[Sequence[Finding], str, Mapping[str, str]], str]] = {
    "text": _text,
    "json": _json,
    "csv": _csv,
    "turtle": _turtle,
    "sarif": _sarif,
    "html": _html,
}

"""Write findings: as text to act on, as data (JSON, CSV), as the W3C report, as SARIF and JUnit, as a page."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from functools import partial

from povgraph.checks.junit import write_junit
from povgraph.checks.listing import write_text
from povgraph.checks.pages import write_html
from povgraph.checks.passages import Sources
from povgraph.checks.results import write_turtle
from povgraph.checks.sarif import write_sarif
from povgraph.checks.wording import SEVERITIES
from povgraph.errors import PovgraphError, nearest
from povgraph.model import Finding

#: So many findings are written at once.
_PIECE = 1000
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")

_FIELDS = tuple(field.name for field in fields(Finding))
_encode = json.JSONEncoder(ensure_ascii=False).encode

Writer = Callable[[Sequence[Finding]], str]


def exit_code(findings: Sequence[Finding], fail_on: str = "error") -> int:
    """Give 1 where a finding is at least as grave as ``fail_on`` (``error``, ``warning``, ``info``, ``none``), else 0.

    >>> warning = Finding(check="place-code", severity="warning", message_zh="", message_en="", focus="")
    >>> exit_code([warning]), exit_code([warning], "warning"), exit_code([warning], "none")
    (0, 1, 0)
    """
    grave = () if fail_on == "none" else SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return int(any(finding.severity in grave for finding in findings))


def write_findings(
    findings: Sequence[Finding],
    form: str = "text",
    *,
    language: str = "en",
    sources: Sources | None = None,
    limit: int | None = None,
) -> str:
    """Write findings, in the order that ``validate`` gave them, in one of ``FORMATS``.

    Args:
        findings: What ``validate`` gave.
        form: The name of a format.
        language: The language of messages for readers, ``zh`` or ``en``; data formats carry both.
        sources: What is known of the reports, so that text, pages, SARIF and JUnit point into them.
        limit: The most that text and pages show of one check; the others hold everything always.

    Raises:
        PovgraphError: there is no such format.
    """
    check_format(form)
    known = sources or Sources()
    readers = {"text": write_text, "html": write_html}
    if form in readers:
        return readers[form](findings, language, known, limit)
    others: dict[str, Writer] = {
        "turtle": write_turtle,
        "json": _json,
        "csv": _csv,
        "sarif": partial(write_sarif, sources=known),
        "junit": partial(write_junit, language=language, sources=known),
    }
    return others[form](findings)


#: The formats of findings.
FORMATS = ("text", "turtle", "json", "csv", "sarif", "html", "junit")


def check_format(form: str) -> None:
    """Refuse a format that there is not, before the checks run.

    Raises:
        PovgraphError: there is no such format.
    """
    if form not in FORMATS:
        raise PovgraphError(f"unknown format {form!r}; allowed are {', '.join(FORMATS)}{nearest(form, FORMATS)}")


def json_pieces(findings: Sequence[Finding]) -> Iterator[str]:
    """Write findings as JSON, some at a time, as a large build has many."""
    counts = Counter(finding.severity for finding in findings)
    summary = json.dumps({severity: counts[severity] for severity in SEVERITIES}, indent=2).replace("\n", "\n  ")
    yield f'{{\n  "summary": {summary},\n  "findings": ['
    for start in range(0, len(findings), _PIECE):
        yield ("," if start else "") + ",".join(map(_record, findings[start : start + _PIECE]))
    yield ("\n  " if findings else "") + "]\n}\n"


def _json(findings: Sequence[Finding]) -> str:
    return "".join(json_pieces(findings))


def _record(finding: Finding) -> str:
    """Write a finding as ``json.dumps`` does with an indent of two, which would take ten times as long."""
    said = ",\n".join(f'      "{name}": {_value(getattr(finding, name))}' for name in _FIELDS)
    return f"\n    {{\n{said}\n    }}"


def _value(value: str | int | tuple[str, ...] | None) -> str:
    if isinstance(value, tuple):
        listed = ",\n".join(f"        {_encode(one)}" for one in value)
        return f"[\n{listed}\n      ]" if listed else "[]"
    return _encode(value)


def _csv(findings: Sequence[Finding]) -> str:
    """Write one row a finding; a cell that a spreadsheet would take for a formula gets an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_FIELDS)
    writer.writerows([_cell(getattr(finding, name)) for name in _FIELDS] for finding in findings)
    return out.getvalue()


def _cell(value: object) -> object:
    """Prepare a value for a cell; several, which are IRIs, stand with spaces between them."""
    if isinstance(value, tuple):
        return " ".join(value)
    risky = isinstance(value, str) and value.startswith(_FORMULA) and not re.fullmatch(r"[+-]?[0-9.]+", value)
    return f"'{value}" if risky else value

"""Say for a reader what findings say: names of reports, short IRIs, the broken part of a quote, counts."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from povgraph.checks.passages import Sources
from povgraph.graph.lines import clean
from povgraph.model import Finding
from povgraph.vocabulary import BASE, PREFIXES

SEVERITIES = ("error", "warning", "info")
_GRADES = {"error": "错误", "warning": "警告", "info": "提示"}

_DIGEST = re.compile(r"-[0-9a-f]{8}$")  # the end of a report's key: 2019-08-jilin-1f0c2d3e
_CONTROL = re.compile("[\x7f-\x9f]")  # what clean() leaves for files but a terminal obeys
_OWN_IRI = re.compile(rf"{re.escape(BASE)}(?:id/)?[\w/%#-]*")
_AROUND = 12


class Marked(NamedTuple):
    """The broken part of a report, and the words before and after it."""

    before: str
    part: str
    after: str


def message(finding: Finding, language: str) -> str:
    """Choose the message in a language, or the other where it has none; povgraph's own IRIs are shortened."""
    texts = (finding.message_en, finding.message_zh)
    return _OWN_IRI.sub(lambda match: compact(match[0]), texts[language == "zh"] or texts[language != "zh"])


def report_names(findings: Sequence[Finding], sources: Sources) -> dict[str, str]:
    """Name the reports for a reader: by file, or else by id, with the digest only where two share an id."""
    reports = {finding.report for finding in findings} | {passage.report for passage in sources.passages.values()}
    keys = {iri: unquote(iri.rpartition("/")[2]) for iri in reports if iri}
    ids = Counter(_DIGEST.sub("", key) for key in keys.values())
    short = {iri: stem if ids[stem := _DIGEST.sub("", key)] == 1 else key for iri, key in keys.items()}
    return {iri: sources.paths.get(iri, name) for iri, name in short.items()}


def place(names: Mapping[str, str], report: str | None, line: int | None, column: int | None) -> str:
    """Word a place in a report as editors and terminals know it: ``report.txt:3:18``; empty without a report."""
    name = names.get(report or "", "")
    return f"{name}:{line}:{column or 1}" if name and line is not None else name


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
    """Put a text on one line that a terminal can show: no line ends, no control characters."""
    return " ".join(_CONTROL.sub("", clean(text)).split())


def broken_part(finding: Finding) -> tuple[int, int]:
    """Give the offsets in the quote of what is wrong: the value where the quote holds it once, else all of it.

    >>> said = {"check": "", "severity": "info", "message_zh": "", "message_en": "", "focus": ""}
    >>> broken_part(Finding(**said, value="4.9", quote="由14.9%降至4.9%"))
    (8, 11)
    """
    quote, value = finding.quote or "", finding.value or ""
    starts = [match.start() for match in re.finditer(re.escape(value), quote)] if value else []
    spans = [(start, start + len(value)) for start in starts if not _inside_number(quote, start, start + len(value))]
    return spans[0] if len(spans) == 1 else (0, len(quote))


def _inside_number(text: str, start: int, end: int) -> bool:
    """Tell whether a passage is only a part of a number: 4.9 of 14.9, or 4 of 4.9."""
    return bool(
        re.match(r"[0-9.][0-9]", text[start - 1 : start + 1]) or re.match(r"[0-9]\.?[0-9]", text[end - 1 : end + 2])
    )


def marked(finding: Finding, sources: Sources) -> Marked:
    """Give the broken part of a finding's quote, among the words around it where the report's text is at hand."""
    quote = finding.quote or ""
    start, end = broken_part(finding)
    before, after = quote[:start], quote[end:]
    lines = _lines(sources.texts.get(finding.report or "", ""))
    if "\n" not in quote and 1 <= (finding.line or 0) <= len(lines):
        line, at = lines[(finding.line or 1) - 1], (finding.column or 1) - 1
        if line.startswith(quote, at):
            before = _cut(line[:at] + before, last=True)
            after = _cut(after + line[at + len(quote) :], last=False)
    return Marked(before, quote[start:end], after)


@lru_cache(maxsize=16)
def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n"))


def _cut(text: str, *, last: bool) -> str:
    if len(text) <= _AROUND:
        return text
    return f"…{text[-_AROUND:]}" if last else f"{text[:_AROUND]}…"


def summary(findings: Sequence[Finding], language: str = "en") -> str:
    """Sum up in one line.

    >>> summary([]), summary([], "zh")
    ('no findings', '没有发现问题')
    """
    if not findings:
        return "没有发现问题" if language == "zh" else "no findings"
    if language == "zh":
        return f"共 {len(findings)} 处：{severities(findings, language)}"
    return f"{_count(len(findings), 'finding')}: {severities(findings)}"


def severities(findings: Sequence[Finding], language: str = "en") -> str:
    """Count findings by severity."""
    counts = Counter(finding.severity for finding in findings)
    if language == "zh":
        return "、".join(f"{counts[level]} 处{grade(level, language)}" for level in SEVERITIES if counts[level])
    return ", ".join(_count(counts[level], level) for level in SEVERITIES if counts[level])


def grade(severity: str, language: str) -> str:
    """Word a severity."""
    return _GRADES[severity] if language == "zh" else severity


def _count(number: int, word: str) -> str:
    return f"{number} {word}" + ("" if number == 1 or word == "info" else "s")


def extra(finding: Finding, text: str) -> list[str]:
    """Give what a message leaves out of a finding's path and value; 41,200 says 41200 人, and so does the quote."""
    said = text.replace(",", "") + ("" if finding.path else finding.quote or "")
    parts = [part for part in (finding.path, finding.value) if part and part not in text]
    return [one_line(compact(part)) for part in parts if part.replace(",", "").partition(" ")[0] not in said]


def suggestion(finding: Finding, text: str) -> str:
    """Give the suggested repair where the message does not hold it already."""
    return finding.repair if finding.repair and finding.repair not in text else ""

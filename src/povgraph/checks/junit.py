"""Write findings as JUnit XML, which continuous integration shows: a suite for each report, a case for each finding.

An error is an ``error``, a warning a ``failure``; what is only worth knowing is ``skipped``.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from xml.sax.saxutils import escape

from povgraph.checks.passages import Sources
from povgraph.checks.wording import compact, marked, message, one_line, place, report_names, suggestion
from povgraph.model import Finding

_TAGS = {"error": "error", "warning": "failure", "info": "skipped"}
_PASSED = 'tests="1" failures="0" errors="0" skipped="0"'
_CLEAN = f"""  <testsuite name="povgraph" {_PASSED}>
    <testcase classname="povgraph" name="no findings"/>
  </testsuite>
"""


def write_junit(findings: Sequence[Finding], language: str, sources: Sources) -> str:
    """Write one document; where nothing is wrong it has one case, which passes, since some readers refuse none."""
    names = report_names(findings, sources)
    suites = groupby(findings, key=lambda finding: finding.report or "")  # findings come sorted by report
    body = "".join(
        _suite(names.get(report, "graph"), [*members], names, sources, language) for report, members in suites
    )
    counts = _counts(findings) if findings else _PASSED
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="povgraph" {counts}>\n'
    return f"{head}{body or _CLEAN}</testsuites>\n"


def _suite(name: str, findings: list[Finding], names: Mapping[str, str], sources: Sources, language: str) -> str:
    cases = "".join(_case(finding, name, names, sources, language) for finding in findings)
    return f"  <testsuite name={_quoted(name)} {_counts(findings)}>\n{cases}  </testsuite>\n"


def _counts(findings: Sequence[Finding]) -> str:
    kinds = [_TAGS[finding.severity] for finding in findings]
    counted = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    told = "".join(f' {name}="{kinds.count(kind)}"' for name, kind in counted.items())
    return f'tests="{len(findings)}"{told}'


def _case(finding: Finding, suite: str, names: Mapping[str, str], sources: Sources, language: str) -> str:
    where = place(names, finding.report, finding.line, finding.column)
    text = message(finding, language)
    tag = _TAGS[finding.severity]
    attributes = f"classname={_quoted(finding.check)} name={_quoted(where or compact(finding.focus))}"
    if finding.report and finding.line is not None:
        attributes += f' file={_quoted(suite)} line="{finding.line}"'
    told = f"message={_quoted(text)}" + (f" type={_quoted(finding.check)}" if tag != "skipped" else "")
    detail = escape("\n".join(map(one_line, _detail(finding, text, sources))))
    return f"    <testcase {attributes}>\n      <{tag} {told}>{detail}</{tag}>\n    </testcase>\n"


def _detail(finding: Finding, text: str, sources: Sources) -> list[str]:
    before, part, after = marked(finding, sources)
    quote = [f"{before}【{part}】{after}"] if finding.quote else []
    others = [compact(statement) for statement in finding.statements if statement != finding.focus]
    return [text, *quote, compact(finding.focus), *others, *filter(None, [suggestion(finding, text)])]


def _quoted(text: str) -> str:
    return f'"{escape(one_line(text), {chr(34): "&quot;"})}"'

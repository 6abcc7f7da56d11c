"""Write findings for a terminal: by check and report, the broken words marked, counts at the end."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from povgraph.checks.passages import Sources
from povgraph.checks.wording import (
    SEVERITIES,
    compact,
    extra,
    grade,
    marked,
    message,
    one_line,
    place,
    report_names,
    severities,
    suggestion,
    summary,
)
from povgraph.model import Finding

_INDENT = "    "


def write_text(findings: Sequence[Finding], language: str, sources: Sources, limit: int | None = None) -> str:
    """Write findings as text, at most ``limit`` of each check, which then says how many more there are."""
    names = report_names(findings, sources)
    lines: list[str] = []
    for check, members in by_check(findings):
        left = len(members) if limit is None else limit
        for report, group in groupby(members, key=lambda finding: finding.report or ""):
            found = [*group]
            if left > 0:
                head = one_line(", ".join(filter(None, (check, names.get(report)))))
                lines.append(f"{head}: {severities(found, language)}")
            lines += [line for finding in found[:left] for line in _block(finding, names, sources, language)]
            left = max(left - len(found), 0)
        if limit is not None and len(members) > limit:
            more = len(members) - limit
            lines.append(f"{one_line(check)}: " + (f"另有 {more} 处" if language == "zh" else f"{more} more"))
        lines.append("")
    return "\n".join([*lines, summary(findings, language), *_table(findings)]) + "\n"


def by_check(findings: Sequence[Finding]) -> list[tuple[str, list[Finding]]]:
    """Group findings by check, the gravest first; within a check they keep their order."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.check, []).append(finding)
    return sorted(groups.items(), key=lambda group: (_gravest(group[1]), group[0]))


def _gravest(findings: Sequence[Finding]) -> int:
    return min(SEVERITIES.index(finding.severity) for finding in findings)


def _block(finding: Finding, names: Mapping[str, str], sources: Sources, language: str) -> Iterator[str]:
    where = place(names, finding.report, finding.line, finding.column) or compact(finding.focus)
    text = message(finding, language)
    said = extra(finding, text)
    detail = f" [{' '.join(said)}]" if said else ""
    yield f"  {one_line(where)}: {grade(finding.severity, language)}: {one_line(text)}{detail}"
    if finding.quote:
        before, part, after = map(one_line, marked(finding, sources))
        yield f"{_INDENT}{before}【{part}】{after}"
    if finding.report:
        yield f"{_INDENT}{one_line(compact(finding.focus))}"
    for statement in finding.statements:
        if statement != finding.focus:
            yield _INDENT + _involved(statement, finding.evidence, names, sources)
    if repair := suggestion(finding, text):
        yield f"{_INDENT}{'建议' if language == 'zh' else 'suggested'}: {one_line(repair)}"


def _involved(statement: str, shown: str | None, names: Mapping[str, str], sources: Sources) -> str:
    """Name a statement, with its passage where that is not the one already shown."""
    passage = sources.passages.get(statement)
    name = one_line(compact(statement))
    if passage is None or not passage.quote or (shown and passage.evidence == shown):
        return name
    where = place(names, passage.report, passage.line, passage.column)
    return f"{name}, {one_line(where)}: “{one_line(passage.quote)}”"


def _table(findings: Sequence[Finding]) -> list[str]:
    counts = Counter(one_line(finding.check) for finding in findings)
    width = max(map(len, counts), default=0)
    size = len(str(max(counts.values(), default=0)))
    names = dict.fromkeys(one_line(check) for check, _ in by_check(findings))
    return [f"  {name:<{width}}  {counts[name]:>{size}}" for name in names]

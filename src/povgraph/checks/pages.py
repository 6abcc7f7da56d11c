"""Write findings as one page of HTML that needs nothing else and runs nothing."""

from collections.abc import Mapping, Sequence
from html import escape

from povgraph.checks.listing import by_check
from povgraph.checks.passages import Sources
from povgraph.checks.wording import grade, marked, message, place, report_names, severities, suggestion, summary
from povgraph.model import Finding

_TITLES = {"en": "What the checks found", "zh": "检查结果"}
_HEADS = {"en": ("Where", "Severity", "What", "Quote"), "zh": ("位置", "程度", "问题", "原文")}
_SUGGESTED = {"en": "Suggested", "zh": "建议"}
_MORE = {"en": "{} more", "zh": "另有 {} 条"}
_STYLE = (
    "body{font:16px/1.5 sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #ccc;padding:.4rem;text-align:left;"
    "vertical-align:top}.error{color:#a40000}.warning{color:#8a5a00}.info{color:#335}small{color:#555;"
    "overflow-wrap:anywhere}mark{background:#ffe08a}"
)


def write_html(findings: Sequence[Finding], language: str, sources: Sources, limit: int | None = None) -> str:
    """Write a table of findings for each check, at most ``limit`` of each, under the line that sums them up."""
    title = escape(_TITLES[language])
    names = report_names(findings, sources)
    body = "\n".join(_section(check, members, language, names, sources, limit) for check, members in by_check(findings))
    return page(title, language, f"<h1>{title}</h1>\n<p>{escape(summary(findings, language))}</p>\n{body}")


def page(title: str, language: str, body: str, style: str = "") -> str:
    """Write a page around a body; title and body are HTML already.

    Args:
        title: The title.
        language: That of the page.
        body: What the page shows.
        style: Further rules of CSS.
    """
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f'<meta name="viewport" content="width=device-width">\n<title>{title}</title>\n'
        f"<style>{_STYLE}{style}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _section(
    check: str, findings: list[Finding], language: str, names: Mapping[str, str], sources: Sources, limit: int | None
) -> str:
    shown = findings if limit is None else findings[:limit]
    heads = "".join(f"<th>{escape(head)}</th>" for head in _HEADS[language])
    rows = "\n".join(_row(finding, language, names, sources) for finding in shown)
    more = f"\n<p>{_MORE[language].format(len(findings) - len(shown))}</p>" if len(shown) < len(findings) else ""
    return (
        f"<h2>{escape(check)}: {severities(findings, language)}</h2>\n"
        f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>{more}"
    )


def _row(finding: Finding, language: str, names: Mapping[str, str], sources: Sources) -> str:
    text = message(finding, language)
    repair = suggestion(finding, text)
    involved = (statement for statement in finding.statements if statement != finding.focus)
    detail = " ".join(filter(None, (finding.focus, finding.path, finding.value, *involved)))
    before, part, after = map(escape, marked(finding, sources))
    cells = (
        f"<td>{escape(place(names, finding.report, finding.line, finding.column))}</td>",
        f'<td class="{finding.severity}">{grade(finding.severity, language)}</td>',
        f"<td>{escape(text)}"
        + (f"<br>{_SUGGESTED[language]}: {escape(repair)}" if repair else "")
        + f"<br><small>{escape(detail)}</small></td>",
        f'<td lang="zh">{before}<mark>{part}</mark>{after}</td>' if finding.quote else "<td></td>",
    )
    return f"<tr>{''.join(cells)}</tr>"

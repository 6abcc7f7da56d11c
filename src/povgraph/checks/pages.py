"""Write findings as one page of HTML that needs nothing else and runs nothing."""

from collections.abc import Mapping, Sequence
from html import escape

from povgraph.model import Finding

_TITLES = {"en": "What the checks found", "zh": "检查结果"}
_HEADS = {"en": ("Where", "Severity", "Check", "What", "Quote"), "zh": ("位置", "程度", "检查", "问题", "原文")}
_STYLE = (
    "body{font:16px/1.5 sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #ccc;padding:.4rem;text-align:left;"
    "vertical-align:top}.error{color:#a40000}.warning{color:#8a5a00}.info{color:#335}small{color:#555;"
    "overflow-wrap:anywhere}"
)


def write_html(
    rows: Sequence[tuple[Finding, str]], names: Mapping[str, str], summary: str, language: str = "en"
) -> str:
    """Write a table of findings, each with its message, under the line that sums them up."""
    title = escape(_TITLES[language])
    heads = "".join(f"<th>{escape(head)}</th>" for head in _HEADS[language])
    body = "\n".join(_row(finding, text, names) for finding, text in rows)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f'<meta name="viewport" content="width=device-width">\n<title>{title}</title>\n<style>{_STYLE}</style>\n'
        f"</head>\n<body>\n<h1>{title}</h1>\n<p>{escape(summary)}</p>\n"
        f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</body>\n</html>\n"
    )


def _row(finding: Finding, text: str, names: Mapping[str, str]) -> str:
    where = names.get(finding.report or "", "")
    if finding.line is not None:
        where += f":{finding.line}:{finding.column}"
    detail = " ".join(part for part in (finding.focus, finding.path, finding.value) if part)
    cells = (
        f"<td>{escape(where)}</td>",
        f'<td class="{finding.severity}">{finding.severity}</td>',
        f"<td>{escape(finding.check)}</td>",
        f"<td>{escape(text)}<br><small>{escape(detail)}</small></td>",
        f'<td lang="zh">{escape(finding.quote or "")}</td>',
    )
    return f"<tr>{''.join(cells)}</tr>"

"""Write rows as one page of HTML that needs nothing else and runs nothing."""

from collections.abc import Iterable
from html import escape
from typing import TextIO

from pyoxigraph import Literal, NamedNode

from povgraph.queries.answers import Table
from povgraph.queries.names import shorten
from povgraph.queries.resolving import Row, Term
from povgraph.queries.tables import visible
from povgraph.queries.values import is_number, plain

_ADDRESS = "http://www.w3.org/2001/XMLSchema#anyURI"
_STYLE = (
    "body{font:16px/1.5 sans-serif;margin:2rem auto;max-width:90rem;padding:0 1rem}"
    "table{border-collapse:collapse}th,td{border-bottom:1px solid #ccc;padding:.3rem .6rem;text-align:left;"
    "vertical-align:top;unicode-bidi:isolate;overflow-wrap:anywhere}"
    "thead th{position:sticky;top:0;background:#fff}.n{text-align:right;white-space:nowrap}svg{max-width:100%}"
)

PAGE_END = "</body>\n</html>\n"


def write_html(table: Table, out: TextIO, title: str = "") -> int:
    """Write a page with a table of the rows, and give their number."""
    out.write(page_start(title))
    count = write_rows(table.columns, table.rows, out)
    out.write(PAGE_END)
    return count


def page_start(title: str) -> str:
    """Begin a page: its head, which lets nothing be fetched or run, and its title."""
    shown = escape(visible(title or "povgraph"))
    return (
        '<!DOCTYPE html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f'<meta name="viewport" content="width=device-width">\n<title>{shown}</title>\n<style>{_STYLE}</style>\n'
        f"</head>\n<body>\n<h1>{shown}</h1>\n"
    )


def write_rows(columns: Iterable[str], rows: Iterable[Row], out: TextIO) -> int:
    """Write the rows as a table of HTML."""
    heads = "".join(f"<th>{escape(column)}</th>" for column in columns)
    out.write(f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n")
    count = 0
    for row in rows:
        count += 1
        out.write(f"<tr>{''.join(map(_cell, row))}</tr>\n")
    out.write("</tbody>\n</table>\n")
    return count


def _cell(term: Term | None) -> str:
    if isinstance(term, NamedNode):
        return f'<td title="{escape(visible(term.value))}">{escape(visible(shorten(term.value)))}</td>'
    text = escape(visible(plain(term)))
    if isinstance(term, Literal) and term.datatype.value == _ADDRESS and term.value.startswith(("http://", "https://")):
        return f'<td><a href="{text}" rel="noreferrer noopener">{text}</a></td>'
    return f'<td class="n">{text}</td>' if is_number(term) else f"<td>{text}</td>"

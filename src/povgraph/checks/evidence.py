"""Compare each quote of the graph with what stands at its place in the report."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from povgraph.model import Finding
from povgraph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Store

_QUOTES = """
SELECT DISTINCT ?evidence ?report ?start ?end ?exact ?line ?column WHERE {
  ?evidence oa:hasSource ?report ; oa:hasSelector ?position , ?quote .
  ?position oa:start ?start ; oa:end ?end .
  ?quote oa:exact ?exact .
  OPTIONAL { ?evidence pov:line ?line ; pov:column ?column }
}"""
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class _Quote:
    evidence: str
    report: str
    start: int
    end: int
    exact: str
    place: tuple[int, int] | None


def check_quotes(store: "Store", texts: Mapping[str, str]) -> Iterator[Finding]:
    """Yield an error for each quote that its report does not hold at the place given, or whose line is wrong.

    Only evidence of the reports in ``texts`` (report IRI to text) is looked at.
    """
    if not texts:
        return
    for quote in _quotes(store):
        text = texts.get(quote.report)
        if text is None:
            continue
        if text[quote.start : quote.end] != quote.exact:
            yield _misplaced(quote, text)
        elif quote.place is not None and quote.place != _position(text, quote.start):
            yield _wrong_line(quote, text)


def _quotes(store: "Store") -> Iterator[_Quote]:
    """Yield the quotes whose numbers are numbers; shapes report the others."""
    rows = store.query(_QUOTES, prefixes=PREFIXES, use_default_graph_as_union=True)
    for row in rows:  # type: ignore[union-attr]
        evidence, report, start, end, exact, line, column = (term.value if term else "" for term in row)
        if _is_number(start) and _is_number(end):
            place = (int(line), int(column)) if _is_number(line) and _is_number(column) else None
            yield _Quote(evidence, report, int(start), int(end), exact, place)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 16


def _misplaced(quote: _Quote, text: str) -> Finding:
    there = text[quote.start : quote.end][:_SHOWN]
    found = text.find(quote.exact) if quote.exact else -1
    line, column = _position(text, found)
    zh = f"；引文在第 {line} 行第 {column} 列" if found >= 0 else "；报告中没有这段引文"
    en = f"; the quote is at {line}:{column}" if found >= 0 else "; the report does not hold the quote anywhere"
    return Finding(
        check="quote-in-text",
        severity="error",
        message_zh=f"报告在 {quote.start} 至 {quote.end} 处写的是“{there}”，与引文不同{zh}。",
        message_en=f"At {quote.start} to {quote.end} the report says “{there}”, which is not the quote{en}.",
        focus=quote.evidence,
        value=quote.exact,
    )


def _wrong_line(quote: _Quote, text: str) -> Finding:
    line, column = _position(text, quote.start)
    return Finding(
        check="quote-line",
        severity="error",
        message_zh=f"行列与位置不符：引文始于第 {line} 行第 {column} 列。",
        message_en=f"Line and column do not fit the position: the quote begins at {line}:{column}.",
        focus=quote.evidence,
        value=":".join(map(str, quote.place or ())),
    )


def _position(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)

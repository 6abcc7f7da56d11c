"""Find the sentence behind a statement, and tell whether its report still says it."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from povgraph.errors import QueryError
from povgraph.model import Report, Span
from povgraph.text.normal import normalise
from povgraph.text.segments import segment
from povgraph.vocabulary import BASE, PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Store

_EVIDENCE = """
SELECT ?statement ?kind ?report ?id ?title ?issued ?line ?column ?start ?end ?quote WHERE {
  VALUES ?statement { %s }
  ?statement prov:wasDerivedFrom ?evidence ; pov:report ?report ; a ?kind .
  FILTER(?kind != pov:Statement && STRSTARTS(STR(?kind), STR(pov:)))
  ?evidence oa:hasSelector ?position , ?words ; pov:line ?line ; pov:column ?column .
  ?position oa:start ?start ; oa:end ?end .
  ?words oa:exact ?quote .
  ?report dct:identifier ?id .
  OPTIONAL { ?report dct:title ?title }
  OPTIONAL { ?report dct:issued ?issued }
} ORDER BY ?statement ?start"""
_KINDS = ("observation", "outcome", "post-holding", "mention", "anomaly")
_NAME = re.compile(r"[0-9a-f]{24}")  # 3fa94c01d2b7e65512ab90cd


@dataclass(frozen=True, slots=True)
class Citation:
    """A statement's evidence: the report, the place in it (0-based offsets, 1-based line), and the words quoted."""

    statement: str
    kind: str
    report: str
    id: str
    title: str
    issued: str
    line: int
    column: int
    start: int
    end: int
    quote: str


def find_citation(store: "Store", name: str) -> Citation:
    """Find the evidence of a statement.

    Args:
        store: The graph.
        name: The statement's IRI, or the 24 hexadecimal digits at its end.

    Raises:
        QueryError: there is no such statement.
    """
    from pyoxigraph import NamedNode  # noqa: PLC0415

    text = name.strip("<>")
    iris = [f"{BASE}id/{kind}/{text}" for kind in _KINDS] if _NAME.fullmatch(text) else [text]
    try:
        nodes = " ".join(str(NamedNode(iri)) for iri in iris)
    except ValueError as error:
        raise QueryError(f"{name!r} is neither an IRI nor the 24 digits at the end of one") from error
    rows: Any = store.query(_EVIDENCE % nodes, prefixes=PREFIXES, use_default_graph_as_union=True)
    row = next(iter(rows), None)
    if row is None:
        raise QueryError(f"no statement {name!r} with evidence here; the first column of most queries names them")
    return _citation(row)


def _citation(row: Any) -> Citation:
    def text(key: str) -> str:
        return row[key].value if row[key] is not None else ""

    return Citation(
        statement=text("statement"),
        kind=re.split("[#/]", text("kind"))[-1],
        report=text("report"),
        id=text("id"),
        title=text("title"),
        issued=text("issued"),
        line=int(text("line")),
        column=int(text("column")),
        start=int(text("start")),
        end=int(text("end")),
        quote=text("quote"),
    )


def write_citation(citation: Citation, report: Report | None, path: str) -> tuple[str, bool]:
    """Word a citation: where it stands, in which report, and the sentence with the quoted words in brackets.

    Args:
        citation: The evidence.
        report: The report as it is now; None where it no longer lies where it was read.
        path: Where that was.

    Returns:
        The text, and whether the report still says what was quoted.
    """
    where = f"{path or citation.id}:{citation.line}:{citation.column}"
    head = f"{where}: {citation.kind}\n{citation.title} ({citation.issued or 'undated'})"
    if report is None:
        return f"{head}\n【{citation.quote}】\nthe report is not where it was read; the quote is as built", False
    if report.text[citation.start : citation.end] != citation.quote:
        return f"{head}\n【{citation.quote}】\nthe report no longer says this here", False
    start, end = sentence_around(report.text, citation.start, citation.end)
    before, after = report.text[start : citation.start], report.text[citation.end : end]
    return f"{head}\n{before}【{citation.quote}】{after}", True


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the offsets of the sentence, or the sentences, that a passage of a report lies in."""
    spans = [span for span in _sentences(text) if span.start < end and start < span.end]
    return min([start, *(span.start for span in spans)]), max([end, *(span.end for span in spans)])


@lru_cache(maxsize=16)
def _sentences(text: str) -> tuple[Span, ...]:
    return tuple(sentence.span for sentence in segment(normalise(text)))

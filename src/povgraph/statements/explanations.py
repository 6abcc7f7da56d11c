"""Say why each figure of a report reads as it does, for a person who wants to see."""

from collections.abc import Iterator

from povgraph.model import Report
from povgraph.statements.decisions import Decision
from povgraph.statements.extraction import Extractor

_WAYS = {
    "grammar": "subject of its clause",
    "carried": "subject of an earlier clause",
    "topic": "what the text spoke of before",
    "list": "the names before 分别, in order",
}


def explain_report(extractor: Extractor, report: Report) -> Iterator[str]:
    """Yield a few lines for each figure: the sentence, what was read, and the rule behind each part of it."""
    found = extractor.find(report)
    decisions = extractor.decide(found)
    read = {decision.observation.end for decision in decisions}
    for sentence in found.sentences:
        span = sentence.span
        inside = [d for d in decisions if span.start <= (d.observation.end or 0) - 1 < span.end]
        left_out = [q.span for q in found.quantities if q.span in span and q.span.end not in read]
        if inside or left_out:
            line, column = report.position(span.start)
            yield f"{report.id}:{line}:{column}: {report.text[span.start : span.end]}"
        for decision in inside:
            yield from _lines(decision)
        for quantity in left_out:
            yield f"  {report.text[quantity.start : quantity.end]}: left out, since of whom or of what cannot be told"


def _lines(decision: Decision) -> Iterator[str]:
    row = decision.observation
    when = "/".join(date for date in (row.since, row.until) if date) or "undated"
    per = f" per {row.per}" if row.per else ""
    yield f"  {row.bound} {row.value} {row.unit}{per}: {row.kind}, {row.status}"
    yield f"    about      {row.about}  ({_WAYS.get(decision.subject.how, decision.subject.how)})"
    yield f"    indicator  {row.indicator}  ({_by(decision.indicator_word, 'no word of its own')})"
    yield f"    time       {when}  ({_by(decision.time, 'no time in reach')})"


def _by(word: str | None, otherwise: str) -> str:
    return f"by {word!r}" if word else otherwise

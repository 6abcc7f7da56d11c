"""The sentence behind a statement."""

from collections.abc import Mapping
from dataclasses import dataclass

from povgraph.checks.citations import Citation as Evidence
from povgraph.checks.citations import sentence_around


@dataclass(frozen=True, slots=True)
class Citation:
    """The passage that a statement rests on.

    ``before`` and ``after`` are the rest of its sentence. ``holds`` tells whether the report still says so there; None
    where the report is not at hand, and then there is only the quote. ``line`` and ``column`` count from 1, ``start``
    and ``end`` are code-point offsets from 0, the end exclusive.
    """

    statement: str
    kind: str
    report: str
    title: str
    issued: str
    line: int
    column: int
    start: int
    end: int
    quote: str
    before: str
    after: str
    holds: bool | None

    @property
    def sentence(self) -> str:
        """The whole sentence."""
        return self.before + self.quote + self.after

    def __str__(self) -> str:
        return f"{self.report}:{self.line}:{self.column}: {self.before}【{self.quote}】{self.after}"


def citation_of(found: Evidence, texts: Mapping[str, str]) -> Citation:
    """Put evidence into its sentence; ``texts`` are those of the reports at hand, by IRI."""
    text = texts.get(found.report)
    holds = None if text is None else text[found.start : found.end] == found.quote
    before = after = ""
    if text is not None and holds:
        start, end = sentence_around(text, found.start, found.end)
        before, after = text[start : found.start], text[found.end : end]
    return Citation(
        statement=found.statement,
        kind=found.kind,
        report=found.id,
        title=found.title,
        issued=found.issued,
        line=found.line,
        column=found.column,
        start=found.start,
        end=found.end,
        quote=found.quote,
        before=before,
        after=after,
        holds=holds,
    )

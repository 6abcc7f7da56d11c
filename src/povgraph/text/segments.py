"""Cut a text into sentences and clauses, and tell headings, datelines, bylines and speakers from what is said.

Works on the normal form (povgraph.text.normal). Quotation marks and brackets that do not close on their line count as
ordinary characters, because copies of web pages lose them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from povgraph.model import Span
from povgraph.resources import lexicon
from povgraph.text.lines import find_dateline, find_speaker, line_kind
from povgraph.text.marks import CLOSING_QUOTES, FULL_STOPS, Mark, find_marks

_LINE = re.compile(r"[^\n]++")
_ENDINGS = frozenset(FULL_STOPS + CLOSING_QUOTES)
#: The white space within a line that the normal form leaves.
_BLANKS = " \r"
#: What the clause before leaves over at the beginning of the next one.
_LEFT_OVER = frozenset(FULL_STOPS + CLOSING_QUOTES + "，；：,;:" + _BLANKS)
#: No sentence is longer, so that reading stays linear: a line without full stops (a table) is cut at its commas.
_LONGEST = 600
_BREAK = re.compile(r"[。！？…；，：“]")


class Sentence(NamedTuple):
    """One sentence: its clauses, the line it stands on, and what kind of line that is.

    ``kind`` is ``text``, ``heading``, ``byline`` or ``speaker`` (a line that is only the label of who speaks next).
    ``speaker`` is the label of who says it, in transcripts; ``dateline`` is what opens a report (本报讯（……）); neither
    is part of a clause. ``items`` are the openers of an enumeration (一是…… 二是……).
    """

    span: Span
    paragraph: int
    kind: str
    clauses: tuple[Span, ...]
    speaker: Span | None = None
    dateline: Span | None = None
    items: tuple[Span, ...] = ()

    @property
    def heading(self) -> bool:
        """Tell whether this is a heading."""
        return self.kind == "heading"

    def clause_at(self, offset: int) -> int | None:
        """Give the number of the clause that holds an offset, if one does."""
        for number, clause in enumerate(self.clauses):
            if clause.start <= offset < clause.end:
                return number
        return None


def segment(text: str) -> list[Sentence]:
    """Cut a text in normal form into sentences, in order; ``paragraph`` counts the lines that are not empty.

    >>> text = "某县（山区）脱贫。“收入1,200元，翻了番。”他说。"
    >>> [text[s.span.start : s.span.end] for s in segment(text)]
    ['某县（山区）脱贫。', '“收入1,200元，翻了番。”他说。']
    """
    sentences: list[Sentence] = []
    speaker: Span | None = None
    openers = frozenset(match.start() for match in _openers().finditer(text))
    paragraph = 0
    for match in _LINE.finditer(text):
        span = _stripped(text, *match.span())
        if span.start == span.end:
            continue
        found = _line(text, span, paragraph, speaker, openers)
        speaker = found[-1].speaker if found and found[-1].kind == "speaker" else None
        sentences.extend(found)
        paragraph += 1
    return sentences


def _line(text: str, span: Span, paragraph: int, before: Span | None, openers: frozenset[int]) -> list[Sentence]:
    """Cut one line; ``before`` is the label of a speaker on the line above, and at ``openers`` items may begin."""
    dateline = find_dateline(text, span)
    label = None if dateline else find_speaker(text, span)
    if label and label.end + 1 >= span.end:
        return [Sentence(span, paragraph, "speaker", (label,), speaker=label)]
    marks = find_marks(text, span)
    kind = "text" if label or dateline or before else line_kind(text, span, marks)
    start = dateline.end if dateline else label.end + 1 if label else span.start
    cuts = _sentence_cuts(text, Span(start, span.end), marks) if kind == "text" else [span.end]
    sentences: list[Sentence] = []
    for cut, clauses in _cut_clauses(text, start, list(_in_reach(start, cuts, marks)), marks):
        if clauses:
            whole = _stripped(text, sentences[-1].span.end if sentences else span.start, cut)
            opening = None if sentences else dateline
            said = Sentence(whole, paragraph, kind, clauses, label or before, opening, _items(clauses, openers))
            sentences.append(said)
    return sentences


def _in_reach(start: int, cuts: list[int], marks: list[Mark]) -> Iterator[int]:
    """Yield the cuts, with more of them where a sentence is too long: after the last comma in reach, else anywhere."""
    commas: list[int] | None = None
    for cut in cuts:
        while cut - start > _LONGEST:
            if commas is None:
                commas = [at + 1 for at, char, _, inside_clause in marks if char in "，；：" and not inside_clause]
            comma = bisect_right(commas, start + _LONGEST) - 1
            start = commas[comma] if comma >= 0 and commas[comma] > start else start + _LONGEST
            yield start
        start = cut
        yield cut


def _cut_clauses(text: str, start: int, cuts: list[int], marks: list[Mark]) -> Iterator[tuple[int, tuple[Span, ...]]]:
    """Yield each cut with the clauses of the sentence that it ends."""
    at = 0
    for cut in cuts:
        first = at
        while at < len(marks) and marks[at][0] < cut:
            at += 1
        yield cut, tuple(_clauses(text, start, cut, marks[first:at]))
        start = cut


def _clauses(text: str, start: int, end: int, marks: list[Mark]) -> Iterator[Span]:
    """Cut a sentence at the marks that are neither inside a number nor inside brackets or a label."""
    for at, char, _, inside_clause in marks:
        if at < start or inside_clause:
            continue
        if char in ",;:" and text[at - 1].isdigit() and text[at + 1 : at + 2].isdigit():
            continue
        if said := _said(text, start, at):
            yield said
        start = at + 1
    if said := _said(text, start, end):
        yield said


def _said(text: str, start: int, end: int) -> Span | None:
    """Give a clause without the marks and spaces before it, unless nothing is left."""
    while start < end and text[start] in _LEFT_OVER:
        start += 1
    while end - start > 1 and text[end - 1] in _BLANKS:
        end -= 1
    return Span(start, end) if end - start > 1 or (start < end and text[start].isalnum()) else None


def _sentence_cuts(text: str, span: Span, marks: list[Mark]) -> list[int]:
    """List where a line's sentences end: after a full stop and the closing quotes that follow it."""
    cuts: list[int] = []
    done = span.start
    for at, char, inside_sentence, _ in marks:
        if char not in FULL_STOPS or at < done:
            continue
        done = _ending(text, at, span.end)
        quoted = done - at > 1 and max(text.rfind("”", at, done), text.rfind("’", at, done)) > at
        attributed = text[done - 1] in CLOSING_QUOTES and _is_attributed(text, done, span.end)
        if not attributed and (quoted or not inside_sentence):
            cuts.append(done)
    if cuts and not any(char.isalnum() for char in text[cuts[-1] : span.end]):
        cuts.pop()
    return [*cuts, span.end]


def _ending(text: str, at: int, end: int) -> int:
    """Give the offset after a full stop and all that belongs to it (。” or ！”。)."""
    while at < end and text[at] in _ENDINGS:
        at += 1
    return at


def _is_attributed(text: str, at: int, end: int) -> bool:
    """Tell whether what follows a quotation says whose it is (……。”老张说。)."""
    said = _BREAK.search(text, at, min(end, at + _rules()["attribution"]))
    return bool(said) and text[at : said.start() if said else at].endswith(tuple(_rules()["saying"]))


def _items(clauses: tuple[Span, ...], openers: frozenset[int]) -> tuple[Span, ...]:
    """Find the openers of an enumeration's items."""
    return tuple([Span(c.start, c.start + 2) for c in clauses if c.start in openers]) if openers else ()


@cache
def _openers() -> re.Pattern[str]:
    return re.compile("|".join(_rules()["item_openers"]))  # 一是|二是


@cache
def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = lexicon("segments")
    return rules


def _stripped(text: str, start: int, end: int) -> Span:
    """Leave out the white space at both ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)

"""Date a figure or an event by the time expression that governs it, and by nothing else.

The nearest expression before the figure in its sentence governs it; in ``从2015年底的4.9%下降到0.5%`` the inner one
dates only its own figure, and what follows goes back to the one that governs the sentence. A sentence without a time
leaves its figures undated: an invented date is worse than none.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache, cached_property
from typing import NamedTuple

from povgraph.mentions.plans import looks_ahead
from povgraph.mentions.times import Time
from povgraph.model import Span
from povgraph.resources import lexicon
from povgraph.statements.figures import expression, listed
from povgraph.statements.indicator_words import states
from povgraph.statements.pointers import dating, resolved
from povgraph.text.segments import Sentence

#: How long a sentence is at most that only opens a paragraph (2017年，交通先行。).
_OPENING = 20
#: Before a time behind a figure these say that it dates another verb (投资5万元的车间于次年投产).
_OF_ANOTHER_VERB = frozenset("于在到从自")
#: How much stands between a figure and another counted beside it (4户9人).
_BESIDE = 1
#: How far before a figure a word like 已经 may stand.
_NOW_REACH = 6


class Dates(NamedTuple):
    """When: ``since`` and ``until`` at the precision given. A state has only ``until``."""

    since: str | None = None
    until: str | None = None


@cache
def _going_on() -> tuple[str, ...]:
    return (*listed("partitives"), *listed("results"))


class Calendar:
    """The time expressions of one text, asked for the one that governs a span.

    Args:
        text: The text in normal form.
        times: Its time expressions.
        sentences: Its sentences.
        headings: The main heading of each sentence.
        figures: Where its figures stand, if it is figures that are to be dated.
    """

    def __init__(
        self,
        text: str,
        times: Sequence[Time],
        sentences: Sequence[Sentence],
        headings: Sequence[Sentence | None],
        figures: Sequence[Span] = (),
    ) -> None:
        self.text = text
        self.figures = [figure.start for figure in figures]
        self.times = list(dating(text, list(resolved(text, times))))
        self.starts = [time.span.start for time in self.times]
        self.vague = [time.span.start for time in times if _is_vague(text, time)]
        self.sentences = sentences
        self.sections = self._sections(headings)

    def between(self, start: int, end: int) -> list[Time]:
        """Give the dated expressions that lie in a stretch of text."""
        first = bisect_left(self.starts, start)
        last = bisect_left(self.starts, end, first)
        return [time for time in self.times[first:last] if time.span.end <= end]

    def governing(self, span: Span, sentence: int, figures: Sequence[Span] = ()) -> Time | None:
        """Find the expression that dates a figure or an event.

        Args:
            span: Where the figure or the event's verb stands.
            sentence: The number of its sentence.
            figures: The figures of that sentence.

        Returns:
            The last expression before it in its sentence that is not bound to another figure. Where all are, or where
            a word says that the figure holds by now, that of the sentence before in the same paragraph.
        """
        clauses = self.sentences[sentence].clauses
        start = clauses[0].start if clauses else self.sentences[sentence].span.start  # a dateline dates the report
        inside = self.between(start, span.start)
        if self._is_vague(inside[-1].span.end if inside else start, span.start):
            return None
        number = self.sentences[sentence].clause_at(span.start)
        clause = span if number is None else clauses[number]
        named_before = inside and inside[-1].span.start >= clause.start
        if not named_before and (after := self._behind(span, clause)):
            return after
        for time in reversed(inside):
            if not self._bound_elsewhere(time, span, figures):
                return self._year_before(time, sentence)
        return self.sections[sentence] or self._carried(span, sentence, start, bool(inside))

    def _is_vague(self, start: int, end: int) -> bool:
        """Tell whether a stretch of text has a word like 最近, of which nobody can say when."""
        return bisect_left(self.vague, start) < bisect_left(self.vague, end)

    def _carried(self, span: Span, sentence: int, start: int, bound: bool) -> Time | None:
        """Give the time of the sentence before where a figure goes on from it.

        ``bound`` says that the times of its own sentence are those of other figures.
        """
        before = self._previous(sentence)
        if before is None or bound:
            return before if before and before.start is None else None
        if self.text.startswith(_going_on(), start):  # 其中…, 结果显示… go on with the sentence before
            return self.governing(Span(start, start), sentence - 1)
        clause = self.text[max(span.start - _NOW_REACH, 0) : span.start + 2]
        holds_now = any(word in clause for word in lexicon("figures")["now"])
        return before if holds_now and before.kind == "relative" and not before.interval else None

    def _behind(self, span: Span, clause: Span) -> Time | None:
        """Give the time that stands behind a figure in its clause, before any other figure (全村65户去年全部脱贫)."""
        end = clause.end
        following = bisect_right(self.figures, span.start)
        while following < len(self.figures) and self.figures[following] - span.end <= _BESIDE:
            span = Span(span.start, self.figures[following])  # 剩下的4户9人今年年底也能脱贫
            following += 1
        if following < len(self.figures):
            end = min(end, self.figures[following])
        times = self.between(span.end, end)
        if not times or self.text.startswith("的", times[0].span.end):
            return None
        begins = times[0].span.start
        of_it = self.text.endswith(listed("by_then"), 0, begins)  # 剩余9个村将于明年脱贫
        return None if self.text[begins - 1] in _OF_ANOTHER_VERB and not of_it else times[0]

    def _year_before(self, time: Time, sentence: int) -> Time:
        """Read 一年来 in a section on a year (一、2018年工作回顾) as that year, and 上年 as the one before.

        上年 is the one before the year that its sentence speaks of, too (2019年，…由上年的7.1%降至4%).
        """
        section = self.sections[sentence]
        named = self.text[time.span.start : time.span.end]
        if section and named in lexicon("figures")["year_reported"]:
            return section
        if section and section.end and time.end and named.startswith(listed("end_of_year")):
            return time._replace(start=None, end=section.end[:4] + time.end[4:])
        spoken = section.end if section else self._year_spoken(time, sentence)
        if spoken is None or not named.startswith(listed("year_before")):
            return time
        year = str(int(spoken[:4]) - 1)
        start, end = (date and year + date[4:] for date in (time.start, time.end))
        return time._replace(start=start, end=end)

    def _year_spoken(self, time: Time, sentence: int) -> str | None:
        """Give the year that a sentence has named before a time."""
        named = self.between(self.sentences[sentence].span.start, time.span.start)
        return next((earlier.end for earlier in reversed(named) if earlier.kind == "absolute" and earlier.end), None)

    def directly(self, time: Time, sentence: int, offset: int) -> bool:
        """Tell whether nothing but the clause of a time stands between it and the clause of a figure."""
        clauses = self.sentences[sentence].clauses
        of_time = self.sentences[sentence].clause_at(time.span.start) or 0
        of_figure = self.sentences[sentence].clause_at(offset) or 0
        alone = clauses[of_time].end - time.span.end <= 1 if clauses else True
        return of_figure == of_time or (of_figure == of_time + 1 and alone)

    def _sections(self, headings: Sequence[Sentence | None]) -> list[Time | None]:
        """Note for each sentence the time of what governs it.

        That is the heading of its main section (一、2019年工作回顾), or the sentence that opens its paragraph with a
        time and has no figure of its own (2017年,交通先行。建成公路300公里。), up to the next that says when.
        """
        governing: list[Time | None] = []
        section = reported = self._reported()
        paragraph, opening = -1, None
        for sentence, heading in zip(self.sentences, headings, strict=True):
            if sentence is heading:
                said = self.text[heading.span.start : heading.span.end]
                undated = looks_ahead(said) or expression("troubles").search(said)
                section = self._only_time(heading) or (None if undated else reported)
            governing.append(opening if sentence.paragraph == paragraph and opening else section)
            if sentence.paragraph != paragraph:
                paragraph, opening = sentence.paragraph, self._opening_time(sentence)
            elif opening and self.between(sentence.span.start, sentence.span.end):
                opening = None
        return governing

    @cached_property
    def evaluation(self) -> Time | None:
        """The time at which the text says that the counties were evaluated (2019年1月，开展专项评估检查).

        Of several sentences it is the one that says who did so and how, not the one that only speaks of the result.
        """
        named = expression("evaluation")
        if not named.search(self.text):
            return None
        told: Time | None = None
        for sentence in self.sentences:
            found = named.search(self.text, sentence.span.start, sentence.span.end)
            times = self.between(sentence.clauses[0].start if sentence.clauses else 0, found.end()) if found else []
            after = self.between(found.end(), sentence.span.end) if found and not times else []
            carried_out = expression("carrying_out").search(self.text, sentence.span.start, sentence.span.end)
            if times or after:
                time = times[0] if times else after[0]
                if carried_out:
                    return time
                told = told or time
        return told

    def _reported(self) -> Time | None:
        """Give the year that the title of a work report names as the one reported on."""
        if not self.sentences:
            return None
        title = self.sentences[0]
        named = re.search(lexicon("discourse")["reported_title"], self.text[title.span.start : title.span.end])
        return self._only_time(title) if named else None

    def _only_time(self, sentence: Sentence) -> Time | None:
        named = self.between(sentence.span.start, sentence.span.end)
        return named[0] if len(named) == 1 else None

    def _opening_time(self, sentence: Sentence) -> Time | None:
        """Give the time that a paragraph's first sentence opens with, if it is short and states no figure."""
        if sentence.span.end - sentence.span.start > _OPENING:
            return None
        time = self._only_time(sentence)
        first = bisect_left(self.figures, sentence.span.start)
        has_figure = first < len(self.figures) and self.figures[first] < sentence.span.end
        at_start = time is not None and time.span.start == sentence.span.start
        opens = at_start and time is not None and self.text.startswith("，", time.span.end)
        return time if opens and not has_figure else None

    def _previous(self, sentence: int) -> Time | None:
        """Give the first expression of the sentence before, if both stand in one paragraph or 其中 goes on from it."""
        if sentence == 0:
            return None
        apart = self.sentences[sentence - 1].paragraph != self.sentences[sentence].paragraph
        if apart and not self.text.startswith(listed("partitives"), self.sentences[sentence].span.start):
            return None
        span = self.sentences[sentence - 1].span
        return next(iter(self.between(span.start, span.end)), None)

    def _clause_start(self, offset: int) -> int:
        """Tell where the clause of an offset begins."""
        return max(self.text.rfind(mark, 0, offset) for mark in "，。；\n") + 1

    def _bound_elsewhere(self, time: Time, figure: Span, figures: Sequence[Span]) -> bool:
        """Tell whether an expression belongs to something that stands before a figure, or is only compared with."""
        between = self.text[time.span.end : figure.start]
        if expression("belonging").match(between):
            return True  # 2018年建成的车间，用工60人
        apart = "；" in between
        if apart and self.text.startswith(listed("partitives"), self._clause_start(time.span.start)):
            return True  # 三年投入4.6亿元，其中2019年1.3亿元；选派干部1.9万名
        if self._is_compared(time, figure, between):
            return True
        of_one = any(other.start == time.span.end + 1 for other in figures) and self.text[time.span.end] == "的"
        if of_one and apart:
            return True  # 减少到2018年底的1046人；漏评率0.11%
        parted = any(time.span.end <= other.start and other.end <= figure.start for other in figures)
        return parted and not time.interval and self.text.endswith(("从", "由"), 0, time.span.start)

    def _is_compared(self, time: Time, figure: Span, between: str) -> bool:
        """Tell whether a figure is only compared with a time (1989年的43倍, 是去年全年的101.5%, 比2018年)."""
        before = self.text[max(time.span.start - 3, 0) : time.span.start]
        if between.startswith("的") and "倍" in self.text[time.span.end : figure.end + 1]:
            return True
        if before.endswith(listed("equals")) and expression("of_whole").match(between):
            return True
        if not before.endswith(("比", "较")):
            return False
        return between not in ("的", "") or self.text.startswith("翻", figure.start)  # 比2014年翻了一番 is of today


def _is_vague(text: str, time: Time) -> bool:
    """Tell a word that says when without a date (最近, 从前)."""
    return text[time.span.start : time.span.end] in _indefinite()


@cache
def _indefinite() -> frozenset[str]:
    return frozenset(lexicon("times")["indefinite"])


def date_figure(time: Time | None, indicator: str, kind: str) -> Dates:
    """Turn the governing expression into the dates of a figure.

    >>> from povgraph.model import Span
    >>> year = Time(Span(0, 5), "2018", "2018", interval=False, kind="absolute")
    >>> date_figure(year, "poverty-incidence", "level"), date_figure(year, "sales", "level")
    (Dates(since=None, until='2018'), Dates(since='2018', until='2018'))
    """
    if time is None:
        return Dates()
    if kind == "level" and indicator in states() and time.end:
        return Dates(None, time.end)
    return Dates(time.start, time.end)

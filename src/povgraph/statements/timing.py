"""Date a figure or an event by the time expression that governs it, and by nothing else.

The nearest expression before the figure in its sentence governs it; in ``从2015年底的4.9%下降到0.5%`` the inner one
dates only its own figure, and what follows goes back to the one that governs the sentence. A sentence without a time
leaves its figures undated: an invented date is worse than none.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from povgraph.mentions.times import Time
from povgraph.model import Span
from povgraph.resources import lexicon


@dataclass(frozen=True, slots=True)
class Dates:
    """When: ``since`` and ``until`` at the precision given. A state has only ``until``."""

    since: str | None = None
    until: str | None = None


@cache
def _states() -> frozenset[str]:
    return frozenset(lexicon("figures")["states"])


class Calendar:
    """The time expressions of one text, asked for the one that governs a span."""

    def __init__(self, text: str, times: Sequence[Time]) -> None:
        self.text = text
        self.times = [time for time in times if time.end or time.start]
        self.starts = [time.span.start for time in self.times]

    def between(self, start: int, end: int) -> list[Time]:
        """Give the dated expressions that lie in a stretch of text."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return [time for time in self.times[first:last] if time.span.end <= end]

    def governing(self, figure: Span, sentence: Span, figures: Sequence[Span]) -> Time | None:
        """Find the expression that dates a figure: the last before it that is not bound to another figure."""
        for time in reversed(self.between(sentence.start, figure.start)):
            if not self._bound_elsewhere(time, figure, figures):
                return time
        return None

    def _bound_elsewhere(self, time: Time, figure: Span, figures: Sequence[Span]) -> bool:
        """Tell whether an expression introduced by 从, 由 or 比 belongs to a figure that stands before ours."""
        before = self.text[max(time.span.start - 2, 0) : time.span.start]
        between = [other for other in figures if time.span.end <= other.start and other.end <= figure.start]
        if before.endswith(("比", "较")):
            return True
        return bool(between) and before.endswith(("从", "由"))


def date_figure(time: Time | None, indicator: str, kind: str) -> Dates:
    """Turn the governing expression into the dates of a figure.

    >>> from povgraph.model import Span
    >>> year = Time(Span(0, 5), "2018", "2018", interval=False, kind="absolute")
    >>> date_figure(year, "poverty-incidence", "level"), date_figure(year, "sales", "level")
    (Dates(since=None, until='2018'), Dates(since='2018', until='2018'))
    """
    if time is None:
        return Dates()
    if time.interval or time.start is None:
        return Dates(time.start, time.end)
    if kind == "level" and indicator in _states():
        return Dates(None, time.end)
    return Dates(time.start, time.end)

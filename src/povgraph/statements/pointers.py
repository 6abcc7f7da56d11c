"""Resolve the times that point back to others (这一年, 次年, 当天), and leave out those that date nothing."""

import re
from collections.abc import Iterator, Sequence

from povgraph.mentions.timeparts import TAIL, point
from povgraph.mentions.times import Time
from povgraph.model import Span
from povgraph.resources import lexicon

_SENTENCE_END = re.compile("[。！？\n]")
#: What stands behind a time that only says how old somebody is.
_AGE = re.compile("(?:已经?|刚满?|才)?[0-9一二三四五六七八九十]{1,3}[多来]?岁")
#: How long a date is that names a year or a day.
_YEAR = len("2018")
_DAY = len("2018-12-31")


def resolved(text: str, times: Sequence[Time]) -> Iterator[Time]:
    """Yield the dated expressions; what points back takes the year, the time or the day spoken of last."""
    last: Time | None = None
    stretch: Time | None = None
    day: str | None = None
    for found in times:
        time = found
        if time.end or time.start:
            if stretch and time.interval and time.kind == "relative" and _years(time) == _years(stretch) + 1:
                time = time._replace(start=stretch.start, end=stretch.end)  # 2013-2018年…六年来…
            stretch = time if time.interval and time.kind == "absolute" else stretch
            last = time
            day = time.end if time.end and len(time.end) == _DAY and time.start == time.end else day
            yield time
        elif last and (back := _pointed_back(text[time.span.start : time.span.end], last, day)):
            last = _closer(text, time._replace(start=back[0], end=back[1]))
            yield last


def _closer(text: str, time: Time) -> Time:
    """Take the part of a year that follows what points back to it (当年12月, 次年春)."""
    tail = TAIL.match(text, time.span.end) if time.start == time.end else None
    if tail is None or not time.end or len(time.end) != _YEAR:
        return time
    start, end, interval = point(int(time.end), tail)
    return time._replace(span=Span(time.span.start, tail.end()), start=start, end=end, interval=interval)


def _years(time: Time) -> int:
    """Count the years from the first to the last of a stretch; a large number where one is open."""
    return int(time.end[:4]) - int(time.start[:4]) if time.start and time.end else 9999


def _pointed_back(word: str, last: Time, day: str | None) -> tuple[str | None, str | None] | None:
    """Date a word that points back (这一年, 次年, 那时, 当天) by the time and the day spoken of last."""
    words = lexicon("figures")
    year = (last.end or last.start or "")[:4]
    if word in words["same_year"]:
        return year, year
    if word in words["next_year"]:
        return str(int(year) + 1), str(int(year) + 1)
    if word in words["same_time"]:
        return last.start, last.end
    return (day, day) if day and word in words["same_day"] else None


def dating(text: str, times: Sequence[Time]) -> Iterator[Time]:
    """Yield the times that date what is said: not that of an age (今年五十三岁), nor 现有 behind an end (2018年底)."""
    held, end, event = lexicon("figures")["held_now"], 0, False
    for time in times:
        apart = _SENTENCE_END.search(text, end, time.span.start) is not None or not end
        holds = text[time.span.start : time.span.end] in held and not apart and not event
        if not _AGE.match(text, time.span.end) and not holds:
            yield time
        end, event = time.span.end, time.start is not None

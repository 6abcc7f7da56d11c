"""Find the time expressions of a text and resolve them against the report's date.

A state has only an end (``2015年底``), what happens in a year begins and ends in it, a stretch (``2011年至2016年``,
``近三年``) is an interval. Durations (``用36年``) and ages are no times. What points back (``当年``) stays unresolved.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from povgraph.mentions.calendars import date, last_day, shifted_day, shifted_month
from povgraph.mentions.timeparts import ADDED_UP, SUFFIX, TAIL, TO, anchors, count, point
from povgraph.model import Span
from povgraph.resources import lexicon

_BETWEEN = re.compile(TO)
#: The most that stands between the two ends of a stretch: 从2013年立项到现在.
_LONGEST_GAP = 15
_GAP = re.compile(r"[^，。；：、0-9%的减降增升\n]{0,14}\Z")
_SENTENCE_END = re.compile(r"[。！？\n]")
#: An event since which something holds: 主题教育开展以来.
_SINCE = re.compile(r"(?:(?<=[，。；\n])|^)[^，。；：0-9\n]{3,14}以来(?=[，,])")

#: Until this month 过去一年 looks back on the year before.
_SPRING = "04"


class Time(NamedTuple):
    """A time expression: its span, and its first and last day at the precision given.

    ``interval`` says that it is a stretch; ``kind`` is ``absolute``, ``relative`` (resolved against the report's date,
    without dates where that is unknown or the stretch indefinite) or ``anaphor`` (points back, not resolved here).
    """

    span: Span
    start: str | None
    end: str | None
    interval: bool
    kind: str


@lru_cache(maxsize=1)  # a text whose date cannot be inferred is asked for twice without one
def find_times(text: str, report_date: str | None) -> tuple[Time, ...]:
    """Find the time expressions of a text in normal form, in order.

    >>> [(t.start, t.end, t.interval) for t in find_times("2015年底还有6户，近三年投入3亿元", "2019-08")]
    [(None, '2015-12-31', False), ('2016', '2019', True)]
    """
    return tuple(_Finder(text, report_date).find())


@lru_cache(maxsize=1)  # a text whose date can be inferred is read twice: for that, then with it
def _anchored(text: str) -> list[re.Match[str]]:
    return list(anchors().finditer(text))


class _Finder:
    """Reads one text from left to right; remembers the year spoken of in the sentence."""

    def __init__(self, text: str, report_date: str | None) -> None:
        self.text = text
        self.report = report_date
        self.report_year = int(report_date[:4]) if report_date else None
        self.found: list[Time] = []
        self.year: int | None = None
        self.told: int | None = None  # the year that the paragraph has named last
        self.done = self.seen = 0
        self.readers: dict[str, Callable[[re.Match[str]], Time | None]] = {
            "iso": self._iso,
            "years": self._years,
            "year": self._in_year,
            "near": self._in_year,
            "plan": self._plan,
            "era": self._era,
            "last": self._last,
            "ago": self._ago,
            "gone": self._gone,
            "coming": self._coming,
            "part": self._part,
            "word": self._word,
        }

    def find(self) -> list[Time]:
        for match in _anchored(self.text):
            if match.start() < self.done:
                continue
            if self.year is not None and _SENTENCE_END.search(self.text, self.seen, match.start()):
                if "\n" in self.text[self.seen : match.start()]:
                    self.told = None
                self.year = None
            self.seen = match.end()
            time = self.readers[match.lastgroup or ""](match)
            if time:
                self._add(time)
        ends = {time.span.end for time in self.found}
        events = [time for time in self._since_events() if time.span.end not in ends]
        return sorted([*self.found, *events], key=lambda time: time.span.start) if events else self.found

    def _since_events(self) -> Iterator[Time]:
        """Yield what began with an event of unknown date and lasts until now (专题活动开展以来)."""
        for match in _SINCE.finditer(self.text) if "以来" in self.text else ():
            if match[0] not in cues("indefinite"):
                yield Time(Span(*match.span()), None, self._now(), True, "relative")

    def _add(self, time: Time) -> None:
        """Add a time, joined with the one before where they are the two ends of a stretch."""
        first = self.found[-1] if self.found else None
        self.done = max(time.span.end, self.done)
        if first and self._joins(first, time):
            span = Span(first.span.start, time.span.end)
            self.found[-1] = Time(span, first.start or first.end, time.end, True, time.kind)
        else:
            self.found.append(time)

    def _joins(self, first: Time, second: Time) -> bool:
        """Tell whether two times are the ends of a stretch: 从2013年立项到现在."""
        begin = second.span.start
        if first.interval or second.interval or not (first.start or first.end) or not second.end:
            return False
        gap = begin - first.span.end
        if gap > _LONGEST_GAP:
            return False
        if gap and _BETWEEN.fullmatch(self.text, first.span.end, begin):
            return True
        if not self.text.endswith(cues("from"), 0, first.span.start):
            return False
        until = self.text.startswith(cues("until"), begin) or self.text.endswith(cues("until"), 0, begin)
        return until and bool(_GAP.match(self.text, first.span.end, begin))

    def _iso(self, match: re.Match[str]) -> Time | None:
        """Read 2019-08-12."""
        year, month, day = map(int, re.split("[-./]", match[0]))
        when = date(year, month, day)
        return Time(Span(*match.span()), when, when, False, "absolute") if when else None

    def _years(self, match: re.Match[str]) -> Time:
        """Read 2011年至2016年, 2014-2018年."""
        first, last = count(match["first"]), count(match["second"])
        self.year = last
        return Time(Span(*match.span()), date(first), date(last), True, "absolute")

    def _in_year(self, match: re.Match[str]) -> Time:
        """Read 2018年, 去年 and what follows: 底, 7月底, 3月10日, 上半年, 以来."""
        if match.lastgroup == "near":
            kind, distance = "relative", lexicon("times")["years"][match[0]]
            year = None if self.report_year is None else self.report_year + distance
        else:
            kind, year = "absolute", count(match["digits"])
        self.year = year
        self.told = year if kind == "absolute" else None
        return self._with_tail(match.start(), match.end(), year, kind)

    def _coming(self, match: re.Match[str]) -> Time:
        """Read 未来两年: from the report's year on."""
        years = count(match["years_coming"])
        first, last = (date(self.report_year), date(self.report_year + years)) if self.report_year else (None, None)
        return Time(Span(*match.span()), first, last, True, "relative")

    def _part(self, match: re.Match[str]) -> Time:
        """Read a month, quarter or half without its year: of the year spoken of, else by the report's date.

        年底 is that of the year that the paragraph has named last (2017年，…。年底，…).
        """
        year = self.year
        tail = TAIL.match(self.text, match.start())
        if year is None and tail and tail["end"]:
            year = self.told
        if year is None and self.report and self.report_year is not None:
            year = self.report_year - self._is_lastcount(match)
        return self._with_tail(match.start(), match.start(), year, "relative")

    def _is_lastcount(self, match: re.Match[str]) -> bool:
        """Tell whether a bare month lies in the year before: 12月 in a report of January."""
        tail = TAIL.match(self.text, match.start())
        if not tail or not tail["month"] or not self.report or len(self.report) < 7:
            return False
        return count(tail["month"]) - int(self.report[5:7]) > 6

    def _with_tail(self, start: int, end: int, year: int | None, kind: str) -> Time:
        """Read what follows a year, up to the second end of a stretch."""
        tail = TAIL.match(self.text, end)
        end = tail.end() if tail else end
        if year is None:
            suffix = SUFFIX.match(self.text, end)
            return Time(Span(start, suffix.end() if suffix else end), None, None, False, kind)
        first, last, interval = point(year, tail)
        time = Time(Span(start, end), first, last, interval, kind)
        return self._with_suffix(time)

    def _with_suffix(self, time: Time) -> Time:
        """Make a time the beginning or the end of a stretch where 以来, 起, 之前 follow or 截至, 到 stand before."""
        suffix = SUFFIX.match(self.text, time.span.end)
        begin = time.start or time.end
        if suffix and suffix["since"] and begin != self._now():
            return time._replace(span=Span(time.span.start, suffix.end()), start=begin, end=self._now(), interval=True)
        if suffix and not suffix["since"]:
            span = Span(time.span.start, suffix.end())
            if suffix["open"]:
                end = self._now() if ADDED_UP.match(self.text, suffix.end()) else None
                return time._replace(span=span, start=begin, end=end, interval=True)
            return time._replace(span=span, start=None, interval=False)
        if not time.interval and self.text.endswith(cues("until"), 0, time.span.start):
            return time._replace(start=None)
        return time

    def _now(self) -> str | None:
        """Give the report's date, at the precision of a month."""
        return self.report[:7] if self.report else None

    def _plan(self, match: re.Match[str]) -> Time:
        """Read “十三五”期间, “十三五”以来, “十三五”末."""
        first, last = lexicon("times")["plans"][match["name"]]
        span = Span(*match.span())
        if match["how"] == "末":
            return Time(span, None, last_day(last), False, "absolute")
        if match["how"] == "以来":
            return Time(span, date(first), self._now(), True, "absolute")
        return Time(span, date(first), date(last), True, "absolute")

    def _era(self, match: re.Match[str]) -> Time:
        """Read 党的十八大以来."""
        begin = str(lexicon("times")["eras"][match["event"]])
        return Time(Span(*match.span()), begin, self._now(), True, "absolute")

    def _last(self, match: re.Match[str]) -> Time:
        """Read 近三年, 三年来 (from three years before) and 连续五年 (five years with this one).

        过去一年 said in the first months of a year is the year before.
        """
        years = count(match["count"] or match["since"])
        if self.report_year is None or ("多" in match[0] and years >= 10):
            return Time(Span(*match.span()), None, None, True, "relative")
        if years == 1 and match[0].startswith("过去") and self.report is not None and self.report[5:7] <= _SPRING:
            year = date(self.report_year - 1)
            return Time(Span(*match.span()), year, year, False, "relative")
        first = self.report_year - years + match[0].startswith("连续")
        return Time(Span(*match.span()), date(first), date(self.report_year), True, "relative")

    def _ago(self, match: re.Match[str]) -> Time:
        """Read 三年前, 两个月前; 50多年前 is too vague to date."""
        if match["months_ago"]:
            month = shifted_month(self.report, -count(match["months_ago"])) if self.report else None
            return Time(Span(*match.span()), month, month, False, "relative")
        years = count(match["years_ago"] or match["more_ago"])
        if self.report_year is None or ("多" in match[0] and years >= 10):
            return Time(Span(*match.span()), None, None, False, "relative")
        when = date(self.report_year - years)
        return Time(Span(*match.span()), when, when, False, "relative")

    def _gone(self, match: re.Match[str]) -> Time:
        """Read 四年过去 (the present) and 四年下来 (the years up to it)."""
        if match[0].endswith("下来") and self.report_year:
            first = date(self.report_year - count(match["years_gone"]))
            return Time(Span(*match.span()), first, date(self.report_year), True, "relative")
        return Time(Span(*match.span()), None, self._now(), False, "relative")

    def _word(self, match: re.Match[str]) -> Time:
        """Read 目前, 今天, 本月, 当年, 近年来."""
        words, word, span = lexicon("times"), match[0], Span(*match.span())
        if word == "至今" or word in words["present"]:
            return Time(span, None, self._now(), False, "relative")
        if word in words["anaphors"]:
            return Time(span, None, None, False, "anaphor")
        if word in words["indefinite"] or self.report is None:
            return Time(span, None, None, word in words["indefinite"], "relative")
        if word in words["days"]:
            when: str | None = shifted_day(self.report, words["days"][word])
        else:
            when = shifted_month(self.report, words["months"][word])
        return self._with_suffix(Time(span, when, when, False, "relative"))


@cache
def cues(name: str) -> tuple[str, ...]:
    """Give a list of words that have to do with times."""
    return tuple(lexicon("times")[name])

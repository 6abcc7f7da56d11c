"""Compare what was promised with what was later reported: kept, missed, or never reported."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from povgraph.checks.figures import Figure
from povgraph.checks.intervals import INFINITY, Interval
from povgraph.checks.readings import printed, read_printed, show, stated
from povgraph.model import Concept, Finding
from povgraph.resources import lexicon
from povgraph.vocabulary import concepts

Outcome = Literal["kept", "missed", "unclear", "unreported"]
_Key = tuple[str | None, ...]

#: So many reports of one promise are compared.
_MOST = 10


@dataclass(frozen=True, slots=True)
class Promise:
    """A planned figure and what came of it.

    ``achieved`` are the actual figures of the same thing that speak of its time: for a state, those of the first day
    at or after the one promised; for what was to happen in a period, those of that period. ``outcome`` is ``kept`` or
    ``missed`` where all of them that tell agree on it, ``unclear`` where they do not or speak of a longer time, and
    ``unreported`` where there are none.
    """

    planned: Figure
    achieved: tuple[Figure, ...]
    outcome: Outcome

    def finding(self) -> Finding:
        """Word a missed promise as a warning about the figure that reports it."""
        report, planned = self.achieved[0], self.planned
        indicator, due = _indicator(planned), _time(planned)
        reading = read_printed(report)
        return Finding(
            check="promise-missed",
            severity="warning",
            message_zh=f"计划未达到：{planned.name}的{indicator.zh}计划（{due}）为{show(planned, 'zh')}，"
            f"后来报告（{_time(report)}）为{show(report, 'zh')}。",
            message_en=f"A promise was missed: {indicator.en} of {planned.name}, "
            f"planned {show(planned, 'en')} ({due}), reported {show(report, 'en')} ({_time(report)}).",
            focus=report.iri,
            value=reading.text if reading else f"{report.value:f}",
            quote=report.quote or None,
            statements=(self.planned.iri, *(figure.iri for figure in self.achieved)),
        )


def _indicator(figure: Figure) -> Concept:
    return next(one for one in concepts()["indicator"] if one.notation == figure.indicator)


def _time(figure: Figure) -> str:
    """Word a time for a reader: 2019 for 2019/2019."""
    first, _, last = (figure.period or "").partition("/")
    return first if first == last else figure.period or "?"


def check_promises(figures: Sequence[Figure]) -> Iterator[Finding]:
    """Yield a warning for each promise that was missed by what the reports say; unreported ones are no finding.

    What several reports promise in one figure, as copies do, is one promise.
    """
    missed: dict[object, list[Promise]] = {}
    for promise in find_promises(figures):
        if promise.outcome == "missed":
            planned = promise.planned
            missed.setdefault((promise.achieved, planned.value, planned.bound, planned.period), []).append(promise)
    for first, *again in missed.values():
        finding = first.finding()
        yield replace(finding, statements=(*finding.statements, *(promise.planned.iri for promise in again)))


def find_promises(figures: Sequence[Figure]) -> list[Promise]:
    """Match each planned figure that has a date with the actual ones of the same thing, in linear time.

    Same means the same subject, indicator, kind, unit and per. Undated figures cannot be matched and count neither way.
    """
    vague = _rules()["vague"]
    reported = _Reported(figure for figure in figures if figure.status == "actual" and figure.last)
    planned = [figure for figure in figures if figure.status == "planned" and figure.last]
    return [_promise(figure, reported.of(figure)) for figure in planned if figure.indicator not in vague]


class _Reported:
    """The actual figures by what they are of and when, so that each promise looks up its own."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._at: dict[_Key, list[Figure]] = {}
        self._days: dict[_Key, list[str]] = {}
        for figure in figures:
            self._at.setdefault((*_key(figure), figure.first, figure.last), []).append(figure)
            if figure.first:  # a longer period that ends on the same day speaks of this one, too
                self._at.setdefault((*_key(figure), None, figure.last, "any"), []).append(figure)
        for *key, first, last in (found for found in self._at if found[-1] != "any"):
            if first is None and last:
                self._days.setdefault(tuple(key), []).append(last)
        for days in self._days.values():
            days.sort()

    def of(self, planned: Figure) -> list[Figure]:
        """Give the figures that speak of a promise's time, but no more than some."""
        key = _key(planned)
        if planned.first:
            same = self._at.get((*key, planned.first, planned.last), [])
            longer = self._at.get((*key, None, planned.last, "any"), [])
            return same[:_MOST] or [one for one in longer[:_MOST] if (one.first or "") < planned.first]
        days = self._days.get(key, [])
        index = bisect_left(days, planned.last or "")
        return self._at[(*key, None, days[index])][:_MOST] if index < len(days) else []


def _key(figure: Figure) -> _Key:
    return figure.about, figure.indicator, figure.kind, figure.unit, figure.per


def _promise(planned: Figure, achieved: Sequence[Figure]) -> Promise:
    if not achieved:
        return Promise(planned, (), "unreported")
    aim = _aim(planned)
    sure = [one for one in achieved if printed(one).within(aim) or not printed(one).meets(aim)]
    outcomes = {_outcome(planned, one) for one in sure or achieved}  # 超过1万 of 1.2万 promised does not settle it
    return Promise(planned, tuple(achieved), outcomes.pop() if len(outcomes) == 1 else "unclear")


def _outcome(planned: Figure, achieved: Figure) -> Outcome:
    """Judge one report: reached if within what was promised, or beyond it on the better side."""
    aim, reached = _aim(planned), printed(achieved)
    if reached.meets(aim):
        return "kept"
    same_time = not planned.first or planned.first == achieved.first
    return "missed" if same_time and planned.indicator in _rules()["definite"] else "unclear"


def _aim(planned: Figure) -> Interval:
    """Give all values that keep a promise: a number promised is a least, or for poverty and falls a most."""
    said = stated(planned)
    downwards = planned.value < 0 if planned.kind != "level" else planned.indicator in _rules()["less"]
    if planned.bound in {"ge", "le"}:
        downwards = (planned.bound == "le") == (planned.value >= 0)
    return Interval(-INFINITY, said.high) if downwards else Interval(said.low, INFINITY)


def _rules() -> dict[str, list[str]]:
    rules: dict[str, list[str]] = lexicon("arithmetic")["promises"]
    return rules

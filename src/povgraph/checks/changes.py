"""Check what a text says of a change (减少90%, 下降4.4个百分点, 增长到2倍) against the states that it names."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from povgraph.checks.figures import Figure
from povgraph.checks.intervals import Interval
from povgraph.checks.neighbours import Passage, Placed
from povgraph.checks.readings import read_printed
from povgraph.checks.sums import Sum, check_sum
from povgraph.resources import lexicon

_HUNDRED, _ONE = Interval.point(100), Interval.point(1)
_TIMES, _COMMAS = "倍", "，,；;"
#: A pair of states stands at most so many figures before the change that it explains.
_REACH = 8


def difference(values: Sequence[Interval]) -> Interval:
    """Later less earlier."""
    return values[1] - values[0]


def growth(values: Sequence[Interval]) -> Interval:
    """Later over earlier, less one, in percent."""
    return (values[1] / values[0] - _ONE) * _HUNDRED


def ratio(values: Sequence[Interval]) -> Interval:
    """Later over earlier, in percent."""
    return values[1] / values[0] * _HUNDRED


def growth_of_change(values: Sequence[Interval]) -> Interval:
    """Give a change over the state that was before it, from the state after it, in percent."""
    return values[1] / (values[0] - values[1]) * _HUNDRED


def check_changes(passage: Passage) -> Iterator[Sum]:
    """Compare each change, growth and ratio of a sentence with the two states that stand right before it."""
    for index, placed in enumerate(passage.here, len(passage.before)):
        earlier = passage.all[max(0, index - _REACH) : index]
        if not says_change(placed) or is_mean(placed) or _in_turn(placed, earlier):
            continue
        pair = _pair(placed, earlier)
        if pair is not None:
            yield _against_pair(placed, *pair)
        elif (found := _with_change(placed, earlier)) is not None:
            state, change = found
            yield check_sum("growth-of-change", (state, change), placed.figure, growth_of_change)


def says_change(placed: Placed) -> bool:
    """Tell whether a figure says how another has changed."""
    figure = placed.figure
    return figure.kind in {"change", "growth"} or (figure.unit == "percent" and _is_ratio(placed))


def is_mean(placed: Placed) -> bool:
    """Tell whether a change is a yearly mean, which no two states give."""
    return placed.figure.per in {"year", "month"} or has(placed, "mean")


def _in_turn(placed: Placed, earlier: Sequence[Placed]) -> bool:
    """Tell whether a change is one of several that 分别 says of several things: 分别增长22.4%、25.1%."""
    for one in (placed, *reversed(earlier)):
        if not says_change(one) or one.sentence != placed.sentence:
            return False
        if has(one, "each"):
            return True
    return False


def has(placed: Placed, words: str) -> bool:
    """Tell whether a figure's own stretch of text holds one of the words listed under a name."""
    return any(word in placed.own for word in lexicon("arithmetic")["words"][words])


def _is_ratio(placed: Placed) -> bool:
    """Tell 增长到2倍, 是2015年的3倍 from 增长2倍."""
    own = placed.own.rstrip()
    if not own.endswith(_TIMES):
        return False
    before = own[:-1].rstrip("0123456789.一二两三四五六七八九十百几多余")
    return before[-1:] in set(lexicon("arithmetic")["ratio_ends"])


def _pair(placed: Placed, earlier: Sequence[Placed]) -> tuple[Figure, Figure] | None:
    """Find the last two states before a change, the first of which became the second."""
    levels = [one for one in earlier if one.figure.kind == "level" and not _is_ratio(one)]
    levels = [one for one in levels if one.figure.status == placed.figure.status and _is_of(placed.figure, one.figure)]
    if len(levels) < 2 or not _follows(placed, levels[-1], earlier):
        return None
    first, second = levels[-2:]
    if not alike(first.figure, second.figure) or not _became(first, second):
        return None
    if has(placed, "yearly") and _years(first.figure.last, second.figure.last) != 1:
        return None
    return (first.figure, second.figure) if _dates_fit(placed.figure, first.figure, second.figure) else None


def alike(one: Figure, other: Figure) -> bool:
    """Tell whether two figures are of the same thing, perhaps at two times."""
    return _key(one) == _key(other)


def _key(figure: Figure) -> tuple[Any, ...]:
    per = None if figure.per == "year" else figure.per  # 全年投入 is said, or not, of one and the same sum
    return figure.about, figure.indicator, figure.unit, per, figure.status


def _is_of(change: Figure, state: Figure) -> bool:
    """Tell whether a change may be one of a state: the same indicator, or none named; the same unit, or percent."""
    unnamed = change.indicator in lexicon("arithmetic")["unnamed"]
    if change.about != state.about or not (unnamed or change.indicator == state.indicator):
        return False
    return change.unit in {state.unit, "percent"}


def _follows(placed: Placed, state: Placed, earlier: Sequence[Placed]) -> bool:
    """Tell whether a change that names no indicator follows a state, with nothing between but words of change."""
    if placed.figure.indicator not in lexicon("arithmetic")["unnamed"]:
        return True
    reading = read_printed(placed.figure)
    before = placed.own.rpartition(reading.text)[0] if reading else "?"
    if set(before) - set(lexicon("arithmetic")["change_chars"]):
        return False
    after = earlier[earlier.index(state) + 1 :]
    return state.sentence == placed.sentence and all(says_change(one) for one in after)


def _became(first: Placed, second: Placed) -> bool:
    """Tell whether two states follow each other in time: by their dates, or by 从…到… between them."""
    if first.figure.last and second.figure.last and first.figure.last != second.figure.last:
        return first.figure.last < second.figure.last and first.sentence + 1 >= second.sentence
    followed = has(first, "from") or not set(second.own) & set(_COMMAS)
    return first.sentence == second.sentence and has(second, "arrow") and followed


def _years(first: str | None, second: str | None) -> int | None:
    """Count the years between two dates; what is no date has none."""
    years = [text[:4] for text in (first, second) if text and text[:4].isdecimal()]
    return int(years[1]) - int(years[0]) if len(years) == 2 else None


def _dates_fit(change: Figure, first: Figure, second: Figure) -> bool:
    """Tell whether the time of a change, where it has one, is that of the two states, to the year."""
    if change.last and second.last and change.last[:4] != second.last[:4]:
        return False
    since = change.first if change.first and change.last and change.first[:4] != change.last[:4] else None
    return abs(_years(since, first.last) or 0) <= 1


def _against_pair(placed: Placed, first: Figure, second: Figure) -> Sum:
    said = placed.figure
    if _is_ratio(placed):
        return check_sum("ratio", (first, second), said, ratio)
    if said.kind == "change":
        return check_sum("points" if said.unit == "percent" else "change", (first, second), said, difference)
    found = check_sum("growth", (first, second), said, growth)
    if found.verdict == "consistent":
        return found
    return _reworded(found, first, second)


def _reworded(found: Sum, first: Figure, second: Figure) -> Sum:
    """Suggest 百分点 for percent, and 增长到 for 增长, where that would be right.

    由3万元增加到6万元，增长2倍 might be so by rounding; that the ratio is 2 to the digit tells that it is not.
    """
    said, wrong = found.claimed, found.verdict == "inconsistent"
    number = f"{abs(said.value).normalize():f}"
    as_points = check_sum("points", (first, second), said, difference) if first.unit == "percent" else None
    if wrong and as_points and as_points.verdict != "inconsistent":
        return replace(found, repair=f"{number}个百分点")
    as_ratio = check_sum("ratio", (first, second), said, ratio).verdict if _TIMES in said.quote else None
    if as_ratio == "consistent" or (wrong and as_ratio == "rounding"):
        return replace(found, verdict="inconsistent", repair=f"增长到{(abs(said.value) / 100).normalize():f}倍")
    return found


def _with_change(placed: Placed, earlier: Sequence[Placed]) -> tuple[Figure, Figure] | None:
    """Find 5680万元，较上年增加1930万元 right before 增长51.5%: a state, its change, and the growth that they make."""
    said = placed.figure
    if said.kind != "growth" or len(earlier) < 2:
        return None
    state, change = earlier[-2:]
    if (state.figure.kind, change.figure.kind) != ("level", "change") or not alike(state.figure, change.figure):
        return None
    if not _is_of(said, state.figure) or state.figure.unit == "percent" or state.sentence != placed.sentence:
        return None
    if not all(has(one, "yearly") or not has(one, "other_time") for one in (change, placed)) or said.last not in {
        None,
        change.figure.last,
    }:
        return None
    return state.figure, change.figure

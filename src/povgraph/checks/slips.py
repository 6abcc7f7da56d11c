"""Find slips of 万 and 亿: values with the same digits that are ten thousand or a hundred million times apart."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from povgraph.checks.comparables import Worded, groups, independent, side_of, told_apart, worded
from povgraph.checks.figures import Figure
from povgraph.checks.support import Side, better_side
from povgraph.checks.witnesses import Witnesses
from povgraph.checks.wordings import Wordings
from povgraph.mentions.units import COUNTED
from povgraph.model import Finding

#: By how many powers of ten a lost or added word shifts a figure.
_SLIPS = {4: "万", 8: "亿"}
#: The digits and the orders of magnitude of the figures of each kind.
_Sizes = dict[object, list[tuple[str, int]]]


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip: what is to be said of it, and the statements that it spoils."""

    finding: Finding
    spoilt: frozenset[str]


def find_slips(figures: Iterable[Figure], wordings: Wordings, witnesses: Witnesses) -> Iterator[Slip]:
    """Yield a slip for each pair of values of one figure that a lost 万 or 亿 explains, with what was meant."""
    known = [figure for figure in figures if figure.indicator != "other"]
    sizes = _sizes(known)
    for group in groups((figure, _digits_key(figure)) for figure in known):
        if _pair(figure.value.adjusted() for figure in group) is None:
            continue
        for same in groups((item, item.wording.key) for item in worded(group, wordings)):
            for one_time in _periods(independent(same)):
                yield from _slip(one_time, sizes, witnesses)


def _digits(figure: Figure) -> str:
    return "".join(map(str, figure.value.as_tuple().digits)).strip("0")


def _digits_key(figure: Figure) -> object:
    digits = _digits(figure)
    if len(digits) < 2 or figure.bound != "eq":
        return None
    return (*_kind(figure), figure.status, digits, figure.value > 0)


def _kind(figure: Figure) -> tuple[str | None, ...]:
    return figure.about, figure.indicator, figure.kind, figure.unit, figure.per


def _sizes(figures: Iterable[Figure]) -> _Sizes:
    """List, for each kind of figure of a place, the digits and the orders of magnitude that it has."""
    found: _Sizes = {}
    for figure in figures:
        if figure.value:
            found.setdefault(_kind(figure), []).append((_digits(figure), figure.value.adjusted()))
    return found


def _pair(sizes: Iterable[int]) -> tuple[int, int] | None:
    """Find two orders of magnitude that are a slip apart."""
    known = sorted(set(sizes))
    return next(((low, low + slip) for low in known for slip in _SLIPS if low + slip in known), None)


def _periods(items: Sequence[Worded]) -> list[list[Worded]]:
    """Part figures by time; an undated one goes with the others where these have one time only."""
    dated = {item.figure.period for item in items} - {None}
    if len(dated) <= 1:
        return [list(items)]
    return groups((item, item.figure.period) for item in items)


def _slip(items: Sequence[Worded], sizes: _Sizes, witnesses: Witnesses) -> Iterator[Slip]:
    pair = _pair(item.figure.value.adjusted() for item in items)
    if pair is None:
        return
    first = items[0].figure
    others = [size for digits, size in sizes[_kind(first)] if digits != _digits(first)]
    usual = round(median(others)) if others else None
    camps = [[item for item in items if item.figure.value.adjusted() == size] for size in pair]
    sides = [_sized(camp, 0 if usual is None else -abs(size - usual)) for camp, size in zip(camps, pair, strict=True)]
    finding, better = told_apart("scale-slip", sides, first, witnesses), better_side(sides, witnesses)
    power = pair[1] - pair[0]
    zh = f"数字相同而相差 10 的 {power} 次方，疑为“{_SLIPS[power]}”字之误。"
    en = f"The digits are the same, but 10^{power} times as large: a {_SLIPS[power]} was lost or added."
    message_zh, message_en = finding.message_zh + zh, f"{finding.message_en} {en}"
    wrong = {claim.statement for side in sides if side is not better for claim in side.claims}
    repair = better.zh if better else None
    yield Slip(replace(finding, message_zh=message_zh, message_en=message_en, repair=repair), frozenset(wrong))


def _sized(camp: Sequence[Worded], fit: int) -> Side:
    """Name a side, and say how well its size fits the other figures; half a person fits nothing.

    Of figures with the same digits none is more precise than the other.
    """
    figure, side = camp[0].figure, side_of(camp)
    broken = figure.unit in COUNTED and figure.per is None and figure.value != figure.value.to_integral()
    claims = tuple(replace(claim, step=None) for claim in side.claims)
    return replace(side, claims=claims, fit=-99 if broken else fit)

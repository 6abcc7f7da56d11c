"""Figures made comparable: worded, with what rounding leaves open, grouped by key, named as sides of a conflict."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TypeVar

from povgraph.checks.figures import Figure
from povgraph.checks.support import Claim, Side, find_conflict
from povgraph.checks.witnesses import Witnesses
from povgraph.checks.wordings import Wording, Wordings, says_any
from povgraph.mentions.units import COUNTED
from povgraph.model import Finding
from povgraph.resources import lexicon
from povgraph.vocabulary import concepts

_FAR = Decimal("Infinity")
#: What the rounding of newspapers leaves open where only an end is given: 超过3万 of 29800.
_SLACK = Decimal("0.02")

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Worded:
    """A figure with its wording, what it leaves open once rounding is allowed for, and its clause as printed."""

    figure: Figure
    wording: Wording
    low: Decimal
    high: Decimal
    quote: str


def groups(keyed: Iterable[tuple[_Item, object]]) -> list[list[_Item]]:
    """Group by key, in the order of the first of each; what has no key, or is alone, is left out."""
    found: dict[object, list[_Item]] = {}
    for item, key in keyed:
        if key is not None:
            found.setdefault(key, []).append(item)
    return [group for group in found.values() if len(group) > 1]


def worded(group: Iterable[Figure], wordings: Wordings) -> list[Worded]:
    """Give the figures that can be compared: found in their quote, not planned by its words, undated but of now."""
    found = []
    for figure in group:
        wording = wordings.of(figure)
        if wording is None or (figure.status == "actual" and says_any(wording.unnamed, "plans")):
            continue
        if figure.period is None and says_any(wording.sentence, "changes"):
            continue
        low, high = _range(figure, wording.step)
        found.append(Worded(figure, wording, low, high, wordings.printed(figure, wording)))
    return found


def _range(figure: Figure, step: Decimal) -> tuple[Decimal, Decimal]:
    """Give what a figure leaves open; 7.8万 may be rounded from 77,500 or cut off from 78,999."""
    if figure.bound == "eq":
        ends = (figure.value - step / 2, figure.value + step)
        return ends if figure.value >= 0 else (figure.value - step, figure.value + step / 2)
    slack = abs(figure.value) * _SLACK
    low = -_FAR if figure.low is None else figure.low - slack
    return low, _FAR if figure.high is None else figure.high + slack


def independent(items: Iterable[Worded]) -> list[Worded]:
    """Drop what one sentence sets side by side: 由3000人减少到500人, or a row of parts."""
    sentences: dict[tuple[str, int], list[Worded]] = {}
    for item in items:
        sentences.setdefault((item.figure.report, item.wording.at), []).append(item)
    return [item for row in sentences.values() if len(camps_of(row)) == 1 for item in row]


def camps_of(items: Iterable[Worded]) -> list[list[Worded]]:
    """Put together the figures that can all be true, in one sweep; in each camp the most precise comes first."""
    camps: list[list[Worded]] = []
    common = -_FAR
    for item in sorted(items, key=lambda item: (item.high, -item.low)):
        if camps and item.low <= common:
            camps[-1].append(item)
        else:
            camps.append([item])
            common = item.high
    return [sorted(camp, key=lambda item: (item.high - item.low, item.figure.value)) for camp in camps]


def told_apart(check: str, sides: Sequence[Side], figure: Figure, witnesses: Witnesses) -> Finding:
    """Make a finding of sides that state one figure, which names the sides' place, time and indicator."""
    indicator = next(concept for concept in concepts()["indicator"] if concept.notation == figure.indicator)
    kind = "" if figure.kind == "level" else _label("observation-kind", figure.kind)[0]
    first, _, last = (figure.period or "").partition("/")
    period = first if first == last else figure.period
    zh = f"{figure.name}{f'（{period}）' if period else ''}的{indicator.zh}{kind}"
    en = f"{indicator.en} of {figure.name}" + (f" ({period})" if period else "")
    return find_conflict(check, zh, en[0].upper() + en[1:], sides, witnesses)


def side_of(camp: Sequence[Worded]) -> Side:
    """Name a side by its most precise figure. In English the indicator says what is counted."""
    figure = camp[0].figure
    number = f"{figure.value.normalize():,f}"
    zh, en = (_with_unit(number, figure.unit, language) for language in ("zh", "en"))
    bound = ("", "") if figure.bound == "eq" else _label("bound", figure.bound)
    en = number if figure.unit in COUNTED else en
    return Side(f"{bound[0]}{zh}", f"{bound[1]} {en}".strip(), tuple(map(_claim, camp)))


def _with_unit(number: str, unit: str, language: str) -> str:
    sign: str | None = lexicon("arithmetic")["signs"][language].get(unit)
    return f"{number}{sign}" if sign else f"{number} {_label('unit', unit)[language == 'en']}"


def _claim(item: Worded) -> Claim:
    figure = item.figure
    step = item.wording.step if figure.bound == "eq" else item.high - item.low
    return Claim(figure.iri, figure.report, item.quote, figure.start or 0, step, figure.last)


@cache
def _label(scheme: str, notation: str) -> tuple[str, str]:
    return next((c.zh, c.en) for c in concepts()[scheme] if c.notation == notation)

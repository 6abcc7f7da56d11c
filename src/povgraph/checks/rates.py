"""Check means and prices against totals: per household, per mu, persons to a household, one amount in two units."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from povgraph.checks.changes import has
from povgraph.checks.figures import Figure
from povgraph.checks.intervals import Interval
from povgraph.checks.neighbours import Passage, Placed
from povgraph.checks.portions import at_one_time, only, total
from povgraph.checks.readings import read_printed
from povgraph.checks.sums import Sum, check_range, check_sum
from povgraph.mentions.patterns import alternation
from povgraph.resources import lexicon
from povgraph.vocabulary import concepts, iri

_PERSON = iri("person", "")
_COMMAS = "，,；; "


def check_rates(passage: Passage) -> Iterator[Sum]:
    """Check the means, prices, households, budgets and double units of a sentence."""
    for index, placed in enumerate(passage.here, len(passage.before)):
        near = passage.all[:index]
        if placed.figure.kind != "level" and not placed.figure.per:
            continue
        yield from _mean(placed, passage.all)
        yield from _sale(placed, near)
        yield from _budget(placed, passage.earlier + passage.here)
        yield from _price(placed, near)
        if near and near[-1].sentence == placed.sentence:
            yield from _persons(near[-1].figure, placed)
            yield from _two_units(near[-1].figure, placed)


def quotient(each: int) -> Callable[[Sequence[Interval]], Interval]:
    """Make the formula of a total over a count, of which ``each`` make one base unit."""
    return lambda values: values[0] / (values[1] * Interval.point(each))


def _mean(placed: Placed, all_: Sequence[Placed]) -> Iterator[Sum]:
    """Check total ÷ count = mean, where one total of the same indicator and one count stand near."""
    said, counts = placed.figure, lexicon("arithmetic")["per"].get(placed.figure.per)
    if counts is None or has(placed, "extreme"):
        return
    near = [one for one in all_ if one is not placed and one.figure.per is None and _together(one.figure, said)]
    totals = _totals(near, placed)
    if len(totals) != 1 or totals[0].kind != said.kind:
        return
    counted = [one for one in near if one.figure.unit == counts["unit"] and one.figure.kind == "level"]
    numbers = _nearest([one for one in counted if one.figure != totals[0]], placed)
    sums = [check_sum("per-unit", (totals[0], one), said, quotient(counts["each"])) for one in numbers]
    holding = [one for one in sums if one.verdict in {"consistent", "rounding"}]
    if holding or len(sums) == 1:
        found = (holding or sums)[0]
        sure = holding or _is_shared(found, placed, all_)
        yield found if sure else replace(found, verdict="unchecked", repair=None)


def _totals(near: Sequence[Placed], placed: Placed) -> list[Figure]:
    """Give what a mean may be one of: the same indicator, or, for 户均3公顷, what stands before it in its sentence."""
    said = placed.figure
    if said.indicator not in lexicon("arithmetic")["unnamed"]:
        same = [one for one in near if (one.figure.indicator, one.figure.unit) == (said.indicator, said.unit)]
        return _nearest(same, placed)
    before = [one for one in near if one.sentence == placed.sentence and (one.figure.end or 0) < (said.end or 0)]
    return [one.figure for one in before if one.figure.unit == said.unit] if _names_nothing(placed) else []


def _names_nothing(placed: Placed) -> bool:
    """Tell whether a mean stands right behind its 户均 or 每户."""
    reading = read_printed(placed.figure)
    before = placed.own.rpartition(reading.text)[0] if reading else ""
    return before.rstrip(lexicon("arithmetic")["mean_chars"]).endswith(tuple(lexicon("arithmetic")["words"]["per"]))


def _nearest(found: Sequence[Placed], placed: Placed) -> list[Figure]:
    """Keep those of the same sentence, where there are any."""
    same = [one.figure for one in found if one.sentence == placed.sentence]
    return same or [one.figure for one in found]


def _is_shared(found: Sum, placed: Placed, all_: Sequence[Placed]) -> bool:
    """Tell whether a mean is surely that of the total; 户均3万元, which names nothing, may be any income."""
    whole, count = found.figures
    if placed.figure.indicator in lexicon("arithmetic")["unnamed"]:
        return placed.figure.unit != "yuan" and count.indicator in lexicon("arithmetic")["everyone"]
    return _is_divided(whole, count, placed.figure) or _is_summed(found, placed, all_)


def _is_divided(whole: Figure, count: Figure, mean: Figure) -> bool:
    """Tell whether a total is surely shared among those counted: they are all there are, or come between the two."""
    if count.indicator in lexicon("arithmetic")["everyone"] or count.unit == "hectare":
        return True
    return (whole.end or 0) < (count.end or 0) < (mean.end or 0)


def _is_summed(found: Sum, placed: Placed, all_: Sequence[Placed]) -> bool:
    """Tell whether a count, a mean and a total follow each other, the total with 共: 800户，每户3万元，共2400万元."""
    whole, count = found.figures
    order = (count.end or 0) < (placed.figure.end or 0) < (whole.end or 0)
    last = next((one for one in all_ if one.figure is whole), None)
    if not order or last is None or last.sentence != placed.sentence:
        return False
    return last.own.lstrip(_COMMAS).startswith(tuple(lexicon("arithmetic")["words"]["together"]))


def _together(one: Figure, other: Figure) -> bool:
    """Tell whether two figures are said of the same thing, in one way, and at no two times."""
    return (one.about, one.status) == (other.about, other.status) and at_one_time(one, other)


def _persons(before: Figure, placed: Placed) -> Iterator[Sum]:
    """Check 92户198人: from one to eight persons to a household, where the two numbers stand side by side."""
    rule, said = lexicon("arithmetic")["households"], placed.figure
    if rule["pairs"].get(before.indicator) != said.indicator or (before.unit, said.unit) != ("household", "person"):
        return
    between = _named(said.indicator).sub("", _between(before, placed))  # 贫困户92户、贫困人口198人
    if before.per or said.per or not _together(before, said) or set(between) - set(rule["between"]):
        return
    yield check_range("persons", (before, said), lambda values: values[1] / values[0], rule["low"], rule["high"])


@cache
def _named(indicator: str) -> re.Pattern[str]:
    """Compile the words of an indicator."""
    return re.compile(
        alternation(word for one in concepts()["indicator"] if one.notation == indicator for word in one.words)
    )


def _between(before: Figure, placed: Placed) -> str:
    """Give what stands between two numbers, whether or not the quote of the second begins before the first."""
    first, second = read_printed(before), read_printed(placed.figure)
    if first is None or second is None:
        return "?"
    text = placed.own.partition(second.text)[0]
    _, found, rest = text.rpartition(first.text)
    if not found:
        return text
    unit = max((word for word in first.unit.words if rest.startswith(word)), key=len, default="")
    return rest.removeprefix(unit)


def _two_units(before: Figure, placed: Placed) -> Iterator[Sum]:
    """Check 1.5万亩（1000公顷）: one amount, printed in two units that share a base unit."""
    said = placed.figure
    if (before.indicator, before.unit, before.kind, before.per) != (said.indicator, said.unit, said.kind, said.per):
        return
    one, other = read_printed(before), read_printed(said)
    if one is None or other is None or one.unit == other.unit or not _together(before, said):
        return
    before_number = placed.own.partition(other.text)[0].lstrip()
    if said.unit not in {"percent", "person"} and before_number in lexicon("arithmetic")["words"]["same"]:
        yield check_sum("units", (before,), said, only)


def _sale(placed: Placed, near: Sequence[Placed]) -> Iterator[Sum]:
    """Check quantity × price = sales; the price says in its own stretch of text for what unit it is."""
    rule, said = lexicon("arithmetic")["sales"], placed.figure
    if said.indicator != rule["total"] or said.kind != "level" or said.per:
        return
    prices = [one for one in near if one.figure.indicator == rule["price"] and not has(one, "extreme")]
    amounts = [one.figure for one in near if one.figure.indicator == rule["quantity"] and one.figure.per is None]
    if len(prices) != 1 or len(amounts) != 1 or prices[0].figure.kind != "level":
        return
    unit = next((many for word, many in rule["units"].items() if word in prices[0].own), None)
    if unit is not None:
        each = Interval.point(unit)
        figures = (amounts[0], prices[0].figure)
        yield check_sum("sales", figures, said, lambda values: values[0] * each * values[1])


def _price(placed: Placed, near: Sequence[Placed]) -> Iterator[Sum]:
    """Check what a mu comes to where a sum is paid for land: within what land costs anywhere."""
    rule, said = lexicon("arithmetic")["price"], placed.figure
    if said.indicator != rule["paid"] or said.per or not near or near[-1].sentence + 1 < placed.sentence:
        return
    area = near[-1].figure
    if area.indicator in rule["for"] and area.unit == rule["unit"] and not area.per and _together(area, said):
        yield check_range("price", (said, area), quotient(rule["each"]), rule["low"], rule["high"])


def _budget(placed: Placed, near: Sequence[Placed]) -> Iterator[Sum]:
    """Check what a household lives on in a year against wages, rent and dividends named right before."""
    rule, said = lexicon("arithmetic")["budget"], placed.figure
    if said.indicator != rule["total"] or said.per not in {"year", None} or said.bound in {"ge", "le"}:
        return
    parts: list[Figure] = []
    after = said.start or 0
    for one in reversed(near[: near.index(placed)]):
        if after - (one.figure.end or 0) > rule["reach"] or not one.figure.about.startswith(_PERSON):
            break
        earned = one.figure.indicator in rule["parts"] and one.figure.per in {"month", "year", None}
        if earned and not (one.figure.last and said.last and one.figure.last != said.last):
            parts.insert(0, one.figure)
        after = one.figure.start or 0
    if len(parts) > 1:
        months = [12 if part.per == "month" else 1 for part in parts]
        yield check_sum("budget", parts, said, lambda values: _year(values, months), times=months)


def _year(values: Sequence[Interval], months: Sequence[int]) -> Interval:
    return total([value * Interval.point(many) for value, many in zip(values, months, strict=True)])

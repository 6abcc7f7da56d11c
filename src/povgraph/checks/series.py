"""Check figures that stand apart, by their dates: growth between years, places within a place, a rate and its whole."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Protocol

from povgraph.checks.changes import alike, growth
from povgraph.checks.figures import Figure
from povgraph.checks.intervals import Interval
from povgraph.checks.portions import total
from povgraph.checks.readings import printed
from povgraph.checks.sums import Sum, check_sum
from povgraph.resources import lexicon

_HUNDRED = Interval.point(100)
_DAY = 10  # the length of a date that names the day
#: Places lie no deeper than this within each other.
_DEPTH = 8


class Parents(Protocol):
    """For each place the one in which it lies."""

    def get(self, place: str, /) -> str | None:
        """Give the place around a place, None where none is known or more than one."""
        ...


_Groups = dict[tuple[Any, ...], list[Figure]]


def check_series(figures: Sequence[Figure], parents: Mapping[str, str]) -> Iterator[Sum]:
    """Check what the dates of figures connect, within a report and across reports.

    Args:
        figures: All figures; those without a date are left out.
        parents: For each place, the place that it lies in.
    """
    yield from check_subjects(figures)
    yield from check_places([figure for figure in figures if is_counted(figure)], parents)


def check_subjects(figures: Sequence[Figure]) -> Iterator[Sum]:
    """Check what the dates of figures about one and the same thing connect."""
    levels = [figure for figure in figures if _is_dated_level(figure)]
    yield from _growths(figures, _group(levels, "about", "indicator", "status", "last"))
    yield from _rates(figures)


def _is_dated_level(figure: Figure) -> bool:
    return figure.kind == "level" and bool(figure.period) and figure.bound != "le"


def is_counted(figure: Figure) -> bool:
    """Tell whether a figure may be added up with those of other places."""
    additive = figure.indicator in lexicon("arithmetic")["additive"]
    return additive and _is_dated_level(figure) and figure.per is None and figure.status == "actual"


def _group(figures: Iterable[Figure], *names: str) -> _Groups:
    groups: _Groups = {}
    for figure in figures:
        groups.setdefault(tuple(getattr(figure, name) for name in names), []).append(figure)
    return groups


def _growths(figures: Iterable[Figure], levels: _Groups) -> Iterator[Sum]:
    """Check a growth between two days against the states on these days: 2015-12-31/2018-12-31."""
    for said in figures:
        first, slash, last = (said.period or "").partition("/")
        if said.kind != "growth" or not slash or len(first) != _DAY or len(last) != _DAY or first >= last:
            continue
        on_days = (levels.get((said.about, said.indicator, said.status, day), []) for day in (first, last))
        before, after = (_agreed([one for one in found if not one.first]) for found in on_days)
        if before and after and alike(before, after):
            yield check_sum("growth-dated", (before, after), said, growth)


def _agreed(figures: Sequence[Figure]) -> Figure | None:
    """Give the first of several figures that say the same; where they do not, none can be taken for right."""
    if not figures:
        return None
    first, interval = figures[0], printed(figures[0])
    same = all((one.unit, one.per) == (first.unit, first.per) and printed(one).meets(interval) for one in figures)
    return first if same else None


def check_places(counted: Iterable[Figure], parents: Parents) -> Iterator[Sum]:
    """Check what a place counts against the places within it at the same time.

    Args:
        counted: The figures that ``is_counted`` chooses; only those of one indicator, unit and time are compared.
        parents: For each place, the place that it lies in.
    """
    for group in _group(counted, "indicator", "unit", "period").values():
        by_place = {place: ones for (place,), ones in _group(group, "about").items()}
        within: dict[str, list[Figure]] = {}
        for place in by_place if len(by_place) > 1 else ():
            whole = _nearest(place, by_place, parents)
            part = _agreed(by_place[place])
            if whole is not None and part is not None:
                within.setdefault(whole, []).append(part)
        for place, parts in within.items():
            whole_figure = _agreed(by_place[place])
            found = check_sum("places", parts, whole_figure, total, limit="subset") if whole_figure else None
            if found and (len(parts) > 1 or found.verdict == "inconsistent"):
                yield found


def _nearest(place: str, known: Mapping[str, object], parents: Parents) -> str | None:
    """Find the nearest place around a place that has a figure, too."""
    for _ in range(_DEPTH):
        parent = parents.get(place)
        if parent is None or parent in known:
            return parent
        place = parent
    return None


def _rates(figures: Iterable[Figure]) -> Iterator[Sum]:
    """Check the whole that a part and a rate imply: against the whole that is stated, and over time."""
    for rule in lexicon("arithmetic")["rates"]:
        wanted = {rule["rate"], rule["part"], rule["whole"]}
        chosen = [one for one in figures if one.indicator in wanted and one.kind == "level" and one.status == "actual"]
        for group in _group(chosen, "report", "about").values():
            yield from _of_place(group, rule)


def _of_place(group: Sequence[Figure], rule: Mapping[str, str]) -> Iterator[Sum]:
    wholes = [one for one in group if one.indicator == rule["whole"]]
    implied: list[tuple[Figure, Figure]] = []
    for figures in _group((one for one in group if one.period), "period").values():
        part, rate = (_agreed([one for one in figures if one.indicator == rule[name]]) for name in ("part", "rate"))
        if part and rate and rate.unit == "percent":
            implied.append((part, rate))
    whole = _agreed(wholes)
    for part, rate in implied:
        if whole is not None:
            near = _side_by_side(part, rate)
            rural = near and _side_by_side(whole, part) and _is_rural(whole)
            name, limit = ("rate-rural", "") if rural else ("rate", "at most")
            yield _if_near(check_sum(name, (part, rate), whole, of_rate, limit=limit), near)
    for (part, rate), (later_part, later_rate) in pairwise(implied):
        near = _side_by_side(part, rate) and _side_by_side(later_part, later_rate)
        yield _if_near(check_sum("whole", (part, rate, later_rate), later_part, _expected), near)


def _is_rural(place: Figure) -> bool:
    return place.name.endswith(tuple(lexicon("arithmetic")["rural"]))


def _if_near(found: Sum, near: bool) -> Sum:
    """Call a sum wrong only where its part and its rate stand side by side, so that they are of one time and thing."""
    return replace(found, verdict="unchecked", repair=None) if found.verdict == "inconsistent" and not near else found


def of_rate(values: Sequence[Interval]) -> Interval:
    """Part over rate: the whole."""
    return values[0] / values[1] * _HUNDRED


def _expected(values: Sequence[Interval]) -> Interval:
    """Give the part that a later rate makes of the whole that an earlier part and rate imply."""
    return values[0] / values[1] * values[2]


def _side_by_side(one: Figure, other: Figure) -> bool:
    """Tell whether two figures stand so close that the text has one from the other."""
    ends = sorted([(one.start or 0, one.end or 0), (other.start or 0, other.end or 0)])
    reach: int = lexicon("arithmetic")["side_by_side"]
    return one.report == other.report and ends[1][0] - ends[0][1] <= reach

"""Find places that left the list of poor places twice: two dates that cannot both be that of one delisting."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from povgraph.checks.support import Claim, Side, find_conflict
from povgraph.checks.triples import subjects_of, value_of
from povgraph.checks.witnesses import Witnesses
from povgraph.checks.wordings import says_any
from povgraph.graph.tables import Quads
from povgraph.model import Finding
from povgraph.vocabulary import POV, concept_iri

#: The levels whose places leave the list once; of larger ones many places do, year by year.
_LEVELS = frozenset({"county", "township", "village"})
#: Up to this month of a year, what was reached in the year before is announced.
_ANNOUNCED_UNTIL = 7
_CLOSE = 31
_YEAR = 4


@dataclass(frozen=True, slots=True)
class _Delisting:
    """That a report dates a delisting: the time as written, its first and last day."""

    statement: str
    report: str
    period: str
    first: str
    last: str
    quote: str
    start: int

    @property
    def by_year(self) -> bool:
        """Whether only the year is told."""
        return len(self.period) == _YEAR or self.period == f"{self.first[:_YEAR]}/{self.last[:_YEAR]}"


def find_delistings(store: Quads, witnesses: Witnesses) -> Iterator[Finding]:
    """Yield a conflict for each place whose delisting has dates that cannot both be right."""
    for (place, _), events in _events(store, witnesses).items():
        sides = _sides(events)
        if len(sides) > 1:
            name = witnesses.labels.get(place, place)
            yield find_conflict(
                "delisting-conflict", f"{name}脱贫摘帽的时间", f"The delisting of {name}", sides, witnesses
            )


def _events(store: Quads, witnesses: Witnesses) -> dict[tuple[str, bool], list[_Delisting]]:
    """Gather the dated delistings by place, announcements by themselves; what lies ahead of its report is none."""
    periods, firsts, lasts = (value_of(store, path) for path in (POV.period, POV.from_, POV.to))
    wanted = concept_iri("outcome-kind", "delisting")
    found: dict[tuple[str, bool], list[_Delisting]] = {}
    for statement in subjects_of(store, POV.kind, wanted):
        place, report = witnesses.about.get(statement, ""), witnesses.reports.get(statement, "")
        period, first, last = (values.get(statement) for values in (periods, firsts, lasts))
        if period is None or first is None or last is None or witnesses.levels.get(place) not in _LEVELS:
            continue
        written, sentence = witnesses.days(report), witnesses.words(statement, report, place)
        if (written and first > written[1]) or says_any(sentence, "plans"):
            continue
        if witnesses.levels[place] != "village" and says_any(sentence, "village_exits"):
            continue
        quote, start = witnesses.quotes.get(statement, ("", None))
        event = _Delisting(statement, report, period, first, last, quote, start or 0)
        found.setdefault((place, says_any(sentence, "announcements")), []).append(event)
    return found


def _sides(events: Iterable[_Delisting]) -> list[Side]:
    """Put together the dates that can be one, the most exact first."""
    sides: list[list[_Delisting]] = []
    for event in sorted(events, key=lambda event: (_length(event), event.first, event.report)):
        near = next((side for side in sides if not _conflict(side[0], event)), None)
        if near is None:
            sides.append([event])
        else:
            near.append(event)
    return [_side(side) for side in sides]


def _side(events: list[_Delisting]) -> Side:
    claims = tuple(Claim(one.statement, one.report, one.quote, one.start, day=one.last) for one in events)
    return Side(events[0].period, events[0].period, claims)


def _conflict(one: _Delisting, other: _Delisting) -> bool:
    """Tell whether two dates of a delisting cannot both be right.

    What is reached by the end of a year is announced in the next: 2018年底 and 2019年4月 are one delisting.
    """
    earlier, later = sorted((one, other), key=lambda event: (event.last, event.first))
    if later.first <= earlier.last:
        return False
    next_year = int(later.first[:4]) == int(earlier.last[:4]) + 1
    if next_year and not later.by_year and int(later.first[5:7]) <= _ANNOUNCED_UNTIL:
        return not earlier.by_year and int(earlier.last[5:7]) <= _ANNOUNCED_UNTIL
    return (date.fromisoformat(later.first) - date.fromisoformat(earlier.last)).days > _CLOSE or next_year


def _length(event: _Delisting) -> int:
    return (date.fromisoformat(event.last) - date.fromisoformat(event.first)).days

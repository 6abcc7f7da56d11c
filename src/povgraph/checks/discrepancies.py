"""Find figures that contradict each other.

Figures are compared by their keys, so that the work grows with the figures and not with their pairs.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from povgraph.checks.comparables import Worded, camps_of, groups, independent, side_of, told_apart, worded
from povgraph.checks.figures import Figure
from povgraph.checks.witnesses import Witnesses
from povgraph.checks.wordings import Wordings, is_whole, says_any
from povgraph.model import Finding

_FAR = Decimal("Infinity")
_SHORTEST_SENTENCE = 10
_YEAR = 4


def find_discrepancies(figures: Iterable[Figure], wordings: Wordings, witnesses: Witnesses) -> Iterator[Finding]:
    """Yield a conflict for each figure that is stated with values that do not meet, in one report or several."""
    known = ((figure, _key(figure, witnesses)) for figure in figures if figure.indicator != "other")
    for group in groups(known):
        if _differ(group):
            for same in groups((item, _said(item)) for item in worded(group, wordings)):
                yield from _conflicts(independent(same), witnesses)


def _key(figure: Figure, witnesses: Witnesses) -> object:
    """Say what a figure is of and when; None for what cannot be compared.

    Reports written after the time that they speak of are compared with one another; those written before or in it,
    and those that give no time, only with reports of the same day, since the figure may change from one to the next.
    """
    written = witnesses.days(figure.report)
    if figure.period is not None and figure.last is None:
        return None
    if figure.last is not None and (written is None or written[1] >= figure.last):
        day = None
    elif written is None or written[0] != written[1]:
        return None
    else:
        day = written[1]
    kind = (figure.about, figure.indicator, figure.kind, figure.unit, figure.per, figure.status)
    return (*kind, figure.period, day)


def _differ(group: Sequence[Figure]) -> bool:
    """Tell whether two values of a group may lie apart, before anything is read."""
    lows = [-_FAR if figure.low is None else figure.low for figure in group]
    highs = [_FAR if figure.high is None else figure.high for figure in group]
    return max(lows) > min(highs)


def _said(item: Worded) -> object:
    """Give the words that must be the same: those left over of the clause, or of a part the whole sentence.

    Of a state that only its year dates, also whether it was reached in that year or held at some time in it.
    """
    figure, wording = item.figure, item.wording
    if not is_whole(figure.indicator):
        return wording.sentence if len(wording.sentence) > _SHORTEST_SENTENCE else None
    by_year = figure.first is None and len(figure.period or "") == _YEAR
    return (*wording.key, by_year and says_any(wording.unnamed, "reached"))


def _conflicts(items: Sequence[Worded], witnesses: Witnesses) -> Iterator[Finding]:
    if not items:
        return
    camps, first = camps_of(items), items[0].figure
    if first.period is None or not is_whole(first.indicator):
        camps = _between_reports(camps)
    if len(camps) > 1:
        yield told_apart("figure-conflict", [side_of(camp) for camp in camps], first, witnesses)


def _between_reports(camps: Sequence[Sequence[Worded]]) -> list[list[Worded]]:
    """Keep the reports that say one thing only."""
    said: dict[str, set[int]] = {}
    for at, camp in enumerate(camps):
        for item in camp:
            said.setdefault(item.figure.report, set()).add(at)
    kept = [[item for item in camp if len(said[item.figure.report]) == 1] for camp in camps]
    return [camp for camp in kept if camp]

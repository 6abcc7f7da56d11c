"""Check the sums of reports: every one that the figures let us make, and what comes out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from povgraph.checks.changes import check_changes, has, says_change
from povgraph.checks.figures import Figure
from povgraph.checks.neighbours import Passage, passages
from povgraph.checks.portions import check_portions
from povgraph.checks.rates import check_rates
from povgraph.checks.series import check_series, check_subjects
from povgraph.checks.sums import Sum, unchecked_claim
from povgraph.model import Finding
from povgraph.resources import lexicon

#: No figure of a report is larger, and no number has more digits before or behind its point.
_MAGNITUDE = 24
#: Of the same figures these are the same sum, found in the sentence or by dates and places.
_ONE_SUM = {"growth-dated": "growth", "places": "parts"}


def check_arithmetic(
    figures: Sequence[Figure],
    *,
    parents: Mapping[str, str] | None = None,
    texts: Mapping[str, str] | None = None,
) -> Iterator[Finding]:
    """Yield a warning for each sum that neither hedges nor rounding explain; arguments as for the table."""
    for found in arithmetic_table(figures, parents=parents, texts=texts):
        if found.verdict == "inconsistent":
            yield found.finding()


def arithmetic_table(
    figures: Sequence[Figure],
    *,
    parents: Mapping[str, str] | None = None,
    texts: Mapping[str, str] | None = None,
) -> list[Sum]:
    """List all sums of the reports in the order of the text, whether they hold or not.

    Figures are compared only where what they are of, their time, status and wording allow it; a change, a share or a
    part with which nothing could be compared is listed as unchecked.

    Args:
        figures: The figures of one report or of many.
        parents: For each place, the place that it lies in; without it, places are not added up.
        texts: The texts of reports by IRI, which tell sentences apart; without one, distances stand in.
    """
    sane = [figure for figure in figures if is_sane(figure)]
    found: dict[object, Sum] = {}
    claims: list[Figure] = []
    for passage in passages(sane, texts):
        _keep(found, _sums_of(passage))
        claims += _claims(passage)
    _keep(found, check_series(sane, parents or {}))
    checked = {figure.iri for one in found.values() for figure in one.involved}
    sums = [*found.values(), *(unchecked_claim(figure) for figure in claims if figure.iri not in checked)]
    return sorted(sums, key=lambda one: (one.report, one.claimed.start or 0, one.claimed.end or 0, one.relation))


def check_passages(figures: Iterable[Figure], texts: Mapping[str, str]) -> dict[object, Sum]:
    """Give the sums that figures make with those beside them, by what makes two sums one."""
    found: dict[object, Sum] = {}
    for passage in passages([figure for figure in figures if is_sane(figure)], texts):
        _keep(found, _sums_of(passage))
    return found


def check_topics(figures: Iterable[Figure], beside: Callable[[str], Mapping[object, Sum]]) -> Iterator[Sum]:
    """Yield the sums that figures about one thing make by their dates, in one report or across several.

    Args:
        figures: All figures about some things.
        beside: Gives the sums that the figures of a report make beside each other; what is among them is left out.
    """
    found: dict[object, Sum] = {}
    _keep(found, check_subjects([figure for figure in figures if is_sane(figure)]))
    for key, one in found.items():
        reports = {figure.report for figure in one.involved}
        if len(reports) > 1 or key not in beside(one.report):
            yield one


def _sums_of(passage: Passage) -> tuple[Sum, ...]:
    return (*check_changes(passage), *check_portions(passage), *check_rates(passage))


def is_sane(figure: Figure) -> bool:
    """Tell whether a figure is no larger, and no longer, than those of reports."""
    numbers = [number for number in (figure.value, figure.low, figure.high) if number]
    return all(number.is_finite() and abs(number.adjusted()) < _MAGNITUDE for number in numbers)


def _keep(found: dict[object, Sum], sums: Iterable[Sum]) -> None:
    for one in sums:
        relation = _ONE_SUM.get(one.relation, one.relation)
        found.setdefault((relation, frozenset(figure.iri for figure in one.involved)), one)


def _claims(passage: Passage) -> Iterator[Figure]:
    """Yield the figures that say something of others: a change, a share, a part."""
    gains = lexicon("arithmetic")["gains"]
    for placed in passage.here:
        if (
            (says_change(placed) and placed.figure.indicator not in gains)
            or placed.figure.indicator == "share"
            or has(placed, "part")
        ):
            yield placed.figure

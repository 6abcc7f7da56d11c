"""What an observation or an outcome says of a figure and a time, as pairs of predicate and object."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from povgraph.graph import terms as t
from povgraph.graph.dates import days, period
from povgraph.graph.lines import literal, ref
from povgraph.model import Observation
from povgraph.vocabulary import EDTF, XSD, concepts

Pair = tuple[str, str]

_DATE = f'"^^{ref(XSD.date)}'
_PERIOD = f'"^^{ref(EDTF)}'


def interval(row: Observation) -> tuple[Decimal | None, Decimal | None]:
    """Give the interval that a figure leaves open; None is an open end.

    The row's own ends win. Else the bound's factors say: ``approx`` is a tenth to either side, by convention. A bound
    is one of the magnitude, so that the interval of a negative figure is mirrored.

    >>> row = Observation(quote="近90%", about="吉林省", indicator="share", kind="growth", value=Decimal(-90),
    ...                   unit="percent", bound="approx")
    >>> interval(row)
    (Decimal('-99.0'), Decimal('-81.0'))
    """
    low, high = _factors().get(row.bound, (None, None))
    if row.value < 0:
        low, high = high, low
    return (
        row.low if row.low is not None or low is None else row.value * low,
        row.high if row.high is not None or high is None else row.value * high,
    )


@cache
def _factors() -> dict[str, tuple[Decimal | None, Decimal | None]]:
    def factor(text: str | None) -> Decimal | None:
        return None if text is None else Decimal(text)

    return {
        bound.notation: (factor(bound.extra.get("lowFactor")), factor(bound.extra.get("highFactor")))
        for bound in concepts()["bound"]
    }


def figure(row: Observation) -> Iterator[Pair]:
    """Say all of an observation but what it is about.

    Raises:
        StatementsError: a date is none.
    """
    yield t.INDICATOR, t.concept("indicator", row.indicator)
    yield t.KIND, t.concept("observation-kind", row.kind)
    yield t.UNIT, t.concept("unit", row.unit)
    yield t.BOUND, t.concept("bound", row.bound)
    yield t.STATUS, t.concept("status", row.status)
    if row.per is not None:
        yield t.PER, t.concept("per", row.per)
    yield t.VALUE, literal(row.value)
    for predicate, end in zip((t.LOW, t.HIGH), interval(row), strict=True):
        if end is not None:
            yield predicate, literal(end)
    yield from time(row.since, row.until)
    stated = period(row.since, row.until)
    if stated:
        yield t.PERIOD, f'"{stated}{_PERIOD}'


def moment(date: str) -> Iterator[Pair]:
    """Say when something happened that has one date, at whatever precision.

    Raises:
        StatementsError: the date is none.
    """
    yield from time(date, date)
    yield t.PERIOD, f'"{date}{_PERIOD}'


def time(since: str | None, until: str | None) -> Iterator[Pair]:
    """Say a time in days, and the year in which it ends.

    Raises:
        StatementsError: a date is none.
    """
    if since is not None:
        yield t.FROM, f'"{days(since)[0]}{_DATE}'
    if until is not None:
        yield t.TO, f'"{days(until)[1]}{_DATE}'
        yield t.YEAR, literal(int(until[:4]))

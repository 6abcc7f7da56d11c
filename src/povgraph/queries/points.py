"""Take the figures of a chart out of the rows of an answer, each with its interval, its status and its words."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import chain, count

from povgraph.queries.axes import Axes
from povgraph.queries.names import shorten
from povgraph.queries.resolving import Row, Term
from povgraph.queries.tables import fit, visible
from povgraph.queries.values import is_number, plain
from povgraph.vocabulary import concepts

_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", re.ASCII)  # 2018, 2018-12, 2018-12-31
_SCHEMES = {"indicator": "indicator", "unit": "unit", "kind": "observation-kind", "per": "per"}
_LONGEST = 40  # places of a name; Vega would cut a longer one itself, and fails where that splits a letter such as 𠮷
_PLAIN = "level"  # a figure as such, rather than a change of it, needs no word


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A figure to draw. ``low`` and ``high`` are those of its interval, None where it is open or there is none.

    ``bound`` is one of the concept scheme of that name: whether the text says the figure itself, something near it, or
    a limit of it. ``said`` is what a reader sees of it: all that the row says, with the quote.
    """

    by: str
    thing: str
    panel: str
    day: date | None
    value: float
    low: float | None
    high: float | None
    planned: bool
    bound: str
    said: str


def points_of(columns: Sequence[str], rows: Sequence[Row], axes: Axes, shown: int, language: str) -> list[Point]:
    """Give a point for each row that holds a figure; the first columns, so many as are ``shown``, say it in words."""
    found = (_point(dict(zip(columns, row, strict=True)), axes, columns[:shown], language) for row in rows)
    return _told_apart([point for point in found if point is not None])


def _told_apart(points: Sequence[Point]) -> list[Point]:
    """Give namesakes names of their own: with what they are, or else with a number."""
    things = list(dict.fromkeys((point.by, point.thing) for point in points))
    namesakes = Counter(by for by, _ in things)
    names: dict[tuple[str, str], str] = {}
    for by, thing in things:
        what = _short(thing)
        told = [by] if namesakes[by] == 1 else [f"{by} ({what})"] if what != by else []
        numbered = (f"{by} ({number})" for number in count(1))
        names[by, thing] = next(name for name in chain(told, numbered) if name not in names.values())
    return [replace(point, by=names[point.by, point.thing]) for point in points]


def _point(row: Mapping[str, Term | None], axes: Axes, shown: Sequence[str], language: str) -> Point | None:
    figure = row.get(axes.y or "")
    if not is_number(figure):
        return None
    value = float(plain(figure))
    low, high = (_number(row.get(name)) if axes.y == "value" else None for name in ("low", "high"))
    return Point(
        by=_short(plain(row.get(axes.by or ""))),
        thing=plain(row.get(axes.things or axes.by or "")),
        panel=_panel(row, axes, language),
        day=_day(row, axes.x),
        value=value,
        low=low,
        high=high,
        planned=axes.planned or plain(row.get("status")) == "planned",
        bound=_bound(plain(row.get("bound")), value, low, high) if axes.y == "value" else "eq",
        said="\n".join(f"{visible(name)}: {_shown(row[name])}" for name in shown if row[name] is not None),
    )


def _panel(row: Mapping[str, Term | None], axes: Axes, language: str) -> str:
    """Word what shares an axis: ``income, per person (yuan)``."""
    words = {name: _worded(name, row.get(name), language) for name in axes.panels}
    unit = words.pop("unit", "")
    label = axes.label_zh if language == "zh" else axes.label_en
    named = ", ".join(filter(None, (label, *words.values())))
    return f"{named} ({unit})" if named and unit else named or unit or axes.y or ""


def _number(term: Term | None) -> float | None:
    return float(plain(term)) if is_number(term) else None


def _bound(said: str, value: float, low: float | None, high: float | None) -> str:
    """Take the bound that a row says, or tell it from the interval."""
    if said:
        return said
    if low in (None, value) and high in (None, value):
        return "eq"
    if high is None:
        return "ge"
    return "le" if low is None else "approx"


def _day(row: Mapping[str, Term | None], name: str | None) -> date | None:
    """Give the day that a row is drawn at; a year or a month stands for its last day, as povgraph's ``to`` does."""
    found = _DAY.fullmatch(plain(row.get(name or "")))
    if not found:
        return None
    year, month, day = int(found[1]), int(found[2] or 12), int(found[3] or 0)
    try:
        return date(year, month, day or _last_day(year, month))
    except ValueError:
        return None


def _last_day(year: int, month: int) -> int:
    return 31 if month == 12 else (date(year, month + 1, 1) - date(year, month, 1)).days


def _shown(term: Term | None) -> str:
    return visible(shorten(plain(term)))


def _short(text: str) -> str:
    return fit(visible(shorten(text)), _LONGEST).rstrip()


def _worded(column: str, term: Term | None, language: str) -> str:
    """Give the label of a concept that a column names by its notation."""
    notation = plain(term)
    return "" if notation == _PLAIN else worded(_SCHEMES.get(column, ""), notation, language)


@cache
def worded(scheme: str, notation: str, language: str) -> str:
    """Give the label of a concept, or its notation where the scheme does not have it.

    >>> worded("unit", "percent", "zh"), worded("unit", "nosuch", "en")
    ('百分比', 'nosuch')
    """
    for concept in concepts().get(scheme, ()):
        if concept.notation == notation:
            return concept.zh if language == "zh" else concept.en
    return _short(notation)

"""Describe a chart of figures in the grammar of Vega-Lite: lines over time, or bars.

Texts of the data are data to Vega-Lite, never expressions.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from povgraph.errors import QueryError
from povgraph.queries import marks
from povgraph.queries.axes import Axes
from povgraph.queries.points import Point, worded
from povgraph.queries.tables import visible

_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
_FONT = "Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, WenQuanYi Micro Hei, sans-serif"
_MOST_SERIES = 10  # from here on each thing has a panel of its own: nobody tells more colours apart
_MOST_PANELS = 60
_MOST_MARKS = 2000
_ACROSS = 3
_UNSEEN = {
    "en": ("{} of {} rows drawn", "{} without a number", "{} without a date", "; "),
    "zh": ("画出 {} 行，共 {} 行", "{} 行没有数字", "{} 行没有日期", "；"),
}


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: what Vega-Lite makes of it, and a note on the rows that it does not show."""

    spec: dict[str, Any]
    note: str = ""


def chart(points: Sequence[Point], axes: Axes, rows: int, title: str, language: str) -> Chart:
    """Describe the chart of figures.

    Args:
        points: The figures, in the order of the rows.
        axes: What they were taken from.
        rows: How many rows the answer has; that some are not drawn is said below the title.
        title: The question.
        language: ``zh`` or ``en``.

    Raises:
        QueryError: there is nothing to draw, or too much.
    """
    over_time = axes.kind == "lines" or (axes.kind is None and _is_over_time(points))
    drawn = [point for point in points if point.day] if over_time else list(points)
    if not drawn:
        raise QueryError(f"nothing to draw: {_lacking(axes, rows, len(points))}")
    if len(drawn) > _MOST_MARKS:
        raise QueryError(f"a chart of {len(drawn)} figures shows none; narrow the answer with --bind or --limit")
    several = over_time and len({point.by for point in drawn}) > _MOST_SERIES
    names = [point.by for point in drawn] if over_time else _names(drawn)
    data = [_datum(point, name, several, language) for point, name in zip(drawn, names, strict=True)]
    layers = marks.lines(data, [point.day for point in drawn if point.day], several) if over_time else marks.bars(data)
    note = _note(rows, len(points), len(drawn), language)
    return Chart(_spec(data, layers, title, note), note)


def _is_over_time(points: Sequence[Point]) -> bool:
    """Tell whether something has figures of two days."""
    days: dict[tuple[str, str], set[date]] = {}
    for point in points:
        if point.day:
            days.setdefault((point.panel, point.by), set()).add(point.day)
    return any(len(found) > 1 for found in days.values())


def _lacking(axes: Axes, rows: int, read: int) -> str:
    if not rows:
        return "the query gives no rows"
    if axes.y is None:
        return "no column holds figures; a query's header may name one: 'chart: {y: …}'"
    if read:
        return f"no row has a day or a year in the column {axes.x!r}"
    return f"no row has a number in the column {axes.y!r}"


def _note(rows: int, read: int, drawn: int, language: str) -> str:
    if rows == drawn:
        return ""
    all_of_them, unread, undated, stop = _UNSEEN[language]
    missing = [words.format(number) for words, number in ((unread, rows - read), (undated, read - drawn)) if number]
    return stop.join([all_of_them.format(drawn, rows), *missing])


def _datum(point: Point, name: str, several: bool, language: str) -> dict[str, Any]:
    """Give the fields of a mark; both ends of its interval, the figure itself standing for an open one."""
    return {
        **asdict(point),
        "by": name,
        "panel": f"{name}: {point.panel}" if several else point.panel,
        "day": point.day.isoformat() if point.day else None,
        "low": point.value if point.low is None else point.low,
        "high": point.value if point.high is None else point.high,
        "shape": worded("bound", point.bound, language),
        "status": worded("status", "planned" if point.planned else "actual", language),
    }


def _names(points: Sequence[Point]) -> list[str]:
    """Name each bar by what it is of, with the day or a number where several are of one thing."""
    names: list[str] = []
    taken: set[tuple[str, str]] = set()
    for point in points:
        several = sum((other.by, other.panel) == (point.by, point.panel) for other in points) > 1
        stem = f"{point.by} {point.day}" if several and point.day else point.by
        name = next(
            name
            for name in (stem, *(f"{stem} ({n})" for n in range(2, len(points) + 2)))
            if (point.panel, name) not in taken
        )
        taken.add((point.panel, name))
        names.append(name)
    return names


def _spec(data: list[dict[str, Any]], layers: dict[str, Any], title: str, note: str) -> dict[str, Any]:
    panels = list(dict.fromkeys(datum["panel"] for datum in data))
    if len(panels) > _MOST_PANELS:
        raise QueryError(f"a chart of {len(panels)} panels shows none; narrow the answer with --bind or --limit")
    width, height = (220, 160) if len(panels) > 1 else (520, 320)
    return {
        "$schema": _SCHEMA,
        "title": {"text": visible(title), "anchor": "start", "subtitle": note},
        "data": {"values": data},
        "facet": {"field": "panel", "type": "nominal", "sort": panels, "title": None},
        "columns": min(_ACROSS, len(panels)),
        "spec": {"width": width, "height": height, **layers},
        "resolve": {
            "scale": {"x": "shared" if "height" not in layers else "independent", "y": "independent"},
            "axis": {"x": "independent"},
        },
        "config": {
            "font": _FONT,
            "title": {"fontSize": 15},
            "view": {"stroke": "#ddd"},
            "background": "white",
            **{part: {"labelLimit": 0} for part in ("axis", "legend", "header")},  # names are short enough by now
        },
    }

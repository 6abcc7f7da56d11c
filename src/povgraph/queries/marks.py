"""The marks of a chart: planned figures hollow and dashed, intervals as strokes, shapes for what is not exact."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

Spec = dict[str, Any]
Datum = Mapping[str, Any]

#: The shape of a figure by its bound: a triangle points to where the figure may lie.
_SHAPES = {"eq": "circle", "approx": "diamond", "ge": "triangle-up", "le": "triangle-down"}
_DARK, _PALE, _GREY = "#1f4e79", "#9ebcda", "#444"
_MOST_TICKS = 12
_SAID = {"field": "said", "type": "nominal"}


def lines(data: Sequence[Datum], days: Sequence[date], one_colour: bool) -> Spec:
    """Draw figures over time, a line for each thing and status."""
    x: Spec = {"field": "day", "type": "temporal", "title": None, "axis": _days_axis(sorted(set(days)))}
    x["scale"] = {"type": "utc", "padding": 20}
    y = {"field": "value", "type": "quantitative", "title": None}
    legend = {"symbolType": "stroke", "symbolOpacity": 1, "symbolStrokeWidth": 3}
    named = {"field": "by", "type": "nominal", "title": None, "scale": {"scheme": "category10"}, "legend": legend}
    colour = {"value": _DARK} if one_colour else named
    dashes = _by_status(data, [1, 0], [4, 3], {"symbolType": "stroke", "symbolStrokeColor": _GREY})
    line = {
        "mark": {"type": "line", "strokeWidth": 1.5},
        "encoding": {"x": x, "y": y, "color": colour, "strokeDash": dashes, "detail": {"field": "by"}},
    }
    interval = {
        "mark": {"type": "rule", "strokeWidth": 4, "opacity": 0.35},
        "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}, "color": colour},
    }
    marks = {"x": x, "y": y, "color": colour, "shape": _shapes(data), "description": _SAID}
    mark = {"type": "point", "size": 45, "opacity": 1, "strokeWidth": 1.5}
    reported = {"transform": [{"filter": "!datum.planned"}], "mark": {**mark, "filled": True}, "encoding": marks}
    planned = {"transform": [{"filter": "datum.planned"}], "mark": {**mark, "fill": "white"}, "encoding": marks}
    return {"layer": [line, interval, reported, planned]}


def bars(data: Sequence[Datum]) -> Spec:
    """Draw a bar for each figure, in the order of the rows."""
    y = {"field": "by", "type": "nominal", "sort": None, "title": None}
    x = {"field": "value", "type": "quantitative", "title": None, "axis": {"tickCount": 4, "labelOverlap": "greedy"}}
    looks = {"fill": (_PALE, "white"), "stroke": (_DARK, _DARK), "strokeDash": ([1, 0], [4, 3])}
    by_status = {name: _by_status(data, *values, {"symbolType": "square"}) for name, values in looks.items()}
    places = {"x": {**x, "stack": None}, "y": y, "description": _SAID}
    bar = {
        "mark": {"type": "bar", "height": {"band": 0.7}, "strokeWidth": 1},
        "encoding": {**places, **by_status},
    }
    interval = {
        "mark": {"type": "rule", "strokeWidth": 2, "color": _DARK},
        "encoding": {"x": {**x, "field": "low"}, "x2": {"field": "high"}, "y": y},
    }
    inexact = {
        "transform": [{"filter": "datum.bound !== 'eq'"}],
        "mark": {"type": "point", "size": 45, "opacity": 1, "filled": True, "color": _DARK},
        "encoding": {**places, "shape": _shapes([datum for datum in data if datum["bound"] != "eq"])},
    }
    layers = [bar, interval, inexact] if any(datum["bound"] != "eq" for datum in data) else [bar]
    return {"layer": layers, "height": {"step": 20}}


def _days_axis(days: Sequence[date]) -> Spec:
    """Label the days that the figures are of, not days that a scale would choose; ends of years as years."""
    if all((day.month, day.day) == (12, 31) for day in days):
        form = "%Y"
    else:
        form = "%Y-%m" if len({(day.year, day.month) for day in days}) == len(days) else "%Y-%m-%d"
    values = [{"year": day.year, "month": day.month, "date": day.day, "utc": True} for day in days]
    every = -(-len(values) // _MOST_TICKS)
    return {"format": form, "values": values[::every], "labelOverlap": "greedy", "grid": False}


def _by_status(data: Sequence[Datum], reported: object, planned: object, legend: Spec) -> Spec:
    """Tell planned figures from reported ones; a legend only where there are planned ones."""
    found = {datum["status"]: datum["planned"] for datum in data}
    scale = {"domain": list(found), "range": [planned if later else reported for later in found.values()]}
    shown = legend if any(found.values()) else None
    return {"field": "status", "type": "nominal", "title": None, "scale": scale, "legend": shown}


def _shapes(data: Sequence[Datum]) -> Spec:
    shapes = {datum["shape"]: _SHAPES.get(datum["bound"], "square") for datum in data}
    legend = {"symbolFillColor": _GREY, "symbolStrokeColor": _GREY} if set(shapes.values()) != {"circle"} else None
    scale = {"domain": list(shapes), "range": list(shapes.values())}
    return {"field": "shape", "type": "nominal", "title": None, "scale": scale, "legend": legend}

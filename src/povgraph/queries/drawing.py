"""Draw the chart of an answer into an SVG, PNG or HTML file; needs the extra ``charts``. Nothing in it is run."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from povgraph.errors import QueryError, nearest
from povgraph.extras import need
from povgraph.queries.answers import Table
from povgraph.queries.axes import find_axes
from povgraph.queries.charts import Chart, chart
from povgraph.queries.pages import PAGE_END, page_start, write_rows
from povgraph.queries.points import points_of
from povgraph.queries.saving import replacing
from povgraph.queries.stored import StoredQuery
from povgraph.queries.values import numeric_columns

_SVG = "http://www.w3.org/2000/svg"
_ENDINGS = (".svg", ".png", ".html")
_SCALE = 2.0
_GLYPH = f'<svg xmlns="{_SVG}" width="40" height="40"><text y="30" font-family="sans-serif">%s</text></svg>'


def check_chart(path: Path) -> None:
    """Check that a chart can be drawn into such a file, before the query is run.

    Raises:
        QueryError: the file's ending names no format of charts.
        ResourceError: the extra ``charts`` is not installed.
    """
    ending = path.suffix.lower()
    if ending not in _ENDINGS:
        known = ", ".join(_ENDINGS)
        raise QueryError(f"{path}: a chart is written as one of {known}, not {ending!r}{nearest(ending, _ENDINGS)}")
    need("vl_convert", "charts")


def draw(table: Table, path: Path, query: StoredQuery, title: str, language: str) -> list[str]:
    """Draw an answer into a file, which is replaced once the new one is whole.

    Args:
        table: The answer; its rows are read more than once.
        path: The file, which ends in ``.svg``, ``.png`` or ``.html``.
        query: The query, whose header may name the columns of the chart.
        title: What is written above the chart.
        language: ``zh`` or ``en``.

    Returns:
        What the reader should know of it: rows that are not drawn, letters that cannot be.

    Raises:
        QueryError: there is nothing to draw, or the file cannot be written.
        ResourceError: the extra ``charts`` is not installed.
    """
    check_chart(path)
    rows = list(table.rows)
    numeric = [name for name, yes in zip(table.columns, numeric_columns(rows), strict=False) if yes]
    axes = find_axes(query.chart, table.columns, numeric, language)
    shown = len(query.columns) or len(table.columns)  # further ones were asked for by the chart alone
    points = points_of(table.columns, rows, axes, shown, language)
    made = chart(points, axes, len(rows), title, language)
    below = Table(table.columns[:shown], [row[:shown] for row in rows])
    with replacing(path) as stream:
        stream.write(_DRAWERS[path.suffix.lower()](made, below, title))
    notes = [f"{path}: {made.note}"] if made.note else []
    if path.suffix.lower() == ".png" and not _has_chinese():
        notes.append(f"{path}: no font with Chinese letters is installed here; install one, or take .svg or .html")
    return notes


def _vega(made: Chart, function: str, **options: Any) -> Any:
    library = need("vl_convert", "charts")
    try:
        return getattr(library, function)(made.spec, allowed_base_urls=[], **options)
    except ValueError as error:
        raise QueryError(f"the chart cannot be drawn: {' '.join(str(error).split())}") from error


def _svg(made: Chart, _: Table, __: str) -> bytes:
    """Draw the SVG; what a mark says shows when the pointer rests on it."""
    ElementTree.register_namespace("", _SVG)
    root = ElementTree.fromstring(_vega(made, "vegalite_to_svg"))
    for mark in root.iter():
        said = mark.get("aria-label")
        if said and mark.get("aria-roledescription") in ("point", "bar"):
            ElementTree.SubElement(mark, f"{{{_SVG}}}title").text = said
    return f"{ElementTree.tostring(root, encoding='unicode')}\n".encode()


def _png(made: Chart, _: Table, __: str) -> bytes:
    return bytes(_vega(made, "vegalite_to_png", scale=_SCALE))


def _html(made: Chart, table: Table, title: str) -> bytes:
    """Write a page with the chart and, under it, the rows that it was drawn from."""
    rows = io.StringIO()
    write_rows(table.columns, table.rows, rows)
    untitled = {**made.spec, "title": {**made.spec["title"], "text": ""}}  # the page has it
    drawn = _svg(Chart(untitled), table, title).decode()
    return f"{page_start(title)}{drawn}{rows.getvalue()}{PAGE_END}".encode()


def _has_chinese() -> bool:
    """Tell whether two different characters are drawn as two different pictures."""
    library = need("vl_convert", "charts")
    return bool(library.svg_to_png(_GLYPH % "贫") != library.svg_to_png(_GLYPH % "困"))


_DRAWERS: Mapping[str, Any] = {".svg": _svg, ".png": _png, ".html": _html}

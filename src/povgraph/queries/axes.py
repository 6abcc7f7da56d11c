"""Which columns of an answer a chart is drawn from: named in the query's header, or found by their usual names."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from povgraph.errors import nearest
from povgraph.queries.headers import Mapping, Reader

KINDS = ("lines", "bars", "none")
_KEYS = frozenset(("kind", "x", "y", "by", "things", "panels", "planned", "label", "label_zh"))
_TIMES = ("to", "time", "date", "year")
_THINGS = ("about", "name", "place", "report")
_MARKS = ("bound", "low", "high", "status")
_NO_FIGURES = ("low", "high", "line", "column", "start", "end")  # ends of intervals, places in a text
_PANELS = ("indicator", "kind", "unit", "per")


@dataclass(frozen=True, slots=True, kw_only=True)
class Axes:
    """The columns of a chart.

    ``kind`` is ``lines`` over time, ``bars``, or ``none`` where the figures are not for a chart; without it, lines are
    drawn where something has figures of two days. ``x`` holds days or years, ``y`` the figure, ``by`` the name of what
    it is said of. Many places share their name: ``things`` is a variable that tells them apart, and no line joins the
    figures of two. Figures that differ in ``panels`` never share an axis. ``marks`` are those of bound, low, high and
    status that the query has. The query need not show the variables of ``things``, ``panels`` and ``marks``.
    ``planned`` is true where all figures are plans. ``label_en`` and ``label_zh`` say what the figure is, where
    ``panels`` does not say it all.
    """

    kind: str | None = None
    x: str | None = None
    y: str | None = None
    by: str | None = None
    things: str | None = None
    panels: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    planned: bool = False
    label_en: str = ""
    label_zh: str = ""

    def hidden(self, columns: Sequence[str]) -> list[str]:
        """Name the variables that a chart needs and the columns do not show."""
        return [name for name in (self.things, *self.panels, *self.marks) if name and name not in columns]


def read_axes(mapping: Mapping, where: str, columns: Sequence[str], variables: Collection[str]) -> Axes:
    """Read the ``chart`` of a query's header.

    Raises:
        QueryError: it has a key or names a column that does not exist.
    """
    reader = Reader(mapping, where, _KEYS)
    named = {key: reader.text(key) for key in ("kind", "x", "y", "by", "things") if key in mapping}
    panels = reader.texts("panels")
    if named.get("kind", KINDS[0]) not in KINDS:
        raise reader.error("kind", f"the kind of a chart is one of {', '.join(KINDS)}, not {named['kind']!r}")
    for key in ("x", "y", "by"):
        if key in named and columns and named[key] not in columns:
            raise reader.error(key, f"the query has no column {named[key]!r}{nearest(named[key], columns)}")
    for key, name in (("things", named.get("things")), *(("panels", panel) for panel in panels)):
        if name and name not in variables:
            raise reader.error(key, f"the query has no variable {name!r}{nearest(name, variables)}")
    planned = reader.text("planned", "false")
    if planned not in ("true", "false"):
        raise reader.error("planned", f"'planned' is true or false, not {planned!r}")
    label_en, label_zh = reader.text("label", ""), reader.text("label_zh", "")
    marks = tuple(name for name in _MARKS if name in variables)
    return Axes(**named, panels=panels, marks=marks, planned=planned == "true", label_en=label_en, label_zh=label_zh)


def find_axes(given: Axes | None, columns: Sequence[str], numeric: Sequence[str], language: str = "zh") -> Axes:
    """Fill up what a header leaves open, from the names of the columns and from those that hold numbers only.

    >>> found = find_axes(None, ("about", "year", "value", "unit", "quote"), ("year", "value"))
    >>> found.x, found.y, found.by, found.panels
    ('year', 'value', 'about', ('unit',))
    """
    axes = given or Axes()
    x = axes.x or _first(_TIMES, columns)
    figures = [column for column in numeric if column not in (x, *_TIMES, *_NO_FIGURES)]
    y = axes.y or ("value" if "value" in columns else next(iter(figures), None))
    texts = [column for column in columns if column not in (x, y, *numeric)]
    by = axes.by or _first((*_THINGS, language), columns) or next(iter(texts), None)
    panels = axes.panels or tuple(column for column in _PANELS if y == "value" and column in columns and column != by)
    return replace(axes, x=x, y=y, by=by, panels=panels)


def _first(wanted: Sequence[str], columns: Sequence[str]) -> str | None:
    return next((name for name in wanted if name in columns), None)

"""Draw figures over time: as SVG that needs nothing else, and as bars of text."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from html import escape
from itertools import pairwise

from povgraph.exports.dossiers.records import Said, day_of

_WIDTH, _HEIGHT = 640, 190
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 580, 34, 150
_APART = 74  # labels nearer to each other than this would overlap
_BARS = 24

#: The rules of CSS that the drawings rest on.
STYLE = (
    "svg.chart{width:100%;max-width:40rem;height:auto;break-inside:avoid}.chart text{font:12px sans-serif;fill:#333}"
    ".chart line{stroke:#666;fill:none}.chart .axis{stroke:#bbb}.chart .actual{fill:#1f5f8b;stroke:#1f5f8b}"
    ".chart .planned{fill:#fff;stroke:#1f5f8b;stroke-width:1.5}.chart .dashed{stroke-dasharray:5 4}"
    ".chart .touched{fill:none;stroke:#a40000;stroke-width:2}"
)


def dated(said: Sequence[Said]) -> list[tuple[date, Said]]:
    """Give the figures that have a date, with their last day, in the order of time; none where all have the same."""
    days = [(day_of(one.figure.last or one.figure.first), one) for one in said if one.figure is not None]
    found = [(day, one) for day, one in days if day is not None]
    found.sort(key=lambda pair: (pair[0], -_value(pair[1]), pair[1].iri))
    return found if len({day for day, _ in found}) > 1 else []


def draw(said: Sequence[Said], title: str) -> str:
    """Draw the figures of one indicator over time; empty where fewer than two days are known.

    A planned figure is an open circle on a dashed line, one that a finding touches has a square around it, and the
    interval that the wording leaves open is a bar.
    """
    points = dated(said)
    if not points:
        return ""
    x, y = _across(points), _upwards(points)
    shapes = [_line((_LEFT, y(Decimal(0))), (_RIGHT, y(Decimal(0))), "axis")]
    for (day, one), (next_day, following) in pairwise(points):
        kind = "dashed" if one.planned or following.planned else "solid"
        shapes.append(_line((x(day), y(_value(one))), (x(next_day), y(_value(following))), kind))
    for day, one in points:
        shapes += _point(one, x(day), y(_value(one)), *(y(end) for end in _ends(one)))
    shapes += _labels([(x(day), y(_value(one)), day, one) for day, one in points])
    body = "\n".join(shapes)
    name = escape(title)
    return (
        f'<svg class="chart" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{name}">'
        f"<title>{name}</title>\n{body}\n</svg>"
    )


def bars(said: Sequence[Said]) -> Iterator[str]:
    """Yield the figures of one indicator over time as lines with bars (``░`` is planned); none as in ``draw``."""
    points = dated(said)
    most = max((abs(_value(one)) for _, one in points), default=Decimal(0)) or Decimal(1)
    times = max((len(one.time) for _, one in points), default=0)
    for _, one in points:
        length = int((abs(_value(one)) / most * _BARS).to_integral_value())
        bar = ("░" if one.planned else "█") * length or "▏"
        yield f"{one.time:<{times}}  {bar:<{_BARS}}  {one.title}{'  !' if one.notes else ''}"


def _value(said: Said) -> Decimal:
    return said.figure.value if said.figure else Decimal(0)


def _ends(said: Said) -> Iterator[Decimal]:
    """Yield both ends of the interval of a figure; an open end is the value."""
    for end in (said.figure.low, said.figure.high) if said.figure else ():
        yield _value(said) if end is None else end


class _Scale:
    """A map from values to places on the page."""

    def __init__(self, low: Decimal, high: Decimal, start: int, end: int) -> None:
        self._low, self._span = low, (high - low) or Decimal(1)
        self._start, self._size = start, end - start

    def __call__(self, value: Decimal) -> int:
        return self._start + int((value - self._low) / self._span * self._size)


def _across(points: Sequence[tuple[date, Said]]) -> Callable[[date], int]:
    first, last = (Decimal(points[at][0].toordinal()) for at in (0, -1))
    scale = _Scale(first, last, _LEFT + 20, _RIGHT - 20)
    return lambda day: scale(Decimal(day.toordinal()))


def _upwards(points: Sequence[tuple[date, Said]]) -> _Scale:
    values = [Decimal(0), *(_value(one) for _, one in points), *(end for _, one in points for end in _ends(one))]
    return _Scale(min(values), max(values), _BOTTOM, _TOP)


def _line(start: tuple[int, int], end: tuple[int, int], kind: str) -> str:
    return f'<line class="{kind}" x1="{start[0]}" y1="{start[1]}" x2="{end[0]}" y2="{end[1]}"/>'


def _point(said: Said, x: int, y: int, low: int, high: int) -> Iterator[str]:
    if low != high:
        yield _line((x, low), (x, high), "interval")
    kind = "planned" if said.planned else "actual"
    title = escape(f"{said.time}: {said.title}")
    yield f'<circle class="{kind}" cx="{x}" cy="{y}" r="5"><title>{title}</title></circle>'
    if said.notes:
        yield f'<rect class="touched" x="{x - 9}" y="{y - 9}" width="18" height="18"/>'


def _labels(points: Sequence[tuple[int, int, date, Said]]) -> Iterator[str]:
    """Write each value over its point and each time under the axis, as far as there is room."""
    last_value, last_time = (-_APART, 0), -_APART
    for x, y, _, said in points:
        near = x - last_value[0] < _APART and abs(y - last_value[1]) < 16
        yield _text(x, y + 24 if near else y - 12, _short(said.title))
        last_value = (x, y)
        if x - last_time >= _APART:
            yield _text(x, _BOTTOM + 30, said.time)
            last_time = x


def _text(x: int, y: int, words: str) -> str:
    """Write a label so that neither end of it leaves the drawing: half a number would be another number."""
    anchor = "start" if x < _WIDTH / 3 else "end" if x > _WIDTH * 2 / 3 else "middle"
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}">{escape(words)}</text>'


def _short(title: str) -> str:
    """Leave out what the wording leaves open: it is drawn."""
    return title.partition("（")[0].partition(" (")[0]

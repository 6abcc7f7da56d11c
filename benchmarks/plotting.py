"""Draw measurements as SVG: a few lines and points, which need no library."""

from collections.abc import Mapping, Sequence
from html import escape
from math import log10

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 640, 360, 70, 50, 40
_COLOURS = ("#1b6ca8", "#c0392b", "#2e7d32", "#8e6c00")


def plot(title: str, x_label: str, y_label: str, series: Mapping[str, Sequence[tuple[float, float]]]) -> str:
    """Draw lines over a logarithmic x axis; the y axis begins at 0."""
    points = [point for line in series.values() for point in line]
    low, high = log10(min(x for x, _ in points)), log10(max(x for x, _ in points))
    top = max(y for _, y in points) * 1.2

    def place(x: float, y: float) -> tuple[float, float]:
        right = (log10(x) - low) / ((high - low) or 1)
        return _LEFT + right * (_WIDTH - _LEFT - 30), _HEIGHT - _BOTTOM - y / top * (_HEIGHT - _BOTTOM - _TOP)

    parts = [_text(_WIDTH / 2, 22, title, "middle", 15), _text(_WIDTH / 2, _HEIGHT - 10, x_label, "middle")]
    parts.append(f'<g transform="rotate(-90 16 {_HEIGHT / 2})">{_text(16, _HEIGHT / 2, y_label, "middle")}</g>')
    for x in sorted({x for x, _ in points}):
        parts.append(_text(place(x, 0)[0], _HEIGHT - _BOTTOM + 18, f"{x:,.0f}", "middle"))
    for step in range(5):
        y = top * step / 4
        height = place(10**low, y)[1]
        parts.append(f'<path d="M{_LEFT} {height:.1f}H{_WIDTH - 30}" stroke="#ddd"/>')
        parts.append(_text(_LEFT - 8, height + 4, f"{y:.3g}", "end"))
    for (name, line), colour in zip(series.items(), _COLOURS, strict=False):
        places = [place(*point) for point in line]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
        parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in places]
        parts.append(_text(places[-1][0], places[-1][1] - 9, name, "end", colour=colour))
    body = "\n".join(parts)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif">'
    return f'{head}\n<rect width="100%" height="100%" fill="#fff"/>\n{body}\n</svg>\n'


def _text(x: float, y: float, text: str, anchor: str, size: int = 12, colour: str = "#222") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="{colour}">{escape(text)}</text>'
    )

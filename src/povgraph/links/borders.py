"""Find the provinces whose borders meet, each named by one character (陕甘川交界)."""

import re
from functools import cache

from povgraph.links.gazetteer import Area, gazetteer
from povgraph.model import Span
from povgraph.resources import lexicon


@cache
def _abbreviations(year: int | None) -> tuple[re.Pattern[str], dict[str, Area]]:
    """Compile the one-character names of provinces, read only where two or more of them meet (陕甘川交界)."""
    words = lexicon("places")
    areas = {area.short: area for area in gazetteer().areas(year) if area.level == "province"}
    signs = {sign: areas[short] for sign, short in words["abbreviations"].items() if short in areas}
    sign = f"[{''.join(signs)}]"
    row = f"{sign}(?<!{sign}{sign}){sign}{{1,4}}"
    return re.compile(f"{row}(?=(?:{'|'.join(words['borders'])}))"), signs


def border_provinces(text: str, year: int | None) -> list[tuple[Span, Area]]:
    """Find the provinces that a text names by one character each, where they meet (陕甘川交界)."""
    pattern, signs = _abbreviations(year)
    return [
        (Span(offset, offset + 1), signs[text[offset]])
        for found in pattern.finditer(text)
        for offset in range(*found.span())
    ]

"""Say a figure of all that it is said of alike: of each of two indicators, of each of several places."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from povgraph.model import Observation
from povgraph.resources import lexicon
from povgraph.statements.actors import Actor, holding
from povgraph.statements.coordination import Figure
from povgraph.statements.indicator_words import IndicatorWord


@cache
def _alike() -> tuple[str, ...]:
    return tuple(lexicon("figures")["alike"])


def of_indicators(row: Observation, text: str, words: Sequence[IndicatorWord], figure: Figure) -> list[Observation]:
    """Say a figure of each of two indicators of which it is said alike (漏评率、错退率均低于1%)."""
    if not any(word in row.quote for word in _alike()):
        return [row]
    start = figure.quantity.span.start
    named = [word for word in words if figure.clause.start <= word.start and word.end <= start]
    followed = [other for other in named if text.startswith(_alike(), other.end)]
    pairs = [
        (one.indicator, other.indicator)
        for one in named
        for other in followed
        if text[one.end : other.start] in ("、", "和", "与")
    ]
    both = next((pair for pair in pairs if row.indicator in pair), (row.indicator,))
    return [replace(row, indicator=each) for each in dict.fromkeys(both)] if len(both) > 1 else [row]


def of_places(row: Observation, places: Sequence[Actor]) -> list[Observation]:
    """Say a figure of each of the places of which it is said alike; a bound (甲县、乙县均低于2%) of what holds them."""
    whole = holding(places) if row.bound in ("le", "ge") else None
    names = [whole] if whole else [place.name for place in places] or [row.about]
    return [row] if names == [row.about] else [replace(row, about=name) for name in names]

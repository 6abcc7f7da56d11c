"""Say a figure of all that it is said of alike: of each of two indicators, of each of several places."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from povgraph.resources import lexicon
from povgraph.statements.actors import Actor, holding
from povgraph.statements.coordination import Figure
from povgraph.statements.decisions import Decision
from povgraph.statements.indicator_words import IndicatorWord


@cache
def _alike() -> re.Pattern[str]:
    return re.compile("|".join(lexicon("figures")["alike"]))


def of_indicators(decision: Decision, text: str, words: Sequence[IndicatorWord], figure: Figure) -> list[Decision]:
    """Say a figure of each of two indicators of which it is said alike (漏评率、错退率均低于1%)."""
    row = decision.observation
    if not _alike().search(row.quote):
        return [decision]
    start = figure.quantity.span.start
    named = [word for word in words if figure.clause.start <= word.start and word.end <= start]
    followed = [other for other in named if _alike().match(text, other.end)]
    pairs = [
        (one.indicator, other.indicator)
        for one in named
        for other in followed
        if text[one.end : other.start] in ("、", "和", "与")
    ]
    both = next((pair for pair in pairs if row.indicator in pair), ())
    said = [replace(row, indicator=each) for each in dict.fromkeys(both)]
    return [decision._replace(observation=each) for each in said] or [decision]


def of_places(decision: Decision, places: Sequence[Actor]) -> list[Decision]:
    """Say a figure of each of the places of which it is said alike; a bound (甲县、乙县均低于2%) of what holds them."""
    row = decision.observation
    whole = holding(places) if row.bound in ("le", "ge") else None
    names = [whole] if whole else [place.name for place in places]
    return [decision._replace(observation=replace(row, about=name)) for name in names] or [decision]

"""Fake the places that the readers of people, bodies, programmes and outcomes are given."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from povgraph.model import Span

LEVELS = {"省": "province", "州": "prefecture", "市": "prefecture", "县": "county", "镇": "township", "村": "village"}


@dataclass(frozen=True)
class Place:
    span: Span
    name: str
    level: str


@pytest.fixture
def places_in() -> Callable[..., list[Place]]:
    """Give a function that finds names in a text; the last character tells the level."""

    def find(text: str, *names: str) -> list[Place]:
        found = []
        for name in names:
            start = text.find(name)
            while start >= 0:
                found.append(Place(Span(start, start + len(name)), name, LEVELS[name[-1]]))
                start = text.find(name, start + 1)
        return sorted(found, key=lambda place: place.span.start)

    return find

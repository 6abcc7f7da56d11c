"""Remember where a text names places, and find the last one of a kind before an offset without looking at them all."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Generic, Protocol, TypeVar

from povgraph.model import Span


class Placed(Protocol):
    """What stands somewhere in the text, on a level, under a path of names, perhaps with a code."""

    @property
    def span(self) -> Span:
        """Where it stands."""

    @property
    def level(self) -> str:
        """Of what level it is."""

    @property
    def path(self) -> tuple[str, ...]:
        """The names from the coded place down to it."""

    @property
    def code(self) -> str | None:
        """Its code."""


P = TypeVar("P", bound=Placed)


class _Trail(Generic[P]):
    """Places of one kind in the order of where they end."""

    def __init__(self) -> None:
        self.ends: list[int] = []
        self.places: list[P] = []

    def add(self, place: P) -> None:
        in_order = not self.ends or place.span.end >= self.ends[-1]
        at = len(self.ends) if in_order else bisect_right(self.ends, place.span.end)
        self.ends.insert(at, place.span.end)
        self.places.insert(at, place)

    def last(self, offset: int) -> P | None:
        at = bisect_right(self.ends, offset)
        return self.places[bisect_left(self.ends, self.ends[at - 1])] if at else None


class Trails(Generic[P]):
    """The places of one text by level, by path and by code."""

    def __init__(self, places: Iterable[P]) -> None:
        self._trails: defaultdict[Hashable, _Trail[P]] = defaultdict(_Trail)
        for place in places:
            self.add(place)

    def add(self, place: P) -> None:
        """Remember a place."""
        for key in (place.level, place.path, place.code):
            if key:
                self._trails[key].add(place)

    def last(self, offset: int, keys: Iterable[Hashable]) -> P | None:
        """Give the place of any of some levels, paths or codes that ends last at or before an offset."""
        trails = (self._trails[key] for key in keys if key in self._trails)
        found = (place for trail in trails if (place := trail.last(offset)))
        return max(found, key=lambda place: place.span.end, default=None)

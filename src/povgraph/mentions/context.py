"""A text and the places found in it: what stands around an offset."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from povgraph.model import Span

#: Ends a clause, in Chinese and in ASCII punctuation.
CLAUSE_END = "，,。；;！!？?：:\n\r“”\"（）()《》【】[]…"
_SENTENCE_END = re.compile(r"[。！!？?；;\n]")
_CLAUSE_END = re.compile(f"[{re.escape(CLAUSE_END)}]")


class PlaceLike(Protocol):
    """What is needed of a place that was found: where it stands, its official name, its level."""

    @property
    def span(self) -> Span:
        """Where it stands."""

    @property
    def name(self) -> str:
        """Its full official name."""

    @property
    def level(self) -> str:
        """Province, prefecture, county, township or village."""


@dataclass(slots=True)
class Context:
    """A text with the places found in it, sorted by where they begin."""

    text: str
    places: Sequence[PlaceLike]
    _starts: list[int] = field(init=False)
    _ends: dict[int, PlaceLike] = field(init=False)
    _clauses: list[int] = field(init=False)
    _sentences: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.places = sorted(self.places, key=lambda place: (place.span.start, -place.span.end))
        self._starts = [place.span.start for place in self.places]
        self._ends = {place.span.end: place for place in self.places}
        self._clauses = [0, *(found.end() for found in _CLAUSE_END.finditer(self.text))]
        self._sentences = [0, *(found.end() for found in _SENTENCE_END.finditer(self.text))]

    def clause(self, offset: int) -> Span:
        """Give the clause that holds an offset, without the punctuation that ends it."""
        return self._part(self._clauses, offset)

    def sentence(self, offset: int) -> Span:
        """Give the sentence that holds an offset, without the punctuation that ends it."""
        return self._part(self._sentences, offset)

    def clause_starts(self) -> Sequence[int]:
        """List where clauses begin."""
        return self._clauses

    def ending_at(self, offset: int) -> PlaceLike | None:
        """Give the place whose name ends just before an offset."""
        return self._ends.get(offset)

    def within(self, span: Span) -> Sequence[PlaceLike]:
        """List the places that begin inside a span."""
        return self.places[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def covering(self, span: Span) -> PlaceLike | None:
        """Give a place whose name shares a character with a span."""
        index = bisect_left(self._starts, span.end)
        near = self.places[max(0, index - 3) : index]
        return next((place for place in near if place.span.end > span.start), None)

    def before(self, offset: int, levels: Iterable[str], ending: str = "") -> PlaceLike | None:
        """Give the nearest place of some level named before an offset, its name ending in ``ending``.

        A report opens with what it is about: where nothing fits before, the first that fits after serves.
        """
        wanted = frozenset(levels)
        index = bisect_right(self._starts, offset)
        nearest = (*reversed(self.places[:index]), *self.places[index:])
        return next((p for p in nearest if p.level in wanted and p.name.endswith(ending)), None)

    def before_all(self, offset: int) -> Sequence[PlaceLike]:
        """List the places named before an offset, the nearest first."""
        return self.places[: bisect_left(self._starts, offset)][::-1]

    def named(self, name: str) -> PlaceLike | None:
        """Give the first mention of the place of this name."""
        return next((place for place in self.places if place.name == name), None)

    def _part(self, bounds: list[int], offset: int) -> Span:
        index = bisect_right(bounds, offset)
        end = bounds[index] - 1 if index < len(bounds) else len(self.text)
        return Span(bounds[index - 1], end)

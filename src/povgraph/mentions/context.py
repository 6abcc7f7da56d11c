"""A text and the places found in it: what stands around an offset."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import ge
from typing import Generic, Protocol, TypeVar

from povgraph.model import Span

#: Ends a clause, in Chinese and in ASCII punctuation.
CLAUSE_END = '，,。；;！!？?：:\n\r“”"（）()《》【】[]…'
#: No clause or sentence is seen further than this from where it is asked about: text without punctuation stays linear.
_REACH = 300
_SENTENCE_END = re.compile(r"[。！!？?；;\n]")
_CLAUSE_END = re.compile(f"[{re.escape(CLAUSE_END)}]")


class Located(Protocol):
    """Anything found in a text."""

    @property
    def span(self) -> Span:
        """Where it stands."""


class PlaceLike(Located, Protocol):
    """What is needed of a place that was found: where it stands, its official name, its level."""

    @property
    def name(self) -> str:
        """Its full official name."""

    @property
    def level(self) -> str:
        """Province, prefecture, county, township or village."""


Item = TypeVar("Item", bound=Located)


class Sorted(Generic[Item]):
    """Things found in a text, sorted by where they begin, and asked what lies where."""

    def __init__(self, items: Iterable[Item]) -> None:
        self.items: list[Item] = list(items)
        starts = [item.span.start for item in self.items]
        if any(map(ge, starts, starts[1:])):  # mostly they are in order, and there may be very many
            self.items.sort(key=lambda item: (item.span.start, -item.span.end))
        self._starts = [item.span.start for item in self.items]

    def within(self, span: Span) -> Sequence[Item]:
        """List the things that begin inside a span."""
        first = bisect_left(self._starts, span.start)
        return self.items[first : bisect_left(self._starts, span.end, first)]

    def covering(self, span: Span) -> Item | None:
        """Give a thing that shares a character with a span."""
        index = bisect_left(self._starts, span.end)
        for item in self.items[max(0, index - 3) : index]:
            if item.span.end > span.start:
                return item
        return None

    def before(self, offset: int, most: int) -> Sequence[Item]:
        """List at most so many of the things that begin before an offset."""
        index = bisect_left(self._starts, offset)
        return self.items[max(0, index - most) : index]


@dataclass(slots=True)
class Context:
    """A text with the places found in it, sorted by where they begin."""

    text: str
    places: Sequence[PlaceLike]
    _clauses: list[int] = field(init=False)
    _sentences: list[int] = field(init=False)
    _sorted: Sorted[PlaceLike] = field(init=False)
    _ends: dict[int, PlaceLike] = field(init=False)
    _names: dict[str, PlaceLike] = field(init=False)
    _by_level: dict[tuple[frozenset[str], str], tuple[list[int], list[PlaceLike]]] = field(init=False)

    def __post_init__(self) -> None:
        self._clauses, self._sentences = _starts(self.text, _CLAUSE_END), _starts(self.text, _SENTENCE_END)
        self._sorted = Sorted(self.places)
        self.places = self._sorted.items
        self._ends = {place.span.end: place for place in self.places}
        self._names = {place.name: place for place in reversed(self.places)}
        self._by_level = {}

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
        return self._sorted.within(span)

    def covering(self, span: Span) -> PlaceLike | None:
        """Give a place whose name shares a character with a span."""
        return self._sorted.covering(span)

    def before(self, offset: int, levels: Iterable[str], ending: str = "") -> PlaceLike | None:
        """Give the nearest place of some level named before an offset, its name ending in ``ending``.

        A report opens with what it is about: where nothing fits before, the first that fits after serves.
        """
        starts, places = self._fitting(frozenset(levels), ending)
        return places[max(0, bisect_right(starts, offset) - 1)] if places else None

    def earlier(self, offset: int, levels: Iterable[str]) -> Iterator[PlaceLike]:
        """Yield the places of some level named before an offset, the nearest first."""
        starts, places = self._fitting(frozenset(levels), "")
        for index in range(bisect_left(starts, offset) - 1, -1, -1):
            yield places[index]

    def _fitting(self, levels: frozenset[str], ending: str) -> tuple[list[int], list[PlaceLike]]:
        key = (levels, ending)
        if key not in self._by_level:
            places = [p for p in self.places if p.level in levels and p.name.endswith(ending)]
            self._by_level[key] = [place.span.start for place in places], places
        return self._by_level[key]

    def named(self, name: str) -> PlaceLike | None:
        """Give the first mention of the place of this name."""
        return self._names.get(name)

    def _part(self, bounds: list[int], offset: int) -> Span:
        index = bisect_right(bounds, offset)
        start = bounds[index - 1]
        end = bounds[index] - 1 if index < len(bounds) else len(self.text)
        if end - start > _REACH:
            return Span(max(start, offset - _REACH), min(end, offset + _REACH))
        return Span(start, end)


@lru_cache(maxsize=2)  # the readers of a text, each with its own context, ask for the same two lists
def _starts(text: str, mark: re.Pattern[str]) -> list[int]:
    """List where clauses or sentences begin: at the start of the text and after each mark."""
    return [0, *map(re.Match.end, mark.finditer(text))]

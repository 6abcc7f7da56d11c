"""Find the words that name indicators: the labels of the concepts of the ontology.

A new concept with its words is read without a change here.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from povgraph.model import Concept, Span
from povgraph.resources import lexicon

#: What a word says: an indicator, its unit, if it has only one, and the word's weight.
_Named = tuple[str, str | None, int]
#: What an event's word has over a state's: 带动贫困户120户 speaks of those who benefit, not of all who are poor.
_EVENT = 5


@cache
def states() -> frozenset[str]:
    """Give the indicators that are a state at a moment."""
    return frozenset(lexicon("figures")["states"])


class IndicatorWord(NamedTuple):
    """A word in the text that names an indicator, with the unit in which this is measured, if it has only one.

    ``weight`` is what the word counts by itself: the longer, the more, and an event's word more than a state's.
    """

    start: int
    end: int
    indicator: str
    unit: str | None
    weight: int


class IndicatorWords:
    """The words of one text that name indicators, overlapping ones too, asked for sentence by sentence.

    Args:
        found: Each word's number, beginning and end, in order of their ends.
        named: The indicators that each number names, with what an ``IndicatorWord`` says of them.
        titles: Where names begin: a word right before one says only what post somebody holds (第一书记王建新).
    """

    def __init__(
        self, found: Sequence[tuple[int, int, int]], named: Sequence[Sequence[_Named]], titles: Collection[int]
    ) -> None:
        self._found = found
        self._named = named
        self._titles = titles

    def within(self, span: Span) -> list[IndicatorWord]:
        """Give the words in a stretch of text."""
        first = bisect_left(self._found, span.start, key=itemgetter(2))
        last = bisect_right(self._found, span.end, first, key=itemgetter(2))
        return [
            IndicatorWord(start, end, *named)
            for index, start, end in self._found[first:last]
            if start >= span.start and end not in self._titles
            for named in self._named[index]
        ]


class IndicatorLexicon:
    """The words of all indicators, compiled for one pass over a text."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        words: dict[str, list[_Named]] = {}
        for concept in concepts:
            for word in concept.words:
                weight = 2 * len(word) + (0 if concept.notation in states() else _EVENT)
                words.setdefault(word, []).append((concept.notation, concept.extra.get("unit"), weight))
        self._named = list(words.values())
        self._automaton = AhoCorasick(list(words), matchkind=MatchKind.Standard) if words else None

    def find(self, text: str, names: Sequence[Span] = (), titles: Collection[int] = ()) -> IndicatorWords:
        """Find all words of all indicators in a normalised text.

        Words in set phrases (脱贫攻坚), in the spans of names and right before a person's name say nothing of a figure
        and are left out.

        Args:
            text: The text.
            names: The spans of names.
            titles: Where the names of persons begin.
        """
        if self._automaton is None:
            return IndicatorWords((), (), titles)
        masked = _masked(text, names)
        masked = _set_phrases().sub(lambda match: "□" * len(match.group()), masked)
        found = self._automaton.find_matches_as_indexes(masked, overlapping=True)
        return IndicatorWords(found, self._named, titles)


def _masked(text: str, names: Sequence[Span]) -> str:
    """Blank out the spans of names."""
    pieces: list[str] = []
    done = 0
    for span in sorted(names, key=lambda span: span.start):
        start = max(span.start, done)
        if start < span.end:
            pieces += text[done:start], "□" * (span.end - start)
            done = span.end
    return "".join([*pieces, text[done:]])


@cache
def _set_phrases() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, lexicon("figures")["set_phrases"])))  # 脱贫攻坚|脱贫致富


def units_of(concepts: Iterable[Concept]) -> Mapping[str, str]:
    """Map each indicator to the unit in which it is measured."""
    return {c.notation: c.extra["unit"] for c in concepts if "unit" in c.extra}

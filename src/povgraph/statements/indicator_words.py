"""Find the words that name indicators: the labels of the concepts of the ontology.

A new concept with its words is read without a change here.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
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
        text: The text, with what is to be left out blanked.
        lexicon: The words of all indicators.
        titles: Where names begin: a word right before one says only what post somebody holds (第一书记王建新).
    """

    def __init__(self, text: str, lexicon: "IndicatorLexicon", titles: Collection[int]) -> None:
        self._text = text
        self._lexicon = lexicon
        self._titles = titles

    def within(self, span: Span) -> list[IndicatorWord]:
        """Give the words in a stretch of text, in order of their end."""
        at = span.start
        return [
            IndicatorWord(at + start, at + end, *named)
            for start, end, all_named in self._lexicon.spotted(self._text[at : span.end])
            if at + end not in self._titles
            for named in all_named
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
        masked = _set_phrases().sub(lambda match: "□" * len(match.group()), _masked(text, names))
        return IndicatorWords(masked, self, titles)

    def spotted(self, text: str) -> Iterator[tuple[int, int, Sequence[_Named]]]:
        """Yield where each word of a text begins and ends, and what it names, in order of their end."""
        if self._automaton is not None:
            for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
                yield start, end, self._named[index]


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

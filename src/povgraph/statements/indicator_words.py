"""Find the words that name indicators: the labels of the concepts of the ontology.

A new concept with its words is read without a change here.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from povgraph.model import Concept, Span
from povgraph.resources import lexicon

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


class IndicatorLexicon:
    """The words of all indicators, compiled for one pass over a text."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        words: dict[str, list[tuple[str, str | None, int]]] = {}
        for concept in concepts:
            for word in concept.words:
                weight = 2 * len(word) + (0 if concept.notation in states() else _EVENT)
                words.setdefault(word, []).append((concept.notation, concept.extra.get("unit"), weight))
        self._named = list(words.values())
        self._automaton = AhoCorasick(list(words), matchkind=MatchKind.Standard) if words else None

    def find(self, text: str, names: Sequence[Span] = ()) -> list[IndicatorWord]:
        """Find all words of all indicators in a normalised text, overlapping ones too, in order of their end.

        Words in set phrases (脱贫攻坚) and in the spans of names say nothing of a figure and are left out.
        """
        if self._automaton is None:
            return []
        masked = _masked(text, names)
        masked = _set_phrases().sub(lambda match: "□" * len(match.group()), masked)
        found = self._automaton.find_matches_as_indexes(masked, overlapping=True)
        return [IndicatorWord(start, end, *named) for index, start, end in found for named in self._named[index]]


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

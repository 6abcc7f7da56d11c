"""Choose the indicator of a figure from the words around it.

The words are the labels of the indicator concepts of the ontology; a new concept with its words is read without a
change here. A word counts when its indicator is measured in the figure's unit; of several, the nearest and longest
wins.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from povgraph.model import Concept, Span
from povgraph.resources import lexicon

#: What a clause boundary, and another figure, between a word and the figure cost, in characters.
_CLAUSE_COST = 12
_FIGURE_COST = 6
_REACH_AFTER = 14
#: What an event's word has over a state's: 带动贫困户120户 speaks of those who benefit, not of all who are poor.
_EVENT = 5


@cache
def _states() -> frozenset[str]:
    return frozenset(lexicon("figures")["states"])


@dataclass(frozen=True, slots=True)
class IndicatorWord:
    """A word in the text that names an indicator."""

    span: Span
    indicator: Concept


@dataclass(frozen=True, slots=True)
class Choice:
    """The indicator chosen for a figure, and the word that decided; none for the fallback ``other``."""

    indicator: str
    word: IndicatorWord | None


class IndicatorLexicon:
    """The words of all indicators, compiled for one pass over a text."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        words: dict[str, list[Concept]] = {}
        for concept in concepts:
            for word in concept.words:
                words.setdefault(word, []).append(concept)
        self._words = list(words)
        self._concepts = list(words.values())
        self._automaton = AhoCorasick(self._words, matchkind=MatchKind.Standard) if words else None

    def find(self, text: str, names: Sequence[Span] = ()) -> list[IndicatorWord]:
        """Find all words of all indicators in a normalised text, overlapping ones too, in order of their end.

        Words in set phrases (脱贫攻坚) and in the spans of names say nothing of a figure and are left out.
        """
        if self._automaton is None:
            return []
        masked = text
        for span in names:
            masked = masked[: span.start] + "□" * (span.end - span.start) + masked[span.end :]
        masked = _set_phrases().sub(lambda match: "□" * len(match.group()), masked)
        found = self._automaton.find_matches_as_indexes(masked, overlapping=True)
        return [
            IndicatorWord(Span(start, end), concept) for index, start, end in found for concept in self._concepts[index]
        ]


@cache
def _set_phrases() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, lexicon("figures")["set_phrases"])))  # 脱贫攻坚|脱贫致富


@dataclass(frozen=True, slots=True)
class FigureContext:
    """Where a figure stands: its span and unit, its clause and sentence, and the figures of the sentence.

    ``touching`` says that nothing stands between it and the name of the place that it is said of.
    """

    span: Span
    unit: str | None
    clause: Span
    sentence: Span
    clauses: Sequence[Span]
    figures: Sequence[Span]
    touching: bool = False


def choose_indicator(words: Sequence[IndicatorWord], context: FigureContext, *, any_unit: bool = False) -> Choice:
    """Choose the indicator of a figure.

    Args:
        words: The indicator words of the figure's sentence.
        context: Where the figure stands.
        any_unit: Whether the figure is a relative change, so that the unit says nothing about the indicator.

    Returns:
        The choice; ``other`` if no word of a fitting indicator is in reach.
    """
    scored = []
    for word in words:
        if not any_unit and not _fits(word.indicator, context.unit):
            continue
        cost = _distance(word.span, context)
        if cost is not None:
            gain = 2 * (word.span.end - word.span.start) + (0 if word.indicator.notation in _states() else _EVENT)
            scored.append((Decimal(gain) - cost, -word.span.start, word))
    if not scored:
        rules = lexicon("figures")
        fallback = {**rules["fallback"], **(rules["fallback_touching"] if context.touching else {})}
        return Choice(fallback.get(context.unit, "other"), None)
    best = max(scored, key=lambda item: item[:2])[2]
    return Choice(best.indicator.notation, best)


def _fits(concept: Concept, unit: str | None) -> bool:
    wanted = concept.extra.get("unit")
    return wanted is None or unit is None or wanted == unit


def _distance(word: Span, context: FigureContext) -> Decimal | None:
    """Count the characters from a word to the figure, dearer across clauses and other figures; None out of reach."""
    if word.start >= context.span.start and word.end <= context.span.end:
        return Decimal(0)
    if word.start >= context.span.end:
        if word.end > context.clause.end or word.start - context.span.end > _REACH_AFTER:
            return None
        gap = Span(context.span.end, word.start)
        return Decimal(gap.end - gap.start) / 2 + _FIGURE_COST * 2 * _count(context.figures, gap)
    if word.start < context.sentence.start:
        return None
    gap = Span(word.end, context.span.start)
    crossed = sum(1 for clause in context.clauses if gap.start <= clause.end - 1 < gap.end)
    cost = Decimal(max(gap.end - gap.start, 0)) / 2
    return cost + _CLAUSE_COST * crossed + _FIGURE_COST * _count(context.figures, gap)


def _count(figures: Sequence[Span], gap: Span) -> int:
    return sum(1 for figure in figures if gap.start <= figure.start and figure.end <= gap.end)


def units_of(concepts: Iterable[Concept]) -> Mapping[str, str]:
    """Map each indicator to the unit in which it is measured."""
    return {c.notation: c.extra["unit"] for c in concepts if "unit" in c.extra}

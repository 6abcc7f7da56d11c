"""Choose the indicator of a figure from the words around it.

The words are the labels of the indicator concepts of the ontology; a new concept with its words is read without a
change here. A word counts when its indicator is measured in the figure's unit; of several, the nearest and longest
wins.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import inf
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from povgraph.model import Concept, Span
from povgraph.resources import lexicon

#: What a clause boundary, and another figure, between a word and the figure cost, in characters.
_CLAUSE_COST = 12
_FIGURE_COST = 6
_REACH_AFTER = 14
#: How far next to a figure is.
_NEXT = 10
#: What an event's word has over a state's: 带动贫困户120户 speaks of those who benefit, not of all who are poor.
_EVENT = 5
#: A word that scores less is too far off to say anything of the figure.
_LEAST = -15


@cache
def _states() -> frozenset[str]:
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


class Choice(NamedTuple):
    """The indicator chosen for a figure, and the word that decided; none for the fallback ``other``."""

    indicator: str
    word: IndicatorWord | None


class IndicatorLexicon:
    """The words of all indicators, compiled for looking through a sentence once."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        words: dict[str, list[tuple[str, str | None, int]]] = {}
        for concept in concepts:
            for word in concept.words:
                weight = 2 * len(word) + (0 if concept.notation in _states() else _EVENT)
                words.setdefault(word, []).append((concept.notation, concept.extra.get("unit"), weight))
        self._named = list(words.values())
        self._automaton = AhoCorasick(list(words), matchkind=MatchKind.Standard) if words else None

    def find(self, masked: str, span: Span) -> list[IndicatorWord]:
        """Find all words of all indicators in a stretch of text, overlapping ones too, in order of their end."""
        if self._automaton is None:
            return []
        found = self._automaton.find_matches_as_indexes(masked[span.start : span.end], overlapping=True)
        return [
            IndicatorWord(span.start + start, span.start + end, *named)
            for index, start, end in found
            for named in self._named[index]
        ]


class IndicatorWords:
    """The words of indicators in one text in normal form, looked for where there is a figure.

    Words in set phrases (脱贫攻坚) and in the spans of names say nothing of a figure and are left out.
    """

    def __init__(self, lexicon: IndicatorLexicon, text: str, names: Sequence[Span] = ()) -> None:
        self._lexicon = lexicon
        self._masked = _set_phrases().sub(lambda match: "□" * len(match.group()), _masked(text, names))

    def inside(self, span: Span) -> list[IndicatorWord]:
        """List those that lie wholly in a sentence."""
        return self._lexicon.find(self._masked, span)


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


class Surroundings(NamedTuple):
    """The sentence of a figure: where it begins, its clauses end, and its figures begin and end."""

    start: int
    clause_ends: Sequence[int]
    figure_starts: Sequence[int]
    figure_ends: Sequence[int]

    def figures_between(self, start: int, end: int) -> int:
        """Count the figures that lie in a stretch of text; they come in the order of the text."""
        return max(bisect_right(self.figure_ends, end) - bisect_left(self.figure_starts, start), 0)

    def clauses_between(self, start: int, end: int) -> int:
        """Count the clauses that end in a stretch of text."""
        return bisect_right(self.clause_ends, max(start, end)) - bisect_right(self.clause_ends, start)


class FigureContext(NamedTuple):
    """Where a figure stands: its span and unit, its clause and its sentence.

    ``touching`` says that nothing stands between it and the name of the place that it is said of; ``before`` and
    ``after`` are the text of its clause around it, ``subject`` the sort of what it is said of; ``refers``
    says that it goes back to an earlier figure and its words (a growth, the parts after 分别).
    """

    span: Span
    unit: str | None
    clause: Span
    sentence: Surroundings
    touching: bool = False
    before: str = ""
    after: str = ""
    subject: str = ""
    refers: bool = False


def choose_indicator(words: Sequence[IndicatorWord], context: FigureContext, *, any_unit: bool = False) -> Choice:
    """Choose the indicator of a figure.

    Args:
        words: The indicator words of the figure's sentence.
        context: Where the figure stands.
        any_unit: Whether the figure is a relative change, so that the unit says nothing about the indicator.

    Returns:
        The choice; ``other`` if no word of a fitting indicator is in reach.
    """
    for unit, leading, indicator in _leading():
        if unit == context.unit and leading.search(context.before):
            return Choice(indicator, None)
    units = (None, context.unit)
    best: IndicatorWord | None = None
    most: tuple[float, float] = (_LEAST, -inf)
    for word in words:
        if word.unit not in units and context.unit is not None and not any_unit:
            continue
        cost = _distance(word, context)
        if cost is not None and (word.weight - cost, -word.start) > most:
            best, most = word, (word.weight - cost, -word.start)
    if best is None:
        return Choice(_by_predicate(_by_phrase(context), context), None)
    word, notation = best, best.indicator
    excluded = _excluded(notation)
    beside = context.before.rpartition("、")[2][-_NEXT:] + context.after.partition("、")[0][:_NEXT]
    if excluded and excluded.search(beside):
        return Choice("other", None)
    if notation in _states() and context.before.endswith(tuple(lexicon("figures")["benefits"])):
        notation = lexicon("figures")["benefited"].get(context.unit, notation)
    return Choice(_poor_or_lifted(_by_predicate(notation, context), word, context), word)


def fitted(choice: Choice, printed: str, per: str | None, subject: str) -> Choice:
    """Fit a choice to the figure as printed and to the sort of its subject.

    A multiple (3倍) is no share of anything named, and what a household has as income is a company's turnover.
    """
    rules = lexicon("figures")
    if choice == Choice("share", None) and rules["multiples"] in printed:
        return Choice("other", None)
    turnover = rules["of_organizations"].get(choice.indicator)
    own = subject == "organization" and per not in ("household", "person", "mu")
    return Choice(turnover, choice.word) if turnover and own else choice


@cache
def _leading() -> list[tuple[str, re.Pattern[str], str]]:
    return [(rule["unit"], re.compile(rule["word"]), rule["indicator"]) for rule in lexicon("figures")["leading"]]


def _by_predicate(notation: str, context: FigureContext) -> str:
    """Let what those who are counted do decide, where the word only says who they are."""
    rules = lexicon("figures")
    if notation not in rules["who"]:
        return notation
    for unit, before, after, indicator in _predicates():
        if unit == context.unit and before.search(context.before) and after.search(context.after):
            return indicator
    lifted = rules["lifted_by_unit"].get(context.unit)
    leaves, stays = _leaving()
    verb = leaves.search(context.after)
    return (
        lifted
        if notation == "other" and lifted and verb and not stays.search(context.after, 0, verb.start())
        else notation
    )


@cache
def _predicates() -> list[tuple[str, re.Pattern[str], re.Pattern[str], str]]:
    return [
        (rule["unit"], re.compile(rule.get("before", "")), re.compile(rule.get("after", "")), rule["indicator"])
        for rule in lexicon("figures")["predicates"]
    ]


def _poor_or_lifted(notation: str, word: IndicatorWord, context: FigureContext) -> str:
    """Tell those who have left poverty (66个贫困县都摘了帽) from those who have not (29个村未出列)."""
    left = lexicon("figures")["left_by_state"]
    if notation not in left and notation not in left.values():
        return notation
    said, end = context.before + "□" + context.after, len(context.before)
    named = word.end - context.clause.start
    leaves, stays = _leaving()
    verbs = [verb for verb in leaves.finditer(said) if verb.start() > end or verb.end() >= named]
    begins = max(word.start - context.clause.start, 0)
    denied = stays.search(said, max(begins - 6, 0), begins)
    if not verbs and not denied:
        return notation
    if denied or any(stays.search(said, max(verb.start() - 6, 0), verb.start()) for verb in verbs):
        return next((str(state) for state, lifted in left.items() if lifted == notation), notation)
    return str(left.get(notation, notation))


@cache
def _leaving() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rules = lexicon("figures")
    return re.compile(rules["leaves"]), re.compile(rules["stays"])


@cache
def _excluded(notation: str) -> re.Pattern[str] | None:
    pattern = lexicon("figures")["not_next_to"].get(notation)
    return re.compile(pattern) if pattern else None


@cache
def _phrases() -> list[tuple[str, str, re.Pattern[str], re.Pattern[str], str]]:
    return [
        (
            p["unit"],
            p.get("subject", ""),
            re.compile(p.get("before", "")),
            re.compile(p.get("after", "")),
            p["indicator"],
        )
        for p in lexicon("figures")["phrases"]
    ]


def _by_phrase(context: FigureContext) -> str:
    """Choose by the words right around a figure, else by its unit."""
    rules = lexicon("figures")
    if context.before.endswith(tuple(rules["benefits"])) and context.unit in rules["benefited"]:
        return str(rules["benefited"][context.unit])
    if context.touching and context.unit in rules["fallback_touching"]:
        return str(rules["fallback_touching"][context.unit])
    for unit, subject, before, after, indicator in _phrases():
        fits = unit == context.unit and subject in ("", context.subject)
        if fits and before.search(context.before) and after.search(context.after):
            return indicator
    return str(rules["fallback"].get(context.unit, "other"))


def _distance(word: IndicatorWord, context: FigureContext) -> float | None:
    """Count the characters from a word to the figure, dearer across clauses and other figures; None out of reach."""
    if word.start >= context.span.start and word.end <= context.span.end:
        return 0
    if word.start >= context.span.end:
        if word.end > context.clause.end or word.start - context.span.end > _REACH_AFTER:
            return None
        start, end = context.span.end, word.start
        return (end - start) / 2 + _FIGURE_COST * 2 * context.sentence.figures_between(start, end)
    if word.start < context.sentence.start:
        return None
    start, end = word.end, context.span.start
    if not context.refers and context.sentence.figures_between(start, min(end, context.clause.start)):
        return None  # it has had its figure in an earlier clause
    cost = max(end - start, 0) / 2 + _CLAUSE_COST * context.sentence.clauses_between(start, end)
    return cost + _FIGURE_COST * context.sentence.figures_between(start, end)


def units_of(concepts: Iterable[Concept]) -> Mapping[str, str]:
    """Map each indicator to the unit in which it is measured."""
    return {c.notation: c.extra["unit"] for c in concepts if "unit" in c.extra}

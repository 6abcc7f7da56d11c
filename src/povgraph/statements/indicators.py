"""Choose the indicator of a figure from the words around it.

The words are the labels of the indicator concepts of the ontology; a new concept with its words is read without a
change here. A word counts when its indicator is measured in the figure's unit; of several, the nearest and longest
wins.
"""

import re
from collections.abc import Sequence
from functools import cache
from math import inf
from typing import NamedTuple

from povgraph.mentions.units import COUNTED
from povgraph.model import Span
from povgraph.resources import lexicon
from povgraph.statements.figures import expression
from povgraph.statements.indicator_rules import FigureContext, rules_for
from povgraph.statements.indicator_words import IndicatorWord, states
from povgraph.statements.lifted import leaves_poverty, poor_or_lifted

#: What a clause boundary, and another figure, between a word and the figure cost, in characters.
_CLAUSE_COST = 12
_FIGURE_COST = 6
_REACH_AFTER = 14
#: How far behind a word the whole of a figure may lie that it names.
_OWN = 8
#: How far before a word, or behind a figure, what it counts may stand.
_BESIDE = 12
#: How long what stands between a figure and the noun that it counts is at most, and what never does.
_NOUN = 4
_PARTING = frozenset("、和及与")
#: What it costs that a word is only the second of two behind a figure.
_PARTED = 4
#: How far next to a figure is.
_NEXT = 10
#: A word that scores less is too far off to say anything of the figure.
_LEAST = -15


class Choice(NamedTuple):
    """The indicator chosen for a figure, and the word that decided; none for the fallback ``other``."""

    indicator: str
    word: IndicatorWord | None


def choose_indicator(words: Sequence[IndicatorWord], context: FigureContext, *, any_unit: bool = False) -> Choice:
    """Choose the indicator of a figure.

    Args:
        words: The indicator words of the figure's sentence.
        context: Where the figure stands.
        any_unit: Whether the figure is a relative change, so that the unit says nothing about the indicator.

    Returns:
        The choice; ``other`` if no word of a fitting indicator is in reach.
    """
    if leading := rules_for("leading", context.unit).first(context):
        return Choice(leading, None)
    units = (None, context.unit)
    best: IndicatorWord | None = None
    most: tuple[float, float] = (_LEAST, -inf)
    for word in words:
        if word.unit not in units and context.unit is not None and not any_unit:
            continue
        if context.counter is not None and not _counts(context.counter, word.indicator):
            continue
        cost = None if _acts(word, context) else _distance(word, context)
        if cost is not None and (word.weight - cost, -word.start) > most:
            best, most = word, (word.weight - cost, -word.start)
    if best is None:
        return Choice(_by_predicate(_by_phrase(context), context), None)
    word, notation = best, best.indicator
    excluded = _excluded(notation)
    beside = context.before.rpartition("、")[2][-_NEXT:] + context.after.partition("、")[0][:_NEXT]
    if excluded and excluded.search(beside):
        return Choice("other", None)
    counted = any(notation in group for group in (states(), lexicon("figures")["who"], lexicon("figures")["lifted"]))
    if counted and _benefits().search(context.before) and not leaves_poverty(context.after):
        notation = lexicon("figures")["benefited"].get(context.unit, notation)
    if notation == lexicon("figures")["benefited"].get(context.unit) and leaves_poverty(context.after):
        notation = lexicon("figures")["lifted_by_unit"].get(context.unit, notation)  # 带动56户、120人脱贫
    notation = _by_predicate(notation, context)
    begins = word.start - context.clause.start
    said = context.before + context.printed + context.after
    return Choice(
        poor_or_lifted(notation, said, len(context.before), Span(begins, begins + word.end - word.start)), word
    )


def _acts(word: IndicatorWord, context: FigureContext) -> bool:
    """Tell whether a body with which the figure's clause begins does what is counted (合作社建有冷库3个)."""
    if word.start != context.clause.start or word.indicator not in lexicon("figures")["bodies"]:
        return False
    between = context.before[word.end - word.start :]
    return word.end <= context.span.start and not expression("numbering").fullmatch(between)


def _counts(counter: str, indicator: str) -> bool:
    """Tell whether a counting word is one for what an indicator counts (no enterprise is counted by 条)."""
    known = lexicon("figures")["counted_by"].get(indicator)
    return known is None or counter in known


def fitted(choice: Choice, printed: str, per: str | None, subject: str, *, growth: bool) -> Choice:
    """Fit a choice to the figure as printed and to the sort of its subject.

    A multiple (3倍) and a growth are no shares of anything named, and what a household has as income is a company's
    turnover.
    """
    rules = lexicon("figures")
    unnamed = choice.word is None
    if unnamed and choice.indicator == "share" and (growth or rules["multiples"] in printed):
        return Choice("other", None)
    if unnamed and choice.indicator == "other":
        fit = (r for r in rules["by_unit_word"] if printed.endswith(tuple(r["ends"])))
        choice = next((Choice(r["indicator"], None) for r in fit if r.get("subject", subject) == subject), choice)
    if printed.endswith(rules["visits"]) and choice.indicator in rules["not_of_visits"]:
        return Choice("other", choice.word)
    if per == "mu" and choice.indicator in rules["not_of_mu"]:
        return Choice("other", choice.word)
    if per == "person":
        choice = choice._replace(indicator=rules["of_each_person"].get(choice.indicator, choice.indicator))
    turnover = rules["of_organizations"].get(choice.indicator)
    own = subject == "organization" and per not in ("household", "person", "mu")
    return Choice(turnover, choice.word) if turnover and own else choice


def _by_predicate(notation: str, context: FigureContext) -> str:
    """Let what those who are counted do decide, where the word only says who they are."""
    rules = lexicon("figures")
    if notation not in rules["who"]:
        return notation
    if said := rules_for("predicates", context.unit).first(context):
        return said
    lifted = rules["lifted_by_unit"].get(context.unit) if notation == "other" else None
    return lifted if lifted and leaves_poverty(context.after) else notation


def said_of_part(context: FigureContext, whole: str, words: Sequence[IndicatorWord] = ()) -> str | None:
    """Give the indicator of what a part does or is by itself (培训5320人，其中3100人就业; 612户，其中238户是贫困户).

    Of money it may be named right before (收入360万元，其中贫困户户均增收2.1万元).
    """
    rules = lexicon("figures")
    if context.unit in rules["named_parts"]:
        beside = (word for word in words if word.end == context.span.start and word.start >= context.clause.start)
        return next((word.indicator for word in beside if word.unit in (None, context.unit)), None)
    if context.unit == "percent" and context.before.endswith(tuple(rules["taking_up"])):
        return "share"
    if whole in rules["poor_parts"] and re.search(rules["poor"], context.before + context.after):
        return str(rules["poor_parts"][whole])
    for predicate in rules_for("predicates", context.unit).rules:
        if [side for side, _ in predicate.looks] == ["after"] and predicate.fits(context):
            return predicate.indicator
    return None


@cache
def _benefits() -> re.Pattern[str]:
    """Compile who benefits: a verb right before the count, or before other counts that lead up to it."""
    words, around = ("|".join(lexicon("figures")[key]) for key in ("benefits", "benefits_around"))
    counts = "(?:[0-9.]{1,8}[万多余]{0,2}(?:名|个|户|人|家)[^，。；0-9]{0,6}){0,2}"
    who = "(?:建档立卡)?(?:贫困|搬迁|脱贫)?(?:农?户|群众|人口|村民|家庭|劳动力|[^，。；0-9]{0,6}学生|妇女|老人)?"
    return re.compile(f"(?:{words})了?(?:{around})?{counts}{who}$")  # 带动, 带动70个贫困村, 带动搬迁户


@cache
def _excluded(notation: str) -> re.Pattern[str] | None:
    pattern = lexicon("figures")["not_next_to"].get(notation)
    return re.compile(pattern) if pattern else None


def _by_phrase(context: FigureContext) -> str:
    """Choose by the words right around a figure, else by its unit."""
    rules = lexicon("figures")
    if context.unit in rules["benefited"] and _benefits().search(context.before):
        return str(rules["benefited"][context.unit])
    single = context.counter in rules["counts_single_persons"]
    if context.touching and not single and context.unit in rules["fallback_touching"]:
        return str(rules["fallback_touching"][context.unit])
    return rules_for("phrases", context.unit).first(context) or str(rules["fallback"].get(context.unit, "other"))


def _distance(word: IndicatorWord, context: FigureContext) -> float | None:
    """Count the characters from a word to the figure, dearer across clauses and other figures; None out of reach."""
    if word.start >= context.span.end:
        return _distance_behind(word, context)
    if word.start >= context.span.start and word.end <= context.span.end:
        return 0
    if word.start < context.sentence.start:
        return None
    start, end = word.end, context.span.start
    earlier = start < context.clause.start and not context.refers
    if earlier and context.sentence.figures_between(start, min(end, context.clause.start)):
        return None  # it has had its figure in an earlier clause
    own_noun = context.unit in COUNTED and context.after
    listed = context.before.endswith("、") and context.sentence.ends_at(word.start) and not context.after[:1].isdigit()
    beside = earlier and context.sentence.figures_between(word.start - _BESIDE, word.start)
    if own_noun and (beside or listed):
        return None  # … right before it (1100名队员进村，动员4.3万名群众; 百余名干部、上千名群众)
    cost = max(end - start, 0) / 2 + _CLAUSE_COST * context.sentence.clauses_between(start, end)
    return cost + _FIGURE_COST * context.sentence.figures_between(start, end)


def _distance_behind(word: IndicatorWord, context: FigureContext) -> float | None:
    start, end = context.span.end, word.start
    if word.end > context.clause.end or end - start > min(_REACH_AFTER, len(context.after)):
        return None
    between = context.after[: end - start]
    follows = len(between) <= _NOUN and _PARTING.isdisjoint(between)  # 121支驻村工作队
    if not follows and context.sentence.figures_between(word.end, min(word.end + _OWN, context.clause.end)):
        return None  # it names the next figure: 企业5家、合作社31个
    second = 0 if context.unit != "item" or _PARTING.isdisjoint(between) else _PARTED  # 35家企业和合作社
    return (end - start) / 2 + second + _FIGURE_COST * 2 * context.sentence.figures_between(start, end)

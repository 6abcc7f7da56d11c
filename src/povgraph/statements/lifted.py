"""Tell those who have left poverty from those who are still poor, by the verbs around a figure."""

import re
from functools import cache

from povgraph.model import Span
from povgraph.resources import lexicon
from povgraph.statements.figures import expression, listed

#: How far before a verb, or before the word for the poor, a denial may stand.
_REACH = 6


def leaves_poverty(after: str) -> bool:
    """Tell whether the text behind a figure says that who is counted has left poverty (帮助32户贫困户｜实现脱贫).

    >>> leaves_poverty("贫困户实现脱贫"), leaves_poverty("贫困户尚未脱贫")
    (True, False)
    """
    leaves, stays = _verbs()
    verb = leaves.search(after)
    return verb is not None and not stays.search(after, 0, verb.start())


def poor_or_lifted(notation: str, clause: str, figure: int, word: Span) -> str:
    """Tell the indicator of who has left poverty (66个贫困县都摘了帽) from that of who has not (29个村未出列).

    Args:
        notation: The indicator that a word near the figure names; others than those of the poor stay as they are.
        clause: The text of the clause.
        figure: Where the figure begins in it.
        word: Where the word stands in it; before the clause, where it is of an earlier one.
    """
    left = lexicon("figures")["left_by_state"]
    if notation not in left and notation not in left.values():
        return notation
    leaves, stays = _verbs()
    verbs = [verb for verb in leaves.finditer(clause) if verb.start() > figure or verb.end() >= word.end]
    denied = stays.search(clause, max(word.start - _REACH, 0), max(word.start, 0))
    if not verbs and not denied:
        return notation
    if denied or any(stays.search(clause, max(verb.start() - _REACH, 0), verb.start()) for verb in verbs):
        return _left_from(notation) or notation
    return str(left.get(notation, notation))


def left_over(indicator: str, before: str, after: str) -> str | None:
    """Tell what those are who are left, by the indicator of those before, who have left poverty or moved (还剩52户).

    >>> left_over("households-lifted", "还剩", ""), left_over("households-lifted", "又有", "脱贫")
    ('poor-households', None)
    """
    if not expression("left_over").search(before) or leaves_poverty(after):
        return None
    return "other" if indicator in listed("not_yet_done") else _left_from(indicator)


def _left_from(indicator: str) -> str | None:
    """Give the state of those who have not left it yet, by the indicator of those who have."""
    states: dict[str, str] = lexicon("figures")["left_by_state"]
    return next((state for state, lifted in states.items() if lifted == indicator), None)


@cache
def _verbs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rules = lexicon("figures")
    return re.compile(rules["leaves"]), re.compile(rules["stays"])

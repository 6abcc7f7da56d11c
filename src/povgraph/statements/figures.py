"""Say what kind of figure a number is: a state, a change or a growth; of what sign; per what; done or planned."""

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from povgraph.mentions.units import Quantity
from povgraph.resources import lexicon


class Reading(NamedTuple):
    """How a number is to be read: its kind, its signed value, and its interval with the same sign."""

    kind: str
    value: Decimal
    low: Decimal | None
    high: Decimal | None


@cache
def listed(name: str) -> tuple[str, ...]:
    """Give a list of words of the lexicon as what ``startswith`` and ``endswith`` take."""
    return tuple(lexicon("figures")[name])


@cache
def expression(*names: str) -> re.Pattern[str]:
    """Give an expression of the lexicon compiled; any of the words of a list, or of several (每亩|亩均|一亩)."""
    entries = [lexicon("figures")[name] for name in names]
    words = [word for entry in entries for word in ([entry] if isinstance(entry, str) else entry)]
    return re.compile("|".join(sorted(words, key=len, reverse=True)))


@cache
def _slots() -> dict[str, re.Pattern[str]]:
    """Compile what fills each per-slot, in the order in which they are tried."""
    per: dict[str, list[str]] = lexicon("figures")["per"]
    return {slot: re.compile("|".join(sorted(cues, key=len, reverse=True))) for slot, cues in per.items()}


def read_figure(quantity: Quantity, before: str) -> Reading:
    """Read a quantity by the text of its clause before it.

    A number is a difference when a verb of rising or falling stands before it and no word of reaching in between:
    ``减少了近90%`` is a growth of -90, ``减少到78000人`` a level.
    """
    if quantity.growth:
        return Reading("growth", quantity.value, quantity.low, quantity.high)
    verb = _last(expression("increases", "decreases"), before)
    if verb is None or _reaches(before[verb.end() :]) or _raises_another(verb[0], quantity):
        return Reading("level", quantity.value, quantity.low, quantity.high)
    relative = quantity.unit == "percent" and quantity.unit_word not in lexicon("figures")["points"]
    kind = "growth" if relative else "change"
    if expression("decreases").fullmatch(verb.group()):
        low = -quantity.high if quantity.high is not None else None
        high = -quantity.low if quantity.low is not None else None
        return Reading(kind, -quantity.value, low, high)
    return Reading(kind, quantity.value, quantity.low, quantity.high)


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for found in pattern.finditer(text):  # noqa: B007  the last one is wanted
        pass
    return found


def _reaches(between: str) -> bool:
    for word in lexicon("figures")["not_reached"]:
        between = between.replace(word, "")
    return any(word in between for word in listed("reached"))


def _raises_another(verb: str, quantity: Quantity) -> bool:
    """Tell whether a verb right before a count raises what is named behind it (提升3061个村的饮水条件)."""
    words = lexicon("figures")
    return verb in words["raising"] and quantity.unit in words["not_raised"]


def is_compared(before: str) -> bool:
    """Tell whether a clause compares with an earlier figure (``同比增长``, ``比上年增加``)."""
    return before.lstrip(" ,，").startswith(listed("compared"))


def is_part(before: str) -> bool:
    """Tell whether a clause speaks of a part of what came before (``其中``)."""
    return before.startswith(listed("partitives"))


def reaches(before: str) -> bool:
    """Tell whether a clause says nothing but that a figure has been reached (``达到``)."""
    return before in lexicon("figures")["reaching"]


def goes_on(before: str) -> bool:
    """Tell whether a clause goes on from the figure before it to the next state (``又涨到``)."""
    return expression("goes_on").match(before) is not None


def is_denied(before: str) -> bool:
    """Tell whether a clause denies what follows, makes it a condition, or speaks of the average of others."""
    return expression("denied").search(before) is not None


def is_supposed(sentence: str) -> bool:
    """Tell whether a sentence up to a figure only supposes it, or sets it against another (如果…，就能降到1%)."""
    return expression("supposed").search(sentence) is not None


def is_difference(before: str) -> bool:
    """Tell whether a figure is by how much one time differs from another (脱贫人数比上年多300人)."""
    return expression("than").search(before) is not None


def is_definite(quantity: Quantity, before: str) -> bool:
    """Tell whether a count of things or counties points back to what was named (``这两项``) and counts nothing anew."""
    return quantity.unit in ("item", "county") and before.endswith(listed("definite"))


def is_both(before: str, printed: str, after: str) -> bool:
    """Tell whether a count only points back to the two or three who were named (他和妻子打工，两人每月能挣6000元)."""
    return not before and printed in listed("both") and expression("both_do").match(after) is not None


def is_done(before: str) -> bool:
    """Tell whether a clause says before a figure that it is a fact (``已``, ``累计``)."""
    return expression("done").search(before) is not None


def is_personal(indicator: str, before: str) -> bool:
    """Tell whether an official has or pays this himself: a loan, a wage; ``自己垫了36万元``."""
    own = indicator in listed("personal") and not expression("each").search(before)
    return own or expression("himself").search(before) is not None


def is_sample(sentence: str, indicator: str) -> bool:
    """Tell whether a count is of what a body has looked at (共抽查行政村198个): it is said of the body itself."""
    return indicator == "other" and expression("sampling").search(sentence) is not None


def is_planned(sentence: str, clause: str, behind: str) -> bool:
    """Tell whether a figure is planned.

    Args:
        sentence: The sentence up to the figure; a word of planning in it holds unless a word of completion follows.
        clause: The clause up to the figure; here weaker words (``将``, ``确保``) do too.
        behind: The clause behind the figure (``将全部脱贫``).
    """
    remaining = expression("remaining").search(clause) and expression("remaining_leave").match(behind)
    if remaining or expression("planned_behind").search(behind):
        return True
    for cue, before in (("planned", sentence), ("planned_here", clause)):
        found = _last(expression(cue), before)
        if found and not expression("done").search(before, found.end()):
            return True
    return False


def is_per_mu(earlier: str, unit: str | None) -> bool:
    """Tell whether the clause before a sum of money says that it is per mu (一亩地忙到头，挣三百块)."""
    return unit == "yuan" and expression("per_mu_before").match(earlier) is not None


def read_per(before: str, indicator: str) -> str | None:
    """Fill the per-slot: by the indicator where that settles it, else by the words of the clause."""
    words = lexicon("figures")
    if indicator in words["per_by_indicator"]:
        return str(words["per_by_indicator"][indicator])
    if indicator in words["never_per"]:
        return None
    if indicator == words["paid_by_month"] and not expression("not_by_month").search(before):
        return "month"
    return next((slot for slot, pattern in _slots().items() if pattern.search(before)), None)

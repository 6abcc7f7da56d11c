"""Where a figure stands, and the rules of the lexicon that tell its indicator from what stands around it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from povgraph.model import Span
from povgraph.resources import lexicon

#: Where a rule may look; what stands in other clauses decides sooner, since fewer figures have it.
_SIDES = ("earlier", "then", "after", "before")


class Surroundings(NamedTuple):
    """The sentence of a figure: where it begins, its clauses end, and its figures begin and end."""

    start: int
    clause_ends: Sequence[int]
    figure_starts: Sequence[int]
    figure_ends: Sequence[int]

    def figures_between(self, start: int, end: int) -> int:
        """Count the figures that lie in a stretch of text; they come in the order of the text."""
        return max(bisect_right(self.figure_ends, end) - bisect_left(self.figure_starts, start), 0)

    def ends_at(self, offset: int) -> bool:
        """Tell whether a figure ends at an offset."""
        at = bisect_left(self.figure_ends, offset)
        return at < len(self.figure_ends) and self.figure_ends[at] == offset

    def clauses_between(self, start: int, end: int) -> int:
        """Count the clauses that end in a stretch of text."""
        return bisect_right(self.clause_ends, max(start, end)) - bisect_right(self.clause_ends, start)


class FigureContext(NamedTuple):
    """Where a figure stands: its span and unit, its clause and its sentence.

    ``touching`` says that nothing stands between it and the name of the place that it is said of; ``before`` and
    ``after`` are the text of its clause around it, ``earlier`` and ``then`` those of the clauses before and behind,
    ``subject`` the sort of what it is said of, ``printed`` the figure itself, ``counter`` the word by which it counts;
    ``refers`` says that it goes back to an earlier figure and its words (a growth, what is shared out).
    """

    span: Span
    unit: str | None
    clause: Span
    sentence: Surroundings
    touching: bool = False
    before: str = ""
    after: str = ""
    earlier: str = ""
    then: str = ""
    subject: str = ""
    printed: str = ""
    counter: str | None = None
    refers: bool = False


class Rule(NamedTuple):
    """A rule of the lexicon: the indicator of a figure around which these stand, each where it looks.

    ``first`` is the side where it looks first, if it looks anywhere.
    """

    indicator: str
    subject: str | None
    first: str | None
    looks: tuple[tuple[str, re.Pattern[str]], ...]

    def fits(self, context: FigureContext) -> bool:
        """Tell whether a figure and what stands around it is as the rule says."""
        return self.subject in (None, context.subject) and all(
            pattern.search(getattr(context, side)) for side, pattern in self.looks
        )


class Rules(NamedTuple):
    """The rules of a list, in order, and for each side of a figure what stands there if a rule fits that looks there.

    So a search for each side tells that most rules cannot fit; ``others`` look nowhere.
    """

    rules: tuple[Rule, ...]
    others: tuple[Rule, ...]
    signs: tuple[tuple[str, re.Pattern[str]], ...]

    def first(self, context: FigureContext) -> str | None:
        """Give the indicator of the first rule that fits."""
        seen = [side for side, sign in self.signs if sign.search(getattr(context, side))]
        likely = [rule for rule in self.rules if rule.first is None or rule.first in seen] if seen else self.others
        return next((rule.indicator for rule in likely if rule.fits(context)), None)


@cache
def rules_for(name: str, unit: str | None) -> Rules:
    """Give the rules of a list of the lexicon for figures of a unit."""
    rules: list[Rule] = []
    signs: dict[str, list[str]] = {}
    for rule in lexicon("figures")[name]:
        if rule["unit"] == unit:
            looks = tuple((side, re.compile(rule[side])) for side in _SIDES if side in rule)
            first = looks[0][0] if looks else None
            rules.append(Rule(rule["indicator"], rule.get("subject"), first, looks))
            if first:
                signs.setdefault(first, []).append(f"(?:{rule[first]})")
    others = tuple(rule for rule in rules if rule.first is None)
    return Rules(tuple(rules), others, tuple((side, re.compile("|".join(signs[side]))) for side in signs))

"""When two rows say the same: the measures that statements are scored by.

Observations are compared in three steps, each on top of the one before: the same ``figure`` (value within 0.5 %, unit,
kind), said ``about`` the same thing, and in ``full`` (indicator, year of ``to``, ``per``, ``status``).
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from difflib import SequenceMatcher
from functools import cache
from typing import Any

from povgraph.model import Observation, Organization, Outcome, Person, Place, Programme, Statements
from povgraph.resources import lexicon

_IGNORED_SIGNS = str.maketrans("", "", "“”\"'《》〈〉「」 　")

#: A fall in the number of the poor, and what it is a rise in.
_LIFTED = {
    "poor-population": "persons-lifted",
    "poor-households": "households-lifted",
    "poor-villages": "villages-delisted",
    "poor-counties": "counties-delisted",
}


@dataclass(frozen=True, slots=True)
class HeldPost:
    """One post of one person, as it is scored."""

    name: str
    post: str
    of: str | None
    quote: str

    def as_json(self) -> str:
        """Write the post as a JSON object in one line."""
        return json.dumps(asdict(self), ensure_ascii=False)


def is_optional(row: Any) -> bool:
    """Tell whether a row is a call that two careful readers make differently.

    These are government, party and media organizations, generic measures named as programmes, outcomes of kind
    ``other``, places outside China, and authors.
    """
    match row:
        case Organization():
            return row.kind in {"government", "party", "media"}
        case Programme():
            return _bare(row.name) in _generic()
        case Outcome():
            return row.kind == "other"
        case Person():
            return row.role == "author"
        case Place():
            return row.level == "province" and not row.code
    return False


def normal(row: Observation) -> Observation:
    """Make one of two ways to write a figure: a fall in the poor is a rise in those lifted, a gain is a change."""
    if row.kind == "change" and row.indicator in _LIFTED and row.value < 0:
        return replace(row, kind="level", indicator=_LIFTED[row.indicator], value=-row.value)
    if row.indicator == "income-gain" and row.kind == "level":
        return replace(row, kind="change")
    return row


def alike(one: str | None, other: str | None, least: float = 0.8) -> bool:
    """Tell whether two names are the same but for quotation marks, spaces and a few signs.

    >>> alike("“陆家村模式”", "陆家村模式"), alike("农安县", "安图县")
    (True, False)
    """
    a, b = _bare(one), _bare(other)
    return a == b or (bool(a and b) and SequenceMatcher(None, a, b).ratio() >= least)


def overlap(one: str, other: str) -> float:
    """Measure how much two quotes share, from 0 to 1: the longest run in common over the shorter quote.

    >>> overlap("到2018年底下降到0.5%", "下降到0.5%")
    1.0
    """
    if not one or not other:
        return 0.0
    run = SequenceMatcher(None, one, other, autojunk=False).find_longest_match(0, len(one), 0, len(other)).size
    return run / min(len(one), len(other))


def _bare(name: str | None) -> str:
    return (name or "").translate(_IGNORED_SIGNS)


@cache
def _generic() -> frozenset[str]:
    return frozenset(lexicon("generic_programmes")["names"])


def _same_name(gold: Any, predicted: Any) -> bool:
    return _bare(gold.name) == _bare(predicted.name)


def _same_place(gold: Place, predicted: Place) -> bool:
    return _same_name(gold, predicted) and gold.level == predicted.level


def _same_code(gold: Place, predicted: Place) -> bool:
    return _same_place(gold, predicted) and (gold.code or None) == (predicted.code or None)


def _same_post(gold: HeldPost, predicted: HeldPost) -> bool:
    return _same_name(gold, predicted) and alike(gold.post, predicted.post, 0.7) and alike(gold.of, predicted.of, 0.7)


def _same_figure(gold: Observation, predicted: Observation) -> bool:
    close = abs(gold.value - predicted.value) * 200 <= abs(gold.value)  # within 0.5 %
    return close and gold.unit == predicted.unit and gold.kind == predicted.kind


def _same_subject(gold: Observation, predicted: Observation) -> bool:
    return _same_figure(gold, predicted) and alike(gold.about, predicted.about, 0.75)


def _same_observation(gold: Observation, predicted: Observation) -> bool:
    years = (gold.until or "")[:4], (predicted.until or "")[:4]
    rest = (gold.indicator, gold.per, gold.status) == (predicted.indicator, predicted.per, predicted.status)
    return rest and years[0] == years[1] and _same_subject(gold, predicted)


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the table: which rows it looks at, and when two of them say the same."""

    name: str
    section: str
    same: Callable[[Any, Any], bool]

    def rows(self, statements: Statements) -> list[Any]:
        """Give the rows of a file as they are scored."""
        if self.section == "posts":
            people = statements.people
            return [HeldPost(who.name, held.post, held.of, who.quote) for who in people for held in who.posts]
        if self.section == "observations":
            return [normal(row) for row in statements.observations]
        return list(getattr(statements, self.section))


#: The lines of the table, in order.
MEASURES: tuple[Measure, ...] = (
    Measure("places", "places", _same_place),
    Measure("places+code", "places", _same_code),
    Measure("people", "people", _same_name),
    Measure("posts", "posts", _same_post),
    Measure("organizations", "organizations", lambda gold, said: alike(gold.name, said.name)),
    Measure("programmes", "programmes", lambda gold, said: alike(gold.name, said.name, 0.75)),
    Measure("outcomes", "outcomes", lambda gold, said: gold.kind == said.kind and alike(gold.about, said.about, 0.75)),
    Measure("observations: figure", "observations", _same_figure),
    Measure("observations: about", "observations", _same_subject),
    Measure("observations: full", "observations", _same_observation),
    Measure(
        "anomalies", "anomalies", lambda gold, said: gold.kind == said.kind and overlap(gold.quote, said.quote) >= 0.6
    ),
)

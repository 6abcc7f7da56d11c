"""Read the words around a number that leave it open, and those that say per what it is said."""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from povgraph.mentions.words import WordTable
from povgraph.resources import lexicon

_CLAUSE_ENDS = frozenset("，。；：！？、\n“”（）,;:")


class Hedge(NamedTuple):
    """What a hedge makes of a number (``approx``, ``under``, ``ge``, ``le``, ``eq``), and where it reaches to."""

    kind: str
    edge: int


@dataclass(frozen=True, slots=True)
class _Tables:
    before: WordTable[str]
    fillers: WordTable[None]
    others: WordTable[None]
    after: WordTable[str]
    after_measure: frozenset[str]
    per: WordTable[str]
    per_order: tuple[str, ...]
    per_after: WordTable[str]
    per_first: frozenset[str]


@cache
def _tables() -> _Tables:
    words = lexicon("hedges")
    per = {word: slot for slot, listed in words["per"].items() for word in listed}
    return _Tables(
        before=WordTable({word: kind for kind, listed in words["before"].items() for word in listed}),
        fillers=WordTable(dict.fromkeys(words["fillers"])),
        others=WordTable(dict.fromkeys(words["parts_of_others"])),
        after=WordTable({word: kind for kind, listed in words["after"].items() for word in listed}),
        after_measure=frozenset(words["after_measure"]),
        per=WordTable(per),
        per_order=tuple(words["per"]),
        per_after=WordTable(
            {f"{sign}{word}": slot for word, slot in words["per_after"].items() for sign in ("/", "每", "一")}
        ),
        per_first=WordTable(per).first_characters,
    )


def hedge_before(text: str, start: int) -> Hedge | None:
    """Find the hedge that ends where a number begins, or a filler before it: 超过, 超过了, 最高可贷.

    >>> hedge_before("签约11个", 2), hedge_before("超过了30万", 3)
    (None, Hedge(kind='ge', edge=0))
    """
    tables = _tables()
    at = start
    for _ in range(3):
        hit = tables.before.before(text, at)
        if hit:
            edge = at - len(hit.word)
            return None if tables.others.before(text, at, shortest=len(hit.word) + 1) else Hedge(hit.value, edge)
        filler = tables.fillers.before(text, at)
        if filler is None:
            return None
        at -= len(filler.word)
    return None


def hedge_after(text: str, end: int, measure: bool) -> Hedge | None:
    """Find the hedge that begins where a figure ends: 以上, 左右; after a measure also 多 and 余."""
    tables = _tables()
    hit = tables.after.at(text, end)
    if hit:
        return Hedge(hit.value, end + len(hit.word))
    if (
        measure
        and text[end : end + 1] in tables.after_measure
        and text[end + 1 : end + 2] not in {"么", "少", "次", "种"}
    ):
        return Hedge("ge", end + 1)
    return None


def find_per(text: str, start: int, end: int, floor: int) -> str | None:
    """Find per what a figure is said: right after its unit, or by a word before it in its clause.

    ``floor`` is where the figure before ends: what stands before that is not looked at.

    >>> find_per("每亩每年租金650元", 6, 10, 0), find_per("去年收入3万元", 4, 7, 0)
    ('mu', None)
    """
    tables = _tables()
    after = tables.per_after.at(text, end)
    if after:
        return after.value
    words = lexicon("hedges")
    begin = max(floor, start - words["per_reach"])
    found: set[str] = set()
    if tables.per_first.isdisjoint(text[begin:start]):
        return None
    for at in range(start - 1, begin - 1, -1):
        if text[at] in _CLAUSE_ENDS:
            break
        if text[at] in tables.per_first:
            hit = tables.per.at(text, at)
            if hit and at + len(hit.word) <= start and _stands_alone(text, at, hit.word):
                found.add(hit.value)
    return min(found, key=tables.per_order.index, default=None)


def _stands_alone(text: str, at: int, word: str) -> bool:
    """Tell a word that says per what from the same characters in a date or an ordinal: 去年收入, 第一年."""
    words = lexicon("hedges")
    if at and text[at - 1] in words["per_not_after"].get(word[0], ""):
        return False
    after = text[at + len(word) : at + len(word) + 1]
    return not after or after not in words["per_not_before"].get(word, "")

"""Find what a number counts in the words around it: 贫困村共有58个, 其中甲县15个, 人口85万, 四百只袖子."""

import re
from functools import cache

from povgraph.mentions.numbers import Number
from povgraph.mentions.units import Units
from povgraph.mentions.words import WordTable
from povgraph.resources import lexicon

_REACH = 40
_PART_OF_CODE = re.compile(r"[-+/_.〕A-Za-z0-9]")
#: What only a large number holds: 一千八, 70,560 (a year does not).
_OF_MANY = frozenset("百千,")
#: A sum of money that is said without its unit is at least so much (到手2960).
_SUM = 100
#: How far off an animal is named that a word counts.
_NEAR = 90
_CLAUSE_ENDS = frozenset("，。；：！？\n“”（）")
#: A noun whose number comes later in the sentence: 贫困村的数量已从30个, 贫困村由2013年的30个, 出列的村，全镇有9个.
_TOPIC = re.compile(
    r"([^，。；！？\n])的?(?:数量|总数|个数)[^，。；！？\n]{0,16}+\Z|([^，。；！？\n])[从由][0-9]{4}年底?的[^，。；！？\n]{0,24}+\Z|(?<=的)([^，。；！？\n])，全?.?(?:共?有|共|达)\Z"
)


def noun_before(text: str, start: int, floor: int, units: Units) -> tuple[str, str] | None:
    """Find the noun before a number and the base unit that it makes of a 个; nothing before ``floor`` is looked at."""
    at = start
    for _ in range(3):
        noun = units.noun_before(text, at, shortest=1 if text[at - 2 : at - 1] == "的" else 2)
        if noun:
            return noun
        word = _between().before(text, at)
        if word is None:
            break
        at -= len(word.word)
    topic = _TOPIC.search(text, max(start - _REACH, floor), start)
    return units.noun_before(text, topic.end(topic.lastindex or 0), shortest=1) if topic else None


def is_carried(text: str, start: int) -> bool:
    """Tell whether the words before a number let it count what was counted last: 、乙县8个, 减少到5个."""
    return _after_which().before(text, start) is not None


def implied_unit(text: str, start: int, floor: int) -> str | None:
    """Find the unit that the nearest word before a bare number suggests: 人口85万, 卖了三万六."""
    for at in range(start - 1, max(start - lexicon("counters")["implied_reach"], floor) - 1, -1):
        if text[at] in _CLAUSE_ENDS:
            return None
        hit = _implied().at(text, at)
        if hit and at + len(hit.word) <= start:
            return hit.value
    return None


def is_figure(text: str, number: Number, floor: int) -> bool:
    """Tell whether a number without a unit is a figure: it has 万 or 亿, or a word before it says of what.

    ``floor`` is where the figure before it ends.
    """
    if _PART_OF_CODE.match(text, number.end):
        return False
    if "万" in number.run or "亿" in number.run:
        return True
    if not _OF_MANY.isdisjoint(number.run) and implied_unit(text, number.start, floor) is not None:
        return True
    sums, closed = tuple(lexicon("counters")["sums"]), text[number.end : number.end + 1] in _CLAUSE_ENDS
    return number.arabic and closed and number.amount.value >= _SUM and text.endswith(sums, 0, number.start)


def counts_animals(text: str, number: Number) -> bool:
    """Tell whether a counting word of animals that counts other things, too (四百只袖子), has an animal near it."""
    kinds = lexicon("counters")["of_animals"].get(number.unit.word) if number.unit else None
    near = text[max(number.start - _NEAR, 0) : number.unit_end + _NEAR]
    return kinds is None or not frozenset(kinds).isdisjoint(near)


@cache
def _implied() -> WordTable[str]:
    listed = lexicon("counters")["implied"]
    return WordTable({word: unit for unit, words in listed.items() for word in words})


@cache
def _between() -> WordTable[None]:
    return WordTable(dict.fromkeys(lexicon("counters")["between"]))


@cache
def _after_which() -> WordTable[None]:
    words = lexicon("counters")
    return WordTable(dict.fromkeys([*words["after_which"], *words["change"]]))

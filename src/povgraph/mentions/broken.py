"""Find the places where a number was lost or cannot be: 资金万元, 收入为.91元, 降到%, 1957年代.

Such a place is an anomaly of the text, never a figure: what was lost is not guessed.
"""

import re
from dataclasses import dataclass
from functools import cache

from povgraph.mentions.led import Led, Rules, led
from povgraph.mentions.units import Units
from povgraph.model import Span
from povgraph.resources import lexicon

_COUNTERS = "户人个名"
_IMPOSSIBLE = ("decade", "future", "bracketed", "year_of")


@dataclass(frozen=True, slots=True)
class Broken:
    """A broken number: where it stands, and whether it is a ``missing-number`` or an ``impossible-value``."""

    span: Span
    kind: str


def find_broken(text: str, units: Units) -> list[Broken]:
    """Find the broken numbers of a text in normal form, in order.

    >>> find_broken("共投入资金万元。", Units([]))
    [Broken(span=Span(start=3, end=7), kind='missing-number')]
    """
    ways = _ways(units.measures)
    found = (
        Broken(Span(*match.span()), "impossible-value" if way in _IMPOSSIBLE else "missing-number")
        for way in ways
        if way != "rate" or any(rate in text for rate in _rates())
        for match in ways.matches(way, text)
    )
    kept: list[Broken] = []
    for item in sorted(found, key=lambda item: item.span.start):
        if not kept or item.span.start >= kept[-1].span.end:
            kept.append(item)
    return kept


@cache
def _ways(measures: frozenset[str]) -> Rules:
    """Compile the ways in which a number is lost, for the given units of measure.

    What is not led looks back only behind its first character: the expression then knows which that can be.
    """
    measured = _any(["元", *measures, *_COUNTERS])
    listed: dict[str, list[str]] = lexicon("broken")
    words = {key: _any(own) for key, own in listed.items()}
    sums, links, scales = led(listed["sums"]), words["links"], words["scales"]
    ahead = r"(?![0-9]00)(?:(?<=2)(?:0[6-9]|[1-9][0-9])|(?<!2)[0-9]{2})[0-9]年"  # of 2060年 and later, behind the first
    risen = "|".join(f"{word}(?<=[0-9][万亿]元{word})" for word in listed["rising"])
    empty, many = [f"{word} " for word in listed["gaps_after"]], [f"{word}多" for word in listed["many_after"]]
    ways = {
        "scale": sums.then(rf"{links}?{scales}元(?!{words['not_before']})"),  # 资金万元
        "risen": Led(tuple(listed["rising"]), rf"(?:{risen}){scales}元(?=[，。；、）])"),  # 由2万元提高到万元，
        "sum": sums.then(rf"{links}?(?: {{1,3}}{scales}?元|(?<=[为是达到至约过])元)(?=[，。；、）])"),  # 收入为元，
        "bare": sums.then("元(?=[，。；、）,])"),  # 每户增加收入元。
        "comma": rf"[,，](?<=[为是达到至约][,，])[0-9]{{3}}(?![0-9,]){scales}?{measured}",  # 收入为,316元
        "future": rf"[2-9](?<![0-9.,][2-9]){ahead}(?!{words['spans']})",  # 8519年
        "year": sums.then(rf"{links}(?:19|20)[0-9]{{2}}年(?=[，。；])"),  # 收入提高到1950年。
        "point": rf"\.(?<=[\u4e00-\u9fff]\.)[0-9]{{1,6}}{scales}?{measured}",  # 收入为.91元
        "percent": r"%(?<=[为到至达近约占过]%)",  # 降到%
        "rate": rf"[\u4e00-\u9fff]{{1,3}}{words['rates']}%",  # 漏评率%
        "points": led(listed["moving"]).then("了?(?:%|个百分点)"),  # 下降个百分点
        "gap": led(empty).then(rf" {{0,2}}{words['gaps_before']}(?=[，。；、）])"),  # 共有 户，
        "year_lost": led([f"{word}年" for word in listed["since"]]).then(
            "(?:的?(?=[0-9])|(?<=[自从]年)以来)"  # 由年的19.4%降至
        ),
        "many": led(many).then(rf"{words['many_units']}(?!{words['many_words']})"),  # 平均海拔多米
        "ten_thousand": led("从由", rf"(?:[0-9]{{4}}年底?的?)?万[人户](?={words['becoming']})"),  # 由万人减少到
        "bracketed": led(listed["made"]).then(
            rf"了?(?:19|20)[0-9]{{2}}年[\u4e00-\u9fff]{{2,8}}[（(]{words['bracketed']}[）)]"
        ),
        "year_of": led(listed["areas"]).then(
            rf"{links}?(?:19|20)[0-9]{{2}}年{words['measures']}"  # 面积为2018年平方米
        ),
        "decade": r"[12](?<![0-9][12])(?:(?<=1)9|(?<=2)0)[0-9][1-9]年代",  # 1957年代
    }
    return Rules({name: re.compile(way) if isinstance(way, str) else way for name, way in ways.items()})


@cache
def _rates() -> tuple[str, ...]:
    return tuple(f"{word}%" for word in lexicon("broken")["rates"])


def _any(words: list[str]) -> str:
    return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"

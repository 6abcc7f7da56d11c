"""Find the numbers in a text that count something, each with its unit; leave out the others.

Left out are ordinals (第十批), dates and durations, numbers in names (G65, “两不愁”), articles and idioms (一个,
三本账, 四处), and numbers that only count the names just listed (甲县和乙县两个县).
"""

import re
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from povgraph.mentions.amounts import Amount, read_amount
from povgraph.mentions.hedges import hedge_after, hedge_before
from povgraph.mentions.units import COUNTED, PLACES, Unit, Units
from povgraph.mentions.words import WordTable
from povgraph.resources import lexicon

DIGITS = "0123456789"
_WRITTEN = "零〇一二两三四五六七八九十"
_CHARS = f"0-9{_WRITTEN}百万亿廿卅几"
#: 千 is not part of the number in 5万千瓦.
_CHAR = f"(?:[{_CHARS}]|千(?![瓦米克伏]))"
#: What a numeral begins with, and how it goes on behind that.
FIRST_CHARS = f"{_CHARS}千"
REST = (
    rf"(?<!千(?=[瓦米克伏]))(?:{_CHAR}|[.,](?=[0-9])|个(?=亿)|点(?=[{_WRITTEN}])|[多余来](?=[十百千万亿])|分之(?=[{_CHARS}]))*+"
    r"(?:[多余](?![少么])|来(?![自到源临说看讲年]))?+"
)
#: A run of numeral characters, each taken once: 1,489 or 70多万 or 六分之一 or 三点二.
NUMERAL = re.compile(f"[{FIRST_CHARS}]{REST}")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_NOT_AFTER = frozenset("第每-+/_.〔" + _LETTERS)
_SCALES = frozenset("百千万亿")
_PERCENT = Unit("percent", "", Fraction(100))
_LONGEST_NAME = 10
#: Digits before a gap: what follows is the rest of a number (2 300), whose value cannot be told.
_SPACED = re.compile(r"[0-9] ?[., ] ?\Z")
_CODE = re.compile("[0-9A-Za-z]")
_LIST_REACH = 40
_JOINT = re.compile("[、和与及]")
_CLAUSE_END = re.compile("[，。；：\n“”]")


#: What may follow the tenths of a sum of money (四块二。, 6块5收).
_AFTER_TENTHS = frozenset(("", *"，。；！？、”’ \n的一卖收买钱左以也就到"))


class Number(NamedTuple):
    """A numeral in its place: its amount, its unit, and where the unit ends."""

    start: int
    end: int
    run: str
    amount: Amount
    unit: Unit | None
    unit_end: int

    @property
    def arabic(self) -> bool:
        """Tell whether it is written in digits alone."""
        return not self.run.strip(DIGITS + ",.")

    @property
    def in_parts(self) -> bool:
        """Tell whether tenths stand behind its unit (三块五)."""
        return self.unit is not None and self.unit_end > self.end + len(self.unit.word)


def read_number(text: str, start: int, end: int, units: Units, after_number: bool = False) -> Number | None:
    """Read the numeral between two offsets with the unit after it; None if it counts nothing.

    ``after_number`` says that it is the second one of a range.
    """
    run = text[start:end]
    if start and not after_number and _is_name(text, start):
        return None
    if _idioms().at(text, start) or (text[start - 1 : start] == "数" and run[0] in "十百千万亿"):
        return None
    amount = read_amount(run)
    if amount is None:
        return None
    if amount.share:
        return Number(start, end, run, amount, _PERCENT, end)
    at = end + (text[end : end + 1] == " ")
    unit = units.after(text, at, article=run == "一")
    if unit is None:
        return Number(start, end, run, amount, None, end)
    whole = Number(start, end, run, amount, unit, at + len(unit.word))
    number = _with_part(text, whole)
    idle = number == whole and _is_idle(text, number, units)
    return None if unit.base is None or idle else number


def _with_part(text: str, number: Number) -> Number:
    """Read the part that follows a whole: 两亩半, 四块二, 6块5, 一块二毛五, 六毛五, 九成五."""
    unit, amount = number.unit, number.amount
    if unit is None or unit.base in COUNTED or amount.bound != "eq" or amount.upper is not None:
        return number
    if two := _two_tenths(text, number):
        return two
    half = text.startswith("半", number.unit_end)
    part, end = (Decimal("0.5"), number.unit_end + 1) if half else _tenths(text, number.unit_end, unit.word)
    return number._replace(amount=amount._replace(value=amount.value + part), unit_end=end) if part else number


def _two_tenths(text: str, number: Number) -> Number | None:
    """Read two digits that follow each other as a range of tenths (两块二三)."""
    unit, end = number.unit, number.unit_end
    first = "一二三四五六七八".find(text[end : end + 1]) + 1
    ranged = (
        first > 0
        and text[end + 1 : end + 2] == "二三四五六七八九"[first - 1]
        and text[end + 2 : end + 3] in _AFTER_TENTHS
    )
    if unit is None or unit.word not in lexicon("counters")["tenths"] or not ranged:
        return None
    whole = number.amount.value
    amount = number.amount._replace(value=whole + Decimal(first) / 10, upper=whole + Decimal(first + 1) / 10)
    return number._replace(amount=amount, unit_end=end + 2)


def _tenths(text: str, start: int, word: str) -> tuple[Decimal, int]:
    """Read the single digit behind a unit that has tenths, if no other figure begins with it; give where it ends.

    A smaller unit may follow it, with tenths of its own: the 二毛五 of 一块二毛五.
    """
    smaller = lexicon("counters")["tenths"].get(word)
    if smaller is None or start >= len(text):
        return Decimal(0), start
    digit = max("零一二三四五六七八九".find(text[start : start + 1]), "0123456789".find(text[start : start + 1]))
    if digit < 1:
        return Decimal(0), start
    after = text[start + 1 : start + 2]
    if after and after in smaller:
        part, end = _tenths(text, start + 2, after)
        return (digit + part) / 10, end
    return (Decimal(digit) / 10, start + 1) if after in _AFTER_TENTHS else (Decimal(0), start)


def _is_name(text: str, start: int) -> bool:
    """Tell whether a number is an ordinal or part of a name: 第三批, G65, “两不愁”."""
    before = text[start - 1]
    if before in " ." and _SPACED.search(text, max(start - 4, 0), start):
        return True
    if before == "/" and not _CODE.match(text, start - 2):  # 23座/1120延米
        return False
    quoted = before == "“" and text[start] not in DIGITS and text.find("”", start, start + _LONGEST_NAME) > 0
    return quoted or before in _NOT_AFTER


def _is_idle(text: str, number: Number, units: Units) -> bool:
    """Tell whether a number with a unit counts nothing: 一个, 三本账, 两县, 八里村, 甲、乙两个县."""
    unit, run = number.unit, number.run
    if unit is None:
        return False
    if unit.base in PLACES and _counts_names(text, number):
        return True
    if run[0] in DIGITS:
        return unit.word == "成" and number.amount.value > 10
    if run == "一" and number.amount.value == 1:
        return not _is_measured_one(text, number, unit)
    return not _SCALES.intersection(run) and _is_figure_of_speech(text, number, unit, units)


def _is_figure_of_speech(text: str, number: Number, unit: Unit, units: Units) -> bool:
    """Tell whether a small written number counts nothing: 两县, 八里村, 三本账."""
    if unit.counter is None and unit.base in COUNTED:
        return unit.noun == unit.word  # 两县, not 三十户贫困户
    return units.names_place(text, number.unit_end, unit) or (unit.weak and number.amount.value < 10)


def _is_measured_one(text: str, number: Number, unit: Unit) -> bool:
    """Tell a measured one (不足一米, 一米多, 一元钱, 增长一倍) from the article."""
    if unit.base in COUNTED or unit.word == "块":
        return False
    if unit.base == "yuan" or unit.word == "倍" or hedge_after(text, number.unit_end, measure=True):
        return True
    hedge = hedge_before(text, number.start)
    return hedge is not None and hedge.kind != "eq"


def _counts_names(text: str, number: Number) -> bool:
    """Tell whether a number only counts the names just listed: 甲县和乙县两个县."""
    if not 1 < number.amount.value < 20:
        return False
    clause = _CLAUSE_END.split(text[max(number.start - _LIST_REACH, 0) : number.start])[-1]
    names = _JOINT.split(clause)
    count = int(number.amount.value)
    return len(names) >= count and all(0 < len(name) < _LONGEST_NAME for name in names[1 - count :])


@cache
def _idioms() -> WordTable[None]:
    return WordTable(dict.fromkeys(lexicon("counters")["idioms"]))

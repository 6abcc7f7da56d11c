"""Find the quantities of a text: value in a base unit, hedges as bounds, ranges as two, never a value by guess.

Numbers that count nothing are left out (povgraph.mentions.numbers); what is plainly broken is found by
povgraph.mentions.broken.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import cache

from povgraph.mentions.amounts import Amount, hedged, scale_of
from povgraph.mentions.hedges import Hedge, find_per, hedge_after, hedge_before
from povgraph.mentions.nouns import counts_animals, implied_unit, is_carried, is_figure, noun_before
from povgraph.mentions.numbers import FIRST_CHARS, NUMERAL, REST, Number, read_number
from povgraph.mentions.units import COUNTED, Quantity, Unit, Units, converted
from povgraph.mentions.words import WordTable
from povgraph.model import Span
from povgraph.resources import lexicon

#: A year counts nothing and is passed over at once. All look back behind the first character: what begins with a set of
#: characters is looked for at those alone.
_CANDIDATE = re.compile(
    rf"[{FIRST_CHARS}过翻半](?:(?<=[12])(?:(?<=1)9|(?<=2)0)[0-9]{{2}}年|(?P<share>(?<=一)[多大]?半|(?<=过)半数?|(?<=半)数)"
    rf"|(?P<fold>(?<=翻)了?(?:将近|近)?[一两二三四五六]?番)|(?P<numeral>(?<![过翻半]){REST}))"
)
#: Shares in words are half; these are more than that.
_MORE_THAN_HALF = frozenset({"过半", "过半数", "一多半", "一大半"})
_FOLDS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_JOINTS = frozenset("、和与及")
_CLAUSE_ENDS = frozenset("，。；：！？\n“”（）")
_CARRIED_REACH = 40
#: How far before numbers 分别 may stand that gives them out.
_SHARING_REACH = 16
#: How far before 块 what it is paid for may stand.
_MONEY_REACH = 12
#: A rate that a zero behind it is of, and how far before it may stand (贫困发生率由4.6%降为零).
_RATE = re.compile(r"率[^，。；：！？\n]*\Z")
_RATE_REACH = 20
#: What follows a count that leaves its noun out: 减少到5个。
_STOPS = frozenset(("", *"，。；、：！？）”\n 和与及的尚未都全已均脱摘退出"))
_SENTENCE_END = re.compile(r"[。；！？\n]")


@cache
def _ranges() -> WordTable[None]:
    return WordTable(dict.fromkeys(lexicon("hedges")["range"]))


@cache
def _origins() -> tuple[str, ...]:
    return tuple(lexicon("hedges")["from"])


def find_quantities(text: str, units: Units) -> list[Quantity]:
    """Find the quantities of a text in normal form, in order; a range is two of them with the same span.

    >>> from povgraph.model import Concept
    >>> mu = Concept("unit", "mu", "亩", "mu", ("亩",), {"baseUnit": "hectare", "numerator": "1", "denominator": "15"})
    >>> [(str(q.value), q.unit, q.bound) for q in find_quantities("2018年种了70多亩", Units([mu]))]
    [('4.666667', 'hectare', 'ge')]
    """
    return _Reader(text, units).read()


class _Reader:
    """Reads one text from left to right."""

    def __init__(self, text: str, units: Units) -> None:
        self.text = text
        self.units = units
        self.found: list[Quantity] = []
        self.waiting: list[Number] = []
        self.done = 0

    def read(self) -> list[Quantity]:
        first_characters = self.units.first_characters
        for match in _CANDIDATE.finditer(self.text):
            start, end = match.span()
            if start < self.done or match.lastgroup is None:
                continue
            if match.lastgroup == "share":
                self._read_share(start, end)
            elif match.lastgroup == "fold":
                self._read_fold(start, end)
            elif match[0] == "0" and self.text[end : end + 1] in _CLAUSE_ENDS:
                self._read_zero(start, end)
            elif end - start > 1 or match[0].isascii() or self.text[end : end + 1] in first_characters:
                self._read_numeral(start, end)
            elif match[0] in "零〇":
                self._read_zero(start, end)
        return self.found

    def _read_numeral(self, start: int, end: int) -> None:
        number = read_number(self.text, start, end, self.units)
        if number is None or self._is_piece(number) or (number.unit is None and self._waits(number)):
            return
        second = self._second(number)
        fewer = self._fewer(number)
        if fewer:
            self._add_two(fewer, number)
        elif second:
            self._add_two(number, second)
        elif number.unit or is_figure(self.text, number, self.done):
            for earlier in self._waited(number):
                self._add(earlier)
            self._add(number)

    def _is_piece(self, number: Number) -> bool:
        """Tell whether 块 or 角 after a digit written out means pieces or corners: nothing before speaks of money."""
        words = lexicon("counters")
        pieces = number.unit is not None and number.unit.word in words["pieces"]
        if pieces and self.text.startswith(tuple(words["pieces_of"]), number.unit_end):
            return True
        if number.unit is None or number.arabic or len(number.run) > 1 or number.in_parts:
            return False
        before = self.text[max(number.start - _MONEY_REACH, 0) : number.start]
        return number.unit.word in words["pieces"] and not any(word in before for word in words["of_money"])

    def _read_share(self, start: int, end: int) -> None:
        """Read 一半, 过半: a half or more in percent."""
        bound = "ge" if self.text[start:end] in _MORE_THAN_HALF else "eq"
        amount = Amount(Decimal("0.5"), bound, share=True)
        if self.text[end : end + 1] not in {"年", "天", "个", "路", "夜", "数"}:
            self._add(Number(start, end, self.text[start:end], amount, _percent(100), end))

    def _read_fold(self, start: int, end: int) -> None:
        """Read 翻两番: twice doubled is a growth of 300 percent."""
        times = next((_FOLDS[char] for char in self.text[start:end] if char in _FOLDS), 1)
        amount = Amount(Decimal(2**times - 1), "approx" if "近" in self.text[start:end] else "eq")
        self._add(Number(start, end, self.text[start:end], amount, _percent(100), end), growth=True)

    def _read_zero(self, start: int, end: int) -> None:
        """Read 收入为零, 漏评率为0."""
        after = self.text[end : end + 1]
        reached = self.text.endswith(("为", "是", "到", "至", "到了", "为了"), 0, start)
        if reached and (not after or after in _CLAUSE_ENDS):
            rate = _RATE.search(self.text, max(start - _RATE_REACH, 0), start)
            self._add(Number(start, end, self.text[start:end], Amount(Decimal(0)), _percent(1) if rate else None, end))

    def _waits(self, number: Number) -> bool:
        """Keep a number that a later one may give its unit to: 120、98和75户; the number of an item (7、) is none."""
        if not number.arabic or self.text[number.end : number.end + 1] not in _JOINTS:
            return False
        if number.start == 0 or self.text[number.start - 1] in "\n　":
            return self.text[number.end] == "、"
        if self.waiting and self.waiting[-1].end + 1 != number.start:
            self.waiting = []
        self.waiting.append(number)
        return True

    def _waited(self, number: Number) -> Iterable[Number]:
        """Give the numbers that waited for the unit of this one."""
        waiting, self.waiting = self.waiting, []
        if waiting and waiting[-1].end + 1 == number.start and number.arabic and number.unit:
            return [earlier._replace(unit=number.unit) for earlier in waiting]
        return []

    def _fewer(self, number: Number) -> Number | None:
        """Give the number that waits as the lower end of a spoken range: 5、60万 is 500,000 to 600,000."""
        last = self.waiting[-1] if self.waiting else None
        if last is None or last.end + 1 != number.start or self.text[last.end] != "、" or len(self.waiting) > 1:
            return None
        few, more = last.run, number.run.rstrip("0万千百亿")
        if not (few.isdecimal() and more.isdecimal() and len(few) == len(more) == 1 and int(more) == int(few) + 1):
            return None
        if any(word in self.text[max(last.start - _SHARING_REACH, 0) : last.start] for word in _sharing()):
            return None
        if number.run == more and number.unit is not None and number.unit.base not in COUNTED:
            return None
        self.waiting = []
        amount = number.amount._replace(value=number.amount.value * int(few) / int(more))
        return last._replace(amount=amount, unit=number.unit)

    def _second(self, first: Number) -> Number | None:
        """Find the second number of a range: 900米至2100米, 3到5万元."""
        sign = _ranges().at(self.text, first.unit_end)
        match = NUMERAL.match(self.text, first.unit_end + len(sign.word)) if sign else None
        if not match:
            return None
        second = read_number(self.text, *match.span(), self.units, after_number=True)
        if second is None or (second.unit is None and not is_figure(self.text, second, self.done)):
            return None
        same = first.unit is None or (second.unit is not None and first.unit.base == second.unit.base)
        open_ended = first.amount.upper or second.amount.upper or first.amount.needs_hedge
        return second if same and not open_ended else None

    def _add_two(self, first: Number, second: Number) -> None:
        """Add the two ends of a range, or two figures where 从 stands before them; the unit is said once."""
        if first.unit is None:
            scale = scale_of(second.run)
            amount = first.amount
            if scale > 1 and scale_of(first.run) == 1 and amount.value < second.amount.value / scale:
                amount = amount._replace(value=amount.value * scale)
            first = first._replace(amount=amount, unit=second.unit)
        spread = self.text.startswith(("不等", "之间"), second.unit_end)
        origin = not spread and self.text.endswith(_origins(), 0, first.start)
        if origin or first.amount.value >= second.amount.value:
            self._add(first)
            self._add(second)
            return
        whole = Span(first.start, second.unit_end)
        self.found += [*self._said(first, whole, "ge"), *self._said(second, whole, "le")]
        self.done = whole.end

    def _add(self, number: Number, growth: bool = False) -> None:
        """Add the quantity that a number makes with the hedges around it; two for 七八万."""
        unit = number.unit
        before = hedge_before(self.text, number.start)
        after = hedge_after(self.text, number.unit_end, unit is not None and unit.base not in COUNTED)
        if unit is None and after:
            unit = self.units.after(self.text, after.edge)  # 600万左右贫困人口
            number = number._replace(unit=unit if unit and unit.noun else None)
        if number.amount.needs_hedge:
            before = before if before and before.kind != "eq" else self._beyond(number.start)
            if before is None:
                return
        span = Span(before.edge if before else number.start, after.edge if after else number.unit_end)
        kinds = [hedge.kind for hedge in (before, after) if hedge and hedge.kind != "eq"]
        self.found += self._said(number, span, kinds[0] if kinds else None, growth)
        self.done = max(self.done, span.end)

    def _said(self, number: Number, span: Span, kind: str | None, growth: bool = False) -> list[Quantity]:
        """Make the quantities that a number is, hedged in one way, with what the words before it say of it."""
        unit = self._counted(number, span.start)
        per = find_per(self.text, span.start, span.end, self.done)
        if unit is not None and per == unit.base:
            per = None  # 给60户贫困户每户装上: what each has is said later
        implied = None if unit else implied_unit(self.text, span.start, self.done)
        factor = unit.factor if unit else Fraction(1)
        return [
            Quantity(
                span=span,
                number=Span(number.start, number.end),
                value=converted(said.value, factor),
                unit=unit.base if unit else None,
                unit_word=(unit.word or number.run) if unit else None,
                raw=said.value,
                bound=said.bound,
                low=None if said.low is None else converted(said.low, factor),
                high=None if said.high is None else converted(said.high, factor),
                per=per,
                counter=unit.counter if unit else None,
                noun=unit.noun if unit else None,
                implied=implied,
                growth=growth,
            )
            for said in hedged(number.amount, kind)
        ]

    def _beyond(self, start: int) -> Hedge | None:
        """Read the 上 and 过 of 上万, 过亿, which are hedges only there."""
        if self.text[start - 1 : start] in {"上", "过"} and self.text[start - 2 : start - 1] not in {"以", "千", "超"}:
            return Hedge("ge", start - 1)
        return None

    def _counted(self, number: Number, start: int) -> Unit | None:
        """Give a number its unit; 个 without a noun after it counts the noun before it, or what was counted last."""
        unit = number.unit
        if unit is not None and unit.base == "animal" and not counts_animals(self.text, number):
            return unit._replace(base="item", noun=None)
        if unit is None or unit.counter != "个" or unit.noun:
            return unit
        noun = noun_before(self.text, start, self.done, self.units)
        if noun:
            return unit._replace(base=noun[0], noun=noun[1])
        last = self.found[-1] if self.found else None
        if last is None or last.counter != "个" or last.noun is None or start - last.span.end > _CARRIED_REACH:
            return unit
        between = self.text[last.span.end : start]
        if self.text[number.unit_end : number.unit_end + 1] not in _STOPS:
            return unit
        carried = not _SENTENCE_END.search(between) and is_carried(self.text, start)
        return unit._replace(base=last.unit, noun=last.noun) if carried else unit


@cache
def _sharing() -> tuple[str, ...]:
    return tuple(lexicon("discourse")["distributive"])


def _percent(factor: int) -> Unit:
    return Unit("percent", "", Fraction(factor))

"""Find a figure's number as its report prints it: how precise it is, in which unit, and how to show it."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from povgraph.checks.figures import Figure
from povgraph.checks.intervals import INFINITY, Interval
from povgraph.mentions.numerals import parse_numeral
from povgraph.model import Concept
from povgraph.resources import lexicon
from povgraph.vocabulary import concepts

# 78,000  7.8万  十八万; the 千 of 3千瓦 belongs to the unit
_NUMBER = re.compile(r"(\d[\d,，]*+(?:\.\d++)?+)(?:[十百万亿]|千(?![瓦克米]))*+|[〇零一二两三四五六七八九十百千万亿]++")
_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_HALF = Decimal("0.5")
_ALIKE = Decimal("0.000001")
#: Of a longer quote only the end is read, where the figure stands.
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Reading:
    """A number as printed: its text, its unit, half a step of its last digit (base unit), its power of 万 or 亿."""

    text: str
    unit: Concept
    half_step: Decimal
    power: int


def stated(figure: Figure) -> Interval:
    """Give what the wording of a figure leaves open; where a bound leaves an end open, zero or an infinity stands."""
    low = high = figure.value
    if figure.bound == "ge":
        low, high = (low, INFINITY) if figure.value >= 0 else (-INFINITY, high)
    elif figure.bound == "le":
        low, high = (Decimal(0), high) if figure.value >= 0 else (low, Decimal(0))
    return Interval(low if figure.low is None else figure.low, high if figure.high is None else figure.high)


def printed(figure: Figure) -> Interval:
    """Widen what is stated by half a step of the last digit printed; whole counts of things are exact.

    >>> from dataclasses import replace
    >>> said = Figure("", "", "", "", "population", "level", Decimal(78000), "person", "eq", quote="7.8万人")
    >>> printed(said).low == 77500, printed(replace(said, quote="78,000人")).low == 78000
    (True, True)
    """
    return stated(figure).widened(_half_step(figure))


def show(figure: Figure, language: str) -> str:
    """Show a figure as printed with its unit, and what a hedge leaves open: ``7.8万人``, ``90%（81%～99%）``."""
    reading, unit = read_printed(figure), printed_unit(figure)
    if stated(figure).exact and reading and language == "zh":
        sign = "-" if figure.value < 0 else ""
        return f"{sign}{reading.text}{_name(unit, language)}"
    interval = stated(figure)
    shown = show_interval(interval, unit, language)
    if interval.exact or not interval.low.is_finite() or not interval.high.is_finite():
        return shown
    value = _text(figure.value / _factor(unit), unit, language)
    return f"{value}（{shown}）" if language == "zh" else f"{value} ({shown})"


def show_interval(interval: Interval, unit: Concept, language: str) -> str:
    """Show an interval of base units in a unit: one number where that is all it holds, ``≥ 70万人`` if open."""
    low, high = (_text(end / _factor(unit), unit, language) for end in (interval.low, interval.high))
    if low == high:
        return low
    if interval.low == -INFINITY:
        return f"≤ {high}"
    if interval.high == INFINITY:
        return f"≥ {low}"
    return f"{low}{'～' if language == 'zh' else ' to '}{high}"


def printed_unit(figure: Figure) -> Concept:
    """Give the unit that a figure is printed in, else its base unit; a notation that is unknown names itself."""
    reading = read_printed(figure)
    if reading is not None:
        return reading.unit
    return _units().get(figure.unit) or Concept("unit", figure.unit, figure.unit, figure.unit)


@lru_cache(maxsize=65536)
def read_printed(figure: Figure) -> Reading | None:
    """Find the number in the quote that has the figure's value in some unit; the last one counts."""
    quote = figure.quote[-_LONGEST:]
    for match in reversed(list(_NUMBER.finditer(quote))):
        for unit in _candidates(figure.unit, quote[match.end() : match.end() + 6]):
            half_step = _match(match, abs(figure.value), _factor(unit))
            if half_step is not None:
                power = next((_POWERS[sign] for sign in "亿万" if sign in match[0]), 0)
                return Reading(match[0], unit, half_step, power)
    return None


def _match(match: re.Match[str], value: Decimal, factor: Decimal) -> Decimal | None:
    """Give half a step of the last digit, in base units, if the number is the value."""
    if match[1] is None:
        return _match_written(match[0], value, factor)
    digits = match[1].replace(",", "").replace("，", "").rstrip(".")
    power = sum(_POWERS[sign] for sign in match[0][len(match[1]) :])
    if len(digits) > 24 or power > 16:
        return None
    number = Decimal(digits).scaleb(power)
    if abs(number * factor - value) > value * _ALIKE:
        return None
    return _HALF * factor * Decimal(10) ** (power - len(digits.partition(".")[2]))


def _match_written(text: str, value: Decimal, factor: Decimal) -> Decimal | None:
    """Match a number in Chinese letters by its leading digit; its precision is that of its trailing zeros."""
    number = (value / factor).normalize()
    first = "〇一二三四五六七八九".find(text[0].replace("两", "二").replace("零", "〇").replace("十", "一"))
    if number != number.to_integral_value() or first != number.as_tuple().digits[0]:
        return None
    read = parse_numeral(text)
    if read is not None and abs(read - number) > number * _ALIKE:  # 一 of 1489名第一书记 is no 1489
        return None
    power = int(number.as_tuple().exponent)
    return _HALF * factor * Decimal(10) ** max(power, 0)


def _half_step(figure: Figure) -> Decimal:
    if not stated(figure).exact:
        return Decimal(0)
    reading = read_printed(figure)
    counted = figure.unit in lexicon("arithmetic")["counted"]
    if reading is None:
        return Decimal(0) if counted else _HALF.scaleb(min(int(figure.value.as_tuple().exponent), 0))
    return Decimal(0) if counted and not figure.per and reading.half_step <= _HALF else reading.half_step


@lru_cache(maxsize=4096)
def _candidates(base: str, after: str) -> list[Concept]:
    """List the units that a figure in a base unit may be printed in, that whose word follows first."""
    units = _by_base().get(base, ())
    return sorted(units, key=lambda unit: (not any(map(after.startswith, unit.words)), _factor(unit) != 1))


@cache
def _units() -> dict[str, Concept]:
    return {unit.notation: unit for unit in concepts()["unit"]}


@cache
def _by_base() -> dict[str, tuple[Concept, ...]]:
    bases: dict[str, list[Concept]] = {}
    for unit in concepts()["unit"]:
        bases.setdefault(unit.extra.get("baseUnit", unit.notation), []).append(unit)
    return {base: tuple(units) for base, units in bases.items()}


@cache
def _factor_of(notation: str) -> Decimal:
    unit = _units().get(notation)
    extra = unit.extra if unit else {}
    return Decimal(extra.get("numerator", "1")) / Decimal(extra.get("denominator", "1"))


def _factor(unit: Concept) -> Decimal:
    return _factor_of(unit.notation)


def _name(unit: Concept, language: str) -> str:
    signs: dict[str, dict[str, str]] = lexicon("arithmetic")["signs"]
    written = signs[language].get(unit.notation)
    return written or (unit.zh if language == "zh" else f" {unit.en}".rstrip())


def _text(number: Decimal, unit: Concept, language: str) -> str:
    """Write a number with its unit: 万 and 亿 in Chinese, commas in English."""
    size = abs(number)
    if not number.is_finite():
        return str(number)
    if language == "zh" and size >= 10**4:
        power, sign = (8, "亿") if size >= 10**8 else (4, "万")
        return f"{_plain(number.scaleb(-power), places=4)}{sign}{_name(unit, language)}"
    return f"{_plain(number, comma='' if language == 'zh' else ',')}{_name(unit, language)}"


def _plain(number: Decimal, places: int = 2, comma: str = "") -> str:
    """Write a number without needless digits.

    >>> _plain(Decimal("450.0002")), _plain(Decimal("0.00351")), _plain(Decimal(78000), comma=",")
    ('450', '0.0035', '78,000')
    """
    if number and number.adjusted() < 0:
        places = max(1 - number.adjusted(), places)
    text = f"{number:{comma}.{min(places, 9)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

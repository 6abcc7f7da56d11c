"""Read a written number wholly or not at all.

Arabic, Chinese and mixed numerals (``1,489``, ``1.18万``, ``两千零六十五万``, ``四万三``), fractions and
tenths (``百分之四点九``, ``六分之一``, ``三成五``) become exact decimals.
What does not parse to its end is None, never a guess.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from povgraph.resources import lexicon

#: No number in a report is longer; what is longer is not a number.
LONGEST = 32
_ARABIC = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})++(?:\.[0-9]++)?+|[0-9]++(?:\.[0-9]++)?+")
_ZERO = "零〇"


def parse_numeral(text: str) -> Decimal | None:
    """Give the value of a numeral, a share as a part of one; None for what is not a numeral from end to end.

    >>> [str(parse_numeral(text)) for text in ("1,489", "四万三", "百分之四点九", "三成五", "七八万")]
    ['1489', '43000', '0.049', '0.35', 'None']
    """
    if not text or len(text) > LONGEST:
        return None
    if text.isascii():
        return Decimal(text) if text.isdecimal() else _number(text)
    if text in _words()["shares"]:
        return Decimal(_words()["shares"][text])
    for mark in ("分之", "成"):
        if mark in text:
            first, _, second = text.partition(mark)
            return _share(first, second, mark)
    return _number(text)


def _share(first: str, second: str, mark: str) -> Decimal | None:
    """Read ``百分之四点九``, ``六分之一`` (the whole first) and ``三成``, ``三成五`` (tenths, then hundredths)."""
    if mark == "成":
        tenths = _number(first)
        hundredths = _digit(second) if second else 0
        if tenths is None or hundredths is None or tenths > 10:
            return None
        return tenths / 10 + Decimal(hundredths) / 100
    whole, part = (_place(word) or _number(word) for word in (first, second))
    return part / whole if whole and part is not None else None


def _place(text: str) -> Decimal | None:
    """Read the 百 of 百分之, and of 百分之百."""
    value = _words()["scales"].get(text)
    return None if value is None else Decimal(value)


def _number(text: str) -> Decimal | None:
    """Read a number without a fraction: sections ended by 亿 and 万, each below ten thousand."""
    match = _ARABIC.match(text)
    if match and match.end() == len(text):
        return Decimal(match[0].replace(",", ""))
    if all(char in _words()["digits"] for char in text) and _is_positional(text):
        return Decimal("".join(str(_words()["digits"][char]) for char in text))
    if "点" in text:
        return _with_point(text)
    return _sections(text)


def _is_positional(text: str) -> bool:
    """Tell digits read out one by one (二〇二〇) from a guess (七八)."""
    return len(text) > 2 or (len(text) == 2 and text[0] not in _ZERO and text[1] in _ZERO)


def _with_point(text: str) -> Decimal | None:
    """Read ``三点二五`` and ``三点二万``."""
    whole, _, rest = text.partition("点")
    body = rest.rstrip("".join(_words()["scales"]))
    places = "".join(str(_words()["digits"].get(char, "?")) for char in body)
    first = _sections(whole)
    if first is None or not places.isdigit():
        return None
    scale = _scale(rest[len(body) :])
    return None if scale is None else (first + Decimal(f"0.{places}")) * scale


def _sections(text: str) -> Decimal | None:
    """Read sections from the left: ``1亿2千万``, ``两千零六十五万``, ``三万零五``, ``四万三``."""
    for name in ("亿", "万"):
        high, mark, low = text.rpartition(name)
        if not mark:
            continue
        size = _words()["sections"][name]
        value = _sections(high) if high else None
        if value is None or name in high or value >= 10**8:
            return None
        return _joined(value * size, size, low)
    return _below(text)


def _joined(high: Decimal, size: int, low: str) -> Decimal | None:
    """Add what follows a 万 or 亿: nothing, a full section, or the one digit of ``四万三``."""
    if not low:
        return high
    if high % size:
        return None
    if low[0] in _ZERO and len(low) > 1:
        rest = _sections(low[1:])
        return high + rest if rest is not None and 0 < rest < size // 10 else None
    colloquial = _digit(low)
    if colloquial:
        return high + Decimal(colloquial * size) / 10
    rest = _sections(low)
    return high + rest if rest is not None and 0 < rest < size else None


def _digit(text: str) -> int | None:
    """Read one digit that is not zero."""
    value = _words()["digits"].get(text) or (int(text) if len(text) == 1 and text in "123456789" else None)
    return None if value is None else int(value)


def _below(text: str) -> Decimal | None:
    """Read a number without 万: ``1,200``, ``三千五``, ``二百零三``, ``十二``, ``3千5百``, ``百``."""
    match = _ARABIC.match(text)
    if match:
        value = Decimal(match[0].replace(",", ""))
        return value if match.end() == len(text) else _places(text, value, match.end())
    return _places(text, None, 0)


def _places(text: str, digit: Decimal | None, at: int) -> Decimal | None:
    """Read digits and the places that they stand in, from the left; places must fall."""
    words = _words()
    total, last, zero = Decimal(0), 10**4, False
    for char in text[at:]:
        if char in words["places"]:
            place = words["places"][char]
            if place >= last or (digit is None and (place != 10 or (total and not zero))):
                return None
            total, last, digit, zero = total + (1 if digit is None else digit) * place, place, None, False
        elif digit is not None:
            return None
        elif char in words["tens"] and not total:
            total, last = Decimal(words["tens"][char]), 10
        elif char in _ZERO and ((last > 10 and total) or len(text) == 1) and not zero:
            zero = True
        elif char in words["digits"] and char not in _ZERO:
            digit = Decimal(words["digits"][char])
        elif char in "123456789":
            digit = Decimal(char)
        else:
            return None
    if digit is None:
        return total if total or text in tuple(_ZERO) else None
    return total + digit * (last // 10 if 100 <= last < 10**4 and not zero else 1)


def _scale(text: str) -> Decimal | None:
    """Read the places after a decimal fraction: nothing, 百, 万, 百万, 万亿."""
    value = Decimal(1)
    for char in text:
        value *= _words()["scales"][char]
    return value


@cache
def _words() -> Mapping[str, Mapping[str, Any]]:
    words: dict[str, dict[str, Any]] = lexicon("numerals")
    return {**words, "scales": {**words["places"], **words["sections"]}}

"""Read the amount that a run of numeral characters stands for, with what it leaves open inside.

``70多万`` is 700 000 or more but less than 800 000; ``七八万`` is 70 000 to 80 000; ``近万`` needs its hedge to be an
amount at all; ``几万`` has no value and is none.
"""

import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from povgraph.mentions.numerals import LONGEST, parse_numeral
from povgraph.resources import lexicon

_SCALES = "十百千万亿"
_CONSECUTIVE = "一二三四五六七八九"


class Amount(NamedTuple):
    """A value, the interval that the numeral itself leaves open, and whether it counts only with a hedge.

    ``upper`` is the second of two consecutive digits (``七八万``).
    """

    value: Decimal
    bound: str = "eq"
    high: Decimal | None = None
    upper: Decimal | None = None
    share: bool = False
    needs_hedge: bool = False


def read_amount(run: str) -> Amount | None:
    """Read a run of numeral characters wholly, or not at all.

    >>> amount = read_amount("70多万")
    >>> str(amount.value), amount.bound, str(amount.high)
    ('700000', 'ge', '800000')
    >>> read_amount("几万") is None
    True
    """
    if len(run) > LONGEST:
        return None
    return _plain(run) if run.isascii() else _written(run)


@lru_cache(maxsize=1024)  # texts write out few numbers, and those again and again (一, 两, 十三)
def _written(run: str) -> Amount | None:
    """Read a run that is not all digits."""
    run = run.replace("个", "")  # 1.6个亿
    mark = _mark().search(run)
    if mark is None:
        return _plain(run)
    kind = lexicon("hedges")["inside"][mark[0]]
    amount = _plain(run[: mark.start()] + run[mark.end() :])
    if mark.start() == 0 or amount is None or amount.upper is not None:
        return None
    if mark[0] == "几" and run[mark.start() - 1] not in "十百":
        return None
    return Amount(amount.value, kind, _next(amount.value) if kind == "ge" else None, share=amount.share)


def _plain(run: str) -> Amount | None:
    """Read a run without a hedge inside it."""
    value = parse_numeral(run)
    if value is not None:
        return Amount(value, share="分之" in run)
    if run and run.strip("百千万亿") == "":
        value = parse_numeral(f"一{run}")
        return None if value is None else Amount(value, needs_hedge=True)
    return _consecutive(run)


def _consecutive(run: str) -> Amount | None:
    """Read two digits that follow each other: 七八万, 两三百, 十五六."""
    counted = run.replace("两", "二")
    for at in range(len(run) - 1):
        first = _CONSECUTIVE.find(counted[at])
        if first < 0 or counted[at + 1] != _CONSECUTIVE[first + 1 : first + 2]:
            continue
        low = parse_numeral(run[: at + 1] + run[at + 2 :])
        upper = parse_numeral(run[:at] + run[at + 1 :])
        return Amount(low, upper=upper) if low is not None and upper is not None and low < upper else None
    return None


def _next(value: Decimal) -> Decimal | None:
    """Give the next round number: 70万 → 80万, 300 → 400, 1.3万 → 1.4万."""
    if value <= 0:
        return None
    exponent = value.normalize().as_tuple().exponent
    return value + Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


class Hedged(NamedTuple):
    """A value with its bound and the interval that it leaves open."""

    value: Decimal
    bound: str
    low: Decimal | None = None
    high: Decimal | None = None


def hedged(amount: Amount, kind: str | None) -> list[Hedged]:
    """Say what a hedge (None for none) makes of an amount: two values for 七八万, one for 最高七八万.

    >>> [(str(said.value), said.bound) for said in hedged(Amount(Decimal(7), upper=Decimal(8)), None)]
    [('7', 'ge'), ('8', 'le')]
    """
    value, upper = amount.value, amount.upper
    if upper is not None:
        both = [Hedged(value, "ge", low=value), Hedged(upper, "le", high=upper)]
        return both[:1] if kind == "ge" else both[1:] if kind == "le" else both
    bound = amount.bound if kind is None or (amount.bound == "ge" and kind in {"approx", "under"}) else kind
    if bound == "ge":
        return [Hedged(value, "ge", low=value, high=amount.high)]
    if bound == "le":
        return [Hedged(value, "le", high=value)]
    return [Hedged(value, "approx", high=value) if bound == "under" else Hedged(value, bound)]


@cache
def _mark() -> re.Pattern[str]:
    return re.compile(f"[{''.join(lexicon('hedges')['inside'])}]")  # the 多 of 70多万


def scale_of(run: str) -> Decimal:
    """Give the scale in which a run ends, which a range shares: the 万 of 3到5万元."""
    digits = run.rstrip(_SCALES)
    scale = parse_numeral(f"一{run[len(digits) :]}") if digits else None
    return scale or Decimal(1)

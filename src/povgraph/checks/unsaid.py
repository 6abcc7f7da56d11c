"""Find figures whose quote says another number: 99 for 下降到0.5%, as a slip of a reviewer's hand leaves it."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache

from povgraph.checks.figures import Figure
from povgraph.checks.intervals import Interval
from povgraph.checks.readings import printed_unit, show_interval
from povgraph.mentions.numbers import NUMERAL
from povgraph.mentions.quantities import find_quantities
from povgraph.mentions.units import Quantity, Units
from povgraph.model import Finding
from povgraph.text.normal import normalise
from povgraph.vocabulary import concepts

#: How far a value may be rounded off what its quote says: 33 for 三分之一.
_ROUNDED = Decimal("0.01")
#: No quote that a person may be asked to read is longer.
_LONGEST = 500


def find_unsaid(figures: Iterable[Figure]) -> Iterator[Finding]:
    """Yield an error for each figure of which the quote gives numbers in its unit, but not this one.

    A quote without such a number (一半以上 aside, 全部脱贫) says nothing either way, and 0 is said in many words.
    """
    for figure in figures:
        if not figure.value or len(figure.quote) > _LONGEST:
            continue
        quote = normalise(figure.quote)
        said = [one for one in find_quantities(quote, _units()) if (one.unit or one.implied) == figure.unit]
        if said and not any(_is_said(figure.value, one) for one in said) and not _may_say(figure, quote, said):
            yield _finding(figure, list(dict.fromkeys(quote[one.span.start : one.span.end] for one in said)))


@cache
def _units() -> Units:
    return Units(concepts()["unit"])


def _is_said(value: Decimal, said: Quantity) -> bool:
    ends = [said.value, *(end for end in (said.low, said.high) if end is not None)]
    return any(abs(abs(value) - abs(end)) <= abs(value) * _ROUNDED for end in ends)


def _may_say(figure: Figure, quote: str, said: Iterable[Quantity]) -> bool:
    """Tell whether a number without a unit of its own (70多万农村贫困) may be the value, or is in letters."""
    known = {position for one in said for position in range(one.number.start, one.number.end)}
    others = [match[0] for match in NUMERAL.finditer(quote) if match.start() not in known]
    wanted = _digits(f"{figure.value:f}")
    return any(not number[0].isascii() or _digits(number) == wanted for number in others)


def _digits(number: str) -> str:
    """Give the digits that count.

    >>> _digits("70多万"), _digits("0.050"), _digits("700000")
    ('7', '5', '7')
    """
    return "".join(filter(str.isdecimal, number)).strip("0")


def _finding(figure: Figure, said: list[str]) -> Finding:
    value, unit = Interval.point(figure.value), printed_unit(figure)
    zh, en = show_interval(value, unit, "zh"), show_interval(value, unit, "en")
    return Finding(
        check="value-unsaid",
        severity="error",
        message_zh=f"值是{zh}，引文却没有这样说，而是说“{'”“'.join(said)}”。",
        message_en=f"The value is {en}, which the quote does not say; it says “{'”, “'.join(said)}”.",
        focus=figure.iri,
        value=f"{figure.value.normalize():f}",
        quote=figure.quote,
        statements=(figure.iri,),
        repair=said[0] if len(said) == 1 else None,
    )

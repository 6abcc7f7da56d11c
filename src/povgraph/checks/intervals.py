"""Reckon with what a figure leaves open: closed intervals of decimals, either end of which may be missing."""

from dataclasses import dataclass
from decimal import Decimal

INFINITY = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from ``low`` to ``high``, both included; an open end is an infinity.

    >>> Interval(Decimal(1), Decimal(3)) - Interval(Decimal(1), Decimal(2))
    Interval(low=Decimal('-1'), high=Decimal('2'))
    """

    low: Decimal
    high: Decimal

    @classmethod
    def point(cls, value: Decimal | int) -> "Interval":
        """Give the interval that holds one number only."""
        return cls(Decimal(value), Decimal(value))

    def __add__(self, other: "Interval") -> "Interval":
        return Interval(self.low + other.low, self.high + other.high)

    def __neg__(self) -> "Interval":
        return Interval(-self.high, -self.low)

    def __sub__(self, other: "Interval") -> "Interval":
        return self + -other

    def __mul__(self, other: "Interval") -> "Interval":
        corners = [_product(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(corners), max(corners))

    def __truediv__(self, other: "Interval") -> "Interval":
        """Divide; by an interval that holds zero, anything may come out."""
        if other.low <= 0 <= other.high:
            return Interval(-INFINITY, INFINITY)
        return self * Interval(1 / other.high, 1 / other.low)

    def meets(self, other: "Interval") -> bool:
        """Tell whether some number lies in both."""
        return self.low <= other.high and other.low <= self.high

    def within(self, other: "Interval") -> bool:
        """Tell whether all of its numbers lie in another."""
        return other.low <= self.low and self.high <= other.high

    def distance(self, other: "Interval") -> Decimal:
        """Give how far apart two intervals lie, 0 where they meet."""
        return max(self.low - other.high, other.low - self.high, Decimal(0))

    def widened(self, step: Decimal) -> "Interval":
        """Move both ends outwards."""
        return Interval(self.low - step, self.high + step)

    @property
    def exact(self) -> bool:
        """Tell whether it holds one number only."""
        return self.low == self.high


def _product(a: Decimal, b: Decimal) -> Decimal:
    return Decimal(0) if not a or not b else a * b

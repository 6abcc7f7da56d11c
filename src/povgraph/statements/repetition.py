"""Keep one row of figures that a text states more than once."""

from collections.abc import Sequence

from povgraph.mentions.units import PLACES
from povgraph.model import Observation

#: Indicators of which the quote says what they are of.
_GENERIC = ("coverage-rate", "share")


def drop_repeated(observations: Sequence[Observation]) -> list[Observation]:
    """Keep one of figures that say the same, since one that a text repeats is one row.

    An undated figure is the same as a dated one that says all else alike. Places counted again point back to those
    counted before (某县等3个县退出；…对3个县开展检查) unless something else is said of them. Growths of what no
    indicator names, rates of coverage and shares are not told apart by their words (参保率100%，通客车率100%): each is
    kept.
    """
    said = [_said(item) for item in observations]
    dated = {words for item, words in zip(observations, said, strict=True) if item.since or item.until}
    kept: dict[tuple[object, ...], Observation] = {}
    counted: dict[tuple[object, ...], set[str]] = {}
    for item, words in zip(observations, said, strict=True):
        if item.unit in PLACES:
            before = counted.setdefault((item.about, item.unit, item.value), set())
            again = bool(before) and (item.indicator == "other" or (item.indicator in before and not item.until))
            before.add(item.indicator)
            if again:
                continue
        undated = not (item.since or item.until)
        generic = item.indicator in _GENERIC or (item.kind == "growth" and item.indicator == "other")
        unnamed = item.start if generic else None
        if not (undated and unnamed is None and words in dated):
            kept.setdefault((*words, item.since, item.until, unnamed), item)
    return list(kept.values())


def _said(item: Observation) -> tuple[object, ...]:
    return (item.about, item.indicator, item.kind, item.value, item.unit, item.bound, item.per, item.status)

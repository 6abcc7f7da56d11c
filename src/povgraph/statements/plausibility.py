"""Tell the figures that cannot be: a rate of more than all there is, a part that is more than its whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from povgraph.model import Anomaly, Observation
from povgraph.resources import lexicon
from povgraph.statements.figures import is_part
from povgraph.text.segments import Sentence

_ALL = 100


@dataclass(frozen=True, slots=True)
class Plausible:
    """The observations that can be, and the anomalies of those that cannot."""

    observations: tuple[Observation, ...]
    anomalies: tuple[Anomaly, ...]


def plausible(text: str, sentences: Sequence[Sentence], observations: Sequence[Observation]) -> Plausible:
    """Take out the rates above 100 percent, which say nothing; of a part above its whole either may be right.

    Args:
        text: A text in normal form.
        sentences: Its sentences, in order.
        observations: What was read from it, each with its offsets.
    """
    above = [item for item in observations if _above_all(item)]
    possible = tuple(item for item in observations if item not in above) if above else tuple(observations)
    impossible = (_anomaly("impossible-value", item) for item in above)
    contradicting = (_anomaly("contradiction", item) for item in _above_whole(text, sentences, possible))
    return Plausible(possible, (*impossible, *contradicting))


def _above_all(item: Observation) -> bool:
    """Tell whether a rate is more than all there is (贫困发生率下降到287%)."""
    if item.kind != "level" or item.unit != "percent" or item.value <= _ALL:
        return False
    words = lexicon("figures")
    named = item.indicator == "share" and any(word in item.quote for word in words["proportion_words"])
    return named or item.indicator in words["proportions"]


def _above_whole(text: str, sentences: Sequence[Sentence], items: Sequence[Observation]) -> Iterator[Observation]:
    """Find the parts above all that their sentence counts before them in their unit (队员693名，其中书记1231名)."""
    ordered = sorted((item for item in items if item.kind == "level"), key=_end)
    rest = iter(ordered)
    item = next(rest, None)
    for sentence in sentences:
        before: list[Observation] = []
        while item is not None and _end(item) <= sentence.span.end:
            number = sentence.clause_at(_end(item) - 1)
            clause = None if number is None else sentence.clauses[number]
            if clause and is_part(text[clause.start : clause.end]):
                wholes = [one.value for one in before if _alike(one, item) and _end(one) <= clause.start]
                if wholes and max(wholes) < item.value:
                    yield item
            before.append(item)
            item = next(rest, None)


def _alike(whole: Observation, part: Observation) -> bool:
    return (whole.unit, whole.per, whole.status) == (part.unit, part.per, part.status)


def _end(item: Observation) -> int:
    return item.end or 0


def _anomaly(kind: str, item: Observation) -> Anomaly:
    return Anomaly(kind=kind, quote=item.quote, start=item.start, end=item.end)

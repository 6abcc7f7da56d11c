"""Put the figures of reports into their sentences, each with its own stretch of text."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from povgraph.checks.figures import Figure
from povgraph.checks.readings import read_printed

_SENTENCES = re.compile(r"[。！？!?\n]")
#: What is lost between two quotes stands for a comma.
_LOST = "，"
#: Without the text, figures so close stand in one sentence, or in adjoining ones.
_CLOSE, _NEAR = 2, 40
#: A figure looks no further back than this: in characters of its stretch, and in figures of a list without full stops.
_STRETCH, _MOST, _EARLIER = 60, 40, 12


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure in its sentence; ``own`` is the text from the figure before it, or the sentence's start, to its end."""

    figure: Figure
    sentence: int
    own: str


@dataclass(frozen=True, slots=True)
class Passage:
    """The figures of a sentence, of the adjoining one before it, and some that come earlier, the nearest last."""

    before: tuple[Placed, ...]
    here: tuple[Placed, ...]
    earlier: tuple[Placed, ...] = ()

    @property
    def all(self) -> tuple[Placed, ...]:
        """Give both in the order of the text."""
        return self.before + self.here


def passages(figures: Iterable[Figure], texts: Mapping[str, str] | None = None) -> Iterator[Passage]:
    """Yield the sentences that hold figures, report by report, in the order of the text.

    Args:
        figures: Figures in any order; those without offsets are left out, since nothing stands beside them.
        texts: The texts of reports by IRI. Where one is missing, distances stand in for full stops.
    """
    known = [figure for figure in figures if figure.start is not None and figure.end is not None]
    known.sort(key=lambda figure: (figure.report, figure.end, figure.start, figure.iri))
    for report, group in groupby(known, key=lambda figure: figure.report):
        yield from _of_report(_merged(_in_quotes(list(group))), (texts or {}).get(report))


def _of_report(figures: list[Figure], text: str | None) -> Iterator[Passage]:
    before: tuple[Placed, ...] = ()
    earlier: tuple[Placed, ...] = ()
    for _, group in groupby(_placed(figures, text), key=lambda placed: placed.sentence):
        here = tuple(group)
        near = before if before and here[0].sentence - before[-1].sentence <= 1 else ()
        for start in range(0, len(here), _MOST):  # a table without full stops
            yield Passage(near, here[start : start + _MOST], earlier)
            near = here[start : start + _MOST]
            earlier = (earlier + near)[-_EARLIER:]
        before = here[-_MOST:]


def _placed(figures: list[Figure], text: str | None) -> Iterator[Placed]:
    stops = [match.end() for match in _SENTENCES.finditer(text)] if text is not None else []
    sentence, previous = 0, 0
    for figure in figures:
        start, end = figure.start or 0, figure.end or 0
        if text is not None and text[start:end] == figure.quote:
            sentence = bisect_right(stops, end - 1)
            begin = stops[sentence - 1] if sentence else 0
            own = text[max(begin, previous if previous < end else start, end - _STRETCH) : end]
        else:
            gap = start - previous
            sentence += 0 if gap <= _CLOSE else 1 if gap <= _NEAR else 2
            own = figure.quote[max(previous - start, 0) :] if previous < end else figure.quote
            own = _LOST + own if 0 < previous < start else own
        yield Placed(figure, sentence, own[-_STRETCH:])
        previous = max(previous, end)


def _in_quotes(figures: list[Figure]) -> list[Figure]:
    """Put figures that share one quote into the order of their numbers in it."""
    ordered: list[Figure] = []
    for _, group in groupby(figures, key=lambda figure: (figure.start, figure.end)):
        shared = list(group)
        ordered += shared if len(shared) == 1 else sorted(shared, key=_position)
    return ordered


def _position(figure: Figure) -> int:
    reading = read_printed(figure)
    return figure.quote.find(reading.text) if reading else 0


def _merged(figures: list[Figure]) -> list[Figure]:
    """Make one figure of the two that a range is: 七八千 is at least 7000 and at most 8000."""
    merged: list[Figure] = []
    for figure in figures:
        last = merged[-1] if merged else None
        if last and _span(last) == _span(figure) and {last.bound, figure.bound} == {"ge", "le"}:
            low, high = sorted((last, figure), key=lambda one: one.value)
            merged[-1] = replace(low, low=low.value, high=high.value, bound="approx")
        else:
            merged.append(figure)
    return merged


def _span(figure: Figure) -> tuple[object, ...]:
    return figure.start, figure.end, figure.about, figure.indicator, figure.kind, figure.unit, figure.per

"""Tell whether two figures of one indicator are the same figure: what the words around each say beyond it.

``2018年底，全县贫困人口减少到7.8万人`` and ``甲县剩余贫困人口9.2万人`` say nothing more; ``其中残疾人3000人`` does. So
the words that the key of a figure explains (the place, the time, the indicator, the unit) are taken off, and figures
are compared only where the same words are left.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from povgraph.checks.figures import Figure
from povgraph.mentions.numbers import NUMERAL
from povgraph.mentions.numerals import parse_numeral
from povgraph.mentions.patterns import alternation
from povgraph.resources import lexicon
from povgraph.text.normal import normalise
from povgraph.vocabulary import concepts

_SENTENCE_ENDS = "。；！？\n"
_CLAUSE_ENDS = _SENTENCE_ENDS + "，："
_REACH = 200
_ARABIC = re.compile(r"([0-9,]*)(?:\.([0-9]+))?([十百千万亿]*)")
_SCALES = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_JOINT = re.compile("[、和与及或]|以及")
_NOT_WORDS = re.compile(r"[\W_0-9A-Za-z]+")
_TOLERANCE = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Wording:
    """How a figure is worded.

    ``rest`` are the characters of its clause that say something beyond the figure's key, ``marks`` the words there that
    make another figure of it, by their class. ``sentence`` is the whole sentence without its numbers, ``at`` where that
    begins; ``clause`` is the clause, which begins at ``start``. ``sentence`` and ``unnamed``, the
    clause once more, leave out the name of the place, which may hold any word (将乐县, 三穗县). ``step`` is the unit of
    the last digit printed, in the base unit: 1000 for ``7.8万人``, 0 for a whole number in full.
    """

    rest: str
    marks: tuple[str, ...]
    clause: str
    unnamed: str
    sentence: str
    at: int
    start: int
    step: Decimal

    @property
    def key(self) -> tuple[object, ...]:
        """What two figures must have in common to be the same."""
        return self.rest, self.marks


class Wordings:
    """The wordings of figures, read from the texts of their reports, or from their quotes where no text is known."""

    def __init__(self, texts: Mapping[str, str], levels: Mapping[str, str]) -> None:
        self._texts = texts
        self._levels = levels

    def of(self, figure: Figure) -> Wording | None:
        """Give the wording of a figure, or None where its number cannot be found in its quote."""
        text, start, end, base = self._passage(figure)
        number = _find_number(text[start:end], figure.value)
        if number is None:
            return None
        first, last, step = start + number[0], start + number[1], number[2]
        sentence_start = _after_any(text, _SENTENCE_ENDS, first)
        clause_start = _after_any(text, _CLAUSE_ENDS, first)
        clause_end = _before_any(text, _CLAUSE_ENDS, max(last, min(end, last + 8)))
        before, after = (_unnamed(part, figure.name) for part in (text[clause_start:first], text[last:clause_end]))
        earlier = _unnamed(text[sentence_start:first], figure.name)
        later = _unnamed(text[last : _before_any(text, _SENTENCE_ENDS, last)], figure.name)
        sentence, place = NUMERAL.sub("", f"{earlier}0{later}"), NUMERAL.sub("", earlier)
        return Wording(
            rest=self._rest(figure, before, after),
            marks=_marks(figure.indicator, before, after, _unnamed(text[sentence_start:clause_start], figure.name)),
            clause=text[clause_start:clause_end],
            unnamed=f"{before}0{after}",
            sentence=f"{_NOT_WORDS.sub('', sentence)}#{len(_NOT_WORDS.sub('', place))}",
            at=base + sentence_start,
            start=base + clause_start,
            step=step,
        )

    def printed(self, figure: Figure, wording: Wording) -> str:
        """Give the clause of a figure as its report prints it, or the quote where no text is known."""
        text = self._texts.get(figure.report, "")
        clause = text[wording.start : wording.start + len(wording.clause)]
        return clause if normalise(clause) == wording.clause else figure.quote

    def until(self, figure: Figure, wording: Wording) -> str:
        """Give the sentence of a figure from its beginning to the end of the figure's clause, as printed."""
        text = self._texts.get(figure.report)
        return figure.quote if text is None else text[wording.at : wording.start + len(wording.clause)]

    def _passage(self, figure: Figure) -> tuple[str, int, int, int]:
        """Give the text around a quote in normal form, where the quote stands in it, and where it stands in the report.

        Without a text there is only the quote.
        """
        text, start, end = self._texts.get(figure.report), figure.start, figure.end
        if text is not None and start is not None and end is not None and text[start:end] == figure.quote:
            base = max(start - _REACH, 0)
            return normalise(text[base : end + _REACH]), start - base, end - base, base
        return normalise(figure.quote), 0, len(figure.quote), start or 0

    def _rest(self, figure: Figure, before: str, after: str) -> str:
        """Give what is left of a clause when all that its key explains is taken off."""
        said = NUMERAL.sub(" ", before) + " " + NUMERAL.split(after, maxsplit=1)[0]
        said = _explained(figure.indicator, self._levels.get(figure.about, "")).sub("", said)
        return "".join(sorted(set(_NOT_WORDS.sub("", said))))


def _unnamed(text: str, name: str) -> str:
    """Take the name of a place out of a text, also without its last character: 将乐 of 将乐县."""
    for said in (name, name[:-1]):
        text = text.replace(said, " ") if len(said) > 1 else text
    return text


def _marks(indicator: str, before: str, after: str, earlier: str) -> tuple[str, ...]:
    """Give the words that make another figure of one, and its place in a row of figures."""
    clause = before + after
    marks = {word for word in _words()["parts"] if word in clause or word in earlier}
    contrasts: Mapping[str, list[str]] = _words()["wholes"].get(indicator, {})
    marks |= {name for name, words in contrasts.items() if any(word in clause for word in words)}
    numbers = [match.end() for match in NUMERAL.finditer(before)]
    if numbers and _JOINT.fullmatch(_after_unit(before[numbers[-1] :])):
        marks.add(f"#{len(numbers)}")  # 分别为3人和5人: the second of a row
    elif not numbers and before[-1:] in {"由", "从"}:
        marks.add("#0")  # the state before: 由3000人减少到500人
    return tuple(sorted(marks))


def _after_any(text: str, ends: str, position: int) -> int:
    floor = max(position - _REACH, 0)
    return max(max(text.rfind(end, floor, position) for end in ends) + 1, floor)


def _before_any(text: str, ends: str, position: int) -> int:
    found = [at for end in ends if (at := text.find(end, position, position + _REACH)) >= 0]
    return min(found, default=min(len(text), position + _REACH))


def _after_unit(text: str) -> str:
    """Take the unit off what follows a number."""
    match = _units().match(text)
    return text[match.end() :] if match else text


def _find_number(quote: str, value: Decimal) -> tuple[int, int, Decimal] | None:
    """Find the last numeral of a quote that can be the value: its offsets, and the step of its last digit."""
    found = None
    for match in NUMERAL.finditer(quote[-_REACH:]):
        numeral = match[0].replace("多", "").replace("余", "").rstrip("来")
        number = parse_numeral(numeral)
        if number and any(abs(number * f - abs(value)) <= abs(value) * _TOLERANCE for f in _factors()):
            shift = max(len(quote) - _REACH, 0)
            step = _step(numeral, number) * abs(value) / number
            found = match.start() + shift, match.end() + shift, step
    return found


def _step(numeral: str, number: Decimal) -> Decimal:
    """Give the unit of the last digit of a numeral: 0.1万 for 7.8万, 0 for 78012, 10 for 3000, 1000 for 三千."""
    zeros = len(f"{number:f}") - len(f"{number:f}".rstrip("0")) if number == number.to_integral() else 0
    match = _ARABIC.fullmatch(numeral)
    if match is None or not match[1]:
        return Decimal(10) ** zeros
    scale = sum(_SCALES[char] for char in match[3])
    if match[2] or scale:
        return Decimal(10) ** (scale - len(match[2] or ""))
    return Decimal(10) ** (zeros - 1) if zeros > 1 else Decimal(0)


@cache
def _words() -> dict[str, Any]:
    return dict(lexicon("conflicts"))


def is_whole(indicator: str) -> bool:
    """Tell whether a place has only one figure of an indicator at one time.

    >>> is_whole("poor-population"), is_whole("funds-invested")
    (True, False)
    """
    return indicator in _words()["wholes"]


def says_any(text: str, key: str) -> bool:
    """Tell whether a text holds one of the words that ``data/lexicon/conflicts.yaml`` lists under a key."""
    return any(word in text for word in _words()[key])


@cache
def _factors() -> frozenset[Decimal]:
    """List by what a printed number is multiplied on the way into a base unit; 100 makes percent of a share."""
    extras = [unit.extra for unit in concepts()["unit"] if "numerator" in unit.extra]
    found = {Decimal(extra["numerator"]) / Decimal(extra["denominator"]) for extra in extras}
    return frozenset(found | {Decimal(1), Decimal(100)})


@cache
def _units() -> re.Pattern[str]:
    return re.compile(alternation(word for unit in concepts()["unit"] for word in unit.words))


@cache
def _explained(indicator: str, level: str) -> re.Pattern[str]:
    """Compile the words that say no more than the key of a figure does."""
    words = _words()
    listened = {word for concept in concepts()["indicator"] if concept.notation == indicator for word in concept.words}
    units = {word for unit in concepts()["unit"] for word in unit.words}
    kept = {*words["harmless"], *units, *listened, *words["scopes"].get(level, ())}
    others = {word for listed in words["scopes"].values() for word in listed}.difference(words["scopes"].get(level, ()))
    return re.compile(f"(?!{alternation(others)})(?:{alternation(kept)})")

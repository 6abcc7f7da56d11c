"""Tell what a number counts: the unit of measure, the counting word and the noun that follow it or stand before it.

Units and counting words are concepts of the ontology; ``data/lexicon/counters.yaml`` says which noun makes a 个 a
village or a person, and what follows a number without making it a figure.
"""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple

from povgraph.mentions.words import WordTable
from povgraph.model import Concept, Span
from povgraph.resources import lexicon
from povgraph.text.normal import normalise

#: Units that count things; a counting word says less than the noun that it counts.
COUNTED = frozenset({"person", "household", "village", "county", "township", "item", "animal"})
PLACES = frozenset({"village", "county", "township"})
_ENDS_NOUN = frozenset("，。、；：！？“”‘’（）《》【】,;:()0123456789\n ")
_NOUN_REACH = 14
_NOUN_AFTER_NOUN = 8


class Unit(NamedTuple):
    """A unit that a number has: the base unit, the exact factor to it, and the word that says so.

    ``base`` is None for what makes a number no figure here: durations, foreign money, energy. ``counter`` is the
    counting word, if it is one, and ``weak`` if with small written numbers it is a figure of speech (三本账); ``noun``
    is what it counts, where the text says it next to the number.
    """

    base: str | None
    word: str
    factor: Fraction = Fraction(1)
    counter: str | None = None
    noun: str | None = None
    weak: bool = False


class Units:
    """The units of the ontology and the counting words, compiled for looking up."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        words = lexicon("counters")
        counters = {word: base for base, listed in words["counters"].items() for word in listed}
        nouns = {word: base for base, listed in words["nouns"].items() for word in listed}
        measures: dict[str, Unit] = {word: Unit(None, word) for word in words["foreign"]}
        for concept in concepts:
            base, factor = _conversion(concept)
            for word in map(normalise, concept.words):
                if base not in COUNTED:
                    measures.setdefault(word, Unit(base, word, factor))
                elif word.startswith("个") and len(word) > 1:
                    nouns.setdefault(word[1:], base)
                elif base in PLACES or len(word) > 2:
                    nouns.setdefault(word, base)
                else:
                    counters.setdefault(word, base)
        #: The words of the units that measure.
        self.measures = frozenset(word for word, unit in measures.items() if unit.base)
        weak = frozenset(words["weak"])
        counting = {word: Unit(base, word, counter=word, weak=word in weak) for word, base in counters.items()}
        no_counts = {word: Unit(None, word) for word in words["not_counts"]}
        self._after = WordTable({**counting, **measures, **no_counts})
        self._nouns: WordTable[str | None] = WordTable({**nouns, **dict.fromkeys(words["not_nouns"])})
        self._modifiers = WordTable(dict.fromkeys(words["before_nouns"]))
        self._where_to = frozenset(words["where_to"])
        self._place_ends = frozenset(words["place_ends"])
        nominal = self._nouns.first_characters | self._modifiers.first_characters
        #: With what the word after a number begins, if it is a unit.
        self.first_characters = frozenset(word[0] for word in (*counting, *measures, "分")) | nominal

    def after(self, text: str, start: int, *, article: bool = False) -> Unit | None:
        """Find the unit of measure, counting word or noun that begins at an offset.

        A unit without a base says that the number is no figure: a date, a duration, foreign money. Behind an article
        (一户) nobody asks what a counting word counts.
        """
        hit = self._after.at(text, start)
        if hit is None:
            return self._land(text, start) or self._people(text, start)
        return self._counted(text, start, hit.value, article=article) if hit.value.counter else hit.value

    def _counted(self, text: str, start: int, unit: Unit, *, article: bool) -> Unit | None:
        """Read a counting word: 个 counts what the noun after it says, the others mostly what they always count."""
        word, noun = unit.word, self._nouns.at(text, start)
        if noun and len(noun.word) > len(word):
            return Unit(noun.value, noun.word, noun=noun.word.removeprefix(word)) if noun.value else None
        end = start + len(word)
        if word == "口" and text[end : end + 1] in {"井", "窖", "塘", "锅"}:
            return Unit("item", word, counter=word, noun=text[end])
        found = None if article else self._noun(text, end)
        if found is None:
            return unit
        return unit._replace(base=found[0] if word == "个" else unit.base, noun=found[1])

    def _noun(self, text: str, start: int) -> tuple[str, str] | None:
        """Find what a counting word counts: the first noun after it, or the one that this noun only qualifies."""
        begin = at = start
        end = start + _NOUN_REACH
        found: tuple[str, str] | None = None
        while at < end and text[at : at + 1] and text[at] not in _ENDS_NOUN:
            hit = self._nouns.at(text, at)
            short = hit and at > begin and hit.value in PLACES and len(hit.word) == 1
            if short and (_goes_on(text, at + 1) or text[at - 1] in self._where_to):
                hit = None  # the 乡 of 23个淘乡甜基地, the 村 of 46个打工的回了村
            if hit and hit.value and (found is None or hit.value == "item"):
                found = hit.value, hit.word
                start = at + len(hit.word)
                end = start if found[0] == "item" else start + (_NOUN_AFTER_NOUN if found[0] not in PLACES else 1)
                if self._nouns.at(text, start):
                    end = start + 1
            at += len(hit.word) if hit else 1
        return found

    def _people(self, text: str, start: int) -> Unit | None:
        """Read a noun without a counting word: 512万贫困人口, 6万父老乡亲."""
        at, of = start, False
        for _ in range(4):
            noun = self._nouns.at(text, at)
            if noun and of and noun.value in PLACES:  # 总人口16万的山区县
                return None
            if noun and noun.value and noun.value != "item":
                whole = text[start : at + len(noun.word)]
                return Unit(noun.value, whole, noun=whole)
            modifier = self._modifiers.at(text, at)
            if modifier is None:
                return None
            at, of = at + len(modifier.word), of or modifier.word == "的"
        return None

    def _land(self, text: str, start: int) -> Unit | None:
        """Read the 分 of land, a tenth of a mu, where land was spoken of right before."""
        if text[start : start + 1] != "分":
            return None
        before = text[max(start - 14, 0) : start].rpartition("，")[2]
        return Unit("hectare", "分", Fraction(1, 150)) if any(word in before for word in _lands()) else None

    def names_place(self, text: str, end: int, unit: Unit) -> bool:
        """Tell whether a small number with its unit begins a place's name: 八里村, 三台乡; not 五家村办企业."""
        if unit.counter in {"个", "户"} or unit.base in PLACES or len(unit.word) > 1:
            return False
        noun = self._nouns.at(text, end)
        return noun is not None and noun.word in self._place_ends

    def noun_before(self, text: str, end: int, shortest: int = 2) -> tuple[str, str] | None:
        """Find the noun that ends at an offset: 贫困村 before 58个."""
        noun = self._nouns.before(text, end, shortest)
        return (noun.value, noun.word) if noun and noun.value else None


def _goes_on(text: str, end: int) -> bool:
    """Tell whether a word goes on behind a character that could be a noun."""
    return text[end : end + 1].isalpha() and text[end] not in lexicon("counters")["after_places"]


@cache
def _lands() -> tuple[str, ...]:
    return tuple(lexicon("counters")["land"])


def _conversion(concept: Concept) -> tuple[str | None, Fraction]:
    """Give the base unit of a unit and the exact factor to it; no base for what is not converted."""
    extra: dict[str, Any] = dict(concept.extra)
    if "baseUnit" not in extra:
        return None, Fraction(1)
    if extra["baseUnit"] == "year":  # durations and dates are not figures
        return None, Fraction(1)
    return extra["baseUnit"], Fraction(int(extra.get("numerator", 1)), int(extra.get("denominator", 1)))


def converted(value: Decimal, factor: Fraction) -> Decimal:
    """Convert to the base unit, to six places.

    >>> str(converted(Decimal(16), Fraction(1, 15)))
    '1.066667'
    """
    if factor == 1 and value == (whole := int(value)):
        return Decimal(whole)
    exact = (value * factor.numerator / factor.denominator).quantize(Decimal("0.000001"))
    plain = exact.normalize()
    return plain if plain.as_tuple().exponent <= 0 else plain.quantize(Decimal(1))  # type: ignore[operator]


class Quantity(NamedTuple):
    """A number with its unit, as the text says it.

    Attributes:
        span: the whole expression, hedges and counting word included.
        number: the numeral alone.
        value: in the base unit, to six places; the bare number where there is no unit.
        unit: the base unit; None where the text gives none next to the number (``人口85万``).
        unit_word: the unit or counting word as printed.
        raw: the number before conversion.
        bound: eq, approx, ge or le.
        low: the interval that the wording leaves open, in the base unit; None is open.
        high: likewise.
        per: per what it is said (mu, household …), where a word next to it says so.
        counter: the counting word (个, 家, 项).
        noun: what is counted, where it stands next to the number (贫困村, 企业).
        implied: where there is no unit, the one that the words before suggest (人口 → person).
        growth: whether the wording itself is one of growth (翻两番).
    """

    span: Span
    number: Span
    value: Decimal
    unit: str | None
    unit_word: str | None
    raw: Decimal
    bound: str = "eq"
    low: Decimal | None = None
    high: Decimal | None = None
    per: str | None = None
    counter: str | None = None
    noun: str | None = None
    implied: str | None = None
    growth: bool = False

"""Garbled text: names and terms that copying or machine translation has broken."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from povgraph.mentions.led import Rules, led
from povgraph.mentions.patterns import alternation
from povgraph.mentions.persons import Person
from povgraph.model import Span
from povgraph.resources import lexicon

_LATIN = re.compile("[A-Za-z][a-z]")


@dataclass(frozen=True, slots=True)
class GarbledMention:
    """A stretch of text that is broken, and what was meant, where that can be told.

    ``term`` says that it is an odd form of a usual term: by itself no proof, since people write oddly, too.
    """

    span: Span
    should_be: str | None
    kind: str = "garbled-name"
    term: bool = False


@cache
def _rules() -> dict[str, Any]:
    words = lexicon("garbled")
    sides = f"(?:{alternation(words['sides'])})"
    names = lexicon("surnames")
    families, said = f"[{names['plain']}]", f"[，,。、：:（(]|{alternation(lexicon('speech')['saying'])}|家|夫妇|的"
    two = alternation([word for word in (*lexicon("people")["roles"], *lexicon("posts")["official"]) if len(word) == 2])
    return {
        "latin": re.compile(
            r"[^\W\dA-Za-z省市县区州镇乡村]{1,3}[A-Z][a-z]{2,}[省市县区镇乡村州]|(?<![A-Za-z ])[A-Z][a-z]{2,}[镇乡村县]"
        ),
        "mixed": re.compile(
            f"(?<![A-Za-z])(?:{families})[A-Z]?[a-z]{{2,8}}[^\\W牌店]??(?={said})"
            f"|(?<=(?:{two}))(?:{families})[A-Z]?[a-z]{{2,8}}[^\\W\\dA-Za-z牌店]"
        ),
        "spelt": re.compile(
            f"(?=[A-Z])(?<=(?:{two}))(?!{alternation(words['latin_words'])})"
            "[A-Z][a-z]{1,7}(?: ?[A-Z][a-z]{1,8}){0,2}(?![A-Za-z])"
        ),
        "person": re.compile(r"(?<=[村人的和与、])[A-Z][a-z]{3,}(?: [A-Z][a-z]+)?(?=[和与、][A-Z]|夫妇|夫妻|一家|说)"),
        "sides": re.compile(f"{sides}(?:[、，,]{sides})*(?:[、，,]|和){sides}"),
        "side": re.compile(sides),
    }


@cache
def broken_terms() -> tuple[tuple[re.Pattern[str], str, str | None, tuple[str, ...]], ...]:
    """Give the terms that machine translation breaks.

    Each with how it looks, what it means, the programme that it names, and words of which it holds one.
    """
    terms = lexicon("garbled")["terms"]
    return tuple((re.compile(t["pattern"]), t["right"], t.get("programme"), tuple(t["signs"])) for t in terms)


def may_have_terms(label: str) -> bool:
    """Tell whether a label holds a word without which no term is broken: most hold none, and need no search."""
    return _signs()["sign"].search(label) is not None


@cache
def _signs() -> Rules:
    return Rules({"sign": led(sign for term in lexicon("garbled")["terms"] for sign in term["signs"])})


@lru_cache(maxsize=1)  # the readers of programmes and of what is garbled ask for the same
def find_terms(text: str) -> list[tuple[Span, str, str | None]]:
    """Find the terms that machine translation has broken: where, what they mean, the programme they name."""
    return [
        (Span(*found.span()), right, programme)
        for pattern, right, programme, signs in (broken_terms() if any(_signs().matches("sign", text)) else ())
        if any(sign in text for sign in signs)
        for found in pattern.finditer(text)
    ]


def find_garbled(text: str, people: Sequence[Person] = ()) -> list[GarbledMention]:
    """Find broken names and terms, sorted by where they stand.

    >>> [(m.span.start, m.should_be) for m in find_garbled("各村选派首任秘书三名")]
    [(4, '第一书记')]
    >>> find_garbled("县委书记和第一书记都来了")
    []
    """
    found = [*_people(text, people), *_terms(text), *_matches(text)]
    kept: list[GarbledMention] = []
    for mention in sorted(found, key=lambda m: (m.span.start, m.span.end)):
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
    return kept


def _terms(text: str) -> Iterator[GarbledMention]:
    for span, right, _ in find_terms(text):
        yield GarbledMention(span, right, term=True)


def _matches(text: str) -> Iterator[GarbledMention]:
    """Latin letters in a place's name or for a villager's, a side of the land said twice."""
    signs = ("latin", "person", "mixed", "spelt") if _LATIN.search(text) else ()
    for sign in signs:
        for found in _rules()[sign].finditer(text):
            yield GarbledMention(Span(*found.span()), None)
    for found in _rules()["sides"].finditer(text):
        row = _rules()["side"].findall(found.group())
        if len(set(row)) < len(row):
            yield GarbledMention(Span(*found.span()), None)


def _people(text: str, people: Sequence[Person]) -> Iterator[GarbledMention]:
    """Spellings of one person that differ from the one chosen, and names left in Latin letters."""
    for person in people:
        for mention in person.mentions:
            surface = text[mention.span.start : mention.span.end]
            if surface[0].isascii():
                yield GarbledMention(mention.span, None if person.name == surface else person.name)
            elif surface in person.spellings or mention.kind == "misspelt":
                yield GarbledMention(mention.span, person.name)

"""Find names of countries and provinces where a person or a village is meant: 老挝说, 河北省党支部 beside 河北村."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from povgraph.links.gazetteer import gazetteer
from povgraph.mentions.patterns import alternation
from povgraph.resources import lexicon


@dataclass(frozen=True, slots=True)
class Misnamed:
    """A name that means something else: where it stands, what it may mean, and why it is none, in both languages."""

    start: int
    end: int
    zh: str
    en: str
    repair: str | None = None


def find_misnamed(text: str) -> Iterator[Misnamed]:
    """Find countries that speak or have a family, and provinces with the bodies of a village, in normal form.

    A text that names the country or the province in another way may mean it.

    >>> [found.start for found in find_misnamed("村里修了路。老挝说：“如今进城近多了。”")]
    [6]
    >>> [found.start for found in find_misnamed("考察团到了老挝。老挝说欢迎再来。")]
    []
    >>> [found.repair for found in find_misnamed("河北村有人口八百。河北省党支部的党员都来了。")]
    ['河北村党支部']
    """
    yield from _countries(text)
    yield from _provinces(text)


def _countries(text: str) -> Iterator[Misnamed]:
    persons: dict[str, list[re.Match[str]]] = {}
    for found in _patterns()["person"].finditer(text):
        persons.setdefault(found["name"], []).append(found)
    for name, matches in persons.items():
        if text.count(name) == len(matches):
            for found in _first_of_each(matches):
                zh = f"“{name}”是国名，这里指的像是一个人：人名有误。"
                en = f"{name} is a country, but a person seems to be meant: the name is broken."
                yield Misnamed(*found.span("name"), zh, en)


def _provinces(text: str) -> Iterator[Misnamed]:
    bodies: dict[str, list[re.Match[str]]] = {}
    for found in _patterns()["body"].finditer(text):
        bodies.setdefault(found["name"], []).append(found)
    for name, matches in bodies.items():
        if f"{name}村" in text and text.count(f"{name}省") == len(matches):
            for found in _first_of_each(matches):
                meant = f"{name}村{found['body']}"
                zh = f"“{found[0]}”像是村里的组织，文中另有“{name}村”，疑为“{meant}”。"
                en = f"“{found[0]}” looks like a body of {name}村, a village that the text names; {meant} may be meant."
                yield Misnamed(*found.span(), zh, en, meant)


def _first_of_each(matches: Iterable[re.Match[str]]) -> Iterable[re.Match[str]]:
    """Give the first match of each wording: a name that is broken once is broken throughout."""
    found: dict[str, re.Match[str]] = {}
    for match in matches:
        found.setdefault(match[0], match)
    return found.values()


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = lexicon("misnamed")
    provinces = {area.short for area in gazetteer().areas() if area.level == "province" and area.name.endswith("省")}
    return {
        # at the beginning of a clause, or after a role: 老挝说, 村民老挝笑着说
        "person": re.compile(
            rf"(?:^|(?<=[，。；：！？“”\n ])|{alternation(words['roles'])})"
            rf"(?P<name>{alternation(words['countries'])})(?:{alternation(words['personal'])})(?!{alternation(words['not_personal'])})"
        ),
        # 河北省扶贫协会
        "body": re.compile(rf"(?P<name>{alternation(provinces)})省(?P<body>{alternation(words['village_bodies'])})"),
    }

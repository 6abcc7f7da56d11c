"""Persons: the mentions of one report, merged into those whom they name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from povgraph.mentions.names import name_reader
from povgraph.model import Span

_ROLES = ("author", "official", "private")


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A person where the text names them, under their full name.

    ``kind`` says how: ``introduced`` by a title or the like, ``leader`` known to everyone, ``bare``, ``short``
    (a family name with a title or 老), or ``post`` (no name, but a sentence that gives the person a post).
    """

    span: Span
    name: str
    role: str
    posts: tuple[tuple[str, str | None], ...] = ()
    kind: str = "introduced"


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the report with all their mentions and posts; ``spellings`` are the forms that were garbled."""

    name: str
    role: str
    posts: tuple[tuple[str, str | None], ...]
    mentions: tuple[PersonMention, ...]
    spellings: tuple[str, ...] = ()


def merge_people(mentions: Sequence[PersonMention]) -> list[Person]:
    """Merge mentions into persons, in the order in which the text names them first.

    Two spellings that sound the same are one person under the spelling said more often, or made of commoner
    characters. A name without a post of its own takes none from others.

    >>> one = PersonMention(Span(0, 2), "徐伟", "private")
    >>> two = PersonMention(Span(9, 11), "徐薇", "private")
    >>> [(p.name, p.spellings) for p in merge_people([one, two])]
    [('徐伟', ('徐薇',))]
    """
    groups: dict[str, list[PersonMention]] = {}
    for mention in sorted(mentions, key=lambda m: m.span.start):
        groups.setdefault(mention.name, []).append(mention)
    spelt = _spellings(groups)
    people = []
    for name in groups:
        if name in spelt.values() or name not in spelt:
            others = tuple(other for other, chosen in spelt.items() if chosen == name and other != name)
            people.append(_person(name, [m for n in (name, *others) for m in groups[n]], others))
    return people


def _person(name: str, mentions: list[PersonMention], others: tuple[str, ...]) -> Person:
    mentions.sort(key=lambda m: m.span.start)
    posts = tuple(dict.fromkeys(post for mention in mentions for post in mention.posts))
    roles = {mention.role for mention in mentions}
    role = next((role for role in _ROLES if role in roles), "private")
    return Person(name, role, _distinct(posts), tuple(mentions), others)


def _distinct(posts: tuple[tuple[str, str | None], ...]) -> tuple[tuple[str, str | None], ...]:
    """Drop a post that another one says more fully: 书记 of nothing beside 县委书记, 队长 beside 工作队队长."""
    kept = [
        (post, of)
        for post, of in posts
        if not any(
            (other, whose) != (post, of)
            and other.endswith(post)
            and (of is None or of == whose)
            and (whose or other != post)
            for other, whose in posts
        )
    ]
    return tuple(kept)


def _spellings(groups: dict[str, list[PersonMention]]) -> dict[str, str]:
    """Map each name that has a twin in sound to the spelling chosen."""
    reader = name_reader()
    alike: dict[tuple[str, ...], list[str]] = {}
    for name in groups:
        alike.setdefault(reader.sound(name), []).append(name)
    for names in list(
        alike.values()
    ):  # a family name that sounds the same before the same given name: 章建国 for 张建国
        if len(names) == 1 and len(names[0]) > 2:
            other = alike.setdefault((reader.family_sound(names[0]), names[0][1:]), [])
            other.extend(names)
    chosen = {}
    for names in alike.values():
        if len(names) > 1:
            best = min(names, key=lambda name: (-len(groups[name]), reader.commonness(name), name))
            chosen.update(dict.fromkeys(names, best))
    return chosen


@cache
def aged() -> re.Pattern[str]:
    """Give the expression for ，今年48岁, by its first character first, since any other is then passed over at once."""
    tens, ones, years = "[二三四五六七八九]", "[一二三四五六七八九]?", "(?:多|来)?岁"
    said = rf"(?:今年|现年|时年|已经|已)*(?:\d{{2}}|{tens}十{ones}){years}"
    worded = f"(?<=[，,]){said}|(?<=[今现时])年{said}|(?<=已)经?{said}"
    return re.compile(rf"[，,今现时已\d二三四五六七八九](?:{worded}|(?<=\d)\d{years}|(?<={tens})十{ones}{years})")

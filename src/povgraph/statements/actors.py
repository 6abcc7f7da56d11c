"""What figures can be said of, wherever a text names it or points back to it (全县, 该村, 公司, 她)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from povgraph.mentions.patterns import alternation
from povgraph.model import Span
from povgraph.resources import lexicon

#: What a clause begins after.
BREAKS = frozenset("，。；：！？\n 　“”")


class Actor(NamedTuple):
    """A mention of something that figures are said of.

    ``sort`` is place, person, organization, programme, product (a financial one) or country; ``home`` is the place or
    company for which an official, a manager or a public body stands; ``rank`` tells places apart: 0 for a province to 4
    for a village; ``code`` is that of a coded place, ``person`` who stands for it here.
    """

    span: Span
    name: str
    sort: str
    home: str | None = None
    rank: int = 0
    home_sort: str = "place"
    code: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class _Anaphors:
    pattern: re.Pattern[str]
    kinds: dict[str, tuple[str, str]]


@cache
def _anaphors() -> _Anaphors:
    words = lexicon("discourse")
    kinds: dict[str, tuple[str, str]] = {}
    for section, sort in (("place_anaphors", "place"), ("organization_anaphors", "organization")):
        for ending, anaphors in words[section].items():
            kinds |= dict.fromkeys(anaphors, (sort, ending))
    kinds |= dict.fromkeys(words["person_anaphors"], ("person", ""))
    kinds |= dict.fromkeys(words["speaker_anaphors"], ("speaker", ""))
    kinds |= dict.fromkeys(words["speaker_plurals"], ("speakers", ""))
    kinds |= dict.fromkeys(words["country"], ("country", ""))
    kinds |= dict.fromkeys(words["several"], ("several", ""))
    return _Anaphors(re.compile(alternation(kinds)), kinds)  # 全县|该县|公司|她


def deepest(actors: Sequence[Actor], text: str) -> list[Actor]:
    """Keep of each chain of places (白城市通榆县乌兰花镇) the last, which is the one meant."""
    kept: list[Actor] = []
    for actor in actors:
        above = kept[-1] if kept else None
        if above and _continues(above, actor, text):
            kept[-1] = actor._replace(span=Span(above.span.start, actor.span.end))
        else:
            kept.append(actor)
    return kept


def _continues(above: Actor, actor: Actor, text: str) -> bool:
    """Tell whether a place is the next link of a chain."""
    joined = text[above.span.end : actor.span.start] in ("", "的", "地区")
    return joined and above.sort == actor.sort == "place" and actor.rank > above.rank


def with_anaphors(text: str, actors: Sequence[Actor]) -> list[Actor]:
    """Add the anaphors of the text, each as a mention of what it points back to; those without one are dropped."""
    anaphors = _anaphors()
    named = sorted(actors, key=lambda actor: (actor.span.start, -actor.span.end))
    resolved: list[Actor] = []
    seen = 0
    last: dict[str, Actor] = {}
    busy_until = 0
    for match in anaphors.pattern.finditer(text):
        while seen < len(named) and named[seen].span.start < match.start():
            _remember(last, named[seen], text)
            busy_until = max(busy_until, named[seen].span.end)
            seen += 1
        inside_next = seen < len(named) and named[seen].span.start < match.end()
        if match.start() < busy_until or inside_next:
            continue
        sort, ending = anaphors.kinds[match.group()]
        starts_clause = text[match.start() - 1 : match.start()] in BREAKS
        if not starts_clause and (
            sort == "organization" or (sort == "country" and match.group() in lexicon("discourse")["country_opening"])
        ):
            continue
        meant = _meant(last, sort, ending)
        if meant:
            home = None if sort == "speaker" else meant.home
            resolved.append(meant._replace(span=Span(*match.span()), home=home))
    return sorted([*named, *resolved], key=lambda actor: (actor.span.start, -actor.span.end))


def _remember(last: dict[str, Actor], actor: Actor, text: str) -> None:
    """Note an actor as what a later anaphor may point to; a person in passing (在某某帮助下) is none."""
    if actor.sort == "person" and text[actor.span.start - 1 : actor.span.start] in ("在", "由", "向", "对"):
        return
    last[actor.sort] = actor
    last[f"{actor.sort} {actor.name[-1]}"] = actor
    if actor.sort == "organization":
        for ending in lexicon("discourse")["organization_anaphors"]:
            if actor.name.endswith(ending):
                last[f"organization {ending}"] = actor


def _meant(last: dict[str, Actor], sort: str, ending: str) -> Actor | None:
    if sort == "country":
        return Actor(Span(0, 0), "中国", "country")
    if sort == "several":
        return Actor(Span(0, 0), "", "several")
    if sort in ("speaker", "speakers"):
        return last.get("person")
    return last.get(f"{sort} {ending}" if ending else sort)

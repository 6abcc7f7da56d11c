"""Find every place that a text names, from province to village, put right where the text garbles it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from povgraph.links.areas import common_shorts, find_areas
from povgraph.links.chants import without_chants
from povgraph.links.gazetteer import Gazetteer, gazetteer
from povgraph.links.repairs import Repair, repair_areas, repair_settlements
from povgraph.links.settlements import PlaceMention, find_settlements, place_of
from povgraph.model import Span
from povgraph.resources import lexicon

_SHORT_STEM = 2
_SUFFIX = re.compile("(?:民族乡|街道|苏木|镇|乡|社区|嘎查|村)$")


@dataclass(frozen=True, slots=True)
class Places:
    """The places of one text: their mentions in order, and the names that were put right."""

    mentions: tuple[PlaceMention, ...]
    repairs: tuple[Repair, ...]


def find_places(text: str, year: int | None = None) -> Places:
    """Find the places that a normalised text names.

    Args:
        text: The text after ``text.normal.normalise``.
        year: The year whose codes and names are in force; None for the most recent known.
    """
    known = gazetteer()
    areas = [place_of(mention, known, year) for mention in find_areas(text, year)]
    repaired_areas = repair_areas(text, areas, year)
    areas = sorted([*areas, *(r.mention for r in repaired_areas)], key=lambda mention: mention.span.start)
    settlements = find_settlements(text, areas)
    repaired = repair_settlements(text, [*areas, *settlements])
    settlements = _put_right(settlements, repaired)
    named = [*areas, *settlements]
    shorts = _short_mentions(text, named)
    mentions = sorted([*named, *shorts], key=lambda mention: (mention.span.start, -mention.span.end))
    return Places(tuple(mentions), (*repaired_areas, *repaired))


def _put_right(settlements: Sequence[PlaceMention], repairs: Sequence[Repair]) -> list[PlaceMention]:
    """Replace the garbled mentions, and the garbled town in the path of what lies below it."""
    right = {(repair.mention.path[:-1], repair.printed): repair.mention for repair in repairs}
    mentions = []
    for mention in settlements:
        town = right.get((mention.path[:1], mention.path[1])) if len(mention.path) > 1 else None
        if town is None:
            mentions.append(mention)
        elif mention.level == "township":
            mentions.append(town._replace(span=mention.span))
        else:
            path = (*town.path, *mention.path[2:])
            mentions.append(mention._replace(within=town.name, path=path))
    replaced = {mention.span for mention in mentions}
    extra = [repair.mention for repair in repairs if repair.span not in replaced]
    return _under_repaired(mentions, extra)


def _under_repaired(mentions: list[PlaceMention], towns: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Hang a village that follows a town put right under that town (石Town镇河北村)."""
    by_end = {town.span.end: town for town in towns}
    moved: dict[tuple[str, ...], PlaceMention] = {}
    for mention in mentions:
        town = by_end.get(mention.span.start)
        if town and mention.level == "village":
            moved[mention.path] = mention._replace(within=town.name, path=(*town.path, mention.name))
    hung = [
        m._replace(within=moved[m.path].within, path=moved[m.path].path) if m.path in moved else m for m in mentions
    ]
    return [*hung, *towns]


def _short_mentions(text: str, places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Find places that the text also names without their suffix: 顾家台 for 顾家台村, 靖宇 for 靖宇县.

    A stem of two characters needs a boundary before it; one that is a name of its own is left to that name.
    """
    stems = _stems(places)
    if not stems:
        return []
    names = list(stems)
    quickly_built = Implementation.NoncontiguousNFA
    automaton = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest, implementation=quickly_built)
    taken = frozenset().union(*(range(m.span.start, m.span.end) for m in places))
    found = []
    for index, start, end in without_chants(text, automaton.find_matches_as_indexes(text)):
        if taken.isdisjoint(range(start, end)) and _stands_alone(text, start, end):
            found.append(stems[names[index]]._replace(span=Span(start, end), how="short"))
    return found


def _stems(places: Sequence[PlaceMention]) -> dict[str, PlaceMention]:
    """Map the short form of each place named to the place; a form that two places share is dropped."""
    named = {place.path: place for place in places}
    forms = ((stem, place) for place in named.values() for stem in _short_forms(place) if _is_own(stem, place.code))
    listed = ((stem, place) for stem, place in _listed_villages(places) if place.path not in named)
    stems: dict[str, PlaceMention | None] = {}
    for stem, place in (*forms, *listed):
        other = stems.get(stem, place)
        stems[stem] = place if other is not None and other.path == place.path else None
    return {stem: place for stem, place in stems.items() if place is not None}


def _is_own(stem: str, code: str | None = None) -> bool:
    """Tell whether a short form is long enough, no common word, and no name of a coded place but of its own."""
    if len(stem) < _SHORT_STEM or stem in common_shorts():
        return False
    return code is not None or not gazetteer().named(stem)


def _listed_villages(places: Sequence[PlaceMention]) -> list[tuple[str, PlaceMention]]:
    """Give the villages of the towns that the text names, each with its short form, unless that is very short.

    顾家台 alone is read where its town is spoken of.
    """
    known = gazetteer()
    towns = {p.path: p for p in places if p.level == "township" and len(p.path) == 2}
    return [
        (stem, PlaceMention(town.span, village, "village", None, town.name, (*path, village), "listed"))
        for path, town in towns.items()
        for stem, village in _villages(known, path[0], town.name)
    ]


@lru_cache(maxsize=256)  # the reports of one folder speak of the same towns
def _villages(known: Gazetteer, county: str, town: str) -> tuple[tuple[str, str], ...]:
    names = ((_SUFFIX.sub("", village.name), village.name) for village in known.villages(county, town))
    return tuple((stem, name) for stem, name in names if len(stem) > _SHORT_STEM and _is_own(stem))


def _short_forms(place: PlaceMention) -> tuple[str, ...]:
    if place.code:
        area = gazetteer().code(place.code)
        return (area.short, *area.aliases) if area and area.name == place.name else ()
    return (_SUFFIX.sub("", place.name),)


def _stands_alone(text: str, start: int, end: int) -> bool:
    before = text[start - 1 : start]
    if (
        end - start <= _SHORT_STEM
        and "\u4e00" <= before <= "\u9fff"
        and not text.endswith(_words("before_names"), 0, start)
    ):
        return False
    return not text.startswith(_words("not_before"), end) and not _ends_road(text, start, end)


def _ends_road(text: str, start: int, end: int) -> bool:
    """Tell whether a name is where a road begins or ends (祁山至盐官公路)."""
    if text.endswith(_words("road_from"), 0, start) and text.startswith(_words("roads"), end):
        return True
    return text.startswith(_words("road_from"), end) and _road_to().match(text, end) is not None


@cache
def _road_to() -> re.Pattern[str]:
    return re.compile(lexicon("places")["road_to"])


@cache
def _words(key: str) -> tuple[str, ...]:
    return tuple(lexicon("places")[key])

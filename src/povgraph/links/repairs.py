"""Put garbled place names right, only within the place above and only when one name answers.

Web copies that went through a machine translator lose and change characters: 王清县 for 汪清县 (the same sound),
乌兰镇 for 乌兰花镇 (a lost character), 石Town镇 for 石岘镇 (a translated one), 农村安全县 for 农安县 (spelled out).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from povgraph.links.gazetteer import Area, Gazetteer, gazetteer
from povgraph.links.listings import listing_of
from povgraph.links.settlements import PlaceMention
from povgraph.model import Span
from povgraph.resources import lexicon

#: 王清县, 农村安全县: two to five characters that end like a county's name, at a boundary.
_COUNTY_END = re.compile("[县市旗]")
_LONGEST = 5
_COUNTY_LIKE = re.compile(r"(?:(?<![\u4e00-\u9fff])|(?<=[的在到从与和、]))[\u4e00-\u9fff]{2,5}?[县市旗]")
#: 遵义市郑安县, 铜仁市河边土家族自治县: what stands where a county of the prefecture right before is named.
_NEXT_COUNTY = re.compile(r"[\u4e00-\u9fff]{1,11}?(?:[县旗]|(?<=[\u4e00-\u9fff])[市区](?![\u4e00-\u9fff]{0,3}[县旗]))")
#: 苗族自治县 is the shortest end that says of which people a county is.
_PEOPLES = 5
#: 承德市Fengning满族自治县: a county spelt out behind the place above it.
_LATIN_COUNTY = re.compile(r"(?P<latin>[A-Z][a-z]{2,14}) ?[\u4e00-\u9fff]{0,10}?[县旗市区]")
#: 云省人民政府: behind 云, what is left of a province of two characters.
_CLIPPED = re.compile(
    r"省(?<=[\u4e00-\u9fff]省)(?<!四省)(?:(?<![\u4e00-\u9fff].省)|(?<=[从由向在和与据经对].省))(?![内外里长级委直会])"
)
#: 狮子平乡: three to five characters that end like a town's name, at a boundary.
_TOWN_END = re.compile("[镇乡]")
_TOWN_LIKE = re.compile(r"(?:(?<![\u4e00-\u9fff])|(?<=[的在到从与和、县市区旗]))[\u4e00-\u9fff]{2,4}?[镇乡]")
#: 石Town镇: Latin letters inside a name.
_LATIN_INSIDE = re.compile(r"[\u4e00-\u9fff]{0,3}[A-Za-z]{2,12} ?[\u4e00-\u9fff]{0,3}?[镇乡村]")


@dataclass(frozen=True, slots=True)
class Repair:
    """A name as printed, and the place that it means."""

    span: Span
    printed: str
    mention: PlaceMention


def repair_areas(text: str, places: Sequence[PlaceMention], year: int | None) -> list[Repair]:
    """Find strings at a boundary that are no county's name but can only be meant for one."""
    covered = frozenset().union(*(range(m.span.start, m.span.end) for m in places))
    provinces = {place.code for place in places if place.level == "province" and place.code}
    distinct = list({(place.name, place.code): place for place in places}.values())
    meant: dict[str, Area | None] = {}
    repairs = []
    for match in _ending(text, _COUNTY_END, _COUNTY_LIKE):
        printed = match.group()
        if covered.isdisjoint(range(*match.span())):
            if printed not in meant:
                meant[printed] = _meant_area(printed, distinct, provinces, year)
            if area := meant[printed]:
                repairs.append(_repair(Span(*match.span()), printed, area, year))
    for above in places:
        after = _NEXT_COUNTY.match(text, above.span.end) if above.level == "prefecture" and above.code else None
        if after and covered.isdisjoint(range(*after.span())) and (area := _child(after[0], above.code or "", year)):
            repairs.append(_repair(Span(*after.span()), after[0], area, year))
        spelt = _LATIN_COUNTY.match(text, above.span.end) if above.level in ("prefecture", "province") else None
        if spelt and (area := _spelt(spelt["latin"], above.code or "", year)):
            repairs.append(_repair(Span(*spelt.span()), spelt[0], area, year))
    repairs += _clipped(text, distinct, year)
    return sorted(repairs, key=lambda repair: repair.span.start)


def _ending(text: str, ends: re.Pattern[str], like: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield what ends like a place's name, from its end: names begin nearly everywhere, and few end so."""
    done = 0
    for end in ends.finditer(text):
        found = like.search(text, max(end.start() - _LONGEST, done), end.end())
        if found:
            done = found.end()
            yield found


def _spelt(latin: str, above: str, year: int | None) -> Area | None:
    """Choose the one place below another whose name begins with the syllables spelt out."""
    alike = [a for a in gazetteer().children(above, year) if a.pinyin.replace(" ", "").startswith(latin.lower())]
    return alike[0] if len(alike) == 1 else None


def _clipped(text: str, places: Sequence[PlaceMention], year: int | None) -> Iterator[Repair]:
    """Find provinces that lost a character, where the text names the one province that it can be (云省, 云南省)."""
    known = gazetteer()
    provinces = {place.name: place.code for place in places if place.level == "province" and place.code}
    for found in _CLIPPED.finditer(text):
        span = Span(found.start() - 1, found.end())
        printed = text[span.start : span.end]
        meant = [name for name in provinces if len(name) == 3 and name[0] == printed[0] and name[2] == "省"]
        area = known.code(provinces[meant[0]] or "", year) if len(meant) == 1 else None
        if area:
            yield _repair(span, printed, area, year)


def _child(printed: str, prefecture: str, year: int | None) -> Area | None:
    """Choose the county of a prefecture that a name sounds like, holds, or shares a people and a character with."""
    known = gazetteer()
    children = known.children(prefecture, year)
    if any(child.name == printed for child in children):
        return None
    sounds = _sounds(printed)
    alike = [child for child in children if len(child.name) == len(printed) and sounds and child.pinyin == sounds]
    alike = alike or [child for child in children if _spelled_out(printed, child.name)]
    alike = alike or [child for child in children if _of_one_people(printed, child.name)]
    return alike[0] if len(alike) == 1 else None


def _of_one_people(printed: str, name: str) -> bool:
    """Tell whether two autonomous counties are of the same peoples and share a character of their names.

    >>> _of_one_people("河边土家族自治县", "沿河土家族自治县"), _of_one_people("河边土家族自治县", "松桃苗族自治县")
    (True, False)
    """
    alike = next((size for size in range(len(name), 0, -1) if printed.endswith(name[-size:])), 0)
    shared = alike > _PEOPLES or bool(set(printed[:-alike]) & set(name[:-alike]))
    return alike >= _PEOPLES and name.endswith("族自治县") and shared


def _repair(span: Span, printed: str, area: Area, year: int | None) -> Repair:
    parents = gazetteer().parents(area, year)
    within = parents[0].name if parents else None
    mention = PlaceMention(span, area.name, area.level, area.code, within, (area.code,), "repaired")
    return Repair(span, printed, mention)


def _meant_area(printed: str, places: Sequence[PlaceMention], provinces: set[str], year: int | None) -> Area | None:
    """Choose the one county that sounds the same in the text's provinces, or that the text names in short."""
    known = gazetteer()
    if known.named(printed, year):
        return None
    named = [p for p in places if p.level in ("county", "prefecture") and _spelled_out(printed, p.name)]
    if len({p.code for p in named}) == 1 and named[0].code:
        return known.code(named[0].code, year)
    sounds = _sounds(printed)
    if sounds is None:
        return None
    homophones = (a for code in provinces for a in known.homophones(sounds, code, year))
    alike = {area.code: area for area in homophones if len(area.name) == len(printed)}
    return next(iter(alike.values())) if len(alike) == 1 else None


def _spelled_out(printed: str, name: str) -> bool:
    """Tell whether a name is a printed one with characters put in: 农安县 in 农村安全县.

    >>> _spelled_out("农村安全县", "农安县"), _spelled_out("农业大县", "农安县")
    (True, False)
    """
    if len(printed) <= len(name) or len(name) < 3 or printed[0] != name[0] or printed[-1] != name[-1]:
        return False
    rest = iter(printed)
    return all(char in rest for char in name)


@cache
def _readings(year: int | None) -> dict[str, str]:
    """Learn each character's reading from the names of the gazetteer that have it, else from given names.

    Those that the gazetteer reads in several ways are read as in given names, if they occur there.
    """
    readings: dict[str, set[str]] = {}
    for area in gazetteer().areas(year):
        syllables = area.pinyin.split()
        if len(syllables) == len(area.name):
            for char, syllable in zip(area.name, syllables, strict=True):
                readings.setdefault(char, set()).add(syllable)
    given = {char: syllable for syllable, chars in lexicon("surnames")["given"].items() for char in chars}
    return given | {char: next(iter(found)) for char, found in readings.items() if len(found) == 1}


def _sounds(printed: str) -> str | None:
    readings = _readings(None)
    syllables = [readings.get(char) for char in printed]
    return " ".join(s for s in syllables if s) if all(syllables) else None


def repair_settlements(text: str, places: Sequence[PlaceMention]) -> list[Repair]:
    """Put right towns that their county does not have: by the same sound, by one lost or translated character."""
    known = gazetteer()
    by_end = {place.span.end: place for place in places}
    repairs = []
    for place in places:
        county = place.path[0] if len(place.path) == 2 and place.level == "township" else None
        above = by_end.get(place.span.start)
        right = _same_sound(place.name, county, known) if county else None
        if county and above and above.code == county:
            right = right or _lost_character(place.name, county, known)
        if right and (under := above or next((p for p in places if p.code == county), None)):
            repairs.append(_renamed(place.span, place.name, right, under))
    repairs += _unlisted(text, places, known)
    for above in places:
        match = _LATIN_INSIDE.match(text, above.span.end) if above.level == "county" and above.code else None
        right = _translated_character(match.group(), above.code, known) if match and above.code else None
        if match and right:
            repairs.append(_renamed(Span(*match.span()), match.group(), right, above))
    return repairs


def _unlisted(text: str, places: Sequence[PlaceMention], known: Gazetteer) -> Iterator[Repair]:
    """Find what is named like a town, is none that was found, and sounds like one of a county that the text names."""
    counties = {place.code: place for place in places if place.level == "county" and place.code}
    covered = frozenset().union(*(range(place.span.start, place.span.end) for place in places))
    for match in _ending(text, _TOWN_END, _TOWN_LIKE) if counties else ():
        if covered.isdisjoint(range(*match.span())):
            meant = [(right, code) for code in counties if (right := _same_sound(match[0], code, known))]
            if len(meant) == 1:
                yield _renamed(Span(*match.span()), match[0], meant[0][0], counties[meant[0][1]])


def _same_sound(name: str, county: str, known: Gazetteer) -> str | None:
    """Choose the only town of a county that sounds like a name that no town of it has (狮子平乡, 狮子坪乡)."""
    sounds = _sounds(name)
    alike = _towns_by_sound(known, county).get(sounds, ()) if sounds else ()
    return alike[0] if len(alike) == 1 and alike[0] != name else None


@lru_cache(maxsize=64)  # the reports of one folder speak of the same counties
def _towns_by_sound(known: Gazetteer, county: str) -> dict[str, tuple[str, ...]]:
    towns: dict[str, tuple[str, ...]] = {}
    for town, _ in listing_of(known, county).towns:
        if sounds := _sounds(town):
            towns[sounds] = (*towns.get(sounds, ()), town)
    return towns


def _renamed(span: Span, printed: str, name: str, above: PlaceMention) -> Repair:
    mention = PlaceMention(span, name, "township", None, above.name, (*above.path, name), "repaired")
    return Repair(span, printed, mention)


def _lost_character(name: str, county: str, known: Gazetteer) -> str | None:
    """Choose the only town of the county that is the name with one more character inside."""
    towns = [town for town, _ in listing_of(known, county).towns]
    if not towns or name in towns:
        return None
    longer = [
        town
        for town in towns
        if len(town) == len(name) + 1 and any(town[:i] + town[i + 1 :] == name for i in range(len(town) - 1))
    ]
    return longer[0] if len(longer) == 1 else None


def _translated_character(printed: str, county: str, known: Gazetteer) -> str | None:
    """Choose the only town of the county that has the printed Chinese characters around something else."""
    pattern = re.compile(re.sub(r"[A-Za-z ]+", "[\u4e00-\u9fff]{1,2}", printed))
    fitting = [town for town in known.townships(county) if pattern.fullmatch(town)]
    return fitting[0] if len(fitting) == 1 else None

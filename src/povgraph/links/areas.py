"""Find the provinces, prefectures and counties that a text names, each with its code or not at all.

A name is searched for as the longest at its place, and linked only when one area answers to it: because the name is
unique, because the place above stands right before it or elsewhere in the report, or because the full name does.
What stays ambiguous is left out: a missing place is forgiven, a wrong one is not.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from povgraph.links.borders import border_provinces
from povgraph.links.chants import without_chants
from povgraph.links.gazetteer import Area, Gazetteer, gazetteer
from povgraph.links.overlaps import Candidate, settled
from povgraph.model import Span
from povgraph.resources import lexicon

#: What joins the names of a list (甲、乙（区）、丙和丁), how many of them one another's company vouches for, and what
#: counts them (9个县).
_JOINT = re.compile("(?:[县区旗市]|（[县区旗市]）)?(?:以及|[、和与及])")
_FEWEST = 3
#: How far behind a short form a full name that begins in it is looked for.
_LONGEST = 12
_COUNT = re.compile(r"等?(?:\d{1,2}|[两二三四五六七八九十]{1,3})个?(?:贫困|深度贫困|摘帽|脱贫)?(?:县|区|旗|市)")


@dataclass(frozen=True, slots=True)
class AreaMention:
    """A stretch of text that names a coded area; ``how`` is the support: name, chain, context, short, list."""

    span: Span
    area: Area
    how: str


@dataclass(frozen=True, slots=True)
class _Names:
    """All names in force in one year, compiled for one pass over a text."""

    automaton: AhoCorasick
    names: tuple[str, ...]
    areas: tuple[tuple[Area, ...], ...]


@cache
def _names(year: int | None) -> _Names:
    """Compile the names of a year; one-character names are no names."""
    by_name: dict[str, dict[str, Area]] = {}
    for area in gazetteer().areas(year):
        for name in (area.name, area.short, *area.aliases):
            if len(name) > 1:
                by_name.setdefault(name, {})[area.code] = area
    names = tuple(by_name)
    automaton = AhoCorasick(
        list(names), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
    )
    return _Names(automaton, names, tuple(tuple(by_name[name].values()) for name in names))


def find_areas(text: str, year: int | None = None) -> list[AreaMention]:
    """Find the coded places that a normalised text names.

    Args:
        text: The text after ``text.normal.normalise``.
        year: The year whose codes and names are in force; None for the most recent known.

    Returns:
        Mentions in the order of the text, each linked to one area.
    """
    candidates = settled(_candidates(text, year), text)
    linked = _Linking(text, candidates, gazetteer(), year).mentions()
    meeting = [AreaMention(span, area, "short") for span, area in border_provinces(text, year)]
    return sorted([*linked, *meeting], key=lambda mention: mention.span.start)


def _candidates(text: str, year: int | None) -> list[Candidate]:
    known = _names(year)
    candidates: list[Candidate] = []
    for index, start, end in without_chants(text, known.automaton.find_matches_as_indexes(text, overlapping=False)):
        if candidates and start < candidates[-1].span.end:
            continue  # the rest of a full name that took the place of a short form
        item = Candidate(Span(start, end), known.names[index], known.areas[index])
        candidates.append(item if item.full else _full_inside(item, text, known) or item)
    return candidates


def _full_inside(item: Candidate, text: str, known: _Names) -> Candidate | None:
    """Give the full name that begins inside a short form and outlasts it: 核定安远县 names 安远县, not 定安."""
    first, last = item.span.start, item.span.end
    for index, start, end in known.automaton.find_matches_as_indexes(text[first + 1 : last + _LONGEST]):
        if start >= last - first - 1:
            break
        inside = Candidate(Span(first + 1 + start, first + 1 + end), known.names[index], known.areas[index])
        if inside.span.end > last and any(_is_full(inside.name, area) for area in inside.areas):
            return inside
    return None


@cache
def common_shorts() -> frozenset[str]:
    """Give the short forms of places that are common words, too."""
    return frozenset(lexicon("places")["common_shorts"])


def _is_full(name: str, area: Area) -> bool:
    """Tell whether a name has its type word: 静海县, and 禄劝县 for 禄劝彝族苗族自治县, but not 禄劝 or 城区."""
    return len(name) > 2 and (name == area.name or name[-1] == area.name[-1])


class _Linking:
    """One text's names on their way to areas: certain ones first, then what these support."""

    def __init__(self, text: str, candidates: Sequence[Candidate], known: Gazetteer, year: int | None) -> None:
        self.text = text
        self.known = known
        self.year = year
        self.candidates = candidates
        self.common = common_shorts()
        self.linked: dict[int, AreaMention] = {}

    def mentions(self) -> list[AreaMention]:
        self._link_chains()
        self._link_unique()
        self._link_lists()
        for _ in range(2):  # a place linked by context may be the context of another
            self._link_by_context()
        return [self.linked[i] for i in sorted(self.linked)]

    def _settle(self, index: int, area: Area, how: str) -> None:
        self.linked[index] = AreaMention(self.candidates[index].span, area, how)

    def _link_chains(self) -> None:
        """Link names that stand one behind the other and lie one within the other: 四川南充南部县."""
        for index in range(len(self.candidates) - 1):
            first, second = self.candidates[index], self.candidates[index + 1]
            if self.text[first.span.end : second.span.start] not in ("", "的", "省", "市"):
                continue
            pairs = [(a, b) for a in self._possible(index) for b in second.areas if self.known.within(b.code, a.code)]
            if len({a.code for a, _ in pairs}) > 1:  # 吉林吉林市: the province is the usual first link
                pairs = [(a, b) for a, b in pairs if a.level == "province"]
            if len({b.code for _, b in pairs}) == 1 and len({a.code for a, _ in pairs}) == 1:
                self._settle(index, pairs[0][0], "chain")
                self._settle(index + 1, pairs[0][1], "chain")

    def _possible(self, index: int) -> tuple[Area, ...]:
        return (self.linked[index].area,) if index in self.linked else self.candidates[index].areas

    def _link_unique(self) -> None:
        """Link full names that only one area has, and provinces and big cities by their usual short form."""
        for index, item in enumerate(self.candidates):
            if index in self.linked:
                continue
            full = [area for area in item.areas if _is_full(item.name, area)]
            if len(full) == 1 or (full := self._one_character(item)):
                self._settle(index, full[0], "name")
            elif not full:
                self._link_short(index, item)

    def _link_short(self, index: int, item: Candidate) -> None:
        for level in ("province", "prefecture"):
            areas = [area for area in item.areas if area.level == level]
            if len(areas) == 1 and (level == "province" or item.name not in self.common):
                self._settle(index, areas[0], "short")
                return
            if areas:
                return

    def _one_character(self, item: Candidate) -> list[Area]:
        """Give the county whose name is one character and 县 (攸县), if nothing stands before it and it ends there."""
        words = lexicon("places")
        before, after = self.text[item.span.start - 1 : item.span.start], self.text[item.span.end : item.span.end + 1]
        apart = not "\u4e00" <= before <= "\u9fff" and after not in words["not_after_county"]
        named = apart and len(item.name) == 2 and item.name[1] == "县" and item.name not in words["common_counties"]
        return list(item.areas) if named and len(item.areas) == 1 and item.full else []

    def _link_lists(self) -> None:
        """Link the short names of a list to the counties that one province has: 甲、乙、丙3个县."""
        for row in self._lists():
            counties = [[a for a in self._possible(i) if a.level == "county"] for i in row]
            shared = set.intersection(*({self._province(area) for area in areas} for areas in counties))
            for province in shared if len(shared) == 1 else ():
                inside = [[area for area in areas if self._province(area) == province] for areas in counties]
                if all(len(areas) == 1 for areas in inside):
                    for index, (area,) in zip(row, inside, strict=True):
                        if index not in self.linked:
                            self._settle(index, area, "list")

    def _lists(self) -> Iterator[list[int]]:
        """Yield the rows of names, by their places among all, that only 、 or 和 parts, where they are enough."""
        row: list[int] = []
        for index, item in enumerate(self.candidates):
            if row and not _JOINT.fullmatch(self.text, self.candidates[row[-1]].span.end, item.span.start):
                yield from self._enough(row)
                row = []
            row.append(index)
        yield from self._enough(row)

    def _enough(self, row: list[int]) -> Iterator[list[int]]:
        counted = bool(row) and _COUNT.match(self.text, self.candidates[row[-1]].span.end)
        open_names = [self.candidates[index].name for index in row if index not in self.linked]
        words = not counted and not self.common.isdisjoint(open_names)  # 富裕、和平、团结
        if open_names and not words and len(row) >= (2 if counted else _FEWEST):
            yield row

    def _province(self, area: Area) -> str:
        parents = self.known.parents(area, self.year)
        return parents[-1].code if parents else area.code

    def _link_by_context(self) -> None:
        """Link what is still open to the one area that lies within, or is, a place already linked."""
        codes = {mention.area.code for mention in self.linked.values()}
        for index, item in enumerate(self.candidates):
            if index in self.linked:
                continue
            same = [area for area in item.areas if area.code in codes]
            if same:
                if len(same) == 1:
                    self._settle(index, same[0], "context")
                continue
            full = [area for area in item.areas if _is_full(item.name, area)] or self._county(item, codes)
            support = {area.code: self._support(area, codes) for area in full}
            best = max(support.values(), default=0)
            inside = [area for area in full if best and support[area.code] == best]
            if len(inside) == 1:
                self._settle(index, inside[0], "context")

    def _county(self, item: Candidate, linked: set[str]) -> list[Area]:
        """Give the county of a short form that opens a clause, if its prefecture is linked (绥化…，海伦建成…)."""
        opens = not "\u4e00" <= self.text[item.span.start - 1 : item.span.start] <= "\u9fff"
        plain = opens and item.name not in self.common and len(item.areas) == 1
        county = item.areas[0] if plain and item.areas[0].level == "county" else None
        above = next(iter(self.known.parents(county, self.year)), None) if county else None
        return [county] if county and above and above.level == "prefecture" and above.code in linked else []

    def _support(self, area: Area, linked: set[str]) -> int:
        """Say how near above an area its nearest linked parent is: 0 for none, more for nearer."""
        parents = self.known.parents(area, self.year)
        return max((3 - n for n, parent in enumerate(parents) if parent.code in linked), default=0)

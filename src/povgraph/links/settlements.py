"""Find the towns and villages that a text names, under the places above them.

A name ends in a suffix (镇, 乡, 街道, 村, 社区 …); where it begins is the question. It is answered, in order, by
the place right before it (通榆县｜乌兰花镇｜陆家村), by the nationwide list of the counties in the text, by a list
of names (甲镇、乙镇、丙乡), and by a clause boundary or a word after which names begin, when the name has more support.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from povgraph.links.areas import AreaMention
from povgraph.links.gazetteer import Gazetteer, gazetteer
from povgraph.links.listings import Listings
from povgraph.links.trails import Trails
from povgraph.links.words import settlement_words
from povgraph.model import Span

_LONGEST_STEM = 10
_LONGEST_CHAINED_STEM = 5
_LONGEST_FREE_STEM = 4
#: The longest figure between a name and the joint after it (甲镇1,200人、乙镇…).
_FIGURE_REACH = 7
_LEVELS = ("province", "prefecture", "county", "township", "village")
_ABOVE = {level: _LEVELS[:rank] for rank, level in enumerate(_LEVELS)}
#: 塔里木15村: one of several villages of a name, by its number; such names are long.
_NUMBERED = re.compile(r"(?P<stem>[\u4e00-\u9fff]{2,})\d{1,2}")
_LONGEST_NUMBERED = 8
_NO_HAN = re.compile(r"[^\u4e00-\u9fff]")
#: 中田、松树2个｜乡: what counts the names of a list, whose own suffix is left out; how long such a list may be.
_COUNT = re.compile(r"等?(?:\d{1,2}|[两二三四五六七八九十]{1,3})个?(?:贫困|深度贫困|行政)?乡?$")
_LONGEST_LIST = 80
_ITEM = re.compile(r"[\u4e00-\u9fff]{2,5}$")
_PARTING = "、和与及"
#: Words that join, which nothing joins to at the beginning of a clause.
_JOINING = "和与及同"


class PlaceMention(NamedTuple):
    """A stretch of text that names a place.

    ``name`` is the official name, ``within`` the name of the place above, ``path`` the names from the county (or
    whatever coded place is known) down to this one, which tells two 河北村 apart. ``how`` is the support.
    """

    span: Span
    name: str
    level: str
    code: str | None
    within: str | None
    path: tuple[str, ...]
    how: str


def place_of(mention: AreaMention, known: Gazetteer, year: int | None) -> PlaceMention:
    """See a coded area as a place mention."""
    area = mention.area
    parents = known.parents(area, year)
    within = parents[0].name if parents else None
    return PlaceMention(mention.span, area.name, area.level, area.code, within, (area.code,), mention.how)


def find_settlements(text: str, areas: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Find towns and villages in a normalised text, given the coded places found in it."""
    return _Search(text, areas, gazetteer()).run()


class _Search:
    """One pass over a text's suffixes, in order, so that a town is known when its village comes."""

    def __init__(self, text: str, areas: Sequence[PlaceMention], known: Gazetteer) -> None:
        self.text = text
        self.words = settlement_words()
        self.starts = [mention.span.start for mention in areas]
        self.ends = [mention.span.end for mention in areas]
        self.by_end = {mention.span.end: mention for mention in areas}
        self.trails = Trails(areas)
        self.listed = Listings(known, (area.code for area in areas if area.level == "county" and area.code))
        self.names = self.listed.names
        self.known = known
        self.found: list[PlaceMention] = []
        self.by_name: dict[str, PlaceMention] = {}

    def run(self) -> list[PlaceMention]:
        open_spots: list[Span] = []
        for match in self.words.suffix.finditer(self.text):
            common = self.text.endswith(self.words.no_names, 0, match.end())
            if common or match.end() <= self._covered_until(match.start()):
                continue
            if not self._place(match) and not self._counted_list(match.start()):
                open_spots.append(Span(*match.span()))
        self._place_free(open_spots)
        return sorted(self.found, key=lambda mention: mention.span.start)

    def _covered_until(self, offset: int) -> int:
        """Give where the coded place ends that an offset lies in; 0 outside of these."""
        at = bisect_right(self.starts, offset) - 1
        return self.ends[at] if at >= 0 and offset < self.ends[at] else 0

    def _place(self, match: re.Match[str]) -> bool:
        """Settle the name that ends with this suffix, if its beginning is certain."""
        end = match.end()
        begins_word = self.text.startswith(self.words.not_followed[match.group()], end)
        level = self.words.levels[match.group()]
        listed = self._listed(end)
        chained = self._chained(match.start(), end, level)
        if chained and listed and chained[0] < listed:
            chained = None
        if chained and (not begins_word or self.text[chained[0] : end] in self.names):
            start, above = chained
            self._add(Span(start, end), level, above, "chain")
        elif listed:
            self._add(Span(listed, end), level, None, "gazetteer")
        elif not begins_word and (item := self._list_item(match.start(), level)):
            self._add(Span(item[0], end), level, self._above_in_list(item[1]), "list")
        else:
            return begins_word
        return True

    def _counted_list(self, stem_end: int) -> bool:
        """Settle the names of a list that leaves their suffix to the word that counts them (甲、乙2个镇)."""
        floor = max(stem_end - _LONGEST_LIST, 0)
        count = _COUNT.search(self.text, max(stem_end - 10, floor), stem_end)
        if not count:
            return False
        suffixes = ("镇", "乡", "街道") if self.text[stem_end] in "镇乡" else ("村", "社区", "嘎查")
        level, listed, end = self.words.levels[suffixes[0]], False, count.start()
        while item := _ITEM.search(self.text, max(end - _LONGEST_FREE_STEM - 1, floor), end):
            starts = range(item.start(), end - 1)
            named = next(((s, name) for s in starts if (name := self._in_full(s, end, suffixes))), None)
            if not named or self._covered_until(named[0]):
                break
            self._add(Span(named[0], end), level, None, "list", named[1])
            listed, end = True, named[0] - 1
            if self.text[end] not in _PARTING:
                break
        return listed

    def _in_full(self, start: int, end: int, suffixes: Sequence[str]) -> str | None:
        """Give the name that a county in the text has for what stands there without its suffix."""
        return next((name for suffix in suffixes if (name := self.text[start:end] + suffix) in self.names), None)

    def _chained(self, stem_end: int, end: int, level: str) -> tuple[int, PlaceMention] | None:
        """Find the place that stands right before the name, with at most 的 between them."""
        starts = range(stem_end - 1, max(stem_end - _LONGEST_STEM - 1, -1), -1)
        for start in starts if not self.by_end.keys().isdisjoint(starts) else ():
            above = self.by_end.get(start)
            hamlet = above and above.level == level and self.text[stem_end:end] in self.words.hamlets
            if above is None or not (hamlet or _is_above(above.level, level)):
                continue
            begin = start + 1 if self.text[start] == "的" else start
            known = self.text[begin:end] in self.names
            numbered = _NUMBERED.fullmatch(self.text, begin, stem_end)
            last = numbered.end("stem") if numbered else stem_end
            longest = _LONGEST_NUMBERED if numbered else _LONGEST_CHAINED_STEM
            if known or (1 < last - begin <= longest and self._is_name(begin, last, below=above.level == "township")):
                return begin, above
        return None

    def _listed(self, end: int) -> int | None:
        """Find where a name of the counties in the text begins that ends here; the longest wins."""
        if self.text[max(end - 2, 0) : end] not in self.listed.tails:
            return None
        for start in range(max(end - _LONGEST_STEM - 2, 0), end - 1):
            split = self.text[start - 1 : start + 1] in self.words.one_word  # 三年前｜进村
            if self.text[start:end] in self.names and not split and (end - start > 2 or self._begins(start)):
                return start
        return None

    def _list_item(self, stem_end: int, level: str) -> tuple[int, PlaceMention] | None:
        """Continue a list of names of one level: 甲镇、乙镇 and 丙镇, or 甲镇4个、乙镇5个."""
        for start in range(stem_end - 2, max(stem_end - _LONGEST_FREE_STEM - 1, 0), -1):
            if self.text[start - 1] not in "、和与及，,":
                continue
            before = self._item_before(start - 1)
            listed = before is not None and before.level == level and self._is_name(start, stem_end)
            return (start, before) if listed and before else None
        return None

    def _item_before(self, joint: int) -> PlaceMention | None:
        """Find the name right before a joint, or before the short figure that stands before it."""
        reach = _FIGURE_REACH if self.text[joint] == "、" else 0
        ends = range(joint, max(joint - reach - 1, -1), -1)
        return next((self.by_end[end] for end in ends if end in self.by_end), None)

    def _above_in_list(self, first: PlaceMention) -> PlaceMention | None:
        return self.trails.last(first.span.start, [first.path[:-1]])

    def _is_name(self, start: int, stem_end: int, *, below: bool = False) -> bool:
        """Tell whether the characters before a suffix can be a name, not a common word (全, 贫困, 乡).

        Right ``below`` a town more can (某镇夯那村).
        """
        stem = self.text[start:stem_end]
        whole = self.words.whole if stem.startswith(self.words.whole) else ()
        word = next((word for word in whole if stem.startswith(word)), "")
        rest = stem[len(word) :]
        inner = self.words.stops.isdisjoint(rest[:1]) and self.words.stops.intersection(rest) <= self.words.under_towns
        return (self.words.stops.isdisjoint(rest) or (below and inner)) and self._is_proper(stem, stem_end)

    def _is_proper(self, stem: str, stem_end: int) -> bool:
        if _NO_HAN.search(stem) or stem in self.words.generic_whole or any(two in stem for two in self.words.one_word):
            return False
        return not stem.endswith(self.words.generic.get(self.text[stem_end], ()))

    def _add(self, span: Span, level: str, above: PlaceMention | None, how: str, name: str = "") -> None:
        name = name or self.text[span.start : span.end]
        same = self.by_name.get(name)
        if same and (above is None or above.path == same.path[:-1] or above.path[0] == same.path[0]):
            mention = PlaceMention(span, same.name, same.level, None, same.within, same.path, how)
        else:
            parent = above or self._parent(name, level, span.start)
            path = (*parent.path, name) if parent else (name,)
            mention = PlaceMention(span, name, level, None, parent.name if parent else None, path, how)
            self.by_name.setdefault(name, mention)
        self.found.append(mention)
        self.trails.add(mention)
        self.by_end[span.end] = mention

    def _parent(self, name: str, level: str, offset: int) -> PlaceMention | None:
        """Choose the place above: as the nationwide list has it, else the nearest one named before."""
        listed = self.listed.named(name)
        towns = [(item.county, item.township) for item in listed if item.township]
        for keys in (towns, {item.county for item in listed}, _ABOVE[level]):
            if above := self.trails.last(offset, keys):
                return above if listed or level != "township" or self._may_have(above, name) else None
        return None

    def _may_have(self, above: PlaceMention, town: str) -> bool:
        """Tell whether a county can have a town: no, if its list lacks it and other counties have one so called."""
        towns = self.known.townships(above.code) if above.code and above.level == "county" else ()
        return not towns or town in towns or not self.known.settlements(town)

    def _place_free(self, spots: Sequence[Span]) -> None:
        """Settle names that begin at a boundary, if the country has or the text repeats such a name."""
        starts = [(span, self._free_start(span.start)) for span in spots]
        names = Counter(self.text[start : span.end] for span, start in starts if start is not None)
        for span, start in starts:
            level = self.words.levels[self.text[span.start : span.end]]
            if chained := self._chained(span.start, span.end, level):  # below a town only now settled
                self._add(Span(chained[0], span.end), level, chained[1], "chain")
                continue
            if start is None or self._covered_until(start):
                continue
            name = self.text[start : span.end]
            supported = name in self.by_name or names[name] > 1 or self._opens_sentence(start, span.end)
            if supported or self.known.has_settlement(name):  # asked last, since the country's list is long
                self._add(Span(start, span.end), level, None, "boundary")

    def _opens_sentence(self, start: int, end: int) -> bool:
        """Tell whether a name stands at the beginning of a sentence or in apposition, followed as a subject is."""
        if self.text.endswith(self.words.apposition, 0, start):
            return True
        named = self.text.endswith(self.words.naming, 0, start) and not _is_han(self.text[end : end + 1])
        if named:
            return True
        before = self.text[start - 1 : start]
        if before == "的":
            return self.text.startswith(self.words.after_relative, end)
        return before in ("", "\n", "。") and self.text.startswith(self.words.openings, end)

    def _free_start(self, stem_end: int) -> int | None:
        """Find where a free-standing name of two to four characters begins."""
        for start in range(max(stem_end - _LONGEST_FREE_STEM, 0), stem_end - 1):
            if self.text.startswith(self.words.never_begin, start):
                continue
            if self._begins(start) and (self._is_name(start, stem_end) or self._known(start, stem_end)):
                return start
        return None

    def _known(self, start: int, stem_end: int) -> bool:
        """Tell whether the country has a name that stands apart, though it holds what few names do (大为镇)."""
        stem = self.text[start:stem_end]
        apart = not start or not _is_han(self.text[start - 1])
        proper = stem[0] not in self.words.stops and self._is_proper(stem, stem_end)
        suffix = self.words.suffix.match(self.text, stem_end)
        return bool(apart and proper and suffix and self.known.has_settlement(stem + suffix.group()))

    def _begins(self, start: int) -> bool:
        """Tell whether a name may begin here: after a boundary, or after a word that names follow."""
        before = self.text[start - 1] if start else ""
        if before and before in _JOINING and not _is_han(self.text[start - 2 : start - 1] or "。"):
            return False
        if before in self.words.before_last:
            return not _is_han(before) or self.text.endswith(self.words.before, 0, start)
        return start == 0 or not _is_han(before)


def _is_above(upper: str, lower: str) -> bool:
    return upper in _ABOVE[lower]


def _is_han(char: str) -> bool:
    return "\u4e00" <= char[:1] <= "\u9fff"

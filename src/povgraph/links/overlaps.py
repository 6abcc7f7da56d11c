"""Tell the names of provinces, prefectures and counties from the beginnings and ends of other names."""

from collections.abc import Set
from dataclasses import dataclass
from functools import cache

from povgraph.links.gazetteer import Area
from povgraph.mentions.led import Rules, led
from povgraph.model import Span
from povgraph.resources import lexicon


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name in the text, with the areas that it may mean."""

    span: Span
    name: str
    areas: tuple[Area, ...]

    @property
    def full(self) -> bool:
        """Tell whether this is the whole name of an area."""
        return any(area.name == self.name for area in self.areas)


def settled(candidates: list[Candidate], text: str) -> list[Candidate]:
    """Drop short forms that are the beginning of another name (河北村, 龙泉镇, 长春新区)."""
    words = lexicon("places")
    suffixes = (*words["township_suffixes"], *words["village_suffixes"])
    blocked = tuple(words["not_before"])
    other = [Span(*found.span()) for found in _other_names().matches("other", text)]
    inside = frozenset().union(*(range(span.start, span.end) for span in other))
    starts = {item.span.start for item in candidates}
    ends = {item.span.end for item in candidates}
    kept = []
    for item in candidates:
        rest = text[item.span.end : item.span.end + 5]
        if (item.span.start in inside and not item.full) or _counted(item, text) or _ends_town(item, text, ends):
            continue
        settled = item.span.end not in starts and _begins_settlement(rest, suffixes, words)  # 云南｜镇雄 is no 云南镇
        if not item.full and (rest.startswith(blocked) or settled):
            continue
        kept.append(item)
    return kept


@cache
def _other_names() -> Rules:
    """Compile the names of mountains and the words that hold a place's short form (吕梁山, 望天水)."""
    return Rules({"other": led(lexicon("places")["other_names"])})


def _counted(item: Candidate, text: str) -> bool:
    """Tell whether a name begins with the counter of a number: 300名山区教师 are of no 名山区."""
    before = text[item.span.start - 1 : item.span.start]
    number = before.isdigit() or before in tuple("多余几数百千万两")
    return number and item.name[0] in lexicon("places")["counters"]


def _ends_town(item: Candidate, text: str, ends: Set[int]) -> bool:
    """Tell whether a short form begins with what ends a town's name: 上帕镇｜江沿社区 names no 镇江."""
    start = item.span.start
    if item.full or item.name[0] not in lexicon("places")["ending_towns"] or start in ends:
        return False
    before = text[start - 1 : start]
    return "\u4e00" <= before <= "\u9fff" and not text.endswith(tuple(lexicon("places")["before_names"]), 0, start)


def _begins_settlement(rest: str, suffixes: tuple[str, ...], words: dict[str, dict[str, list[str]]]) -> bool:
    """Tell whether what follows makes the name a town's or a village's (``村口`` and ``乡亲`` do not)."""
    for suffix in suffixes if rest.startswith(suffixes) else ():
        if rest.startswith(suffix):
            return not rest[len(suffix) :].startswith(tuple(words["not_followed_by"][suffix]))
    return False

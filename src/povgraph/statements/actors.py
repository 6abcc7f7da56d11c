"""What figures can be said of, where a text names it."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from povgraph.links.gazetteer import gazetteer
from povgraph.model import Span
from povgraph.resources import lexicon

#: The name of the country.
COUNTRY = "中国"
#: What a clause begins after.
BREAKS = frozenset("，。；：！？\n 　“”—")


class Actor(NamedTuple):
    """A mention of something that figures are said of.

    ``sort`` is place, person, organization, programme, product (a financial one) or country; ``home`` is the place or
    company for which an official, a manager or a public body stands; ``rank`` tells places apart: 0 for a province to 4
    for a village; ``code`` is that of a coded place, ``person`` who stands for it here; ``private`` tells a villager or
    the like from one who holds a post; ``path`` leads from the county down to a place.
    """

    span: Span
    name: str
    sort: str
    home: str | None = None
    rank: int = 0
    home_sort: str = "place"
    code: str | None = None
    person: str | None = None
    body: str | None = None
    private: bool = False
    path: tuple[str, ...] = ()

    @property
    def is_national_body(self) -> bool:
        """Tell a body of the country, which acts, but of which texts do not go on to speak."""
        return self.sort == "organization" and self.home_sort == "country"


def nobody(span: Span) -> Actor:
    """Make a mention of what nobody can say who it is: what is said of it is said of no one."""
    return Actor(span, "", "several")


def deepest(actors: list[Actor], text: str) -> list[Actor]:
    """Keep of each chain of places (白城市通榆县乌兰花镇) the last, which is the one meant.

    A body that follows its place without a word between is the last of its chain (某镇某村党支部).
    """
    if len(actors) < 2:
        return actors
    kept: list[Actor] = []
    for actor in actors:
        above = kept[-1] if kept else None
        if above and _continues(above, actor, text):
            kept[-1] = actor._replace(span=Span(above.span.start, actor.span.end))
        else:
            kept.append(actor)
    return kept


@cache
def _chain_link() -> re.Pattern[str]:
    return re.compile(lexicon("discourse")["chain_link"])  # 的, 南部山区, 大凉山腹地的


def _continues(above: Actor, actor: Actor, text: str) -> bool:
    """Tell whether a place is the next link of a chain."""
    gap = text[above.span.end : actor.span.start]
    if not gap and above.sort == "place" and actor.sort == "organization":
        return True
    joined = not gap or _chain_link().fullmatch(gap) is not None
    return joined and above.sort == actor.sort == "place" and actor.rank > above.rank


def holding(places: Sequence[Actor]) -> str | None:
    """Name the prefecture or province that holds several counties; None where none does or a code is unknown."""
    codes = {place.code for place in places}
    if len(codes) < 2 or None in codes:
        return None
    for length in (4, 2):
        above = {str(code)[:length].ljust(6, "0") for code in codes}
        area = gazetteer().code(above.pop()) if len(above) == 1 else None
        if area:
            return area.name
    return None

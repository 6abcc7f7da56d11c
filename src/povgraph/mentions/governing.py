"""Governing places: of which place a text speaks at an offset, where a clause itself names none."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from povgraph.mentions.context import Context, Located, PlaceLike, Sorted
from povgraph.mentions.plans import section_openers
from povgraph.model import Span

LEVELS = ("village", "township", "county", "prefecture", "province")
#: Before a place that a clause of its own sets as the scene.
_SCENES = ("在", "走进", "来到", "走入", "位于", "走到")
#: How long a quoted label is; a longer quotation is speech. How many places back the topic is looked for.
_LABEL, _TOPICS = 12, 6


class Reporting(NamedTuple):
    """The place whose work report a text is, and where the first section of the report begins."""

    name: str
    start: int


class GoverningPlaces:
    """Tells in one text of which place it speaks; the names of enterprises begin with places, too, which are none."""

    def __init__(self, context: Context, enterprises: Sequence[Located] = ()) -> None:
        self._context = context
        self._enterprises = Sorted(enterprises)

    @cached_property
    def reporting(self) -> Reporting | None:
        """The place that a work report names most; None in other texts."""
        openers = section_openers(self._context.text)
        names = Counter(place.name for place in self._context.places)
        return Reporting(names.most_common(1)[0][0], openers[0].start()) if len(openers) > 1 and names else None

    def at(self, offset: int) -> PlaceLike | None:
        """Give the place that a text speaks of at an offset: its topic, else the place named last."""
        return self._topic(offset) or self.before(offset, LEVELS)

    def of_kind(self, word: str, at: int, level: str) -> PlaceLike | None:
        """Give the place named last of which a word speaks: 村里 is of a village, not of a neighbourhood."""
        near = islice(self._context.earlier(at, [level]), _TOPICS)
        return next((p for p in near if p.name[-1] in word and not self._introduces(p.span.end)), None)

    def _topic(self, offset: int) -> PlaceLike | None:
        """Give the place with which a clause began last: it is what the text speaks of, others only come up."""
        text, ending_at = self._context.text, self._context.ending_at
        for place in islice(self._context.earlier(offset, LEVELS), _TOPICS):
            start = place.span.start
            while above := ending_at(start) or ending_at(start - text.endswith("的", 0, start)):
                start = above.span.start
            clause = self._context.clause(start)
            scene = text[clause.start : start] in _SCENES and place.span.end == clause.end
            begins = (start == clause.start or scene) and not self._in_label(start)
            begins = begins and not self._enterprises.covering(place.span)  # 清河海蓝服饰有限公司 is not about 清河
            if begins and not self._introduces(place.span.end) and not self._goes_on(place.span.end):
                return place
        return None

    def _in_label(self, start: int) -> bool:
        """A place in a quoted label is no topic: “云岭护工”."""
        if not self._context.text.startswith(("“", '"'), max(0, start - 1)) or not start:
            return False
        return any(self._context.text.find(mark, start, start + _LABEL) >= 0 for mark in '”"')

    def _goes_on(self, end: int) -> bool:
        end += self._context.text.startswith("的", end)
        return any(place.span.start == end for place in self._context.within(Span(end, end + 1)))

    def before(self, offset: int, levels: Sequence[str]) -> PlaceLike | None:
        """Give the place named last, but for those that only introduce a speaker (某村村民 某某：)."""
        earlier = self._context.earlier(offset, levels)
        spoken_of = (place for place in earlier if not self._introduces(place.span.end))
        return next(spoken_of, None) or self._context.before(offset, levels)

    def _introduces(self, end: int) -> bool:
        clause = self._context.clause(end)
        return self._context.text[clause.end : clause.end + 1] in ("：", ":") and clause.end - end < 24

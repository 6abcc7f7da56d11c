"""Where a work stands and whose it is: the place of its name or its clause, who was given it, who has paid for it."""

import re
from collections.abc import Mapping

from povgraph.mentions.context import Context, Sorted
from povgraph.mentions.delistings import LISTED_LEVELS, UPPER_LEVELS
from povgraph.mentions.events import bare_thing, rules
from povgraph.mentions.organizations import OrganizationMention
from povgraph.mentions.subjects import Subject, SubjectReader
from povgraph.model import Span

#: How far after 通到 the place may begin, and how long the name of a plant is.
_AHEAD, _LONGEST = 12, 8


class SiteReader:
    """Tells in one text the place or company of a thing that was built."""

    def __init__(
        self,
        context: Context,
        subjects: SubjectReader,
        actors: Mapping[str, OrganizationMention],
        bodies: Sorted[OrganizationMention],
    ) -> None:
        self._context = context
        self._text = context.text
        self._subjects = subjects
        self._actors = actors
        self._bodies = bodies

    def stands(self, start: int, end: int) -> Subject | None:
        """Tell where a thing stands."""
        return self._narrow(self._subjects.place(start, end), start)

    def _narrow(self, place: Subject | None, start: int) -> Subject | None:
        """Give the place below a province at large that was named before, if any: a thing stands there."""
        known = self._context.named(place.name) if place else None
        if place and place.how == "carried" and known and known.level in UPPER_LEVELS:
            below = next(iter(self._context.earlier(start, LISTED_LEVELS)), None)
            return Subject(below.name, below.span.start, "carried") if below else place
        return place

    def invested(self, found: re.Match[str]) -> Subject | None:
        """Give the enterprise that has paid for what a clause says was built: 合作社投资280万元的加工厂建成."""
        clause = self._context.clause(found.start()).start
        paid = rules()["investing"].search(self._text, clause, found.start())
        subject = self._subjects.read(paid.start()) if paid else None
        body = self._actors.get(subject.name) if subject and subject.how == "said" else None
        return subject if body and body.kind in ("company", "cooperative") else None

    def run_by(self, found: re.Match[str], standing: Subject | None) -> Subject | None:
        """Give the company of which a paragraph has spoken before a plant without a place of its own starts."""
        end = found.end("name")
        plant = rules()["plants"].search(self._text, max(0, end - _LONGEST), end)
        if (standing is not None and standing.how != "carried") or not plant:
            return None
        begin = self._text.rfind("\n", 0, found.start()) + 1
        before = (body for body in self._bodies.within(Span(begin, found.start())) if body.kind == "company")
        body = next(reversed(list(before)), None)
        return Subject(body.name, body.span.start, "carried") if body else None

    def reached(self, found: re.Match[str]) -> Subject | None:
        """Give the place that a road or a pipe has come to: 旅游公路通到了石桥镇柳沟村."""
        if not found["verb"].rstrip("了").endswith(("到", "进")):
            return None
        listed = self._subjects.listed(found.end(), found.end() + _AHEAD)
        return listed[0] if listed and self._chain_from(found.end(), listed[0].start) else None

    def _chain_from(self, offset: int, start: int) -> bool:
        """Tell whether nothing but places stands between an offset and where a place begins."""
        while offset < start:
            place = next(iter(self._context.within(Span(offset, offset + 1))), None)
            if place is None:
                return False
            offset = place.span.end
        return True

    def place_of(self, found: re.Match[str]) -> Subject | None:
        """Tell where something stands: by its name, by 所有行政村, else where the text is; who pays is elsewhere."""
        if own := next(iter(self._context.within(Span(found.start("name"), found.start("name") + 1))), None):
            return Subject(own.name, own.span.start, "said")
        if called := self._subjects.named_after(bare_thing(found["name"]), found.start()):
            return called
        if found["verb"] in rules()["given"]:
            return self._receiver(found.start())
        if "村" in found.group()[:6] and (county := self._subjects.main("county")):
            return county
        return self._subjects.place(found.start("name"), found.end("name"))

    def given(self, found: re.Match[str]) -> Subject | None:
        """Tell who has what another place gave: 某区援建的卫生院启用."""
        clause = self._context.clause(found.start()).start
        given = rules()["given_thing"].search(self._text, clause, found.start())
        own = given and self._context.within(Span(given.start(), found.end("name")))
        return self._receiver(given.start()) if given and not own else None

    def _receiver(self, verb: int) -> Subject | None:
        """Give the place that a clause says first before others give to it, else the one that the text speaks of."""
        clause = self._context.clause(verb).start
        row = self._subjects.listed(clause, verb)
        first = next((place for place in row if self._chain_from(clause, place.start)), None)
        other = first and (len(row) > 1 or self._bodies.within(Span(first.start + 1, verb)))
        return first if first and other else self._narrow(self._subjects.governing(clause), clause)

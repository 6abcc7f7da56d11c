"""Outcomes: delistings, awards, relocations, foundings and completions that the text says have happened."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from povgraph.mentions.context import Context, PlaceLike, Sorted
from povgraph.mentions.delistings import LISTED_LEVELS, UPPER_LEVELS, DelistingReader
from povgraph.mentions.events import rules
from povgraph.mentions.organizations import OrganizationMention
from povgraph.mentions.plans import Plans
from povgraph.mentions.subjects import Named, Subject, SubjectReader
from povgraph.model import Span
from povgraph.resources import lexicon

#: How far back the thing stands that is finished.
_NEAR = 80
#: How long a quoted name is that wins something.
_LABEL = 20
#: How far after 通到 the place may begin.
_AHEAD = 12
_CUTS = "的了和与在把将、年里"


@dataclass(frozen=True, slots=True)
class OutcomeMention:
    """An event that the text reports.

    ``anchor`` is where its verb stands, from which its time is to be read. ``how`` says how ``about`` was told:
    ``said`` in the clause, ``there`` (在某村), or ``carried`` over from what the text speaks of.
    """

    span: Span
    kind: str
    about: str
    name: str | None
    anchor: int
    how: str = "said"


def find_outcomes(
    text: str,
    places: Sequence[PlaceLike],
    people: Sequence[Named] = (),
    organizations: Sequence[OrganizationMention] = (),
    programmes: Sequence[Named] = (),
) -> list[OutcomeMention]:
    """Find what the text says has come about, sorted by where it stands.

    Plans, conditions and negations are left out, and so is what comes with a figure: that is an observation.
    """
    finder = _Finder(Context(text, places), people, organizations, programmes)
    found = [*finder.delistings(), *finder.awards(), *finder.foundings(), *finder.completions(), *finder.relocations()]
    bodies = {body.name for body in organizations}
    distinct: dict[tuple[str, str, str | None], OutcomeMention] = {}
    for outcome in sorted(found, key=lambda o: o.span.start):
        once = outcome.kind == "founding" and outcome.name in bodies  # a body is set up only once
        distinct.setdefault((outcome.kind, "" if once else outcome.about, outcome.name), outcome)
    return list(_once(distinct.values()))


def _once(found: Iterable[OutcomeMention]) -> Iterator[OutcomeMention]:
    """Leave out what says once more of a longer name that it is there: 援建的｜石桥小学教学楼竣工."""
    last: dict[tuple[str, str], OutcomeMention] = {}
    for outcome in found:
        before = last.get((outcome.kind, outcome.about))
        again = before and before.name and outcome.name and before.name.endswith(outcome.name)
        if not (again and before and outcome.span.start < before.span.end):
            last[outcome.kind, outcome.about] = outcome
            yield outcome


class _Finder:
    """One text's search for outcomes."""

    def __init__(
        self,
        context: Context,
        people: Sequence[Named],
        organizations: Sequence[OrganizationMention],
        programmes: Sequence[Named],
    ) -> None:
        self._context = context
        self._text = context.text
        self._plans = Plans(context)
        self._bodies = Sorted(organizations)
        generic = frozenset(lexicon("generic_programmes")["names"])
        named = [programme for programme in programmes if programme.name not in generic]
        enterprises = [body for body in organizations if body.kind in ("company", "cooperative")]
        self._people = frozenset(person.name for person in people)
        self._actors = {body.name: body for body in organizations}
        self._subjects = SubjectReader(context, [*people, *organizations], people, enterprises)
        self._winners = SubjectReader(context, [*people, *organizations, *named], people, enterprises)

    def delistings(self) -> Iterator[OutcomeMention]:
        for span, subject, verb in DelistingReader(self._context, self._subjects, self._plans).read():
            yield OutcomeMention(span, "delisting", subject.name, None, verb, subject.how)

    def awards(self) -> Iterator[OutcomeMention]:
        for found in rules()["award"].finditer(self._text):
            name = found["name"].strip('了“”"为 ')
            poor = rules()["no_awards"].search(name)  # 列为贫困村 is none
            if not poor and not self._plans.planned(found.start()) and len(name) > 1:
                yield from self._event("award", found, name, found.start(), self._labelled(found.start()))
        for found in rules()["prize"].finditer(self._text):
            yield from self._event("award", found, found.group().removesuffix("获奖").removesuffix("中"), found.start())

    def _labelled(self, verb: int) -> Subject | None:
        """Give the quoted name right before a verb: “石桥梯田系统”入选."""
        opening = self._text.rfind("“", max(0, verb - _LABEL), verb - 1)
        if opening < 0 or self._text[verb - 1] not in '”"' or self._text.find("”", opening, verb - 1) >= 0:
            return None
        return Subject(self._text[opening + 1 : verb - 1], opening, "said")

    def foundings(self) -> Iterator[OutcomeMention]:
        for found in rules()["founding"].finditer(self._text):
            name = self._organization_in(found)
            if found["verb"] in rules()["founding_named"] and not name:
                continue
            if not self._plans.planned(found.start()) and not _has_figure(found["name"]):
                yield from self._event("founding", found, name or _thing(found["name"]), found.start())
        for found in rules()["founding_verb"].finditer(self._text):
            bodies = self._bodies.within(Span(found.end(), found.end() + 2))
            if bodies and not self._plans.planned(found.start()):
                yield from self._event("founding", found, bodies[0].name, found.start())

        for body in self._bodies.items:
            verb = rules()["opened"].match(self._text, body.span.end)
            if verb and body.place_name and not self._plans.planned(verb.start("verb")):
                span, at = Span(body.span.start, verb.end()), verb.start("verb")
                yield OutcomeMention(span, "founding", body.place_name, body.name, at)

    def _organization_in(self, found: re.Match[str]) -> str | None:
        begin, end = found.span("name")
        within = [body for body in self._bodies.within(Span(begin, end)) if body.span.end <= end]
        return within[-1].name if within else None

    def completions(self) -> Iterator[OutcomeMention]:
        for found in (*rules()["building"].finditer(self._text), *rules()["converted"].finditer(self._text)):
            given = found["name"].startswith("的") and found["verb"] in rules()["relative_verbs"]
            if not given and not self._plans.intended(found) and not self._counted(found):
                kind = "founding" if rules()["production"].search(found["name"]) else "completion"
                yield from self._event(kind, found, _thing(found["name"]), found.start(), self._built_by(kind, found))
        for found in (*rules()["relative"].finditer(self._text), *rules()["reached"].finditer(self._text)):
            if not self._plans.intended(found) and not self._counted(found):
                place = self._place_of(found)
                if place:
                    span, verb = Span(*found.span()), found.start("verb")
                    yield OutcomeMention(span, "completion", place.name, _thing(found["name"]), verb, place.how)
        for found in rules()["built"].finditer(self._text):
            if not self._plans.intended(found) and not self._counted(found):
                place = self._reached(found) or self._stands(found.start(), found.end("name"))
                start = self._noun_phrase(found.start())
                body = self._bodies.covering(Span(*found.span("name")))
                name = body.name if body else self._text[start : found.end("name")]
                if place:
                    span, verb = Span(start, found.end()), found.start("verb")
                    yield OutcomeMention(span, "completion", place.name, name, verb, place.how)

        for found in rules()["finished"].finditer(self._text):
            yield from self._finished(found)

    def _built_by(self, kind: str, found: re.Match[str]) -> Subject | None:
        """What a person had built stands somewhere: the place has it."""
        read = self._subjects.read(found.start()) if kind == "completion" else None
        return self._stands(found.start(), found.end("name")) if read and read.name in self._people else None

    def _finished(self, found: re.Match[str]) -> Iterator[OutcomeMention]:
        """What the sentence named before the comma is finished: 电站装机300千瓦，去年6月并网发电."""
        begin = max(self._context.sentence(found.start()).start, found.start() - _NEAR)
        thing = next(reversed(list(rules()["thing"].finditer(self._text, begin, found.start()))), None)
        if thing and not self._plans.intended(found):
            place = self._stands(thing.start(), thing.end())
            name = self._text[self._noun_phrase(thing.start()) : thing.end()]
            if place:
                span, verb = Span(thing.start(), found.end()), found.start("verb")
                yield OutcomeMention(span, "completion", place.name, name, verb, place.how)

    def _stands(self, start: int, end: int) -> Subject | None:
        """Tell where a thing stands: not in a province at large, if a place below was named before."""
        place = self._subjects.place(start, end)
        known = self._context.named(place.name) if place else None
        if place and place.how == "carried" and known and known.level in UPPER_LEVELS:
            below = next(iter(self._context.earlier(start, LISTED_LEVELS)), None)
            return Subject(below.name, below.span.start, "carried") if below else place
        return place

    def _reached(self, found: re.Match[str]) -> Subject | None:
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

    def _place_of(self, found: re.Match[str]) -> Subject | None:
        """Tell where something stands: by its name, by 所有行政村, else where the text is; who pays is elsewhere."""
        if own := next(iter(self._context.within(Span(found.start("name"), found.start("name") + 1))), None):
            return Subject(own.name, own.span.start, "said")
        if called := self._subjects.named_after(_thing(found["name"]), found.start()):
            return called
        if found["verb"] in rules()["given"]:
            return self._subjects.governing(self._context.clause(found.start()).start)
        if "村" in found.group()[:6] and (county := self._subjects.main("county")):
            return county
        return self._subjects.place(found.start("name"), found.end("name"))

    def _noun_phrase(self, end: int) -> int:
        """Tell where the noun phrase begins whose head stands at an offset."""
        floor = max(self._context.clause(end).start, end - 8)
        places = [place.span.end for place in self._context.within(Span(floor, end))]
        cuts = [i + 1 for i in range(floor, end) if self._text[i] in _CUTS or not self._text[i].isalpha()]
        return max([floor, *cuts, *places])

    def relocations(self) -> Iterator[OutcomeMention]:
        for found in rules()["relocation"].finditer(self._text):
            clause = self._context.clause(found.start())
            guests = self._plans.says("guests", clause.start, found.start())
            carried = self._plans.says("carrying", clause.start, found.start())  # 把洋芋搬到县城
            if not guests and not carried and not self._plans.intended(found):
                yield from self._moved(found)

    def _moved(self, found: re.Match[str]) -> Iterator[OutcomeMention]:
        """A plan of moving is a county's, families and villages move of themselves, enterprises are not meant."""
        county = self._subjects.main("county") if found["task"] else None
        for outcome in self._event("relocation", found, None, found.start()):
            if county and outcome.how == "carried":
                yield replace(outcome, about=county.name)
            elif outcome.about in self._people or (
                outcome.about not in self._actors and not self._unnamed(outcome, found)
            ):
                yield outcome

    def _unnamed(self, outcome: OutcomeMention, found: re.Match[str]) -> bool:
        """Tell whether a family moves whose name was not read: the place has not moved."""
        clause = self._context.clause(found.start())
        family = rules()["family"].search(self._text, clause.start, found.start())
        return outcome.how == "carried" and bool(family)

    def _counted(self, found: re.Match[str]) -> bool:
        """A figure in what was built makes it an observation: 建成光伏电站30座."""
        end = self._context.clause(found.end()).end
        begin = found.end("verb") if found.start("verb") < found.start("name") else found.start()
        if rules()["several"].match(self._text, found.end("verb")):  # 一座座电站 are no one thing
            return True
        described = self._text.rfind("的", begin, found.end("name")) + 1
        return _has_figure(self._text[max(begin, described) : end])

    def _event(
        self, kind: str, found: re.Match[str], name: str | None, verb: int, label: Subject | None = None
    ) -> Iterator[OutcomeMention]:
        reader = self._winners if kind == "award" else self._subjects
        read = label or reader.read(verb)
        if not read or name == "":
            return
        read = self._standing_for(read, kind)
        for subject in reader.listed_with(read, verb) if kind == "award" else [read]:
            yield OutcomeMention(Span(*found.span()), kind, subject.name, name, verb, subject.how)

    def _standing_for(self, subject: Subject, kind: str) -> Subject:
        """Put the village for its party branch or committee; where people move, the place for any public body."""
        body = self._actors.get(subject.name)
        place = self._context.named(body.place_name) if body and body.place_name else None
        public = body and body.kind in ("party", "government", "other")
        if kind == "award" or not place or not public or (kind != "relocation" and place.level != "village"):
            return subject
        return replace(subject, name=place.name)


def _has_figure(text: str) -> bool:
    """Tell whether a stretch of text counts something: 30座, not 5千瓦的 or 10月8日."""
    return bool(rules()["figure"].search(rules()["describing"].sub("", text)))


def _thing(name: str) -> str:
    """Give what was built without the figure that describes it and the particles before it: 5千瓦的光伏板."""
    bare = re.sub(r"^一?[个座条口家栋套处间所]", "", name.strip('了的“”" '))
    return re.sub(r"^[\d.]+[^的]*的", "", bare).strip('了的“”" ')

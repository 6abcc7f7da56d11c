"""Outcomes: delistings, awards, relocations, foundings and completions that the text says have happened."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from povgraph.mentions.context import Context, PlaceLike, Sorted
from povgraph.mentions.events import rules
from povgraph.mentions.organizations import OrganizationMention
from povgraph.mentions.subjects import Named, Subject, SubjectReader
from povgraph.model import Span
from povgraph.resources import lexicon

_LISTED_LEVELS = ("county", "township", "village")
_UPPER_LEVELS = ("province", "prefecture")
#: How far off words still decide whether something has come about, and how long a list of those delisted may be.
_NEAR = 80
_LONGEST_LIST = 3000
#: How far back in a paragraph a plan governs what its semicolons part.
_REACH = 300
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
        self._bodies = Sorted(organizations)
        generic = frozenset(lexicon("generic_programmes")["names"])
        named = [programme for programme in programmes if programme.name not in generic]
        enterprises = [body for body in organizations if body.kind in ("company", "cooperative")]
        self._people = frozenset(person.name for person in people)
        self._actors = {body.name: body for body in organizations}
        self._subjects = SubjectReader(context, [*people, *organizations], people, enterprises)
        self._winners = SubjectReader(context, [*people, *organizations, *named], people, enterprises)

    def delistings(self) -> Iterator[OutcomeMention]:
        for found in rules()["delisting"].finditer(self._text):
            clause = self._context.clause(found.start())
            if self._text[found.end() : found.end() + 1].isdigit() or self._planned_in_sentence(found.start()):
                continue
            if self._says("not_yet", max(clause.start, found.start() - _NEAR), found.start()):
                continue
            for subject in self._delisted(clause, found.start(), found.end()):
                start = subject.start if subject.start >= self._context.sentence(found.start()).start else found.start()
                span = Span(min(start, found.start()), found.end())
                yield OutcomeMention(span, "delisting", subject.name, None, found.start(), subject.how)
        for found in rules()["lifted"].finditer(self._text):
            place = self._context.ending_at(found.start())
            clause = self._context.clause(found.start())
            planned = self._says("not_yet", clause.start, found.start())
            if place and place.level in _LISTED_LEVELS and not planned:
                span = Span(place.span.start, found.end())
                yield OutcomeMention(span, "delisting", place.name, None, found.start())

    def _delisted(self, clause: Span, start: int, end: int) -> list[Subject]:
        """Tell who left the list: those named in the clause, those in the list after a colon, or the subject."""
        if self._text[end : end + 1] == "的" and (after := self._listed(end + 1, end + 8)[:1]):
            return after
        listed = self._approved(clause, start) or self._listed(clause.start, start)
        if listed:
            return listed
        if self._text[end : end + 1] in "：:":
            return self._listed(end, self._list_end(end))
        people = rules()["people"].search(self._text, clause.start, start)
        if people and self._text.startswith("整族", start):
            return [Subject(people.group(), people.start(), "said")]
        subject = self._subjects.read(start)
        if not subject or (subject.how != "said" and not self._near(clause.start, start)):
            return []
        listed = self._is_listed(subject) and not self._counts_below(subject, start)
        return [subject] if listed or self._without_poor(subject, start) else []

    def _near(self, clause_start: int, verb: int) -> bool:
        """Tell whether a verb without a subject can be said of the place spoken of: not 一家六口摘掉贫困帽."""
        return verb - clause_start <= 8 and not rules()["of_a_family"].search(self._text, clause_start, verb)

    def _approved(self, clause: Span, start: int) -> list[Subject]:
        """Give the list that a government approved, which may run over several clauses or stand before the word."""
        if rules()["approving"].search(self._text, clause.start, start):
            begin = clause.start
        else:
            begin = self._context.sentence(start).start
            if not rules()["approving_bodies"].search(self._text, begin, start):
                return []
        words = list(rules()["approving"].finditer(self._text, begin, start))
        if not words:
            return []
        after = self._listed(words[-1].end(), start)
        return after or self._listed(self._context.sentence(start).start, words[-1].start())

    def _without_poor(self, subject: Subject, verb: int) -> bool:
        """Tell whether all poor counties of a province or prefecture have left the list."""
        place = self._context.named(subject.name)
        begin = max(subject.start, verb - _NEAR)
        whole = rules()["whole"].search(self._text, begin, verb)
        return bool(place and place.level in _UPPER_LEVELS and subject.start < verb and whole)

    def _listed(self, start: int, end: int) -> list[Subject]:
        listed = [subject for subject in self._subjects.listed(start, end) if self._is_listed(subject)]
        return [one for one in listed if not self._counts_below(one, end) and not self._family_cap(one, end)]

    def _family_cap(self, subject: Subject, verb: int) -> bool:
        """望川县的田大妈家摘掉了穷帽子: the county has not."""
        return bool(rules()["family_cap"].search(self._text, max(subject.start, verb - _NEAR), verb))

    def _counts_below(self, subject: Subject, verb: int) -> bool:
        """全县41个贫困村脱贫出列: the villages are counted, the county is where they lie."""
        place = self._context.named(subject.name)
        counted = rules()["counted_places"].search(self._text, max(subject.start, verb - _NEAR), verb)
        return bool(place and place.level != "village" and counted)

    def _list_end(self, start: int) -> int:
        most = start + _LONGEST_LIST
        ends = [self._text.find(mark, start, most) for mark in ("。", "\n\n")]
        return min((end for end in ends if end >= 0), default=min(most, len(self._text)))

    def _is_listed(self, subject: Subject) -> bool:
        place = self._context.named(subject.name)
        return bool(place and place.level in _LISTED_LEVELS)

    def awards(self) -> Iterator[OutcomeMention]:
        for found in rules()["award"].finditer(self._text):
            name = found["name"].strip('了“”"为 ')
            if not self._planned(found.start()) and len(name) > 1:
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
            if not self._planned(found.start()) and not _has_figure(found["name"]):
                yield from self._event("founding", found, name or _thing(found["name"]), found.start())
        for found in rules()["founding_verb"].finditer(self._text):
            bodies = self._bodies.within(Span(found.end(), found.end() + 2))
            if bodies and not self._planned(found.start()):
                yield from self._event("founding", found, bodies[0].name, found.start())

        for body in self._bodies.items:
            verb = rules()["opened"].match(self._text, body.span.end)
            if verb and body.place_name and not self._planned(verb.start("verb")):
                span, at = Span(body.span.start, verb.end()), verb.start("verb")
                yield OutcomeMention(span, "founding", body.place_name, body.name, at)

    def _organization_in(self, found: re.Match[str]) -> str | None:
        begin, end = found.span("name")
        within = [body for body in self._bodies.within(Span(begin, end)) if body.span.end <= end]
        return within[-1].name if within else None

    def completions(self) -> Iterator[OutcomeMention]:
        for found in (*rules()["building"].finditer(self._text), *rules()["converted"].finditer(self._text)):
            given = found["name"].startswith("的") and found["verb"] in rules()["relative_verbs"]
            if not given and not self._intended(found) and not self._counted(found):
                kind = "founding" if rules()["production"].search(found["name"]) else "completion"
                yield from self._event(kind, found, _thing(found["name"]), found.start(), self._built_by(kind, found))
        for found in (*rules()["relative"].finditer(self._text), *rules()["reached"].finditer(self._text)):
            if not self._intended(found) and not self._counted(found):
                place = self._place_of(found)
                if place:
                    span, verb = Span(*found.span()), found.start("verb")
                    yield OutcomeMention(span, "completion", place.name, _thing(found["name"]), verb, place.how)
        for found in rules()["built"].finditer(self._text):
            if not self._intended(found) and not self._counted(found):
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
        if thing and not self._intended(found):
            place = self._stands(thing.start(), thing.end())
            name = self._text[self._noun_phrase(thing.start()) : thing.end()]
            if place:
                span, verb = Span(thing.start(), found.end()), found.start("verb")
                yield OutcomeMention(span, "completion", place.name, name, verb, place.how)

    def _stands(self, start: int, end: int) -> Subject | None:
        """Tell where a thing stands: not in a province at large, if a place below was named before."""
        place = self._subjects.place(start, end)
        known = self._context.named(place.name) if place else None
        if place and place.how == "carried" and known and known.level in _UPPER_LEVELS:
            below = next(iter(self._context.earlier(start, _LISTED_LEVELS)), None)
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
            guests = rules()["guests"].search(self._text, clause.start, found.start())
            guests = guests or rules()["carrying"].search(self._text, clause.start, found.start())  # 把洋芋搬到县城
            if not guests and not self._intended(found):
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

    def _planned(self, verb: int) -> bool:
        clause, place = self._context.clause(verb), self._context.ending_at(verb)
        served = place and self._text.startswith(("为", "给"), place.span.start - 1)  # 为某村修建 is no purpose
        end = place.span.start - 1 if place and served else verb
        return self._says("planned", max(clause.start, end - 8), end)

    def _says(self, rule: str, start: int, end: int) -> bool:
        """Tell whether one of a rule's words stands in a stretch of text, not only in a place's name (会宁县)."""
        while found := rules()[rule].search(self._text, start, end):
            if not self._context.covering(Span(found.start(), found.start() + 1)):
                return True
            start = found.start() + 1
        return False

    def _planned_in_sentence(self, verb: int) -> bool:
        floor = max(0, verb - _REACH)
        start = max(floor, *(self._text.rfind(mark, floor, verb) for mark in "。\n！？"))
        return bool(rules()["plans"].search(self._text, start, verb))

    def _intended(self, found: re.Match[str]) -> bool:
        sentence = self._context.sentence(found.start())
        start, end = max(sentence.start, found.start() - _NEAR), min(sentence.end, found.end() + _NEAR)
        plans = rules()["plans"].finditer(self._text, start, end)
        return self._planned(found.start()) or any(not self._takes_object(plan, found) for plan in plans)

    def _takes_object(self, plan: re.Match[str], found: re.Match[str]) -> bool:
        """将闲置的窑洞打造成民宿: 将 before what is made into something else tells of no plan."""
        near = plan.end() < found.start() and self._context.clause(found.start()).start <= plan.start()
        converts = near and rules()["converted"].match(self._text, found.start())
        return bool(converts and plan.group() == "将" and self._text[plan.end()] not in "把被")

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

"""Outcomes: delistings, awards, relocations, foundings and completions that the text says have happened."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from povgraph.mentions.completions import CompletionReader, standing_for
from povgraph.mentions.context import Context, PlaceLike, Sorted
from povgraph.mentions.delistings import DelistingReader
from povgraph.mentions.events import bare_thing, counts_things, rules, sought
from povgraph.mentions.organizations import OrganizationMention
from povgraph.mentions.persons import PersonMention
from povgraph.mentions.plans import Plans
from povgraph.mentions.subjects import Named, Subject, SubjectReader
from povgraph.model import Span
from povgraph.resources import lexicon

#: How far before a verb the number of those who move may stand.
_COUNTED = 30
#: Where people live together, the smallest first.
_HOMES = ("village", "township", "county")
#: How far before a verb a word like 第一个 may stand.
_FIRST = 4
#: How long a quoted name is that wins something.
_LABEL = 20


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
    people: Sequence[PersonMention] = (),
    organizations: Sequence[OrganizationMention] = (),
    programmes: Sequence[Named] = (),
    context: Context | None = None,
) -> list[OutcomeMention]:
    """Find what the text says has come about, sorted by where it stands.

    Plans, conditions and negations are left out, and so is what comes with a figure: that is an observation.
    """
    finder = _Finder(context or Context(text, places), people, organizations, programmes)
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
        people: Sequence[PersonMention],
        organizations: Sequence[OrganizationMention],
        programmes: Sequence[Named],
    ) -> None:
        self._context = context
        self._text = context.text
        self._bodies = Sorted(organizations)
        self._plans = Plans(context, self._bodies)
        self._programmes = programmes
        self._enterprises = [body for body in organizations if body.kind in ("company", "cooperative")]
        self._persons = Sorted(people)
        self._people = frozenset(person.name for person in people)
        self._actors = {body.name: body for body in organizations}
        self._subjects = SubjectReader(context, [*people, *organizations], people, self._enterprises)

    @cached_property
    def _winners(self) -> SubjectReader:
        """Who may win something: programmes, too, if they have a name of their own."""
        generic = lexicon("generic_programmes")["names"]
        named = [programme for programme in self._programmes if programme.name not in generic]
        people, bodies = self._persons.items, self._bodies.items
        return SubjectReader(self._context, [*people, *bodies, *named], people, self._enterprises)

    def delistings(self) -> Iterator[OutcomeMention]:
        for span, subject, verb in DelistingReader(self._context, self._subjects, self._plans).read():
            yield OutcomeMention(span, "delisting", subject.name, None, verb, subject.how)

    def awards(self) -> Iterator[OutcomeMention]:
        for found in sought("award", self._text):
            name = _paired(found["name"].strip('了"为 '))
            poor = rules()["no_awards"].search(name)  # 列为贫困村 is none
            if not poor and not self._plans.planned(found.start()) and len(name) > 1:
                yield from self._event("award", found, name, found.start(), self._labelled(found.start()))
        for found in sought("prize", self._text):
            yield from self._event("award", found, found.group().removesuffix("获奖").removesuffix("中"), found.start())

        yield from self._titles()
        for found in rules()["winner"].finditer(self._text) if any(sought("winners", self._text)) else ():
            if won := next((p for p in self._persons.within(Span(found.end(), found.end() + 1))), None):
                yield OutcomeMention(Span(*found.span()), "award", won.name, found["name"], found.start())

    def _titles(self) -> Iterator[OutcomeMention]:
        """Titles that one holds: 某村是全国文明村，又是全省十大茶乡."""
        last: OutcomeMention | None = None
        for found in sought("title_held", self._text):
            if rules()["no_awards"].search(found["name"]) or self._plans.planned(found.start()):
                continue
            sentence = self._context.sentence(found.start()).start
            for held in self._event("award", found, found["name"].strip("“‘"), found.start()):
                row = held.how == "carried" and last and last.span.start >= sentence
                last = replace(held, about=last.about) if row and last else held
                yield last

    def _labelled(self, verb: int) -> Subject | None:
        """Give the quoted name right before a verb: “石桥梯田系统”入选, “公司+农户”模式获得."""
        label = rules()["label"].search(self._text, max(0, verb - _LABEL), verb)
        return Subject(label["name"] + label["kind"], label.start(), "said") if label else None

    def foundings(self) -> Iterator[OutcomeMention]:
        for found in sought("founding", self._text):
            name = self._organization_in(found)
            if found["verb"] in rules()["founding_named"] and not name:
                continue
            if not self._plans.planned(found.start()) and not counts_things(found["name"]):
                yield from self._event("founding", found, name or bare_thing(found["name"]), found.start())
        for found in sought("founding_verb", self._text):
            bodies = self._bodies.within(Span(found.end(), found.end() + 2))
            if bodies and not self._plans.planned(found.start()):
                yield from self._event("founding", found, bodies[0].name, found.start())

        for body in self._bodies.items:
            verb = rules()["opened"].match(self._text, body.span.end)
            if verb and body.place_name and not self._plans.planned(verb.start("verb")):
                span, at = Span(body.span.start, verb.end()), verb.start("verb")
                there = self._context.within(Span(*verb.span("where"))) if verb["where"] else ()
                home = there[-1].name if there else self._home(body, body.place_name)
                yield OutcomeMention(span, "founding", home, body.name, at)

    def _home(self, body: OrganizationMention, place: str) -> str:
        """Tell of which place a body is that was set up: the village of its name or of the text, or its place."""
        if called := self._subjects.named_after(body.name.removeprefix(place), body.span.start):
            return called.name
        known, topic = self._context.named(place), self._subjects.governing(body.span.start)
        below = self._context.named(topic.name) if topic else None
        village = below is not None and below.level == "village" and (known is None or known.level not in _HOMES[:2])
        return topic.name if topic and village and body.kind == "cooperative" else place

    def _organization_in(self, found: re.Match[str]) -> str | None:
        begin, end = found.span("name")
        within = [body for body in self._bodies.within(Span(begin, end)) if body.span.end <= end]
        return within[-1].name if within else None

    def completions(self) -> Iterator[OutcomeMention]:
        works = CompletionReader(self._context, self._subjects, self._plans, self._actors, self._people, self._bodies)
        for work in works.read():
            yield OutcomeMention(work.span, work.kind, work.subject.name, work.name, work.verb, work.subject.how)

    def relocations(self) -> Iterator[OutcomeMention]:
        for found in sought("relocation", self._text):
            clause = self._context.clause(found.start())
            guests = self._plans.says("guests", clause.start, found.start())
            carried = self._plans.says("carrying", clause.start, found.start())  # 把洋芋搬到县城
            first = self._plans.says("first_of", max(clause.start, found.start() - _FIRST), found.start())
            described = first and self._text.startswith("的", found.end())  # 她是第一个搬下来的绣娘
            if not guests and not carried and not described and not self._plans.intended(found):
                yield from self._moved(found)

    def _moved(self, found: re.Match[str]) -> Iterator[OutcomeMention]:
        """Thousands who move and plans of it are a county's, families and villages move themselves, no enterprise."""
        begin = max(self._context.sentence(found.start()).start, found.start() - _COUNTED)
        many = found["task"] or rules()["many"].search(self._text, begin, found.start())
        county = self._subjects.main("county") if many else None
        for outcome in self._event("relocation", found, None, found.start()):
            if place := self._moved_place(found, outcome):
                yield replace(outcome, about=place)
                continue
            known = self._context.named(outcome.about)
            small = found["task"] or not known or known.level in _HOMES[:2]
            if county and outcome.how == "carried" and small:
                yield replace(outcome, about=county.name)
            elif outcome.about in self._people or (
                outcome.about not in self._actors and not self._unnamed(outcome, found)
            ):
                yield outcome

    def _moved_place(self, found: re.Match[str], outcome: OutcomeMention) -> str | None:
        """Give the village to which people from a whole county have moved, or that of one who says 我们."""
        clause = self._context.clause(found.start())
        if outcome.about in self._people:
            ours = rules()["all_of_us"].search(self._text, clause.start, found.start())
            place = next(iter(self._context.earlier(found.start(), _HOMES)), None) if ours else None
            return place.name if place else None
        here = [p for p in self._context.within(Span(found.end(), found.end() + 1)) if p.level in _HOMES[:2]]
        known = self._context.named(outcome.about)
        return here[-1].name if here and known and known.level not in _HOMES[:2] else None

    def _unnamed(self, outcome: OutcomeMention, found: re.Match[str]) -> bool:
        """Tell whether a family moves whose name was not read: the place has not moved."""
        sentence = self._context.sentence(found.start())
        family = rules()["family"].search(self._text, sentence.start, found.start())
        return outcome.how == "carried" and bool(family)

    def _event(
        self, kind: str, found: re.Match[str], name: str | None, verb: int, label: Subject | None = None
    ) -> Iterator[OutcomeMention]:
        reader = self._winners if kind == "award" else self._subjects
        read = label or (reader.read_elsewhere(verb) if kind == "founding" else reader.read(verb))
        nobody = kind == "award" or (kind == "relocation" and self._context.clause(verb).start == verb)
        if not read or name == "" or (nobody and self._is_wide(read)):
            return
        read = standing_for(self._context, self._actors, read, kind)
        read = read if kind == "award" else self._for_official(read)
        for subject in reader.listed_with(read, verb) if kind == "award" else [read]:
            yield OutcomeMention(Span(*found.span()), kind, subject.name, name, verb, subject.how)

    def _is_wide(self, subject: Subject) -> bool:
        """Tell whether a subject is only the province or prefecture spoken of last, which neither wins nor moves."""
        known = self._context.named(subject.name)
        return subject.how == "carried" and known is not None and known.level in ("province", "prefecture")

    def _for_official(self, subject: Subject) -> Subject:
        """Put the village in which an official has his post for him: what he sets up there is its own."""
        person = next((p for p in self._persons.items if p.name == subject.name and p.posts), None)
        if person is None or person.role != "official":
            return subject
        held = (self._context.named(of) for _, of in person.posts if of)
        place = next((place for place in held if place and place.level == "village"), None)
        return replace(subject, name=place.name) if place else subject


def _paired(name: str) -> str:
    """Take off the marks around a name, or the one that has no other: “先进集体”, “良好”等次."""
    if name.count("“") == name.count("”") and not (name.startswith("“") and name.endswith("”")):
        return name
    return name.strip("“”")

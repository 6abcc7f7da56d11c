"""Completions: what was built, laid, installed or opened, and of what place that is told."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from povgraph.mentions.context import Context, Sorted
from povgraph.mentions.delistings import LISTED_LEVELS
from povgraph.mentions.events import bare_thing, counts_things, rules, sought
from povgraph.mentions.organizations import OrganizationMention
from povgraph.mentions.plans import Plans
from povgraph.mentions.sites import SiteReader
from povgraph.mentions.subjects import Subject, SubjectReader
from povgraph.model import Span

#: How far back the thing stands that is finished.
_NEAR = 80
#: What a noun phrase with a place in it does not begin with; how long one is.
_CUTS = "的了和与在把将、年里"
_LONGEST = 8
#: How long a heading is at the most, and what none ends in.
_HEADING = 25
_STOPS = tuple("。！？：；，”）…")
_TEAMS = ("队", "组")
#: Between the two ends of a road.
_TO = ("至", "到", "—", "-")
#: Behind a verb of building: what it has built, which is not what stands before it.
_HAS_OBJECT = re.compile("了[一-龥]{2}")
_BUILDERS = ("company", "association")
_PUBLIC = ("party", "government", "other")


class Work(NamedTuple):
    """Something built: where the text says so, whose it is, and where its verb stands."""

    span: Span
    kind: str
    subject: Subject
    name: str
    verb: int


class CompletionReader:
    """Finds in one text what has been built."""

    def __init__(
        self,
        context: Context,
        subjects: SubjectReader,
        plans: Plans,
        actors: Mapping[str, OrganizationMention],
        people: Collection[str],
        bodies: Sorted[OrganizationMention],
    ) -> None:
        self._context = context
        self._text = context.text
        self._subjects = subjects
        self._plans = plans
        self._actors = actors
        self._people = people
        self._bodies = bodies
        self._sites = SiteReader(context, subjects, actors, bodies)

    def read(self) -> Iterator[Work]:
        """Yield each thing built; what comes with a count of its kind is a figure, and a plan is none."""
        made = list(self._made())
        for found in rules()["finished"].finditer(self._text) if any(sought("finishing", self._text)) else ():
            yield from self._finished(found, made)
        yield from made
        for rule in ("relative", "reached"):
            for found in self._told(rule):
                of_place = self._context.covering(Span(found.end("name") - 1, found.end("name")))  # 捐建的大桥镇小学
                if not of_place and (place := self._sites.place_of(found)):
                    yield self._work(found, place, bare_thing(found["name"]))
        for found in self._told("built"):
            if _HAS_OBJECT.match(self._text, found.end()):  # 医院建成了胸痛中心
                continue
            standing = self._sites.stands(found.start(), found.end("where" if found["where"] else "name"))
            own = self._sites.invested(found) or self._sites.run_by(found, standing)
            if place := self._sites.reached(found) or self._sites.given(found) or own or standing:
                start = self._noun_phrase(found.start())
                if self._text.startswith(_TO, start) and (begins := self._context.ending_at(start)):
                    start = begins.span.start  # 甲镇至乙乡公路
                body = self._bodies.covering(Span(*found.span("name")))
                name = body.name if body else bare_thing(self._text[start : found.end("name")])
                work = self._work(found, place, name, start)
                starts = rules()["starts"].fullmatch(found["verb"]) and rules()["produces"].search(name)
                yield work._replace(kind="founding") if starts else work

    def _work(self, found: re.Match[str], place: Subject, name: str, start: int | None = None) -> Work:
        span = Span(found.start() if start is None else start, found.end())
        return Work(span, "completion", place, name, found.start("verb"))

    def _told(self, rule: str) -> Iterator[re.Match[str]]:
        """Yield the matches of a rule that neither plan nor count."""
        for found in sought(rule, self._text):
            if not self._plans.intended(found) and not self._counted(found) and not self._moved_into(found):
                yield found

    def _made(self) -> Iterator[Work]:
        """Things behind their verb: 建起了文化广场; what is on no list only after a verb that ends it."""
        known: set[int] = set()
        for rule in ("building", "converted", "erected"):
            for found in self._told(rule):
                name = bare_thing(found["name"])
                given = found["name"].startswith("的") and found["verb"] in rules()["relative_verbs"]
                if given or found.start() in known or not name or self._heads(found.start()) or _is_image(found):
                    continue
                known.add(found.start())
                if rule == "erected" and self._bodies.within(Span(*found.span("name"))):
                    continue
                set_up = rules()["production" if rule != "erected" else "set_up"].search(name)
                built = name.endswith(rules()["completed"]) and found["verb"].startswith(rules()["completing"])
                kind = "founding" if set_up and not built else "completion"
                subject = self._whose(kind, found)
                if subject and not (rules()["roads"].search(found["name"]) and self._is_wide(subject)):
                    yield Work(Span(*found.span()), kind, subject, name, found.start())

    def _whose(self, kind: str, found: re.Match[str]) -> Subject | None:
        """Tell whose a thing is that was built: what a person or a public body had built belongs to where it stands."""
        subject = self._subjects.read(found.start())
        if not subject or kind != "completion":
            return subject and standing_for(self._context, self._actors, subject, kind)
        subject = self._ruled(subject)
        body = self._actors.get(subject.name)
        if helped := self._helped(subject, found.start()):
            return helped
        clause = self._context.clause(found.start()).start
        elsewhere = body is not None and body.kind == "other" and "在" in self._text[clause : found.start()]
        public = body is not None and (body.kind in _PUBLIC[:2] or body.name.endswith(_TEAMS))
        if subject.name in self._people and found["name"].endswith(rules()["own_homes"]):
            return None
        if subject.name in self._people or public or elsewhere:
            return self._sites.stands(found.start(), found.end("name"))
        return subject

    def _ruled(self, subject: Subject) -> Subject:
        """Put the village spoken of for the authority that builds there (县里投资，打了两眼井)."""
        acts = self._text.startswith(rules()["authorities"], subject.start)
        topic = self._subjects.governing(subject.start) if acts else None
        known = self._context.named(topic.name) if topic else None
        return topic if topic and known and known.level in LISTED_LEVELS[1:] else subject

    def _helped(self, subject: Subject, verb: int) -> Subject | None:
        """Give the place for which somebody else builds: 帮扶柳沟村的某区出资建成…, 为柳沟村打了井."""
        start = self._context.sentence(verb).start
        for place in self._context.within(Span(start, verb)):
            before = place.span.start
            while above := self._context.ending_at(before):
                before = above.span.start
            follows = self._context.ending_at(before) is None and rules()["for_whom"].search(self._text, start, before)
            last = next(iter(self._context.within(Span(place.span.end, place.span.end + 1))), None)
            follows = follows and not self._bodies.covering(place.span)
            if follows and place.name != subject.name and (last is None or last.span.start > place.span.end):
                return Subject(place.name, place.span.start, "said")
        return None

    def _moved_into(self, found: re.Match[str]) -> bool:
        """Tell whether what was built is only where people have moved (住进了统一修建的新居)."""
        clause = self._context.clause(found.start()).start
        described = self._text.startswith("的", found.end("verb"))
        return described and rules()["moving"].search(self._text, clause, found.start()) is not None

    def _is_wide(self, subject: Subject) -> bool:
        """Tell whether a subject is a place larger than a village, whose roads are told in kilometres as figures."""
        known = self._context.named(subject.name)
        return known is not None and known.level != "village"

    def _heads(self, offset: int) -> bool:
        """Tell whether a line is a heading: what it says in short the text says with its subject."""
        start, end = self._text.rfind("\n", 0, offset) + 1, self._text.find("\n", offset)
        line = self._text[start : end if end >= 0 else len(self._text)].rstrip()
        named = self._context.within(Span(start, start + len(line)))
        return len(line) <= _HEADING and not line.endswith(_STOPS) and not named and start > 0

    def _finished(self, found: re.Match[str], made: list[Work]) -> Iterator[Work]:
        """What the sentence named before the comma is finished: 电站装机300千瓦，去年6月并网发电.

        What it said there was built (建成茶产业园，10月投产) is one work with it, and is taken out of those ``made``.
        """
        begin = max(self._context.sentence(found.start()).start, found.start() - _NEAR)
        thing = next(reversed(list(rules()["thing"].finditer(self._text, begin, found.start()))), None)
        if thing and not self._plans.intended(found):
            same = next((work for work in made if work.span.end == thing.end()), None)
            if same:
                made.remove(same)
                starts = rules()["starts"].fullmatch(found["verb"]) and rules()["produces"].search(same.name)
                built = self._text.startswith(rules()["completing"], same.span.start)
                whole = Span(same.span.start, found.end())
                kind = "founding" if starts and not built else same.kind
                yield same._replace(span=whole, kind=kind, verb=found.start("verb"))
                return
            place = self._sites.stands(thing.start(), thing.end())
            if place:
                name = bare_thing(self._text[self._noun_phrase(thing.start()) : thing.end()])
                yield self._work(found, place, name, thing.start())

    def _noun_phrase(self, end: int) -> int:
        """Tell where the noun phrase begins whose head stands at an offset."""
        floor = max(self._context.clause(end).start, end - _LONGEST)
        cut = self._context.covering(Span(floor, floor + 1))
        places = [place.span.end for place in (*self._context.within(Span(floor, end)), *([cut] if cut else []))]
        places = [offset for offset in places if offset < end]
        cuts = [i + 1 for i in range(floor, end) if self._text[i] in _CUTS or not self._text[i].isalpha()]
        return max([floor, *cuts, *places])

    def _counted(self, found: re.Match[str]) -> bool:
        """A figure in what was built makes it an observation: 建成光伏电站30座."""
        end = self._context.clause(found.end()).end
        begin = found.end("verb") if found.start("verb") < found.start("name") else found.start()
        if rules()["several"].match(self._text, found.end("verb")):  # 一座座电站 are no one thing
            return True
        described = self._text.rfind("的", begin, found.end("name")) + 1
        if not counts_things(self._text[max(begin, described) : end]):
            return False
        told = bare_thing(found["name"]).endswith(rules()["counted_works"]) or rules()["roads"].search(found["name"])
        return not told and not self._by_enterprise(found)

    def _by_enterprise(self, found: re.Match[str]) -> bool:
        """Tell whether a company or a foundation has built: that is told, however much it is (捐建幼儿园6所)."""
        if found["name"].endswith("个"):  # 建成冷库12个
            return False
        subject = self._subjects.read(found.start())
        body = self._actors.get(subject.name) if subject and subject.how == "said" else None
        return body is not None and body.kind in _BUILDERS


def _is_image(found: re.Match[str]) -> bool:
    """Tell a figure of speech from a work: 走上了致富路, not 修通了致富路."""
    return bool(rules()["metaphors"].search(found["name"])) and not found["verb"].startswith(rules()["literal_verbs"])


def standing_for(context: Context, actors: Mapping[str, OrganizationMention], subject: Subject, kind: str) -> Subject:
    """Put the village for its party branch or committee; where people move, the place for any public body."""
    body = actors.get(subject.name)
    place = context.named(body.place_name) if body and body.place_name else None
    public = body and body.kind in _PUBLIC
    if kind == "award" or not place or not public or (kind != "relocation" and place.level != "village"):
        return subject
    return replace(subject, name=place.name)

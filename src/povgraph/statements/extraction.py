"""Read all statements of a report from its text: the one place that knows the order of the readers."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from povgraph.links.places import Places, find_places
from povgraph.links.settlements import PlaceMention
from povgraph.mentions.broken import Broken, find_broken
from povgraph.mentions.context import Context
from povgraph.mentions.garbled import find_garbled
from povgraph.mentions.organizations import OrganizationMention, find_organizations
from povgraph.mentions.outcomes import OutcomeMention, find_outcomes
from povgraph.mentions.people import Person as FoundPerson
from povgraph.mentions.people import find_people, merge_people
from povgraph.mentions.programmes import ProgrammeMention, find_programmes
from povgraph.mentions.quantities import find_quantities
from povgraph.mentions.reportdates import infer_report_date
from povgraph.mentions.times import Time, find_times
from povgraph.mentions.units import Quantity, Units
from povgraph.model import Anomaly, Concept, Outcome, Report, Span, Statements
from povgraph.resources import lexicon
from povgraph.statements.actors import COUNTRY, Actor
from povgraph.statements.confidence import confidence
from povgraph.statements.decisions import Decision
from povgraph.statements.discourse import Discourse
from povgraph.statements.entities import (
    anomaly_rows,
    organization_rows,
    person_rows,
    place_rows,
    programme_rows,
)
from povgraph.statements.indicator_words import IndicatorLexicon, units_of
from povgraph.statements.observations import ObservationReader
from povgraph.statements.plausibility import plausible
from povgraph.statements.repetition import drop_repeated
from povgraph.statements.sections import main_headings
from povgraph.statements.timing import Calendar
from povgraph.text.normal import normalise
from povgraph.text.segments import Sentence, segment

_RANKS = {"province": 0, "prefecture": 1, "county": 2, "township": 3, "village": 4}
_PUBLIC = ("government", "party")
#: How many different signs of garbling make a text a copy that went through a machine translator.
_COPY_SIGNS = 3


@dataclass(frozen=True, slots=True)
class Found:
    """Everything found in one text before statements are made of it; ``headings`` gives each sentence its main one."""

    text: str
    date: str | None
    sentences: Sequence[Sentence]
    headings: Sequence[Sentence | None]
    places: Places
    people: Sequence[FoundPerson]
    organizations: Sequence[OrganizationMention]
    programmes: Sequence[ProgrammeMention]
    outcomes: Sequence[OutcomeMention]
    quantities: Sequence[Quantity]
    broken: Sequence[Broken]
    times: Sequence[Time]


class Extractor:
    """Reads statements with the concepts of an ontology.

    Args:
        concepts: The concepts of each scheme, as ``povgraph.vocabulary.concepts`` gives them. The indicators' and
            units' words are what the extractor listens for: a concept more is a figure more that can be read.
    """

    def __init__(self, concepts: Mapping[str, tuple[Concept, ...]]) -> None:
        self._units = Units(concepts["unit"])
        self._indicators = IndicatorLexicon(concepts["indicator"])
        self._indicator_units = units_of(concepts["indicator"])
        self._measures = {concept.notation: concept.words for concept in concepts["measure"]}

    def extract(self, report: Report) -> Statements:
        """Read all statements of a report; every row quotes the source as it is."""
        found = self.find(report)
        decisions = self.decide(found)
        read = drop_repeated([decision.observation for decision in decisions])
        checked = plausible(found.text, found.sentences, read)
        return _finished(
            Statements(
                document=report.id,
                date=found.date,
                places=tuple(place_rows(report.text, found.places.mentions)),
                people=tuple(person_rows(report.text, found.people)),
                organizations=tuple(organization_rows(report.text, found.organizations)),
                programmes=tuple(programme_rows(report.text, found.programmes)),
                outcomes=tuple(self._outcomes(found)),
                observations=checked.observations,
                anomalies=tuple(self._anomalies(report.text, found, checked.anomalies)),
            ),
            report.text,
        )

    def find(self, report: Report) -> Found:
        """Find all mentions in a report."""
        text = normalise(report.text)
        date = report.date or infer_report_date(text)
        places = find_places(text, int(date[:4]) if date else None)
        context = Context(text, places.mentions)  # what the readers ask of the text and its places
        organizations = find_organizations(text, places.mentions, context)
        people = find_people(text, places.mentions, organizations, context)
        programmes = find_programmes(text, places.mentions, self._measures, context)
        broken = find_broken(text, self._units)
        quantities = find_quantities(text, self._units)
        organizations = _uncounted(organizations, quantities)
        sentences = segment(text)
        names = [item.span for group in (places.mentions, organizations, programmes, broken) for item in group]
        return Found(
            text=text,
            date=date,
            sentences=sentences,
            headings=main_headings(text, sentences),
            places=places,
            people=[_employed(person, organizations) for person in merge_people(people)],
            organizations=organizations,
            programmes=programmes,
            outcomes=find_outcomes(text, places.mentions, people, organizations, programmes, context),
            quantities=_outside(names, quantities),
            broken=broken,
            times=find_times(text, date),
        )

    def decide(self, found: Found) -> list[Decision]:
        """Make observations of the quantities found, each with the reasons for its reading."""
        if not found.quantities:
            return []
        reader = ObservationReader(
            found.text,
            found.sentences,
            found.headings,
            Discourse(found.text, found.sentences, found.headings, _actors(found)),
            Calendar(found.text, found.times, found.sentences, found.headings, [q.span for q in found.quantities]),
            self._indicators.find(found.text, [body.span for body in found.organizations], _starts(found.people)),
            self._indicator_units,
            found.date,
        )
        return reader.read(found.quantities)

    @staticmethod
    def _anomalies(source: str, found: Found, implausible: Sequence[Anomaly]) -> list[Anomaly]:
        garbled = find_garbled(found.text, found.people)
        signs = {item.should_be for item in garbled} | {repair.printed for repair in found.places.repairs}
        if len(signs) < _COPY_SIGNS:  # one odd phrase does not make a text a machine's copy
            garbled = [item for item in garbled if not item.term]
        rows = anomaly_rows(source, found.places.repairs, garbled, found.broken)
        return sorted((*rows, *implausible), key=lambda row: (row.start or 0, row.kind))

    def _outcomes(self, found: Found) -> Iterable[Outcome]:
        if not found.outcomes:
            return
        calendar = Calendar(found.text, found.times, found.sentences, found.headings)
        starts = [sentence.span.start for sentence in found.sentences]
        for outcome in found.outcomes:
            sentence = bisect_right(starts, outcome.anchor) - 1
            time = calendar.governing(Span(outcome.anchor, outcome.span.end), max(sentence, 0))
            yield Outcome(
                kind=outcome.kind,
                about=outcome.about,
                name=outcome.name,
                time=time.end or time.start if time else None,
                quote="",
                start=outcome.span.start,
                end=outcome.span.end,
            )


def _uncounted(bodies: Sequence[OrganizationMention], quantities: Iterable[Quantity]) -> list[OrganizationMention]:
    """Drop what is counted and so no name (新发展农民专业合作社20个, 229个村卫生室)."""
    counts = [quantity for quantity in quantities if quantity.unit == "item"]
    before = {quantity.span.start for quantity in counts}
    inside = [quantity.span.start for quantity in counts]
    return [
        body
        for body in bodies
        if body.span.end not in before and bisect_left(inside, body.span.start) == bisect_left(inside, body.span.end)
    ]


def _outside(names: Iterable[Span], quantities: Iterable[Quantity]) -> list[Quantity]:
    """Drop the numbers inside names (三道镇, “1+9+36”政策体系) and inside what is reported as broken."""
    taken = frozenset().union(*(range(span.start, span.end) for span in names))
    return [quantity for quantity in quantities if quantity.number.start not in taken]


def _actors(found: Found) -> list[Actor]:
    """See everything that figures can be said of as actors."""
    actors = [
        Actor(place.span, place.name, "place", rank=_RANKS[place.level], code=place.code, path=place.path)
        for place in found.places.mentions
    ]
    homes = {place.name: "place" for place in found.places.mentions}
    homes |= {body.name: "organization" for body in found.organizations if body.kind not in _PUBLIC}
    public = [body for body in found.organizations if body.kind in _PUBLIC]
    bodies = {body.name: body.place_name for body in public if homes.get(body.place_name or "") == "place"}
    offices = bodies | {body.name: COUNTRY for body in public if body.place_name == COUNTRY}
    homes[COUNTRY] = "country"
    forms = tuple(lexicon("discourse")["legal_forms"])  # a guest house is its owner's, a company its own
    companies = {body.name for body in found.organizations if body.name.endswith(forms)}
    founded = {o.about: o.name for o in found.outcomes if o.kind == "founding" and o.name in companies}
    for person in found.people:
        if person.role == "author":
            continue
        held = [of for _, of in sorted(person.posts, key=lambda post: not _is_of_village(post[0]))]
        held += [_office(of, offices) for of in held if of]
        home = next((of for of in held if of in homes), None)
        home = home or _company(person, found.organizations) or _village(person, found.places.mentions)
        home = home or founded.get(person.name)
        sort = homes.get(home or "", "place")
        private = person.role == "private"
        actors += [Actor(m.span, person.name, "person", home, 0, sort, private=private) for m in person.mentions]
    for body in found.organizations:
        if body.kind == "media":  # it reports, and figures are not said of it
            continue
        home = bodies.get(body.name)
        sort = "country" if body.place_name == COUNTRY else "place"
        actors.append(Actor(body.span, body.name, "organization", home, 0, sort))
    plans = tuple(f"“{plan}”" for plan in lexicon("times")["plans"])  # “十三五”规划 says when
    quoted = (p for p in found.programmes if found.text[p.span.start] == "“" and not p.name.startswith(plans))
    actors += [Actor(p.span, p.name, "product" if p.measure == "finance" else "programme") for p in quoted]
    return actors


def _office(of: str, offices: Mapping[str, str | None]) -> str | None:
    """Give the place of the body in which a post is held, or of which the named body is a part (某县扶贫办规划科)."""
    inside = (place for body, place in offices.items() if of.startswith(body))
    return offices.get(of) or next(inside, None)


def _starts(people: Iterable[FoundPerson]) -> frozenset[int]:
    """Give where the names of people begin."""
    return frozenset(mention.span.start for person in people for mention in person.mentions)


def _employed(person: FoundPerson, organizations: Sequence[OrganizationMention]) -> FoundPerson:
    """Give a manager's post that is said without its company (理事长某某) the company or cooperative named last."""
    company = _company(person, organizations)
    posts = tuple((post, of or company if post.endswith(_managing()) else of) for post, of in person.posts)
    return person if posts == person.posts else replace(person, posts=posts)


@cache
def _managing() -> tuple[str, ...]:
    return tuple(lexicon("discourse")["managing"])


def _company(person: FoundPerson, organizations: Sequence[OrganizationMention]) -> str | None:
    """Give the company or cooperative that a manager manages where the post does not say: the nearest named before."""
    if person.role != "private" or not person.posts:
        return None
    start = person.mentions[0].span.start
    bodies = [body for body in organizations if body.kind not in (*_PUBLIC, "media")]
    before = bisect_left(bodies, start, key=lambda body: body.span.start)
    return bodies[max(before - 1, 0)].name if bodies else None


def _village(person: FoundPerson, places: Sequence[PlaceMention]) -> str | None:
    """Give the village of one who holds a post in a village that the text does not name beside it: the last named."""
    if not any(_is_of_village(post) for post, _ in person.posts):
        return None
    villages = [place for place in places if place.level == "village"]
    before = bisect_left(villages, person.mentions[0].span.start, key=lambda village: village.span.start)
    return villages[max(before - 1, 0)].name if villages else None


def _is_of_village(post: str) -> bool:
    """Tell whether a post is held in a village, whoever sent the one who holds it (某科学院研究员、驻村第一书记)."""
    return any(word in post for word in lexicon("discourse")["village_posts"])


def _finished(statements: Statements, source: str) -> Statements:
    """Say of every row how sure it is, and quote the source itself, since the readers see its normal form.

    Nobody else has the rows yet: they are filled in as they are, since to copy each would take as long as to make it.
    """
    for section, rows in statements.sections():
        for row in rows:
            object.__setattr__(row, "quote", source[row.start : row.end])
            object.__setattr__(row, "confidence", confidence(section, row))
    return statements

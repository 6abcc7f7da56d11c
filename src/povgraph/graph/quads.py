"""Statements as lines: each has its own node, its evidence, and what it says in the terms of the ontology."""

from collections.abc import Iterable

from povgraph.graph import terms as t
from povgraph.graph.datasets import dataset_quads
from povgraph.graph.dates import datatype
from povgraph.graph.entities import COUNTRY, Entities, Entity, code_of
from povgraph.graph.figures import Pair, figure, moment, time
from povgraph.graph.lines import canonical, decimal_text, literal, ref
from povgraph.graph.passages import Passages, identity
from povgraph.graph.places import derived_quads, gazetteer_quads, year_of
from povgraph.links.gazetteer import Gazetteer, gazetteer
from povgraph.model import (
    Anomaly,
    Observation,
    Organization,
    Outcome,
    Person,
    Place,
    Programme,
    Report,
    Statement,
    Statements,
)
from povgraph.vocabulary import XSD, graph_iri, iri

__all__ = ["dataset_quads", "derived_quads", "gazetteer_quads", "graph_lines", "places_used", "report_quads"]


_STARTS = {kind: f"<{iri(kind, '')}" for kind in ("mention", "post-holding", "outcome", "observation", "anomaly")}


def graph_lines(made: Iterable[tuple[Report, Statements]], known: Gazetteer | None = None) -> list[str]:
    """Make the whole graph: reports, gazetteer, what is derived, and the dataset itself.

    Raises:
        StatementsError: a date is none.
    """
    lines: list[str] = []
    places: set[tuple[str, int | None]] = set()
    reports = []
    for report, statements in made:
        lines += report_quads(report, statements, known)
        places |= places_used(report, statements)
        reports.append(report)
    lines += gazetteer_quads(places, known)
    lines += dataset_quads(reports)
    lines += derived_quads(lines)
    return canonical(lines)


def places_used(report: Report, statements: Statements) -> set[tuple[str, int | None]]:
    """List the codes that a report uses, each with the year for which it is meant."""
    year = year_of(report.date)
    return {(code, year) for row in statements.places if (code := code_of(row))}


def report_quads(report: Report, statements: Statements, known: Gazetteer | None = None) -> list[str]:
    """Make the graph of one report: the report, what it names, and all that it says.

    Args:
        report: The report; its text places the quotes.
        statements: What it says.
        known: The gazetteer that knows the coded places; by default the one that povgraph carries.

    Raises:
        StatementsError: a date is none.
    """
    return _ReportGraph(report, statements, known or gazetteer()).lines()


class _ReportGraph:
    """The lines of one report's graph in the making."""

    def __init__(self, report: Report, statements: Statements, known: Gazetteer) -> None:
        self._report = report
        self._statements = statements
        self._known = known
        self._node = ref(iri("report", report.key))
        self._tail = f" {ref(graph_iri(report.key))} ."
        self._entities = Entities(report, statements)
        self._passages = Passages(report, self._node, self._tail)
        self._met: set[str] = set()
        self._lines: list[str] = []

    def lines(self) -> list[str]:
        """Write everything, sorted."""
        rows = self._statements
        self._describe_report()
        for place in rows.places:
            self._place(place)
        for organization in rows.organizations:
            self._organization(organization)
        for programme in rows.programmes:
            self._programme(programme)
        for person in rows.people:
            self._person(person)
        for outcome in rows.outcomes:
            self._outcome(outcome)
        for observation in rows.observations:
            self._observation(observation)
        for anomaly in rows.anomalies:
            self._anomaly(anomaly)
        return canonical(self._lines + self._passages.lines)

    def _say(self, subject: str, predicate: str, value: str) -> None:
        self._lines.append(subject + predicate + value + self._tail)

    def _say_all(self, subject: str, pairs: Iterable[Pair]) -> None:
        self._lines += [subject + predicate + value + self._tail for predicate, value in pairs]

    def _describe_report(self) -> None:
        report, node = self._report, self._node
        self._say(node, t.TYPE, t.REPORT_CLASS)
        self._say(node, t.IDENTIFIER, literal(report.id))
        self._say(node, t.LANGUAGE, literal(report.language))
        self._say(node, t.SHA256, literal(report.sha256))
        if report.title:
            self._say(node, t.TITLE, literal(report.title, lang="zh"))
        if report.publisher:
            self._say(node, t.PUBLISHER, literal(report.publisher))
        if report.url:
            self._say(node, t.SOURCE, literal(report.url, XSD.anyURI))
        if report.license:
            self._say(node, t.LICENSE, ref(report.license))
        if report.date:
            kind = datatype(report.date)
            self._say(node, t.ISSUED, literal(report.date, getattr(XSD, kind)))
            self._say_all(node, time(None, report.date))
        if report.date and report.date_origin:
            self._say(node, t.DATE_ORIGIN, t.concept("date-origin", report.date_origin))

    def _statement(self, kind: str, row: Statement, *said: str | None) -> str | None:
        """Begin a statement; None if the file has said the same before.

        Its node is named by what is said and where; how it was reached and how sure that is are no part of the name.
        """
        start = self._passages.locate(row)
        place = None if start is None else str(start)
        name = identity(self._report.key, kind, place, row.quote, *said)
        node = f"{_STARTS[kind]}{name}>"
        if node in self._met:
            return None
        self._met.add(node)
        self._say(node, t.TYPE, t.STATEMENT_CLASS)
        self._say(node, t.TYPE, t.CLASSES[kind])
        self._say(node, t.DERIVED_FROM, self._passages.evidence(start, row.quote))
        self._say(node, t.REPORT, self._node)
        self._say(node, t.ORIGIN, t.concept("origin", row.origin))
        if row.confidence is not None:
            self._say(node, t.CONFIDENCE, literal(row.confidence))
        if row.method:
            self._say(node, t.METHOD, literal(row.method))
        return node

    def _mention(self, thing: Entity, row: Statement) -> None:
        self._say(thing.node, t.LABEL, literal(thing.name, lang="zh"))
        node = self._statement("mention", row, thing.node)
        if node:
            self._say(node, t.ABOUT, thing.node)

    def _reference(self, thing: Entity) -> str:
        """Give the node of a thing that a name means, described where no row does."""
        if thing.node not in self._met and (thing.kind == "subject" or thing == COUNTRY):
            self._met.add(thing.node)
            self._say(thing.node, t.LABEL, literal(thing.name, lang="zh"))
            if thing.kind == "subject":
                self._say(thing.node, t.TYPE, t.CLASSES["subject"])
            else:
                self._level(thing.node, "country")
        return thing.node

    def _level(self, node: str, level: str) -> None:
        self._say(node, t.TYPE, t.PLACE_CLASS)
        self._say(node, t.LEVEL, t.concept("level", level))
        if level in t.CLASSES:
            self._say(node, t.TYPE, t.CLASSES[level])

    def _place(self, row: Place) -> None:
        thing = self._entities.place(row)
        self._level(thing.node, row.level)
        code = code_of(row)
        if code is None or self._known.code(code) is None:
            above = self._entities.container(row)
            if above:
                self._say(thing.node, t.CONTAINED_IN, self._reference(above))
            if row.code:
                self._say(thing.node, t.NOTATION, literal(row.code))
        self._mention(thing, row)

    def _organization(self, row: Organization) -> None:
        thing = self._entities.organization(row)
        self._say(thing.node, t.TYPE, t.CLASSES["organization"])
        self._say(thing.node, t.KIND, t.concept("organization-kind", row.kind))
        self._located(thing, row.place)
        self._mention(thing, row)

    def _programme(self, row: Programme) -> None:
        thing = self._entities.programme(row)
        self._say(thing.node, t.TYPE, t.CLASSES["programme"])
        self._say(thing.node, t.MEASURE, t.concept("measure", row.measure))
        self._located(thing, row.place)
        self._mention(thing, row)

    def _located(self, thing: Entity, place: str | None) -> None:
        if place:
            self._say(thing.node, t.PLACE, self._reference(self._entities.place_named(place)))

    def _person(self, row: Person) -> None:
        thing = self._entities.person(row)
        self._say(thing.node, t.TYPE, t.CLASSES["person"])
        self._say(thing.node, t.ROLE, t.concept("role", row.role))
        self._mention(thing, row)
        for item in row.posts:
            post, held = self._entities.post(item.post, item.of)
            self._say(post, t.TYPE, t.POST_CLASS)
            self._say(post, t.LABEL, literal(item.post, lang="zh"))
            if held:
                self._say(post, t.HELD_IN, self._reference(held))
            node = self._statement("post-holding", row, thing.node, post)
            if node:
                self._say(node, t.MEMBER, thing.node)
                self._say(node, t.POST, post)

    def _outcome(self, row: Outcome) -> None:
        about = self._reference(self._entities.named(row.about))
        node = self._statement("outcome", row, about, row.kind, row.name, row.time)
        if node is None:
            return
        self._say(node, t.KIND, t.concept("outcome-kind", row.kind))
        self._say(node, t.ABOUT, about)
        if row.name:
            self._say(node, t.NAME, literal(row.name, lang="zh"))
        if row.time:
            self._say_all(node, moment(row.time))

    def _observation(self, row: Observation) -> None:
        about = self._reference(self._entities.named(row.about))
        numbers = (None if number is None else decimal_text(number) for number in (row.value, row.low, row.high))
        said = (row.indicator, row.kind, row.unit, row.bound, row.since, row.until, row.per, row.status)
        node = self._statement("observation", row, about, *said, *numbers)
        if node:
            self._say(node, t.ABOUT, about)
            self._say_all(node, figure(row))

    def _anomaly(self, row: Anomaly) -> None:
        node = self._statement("anomaly", row, row.kind, row.should_be)
        if node:
            self._say(node, t.KIND, t.concept("anomaly-kind", row.kind))
            if row.should_be:
                self._say(node, t.SHOULD_BE, literal(row.should_be, lang="zh"))

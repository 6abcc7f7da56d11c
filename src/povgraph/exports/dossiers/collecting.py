"""Gather all that a graph says of a thing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from povgraph.checks.figures import Figure
from povgraph.checks.readings import show
from povgraph.exports.dossiers.findings import Notes
from povgraph.exports.dossiers.headings import heading, label
from povgraph.exports.dossiers.records import Dossier, Part, Said, Section, Source, Words, decimal_of, place_of
from povgraph.exports.dossiers.sentences import Sentences
from povgraph.queries.running import run_table
from povgraph.queries.stored import stored_query

if TYPE_CHECKING:
    from pyoxigraph import Store

#: A row of a stored query by column; what is unbound is empty.
Row = Mapping[str, str]

_LEVELS = ("village", "township", "county", "prefecture", "province", "country")
_SCHEMES = {"level": "level", "role": "role", "measure": "measure", "kind": "organization-kind"}
_OTHERS = ("outcome", "post", "mention")


class Collector:
    """A graph, asked for dossiers.

    Args:
        store: The graph.
        sentences: The reports at hand.
        language: The reader's, ``zh`` or ``en``.
    """

    def __init__(self, store: "Store", sentences: Sentences, language: str) -> None:
        self._store = store
        self._sentences = sentences
        self._language = language
        self._sources = {row["report"]: _source(row) for row in self._rows("dossier-reports")}
        self._notes = Notes(self._rows("dossier-findings"), language)

    def collect(self, kind: str, iri: str, *, deep: bool = False) -> Dossier:
        """Gather what is said of a thing, and of a place what lies in it.

        Args:
            kind: What it is: ``place``, ``person``, ``organization`` or ``programme``.
            iri: Its IRI.
            deep: Whether to gather also what is said of each thing in a place.
        """
        rows = {row["statement"]: row for row in self._rows("dossier-statements", thing=iri)}
        said = [(row, self._said(row, kind)) for row in rows.values()]
        parts = tuple(self._parts(iri)) if kind == "place" else ()
        facts = [*self._rows("dossier-facts", thing=iri)]
        names = [row["text"] for row in facts if row["fact"] == "name" and row["value"] != "en"]
        used = {one.source.iri: one.source for _, one in said}
        return Dossier(
            kind=kind,
            iri=iri,
            name=min(names, default=iri),
            facts=tuple(self._facts(facts, kind)),
            figures=tuple(self._figures(said)),
            others=tuple(self._others(said)),
            notes=self._notes.about(iri),
            sources=tuple(source for source in self._sources.values() if source.iri in used),
            parts=parts,
            within=tuple(self.collect(part.kind, part.iri) for part in parts) if deep else (),
        )

    def _rows(self, name: str, **given: str) -> Iterator[Row]:
        table = run_table(self._store, stored_query(name, section="exports"), given)
        for row in table.rows:
            values = ("" if term is None else str(getattr(term, "value", term)) for term in row)
            yield dict(zip(table.columns, values, strict=True))

    def _facts(self, rows: Sequence[Row], kind: str) -> Iterator[tuple[str, str]]:
        """Yield what a thing is, as pairs of a heading and a text."""
        language = self._language
        texts = sorted(row["text"] for row in rows if row["fact"] == "name")
        names = [text for text in texts if text != min((r["text"] for r in rows if r["value"] == "zh"), default="")]
        above = {row["value"]: row for row in rows if row["fact"] == "within"}
        order = sorted(above.values(), key=lambda row: _LEVELS.index(row["rank"]) if row["rank"] in _LEVELS else -1)
        for fact, scheme in _SCHEMES.items():
            found = sorted({label(scheme, row["value"], language) for row in rows if row["fact"] == fact})
            if found and (fact != "kind" or kind == "organization"):
                yield heading(fact, language), " / ".join(found)
        for fact, values in (
            ("code", sorted({row["text"] for row in rows if row["fact"] == "code"})),
            ("names", names),
        ):
            if values:
                yield heading(fact, language), " / ".join(values)
        if order:
            yield heading("within", language), " < ".join(row["text"] for row in order)

    def _parts(self, iri: str) -> Iterator[Part]:
        for row in self._rows("dossier-things", place=iri):
            yield Part(row["class"], row["thing"], row["name"], int(row["statements"]))

    def _said(self, row: Row, kind: str) -> Said:
        place = place_of(row["start"], row["end"])
        kept = Words(row["prefix"], row["exact"], row["suffix"], cut=True)
        figure = _figure(row, place) if row["what"] == "figure" else None
        return Said(
            iri=row["statement"],
            title=self._title(row, figure, kind),
            time=_time(row["period"]),
            words=self._sentences.words(row["report"], place, kept),
            source=self._sources.get(row["report"]) or Source(row["report"], row["report"].rpartition("/")[2]),
            line=_count(row["line"]),
            column=_count(row["column"]),
            origin=row["origin"],
            confidence=row["confidence"],
            figure=figure,
            notes=self._notes.touching(row["statement"], row["report"], place),
        )

    def _title(self, row: Row, figure: Figure | None, kind: str) -> str:
        if figure is not None:
            return show(figure, self._language)
        if row["what"] == "outcome":
            return "：".join(filter(None, (label("outcome-kind", row["kind"], self._language), row["name"])))
        if row["what"] == "post":
            held = f"{row['of']}{row['post']}" if kind == "person" else row["post"]
            return held if kind == "person" else f"{row['person']}：{held}"
        return ""

    def _figures(self, said: Sequence[tuple[Row, Said]]) -> Iterator[Section]:
        """Yield the figures of each indicator, in the order of time."""
        figures = [(_series(one.figure), one) for _, one in said if one.figure is not None]
        figures.sort(key=lambda pair: (pair[0], *_order(pair[1])))
        for (indicator, kind, per, _), members in groupby(figures, lambda pair: pair[0]):
            words = [label("indicator", indicator, self._language)]
            words += [label("observation-kind", kind, self._language)] if kind != "level" else []
            words += [label("per", per, self._language)] if per else []
            yield Section(" · ".join(words), tuple(one for _, one in members))

    def _others(self, said: Sequence[tuple[Row, Said]]) -> Iterator[Section]:
        for what in _OTHERS:
            found = sorted((one for row, one in said if row["what"] == what), key=_order)
            if found:
                yield Section(heading(what, self._language), tuple(found))


def _series(figure: Figure) -> tuple[str, str, str, str]:
    return figure.indicator, figure.kind, figure.per or "", figure.unit


def _order(said: Said) -> tuple[str, str, int, int, str]:
    """Put statements into the order of time, then of the reports; what has no date comes last."""
    day = (said.figure.last or said.figure.first or "") if said.figure else said.time
    return day or "9", said.source.iri, said.line or 0, said.column or 0, said.iri


def _source(row: Row) -> Source:
    return Source(row["report"], row["id"], row["title"], row["issued"], row["publisher"], row["url"])


def _count(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _figure(row: Row, place: tuple[int, int] | None) -> Figure | None:
    value = decimal_of(row["value"])
    if value is None:
        return None
    figure = Figure(
        iri=row["statement"],
        report=row["report"],
        about="",
        name="",
        indicator=row["indicator"],
        kind=row["kind"],
        value=value,
        unit=row["unit"],
        bound=row["bound"],
        low=decimal_of(row["low"]),
        high=decimal_of(row["high"]),
        per=row["per"] or None,
        status=row["status"] or None,
        period=row["period"] or None,
        first=row["from"] or None,
        last=row["to"] or None,
        quote=row["exact"],
    )
    return figure if place is None else replace(figure, start=place[0], end=place[1])


def _time(period: str) -> str:
    """Write a period for a reader.

    >>> _time("2018/2018"), _time("2016/2019"), _time("2015-12-31"), _time("2016/..")
    ('2018', '2016–2019', '2015-12-31', '2016–')
    """
    first, _, last = period.partition("/")
    if not last or first == last:
        return first
    return f"{first.strip('.')}–{last.strip('.')}"

"""Small corpora for the checks that compare reports: texts through the extractor, and statements written by hand."""

from collections.abc import Iterable
from decimal import Decimal
from hashlib import sha256
from typing import Any

from pyoxigraph import RdfFormat, Store

from povgraph.checks.brokenness import check_broken
from povgraph.checks.conflicts import check_conflicts
from povgraph.checks.figures import read_figures
from povgraph.graph.quads import graph_lines
from povgraph.model import Finding, Observation, Outcome, Person, Place, Post, Report, Statements
from povgraph.statements.extraction import Extractor
from povgraph.vocabulary import concepts, iri

UNITS = {"poverty-incidence": "percent", "poor-households": "household", "households": "household"}


def report(name: str, date: str | None, text: str) -> Report:
    origin = "metadata" if date else None
    return Report(id=name, text=text, sha256=sha256(text.encode()).hexdigest(), date=date, date_origin=origin)


def read(*reports: Report) -> tuple[Store, dict[str, str]]:
    extractor = Extractor(concepts())
    return graph([(one, extractor.extract(one)) for one in reports])


def graph(made: Iterable[tuple[Report, Statements]]) -> tuple[Store, dict[str, str]]:
    made = list(made)
    store = Store()
    store.bulk_load("\n".join(graph_lines(made)).encode(), format=RdfFormat.N_QUADS)
    return store, {iri("report", one.key): one.text for one, _ in made}


def said(
    *rows: Any, name: str = "a", date: str | None = "2019-03-05", reviewed: bool = False
) -> tuple[Report, Statements]:
    """Make a report whose text is the quotes of its rows, one sentence each."""
    one = report(name, date, f"{name}\n" + "".join(f"{row.quote}。\n" for row in rows))
    kinds = {Observation: "observations", Person: "people", Outcome: "outcomes", Place: "places"}
    sections: dict[str, tuple[Any, ...]] = {}
    for row in rows:
        sections[kinds[type(row)]] = (*sections.get(kinds[type(row)], ()), row)
    places = (Place(name="通榆县", level="county", code="220822", quote=""), *sections.pop("places", ()))
    return one, Statements(document=name, date=date, places=places, **sections)


def figure(
    quote: str, value: str, indicator: str = "poor-population", until: str | None = "2018-12-31", **more: Any
) -> Observation:
    unit = UNITS.get(indicator, "yuan" if "income" in indicator or "funds" in indicator else "person")
    return Observation(
        quote=quote,
        about="通榆县",
        indicator=indicator,
        kind="level",
        value=Decimal(value),
        unit=unit,
        until=until,
        **more,
    )


def holder(name: str, quote: str, post: str = "县长") -> Person:
    return Person(name=name, role="official", posts=(Post(post=post, of="通榆县"),), quote=quote)


def delisted(time: str, quote: str) -> Outcome:
    return Outcome(kind="delisting", about="通榆县", time=time, quote=quote)


def checks(findings: Iterable[Finding]) -> list[str]:
    return sorted(finding.check for finding in findings)


def conflicts_in(store: Store, texts: dict[str, str]) -> list[Finding]:
    return list(check_conflicts(store, read_figures(store), texts))


def broken_in(store: Store, texts: dict[str, str]) -> list[Finding]:
    return list(check_broken(store, read_figures(store), texts))

"""Every stored query gives the rows that ``expected/`` says, on the invented graph of ``graph.trig``."""

import csv
import io
import re
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, Store

from povgraph.queries.results import write_answer
from povgraph.queries.running import run
from povgraph.queries.stored import StoredQuery, stored_queries, stored_query

EXPECTED = Path(__file__).parent / "expected"
QUERIES = stored_queries()
#: What the queries that require a parameter, or show nothing without one, are asked with.
GIVEN = {
    "about": {"place": "青石县"},
    "figures-of-place": {"place": "临河市"},
    "search": {"text": "脱贫"},
}
VALUES = {
    "place": "临河市",
    "report": "2020-06-linhe",
    "indicator": "贫困发生率",
    "measure": "industry",
    "programme": "“一村一品”计划",
    "since": "2018",
    "until": "2019",
    "status": "planned",
    "below": "0.95",
    "post": "书记",
    "statement": "observation/o01",
    "text": "年",
}
SPECIAL = {
    ("organizations", "kind"): "cooperative",
    ("outcomes", "kind"): "award",
    ("anomalies", "kind"): "名称错乱",
    ("anomalies", "report"): "走访笔记",
    ("anomaly-kinds", "report"): "notes",
    ("findings", "report"): "notes",
    ("unreported-promises", "indicator"): "persons-lifted",
    ("findings", "check"): "label-single",
    ("findings", "severity"): "error",
    ("findings", "language"): "zh",
    ("search", "report"): "notes",
}
THING = re.compile(r"/id/(?:place|person|post|programme|organization|subject)/")
FIXED = {
    "places": "place name level code within",
    "people": "person name role post of",
    "organizations": "organization name kind place",
    "programmes": "programme name measure place",
    "outcomes": "outcome kind about name time",
    "observations": "observation about indicator kind value low high unit bound from to per status quote report",
    "anomalies": "finding kind quote report line",
}


def answered(store: Store, query: StoredQuery, given: dict[str, str]) -> str:
    out = io.StringIO()
    write_answer(run(store, query, given), out, "csv" if query.form == "SELECT" else "nt")
    return out.getvalue()


def rows(store: Store, name: str, **given: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answered(store, stored_query(name), given))))


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_gives_the_expected_rows(store: Store, query: StoredQuery) -> None:
    path = EXPECTED / f"{query.name}.{'csv' if query.form == 'SELECT' else 'nt'}"
    expected = path.read_text(encoding="utf-8")
    assert len(expected.splitlines()) > 1, "an empty expectation proves nothing"
    assert answered(store, query, GIVEN.get(query.name, {})) == expected


def test_every_expectation_has_its_query() -> None:
    assert {path.stem for path in EXPECTED.iterdir()} == {query.name for query in QUERIES}


def test_there_are_seven_fixed_and_fifteen_more() -> None:
    fixed = {query.name: " ".join(query.columns) for query in QUERIES if "fixed" in query.tags}
    assert fixed == FIXED
    assert len(QUERIES) >= 22


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_headers_are_whole(query: StoredQuery) -> None:
    assert query.trusted
    assert query.summary_en.isascii()
    assert not query.summary_zh.isascii()
    assert bool(query.description_en) == bool(query.description_zh)
    assert query.tags
    assert len(query.parameters) == len({parameter.name for parameter in query.parameters})
    for parameter in query.parameters:
        assert f"?_{parameter.name}" in query.text
        assert parameter.description_en.isascii()
        assert not parameter.description_zh.isascii()
    if query.form == "SELECT":
        assert query.columns
        assert "\nORDER BY " in query.text


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_every_parameter_narrows_or_keeps_the_answer(store: Store, query: StoredQuery) -> None:
    required = GIVEN.get(query.name, {})
    everything = set(answered(store, query, required).splitlines())
    for parameter in query.parameters:
        value = SPECIAL.get((query.name, parameter.name)) or VALUES[parameter.name]
        narrowed = answered(store, query, required | {parameter.name: value}).splitlines()
        if parameter.default is None and not parameter.required and "COUNT" not in query.text:
            assert set(narrowed) <= everything
        assert len(narrowed) > 1, parameter.name


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_copies_in_other_graphs_change_nothing(store: Store, query: StoredQuery) -> None:
    """A thing is stated in every report that names it; the union of the graphs must not multiply rows."""
    copied = Store()
    copied.extend(store)
    for quad in store:
        if THING.search(quad.subject.value):
            copied.add(Quad(quad.subject, quad.predicate, quad.object, NamedNode("https://example.org/copy")))
    given = GIVEN.get(query.name, {})
    assert answered(copied, query, given) == answered(store, query, given)


def test_a_place_parameter_takes_in_what_lies_within(store: Store) -> None:
    assert [row["name"] for row in rows(store, "places", place="青石县")] == ["青石县", "柳树镇", "新桥村"]
    assert {row["about"] for row in rows(store, "observations", place="青石县")} == {
        *("青石县", "新桥村", "新桥村养蜂合作社", "“一村一品”计划"),
    }
    assert [row["name"] for row in rows(store, "people", place="990100")] == ["赵明", "赵明", "李大山"]


def test_years_are_inclusive_and_leave_out_the_undated(store: Store) -> None:
    years = [row["year"] for row in rows(store, "poverty-trend", since="2015", until="2017")]
    assert years == ["2015", "2017", "2017"]
    assert len(rows(store, "observations", since="1900")) == len(rows(store, "observations")) - len(
        rows(store, "undated")
    )


def test_a_place_has_one_row_whatever_reports_call_it(store: Store) -> None:
    renamed = Store()
    renamed.extend(store)
    place = NamedNode("https://w3id.org/povgraph/id/place/990121")
    for quad in list(store.quads_for_pattern(None, None, place, None)):
        if quad.predicate.value.endswith("containedInPlace"):
            other = NamedNode("https://w3id.org/povgraph/id/place/990122")
            renamed.add(Quad(quad.subject, quad.predicate, other, NamedNode("https://example.org/copy")))
    names = [row["place"] for row in rows(renamed, "places")]
    assert len(names) == len(set(names))


def test_a_promise_that_is_reported_is_no_longer_listed(store: Store) -> None:
    promised = rows(store, "unreported-promises")
    assert {(row["about"], row["value"]) for row in promised} == {("青石县", "5000"), ("临河市", "500000000")}
    reported = Store()
    reported.extend(store)
    base = "https://w3id.org/povgraph/"
    later = f"<{base}id/observation/later>"
    reported.update(f"""INSERT {{ GRAPH <{base}graph/later> {{
        {later} ?p ?o ; <{base}ontology#status> <{base}id/concept/status/actual> }} }}
      WHERE {{ GRAPH ?g {{ <{base}id/observation/o09> ?p ?o FILTER(?p != <{base}ontology#status>) }} }}""")
    assert [row["about"] for row in rows(reported, "unreported-promises")] == ["临河市"]

"""The Python API: lazy, typed, and the same answers as the command line."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

import povgraph
from povgraph.api.rows import Rows, value_of
from povgraph.errors import PovgraphError, QueryError, SourceError, StoreError
from povgraph.vocabulary import PREFIXES

TEXT = "2018年底，通榆县贫困发生率降至1.2%。"
XSD = PREFIXES["xsd"]


@pytest.fixture(scope="module")
def graph() -> povgraph.Graph:
    return povgraph.build()


def note(text: str = TEXT, name: str = "note") -> povgraph.Report:
    return povgraph.read_text(text, name, date="2019-03")


def test_everything_named_is_there() -> None:
    for name in povgraph.__all__:
        assert getattr(povgraph, name) is not None
        assert name in dir(povgraph)
    with pytest.raises(AttributeError, match="no attribute 'bild'"):
        _ = povgraph.bild


def test_importing_it_loads_nothing_heavy() -> None:
    code = "import sys, povgraph; print([m for m in ('pyoxigraph', 'rdflib', 'yaml', 'pandas') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_read_gives_the_reports_of_files_and_folders(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    assert [report.id for report in povgraph.read(tmp_path)] == ["a", "b"]
    assert povgraph.read(str(tmp_path / "a.txt"), tmp_path / "b.txt")[1].text == TEXT
    with pytest.raises(SourceError, match="no such file"):
        povgraph.read(tmp_path / "c.txt")
    with pytest.raises(SourceError, match="empty"):
        povgraph.read_text(" \n")


def test_extract_takes_reports_and_files_and_leaves_out_the_unsure(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text(TEXT, encoding="utf-8")
    rows = povgraph.extract(path)
    assert rows.observations == povgraph.extract(povgraph.read(path)[0]).observations
    assert rows.observations[0].value == Decimal("1.2")
    assert not povgraph.extract(note(), least=1).observations


def test_build_in_memory_is_what_build_writes(tmp_path: Path) -> None:
    memory, folder = povgraph.build(note()), povgraph.build([note()], tmp_path / "build")
    for form in ("nq", "turtle"):
        memory.export(form, tmp_path / "memory")
        folder.export(form, tmp_path / "folder")
        assert (tmp_path / "memory").read_bytes() == (tmp_path / "folder").read_bytes()
    assert memory.query("observations") == folder.query("observations")
    assert povgraph.open(tmp_path / "build").query("places") == memory.query("places")
    assert (memory.path, folder.path) == (None, tmp_path / "build")


def test_build_takes_corrected_statements_and_mixed_sources(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"")
    (tmp_path / "good.txt").write_text(TEXT.replace("1.2", "2.2"), encoding="utf-8")
    report = note()
    rows = povgraph.extract(report)
    rows = replace(rows, observations=(replace(rows.observations[0], value=Decimal("1.3")),))
    built = povgraph.build([tmp_path, (report, rows), note(TEXT.replace("1.2", "3.2"), "third")])
    assert sorted(built.query("observations").column("value")) == [Decimal("1.3"), Decimal("2.2"), Decimal("3.2")]  # type: ignore[type-var]
    assert len(built.set_aside) == 1
    assert "empty" in built.set_aside[0]


def test_queries_of_all_kinds(graph: povgraph.Graph, tmp_path: Path) -> None:
    (tmp_path / "own.rq").write_text("SELECT ?x WHERE { ?x a pov:Report }", encoding="utf-8")
    assert len(graph.query(tmp_path / "own.rq")) == len(graph.query(str(tmp_path / "own.rq"))) == 1
    assert graph.query("observations", indicator="poverty-incidence", place="农安县")[0]["about"] == "农安县"
    assert graph.query("largest-falls", limit=None) is not None
    assert graph.ask("ASK { ?x a pov:County }") is True
    triples = graph.construct("figures-of-place", place="通榆县")
    assert len(triples) > 50
    for wrong in (graph.ask, graph.construct):
        with pytest.raises(QueryError, match="is a SELECT query"):
            wrong("places")
    with pytest.raises(QueryError, match="did you mean 'places'"):
        graph.query("plaecs")
    with pytest.raises(QueryError, match="unknown parameter 'plaec'"):
        graph.query("observations", plaec="x")
    with pytest.raises(QueryError, match="SERVICE"):
        graph.query("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    with pytest.raises(QueryError, match="stopped after"):
        graph.query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", timeout=0.2)


def test_a_parameter_cannot_break_out(graph: povgraph.Graph) -> None:
    with pytest.raises(QueryError, match="no place"):
        graph.query("observations", place='通榆县" } # ')


def test_rdflib_has_the_triples(graph: povgraph.Graph, tmp_path: Path) -> None:
    graph.export("nt", tmp_path / "g.nt")
    assert len(graph.rdflib) == len((tmp_path / "g.nt").read_text(encoding="utf-8").splitlines())
    [row] = graph.rdflib.query("SELECT (COUNT(?o) AS ?n) { ?o a pov:Observation }")
    assert int(row[0]) == 39  # type: ignore[index, arg-type]


def test_a_citation_tells_whether_the_report_still_says_so(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text(TEXT, encoding="utf-8")
    graph = povgraph.build(path, tmp_path / "build")
    statement = str(graph.query("observations")[0]["observation"])
    citation = graph.cite(statement)
    assert (citation.sentence, citation.holds) == (TEXT, True)
    assert citation.quote.endswith("贫困发生率降至1.2%")
    assert graph.cite(statement.rpartition("/")[2]) == citation
    path.write_text(TEXT.replace("1.2", "9.9"), encoding="utf-8")
    assert povgraph.open(tmp_path / "build").cite(statement).holds is False
    path.unlink()
    assert povgraph.open(tmp_path / "build").cite(statement).holds is None
    with pytest.raises(QueryError, match="no statement"):
        graph.cite("observation/000000000000000000000000")


def test_findings_are_those_of_the_command(graph: povgraph.Graph) -> None:
    assert {finding.check for finding in graph.validate()} >= {"garbled-name", "missing-number"}


def test_exports_and_dossiers_take_pseudonyms(graph: povgraph.Graph, tmp_path: Path) -> None:
    graph.export("turtle", tmp_path / "a.ttl", pseudonymise=True, salt="a salt for the tests")
    assert "徐伟" not in (tmp_path / "a.ttl").read_text(encoding="utf-8")
    assert "徐伟" not in graph.dossier("陆家村", "html", within=True, pseudonymise=True)
    assert "徐伟" in graph.dossier("徐伟", lang="zh")
    with pytest.raises(StoreError, match="pseudonymise=True"):
        graph.export("turtle", tmp_path / "b.ttl", salt="a salt for the tests")
    with pytest.raises(StoreError, match="known are"):
        graph.export("pdf", tmp_path / "b.pdf")


@pytest.mark.parametrize("fault", [povgraph.open, povgraph.build, povgraph.read, povgraph.extract])
def test_faults_are_of_one_family(fault: Callable[[Path], object], tmp_path: Path) -> None:
    with pytest.raises(PovgraphError):
        fault(tmp_path / "nothing")


ROWS = Rows(
    ("from", "n", "d", "day", "ok", "name", "mixed", "none"),
    [
        ("<a>", 1, Decimal("1.5"), date(2018, 12, 31), True, "通榆县", 1, None),
        (None, None, None, None, None, None, "x", None),
    ],
)


def test_rows_are_a_sequence_of_dicts() -> None:
    assert len(ROWS) == 2
    assert ROWS[0]["n"] == 1
    assert [row["name"] for row in ROWS] == ["通榆县", None]
    assert ROWS[:1] == Rows(ROWS.columns, [list(ROWS[0].values())])
    assert ROWS.tuples()[0].from_ == "<a>"
    assert ROWS.column("n") == [1, None]
    with pytest.raises(KeyError):
        ROWS.column("m")
    assert "&lt;a&gt;" in ROWS._repr_html_()
    assert "<a>" not in ROWS._repr_html_()


def test_rows_as_data_frames() -> None:
    pandas, polars = ROWS.pandas(), ROWS.polars()
    assert list(pandas.columns) == polars.columns == list(ROWS.columns)
    kinds = [str(kind) for kind in pandas.dtypes]
    assert kinds[1:3] == ["Int64", "float64"]
    assert kinds[3].startswith("datetime64")
    assert pandas["d"].sum() == 1.5
    assert pandas["name"].isna().tolist() == [False, True]
    assert [str(kind) for kind in polars.dtypes] == [
        "String", "Int64", "Float64", "Date", "Boolean", "String", "String", "String",
    ]  # fmt: skip
    assert polars["mixed"].to_list() == ["1", "x"]
    assert polars["day"].to_list() == [date(2018, 12, 31), None]
    assert Rows(("a",), []).pandas().shape == Rows(("a",), []).polars().shape == (0, 1)


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (None, None),
        (Literal("4.90", datatype=NamedNode(f"{XSD}decimal")), Decimal("4.9")),
        (Literal("2018", datatype=NamedNode(f"{XSD}integer")), 2018),
        (Literal("2018-02-30", datatype=NamedNode(f"{XSD}date")), "2018-02-30"),
        (Literal("x", datatype=NamedNode(f"{XSD}decimal")), "x"),
        (Literal("true", datatype=NamedNode(f"{XSD}boolean")), True),
        (Literal("2019-08", datatype=NamedNode(f"{XSD}gYearMonth")), "2019-08"),
        (Literal("通榆县", language="zh"), "通榆县"),
        (NamedNode("http://e/a"), "http://e/a"),
    ],
)
def test_values(term: Literal | NamedNode | None, value: object) -> None:
    found = value_of(term)
    assert (found, type(found)) == (value, type(value))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4), st.integers(), st.text(max_size=9))
def test_values_come_back(decimal: Decimal, number: int, text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    assert value_of(Literal(f"{decimal:f}", datatype=NamedNode(f"{XSD}decimal"))) == decimal
    assert value_of(Literal(str(number), datatype=NamedNode(f"{XSD}integer"))) == number
    assert value_of(Literal(text)) == text

"""Strangers' queries run apart: refused, stopped, or whole. povgraph's own run here."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pyoxigraph import Literal, RdfFormat, Store

from povgraph.errors import QueryError, StoreError
from povgraph.queries.answers import Table, Triples
from povgraph.queries.running import Limits, answer, run, run_apart
from povgraph.queries.stored import own_query, stored_query

PRODUCT = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def apart(graph: Path, text: str, limits: Limits | None = None, **given: str) -> list[tuple[object, ...]]:
    found = run_apart(graph, own_query(text), given, limits or Limits(timeout=20))
    assert isinstance(found, Table)
    return list(found.rows)


def children() -> set[str]:
    found = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if fields[1] == str(os.getpid()) and fields[0] != "Z":
            found.add(status.parent.name)
    return found


def test_an_own_query_runs_in_a_worker(graph: Path) -> None:
    rows = apart(graph, "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?o a pov:Observation }")
    assert rows[0][0] == Literal(24)


def test_both_ways_give_the_same(graph: Path, store: Store) -> None:
    query = stored_query("observations")
    given = {"place": "青石县", "since": "2017"}
    here, there = run(store, query, given), answer(query, given, graph, Limits(timeout=20))
    assert isinstance(here, Table)
    assert isinstance(there, Table)
    assert here.columns == there.columns
    assert list(here.rows) == list(there.rows)


def test_without_limits_trusted_queries_run_in_this_process(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", None)
    found = answer(stored_query("places"), {}, graph)
    assert isinstance(found, Table)
    assert len(list(found.rows)) == 7


def test_the_other_forms(graph: Path) -> None:
    limits = Limits(timeout=20)
    assert run_apart(graph, own_query("ASK { ?x a pov:Place }"), {}, limits) is True
    assert run_apart(graph, own_query("ASK { ?x a pov:Nothing }"), {}, limits) is False
    found = run_apart(graph, own_query("CONSTRUCT { ?o pov:value ?v } WHERE { ?o pov:value ?v }"), {}, limits)
    assert isinstance(found, Triples)
    assert len(list(found.triples)) == 24


def test_every_term_comes_back_from_the_worker_as_it_was(graph: Path) -> None:
    text = 'a"b\\c\n\t\r\u202e\u200b<贫>&'
    rows = apart(graph, "SELECT ?x ?y ?none { BIND(?in AS ?x) BIND(pov:about AS ?y) }", **{"in": text})
    assert rows[0][0] == Literal(text)
    assert rows[0][2] is None


def test_parameters_are_resolved_in_the_worker(graph: Path, tmp_path: Path) -> None:
    header = "#+ summary: x\n#+ parameters:\n#+   - {name: place, type: place}\n"
    query = own_query(header + "SELECT ?o { ?o a pov:Observation ; pov:about ?_place }")
    found = run_apart(graph, query, {"place": "临河市"}, Limits(timeout=20))
    assert isinstance(found, Table)
    assert len(list(found.rows)) == 1
    with pytest.raises(QueryError, match="parameter 'place': '白沙县' is the name of 2 places"):
        run_apart(graph, query, {"place": "白沙县"}, Limits(timeout=20))


@pytest.mark.parametrize("order", ["", " ORDER BY ?a ?d ?g"])
def test_a_product_is_stopped_at_its_deadline(graph: Path, order: str) -> None:
    before, start = children(), time.monotonic()
    with pytest.raises(QueryError, match="stopped after 1 s; ask for less, or allow more with --timeout SECONDS"):
        apart(graph, PRODUCT + order, Limits(timeout=1))
    assert time.monotonic() - start < 10
    assert children() <= before


def test_memory_is_limited(graph: Path) -> None:
    limits = Limits(timeout=60, memory=300 * 1024**2)
    with pytest.raises(QueryError, match="needed more than 300 MB of memory and was stopped"):
        apart(graph, PRODUCT + " ORDER BY ?a ?d ?g", limits)


def test_a_store_on_disk_may_open_its_files_under_the_limits(tmp_path: Path) -> None:
    """The engine opens sixteen of its files at first, and the others when a query touches them."""
    count = """
import sys
from pathlib import Path
from pyoxigraph import Store
from povgraph.queries.worker import limit
from povgraph.store.caches import unopened
home = Path(sys.argv[1])
store = Store.read_only(str(home / "cache/store"))
later = unopened(home)
limit(50 * 1024**2, 60, later if sys.argv[2] == "told" else ())
patterns = ("?s ?p ?o", "<http://e/7-1> ?p ?o", "?s <http://e/p9> ?o", "?s ?p '30 2'", "<http://e/50-1> ?p '50 1'")
texts = [f"SELECT * {{ GRAPH ?g {{ {pattern} }} }}" for pattern in patterns]
print(len(later), sum(len(list(store.query(text))) for text in texts))
"""
    (tmp_path / "cache").mkdir()
    store = Store(str(tmp_path / "cache/store"))
    for part in range(60):
        lines = "".join(f'<http://e/{part}-{n}> <http://e/p{part}> "{part} {n}" <http://e/g{n}> .\n' for n in range(5))
        store.bulk_load(lines.encode(), format=RdfFormat.N_QUADS)
    del store
    run = [sys.executable, "-c", count, str(tmp_path)]
    later, rows = subprocess.run([*run, "told"], check=True, capture_output=True, text=True).stdout.split()
    assert int(later) > 0
    assert int(rows) == 300 + 1 + 5 + 1 + 1
    assert subprocess.run([*run, "untold"], check=False, capture_output=True).returncode != 0


def test_a_query_that_ends_the_engine_is_told(graph: Path) -> None:
    with pytest.raises(QueryError, match=r"the query ended the engine \(signal \d+\); it may be too deeply nested"):
        apart(graph, "SELECT * { FILTER(1" + "/1" * 20000 + ") }")


@pytest.mark.parametrize("query", ["{" * 60000, "SELECT * " + "{" * 60000, "ASK { FILTER(" + "!" * 30000 + "1) }"])
def test_deep_queries_never_reach_the_engine(graph: Path, query: str) -> None:
    with pytest.raises(QueryError, match="nested deeper than 128"):
        apart(graph, query)


@pytest.mark.parametrize(
    "query", ["SELECT * { SERVICE <http://127.0.0.1:1/> {} }", "DROP ALL", "SELECT * FROM <file:///etc/passwd> {}"]
)
def test_what_does_not_only_read_the_graph_is_refused(graph: Path, query: str) -> None:
    with pytest.raises(QueryError, match="is refused"):
        apart(graph, query)


def test_a_worker_has_no_way_out(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were a SERVICE to slip through the check, the worker could open no socket for it."""
    monkeypatch.setattr("povgraph.queries.running.check", lambda _: [])
    with pytest.raises(QueryError, match=r"could not go on: .*(?:open files|os error 24)"):
        apart(graph, "SELECT * { SERVICE <http://127.0.0.1:8/> { ?s ?p ?o } }".replace(":8", ":18"))


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT ?s {\n ?s a pov:Place .\n ?s 贫困 ?o }", "line 3, column 10: not SPARQL: '?s 贫困 ?o }'"),
        ("SELECT ?s { ?s a pov:Place", "line 1, column 27: not SPARQL: 'SELECT ?s { ?s a pov:Place'"),
        ("SELECT ?s { ?s foo:bar ?x }", "line 1, column 16: unknown prefix 'foo:'"),
        ("SELECT ?s { ?s povv:about ?x }", "unknown prefix 'povv:'; did you mean 'pov'?"),
        ("SELEKT ?s { }", "line 1, column 1: a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE"),
        ("", "line 1, column 1: a query begins with"),
        ("SELECT ?p { ?s ?p ?o } GROUP BY ?s", "(The SELECT contains a variable that is unbound): 'SELECT ?p"),
        ("SELECT ?p { ?s <rel> ?o }", "(IRI parsing failed)"),
    ],
)
def test_syntax_errors_have_a_line_and_a_column(graph: Path, store: Store, query: str, message: str) -> None:
    with pytest.raises(QueryError, match=re.escape(message)) as caught:
        apart(graph, query)
    with pytest.raises(QueryError) as here:
        run(store, own_query(query))
    assert str(here.value) == str(caught.value)
    assert "\n" not in str(caught.value)


def test_error_positions_are_those_of_the_users_text(store: Store) -> None:
    with pytest.raises(QueryError) as plain:
        run(store, own_query("SELECT ?s { ?s a ?name . ?s }"))
    with pytest.raises(QueryError) as bound:
        run(store, own_query("SELECT ?s { ?s a ?name . ?s }"), {"name": "a long value that shifts the column"})
    assert str(bound.value) == str(plain.value)


def test_errors_name_the_file(graph: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    with pytest.raises(QueryError, match=re.escape(f"{path}: line 1, column 11: not SPARQL")):
        run_apart(graph, own_query("ASK { ?s }", str(path)), {}, Limits(timeout=20))


def test_a_missing_graph_is_the_stores_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="none"):
        apart(tmp_path / "none", "ASK {}")


def test_modules_in_the_current_folder_are_not_imported(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(3)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert apart(graph, "SELECT (1 AS ?x) {}")[0][0] == Literal(1)


def test_ctrl_c_ends_at_once(graph: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from povgraph.queries.running import *;"
        "from povgraph.queries.stored import own_query; print('go', flush=True);"
        f"run_apart(Path(sys.argv[1]), own_query({PRODUCT!r}), {{}}, Limits(timeout=60))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(graph)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "go\n"
    time.sleep(1)
    start = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, message = process.communicate(timeout=10)
    assert time.monotonic() - start < 3
    assert "KeyboardInterrupt" in message


def test_the_query_path_is_light() -> None:
    code = "import sys, povgraph.queries.running, povgraph.queries.results; print([m for m in sys.modules if m in BAD])"
    code = f"BAD = ('rdflib', 'pyshacl', 'urllib.request', 'click'); {code}"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"

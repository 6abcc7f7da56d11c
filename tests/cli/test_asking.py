"""`povgraph query` and `povgraph queries` as they are typed: answers, files, limits, warnings, refusals, completion."""

import csv
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from povgraph.cli import main

GRAPH = Path(__file__).parents[1] / "queries" / "graph.trig"
PRODUCT = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?a ?d ?g"
Asked = Callable[..., tuple[int, str, str]]
COMMAND = [sys.executable, "-m", "povgraph"]


@pytest.fixture(autouse=True)
def _graph(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POVGRAPH_GRAPH", str(GRAPH))
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


def run(capfd: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    out, err = capfd.readouterr()
    return int(stopped.value.code or 0), out, err


@pytest.fixture
def asked(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Asked:
    def ask(text: str, *options: object) -> tuple[int, str, str]:
        path = tmp_path / "own.rq"
        path.write_text(text, encoding="utf-8")
        return run(capfd, "query", path, *options)

    return ask


# ---------------------------------------------------------------- pages, times, plans


def test_limit_and_offset_give_a_page(capfd: pytest.CaptureFixture[str]) -> None:
    whole = run(capfd, "query", "places", "--format", "csv")[1].splitlines()
    page = run(capfd, "query", "places", "--format", "csv", "--limit", 2, "--offset", 3)[1].splitlines()
    assert page == [whole[0], *whole[4:6]]
    assert run(capfd, "query", "places", "--offset", 99)[2] == "povgraph: no rows: --offset 99 leaves none\n"
    assert run(capfd, "query", "places", "--limit", 0)[2] == "povgraph: no rows: --limit 0 leaves none\n"


def test_time_says_on_stderr_how_long_it_took(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capfd, "query", "places", "--time", "--format", "csv")
    assert code == 0
    assert len(out.splitlines()) == 8
    number = r"\d+\.\d{3} s"
    assert re.fullmatch(rf"povgraph: {number} to open the graph, {number} to answer, {number} to write 7 rows\n", err)


def test_explain_shows_a_plan_and_runs_nothing(asked: Asked) -> None:
    code, out, err = asked(PRODUCT, "--explain", "--timeout", 20)
    assert code == 0
    assert err == ""
    assert out.startswith("own: SELECT, your own, ")
    assert "warning: line 1, column 15: no variable joins" in out
    assert asked("ASK {}", "--explain", "--endpoint", "http://127.0.0.1:1/")[0] == 2


# ---------------------------------------------------------------- answers


@pytest.mark.parametrize(
    ("text", "code", "out"),
    [("ASK { ?o pov:value ?v }", 0, "true\n"), ("ASK { ?o pov:value 'x' }", 1, "false\n")],
)
def test_an_ask_is_an_exit_code_too(text: str, code: int, out: str, asked: Asked) -> None:
    assert asked(text)[:2] == (code, out)


def test_an_empty_answer_explains_itself(asked: Asked, capfd: pytest.CaptureFixture[str]) -> None:
    code, _, err = asked("SELECT ?v {\n ?o pov:valeu ?v }", "--format", "csv")
    assert code == 0
    assert err == (
        "povgraph: no rows: nothing in this graph answers 'own'; line 2, column 5: `?o pov:valeu ?v` matches nothing: "
        "pov:valeu: no such term; did you mean 'pov:value'?\n"
    )
    assert asked("SELECT ?v { ?o pov:valeu ?v }", "--fail-empty")[0] == 1
    _, _, err = run(capfd, "query", "poverty-trend", "--bind", "since=2030")
    reason = "with since=2030; without since=2030 there are 6 rows"
    assert err == f"povgraph: no rows: nothing in this graph answers 'poverty-trend' {reason}\n"


@pytest.mark.parametrize(
    "name", ["x.csv", "x.tsv", "x.json", "x.xml", "x.md", "x.html", "x.xlsx", "x.parquet", "x.txt"]
)
def test_the_ending_of_a_file_names_the_format(name: str, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / name
    assert run(capfd, "query", "places", "-o", path) == (0, "", "")
    readers = {
        ".csv": lambda: pd.read_csv(path)["name"],
        ".tsv": lambda: pd.read_csv(path, sep="\t")["?name"].str.removesuffix("@zh").str.strip('"'),
        ".json": lambda: [row["name"]["value"] for row in json.loads(path.read_bytes())["results"]["bindings"]],
        ".xlsx": lambda: [row[1].value for row in openpyxl.load_workbook(path).active.iter_rows(min_row=2)],
        ".parquet": lambda: pd.read_parquet(path)["name"],
    }
    if path.suffix in readers:
        assert next(iter(readers[path.suffix]())) == "临河市"
    assert path.suffix == ".xlsx" or "临河市".encode() in path.read_bytes()


def test_binary_formats_go_down_a_pipe(tmp_path: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "query", "places", "--format", "parquet"], capture_output=True, check=True, timeout=60
    )
    assert list(pd.read_parquet(io.BytesIO(done.stdout)).columns) == ["place", "name", "level", "code", "within"]


def test_a_file_that_stands_there_stays_until_the_new_one_is_whole(asked: Asked, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("old", encoding="utf-8")
    code, _, err = asked(PRODUCT, "-o", path, "--timeout", 1)
    assert code == 2
    assert "stopped after 1 s" in err
    assert path.read_text(encoding="utf-8") == "old"


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="no file system here that nobody may write to")
def test_a_read_only_folder_is_named(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capfd, "query", "places", "-o", "/sys/kernel/x.csv")
    assert (code, out) == (2, "")
    assert err.startswith("povgraph: /sys/kernel/x.csv: cannot be written: ")
    assert err.count("\n") == 1


def test_excel_is_for_csv(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(capfd, "query", "places", "--excel")[1].startswith("\ufeffplace,name")
    code, _, err = run(capfd, "query", "places", "--excel", "--format", "json")
    assert code == 2
    assert "--excel is for csv, not json; for a workbook take --format xlsx" in err


def test_a_chart_is_drawn_instead_of_rows_or_beside_them(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path, rows = tmp_path / "x.svg", tmp_path / "x.csv"
    code, out, err = run(capfd, "query", "poverty-trend", "--chart", path, "--lang", "zh")
    assert (code, out, err) == (0, "", "")
    assert "各地的贫困发生率如何变化" in path.read_text(encoding="utf-8")
    assert run(capfd, "query", "poverty-trend", "--chart", path, "-o", rows)[0] == 0
    assert rows.read_text(encoding="utf-8").startswith("about,year,to,value,low,high,bound,status,quote,report\n")
    assert "How did the incidence of poverty change" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["places", "--chart", "x.svg"], "nothing to draw: no column holds figures"),
        (["poverty-trend", "--chart", "x.pgn"], "did you mean '.png'?"),
        (["figures-of-place", "--bind", "place=CN", "--chart", "x.svg"], "--chart draws rows; CONSTRUCT gives none"),
        (["about", "--bind", "place=青石县", "--chart", "x.svg"], "the figures of 'about' are not of one kind"),
        (["poverty-trend", "--bind", "since=2030", "--chart", "x.svg"], "without since=2030 there are 6 rows"),
        (["poverty-trend", "--chart", "none/x.svg"], "none/x.svg: cannot be written"),
    ],
)
def test_what_cannot_be_drawn_is_told(
    arguments: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capfd, "query", *arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1
    assert not list(tmp_path.iterdir())


# ---------------------------------------------------------------- strangers' queries


def test_a_product_is_warned_of_before_it_runs(asked: Asked) -> None:
    code, out, err = asked(PRODUCT, "--timeout", 1)
    assert (code, out) == (2, "")
    first, second = err.splitlines()
    assert first.startswith("povgraph: warning: line 1, column 15: no variable joins `?a ?b ?c` with `?d ?e ?f`")
    assert second.startswith("povgraph: stopped after 1 s")


def test_a_closure_over_a_clique_is_stopped(asked: Asked, tmp_path: Path) -> None:
    clique = tmp_path / "clique.nt"
    size = range(300)
    clique.write_text("".join(f"<a:{a}> <a:p> <a:{b}> .\n" for a in size for b in size), encoding="utf-8")
    start = time.monotonic()
    code, out, err = asked(
        "SELECT (COUNT(*) AS ?n) { ?a (<a:p>/<a:p>)+ ?b . ?b (<a:p>/<a:p>)+ ?c }", "--timeout", 1, "-g", clique
    )
    assert (code, out) == (2, "")
    assert "stopped after 1 s" in err
    assert time.monotonic() - start < 20


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{" * 60000, "line 1, column 129: nested deeper than 128"),
        ("SELECT * { " + "{" * 60000, "nested deeper than 128"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?a ?b ?c } }", "SERVICE is refused: nothing is fetched"),
        ("LOAD <file:///etc/passwd>", "LOAD is refused: a query only reads"),
        ("SELECT * FROM <file:///etc/passwd> { ?a ?b ?c }", "FROM is refused: a query reads the graph it is given"),
        ("DELETE WHERE { ?a ?b ?c }", "DELETE is refused: a query only reads"),
        ("SELECT * { ?a ?b ?c " + "\x00" + "}", "line 1, column 21: unexpected character '\\x00'"),
    ],
)
def test_what_is_refused_says_why(text: str, message: str, asked: Asked) -> None:
    code, out, err = asked(text)
    assert (code, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "value",
    ['"@zh } } UNION { ?s ?p ?o } #', "<http://e/> ) } DROP ALL #", "a\nb", "\u202e县", "'", "x" * 5000, "\udcff", ""],
)
def test_a_parameter_cannot_break_out(value: str, capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capfd, "query", "places", "--bind", f"place={value}")
    assert (code, out) == (2, "")
    assert err.startswith("povgraph: parameter 'place': ")
    assert err.count("\n") == 1
    code, out, _ = run(capfd, "query", "search", "--bind", f"text={value}", "--format", "csv")
    assert (code, out) == (0, "statement,what,quote,report,line\n") or code == 2 or not value


@pytest.mark.parametrize("options", [["-g", "/tmp/\udcff"], ["--queries", "\udcff"], ["-o", "\udcff/x.csv"]])
def test_a_name_that_is_no_text_is_told_as_escapes(options: list[str]) -> None:
    done = subprocess.run([*COMMAND, "query", "places", *options], capture_output=True, check=False, timeout=60)
    assert done.returncode == 2
    assert b"\\udcff" in done.stderr
    assert b"internal error" not in done.stderr
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["query", "places", "--format", "parquett"],
            "did you mean 'parquet'? (allowed: table, csv, tsv, json",
        ),
        (["query", "places", "-o", "x.parqet"], "did you mean '.parquet'?"),
        (["query", "figures-of-place", "--format", "jsonlf"], "did you mean 'jsonld'? (allowed: turtle, nt, jsonld)"),
        (["query", "place"], "did you mean 'places'?"),
        (["query", "places", "--bind", "plac=x"], "did you mean 'place'?"),
        (["query", "places", "--bind", "place=白沙县"], "'白沙县' is the name of 2 places: place/990122"),
        (["query", "observations", "--bind", "status=actul"], "did you mean 'actual'?"),
        (["query", "observations", "--bind", "since=20x"], "'20x' is no year, such as 2018"),
        (["query", "places", "--limit", "-1"], "--limit"),
        (["query", "places", "--timeout", "0"], "--timeout"),
    ],
)
def test_errors_name_the_nearest(arguments: list[str], message: str, capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capfd, *arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err


def test_an_unknown_format_is_told_before_the_query_runs(asked: Asked) -> None:
    start = time.monotonic()
    assert asked(PRODUCT, "--format", "jsn", "--timeout", 60)[0] == 2
    assert time.monotonic() - start < 5


# ---------------------------------------------------------------- the shell


def test_ctrl_c_ends_at_once_with_130(tmp_path: Path) -> None:
    path = tmp_path / "q.rq"
    path.write_text(PRODUCT, encoding="utf-8")
    process = subprocess.Popen([*COMMAND, "query", str(path), "--timeout", "60"], stderr=subprocess.PIPE)
    assert process.stderr
    assert b"warning" in process.stderr.readline()  # it is about to run
    time.sleep(1)
    start = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert err.strip() == b"povgraph: interrupted"
    assert time.monotonic() - start < 3


def test_head_ends_quietly(tmp_path: Path) -> None:
    path = tmp_path / "q.rq"
    path.write_text("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 200000", encoding="utf-8")
    command = f"{sys.executable} -m povgraph query {path} --format csv 2>{tmp_path}/err | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=False, timeout=60)
    assert done.stdout == b"a,b,c,d,e,f\n"
    assert b"Traceback" not in (tmp_path / "err").read_bytes()
    assert b"rror" not in (tmp_path / "err").read_bytes()


def test_colours_are_for_terminals(capfd: pytest.CaptureFixture[str]) -> None:
    assert "\x1b" not in run(capfd, "query", "places")[1]


@pytest.mark.parametrize(
    ("settings", "options", "question"),
    [
        ({}, [], "Which places do the reports name?"),
        ({"LANG": "zh_CN.UTF-8"}, [], "报告提到了哪些地方？"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, [], "Which places do the reports name?"),
        ({"LANG": "zh_CN.UTF-8"}, ["--lang", "en"], "Which places do the reports name?"),
        ({}, ["--lang", "zh"], "报告提到了哪些地方？"),
    ],
)
def test_queries_are_listed_in_the_users_language(
    settings: dict[str, str],
    options: list[str],
    question: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert question in run(capfd, "queries", *options)[1]


COMPLETIONS = [
    (["que"], ["query", "queries"]),
    (["query", "pove"], ["poverty-trend"]),
    (["queries", "anom"], ["anomalies", "anomaly-kinds"]),
    (["query", "observations", "--bind", "s"], ["since=", "status="]),
    (["query", "observations", "--bind", "place=CN", "--bind", "un"], ["until="]),
    (["query", "observations", "--bind", "status=a"], ["status=actual"]),
    (["query", "findings", "--bind", "severity="], ["severity=error", "severity=info", "severity=warning"]),
    (["query", "observations", "--bind", "place=青"], ["place=青石县"]),
    (["query", "observations", "--bind", "indicator=poverty-i"], ["indicator=poverty-incidence"]),
    (["query", "nosuch", "--bind", "p"], []),
    (["query", "-", "--bind", "p"], []),
    (["query", "observations", "--bind", "nosuch="], []),
]


@pytest.mark.parametrize(("words", "offered"), COMPLETIONS)
def test_completion(
    words: list[str], offered: list[str], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMP_WORDS", " ".join(["povgraph", *words]))
    monkeypatch.setenv("COMP_CWORD", str(len(words)))
    monkeypatch.setenv("_POVGRAPH_COMPLETE", "zsh_complete")
    code, out, err = run(capfd)
    assert (code, err) == (0, "")
    lines = out.strip().splitlines()
    assert sorted(lines[1::3]) == sorted(offered)
    assert set(lines[::3]) <= {"plain"}


def test_the_shell_is_never_offered_what_it_would_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["安全县", "安$(touch x)县", "安`x`县", "安;县", "安\\n县", "安 县", "安'县", "安*县"]
    lines = (f'<a:{n}> pov:level <a:l> ; rdfs:label "{name}"@zh .' for n, name in enumerate(names))
    prefixes = (
        "@prefix pov: <https://w3id.org/povgraph/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    )
    (tmp_path / "g.ttl").write_text(prefixes + "\n".join(lines), encoding="utf-8")
    monkeypatch.setenv("POVGRAPH_GRAPH", str(tmp_path / "g.ttl"))
    monkeypatch.setenv("COMP_WORDS", "povgraph query places --bind place=安")
    monkeypatch.setenv("COMP_CWORD", "4")
    environment = {**os.environ, "_POVGRAPH_COMPLETE": "zsh_complete"}
    done = subprocess.run(COMMAND, capture_output=True, text=True, check=False, env=environment, timeout=60)
    assert done.stdout.split() == ["plain", "place=安全县", "_"]


def test_a_dash_is_stdout(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(capfd, "query", "places", "-o", "-", "--format", "csv")[1].startswith("place,name")


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash here")
@pytest.mark.parametrize(
    ("words", "reply"),
    [
        ("query observations --bind pla", "place=|nospace"),
        ("query observations --bind status =", "actual planned|"),
        ("query observations --bind status = pl", "planned|"),
        ("query pove", "poverty-trend|"),
    ],
)
def test_bash_completes_what_it_breaks_at_the_equals_sign(words: str, reply: str, tmp_path: Path) -> None:
    (tmp_path / "povgraph").write_text(f'#!/bin/sh\nexec {sys.executable} -m povgraph "$@"\n', encoding="utf-8")
    (tmp_path / "povgraph").chmod(0o755)
    script = f"""
    eval "$(_POVGRAPH_COMPLETE=bash_source povgraph)"
    compopt() {{ option=$2; }}
    COMP_WORDS=(povgraph {words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
    _povgraph_completion povgraph
    echo "${{COMPREPLY[*]}}|$option"
    """
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["bash", "-c", script], capture_output=True, text=True, check=True, env=environment, timeout=60
    )
    assert done.stdout.strip().replace("\n", " ") == reply


def test_csv_for_excel_is_safe_in_the_shell_too(asked: Asked) -> None:
    _, out, _ = asked('SELECT ?x { VALUES ?x { "=1+1" "@a" "－1" -5 } }', "--excel")
    assert [row[0] for row in csv.reader(io.StringIO(out.removeprefix("\ufeff")))] == [
        "x",
        "'=1+1",
        "'@a",
        "'－1",
        "-5",
    ]

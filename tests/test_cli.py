"""The command line as a user meets it: output, one-line errors, exit codes."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from povgraph.checks.reports import FORMATS
from povgraph.cli import main

TEXT = "2018年底，吉林省通榆县有贫困户120户，贫困发生率降至1.5%。"


def run(capfd: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    """Run a command in this process; give the exit code, stdout and stderr."""
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    out, err = capfd.readouterr()
    return int(stopped.value.code or 0), out, err


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.with_suffix(".yaml").write_text('date: "2019-01"\n', encoding="utf-8")
    return path


@pytest.fixture
def built(report: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Path:
    code, _, err = run(capfd, "build", report, "-o", tmp_path / "b")
    assert (code, err) == (0, "")
    return tmp_path / "b"


def test_build_says_what_it_made(report: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capfd, "build", report, "-o", tmp_path / "b")
    assert code == 0
    assert out.startswith("1 report(s), ")
    assert "2 places" in out
    assert "2 observations" in out


def test_build_counts_copies_as_one_origin(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    said = "甲县去年又修了三条路。乙村的老人都说好，孩子上学近多了。县里今年还要再修两条路。"
    for name, text in {"a": said, "b": f"（转载）{said}", "c": "丙县的苹果今年卖了个好价钱。"}.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    _, out, _ = run(capfd, "build", tmp_path, "-o", tmp_path / "built")
    assert "3 reports, 2 origin(s)" in out
    _, out, _ = run(capfd, "build", tmp_path / "a.txt", tmp_path / "c.txt", "-o", tmp_path / "built")
    assert "origin" not in out


def test_extract_prints_a_statements_file(report: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capfd, "extract", report, "--format", "json")
    rows = json.loads(out)["observations"]
    assert code == 0
    assert [(row["about"], row["indicator"], row["value"]) for row in rows] == [
        ("通榆县", "poor-households", 120),
        ("通榆县", "poverty-incidence", 1.5),
    ]


def test_extract_explains(report: Path, capfd: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capfd, "extract", "--explain", report)
    assert "about      通榆县" in out
    assert "by '2018年底'" in out
    report.write_text("投入资金300万元。", encoding="utf-8")
    assert "300万元: left out" in run(capfd, "extract", "--explain", report)[1]


def test_corrected_statements_replace_extracted_ones(
    report: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    run(capfd, "extract", report, "-o", tmp_path / "s")
    path = tmp_path / "s" / "report.yaml"
    corrected = (
        path.read_text(encoding="utf-8").replace("1.5,", "1.50001,").replace("origin: extracted", "origin: reviewed")
    )
    path.write_text(corrected, encoding="utf-8")
    run(capfd, "build", report, "-o", tmp_path / "b", "--statements", tmp_path / "s")
    _, out, _ = run(capfd, "query", "observations", "-g", tmp_path / "b", "--format", "csv")
    assert "1.50001" in out


def test_query_cite_export_validate(built: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capfd, "query", "observations", "-g", built, "--format", "csv")
    assert code == 0
    assert out.splitlines()[0].startswith(
        "observation,about,indicator,kind,value,low,high,unit,bound,from,to,per,status"
    )
    name = out.splitlines()[1].split(",")[0]
    code, cited, _ = run(capfd, "cite", name, "-g", built)
    assert code == 0
    assert "【" in cited
    code, turtle, _ = run(capfd, "export", "--format", "turtle", "-g", built)
    assert code == 0
    assert "@prefix pov: " in turtle
    assert run(capfd, "validate", "-g", built) == (0, "no findings\n", "")


def test_cite_fails_when_the_report_changed(built: Path, report: Path, capfd: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capfd, "query", "observations", "-g", built, "--format", "csv")
    name = out.splitlines()[1].split(",")[0]
    report.write_text(TEXT.replace("120", "99"), encoding="utf-8")
    code, cited, _ = run(capfd, "cite", name.rsplit("/", 1)[-1], "-g", built)
    assert code == 1
    assert "no longer says this" in cited


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["quer"], "did you mean 'query'?"),
        (["query", "observation", "-g", "BUILT"], "did you mean 'observations'?"),
        (["query", "places", "-g", "BUILT", "--bind", "plac=x"], "plac"),
        (["query", "places", "-g", "nothing"], "povgraph build"),
        (["query", "missing.rq", "-g", "BUILT"], "missing.rq"),
        (["export", "--format", "turtel", "-g", "BUILT"], "did you mean 'turtle'?"),
        (["validate", "--format", "sariff", "-g", "BUILT"], "did you mean 'sarif'?"),
        (["build", "nothing.txt"], "nothing.txt"),
        (["cite", "0123456789abcdef01234567", "-g", "BUILT"], "no statement"),
        (["extract", "EMPTY"], "empty.txt"),
        (["evaluate", "nothing", "nothing"], "nothing"),
    ],
)
def test_errors_are_one_line_and_exit_2(
    arguments: list[str], message: str, built: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.txt").write_text("  \n", encoding="utf-8")
    names = {"BUILT": str(built), "EMPTY": str(tmp_path / "empty.txt")}
    code, out, err = run(capfd, *[names.get(argument, argument) for argument in arguments])
    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err


def test_one_bad_report_is_set_aside(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "good.txt").write_text(TEXT, encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"\xff\x00\x80\xff\xff")
    code, out, err = run(capfd, "build", folder, "-o", tmp_path / "b")
    assert code == 1
    assert out.startswith("1 report(s)")
    assert "bad.txt" in err


def test_a_malformed_statements_file_names_line_and_key(
    report: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "s"
    folder.mkdir()
    (folder / "report.yaml").write_text(
        "document: report\nplaces:\n- {nam: 通榆县, level: county, quote: 通榆县}\n", encoding="utf-8"
    )
    code, _, err = run(capfd, "build", report, "-o", tmp_path / "b", "--statements", folder)
    assert code == 2
    assert "report.yaml:3" in err
    assert "nam" in err


def test_a_foreign_folder_is_not_written_into(report: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    foreign = tmp_path / "mine"
    foreign.mkdir()
    (foreign / "thesis.txt").write_text("x", encoding="utf-8")
    code, _, err = run(capfd, "build", report, "-o", foreign)
    assert code == 2
    assert "not a build folder" in err
    assert [path.name for path in foreign.iterdir()] == ["thesis.txt"]


def test_head_ends_quietly(built: Path) -> None:
    command = f"{sys.executable} -m povgraph export --format nt -g {built} | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=False, timeout=60)
    assert done.stderr == b""
    assert done.stdout.count(b"\n") == 1


def test_building_twice_in_two_processes_gives_the_same_bytes(report: Path, tmp_path: Path) -> None:
    graphs = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        command = [sys.executable, "-m", "povgraph", "build", str(report), "-o", str(out)]
        subprocess.run(
            command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}, timeout=120
        )
        graphs.append(next(out.glob("generations/*/graph.nq")).read_bytes())
    assert graphs[0] == graphs[1]
    assert graphs[0]


READING = {"povgraph.statements", "povgraph.links", "povgraph.mentions", "ahocorasick_rs"}
SHAPES = {"rdflib", "pyshacl"}


@pytest.mark.parametrize(
    ("arguments", "heavy", "most"),
    [  # so many modules each of them loaded when this was written, and a tenth more; Python's own differ by version
        (["--help"], {*SHAPES, *READING, "pyoxigraph", "yaml", "povgraph.pipeline", "multiprocessing"}, 125),
        (["queries"], {*SHAPES, *READING, "povgraph.pipeline", "povgraph.store", "multiprocessing"}, 165),
        (["query", "places"], {*SHAPES, *READING, "povgraph.pipeline", "multiprocessing"}, 230),
        (["export", "--format", "nt"], {*SHAPES, *READING, "povgraph.pipeline", "multiprocessing"}, 250),
        (["cite", "IRI"], {*SHAPES, *READING, "povgraph.pipeline.building", "multiprocessing"}, 230),
    ],
)
def test_commands_load_no_more_than_they_need(arguments: list[str], heavy: set[str], most: int, built: Path) -> None:
    code = (
        "import sys, povgraph.cli as cli\n"
        "try: cli.main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)"
    )
    environment = {**os.environ, "POVGRAPH_GRAPH": str(built)}
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment, timeout=60)
    modules = done.stderr.split("\n")
    assert heavy & set(modules) == set()
    assert len(modules) <= most


def test_extract_never_writes_over_metadata_or_corrections(
    report: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capfd, "extract", report, "-o", tmp_path)
    assert code == 2
    assert "report.yaml" in err
    assert report.with_suffix(".yaml").read_text(encoding="utf-8") == 'date: "2019-01"\n'
    assert run(capfd, "extract", report, "-o", tmp_path / "s")[0] == 0
    assert run(capfd, "extract", report, "-o", tmp_path / "s")[0] == 0
    path = tmp_path / "s" / "report.yaml"
    corrected = path.read_text(encoding="utf-8").replace("1.5,", "1.6,")
    path.write_text(corrected, encoding="utf-8")
    assert run(capfd, "extract", report, "-o", tmp_path / "s")[0] == 2
    assert path.read_text(encoding="utf-8") == corrected
    assert run(capfd, "extract", report, "-o", tmp_path / "s", "--force")[0] == 0
    assert path.read_text(encoding="utf-8") != corrected


def test_statements_that_no_report_uses_are_named(
    report: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "s"
    run(capfd, "extract", report, "-o", folder)
    (folder / "report.yaml").rename(folder / "other.yaml")
    code, _, err = run(capfd, "build", report, "-o", tmp_path / "b", "--statements", folder)
    assert code == 1
    assert "other.yaml" in err
    assert run(capfd, "build", report, "-o", tmp_path / "b", "--statements", tmp_path / "none")[0] == 2
    (folder / "other.yaml").rename(folder / "report.yaml")
    text = (folder / "report.yaml").read_text(encoding="utf-8")
    (folder / "report.yaml").write_text(text.replace("document: report", "document: other"), encoding="utf-8")
    code, _, err = run(capfd, "build", report, "-o", tmp_path / "b", "--statements", folder)
    assert code == 2
    assert "document is 'other'" in err


def test_one_text_under_two_names_is_read_once(report: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    report.with_name("copy.txt").write_bytes(report.read_bytes())
    code, out, err = run(capfd, "build", report, report.with_name("copy.txt"), "-o", tmp_path / "b")
    assert code == 1
    assert "the same text" in err
    assert "2 observations" in out


def test_min_confidence_leaves_out_what_is_less_sure(
    report: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    everything = json.loads(run(capfd, "extract", report, "--format", "json")[1])
    sure = json.loads(run(capfd, "extract", report, "--format", "json", "--min-confidence", "0.9")[1])
    shares = [row["confidence"] for row in everything["observations"]]
    assert all(0 < share < 1 for share in shares)
    assert len(sure["observations"]) == sum(share >= 0.9 for share in shares)


SUMS = "2015年底，吉林省通榆县贫困发生率为10%，2018年底降至4%，三年下降6个百分点。"


def test_sums_lists_those_that_hold(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for name, text in {"right": SUMS, "wrong": SUMS.replace("6个", "9个")}.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        run(capfd, "build", tmp_path / f"{name}.txt", "-o", tmp_path / name)
        code, out, _ = run(capfd, "sums", "-g", tmp_path / name, "--format", "csv", "--lang", "zh")
        assert code == int(name == "wrong")
        assert [line.split(",")[2] for line in out.splitlines()[1:]] == [
            "consistent" if name == "right" else "inconsistent"
        ]
        assert "4% − 10% = -6" in out
    _, out, _ = run(capfd, "sums", "-g", tmp_path / "right")
    assert out.endswith("1 sum: 1 consistent\n")


# ---------------------------------------------------------------- validate: 0 clean, 1 findings, 2 could not check

LONELY = "2018年底，吉林省通榆县有420户、共有人口58人。"
SHAPE = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix pov: <https://w3id.org/povgraph/ontology#> .
<http://e/s> a sh:NodeShape ; sh:targetClass pov:County ; sh:property [ sh:path pov:nothing ; sh:minCount 1 ] ."""
CHECK = "#+ summary: A county.\nSELECT ?focus ?severity { ?focus a pov:County BIND('%s' AS ?severity) }"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    product = " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(9))
    for name, text in {
        "shapes.ttl": SHAPE,
        "broken.ttl": "@prefix",
        "invalid.ttl": SHAPE.replace("sh:minCount 1", "sh:minCount 1 , 2"),
        "empty.ttl": "",
        "error/c.rq": CHECK % "error",
        "warning/c.rq": CHECK % "warning",
        "info/c.rq": CHECK % "info",
        "failing/c.rq": CHECK % "grave",
        "refused/c.rq": "#+ summary: x\nSELECT ?focus { SERVICE <http://e/> { ?focus a pov:County } }",
        "syntax/c.rq": "#+ summary: x\nSELECT ?focus { ?focus a }",
        "endless/c.rq": f"#+ summary: x\nSELECT ?focus {{ {product} BIND(?a0 AS ?focus) }} ORDER BY ?c8",
    }.items():
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "in"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], 0),
        (["--checks", "IN/error"], 1),
        (["--checks", "IN/warning"], 0),
        (["--checks", "IN/warning", "--fail-on", "warning"], 1),
        (["--checks", "IN/info", "--fail-on", "warning"], 0),
        (["--checks", "IN/info", "--fail-on", "info"], 1),
        (["--checks", "IN/error", "--fail-on", "none"], 0),
        (["--shapes", "IN/shapes.ttl"], 1),
        (["--shapes", "IN/shapes.ttl", "--fail-on", "none"], 0),
        *((["--checks", "IN/error", "--format", form], 1) for form in FORMATS),
    ],
)
def test_validate_exits_with_0_or_1_by_what_it_finds(
    arguments: list[str], code: int, built: Path, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    given, out, err = run(capfd, "validate", "-g", built, *[word.replace("IN", str(folder)) for word in arguments])
    assert (given, err) == (code, "")
    assert out.endswith("\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-g", "nothing"], "nothing: no graph here"),
        (["-g", "IN/empty.txt"], "empty.txt"),
        (["-g", "IN/broken.ttl"], "broken.ttl"),
        (["BUILT", "nothing"], "nothing: no graph here"),
        (["BUILT", "--shapes", "nothing.ttl"], "nothing.ttl: no such file"),
        (["BUILT", "--shapes", "IN/broken.ttl"], "broken.ttl:1"),
        (["BUILT", "--shapes", "IN/invalid.ttl"], "invalid.ttl: not valid SHACL"),
        (["BUILT", "--shapes", "IN/empty.ttl"], "empty.ttl: no SHACL shape"),
        (["BUILT", "--checks", "nothing"], "nothing: no such folder"),
        (["BUILT", "--checks", "IN"], "is taken by"),
        (["BUILT", "--checks", "IN/failing"], "c.rq:2: row 1: unknown severity 'grave'"),
        (["BUILT", "--checks", "IN/refused"], "c.rq: line 2, column 17: SERVICE is refused"),
        (["BUILT", "--checks", "IN/syntax"], "c.rq: line 2"),
        (["BUILT", "--checks", "IN/endless", "--timeout", "1"], "c.rq: stopped after 1 s"),
        (["BUILT", "--shapes", "IN/shapes.ttl", "--checks", "IN/syntax"], "c.rq: line 2"),
        (["BUILT", "--format", "junitt"], "did you mean 'junit'?"),
        (["BUILT", "--limit", "0"], "--limit"),
        (["BUILT", "--fail-on", "never"], "--fail-on"),
    ],
)
def test_validate_exits_with_2_where_it_could_not_check(
    arguments: list[str], message: str, built: Path, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    named = [word.replace("BUILT", str(built)).replace("IN", str(folder)) for word in arguments]
    code, out, err = run(capfd, "validate", *named)
    assert (code, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1 or "--" in message
    assert "Traceback" not in err


@pytest.mark.parametrize("debug", [False, True])
def test_a_fault_of_povgraphs_own_is_not_taken_for_a_finding(
    debug: bool, built: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a slip")

    monkeypatch.setattr("povgraph.pipeline.validate", fail)
    code, out, err = run(capfd, *(["--debug"] if debug else []), "validate", "-g", built)
    assert (code, out) == (2, "")
    assert "internal error: ZeroDivisionError: a slip" in err
    assert ("Traceback" in err) == debug


def test_debug_shows_a_traceback_and_keeps_the_code(capfd: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capfd, "--debug", "validate", "-g", "nothing")
    assert code == 2
    assert "Traceback" in err


def test_findings_are_in_the_graph_and_validate_finds_the_same(
    report: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    report.write_text(LONELY, encoding="utf-8")
    code, out, _ = run(capfd, "build", report, "-o", tmp_path / "b")
    assert code == 0
    assert "1 warning" in out
    _, listed, _ = run(capfd, "query", "findings", "-g", tmp_path / "b", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(listed)))
    assert [(row["check"], row["severity"], row["report"], row["line"]) for row in rows] == [
        ("sum-persons", "warning", "report", "1")
    ]
    assert "÷ 420 households = 0.14" in rows[0]["message"]
    _, found, _ = run(capfd, "validate", "-g", tmp_path / "b", "--format", "json")
    stored = next(tmp_path.glob("b/generations/*/findings.json")).read_text(encoding="utf-8")
    assert found == stored
    _, text, _ = run(capfd, "validate", "-g", tmp_path / "b", "--limit", "1")
    assert "report:1:" in text
    assert "：" not in text.splitlines()[0]

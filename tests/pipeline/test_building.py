"""A build made from the one before is the build made anew, byte for byte; and so is one made by many processes."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from report_folders import Corpus

from povgraph.checks.reports import write_findings
from povgraph.errors import PovgraphError
from povgraph.pipeline import build, building, digests, validate
from povgraph.store.generations import current

PLACE = "places:\n- {name: 通榆县, level: county, code: '%s', within: 吉林省, quote: 通榆县}\n"
FIGURE = (
    "observations:\n- {about: 通榆县, indicator: poor-population, kind: level, value: 9900, unit: person, bound: eq, "
    "from: null, to: 2018-12-31, per: null, status: actual, quote: 贫困人口减少到3200人}\n"
)
CHANGES: dict[str, Callable[[Corpus], None]] = {
    "nothing": lambda _: None,
    "a figure that ends a conflict": lambda corpus: corpus.replace("b", "4100", "3200"),
    "a figure that begins one": lambda corpus: corpus.replace("e", "320户", "900户"),
    "a copy": lambda corpus: corpus.copy("b", "g"),
    "a report's date": lambda corpus: corpus.write("a", (corpus.sources / "a.txt").read_text("utf-8"), "2018-01"),
    "a removed report": lambda corpus: corpus.remove("c"),
    "a reviewed report with another code": lambda corpus: corpus.review("a", PLACE % "220882" + FIGURE),
    "a reviewed report with the right code": lambda corpus: corpus.review("a", PLACE % "220822" + FIGURE),
    "a report that had not been there": lambda corpus: corpus.write("h", "甘肃省会宁县\n2018年，会宁县脱贫900人。\n"),
    "two at once": lambda corpus: (corpus.replace("d", "光明村", "五家子村"), corpus.remove("g")),  # type: ignore[dict-item]
    "a faulty statements file": lambda corpus: corpus.review("b", "places:\n- {name: 通榆县}\n"),
    "the same text twice": lambda corpus: shutil.copy(corpus.sources / "d.txt", corpus.sources / "z.txt"),  # type: ignore[dict-item]
    "the first of them goes": lambda corpus: corpus.remove("d"),
    "an empty file": lambda corpus: corpus.write("y", " \n"),
}


def content(folder: Path) -> dict[str, bytes]:
    """Give all files of the generation in force, but for the engine's cache."""
    generation = current(folder).path
    found = {path.relative_to(generation).as_posix(): path for path in sorted(generation.rglob("*")) if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if not name.startswith("cache")}


def test_a_build_from_the_one_before_is_the_build_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus, before, anew = Corpus(tmp_path), tmp_path / "before", tmp_path / "anew"
    build([corpus.sources], before, reviewed=[corpus.reviewed])
    monkeypatch.setattr(building, "_FEW", 0.5)
    checks: set[str] = set()
    for what, change in CHANGES.items():
        change(corpus)
        changed = build([corpus.sources], before, reviewed=[corpus.reviewed])
        shutil.rmtree(anew, ignore_errors=True)
        whole = build([corpus.sources], anew, reviewed=[corpus.reviewed])
        assert changed.read <= 2 < whole.read, what
        assert content(before) == content(anew), what
        assert (changed.set_aside, changed.counts, changed.origins) == (whole.set_aside, whole.counts, whole.origins)
        found, _ = validate([anew])
        assert write_findings(found, "json").encode() == content(anew)["findings.json"], what
        checks |= {finding.check for finding in whole.findings}
    assert {"figure-conflict", "person-spelling", "households-over-population", "missing-number"} <= checks
    assert {"sum-points", "promise-missed", "delisting-conflict", "sum-places", "label-single"} <= checks


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus(tmp_path)


def test_many_processes_build_the_same(corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "_WORTH", 0)
    built = [build([corpus.sources], tmp_path / str(jobs), jobs=jobs) for jobs in (1, 2)]
    assert content(tmp_path / "1") == content(tmp_path / "2")
    assert built[0].findings == built[1].findings


@pytest.mark.parametrize("damage", ["ledger", "kept", "graph", "statements", "cut ledger", "no cache"])
def test_damage_is_seen_and_the_build_is_whole(damage: str, corpus: Corpus, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build([corpus.sources], out)
    generation, cache = current(out).path, out / "cache"
    if damage == "kept":
        for path in cache.glob("reports/*/*"):
            path.write_bytes(path.read_bytes()[:-1] + b"x")
    elif damage == "no cache":
        shutil.rmtree(cache)
    elif damage == "cut ledger":
        (cache / "ledger").write_bytes((cache / "ledger").read_bytes()[:-100])
    else:
        path = {"ledger": cache / "ledger", "graph": generation / "graph.nq"}.get(damage)
        path = path or next(generation.glob("statements/a-*"))
        data = path.read_bytes()
        path.write_bytes(data.replace(b"3200", b"3201", 1) if b"3200" in data else data[:-1] + b"x")
    corpus.replace("e", "320户", "321户")
    built = build([corpus.sources], out)
    assert built.read == (1 if damage == "statements" else 6)
    build([corpus.sources], tmp_path / "anew")
    assert content(out) == content(tmp_path / "anew")


def test_what_reading_rests_on_is_part_of_the_key(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    assert [build([corpus.sources], out).read for _ in range(2)] == [6, 0]
    lexicon = tmp_path / "lexicon"
    monkeypatch.setattr(digests, "data_path", lambda *_: lexicon)
    for clear in (digests.reading_digest, digests.checking_digest):
        clear.cache_clear()
    try:
        assert [build([corpus.sources], out).read for _ in range(2)] == [6, 0]
        lexicon.mkdir()
        (lexicon / "words.yaml").write_text("- 村", encoding="utf-8")
        for clear in (digests.reading_digest, digests.checking_digest):
            clear.cache_clear()
        assert build([corpus.sources], out).read == 6
    finally:
        monkeypatch.undo()
        for clear in (digests.reading_digest, digests.checking_digest):
            clear.cache_clear()


def test_the_least_confidence_is_part_of_the_key(corpus: Corpus, tmp_path: Path) -> None:
    counts = [build([corpus.sources], tmp_path / "out", least=least).counts for least in (Decimal(0), Decimal(1))]
    assert counts[0]["observations"] > counts[1].get("observations", 0)


def test_what_is_kept_goes_with_its_report(corpus: Corpus, tmp_path: Path) -> None:
    build([corpus.sources], tmp_path / "out")
    corpus.remove("f")
    build([corpus.sources], tmp_path / "out")
    assert len(list((tmp_path / "out" / "cache").glob("reports/*/*"))) == 5
    assert {path.name for path in (tmp_path / "out" / "cache").iterdir()} == {"ledger", "lock", "reports"}


def test_no_report_is_an_error_and_the_old_build_stays(corpus: Corpus, tmp_path: Path) -> None:
    build([corpus.sources], tmp_path / "out")
    before = content(tmp_path / "out")
    empty = tmp_path / "empty.txt"
    empty.write_text(" ", encoding="utf-8")
    with pytest.raises(PovgraphError, match=r"empty\.txt: empty"):
        build([empty], tmp_path / "out")
    assert content(tmp_path / "out") == before


def test_interrupting_ends_all_processes_and_leaves_the_old_build(corpus: Corpus, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build([corpus.sources], out)
    before = content(out)
    text = (corpus.sources / "a.txt").read_text(encoding="utf-8")
    for number in range(400):
        corpus.write(f"n{number}", text.replace("3200", str(1000 + number)))
    command = [sys.executable, "-m", "povgraph", "build", str(corpus.sources), "-o", str(out), "--jobs", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True) as process:
        shelf, deadline = out / "cache" / "reports", time.monotonic() + 60
        while len(list(shelf.glob("*/*"))) < 20 and time.monotonic() < deadline:
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does
        _, err = process.communicate(timeout=60)
        assert process.returncode == 130
        assert err.strip() == b"povgraph: interrupted"
    assert _ends(process.pid)
    assert content(out) == before
    assert not list((out / "cache").glob("aside-*"))


def _ends(group: int) -> bool:
    """Wait for all processes of a group to be gone; the one by which Python tracks resources goes last."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False

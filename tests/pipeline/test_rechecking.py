"""A large build is validated in parts: what is found, and how it is written, is as if it were checked whole."""

from pathlib import Path

import pytest
from report_folders import Corpus

from povgraph.checks.reports import FORMATS, write_findings
from povgraph.errors import StoreError
from povgraph.pipeline import asking, build, rechecking, validate
from povgraph.store import opening
from povgraph.store.generations import current

OWN_CHECK = """#+ summary: A place that is spoken of
SELECT ?focus ?statement WHERE { ?statement a pov:Observation ; pov:about ?focus }
"""


@pytest.fixture
def built(tmp_path: Path) -> Path:
    corpus = Corpus(tmp_path)
    corpus.copy("b", "g")
    build([corpus.sources], tmp_path / "out")
    (corpus.sources / "c.txt").write_text("别的文章\n", encoding="utf-8")  # its quotes no longer hold
    (corpus.sources / "d.txt").unlink()
    (tmp_path / "checks").mkdir()
    (tmp_path / "checks" / "spoken-of.rq").write_text(OWN_CHECK, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("jobs", [1, 2])
def test_in_parts_the_same_is_found(built: Path, jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, known = validate([built / "out"], checks=[built / "checks"])
    monkeypatch.setattr(opening, "LARGE", 0)
    monkeypatch.setattr(asking, "_at_once", None)  # nothing is checked whole
    parted, known_too = validate([built / "out"], checks=[built / "checks"], jobs=jobs)
    assert {"quote-in-text", "figure-conflict", "spoken-of", "sum-places"} <= {one.check for one in whole}
    assert parted == whole
    for form in FORMATS:
        assert write_findings(parted, form, sources=known_too) == write_findings(whole, form, sources=known), form


def test_a_damaged_graph_is_not_checked(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "LARGE", 0)
    path = current(built / "out").graph
    path.write_bytes(path.read_bytes().replace(b"3200", b"3201", 1))
    with pytest.raises(StoreError, match="not what was written"):
        validate([built / "out"])


def test_a_graph_that_is_not_made_of_reports_is_checked_whole(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "LARGE", 0)
    whole, _ = validate([built / "out"], engine="pyshacl")
    monkeypatch.setattr(rechecking, "part", _refuse)
    assert validate([built / "out"])[0] == whole


def _refuse(*_: object) -> None:
    raise rechecking.OtherGraphError("not of reports")

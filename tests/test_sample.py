"""The sample report and its reviewed statements keep to what the project promises of every statement."""

import re
from pathlib import Path

import pytest

from povgraph.errors import StatementsError
from povgraph.model import Report, Statements
from povgraph.pipeline import notations
from povgraph.statements.files import locate, parse_statements, read_statements, write_statements
from povgraph.text.metadata import read_metadata
from povgraph.text.reports import find_reports, read_report

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
SOURCE = DATA / "sources" / "2019-08-jilin" / "source.txt"
REVIEWED = DATA / "statements" / "2019-08-jilin.yaml"


@pytest.fixture(scope="module")
def report() -> Report:
    return read_report(SOURCE)


@pytest.fixture(scope="module")
def vocabulary() -> dict[str, frozenset[str]]:
    return dict(notations())


@pytest.fixture(scope="module")
def reviewed(vocabulary: dict[str, frozenset[str]]) -> Statements:
    return read_statements(REVIEWED, vocabulary)


def test_the_sample_is_found() -> None:
    assert find_reports([DATA / "sources"]) == [SOURCE]


def test_metadata(report: Report) -> None:
    assert (report.id, report.date, report.date_origin, report.language) == ("2019-08-jilin", "2019-08", "text", "zh")
    assert report.title == report.text.splitlines()[0]
    assert report.notes == ()
    note = read_metadata(SOURCE.with_suffix(".yaml")).note or ""
    assert "截至今年7月底" in note
    assert "截至今年7月底" in report.text


def test_every_quote_stands_where_its_offsets_say(report: Report, reviewed: Statements) -> None:
    for _, rows in reviewed.sections():
        for row in rows:
            assert report.text[row.start : row.end] == row.quote
    assert locate(reviewed, report.text) == reviewed


def test_all_is_reviewed(reviewed: Statements) -> None:
    assert reviewed.document == "2019-08-jilin"
    assert {row.origin for _, rows in reviewed.sections() for row in rows} == {"reviewed"}


def test_what_rows_name_is_a_row_itself(reviewed: Statements) -> None:
    places = {place.name for place in reviewed.places}
    named = places | {row.name for row in (*reviewed.people, *reviewed.organizations, *reviewed.programmes)}
    assert {place.within for place in reviewed.places} <= places | {None}
    assert {row.place for row in (*reviewed.organizations, *reviewed.programmes)} <= places
    assert {row.about for row in (*reviewed.observations, *reviewed.outcomes)} <= named
    assert {post.of for person in reviewed.people for post in person.posts} <= named | {"中共中央", None}
    assert all(person.posts for person in reviewed.people if person.role == "official")


def test_no_figure_is_read_where_the_text_lost_it(reviewed: Statements) -> None:
    lost = [row for row in reviewed.anomalies if row.kind != "garbled-name"]
    assert len(lost) == 4
    for row in reviewed.observations:
        assert not any(gone.start < row.end and row.start < gone.end for gone in lost)  # type: ignore[operator]


def test_the_file_is_as_it_would_be_written(reviewed: Statements) -> None:
    text = REVIEWED.read_text(encoding="utf-8")
    assert text[text.index("document:") :] == write_statements(reviewed)


def blocks(language: str) -> list[str]:
    text = (ROOT / "docs" / "statements.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.M | re.S)


def test_the_rows_in_the_documentation_are_rows_of_the_file() -> None:
    written = REVIEWED.read_text(encoding="utf-8").splitlines()
    for line in blocks("yaml")[0].splitlines():
        assert line in written


def test_the_error_in_the_documentation_is_what_is_printed(vocabulary: dict[str, frozenset[str]]) -> None:
    lines = REVIEWED.read_text(encoding="utf-8").splitlines()
    lines[10] = lines[10].replace("level: township", "level: towship")
    with pytest.raises(StatementsError) as caught:
        parse_statements("\n".join(lines), "2019-08-jilin.yaml", vocabulary)
    assert str(caught.value) == blocks("text")[0].strip()


def test_the_documentation_names_every_allowed_word(vocabulary: dict[str, frozenset[str]]) -> None:
    text = (ROOT / "docs" / "statements.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"`([a-z-]+)`", text))
    closed = (
        "measure",
        "observation-kind",
        "bound",
        "per",
        "status",
        "outcome-kind",
        "organization-kind",
        "role",
        "origin",
    )
    for scheme in (*closed, "anomaly-kind"):
        assert vocabulary[scheme] <= documented
    assert vocabulary["level"] - {"country"} <= documented

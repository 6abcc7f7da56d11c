import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from povgraph.exports import Content, export
from povgraph.exports.dictionary import tables
from povgraph.exports.tables import text_cell
from povgraph.graph.lines import clean
from povgraph.queries.results import plain
from povgraph.resources import queries_path
from povgraph.vocabulary import BASE, concepts

from .conftest import HOSTILE, graph_of

#: The tables whose rows are statements, and the class of each.
STATEMENTS = {
    "mentions": "Mention",
    "posts": "PostHolding",
    "outcomes": "Outcome",
    "observations": "Observation",
    "anomalies": "Anomaly",
}
FORMULA = tuple("=+-@\t\r\n＝＋－＠")
NUMBER = re.compile(r"-[\d.]+")


def read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def text_of(cell: str) -> str:
    """Undo what the export does to a text, as the data dictionary says."""
    return cell.removeprefix("'")


def exported(lines: list[str], folder: Path, name: str = "csv") -> Path:
    export(lines, name, folder / name)
    return folder / name


@pytest.fixture(scope="module")
def sample_folder(sample: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exported(sample, tmp_path_factory.mktemp("sample"))


def test_it_is_a_valid_data_package(sample_folder: Path) -> None:
    assert problems(sample_folder) == []


def problems(folder: Path) -> list[str]:
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=120)
    told = json.loads(done.stdout)
    assert {task["name"] for task in told["tasks"]} == set(tables())
    return [error["message"] for task in told["tasks"] for error in task["errors"]]


def test_a_broken_table_is_no_valid_data_package(sample_folder: Path, tmp_path: Path) -> None:
    for path in sample_folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    places = (tmp_path / "places.csv").read_text(encoding="utf-8")
    (tmp_path / "places.csv").write_text(places.replace("place/220822,", "place/0,", 1), encoding="utf-8")
    assert any("violates the foreign key" in problem for problem in problems(tmp_path))


@pytest.mark.parametrize("name", STATEMENTS)
def test_every_statement_is_a_row_with_its_quote_and_report(name: str, sample: list[str], sample_folder: Path) -> None:
    marker = f" <{BASE}ontology#{STATEMENTS[name]}> "
    expected = sorted(line.split(" ")[0][1:-1] for line in sample if marker in line)
    frame = read(sample_folder / f"{name}.csv")
    assert sorted(frame.iloc[:, 0]) == expected
    assert (frame["quote"] != "").all()
    assert set(frame["report"]) == set(read(sample_folder / "reports.csv")["report"])


def test_what_comes_back_is_what_went_in(sample: list[str], sample_folder: Path) -> None:
    frame = read(sample_folder / "observations.csv").set_index("observation")
    rows = {row[0]: row for row in map(plain_row, Content(sample).table("observations").rows)}
    assert list(frame.index) == list(rows)
    for number, column in enumerate(tables()["observations"].columns[1:], 1):
        schema = f"{BASE}id/{column.scheme}/" if column.scheme in ("indicator", "unit") else None
        start = schema or f"{BASE}id/concept/{column.scheme}/"
        expected = [row[number].removeprefix(start) for row in rows.values()]
        assert [text_of(cell) for cell in frame[column.name]] == expected


def plain_row(row: Any) -> list[str]:
    return [plain(term) for term in row]


def test_a_figure_with_all_that_is_said_of_it(sample_folder: Path) -> None:
    frame = pd.read_csv(sample_folder / "observations.csv")
    (row,) = frame[frame["quote"] == "三年内减少了近90%"].to_dict("records")
    told = ("about_name", "kind", "value", "low", "high", "unit", "bound", "status", "period", "line")
    expected = ["吉林省", "growth", -90, -99, -81, "percent", "approx", "actual", "2015-12-31/2018-12-31", 8]
    assert [row[key] for key in told] == expected


def test_the_parents_of_places_are_there_without_a_quote(sample_folder: Path) -> None:
    frame = read(sample_folder / "places.csv").set_index("name")
    assert frame.loc["中国", "quote"] == ""
    assert frame.loc["陆家村", "within"].endswith("/乌兰花镇")
    assert float(frame.loc["通榆县", "latitude"]) == pytest.approx(44.8, abs=0.1)


@pytest.mark.parametrize("name", HOSTILE)
def test_awkward_names_come_back(name: str, tmp_path: Path) -> None:
    folder = exported(graph_of(name), tmp_path)
    expected = clean(name)
    people = read(folder / "people.csv")
    assert [text_of(cell) for cell in people["name"]] == [expected]
    assert [text_of(cell) for cell in people["quote"]] == [f"{expected}村的{expected}有3户"]
    assert [text_of(cell) for cell in read(folder / "outcomes.csv")["name"]] == [expected]
    assert [text_of(cell) for cell in read(folder / "reports.csv")["publisher"]] == [expected]


def test_awkward_names_make_a_valid_data_package_that_no_spreadsheet_runs(tmp_path: Path) -> None:
    folder = exported([line for name in HOSTILE for line in graph_of(name)], tmp_path)
    assert problems(folder) == []
    cells = [cell for path in folder.glob("*.csv") for row in rows_of(path) for cell in row]
    assert [cell for cell in cells if cell.startswith(FORMULA) and not NUMBER.fullmatch(cell)] == []
    assert sum(cell.startswith("'") for cell in cells) > 20


def rows_of(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


@given(st.text())
def test_any_text_is_told_from_its_cell(text: str) -> None:
    cell = text_cell(text)
    assert text_of(cell) == text
    assert not cell.startswith(FORMULA)


def test_a_thing_with_several_values_is_one_row(tmp_path: Path) -> None:
    lines = graph_of("甲")
    (role,) = (line for line in lines if f"{BASE}ontology#role>" in line)
    more = [*lines, role.replace("role/official", "role/private")]
    frame = read(exported(more, tmp_path) / "people.csv")
    assert list(frame["role"]) == ["official; private"]
    assert problems(tmp_path / "csv") == []


def test_a_statement_with_two_passages_is_one_row(tmp_path: Path) -> None:
    lines = graph_of("甲")
    (told,) = (line for line in lines if "/id/outcome/" in line and "wasDerivedFrom" in line)
    passages = {line.split()[2] for line in lines if "wasDerivedFrom" in line}
    more = [told.replace(told.split()[2], passage) for passage in passages]
    assert len(more) > 1
    assert len(read(exported([*lines, *more], tmp_path) / "outcomes.csv")) == 1


def test_for_excel(sample: list[str], sample_folder: Path, tmp_path: Path) -> None:
    folder = exported(sample, tmp_path, "csv-excel")
    for path in sample_folder.glob("*.csv"):
        content = (folder / path.name).read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert content[3:] == path.read_bytes().replace(b"\n", b"\r\n")
        assert read(folder / path.name).equals(read(path))
    assert problems(folder) == []


def test_the_same_bytes_for_the_same_graph(sample: list[str], sample_folder: Path, tmp_path: Path) -> None:
    again = exported(list(reversed(sample)), tmp_path)
    assert {path.name: path.read_bytes() for path in again.iterdir()} == {
        path.name: path.read_bytes() for path in sample_folder.iterdir()
    }


def test_a_graph_of_something_else_gives_empty_tables(tmp_path: Path) -> None:
    folder = exported(['<http://e/s> <http://e/p> "x" .'], tmp_path)
    assert all(len(read(path)) == 0 for path in folder.glob("*.csv"))
    assert problems(folder) == []


def test_the_dictionary_and_the_queries_agree() -> None:
    store = Content([])
    for name, table in tables().items():
        assert store.table(name).columns == tuple(column.name for column in table.columns), name
        for column in table.columns:
            assert column.refers is None or column.refers in tables()
            assert column.scheme is None or column.scheme in concepts()
            assert column.description != column.description_zh
            assert re.search(r"[\u4e00-\u9fff]", column.title_zh + column.description_zh)
    assert set(tables()) <= {path.stem for path in queries_path("exports").glob("*.rq")}


def test_what_many_reports_say_is_said_once(tmp_path: Path) -> None:
    """Each triple in 60 graphs: joined as often as they stand there, the rows of a place alone were millions."""
    lines = graph_of("甲")
    many = [line.replace("/graph/r-bbbbbbbb>", f"/graph/r{number}>") for line in lines for number in range(60)]
    once, often = (exported(each, tmp_path / name) for each, name in ((lines, "once"), (many, "often")))
    assert {path.name: path.read_bytes() for path in often.iterdir()} == {
        path.name: path.read_bytes() for path in once.iterdir()
    }

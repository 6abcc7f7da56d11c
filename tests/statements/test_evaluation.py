import importlib.util
import json
import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from povgraph.errors import StatementsError
from povgraph.model import Anomaly, Observation, Organization, Outcome, Person, Place, Post, Programme, Statements
from povgraph.statements.comparison import normal
from povgraph.statements.evaluation import Score, differences, evaluate, read_pairs, report_scores
from povgraph.statements.files import write_statements

SHARED = Path(__file__).parents[3] / "shared" / "eval"

COUNTY = Place(name="青石县", level="county", code="229999", quote="青石县")
FALL = Observation(
    about="青石县",
    indicator="poor-population",
    kind="change",
    value=Decimal(-30000),
    unit="person",
    until="2018",
    quote="贫困人口减少3万人",
)


def score(name: str, gold: dict[str, Any], said: dict[str, Any]) -> tuple[int, int, int]:
    pair = Statements(document="a", **gold), Statements(document="a", **said)
    found = next(score for score in evaluate([pair]) if score.name == name)
    return found.gold, found.predicted, found.hits


class TestScore:
    def test_shares(self) -> None:
        found = Score("x", gold=4, predicted=5, hits=2)
        assert (found.precision, found.recall, found.f1) == (0.4, 0.5, 4 / 9)

    def test_nothing_wanted_and_nothing_said(self) -> None:
        found = Score("x", 0, 0, 0)
        assert (found.precision, found.recall, found.f1) == (0.0, 0.0, 1.0)

    def test_documents_are_summed(self) -> None:
        gold = Statements(document="a", places=(COUNTY,))
        assert evaluate([(gold, gold), (gold, Statements(document="b"))])[0] == Score("places", 2, 1, 1)


@pytest.mark.parametrize(
    ("name", "section", "gold", "said", "expected"),
    [
        ("places", "places", COUNTY, replace(COUNTY, name="“青石县”", code=None), (1, 1, 1)),
        ("places+code", "places", COUNTY, replace(COUNTY, code=None), (1, 1, 0)),
        ("places", "places", COUNTY, replace(COUNTY, level="village"), (1, 1, 0)),
        ("people", "people", Person(name="王小山", role="private", quote="q"), None, (1, 0, 0)),
        (
            "organizations",
            "organizations",
            Organization(name="青石县山货专业合作社", kind="cooperative", quote="q"),
            Organization(name="青石县山货合作社", kind="company", quote="q"),
            (1, 1, 1),
        ),
        ("anomalies", "anomalies", Anomaly(kind="missing-number", quote="资金万元"), None, (1, 0, 0)),
        (
            "anomalies",
            "anomalies",
            Anomaly(kind="missing-number", quote="投入资金万元"),
            Anomaly(kind="missing-number", quote="资金万元用于修路"),
            (1, 1, 1),
        ),
        ("observations: figure", "observations", FALL, replace(FALL, value=Decimal("-30150")), (1, 1, 1)),
        ("observations: figure", "observations", FALL, replace(FALL, value=Decimal("-30151")), (1, 1, 0)),
        ("observations: figure", "observations", FALL, replace(FALL, about="别处"), (1, 1, 1)),
        ("observations: about", "observations", FALL, replace(FALL, about="别处"), (1, 1, 0)),
        ("observations: about", "observations", FALL, replace(FALL, until="2017"), (1, 1, 1)),
        ("observations: full", "observations", FALL, replace(FALL, until="2017"), (1, 1, 0)),
        ("observations: full", "observations", FALL, replace(FALL, until="2018-12-31", bound="ge"), (1, 1, 1)),
        ("observations: full", "observations", FALL, replace(FALL, per="year"), (1, 1, 0)),
        (
            "observations: full",
            "observations",
            FALL,
            replace(FALL, kind="level", indicator="persons-lifted", value=Decimal(30000)),
            (1, 1, 1),
        ),
    ],
)
def test_when_two_rows_say_the_same(
    name: str, section: str, gold: Any, said: Any, expected: tuple[int, int, int]
) -> None:
    assert score(name, {section: (gold,)}, {section: (said,) if said else ()}) == expected


@pytest.mark.parametrize(
    ("name", "section", "row"),
    [
        ("organizations", "organizations", Organization(name="青石县政府", kind="government", quote="q")),
        ("programmes", "programmes", Programme(name="“产业扶贫”", measure="industry", quote="q")),
        ("outcomes", "outcomes", Outcome(kind="other", about="青石县", quote="q")),
        ("people", "people", Person(name="李四水", role="author", quote="q")),
        ("places", "places", Place(name="外国", level="province", quote="q")),
    ],
)
def test_rows_that_careful_readers_differ_on_do_not_count(name: str, section: str, row: Any) -> None:
    assert score(name, {section: (row,)}, {}) == (0, 0, 0)
    assert score(name, {}, {section: (row,)}) == (0, 0, 0)


def test_a_fact_said_twice_is_no_error() -> None:
    assert score("places", {"places": (COUNTY,)}, {"places": (COUNTY, COUNTY)}) == (1, 1, 1)


def test_posts_are_scored_one_by_one() -> None:
    posts = Post(post="县委书记", of="青石县"), Post(post="工作队队长", of="上湾村")
    who = Person(name="王小山", role="official", posts=posts, quote="q")
    assert score("posts", {"people": (who,)}, {"people": (replace(who, posts=posts[:1]),)}) == (2, 1, 1)


def test_rows_are_paired_by_their_quotes() -> None:
    rows = FALL, replace(FALL, quote="又减少3万人", until="2019")
    assert score("observations: full", {"observations": rows}, {"observations": rows[::-1]}) == (2, 2, 2)


def test_a_gain_is_a_change() -> None:
    assert normal(replace(FALL, indicator="income-gain", kind="level")).kind == "change"


def test_differences_list_rows_by_document_and_measure() -> None:
    gold = Statements(document="a", places=(COUNTY,))
    found = [str(difference) for difference in differences([(gold, Statements(document="a", anomalies=()))])]
    row = '{"name": "青石县", "level": "county", "code": "229999", "within": null, "quote": "青石县"}'
    assert found == [f"a\tplaces\tmissed\t{row}", f"a\tplaces+code\tmissed\t{row}"]


class TestFolders:
    gold = Statements(document="a", places=(COUNTY,))

    def folder(self, path: Path, **files: Statements) -> Path:
        path.mkdir()
        for name, rows in files.items():
            stem, _, form = name.partition("__")
            text = write_statements(rows, "yaml" if form == "yaml" else "json")
            (path / f"{stem}.{form.replace('_', '.')}").write_text(text, encoding="utf-8")
        return path

    def test_files_are_paired_by_stem(self, tmp_path: Path) -> None:
        gold = self.folder(tmp_path / "gold", a__gold_json=self.gold, b__gold_json=self.gold)
        (gold / "a.yaml").write_text("title: 村报", encoding="utf-8")
        said = self.folder(tmp_path / "said", a__yaml=self.gold, c__json=self.gold)
        assert [len(rows.places) for _, rows in read_pairs(gold, said)] == [1, 0]
        assert evaluate(read_pairs(gold, said))[0] == Score("places", 2, 1, 1)

    def test_two_files(self, tmp_path: Path) -> None:
        folder = self.folder(tmp_path / "f", a__yaml=self.gold, b__json=self.gold)
        assert read_pairs(folder / "a.yaml", folder / "b.json") == [(self.gold, self.gold)]

    def test_report(self, tmp_path: Path) -> None:
        folder = self.folder(tmp_path / "f", a__yaml=self.gold)
        lines = report_scores(folder, folder).splitlines()
        assert lines[0].split() == ["gold", "pred", "P", "R", "F1"]
        assert lines[1].split() == ["places", "1", "1", "1.000", "1.000", "1.000"]
        table = json.loads(report_scores(folder, folder, as_json=True))
        assert table["places"] == {"gold": 1, "predicted": 1, "precision": 1.0, "recall": 1.0, "f1": 1.0}
        empty = self.folder(tmp_path / "empty")
        assert report_scores(folder, empty, errors=True).startswith("a\tplaces\tmissed\t")

    def test_bad_input(self, tmp_path: Path) -> None:
        folder = self.folder(tmp_path / "empty")
        with pytest.raises(StatementsError, match="empty: no statements files here; looked for"):
            read_pairs(folder, folder)
        with pytest.raises(StatementsError, match="nothing: wanted: two statements files, or two folders"):
            read_pairs(folder, tmp_path / "nothing")


def disturbed(table: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Drop, double, shuffle and mix up the rows of a statements file."""
    made = dict(table)
    for section, rows in table.items():
        if isinstance(rows, list):
            kept = [dict(row) for row in rows for _ in range(chance.choice([0, 1, 1, 1, 1, 2]))]
            for row in kept:
                key, other = chance.choice(list(row)), chance.choice(rows)
                if chance.random() < 0.4 and key in other and key != "posts":
                    row[key] = other[key]
            chance.shuffle(kept)
            made[section] = kept
    return made


@pytest.mark.skipif(not SHARED.is_dir(), reason="the scorer that this one must agree with is not part of the project")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_same_numbers_as_the_reference_scorer(seed: int, tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("reference", SHARED / "score.py")
    assert spec
    assert spec.loader
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    chance = random.Random(seed)
    for path in sorted((SHARED / "dev").glob("*.gold.json"))[1:]:
        made = disturbed(json.loads(path.read_text(encoding="utf-8")), chance)
        (tmp_path / path.name.replace(".gold", "")).write_text(json.dumps(made), encoding="utf-8")
    ours = {found.name: found.as_table() for found in evaluate(read_pairs(SHARED / "dev", tmp_path))}
    assert ours == reference.score(SHARED / "dev", tmp_path)

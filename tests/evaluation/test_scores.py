"""Extraction does not fall behind what it has reached on reports written to measure it."""

from pathlib import Path

import pytest

from povgraph.statements.evaluation import evaluate
from povgraph.statements.extraction import Extractor
from povgraph.statements.files import read_statements
from povgraph.text.reports import read_report
from povgraph.vocabulary import concepts

HERE = Path(__file__).parent

#: F1 reached, less a little: raise these with the extractor, never lower them to let a change pass.
FLOORS: dict[str, dict[str, float]] = {
    "work": {
        "places": 0.975,
        "places+code": 0.975,
        "people": 0.935,
        "posts": 0.89,
        "organizations": 0.965,
        "programmes": 0.93,
        "outcomes": 0.88,
        "observations: figure": 0.97,
        "observations: about": 0.88,
        "observations: full": 0.73,
        "anomalies": 0.8,
    },
    "held": {
        "places": 0.9,
        "places+code": 0.9,
        "people": 0.89,
        "posts": 0.52,
        "organizations": 0.99,
        "programmes": 0.99,
        "outcomes": 0.74,
        "observations: figure": 0.97,
        "observations: about": 0.91,
        "observations: full": 0.79,
        "anomalies": 0.75,
    },
}


@pytest.mark.parametrize("half", sorted(FLOORS))
def test_f1_holds(half: str) -> None:
    extractor = Extractor(concepts())
    golds = sorted((HERE / half).glob("*.gold.json"))
    pairs = [
        (read_statements(gold), extractor.extract(read_report(gold.with_name(gold.name.replace(".gold.json", ".txt")))))
        for gold in golds
    ]
    scores = {score.name: round(score.f1, 3) for score in evaluate(pairs)}
    assert len(golds) >= 2
    assert {name: scores[name] for name, floor in FLOORS[half].items() if scores[name] < floor} == {}


def test_every_quote_is_in_its_report() -> None:
    for gold in HERE.glob("*/*.gold.json"):
        text = gold.with_name(gold.name.replace(".gold.json", ".txt")).read_text(encoding="utf-8")
        rows = [row for _, rows in read_statements(gold).sections() for row in rows]
        assert [row.quote for row in rows if row.quote not in text] == []

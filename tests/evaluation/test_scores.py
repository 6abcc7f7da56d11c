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
        "places": 0.95,
        "places+code": 0.95,
        "people": 0.91,
        "posts": 0.92,
        "organizations": 0.89,
        "programmes": 0.79,
        "outcomes": 0.74,
        "observations: figure": 0.94,
        "observations: about": 0.79,
        "observations: full": 0.52,
        "anomalies": 0.32,
    },
    "held": {
        "places": 0.85,
        "places+code": 0.85,
        "people": 0.6,
        "posts": 0.2,
        "organizations": 0.83,
        "programmes": 0.6,
        "outcomes": 0.47,
        "observations: figure": 0.96,
        "observations: about": 0.63,
        "observations: full": 0.43,
        "anomalies": 0.3,
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
    assert len(golds) >= 3
    assert {name: scores[name] for name, floor in FLOORS[half].items() if scores[name] < floor} == {}


def test_every_quote_is_in_its_report() -> None:
    for gold in HERE.glob("*/*.gold.json"):
        text = gold.with_name(gold.name.replace(".gold.json", ".txt")).read_text(encoding="utf-8")
        rows = [row for _, rows in read_statements(gold).sections() for row in rows]
        assert [row.quote for row in rows if row.quote not in text] == []

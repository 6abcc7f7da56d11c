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
        "places": 0.98,
        "places+code": 0.98,
        "people": 0.94,
        "posts": 0.895,
        "organizations": 0.97,
        "programmes": 0.935,
        "outcomes": 0.89,
        "observations: figure": 0.98,
        "observations: about": 0.905,
        "observations: full": 0.775,
        "anomalies": 0.81,
    },
    "later": {
        "places": 0.955,
        "places+code": 0.955,
        "people": 0.89,
        "posts": 0.74,
        "organizations": 0.895,
        "programmes": 0.805,
        "outcomes": 0.58,
        "observations: figure": 0.975,
        "observations: about": 0.85,
        "observations: full": 0.72,
        "anomalies": 0.675,
    },
    "held": {
        "places": 0.91,
        "places+code": 0.91,
        "people": 0.895,
        "posts": 0.53,
        "organizations": 0.99,
        "programmes": 0.99,
        "outcomes": 0.745,
        "observations: figure": 0.975,
        "observations: about": 0.915,
        "observations: full": 0.83,
        "anomalies": 0.765,
    },
    "unread": {
        "places": 0.96,
        "places+code": 0.96,
        "people": 0.935,
        "posts": 0.925,
        "organizations": 0.865,
        "programmes": 0.905,
        "outcomes": 0.37,
        "observations: figure": 0.97,
        "observations: about": 0.765,
        "observations: full": 0.535,
        "anomalies": 0.62,
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

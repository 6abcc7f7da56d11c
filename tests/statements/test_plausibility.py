"""Figures that cannot be, read from sentences of our own."""

import pytest
from tests.statements.conftest import Read

from povgraph.model import Statements


def _anomalies(statements: Statements) -> list[tuple[str, str]]:
    return [(row.kind, row.quote) for row in statements.anomalies]


@pytest.mark.parametrize(
    "said",
    ["全县贫困发生率下降到287%", "群众认可度达到198.6%", "参加医疗保险的比例已达998%"],
)
def test_a_rate_above_all_there_is_is_an_anomaly_and_no_figure(extract: Read, said: str) -> None:
    statements = extract(f"安化县2018年年底{said}。")
    assert [kind for kind, _ in _anomalies(statements)] == ["impossible-value"]
    assert not statements.observations


@pytest.mark.parametrize("said", ["农民人均纯收入增长140%", "全县贫困发生率下降到100%", "产值是去年的120%"])
def test_growths_and_ratios_may_be_above_a_hundred(extract: Read, said: str) -> None:
    statements = extract(f"安化县2018年{said}。")
    assert not _anomalies(statements)
    assert len(statements.observations) == 1


def test_a_part_above_its_whole_contradicts_it_and_both_stay(extract: Read) -> None:
    statements = extract("安化县扶贫车间吸纳就业1860人，其中贫困人口2130人。")
    assert _anomalies(statements) == [("contradiction", "其中贫困人口2130人")]
    assert [int(row.value) for row in statements.observations] == [1860, 2130]


@pytest.mark.parametrize(
    "said",
    [
        "扶贫车间吸纳就业1860人，其中贫困人口1860人",
        "有群众3万人，今年转移就业1860人，其中贫困人口2130人",
        "投入资金3亿元，建成车间12个，其中镇区的15万平方米",
        "吸纳就业1860人。其中贫困人口2130人",
        "去年吸纳就业1860人，明年计划吸纳2500人，其中贫困人口2130人",
    ],
)
def test_a_part_below_some_whole_of_its_sentence_contradicts_nothing(extract: Read, said: str) -> None:
    assert not _anomalies(extract(f"安化县{said}。"))

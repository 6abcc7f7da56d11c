"""Figures whose quote says another number, and the many ways in which a quote says the right one."""

from dataclasses import replace
from decimal import Decimal

import pytest

from povgraph.checks.figures import Figure
from povgraph.checks.unsaid import find_unsaid

FIGURE = Figure("iri", "report", "place", "甲县", "poverty-incidence", "level", Decimal(0), "percent", "eq")

WRONG = [
    ("发生率降到0.5%", "99", "percent", "0.5%"),
    ("发生率降到0.5%", "5", "percent", "0.5%"),
    ("还有贫困人口2,300人", "23000", "person", "2,300人"),
    ("投入资金三千万元", "3000", "yuan", "三千万元"),
    ("2018年种了30亩黄芪", "20", "hectare", "30亩"),
    ("由4.9%降到0.5%", "9.4", "percent", None),
]
RIGHT = [
    ("发生率降到0.5%", "0.5", "percent"),
    ("减少了近九成", "-90", "percent"),
    ("三分之一的人家", "33.3", "percent"),
    ("增长1.5倍", "150", "percent"),
    ("还有七八万人", "80000", "person"),
    ("补助3至5万元", "30000", "yuan"),
    ("2700万人口里有70多万农村贫困", "700000", "person"),
    ("2700万人口里有七十多万农村贫困", "700000", "person"),
    ("种了30亩黄芪", "2", "hectare"),
    ("贫困村全部退出", "100", "percent"),
    ("一分没有变成3万元", "0", "yuan"),
    ("带动12个村", "380", "household"),
]


@pytest.mark.parametrize(("quote", "value", "unit", "repair"), WRONG)
def test_a_value_that_its_quote_contradicts(quote: str, value: str, unit: str, repair: str | None) -> None:
    (finding,) = find_unsaid([replace(FIGURE, quote=quote, value=Decimal(value), unit=unit)])
    assert (finding.check, finding.severity, finding.repair) == ("value-unsaid", "error", repair)
    assert finding.quote == quote


@pytest.mark.parametrize(("quote", "value", "unit"), RIGHT)
def test_a_value_that_its_quote_says_or_leaves_open(quote: str, value: str, unit: str) -> None:
    assert not list(find_unsaid([replace(FIGURE, quote=quote, value=Decimal(value), unit=unit)]))

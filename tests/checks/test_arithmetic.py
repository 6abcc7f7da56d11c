"""Sums that hold, sums that do not, and figures that only stand like sums."""

import re
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from pyoxigraph import RdfFormat, Store

from povgraph.checks.arithmetic import arithmetic_table, check_arithmetic
from povgraph.checks.figures import Figure, read_figures
from povgraph.checks.readings import show
from povgraph.checks.sums import Sum
from povgraph.graph.quads import graph_lines
from povgraph.statements.files import read_statements
from povgraph.text.reports import read_report

ROOT = Path(__file__).parents[2]
UNITS = {
    "人": "person",
    "户": "household",
    "个": "item",
    "元": "yuan",
    "%": "percent",
    "个百分点": "percent",
    "倍": "percent",
}
UNITS |= {"公顷": "hectare", "亩": "hectare", "斤": "tonne", "村": "village"}
FACTORS = {"亩": Decimal(1) / 15, "倍": Decimal(100), "斤": Decimal(1) / 2000}
CASES = yaml.safe_load((Path(__file__).parent / "sums.yaml").read_text(encoding="utf-8"))
MARKED = re.compile(r"\[([约近]?)([\d.,]+)([多余]?)([万亿]?)([^\d\s\]]+) ([^\]]+)\]")


def read(marked: str, report: str = "r") -> tuple[list[Figure], dict[str, str]]:
    """Read figures marked in a text: [5680万元 funds-invested change about=乙县 per=household time=2015-12-31]."""
    text, figures, done = "", [], 0
    for match in MARKED.finditer(marked):
        text += marked[done : match.start()]
        start = max(text.rfind(mark) for mark in "，。；、（\n") + 1
        hedge, digits, more, power, unit, rest = match.groups()
        text, done = text + "".join((hedge, digits, more, power, unit)), match.end()
        indicator, *words = rest.split()
        said = dict(word.split("=") for word in words if "=" in word)
        number = Decimal(digits.replace(",", "")).scaleb({"": 0, "万": 4, "亿": 8}[power])
        value = number * FACTORS.get(unit, Decimal(1)) * (-1 if "-" in words else 1)
        step = Decimal(10) ** (number.normalize().adjusted())
        ends = (
            sorted([value * Decimal("0.9"), value * Decimal("1.1")])
            if hedge
            else [value, value + step if more else value]
        )
        time_ = said.get("time")
        figures.append(
            Figure(
                iri=f"{report}/{start}-{len(text)}",
                report=report,
                about=said.get("about", "甲县"),
                name=said.get("about", "甲县"),
                indicator=indicator,
                kind=next((word for word in words if word in {"change", "growth"}), "level"),
                value=value,
                unit=UNITS[unit],
                bound="approx" if hedge else "ge" if more else "eq",
                low=ends[0],
                high=ends[1],
                per=said.get("per"),
                status=said.get("status", "actual"),
                period=time_,
                first=time_.partition("/")[0] if time_ and "/" in time_ else None,
                last=time_.rpartition("/")[2] if time_ else None,
                quote=text[start:],
                start=start,
                end=len(text),
            )
        )
    return figures, {report: text + marked[done:]}


def table(marked: str) -> list[Sum]:
    figures, texts = read(marked)
    return arithmetic_table(figures, texts=texts)


def verdicts(marked: str) -> set[tuple[str, str]]:
    return {(one.relation, one.verdict) for one in table(marked) if one.relation != "claim"}


@pytest.mark.parametrize("case", CASES["holds"], ids=str)
def test_sums_that_hold(case: dict[str, str]) -> None:
    found = verdicts(case["text"])
    assert {case["sum"]} & {name for name, verdict in found if verdict in {"consistent", "rounding"}}
    assert not {name for name, verdict in found if verdict == "inconsistent"}


@pytest.mark.parametrize("case", CASES["broken"], ids=str)
def test_sums_that_do_not_hold(case: dict[str, str]) -> None:
    figures, texts = read(case["text"])
    wrong = [one for one in arithmetic_table(figures, texts=texts) if one.verdict == "inconsistent"]
    assert case["sum"] in {one.relation for one in wrong}
    assert case["repair"] in {one.repair for one in wrong}
    findings = list(check_arithmetic(figures, texts=texts))
    assert len(findings) == len(wrong)
    for finding in findings:
        assert finding.severity == "warning"
        assert finding.focus == max(finding.statements, key=lambda iri: int(iri.rpartition("-")[2]))
        assert finding.message_zh.endswith("。")
        assert finding.message_en.startswith("The sum does not hold (")


@pytest.mark.parametrize("marked", CASES["none"], ids=str)
def test_figures_of_different_things_are_never_called_wrong(marked: str) -> None:
    figures, texts = read(marked)
    assert list(check_arithmetic(figures, texts=texts)) == []
    assert list(check_arithmetic(figures)) == []


def test_what_precision_explains_is_rounding() -> None:
    found = table(
        "贫困人口由[9.9万人 poor-population]降到[3.05万人 poor-population]，下降[69.3% poor-population growth -]。"
    )
    assert [(one.relation, one.verdict) for one in found] == [("growth", "rounding")]
    exact = table(
        "贫困人口由[99000人 poor-population]降到[30500人 poor-population]，减少[68000人 poor-population change -]。"
    )
    assert [(one.relation, one.verdict) for one in exact] == [("change", "unchecked")]


def test_the_numbers_are_shown_in_both_languages() -> None:
    (found,) = table("就业[1130人 persons-employed]，其中贫困劳动力[48.6万人 persons-employed]。")
    assert found.shown_zh == "48.6万人；总数 1130人"
    assert found.shown_en == "486,000 persons; of a whole of 1,130 persons"
    (per,) = [
        one
        for one in table(
            "有[391户 households]，耕地[1147公顷 cultivated-area]，每户[近3公顷 cultivated-area per=household]。"
        )
        if one.relation == "per-unit"
    ]
    assert per.shown_zh == "1147公顷 ÷ 391户 = 2.93公顷；文中说 3公顷（2.7公顷～3.3公顷）"


def test_a_claim_with_nothing_to_check_it_against_is_listed() -> None:
    (found,) = table("全县旅游收入增长[12% sales growth]。")
    assert (found.relation, found.verdict, found.shown_zh) == ("claim", "unchecked", "12%")


def test_places_are_summed_within_their_place() -> None:
    def reports(*people: int) -> list[Figure]:
        marked = "".join(
            f"{place}[{count}人 poor-population about={place} time=2018-12-31]。山多地少。"
            for place, count in zip(("丙市", "甲县", "乙县"), people, strict=True)
        )
        figures, _ = read(marked)
        return [replace(figure, report=figure.about) for figure in figures]  # each in a report of its own

    parents = {"甲县": "丙市", "乙县": "丙市", "丙市": "丁省"}
    assert [one.verdict for one in arithmetic_table(reports(3000, 1000, 2000), parents=parents)] == ["consistent"]
    assert [one.verdict for one in arithmetic_table(reports(9000, 1000, 2000), parents=parents)] == ["unchecked"]
    assert [one.verdict for one in arithmetic_table(reports(3000, 1000, 5000), parents=parents)] == ["inconsistent"]
    assert arithmetic_table(reports(3000, 1000, 5000)) == []


def test_a_rate_is_checked_against_the_whole_that_it_implies() -> None:
    village = (
        "全村[803人 population about=柳沟村]。2014年贫困人口[402人 poor-population about=柳沟村 time=2014]，"
        "发生率[{}% poverty-incidence about=柳沟村 time=2014]。"
    )
    assert ("rate-rural", "rounding") in verdicts(village.format("50.1"))
    assert ("rate-rural", "inconsistent") in verdicts(village.format("23.1"))
    county = (
        "全县[28万人 population]。贫困人口[8万人 poor-population time=2014]，发生率[{}% poverty-incidence time=2014]。"
    )
    assert ("rate", "consistent") in verdicts(county.format("34.7"))
    assert ("rate", "inconsistent") in verdicts(county.format("3.47"))


def test_growth_between_two_days_is_checked_wherever_the_states_stand() -> None:
    marked = (
        "2015年底[70万人 poor-population time=2015-12-31]。地势东高西低。"
        "到2018年底[7.8万人 poor-population time=2018-12-31]。山多地少。"
        "三年减少[{}% poor-population growth - time=2015-12-31/2018-12-31]。"
    )
    assert verdicts(marked.format("88.9")) == {("growth-dated", "rounding")}
    assert verdicts(marked.format("18.9")) == {("growth-dated", "inconsistent")}


def test_parts_in_their_sentence_are_not_added_up_again_as_places() -> None:
    marked = "[100人 persons-lifted about=丙市 time=2018]，其中甲县[60人 persons-lifted time=2018]、"
    marked += "乙县[70人 persons-lifted about=乙县 time=2018]。"
    figures, texts = read(marked)
    parents = {figures[1].about: figures[0].about, figures[2].about: figures[0].about}
    assert [one.check for one in check_arithmetic(figures, texts=texts, parents=parents)] == ["sum-parts"]


def test_a_whole_report_all_found_and_none_invented() -> None:
    right = {"more": "7090", "moved": "1.46万", "each": "889", "power": "万"}
    figures, texts = read(CASES["report"].format(**right))
    assert list(check_arithmetic(figures, texts=texts)) == []
    wrong = {"more": "709", "moved": "146万", "each": "8890", "power": "亿"}
    figures, texts = read(CASES["report"].format(**wrong))
    found = {finding.check: finding.repair for finding in check_arithmetic(figures, texts=texts)}
    assert found == {"sum-growth-of-change": None, "sum-persons": None, "sum-per-unit": "102万元"}


@pytest.fixture(scope="module")
def sample() -> list[Figure]:
    report = read_report(ROOT / "data" / "sources" / "2019-08-jilin" / "source.txt")
    statements = read_statements(ROOT / "data" / "statements" / "2019-08-jilin.yaml")
    store = Store()
    store.bulk_load("\n".join(graph_lines([(report, statements)])).encode(), format=RdfFormat.N_QUADS)
    return read_figures(store)


def test_the_sums_of_the_sample_report_hold(sample: list[Figure]) -> None:
    found = [(one.relation, one.claimed.name, one.verdict, one.shown_zh) for one in arithmetic_table(sample)]
    assert found == [tuple(row) for row in CASES["sample"]]


def test_figures_that_share_a_quote_stand_in_its_order() -> None:
    figures, texts = read("村里有[127户 households]、[498人 population]。")
    quote = texts["r"][:-1]
    shared = [replace(figure, quote=quote, start=0, end=len(quote), iri=figure.unit) for figure in figures]
    for order in (shared, shared[::-1]):
        (found,) = arithmetic_table(order, texts=texts)
        assert (found.relation, found.verdict) == ("persons", "consistent")


def test_hostile_numbers_are_left_alone() -> None:
    figures, texts = read("从[3元 sales]到[6元 sales]，增长[100% sales growth]。")
    huge = [replace(figure, value=Decimal("1E+999999"), low=None, high=None) for figure in figures]
    zero = [replace(figure, value=Decimal(0), low=Decimal(0), high=Decimal(0)) for figure in figures]
    odd = [replace(figure, unit="parsec", indicator="?", quote="0" * 100000) for figure in figures]
    for strange in (huge, zero, odd):
        assert list(check_arithmetic(strange, texts=texts)) == []


def test_many_figures_take_time_in_proportion() -> None:
    figures, _ = read(CASES["report"].format(more="7090", moved="1.46万", each="889", power="万"))
    many = [
        replace(
            figure,
            iri=f"{number}/{figure.iri}",
            report="r",
            start=number * 400 + figure.start,
            end=number * 400 + figure.end,
        )
        for number in range(200)
        for figure in figures
        if figure.start is not None and figure.end is not None
    ]
    began = time.process_time()
    assert len(arithmetic_table(many)) > 1000
    same_place = [replace(figures[0], iri=str(number)) for number in range(5000)]
    arithmetic_table(same_place)
    assert time.process_time() - began < 10


def test_a_number_inside_a_word_is_not_shown_for_the_figure() -> None:
    said = Figure("", "", "", "", "cadres-dispatched", "level", Decimal(1489), "person", "eq", quote="1489名第一书记")
    assert show(said, "zh") == "1489人"

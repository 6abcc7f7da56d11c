"""Reports that contradict each other are found out, and those that only say the same in other words are not."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from corpora import checks, conflicts_in, delisted, figure, graph, holder, read, report, said

from povgraph.links.gazetteer import gazetteer
from povgraph.model import Observation, Person, Place, Post, Statements

FIRST = """通榆县脱贫攻坚综述
2018年底，通榆县贫困人口减少到2.31万人，贫困发生率降至1.9%。2018年，全县减贫1.25万人，86个贫困村退出。
通榆县县长李国栋说，2018年通榆县农村居民人均可支配收入达到9120元。
通榆县2019年2月退出贫困县序列。
"""
SAME = """通榆县的日子一天天好起来
截至2018年底，全县还剩贫困人口23087人，贫困发生率为1.94%。
2018年全年，通榆县共有12480人摆脱贫困，其中通过易地搬迁脱贫3100人，86个贫困村出列。
据县长李国栋介绍，2018年，通榆县农村居民人均可支配收入9120元，城镇居民人均可支配收入20150元。
"""
OTHER = """通榆县的日子一天天好起来
截至2018年底，全县还剩贫困人口3.21万人，贫困发生率为1.94%。
2018年全年，通榆县共有12480人摆脱贫困，68个贫困村出列。
据县长李国梁介绍，2018年，通榆县农村居民人均可支配收入9210元。
"""
SLIP = """通榆县简讯
2018年底，通榆县贫困人口2.31人。
"""


def found(*made: Any) -> list[Any]:
    return [*conflicts_in(*graph(made))]


def pair(one: Sequence[Any], other: Sequence[Any], date: str = "2019-03-05") -> list[str]:
    return checks(found(said(*one), said(*other, name="b", date=date)))


def test_the_same_facts_in_other_words_are_no_conflict() -> None:
    assert not [*conflicts_in(*read(report("a", "2019-03-05", FIRST), report("b", "2019-03-21", SAME)))]


def test_seeded_contradictions_are_all_found_and_none_is_invented() -> None:
    findings = [*conflicts_in(*read(report("a", "2019-03-05", FIRST), report("b", "2019-03-21", OTHER)))]
    assert checks(findings) == ["figure-conflict", "figure-conflict", "figure-conflict", "person-spelling"]
    text = "\n".join(finding.message_zh for finding in findings)
    assert all(value in text for value in ("23,100 人", "32,100 人", "86个村", "68个村", "9,120 元", "9,210 元"))
    assert all(len(finding.statements) == 2 for finding in findings)


def test_a_slip_of_ten_thousand_is_said_to_be_one_and_spoils_no_other() -> None:
    reports = (report("a", "2019-03-05", FIRST), report("b", "2019-03-21", SLIP), report("c", "2019-03-21", OTHER))
    (slip,) = [one for one in conflicts_in(*read(*reports)) if one.check == "scale-slip"]
    assert slip.repair == "23,100 人"
    assert "“万”" in slip.message_zh


def test_without_texts_quotes_are_compared() -> None:
    store, _ = read(report("a", "2019-03-05", FIRST), report("b", "2019-03-21", OTHER))
    assert checks(conflicts_in(store, {})).count("figure-conflict") == 3


def test_copies_are_one_origin_and_the_side_with_more_origins_is_better_supported() -> None:
    copies = [report(f"r{number}", "2019-03-05", f"{FIRST}（转载之{number}）\n") for number in range(8)]
    others = report("x", "2019-03-05", OTHER), report("y", "2019-03-05", SAME)
    (finding,) = [one for one in conflicts_in(*read(*copies, *others)) if "人均收入" in one.message_zh]
    assert "9 份报告，2 个来源" in finding.message_zh
    assert "较可信的是9,120 元：来源较多" in finding.message_zh
    assert "9 reports, 2 origins" in finding.message_en
    assert "9,120 yuan is better supported: more origins say so" in finding.message_en
    assert (finding.value, len(finding.statements)) == ("9,210 元", 10)


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        pytest.param(figure("贫困人口7.8万人", "78000"), figure("贫困人口78012人", "78012"), False, id="rounded"),
        pytest.param(figure("贫困人口7.8万人", "78000"), figure("贫困人口78930人", "78930"), False, id="cut off"),
        pytest.param(figure("贫困人口7.8万人", "78000"), figure("贫困人口81200人", "81200"), True, id="not rounded"),
        pytest.param(
            figure("贫困人口近8万人", "80000", bound="approx"), figure("贫困人口78012人", "78012"), False, id="hedged",
        ),
        pytest.param(
            figure("贫困人口不足3万人", "30000", bound="le"), figure("贫困人口41200人", "41200"), True, id="bound",
        ),
        pytest.param(figure("贫困人口41200人", "41200"), figure("贫困残疾人口4100人", "4100"), False, id="of a part"),
        pytest.param(figure("贫困人口41200人", "41200"), figure("其中贫困人口4100人", "4100"), False, id="其中"),
        pytest.param(
            figure("建档立卡贫困人口41200人", "41200"), figure("贫困人口4100人", "4100"), False, id="registered",
        ),
        pytest.param(
            figure("贫困人口41200人", "41200"), figure("贫困人口4100人", "4100", until="2017-12-31"), False, id="time",
        ),
        pytest.param(
            figure("贫困人口41200人", "41200", until=None), figure("贫困人口4100人", "4100"), False, id="one undated",
        ),
        pytest.param(
            figure("目标是贫困人口4.1万人", "41000"), figure("贫困人口5200人", "5200"), False, id="worded as a plan",
        ),
        pytest.param(
            figure("投入资金500万元", "5000000", "funds-invested", since="2018"),
            figure("修路投入资金300万元", "3000000", "funds-invested", since="2018"),
            False, id="funds for other things",
        ),
        pytest.param(
            figure("全县整合资金用于修建通村公路500万元", "5000000", "funds-invested", since="2018"),
            figure("全县整合资金用于修建通村公路800万元", "8000000", "funds-invested", since="2018"),
            True, id="one sentence",
        ),
        pytest.param(figure("面积41200", "41200", "other"), figure("面积4100", "4100", "other"), False, id="other"),
    ],
)  # fmt: skip
def test_figures(one: Observation, other: Observation, conflict: bool) -> None:
    assert pair([one], [other]) == ["figure-conflict"] * conflict


@pytest.mark.parametrize("name", ["将乐县", "三穗县", "比如县", "五河县"])
def test_the_words_in_a_name_say_nothing(name: str) -> None:
    one, other = figure(f"{name}贫困人口41200人", "41200"), figure("全县贫困人口5200人", "5200")
    place = Place(name=name, level="county", quote="")
    made = [said(place, replace(row, about=name), name=key) for key, row in (("a", one), ("b", other))]
    coded = [(report, replace(rows, places=_coded(name))) for report, rows in made]
    assert checks(found(*coded)) == ["figure-conflict"]


def _coded(name: str) -> tuple[Place, ...]:
    (area,) = gazetteer().named(name)
    return (Place(name=name, level="county", code=area.code, quote=""),)


def test_the_name_of_a_county_is_no_word_of_a_handover() -> None:
    rows = [Person(name=n, role="official", posts=(Post(post="县长", of="红原县"),), quote=f"红原县县长{n}说")
            for n in ("李国栋", "王大山")]  # fmt: skip
    made = [said(row, name=key) for key, row in zip("ab", rows, strict=True)]
    coded = [(report, replace(statements, places=_coded("红原县"))) for report, statements in made]
    assert checks(found(*coded)) == ["post-conflict"]


def test_what_one_sentence_sets_side_by_side_is_no_conflict() -> None:
    quote = "贫困人口由41200人减少到4100人"
    assert not found(said(figure(quote, "41200"), figure(quote, "4100")))


def test_figures_said_before_their_time_was_over_are_compared_within_a_day() -> None:
    early, late = figure("贫困人口41200人", "41200", until="2019"), figure("贫困人口5200人", "5200", until="2019")
    assert not pair([early], [late], date="2019-06-05")
    assert pair([early], [late]) == ["figure-conflict"]


def test_a_state_of_some_day_of_a_year_is_not_the_one_reached_in_it() -> None:
    held, reached = (
        figure("贫困人口41200人", "41200", until="2018"),
        figure("贫困人口减少到5200人", "5200", until="2018"),
    )
    other = figure("贫困人口降至9200人", "9200", until="2018")
    assert not pair([held], [reached])
    assert pair([other], [reached]) == ["figure-conflict"]


def test_a_reviewed_figure_is_better_supported() -> None:
    one = figure("贫困人口41200人", "41200", origin="reviewed")
    (finding,) = found(said(one), said(figure("贫困人口42100人", "42100"), name="b"))
    assert "较可信的是41,200 人：经人工校订" in finding.message_zh
    assert finding.value == "42,100 人"


@pytest.mark.parametrize(
    ("one", "other", "date", "expected"),
    [
        (holder("李国栋", "县长李国栋说"), holder("王大山", "县长王大山说"), "2019-03-21", ["post-conflict"]),
        (holder("李国栋", "县长李国栋说"), holder("王大山", "县长王大山说"), "2019-09-21", ["post-handover"]),
        (holder("李国栋", "县长李国栋说"), holder("王大山", "县长王大山说"), "2020-03-05", []),
        (holder("李国栋", "县长李国栋说"), holder("王大山", "原县长王大山说"), "2019-03-05", []),
        (holder("李国栋", "县长李国栋说"), holder("李国梁", "县长李国梁说"), "2019-09-05", ["person-spelling"]),
        (
            holder("李国栋", "县长李国栋说要让老百姓满意"),
            holder("王大山", "县长王大山说高原路难走"),
            "2019-03-21",
            ["post-conflict"],
        ),
        (holder("李栋", "副县长李栋说", "副县长"), holder("王山", "副县长王山说", "副县长"), "2019-03-05", []),
        (delisted("2018", "通榆县脱贫摘帽"), delisted("2018-12-31", "通榆县摘帽"), "2019-03-05", []),
        (delisted("2016", "通榆县脱贫摘帽"), delisted("2018", "通榆县摘帽"), "2019-03-05", ["delisting-conflict"]),
        (delisted("2018-12-31", "通榆县脱贫摘帽"), delisted("2019-04", "通榆县退出"), "2019-05-05", []),
        (delisted("2018", "通榆县脱贫摘帽"), delisted("2019", "省里批准通榆县摘帽"), "2020-05-05", []),
        (delisted("2018", "通榆县脱贫摘帽"), delisted("2020", "通榆县计划摘帽"), "2019-03-05", []),
    ],
)
def test_holders_and_delistings(one: Any, other: Any, date: str, expected: list[str]) -> None:
    assert pair([one], [other], date=date) == expected


def test_a_holder_named_between_two_mentions_of_another_is_a_conflict() -> None:
    one, other = holder("李国栋", "县长李国栋说"), holder("王大山", "县长王大山说")
    made = [said(one), said(other, name="b", date="2019-05-05"), said(one, name="c", date="2019-08-05")]
    assert checks(found(*made)) == ["post-conflict"]


def test_two_codes_of_one_county() -> None:
    right = Place(name="镇赉县", level="county", code="220821", quote="镇赉县")
    wrong = Place(name="镇赉县", level="county", code="220881", quote="白城镇赉县")
    (finding,) = found(said(right), said(wrong, name="b"))
    assert (finding.check, finding.repair) == ("place-code-conflict", "220821")
    assert not found(said(right), said(right, name="b"))
    (finding,) = found(said(right), said(wrong, name="b"), said(wrong, name="c"))
    assert len(finding.statements) == 3


def test_a_code_that_is_another_place_s() -> None:
    wrong = Place(name="镇赉县", level="county", code="220122", quote="镇赉县")
    (finding,) = found(said(wrong))
    assert (finding.check, finding.severity, finding.repair) == ("place-code-name", "error", "220821")
    assert "农安县" in finding.message_zh
    former = Place(name="双阳县", level="county", code="220125", quote="双阳县")
    assert not found(said(former)), "a name that the code once had"


def _village(township: str, quote: str) -> tuple[Place, ...]:
    county = Place(name="阜平县", level="county", code="130624", quote="阜平县")
    town = Place(name=township, level="township", within="阜平县", quote=quote)
    return county, town, Place(name="骆驼湾村", level="village", within=township, quote=quote)


def test_two_townships_of_a_village_whose_name_the_country_has_once() -> None:
    made = [said(*_village("龙泉关镇", "龙泉关镇骆驼湾村")), said(*_village("天生桥镇", "天生桥镇骆驼湾村"), name="b")]
    (finding,) = found(*made)
    assert (finding.check, finding.repair) == ("place-parent-conflict", "阜平县龙泉关镇")


def test_an_empty_graph_has_no_conflicts() -> None:
    one = report("a", None, "无话可说。")
    assert not found((one, Statements(document="a")))

"""Reading whole sentences: of whom, of what, how much, when."""

from decimal import Decimal
from hashlib import sha256

import pytest

from povgraph.model import Concept, Observation, Report
from povgraph.statements.extraction import Extractor
from povgraph.vocabulary import concepts

EXTRACTOR = Extractor(concepts())


def report(text: str, date: str | None = "2019-08") -> Report:
    return Report(id="r", text=text, sha256=sha256(text.encode()).hexdigest(), date=date)


def observations(text: str, date: str | None = "2019-08") -> list[Observation]:
    return list(EXTRACTOR.extract(report(text, date)).observations)


def said(text: str, date: str | None = "2019-08") -> list[tuple[str, str, str, Decimal]]:
    return [(o.about, o.indicator, o.kind, o.value) for o in observations(text, date)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("通榆县的贫困发生率为3.2%。", [("通榆县", "poverty-incidence", "level", "3.2")]),
        ("靖宇县贫困人口减少到1200人。", [("靖宇县", "poor-population", "level", "1200")]),
        (
            "2018年，靖宇县销售额达2亿元，同比增长12%。",
            [
                ("靖宇县", "sales", "level", "200000000"),
                ("靖宇县", "sales", "growth", "12"),
            ],
        ),
        ("通榆县带动贫困户120户。", [("通榆县", "households-benefited", "level", "120")]),
        (
            "通榆县、靖宇县分别投入资金300万元、500万元。",
            [
                ("通榆县", "funds-invested", "level", "3000000"),
                ("靖宇县", "funds-invested", "level", "5000000"),
            ],
        ),
        (
            "通榆县援建扶贫车间9个，其中通榆县甲山乡4个、乙木乡5个，吸纳就业300人。",
            [
                ("通榆县", "bases", "level", "9"),
                ("甲山乡", "bases", "level", "4"),
                ("乙木乡", "bases", "level", "5"),
                ("通榆县", "persons-employed", "level", "300"),
            ],
        ),
        ("靖宇县有好山好水。全县人均可支配收入8000元。", [("靖宇县", "per-capita-income", "level", "8000")]),
        ("在通榆县的支持下，靖宇县建成扶贫车间3个。", [("靖宇县", "bases", "level", "3")]),
        ("我国还有贫困人口500万人。", [("中国", "poor-population", "level", "5000000")]),
        ("靖宇县近五千贫困户靠养蜂脱贫。", [("靖宇县", "households-lifted", "level", "5000")]),
    ],
)
def test_figures(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert said(text) == [(about, indicator, kind, Decimal(value)) for about, indicator, kind, value in expected]


def test_coordinated_places_each_get_the_figure() -> None:
    rows = observations("河北省阜平县龙泉关镇的骆驼湾村和顾家台村两个村，人均年收入才900元。")
    assert [(o.about, o.indicator, o.value) for o in rows] == [
        ("骆驼湾村", "per-capita-income", Decimal(900)),
        ("顾家台村", "per-capita-income", Decimal(900)),
    ]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("截至2018年底，通榆县有贫困户20户。", [(None, "2018-12-31")]),
        ("2018年，通榆县投入资金300万元。", [("2018", "2018")]),
        ("2018年，通榆县有贫困人口300人。", [(None, "2018")]),
        ("通榆县有贫困人口300人。", [(None, None)]),
        ("通榆县的收入是1989年的43倍。", [(None, None)]),
        ("通榆县贫困发生率从2015年底的4.9%降到2018年底的0.5%。", [(None, "2015-12-31"), (None, "2018-12-31")]),
        ("近三年，通榆县投入资金300万元。", [("2016", "2019")]),
        ("2017年9月，通榆县的水通到了各家，每方水只要3元。", [(None, None)]),
        # what points back to a time, a year or a day spoken of before
        ("2016年，通榆县开始种药材。头一年，通榆县投入资金300万元。", [("2016", "2016")]),
        ("2016年，通榆县开始种药材。第二年，通榆县投入资金300万元。", [("2017", "2017")]),
        ("五年前，通榆县很穷。那时，通榆县有贫困人口300人。", [(None, "2014")]),
        ("8月5日，通榆县开会。会上，通榆县投入资金300万元。", [("2019-08-05", "2019-08-05")]),
        ("两个月前，通榆县投入资金300万元。", [("2019-06", "2019-06")]),
        # the earlier state is of the beginning of the stretch, or of the time of the pair before
        ("2014年至2018年，通榆县贫困人口由900人减少到300人。", [(None, "2014"), (None, "2018")]),
        (
            "通榆县贫困人口从2014年的900人减少到2018年的300人，贫困发生率由9%降到3%。",
            [(None, "2014"), (None, "2018"), (None, "2014"), (None, "2018")],
        ),
        # a year without 年, a time behind its figure, what began with an event, what 其中 takes from before
        ("到2017底，通榆县有贫困人口300人。", [(None, "2017-12-31")]),
        ("通榆县65户去年全部脱贫。", [("2018", "2018")]),
        ("专项活动开展以来，通榆县投入资金300万元。", [(None, "2019-08")]),
        ("2018年，通榆县投入资金300万元。其中，靖宇县投入资金100万元。", [("2018", "2018"), ("2018", "2018")]),
        # what opens a paragraph with a time holds up to the next that says when
        (
            "2016年，通榆县起步。通榆县投入资金300万元。去年，通榆县起步。通榆县投入资金100万元。",
            [("2016", "2016"), (None, None)],
        ),
        # 上年 is the one before the year that is spoken of
        ("2016年，通榆县贫困发生率由上年的7%降到4%。", [(None, "2015"), (None, "2016")]),
        # 年底 is that of the year that was told, N年来 the stretch that was, and 分别 gives a stretch out by years
        ("2017年，通榆县起步。年底，通榆县贫困人口300人。", [(None, "2017-12-31")]),
        ("2013-2018年，通榆县起步。六年来，通榆县投入资金300万元。", [("2013", "2018")]),
        (
            "2013-2015年通榆县减贫人数分别为300人、200人、100人。",
            [("2013", "2013"), ("2014", "2014"), ("2015", "2015")],
        ),
        # a time that another verb has
        ("通榆县投资500万元的车间于去年7月投产。", [(None, None)]),
        # the time in its own clause, before the figure or behind it, comes first
        ("去年底，通榆县脱贫，剩下的15户预计今年年底前脱贫。", [(None, "2019-12-31")]),
        # a long sentence opens no paragraph, and what is spent after an event is not of its day
        ("2016年，通榆县争取到资金，修路列入了第一批项目，乡亲们奔走相告都很高兴。通榆县投入300万元。", [(None, None)]),
        ("2015年，村民王桂花砸伤了腰，看病花掉3万元。", [(None, None)]),
        # …but nobody knows when 最近 is
        ("去年通榆县脱了贫，最近投入资金300万元。", [(None, None)]),
        # what belongs to a thing, comes each year, is compared with or is a part
        ("通榆县有底气。村口有座2018年建成的车间，用工60人。", [(None, None)]),
        ("2016年，通榆县流转土地7亩，每年租金3150元。", [("2016", "2016"), (None, None)]),
        (
            "到4月底，通榆县务工人员达到183人，是去年全年的101.5%；车间吸纳24人。",
            [(None, "2019-04-30")] * 3,
        ),
        (
            "近三年，通榆县投入资金461元，其中2018年138元；通榆县选派干部19名。",
            [("2016", "2019"), ("2018", "2018"), ("2016", "2019")],
        ),
        # figures side by side have the time behind them; what holds now; the years to come
        ("通榆县剩下的4户9人今年年底脱贫。", [(None, "2019-12-31")] * 2),
        ("村民王桂花有活干。如今她当上组长，每月工资2600元。", [(None, "2019-08")]),
        ("未来两年，通榆县计划投入资金300万元。", [("2019", "2021")]),
        # a wage of many is of the time of its sentence, a person's holds on
        ("2018年，通榆县的车间招了30人，人均月工资2000元。", [("2018", "2018"), ("2018", "2018")]),
    ],
)
def test_dates(text: str, dates: list[tuple[str | None, str | None]]) -> None:
    assert [(o.since, o.until) for o in observations(text)] == dates


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("通榆县计划投入资金300万元。", "planned"),
        ("通榆县已经投入资金300万元。", "actual"),
        ("通榆县计划脱贫，目前已投入资金300万元。", "actual"),
        ("明年，通榆县投入资金300万元。", "planned"),
        ("通榆县明年投入资金300万元。", "planned"),
        ("2020年底，通榆县贫困人口减少到300人。", "planned"),  # said in 2019
        ("根据协议，通榆县提供岗位300个。", "planned"),
        ("通榆县完成全年计划的55%。", "actual"),
        ("通榆县争取来资金300万元。", "actual"),
        ("为确保增收，通榆县投入资金300万元。", "actual"),
        ("今年，通榆县还将建电站，新增装机8万千瓦。", "planned"),
        ("今年，通榆县剩下的300名贫困人口将全部脱贫。", "planned"),
        ("通榆县确保户户有活干，今年外出务工300人。", "actual"),
        ("今年要再建30个基地，通榆县把贫困发生率降到0.8%。", "planned"),
        ("通榆县年底有望减贫300人。", "planned"),
        ("通榆县的300名贫困人口有望脱贫。", "planned"),
        ("其中通榆县争取各级财政投入300万元。", "actual"),
        ("通榆县推行“一村一品”计划，卖出300万元。", "actual"),
        ("今年，通榆县将减少贫困人口；投入资金300万元。", "planned"),
        ("今年，通榆县将确保脱贫；投入资金300万元。", "planned"),
        ("通榆县合计着，再投入资金300万元。", "planned"),
        ("通榆县剩下的4户今年年底也能脱贫。", "planned"),
        ("2018年，通榆县计划投入资金300万元。", "planned"),  # whatever came of it
        ("2018年，通榆县投入资金300万元。", "actual"),
    ],
)
def test_status(text: str, status: str) -> None:
    assert [o.status for o in observations(text)] == [status]


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("通榆县户均增收2000元。", "household"),
        ("通榆县人均纯收入9000元。", "person"),
        ("通榆县的扶贫车间月工资2000元。", "month"),
        ("通榆县土地租金每亩500元。", "mu"),
        ("通榆县让每个养羊户增收2000元。", "household"),
        ("通榆县丰收村村民王桂花上个月领到工资2000元。", "month"),
        ("通榆县建起生产线，年加工玉米300吨。", "year"),
        ("通榆县全年接待游客300人。", None),
        ("通榆县年底分红300万元。", None),
        ("通榆县输转劳务，创劳务收入3亿元。", None),
    ],
)
def test_per(text: str, per: str | None) -> None:
    assert [o.per for o in observations(text)] == [per]


def test_a_decrease_is_signed() -> None:
    (row,) = observations("三年来，通榆县耕地面积减少了近20%。")
    assert (row.kind, row.value, row.bound) == ("growth", Decimal(-20), "approx")


def test_what_names_no_subject_is_left_out() -> None:
    assert observations("投入资金300万元。") == []


def test_a_new_indicator_is_a_concept_and_nothing_else() -> None:
    text = "通榆县植树成活率92%。"
    assert [row[1] for row in said(text)] == ["other"]
    scheme = dict(concepts())
    words = ("成活率", "植树成活率")
    new = Concept("indicator", "survival-rate", "成活率", "survival rate", words, {"unit": "percent"})
    scheme["indicator"] = (*scheme["indicator"], new)
    rows = Extractor(scheme).extract(report(text)).observations
    assert [(o.indicator, o.value) for o in rows] == [("survival-rate", Decimal(92))]


def test_every_quote_is_verbatim() -> None:
    text = "吉林:全省投入资金１２万元,通榆县貧困戶20户。第一书记王大山说:“干!”"
    statements = EXTRACTOR.extract(report(text))
    rows = [row for _, rows in statements.sections() for row in rows]
    assert rows
    assert all(row.start is not None and text[row.start : row.end] == row.quote for row in rows)


def test_names_put_right_are_findings() -> None:
    statements = EXTRACTOR.extract(report("吉林省的王清县有贫困户20户。"))
    assert [(a.kind, a.quote, a.should_be) for a in statements.anomalies] == [("garbled-name", "王清县", "汪清县")]
    assert [o.about for o in statements.observations] == ["汪清县"]


WORK_REPORT = """通榆县政府工作报告
——2019年1月20日在通榆县人民代表大会上
一、2018年工作回顾
过去一年，我们坚持统筹发展。减贫120户300人，贫困发生率由上年末的6%下降到3%。
（一）产业。通榆县丰收粮油有限公司建成生产线。新建扶贫车间8个，吸纳就业200人。
二、2019年工作安排
建设扶贫车间10个，投入资金4000万元。
"""


def test_a_work_report_speaks_of_its_place_and_its_years() -> None:
    rows = observations(WORK_REPORT, "2019-01-20")
    assert {o.about for o in rows} == {"通榆县"}
    assert [(o.indicator, o.value, o.until, o.status) for o in rows] == [
        ("households-lifted", Decimal(120), "2018", "actual"),
        ("persons-lifted", Decimal(300), "2018", "actual"),
        ("poverty-incidence", Decimal(6), "2017-12-31", "actual"),
        ("poverty-incidence", Decimal(3), "2018", "actual"),
        ("bases", Decimal(8), "2018", "actual"),
        ("persons-employed", Decimal(200), "2018", "actual"),
        ("bases", Decimal(10), "2019", "planned"),
        ("funds-invested", Decimal(40000000), "2019", "planned"),
    ]


def test_a_titled_section_speaks_of_the_place_in_its_title() -> None:
    text = (
        "吉林省公告\n一、情况\n评估如下。\n（一）通榆县。贫困发生率1.2%，漏评率0.1%。\n"
        "（二）靖宇县。贫困发生率0.9%。\n二、要求\n照办。\n"
    )
    assert [(o.about, o.value) for o in observations(text)] == [
        ("通榆县", Decimal("1.2")),
        ("通榆县", Decimal("0.1")),
        ("靖宇县", Decimal("0.9")),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "吉林省有好消息。通榆县、靖宇县等9个县贫困发生率均低于2%。",
            [
                ("吉林省", "other", "9"),
                ("吉林省", "poverty-incidence", "2"),
            ],
        ),
        (
            "通榆县漏评率、错退率均低于1%。",
            [
                ("通榆县", "missed-identification-rate", "1"),
                ("通榆县", "wrong-exit-rate", "1"),
            ],
        ),
        (
            "通榆县销售额2亿元、产值3亿元，分别增长5%、7%。",
            [
                ("通榆县", "sales", "200000000"),
                ("通榆县", "output-value", "300000000"),
                ("通榆县", "sales", "5"),
                ("通榆县", "output-value", "7"),
            ],
        ),
        ("通榆县给60户贫困户送去了羊。", [("通榆县", "households-benefited", "60")]),
        ("通榆县新增规上工业企业4户。", [("通榆县", "enterprises", "4")]),
        ("通榆县新办扶贫工厂3家。", [("通榆县", "bases", "3")]),
        ("通榆县选派干部9名、教师30名。", [("通榆县", "cadres-dispatched", "9"), ("通榆县", "other", "30")]),
        ("通榆县的干粉条一斤四块二。", [("通榆县", "price", "4.2")]),
        ("通榆县委书记王大山贷了5万元。", [("王大山", "loans", "50000")]),
        ("通榆县委书记王大山投入资金5万元。", [("通榆县", "funds-invested", "50000")]),
        ("通榆县邮储银行推出“惠农贷”，最高可贷10万元。", [("“惠农贷”", "loans", "100000")]),
        (
            "“结对帮”行动中，通榆县8个乡镇参加，捐款20万元。",
            [
                ("通榆县", "other", "8"),
                ("结对帮”行动", "donations", "200000"),
            ],
        ),
    ],
)
def test_of_whom_and_of_what(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(o.about.strip("“”"), o.indicator, o.value) for o in observations(text)] == [
        (about.strip("“”"), indicator, Decimal(value)) for about, indicator, value in expected
    ]


def test_numbers_inside_names_are_no_figures() -> None:
    assert said("通榆县推行“1+9+36”政策体系。") == []


@pytest.mark.parametrize(
    "text",
    [
        "通榆县贫困人口并未降到500人。",
        "如果通榆县投入1000万元，就能修路。",
        "通榆县人均收入低于全省平均水平4500元。",
        "通榆县、靖宇县都有好消息。两县共投入300万元。",
        "通榆县、靖宇县、安图县分别投入300万元、500万元。",
    ],
)
def test_what_is_denied_conditional_or_of_several_is_left_out(text: str) -> None:
    assert observations(text) == []


def test_the_same_number_at_another_time_is_another_figure() -> None:
    rows = observations("2016年，通榆县脱贫1000人。2017年，通榆县脱贫1000人。")
    assert [(o.value, o.until) for o in rows] == [(Decimal(1000), "2016"), (Decimal(1000), "2017")]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("通榆县贫困发生率下降2.1个百分点。", "change", "-2.1"),
        ("通榆县贫困发生率下降2.1%。", "growth", "-2.1"),
        ("通榆县产值翻了一番。", "growth", "100"),
        ("通榆县减少贫困人口300人。", "change", "-300"),
        ("通榆县销售额不会低于8000万元。", "level", "80000000"),
    ],
)
def test_kind_and_sign(text: str, kind: str, value: str) -> None:
    (row,) = observations(text)
    assert (row.kind, row.value) == (kind, Decimal(value))


def test_lists_are_shared_out_to_the_last_links_of_chains() -> None:
    rows = said("甘肃省临夏州东乡县与四川省凉山州昭觉县分别减贫1.5万人和2.3万人。")
    assert [(about, value) for about, _, _, value in rows] == [
        ("东乡族自治县", Decimal(15000)),
        ("昭觉县", Decimal(23000)),
    ]


def test_one_odd_phrase_does_not_make_a_text_a_copy() -> None:
    one = EXTRACTOR.extract(report("通榆县选派首任秘书三名。")).anomalies
    many = EXTRACTOR.extract(report("吉林省的王清县选派首任秘书三名，五级秘书都来了。")).anomalies
    assert [a.should_be for a in one] == []
    assert [a.should_be for a in many] == ["汪清县", "第一书记", "五级书记"]


def test_a_report_may_end_with_its_date() -> None:
    assert [o.value for o in observations("通榆县有贫困户20户。\n2019年4月30日", None)] == [Decimal(20)]


def test_the_rates_of_an_evaluation_are_of_its_date() -> None:
    rows = observations(
        "2019年1月，第三方机构对两个县进行了专项评估检查。结果显示，通榆县贫困发生率1.1%。通榆县综合贫困发生率1.2%，漏评率0.1%，"
        "群众认可度97%。通榆县贫困发生率曾有8%。"
    )
    assert [(row.indicator, row.until) for row in rows] == [
        ("poverty-incidence", "2019-01"),
        ("poverty-incidence", "2019-01"),
        ("missed-identification-rate", "2019-01"),
        ("approval-rate", "2019-01"),
        ("poverty-incidence", None),
    ]


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("村民赵铁柱今年五十三岁，种茶5亩。", [None]),  # the year is that of his age
        ("长白山绿源有限公司在通榆县。公司现有员工236人。", ["2019-08"]),
        ("2018年底，通榆县现有贫困户300户。", ["2018-12-31"]),
        ("2017年底，通榆县人均纯收入8160元，比2014年翻了一番。", ["2017-12-31", "2017-12-31"]),
        ("通榆县的合作社往年卖果一年只得7000元。", [None]),
        ("通榆县丰收村在山上。2017年之前，这个138户的寨子没有路。", [None]),
    ],
)
def test_what_dates_a_figure(text: str, until: list[str | None]) -> None:
    assert [row.until for row in observations(text)] == until


@pytest.mark.parametrize(
    ("date", "text", "until"),
    [
        ("2018-12", "通榆县全年投入资金300万元，引进企业3家。", ["2018", "2018"]),
        ("2019-01", "通榆县全年投入资金300万元。", ["2018"]),
        ("2019-08", "通榆县全年投入资金300万元。", [None]),
        ("2019-08", "通榆县力争全年投入资金300万元。", ["2019"]),
        ("2019-08", "通榆县年内再投入资金300万元。", ["2019"]),
        (None, "通榆县年内再投入资金300万元。", [None]),
    ],
)
def test_the_whole_year_is_that_which_is_over_or_planned(date: str | None, text: str, until: list[str | None]) -> None:
    said = Report(id="r", text=text, sha256="0" * 64, date=date)
    assert [row.until for row in EXTRACTOR.extract(said).observations] == until


def test_what_is_planned_in_a_report_without_a_date() -> None:
    said = Report(id="r", text="通榆县2020年将投入资金300万元。", sha256="0" * 64, date=None)
    assert [row.status for row in EXTRACTOR.extract(said).observations] == ["planned"]


def test_no_number_is_a_percentage_that_does_not_say_so() -> None:
    rows = observations("通榆县有超过4.6万生活在贫困线以下，贫困发生率达到21.7%。通榆县有超过4.6万人生活在贫困线以下。")
    assert [(row.value, row.unit) for row in rows] == [(Decimal("21.7"), "percent"), (46000, "person")]


def test_what_stands_since_something_began_is_not_dated_by_it() -> None:
    rows = observations("通榆县的加工厂去年10月投产，64名工人在这里上班，平均月工资2200元。")
    assert [row.until for row in rows] == [None, None]


@pytest.mark.parametrize(
    "text",
    [
        "通榆县要求每个贫困户至少有1人就业。",
        "如果通榆县脱贫3000人，贫困发生率就能降到1%。",
        "与镇赉县相比，通榆县多脱贫300人。",
        "通榆县修了路，是镇赉县的2倍。",
    ],
)
def test_what_is_supposed_or_only_compared_is_left_out(text: str) -> None:
    assert observations(text) == []


def test_a_difference_is_no_level() -> None:
    (row,) = observations("2019年通榆县脱贫人数比2018年多300人。")
    assert (row.indicator, row.kind, row.value) == ("persons-lifted", "change", 300)
    (row,) = observations("通榆县贫困发生率比全省低2.1个百分点。")
    assert (row.indicator, row.kind) == ("other", "level")


def test_years_that_are_listed_have_their_own_figures() -> None:
    rows = observations("通榆县2017年、2018年分别脱贫3000人、4000人。")
    assert [(row.since, row.until) for row in rows] == [("2017", "2017"), ("2018", "2018")]


def test_those_who_moved_are_counted_as_of_when() -> None:
    rows = observations("通榆县住在山上的27户89人，2018年底全部搬到了县城。")
    assert [row.until for row in rows] == ["2018-12-31", "2018-12-31"]


def test_parts_measure_what_their_whole_does_even_if_nobody_can_say_whose_it_is() -> None:
    rows = observations("全州现有建档立卡贫困人口14.3万人，其中通榆县6.1万人、大安市4.2万人。")
    assert [(row.about, row.indicator) for row in rows] == [
        ("通榆县", "poor-population"),
        ("大安市", "poor-population"),
    ]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("通榆县有172个行政村。", "other"),
        ("通榆县有农村劳动力12万人。", "other"),
        ("通榆县的合作社带动周边5个乡镇3200户农户种枣。", "households-benefited"),
        ("通榆县2012年人均纯收入1465元，如今已超过1万元。", "per-capita-income"),
    ],
)
def test_what_the_last_figure_measures(text: str, indicator: str) -> None:
    assert observations(text)[-1].indicator == indicator


def test_what_will_be_behind_a_figure_plans_it() -> None:
    (row,) = observations("通榆县剩余9个村将于明年脱贫。")
    assert (row.status, row.until) == ("planned", "2020")


def test_those_who_went_somewhere_are_no_villages() -> None:
    (row,) = observations("通榆县先后有46个在外打工的回了村。")
    assert row.unit == "person"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("通榆县贫困人口住院1.2万人次。", ["other"]),
        ("通榆县投入扶贫资金4.2亿元，其中产业资金占51%。", ["funds-invested", "share"]),
        ("通榆县丰收村去年村人均收入达到12620元，比2016年翻了将近一番。", ["per-capita-income", "per-capita-income"]),
        (
            "通榆县2014年有贫困人口15万人，贫困发生率36.4%；到2018年底，分别降至3万人和7.5%。",
            ["poor-population", "poverty-incidence", "poor-population", "poverty-incidence"],
        ),
        ("通榆县21个行政村的村干部参加会议。", ["other"]),
        ("通榆县追缴违规资金210万元。", ["other"]),
        ("通榆县投入资金9亿元，年度分别为2016年1亿元、2017年2亿元。", ["funds-invested"] * 3),
        ("通榆县贫困发生率15.6%，比2015年底的24.1%下降8.5个百分点。", ["poverty-incidence"] * 3),
        ("通榆县丰收专业合作社吸纳社员86户，其中贫困户52户。", ["households-benefited", "households-benefited"]),
    ],
)
def test_what_figures_measure(text: str, expected: list[str]) -> None:
    assert [row.indicator for row in observations(text)] == expected


def test_what_is_dated_beyond_its_report_is_planned() -> None:
    (row,) = observations("通榆县要求年底前完成危房改造356户。")
    assert (row.until, row.status) == ("2019-12-31", "planned")


def test_up_to_when_a_report_counts_is_not_to_come() -> None:
    (row,) = observations("截至2019年12月20日，通榆县投入资金9亿元。")
    assert row.status == "actual"


def test_the_country_in_the_name_of_a_body_is_no_subject() -> None:
    (row,) = observations("中国证监会帮扶通榆县，引进资金3.6亿元。")
    assert row.about != "中国"

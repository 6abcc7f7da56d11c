"""Time expressions: what they resolve to against the report's date. Sentences are invented."""

import time as clock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from povgraph.mentions.calendars import is_date
from povgraph.mentions.reportdates import infer_report_date
from povgraph.mentions.times import find_times
from povgraph.text.normal import normalise


def short(text, report="2019-08-12"):
    """Write times as start..end, an I for intervals, a ? for what points back."""
    return [
        f"{t.start or ''}..{t.end or ''}{'I' if t.interval else ''}{'?' if t.kind == 'anaphor' else ''}"
        for t in find_times(normalise(text), report)
    ]


ABSOLUTE = [
    ("2018年脱贫", ["2018..2018"]),
    ("2018年度", ["2018..2018"]),
    ("二〇一八年", ["2018..2018"]),
    ("二○一九年四月", ["2019-04..2019-04"]),
    ("2015年底的数字", ["..2015-12-31"]),
    ("2017年末", ["..2017-12-31"]),
    ("2017年年底", ["..2017-12-31"]),
    ("2017年春", ["2017..2017"]),
    ("2014年元旦前后", ["2014..2014"]),
    ("2018年2月底", ["..2018-02-28"]),
    ("2016年4月12日", ["2016-04-12..2016-04-12"]),
    ("2018年5月20日至22日", ["2018-05-20..2018-05-22I"]),
    ("2018年第三季度", ["2018-07..2018-09I"]),
    ("2018年上半年", ["2018-01..2018-06I"]),
    ("2018年1—11月", ["2018-01..2018-11I"]),
    ("2011年至2016年", ["2011..2016I"]),
    ("2014-2018年", ["2014..2018I"]),
    ("2016年3月至2018年5月", ["2016-03..2018-05I"]),
    ("从2013年立项到现在", ["2013..2019-08I"]),
    ("从2015年的13%降到2018年的1%", ["2015..2015", "..2018"]),
    ("2013年以来", ["2013..2019-08I"]),
    ("自2014年精准扶贫以来", ["2014..2019-08I"]),
    ("2016年起", ["2016..I"]),
    ("2012年之前", ["..2012"]),
    ("2020年底前", ["..2020-12-31"]),
    ("到2020年，全部退出", ["..2020"]),
    ("截至2018年12月", ["..2018-12"]),
    ("“十三五”期间", ["2016..2020I"]),
    ("“十三五”末", ["..2020-12-31"]),
    ("“十三五”规划", []),
    ("党的十八大以来", ["2012-11..2019-08I"]),
    ("改革开放以来", ["1978-12..2019-08I"]),
    ("（2019-08-12 10:20）", ["2019-08-12..2019-08-12"]),
    ("2019-13-45", []),
    ("2019年2月30日", [".."]),
]  # fmt: skip

RELATIVE = [
    ("今年", ["2019..2019"]),
    ("去年卖牛", ["2018..2018"]),
    ("前年", ["2017..2017"]),
    ("明年", ["2020..2020"]),
    ("去年底", ["..2018-12-31"]),
    ("去年年底", ["..2018-12-31"]),
    ("截至今年7月底", ["..2019-07-31"]),
    ("今年前7个月", ["2019-01..2019-07I"]),
    ("今年以来", ["2019..2019-08I"]),
    ("今年5月11日", ["2019-05-11..2019-05-11"]),
    ("10月18日", ["2019-10-18..2019-10-18"]),
    ("截至6月底", ["..2019-06-30"]),
    ("上半年增长5%", ["2019-01..2019-06I"]),
    ("一季度", ["2019-01..2019-03I"]),
    ("2018年5月通车，9月开学", ["2018-05..2018-05", "2018-09..2018-09"]),
    ("2018年5月通车。9月开学", ["2018-05..2018-05", "2019-09..2019-09"]),
    ("近三年投入3亿元", ["2016..2019I"]),
    ("三年来", ["2016..2019I"]),
    ("过去五年", ["2014..2019I"]),
    ("两年多来", ["2017..2019I"]),
    ("连续五年", ["2015..2019I"]),
    ("四年下来", ["2015..2019I"]),
    ("四年过去", ["..2019-08"]),
    ("三年前", ["2016..2016"]),
    ("50多年前", [".."]),
    ("目前", ["..2019-08"]),
    ("截至目前", ["..2019-08"]),
    ("降至今年的水平", ["..2019"]),
    ("至今未变", ["..2019-08"]),
    ("昨天上午", ["2019-08-11..2019-08-11"]),
    ("今天起", ["2019-08-12..I"]),
    ("上个月", ["2019-07..2019-07"]),
    ("近年来", ["..I"]),
    ("当年脱贫", ["..?"]),
    ("此后，同期", ["..?", "..?"]),
    ("这一年", ["..?"]),
]

NOTHING = [
    "用了36年",
    "58岁",
    "20多年",
    "三天",
    "12天",
    "半年时间",
    "2000年的历史",
    "1990年代",
    "1900年",
    "3个月",
    "每年3月",
    "十八届三中全会",
    "月收入3000元",
    "几十年",
]


@pytest.mark.parametrize(("text", "expected"), ABSOLUTE + RELATIVE)
def test_times(text, expected):
    assert short(text) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_no_time(text):
    assert short(text) == []


def test_a_bare_month_late_in_the_year_is_last_year_s_in_a_report_of_january():
    assert short("12月3日，他回到村里", "2020-01") == ["2019-12-03..2019-12-03"]
    assert short("3月，开工", "2020-02") == ["2020-03..2020-03"]


def test_the_present_has_the_precision_of_the_report():
    assert short("目前", "2019") == ["..2019"]
    assert short("昨天", "2019-08") == ["2019-08..2019-08"]


def test_without_a_report_date_what_is_relative_stays_open():
    times = find_times("去年10月，三年来，目前，今天，8月3日；2018年，8月", None)
    assert [(t.kind, t.start, t.end) for t in times[:5]] == [("relative", None, None)] * 5
    assert [(t.start, t.end) for t in times[5:]] == [("2018", "2018"), ("2018-08", "2018-08")]


def test_spans():
    text = "截至2018年12月底，从2014年到现在"
    assert [text[t.span.start : t.span.end] for t in find_times(text, "2019")] == ["2018年12月底", "2014年到现在"]


INFERRED = [
    ("青山脱贫\n发布时间：2019-08-12 10:20 来源：某网\n全县脱贫。", "2019-08-12"),
    ("青山脱贫\n全县脱贫。\n（2018年3月5日）", "2018-03-05"),
    ("到2018年底，全县脱贫3万人。今年再脱贫1万人。", "2019"),
    ("2018年底还有3万人。2019年投入1亿元，今年以来新增2000万元。", "2019"),
    ("到2018年底，全县脱贫3万人。今年再干，力争到2020年底全部脱贫。", "2019"),
    ("到2018年底，全县脱贫3万人。", None),
    ("2016年开工，今年建成。", None),
    ("今年再脱贫1万人。", None),
    ("2015年底有3万人，2018年投入1亿元，今年建成。", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "expected"), INFERRED)
def test_report_date_from_the_text(text, expected):
    assert infer_report_date(text) == expected


@given(
    st.text(st.sampled_from(list("20189年月日底三十二近来今去前后以至到从第季度上半，。“”五")), max_size=30),
    st.sampled_from([None, "2019", "2019-08", "2019-02-28"]),
)
def test_dates_are_dates_and_spans_in_order(text, report):
    end = 0
    for found in find_times(text, report):
        assert end <= found.span.start < found.span.end <= len(text)
        end = found.span.end
        assert found.start is None or is_date(found.start)
        assert found.end is None or is_date(found.end)
        assert found.kind in {"absolute", "relative", "anaphor"}
    assert infer_report_date(text) is None or is_date(infer_report_date(text))


@pytest.mark.parametrize(
    "pattern",
    [
        "1",
        "2018年",
        "2018-02-30 ",
        "5月",
        "三年",
        "十",
        "近",
        "从2014年",
        "以来",
        "年底",
        "“十三五",
        "1至",
        "2018至",
        "今年",
        "（",
    ],
)
def test_linear(pattern):
    def seconds(count):
        text = "2018年" + pattern * (count // len(pattern))
        runs = []
        for _ in range(3):
            start = clock.process_time()
            find_times(text, "2019-08")
            runs.append(clock.process_time() - start)
        return min(runs)

    seconds(1000)
    assert seconds(100_000) < 50 * max(seconds(10_000), 0.002)  # linear is 10, quadratic 100

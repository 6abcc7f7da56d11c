"""Quantities: value, unit, bound, interval, per; and what is no figure. Facts are invented."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from povgraph.mentions.quantities import find_quantities
from povgraph.mentions.units import Units
from povgraph.model import Concept
from povgraph.text.normal import normalise
from povgraph.vocabulary import concepts

UNITS = Units(concepts()["unit"])


def found(text):
    return find_quantities(normalise(text), UNITS)


def short(text):
    """Write quantities as value, unit (?unit if only implied), bound sign, /per."""
    signs = {"eq": "", "approx": "~", "ge": ">", "le": "<"}
    return [
        f"{signs[q.bound]}{q.value} {q.unit or '?' + (q.implied or '')}{'/' + q.per if q.per else ''}"
        for q in found(text)
    ]


VALUES = [
    # numerals of all kinds
    ("全县28,450人", ["28450 person"]),
    ("搬迁2.4万人次", ["24000 person"]),
    ("两千零六十五万人", ["20650000 person"]),
    ("七十三户贫困户", ["73 household"]),
    ("销售额1.6个亿", ["160000000 ?yuan"]),
    ("装上六百多块光伏板", []),
    ("走三个多钟头", []),
    ("贷款3亿2千万元", ["320000000 yuan"]),
    ("修路四十一点五公里", ["41.5 km"]),
    ("贫困发生率百分之四点九", ["4.9 percent"]),
    ("六分之一的农户", ["16.666667 percent"]),
    ("占总数的三成", ["30 percent"]),
    ("覆盖率98.5％", ["98.5 percent"]),
    ("提高了4.2个百分点", ["4.2 percent"]),
    ("出生率12‰", ["1.2 percent"]),
    # units
    ("种了15亩", ["1 hectare"]),
    ("造林3平方公里", ["300 hectare"]),
    ("收了2000斤", ["1 tonne"]),
    ("产茶500公斤", ["0.5 tonne"]),
    ("新房80平方米", ["80 square-metre"]),
    ("走了八里路", ["4 km"]),
    ("长1200米", ["1.2 km"]),
    ("装机5.2万千瓦", ["52000 kilowatt"]),
    ("装机30兆瓦", ["30000 kilowatt"]),
    ("只要三毛钱", ["0.3 yuan"]),
    ("花了四百块钱", ["400 yuan"]),
    # tenths behind a unit, and a smaller unit with its own
    ("一斤卖到六毛五，往年五毛六分", ["0.65 yuan", "0.56 yuan"]),
    ("每斤一块二毛五，每斤一块二", ["1.25 yuan", "1.2 yuan"]),
    ("运费三块五毛钱，票价3元5角", ["3.5 yuan", "3.5 yuan"]),
    ("大家一块去，三块田里", []),
    ("一斤卖两块二三也得出手", [">2.2 yuan", "<2.3 yuan"]),
    ("成活率在九成五以上，占三成五", [">95 percent", "35 percent"]),
    ("五成二十户", ["50 percent", "20 household"]),
    ("人均耕地六分", ["0.04 hectare/person"]),
    ("得了98分", []),
    ("两亩半茶园", ["0.166667 hectare"]),
    ("养了五头牛、200只羊、3万羽鸡", ["5 animal", "200 animal", "30000 animal"]),
    ("栽了300株苗", ["300 item"]),
    ("投资500万美元", []),
    ("发电30万千瓦时", []),
    # counting words and their nouns
    ("340个村、7个县", ["340 village", "7 county"]),
    ("12个乡镇、156个行政村", ["12 township", "156 village"]),
    ("43个村民小组", ["43 item"]),
    ("21个国家扶贫工作重点县", ["21 county"]),
    ("12个县（市、区）退出", ["12 county"]),
    ("5个民族自治州", ["5 item"]),
    ("6个村级服务点", ["6 item"]),
    ("9个街道", ["9 township"]),
    ("5个同学", ["5 person"]),
    ("100个农民专业合作社", ["100 item"]),
    ("村里有12口井", ["12 item"]),
    ("一家五口", ["5 person"]),
    ("三十多户人家", [">30 household"]),
    ("35家企业", ["35 item"]),
    ("8县（区）摘帽", ["8 county"]),
    # nouns without a counting word, and before the number
    ("512万贫困人口", ["5120000 person"]),
    ("40多万农村贫困人口", [">400000 person"]),
    ("近三千贫困户", ["~3000 household"]),
    ("6万多父老乡亲", [">60000 person"]),
    ("惠及贫困村61个、17个", ["61 village", "17 village"]),
    ("贫困村由89个减少到11个", ["89 village", "11 village"]),
    ("贫困村的数量从2014年底的1,204个减至2017年底的87个", ["1204 village", "87 village"]),
    ("脱贫的村，全镇有9个", ["9 village"]),
    ("帮扶车间23个，其中甲县15个、乙县8个", ["23 item", "15 item", "8 item"]),
    # coordination
    ("甲镇、乙镇、丙乡分别脱贫120、98和75户", ["120 household", "98 household", "75 household"]),
    ("21名、16名干部", ["21 person", "16 person"]),
    # without a unit
    ("人口85万的大县", ["850000 ?person"]),
    ("卖羊卖了三万六", ["36000 ?yuan"]),
    ("投入超过450万", [">4500000 ?yuan"]),
    ("脱贫人口超过60万", [">600000 ?person"]),
    ("错退率为零", ["0 percent"]),
    ("贫困发生率由4.6%降为零", ["4.6 percent", "0 percent"]),
    # large numbers without a unit, and sums of money
    ("农村贫困人口70,560，", ["70560 ?person"]),
    ("去年到手2960，今年还多", ["2960 ?yuan"]),
    ("销售玉米4100万穗", ["41000000 item"]),
    # what only looks like a sum, an animal, a count
    ("没让我掏一分钱", []),
    ("共5个工作日", []),
    ("给校服上袖子，熟手一天上四百只", ["400 item"]),
    ("鸡舍里有四百只", ["400 animal"]),
    ("碗一块、瓢一块，丢个草帽盖三块", []),
    ("给60户贫困户每户装上", ["60 household"]),
    ("集体收入为零", ["0 ?yuan"]),
    # spaces
    ("共有 36个部门", ["36 item"]),
    ("收入 2000 元", ["2000 yuan"]),
]

BOUNDS = [
    ("约6500人", ["~6500 person"]),
    ("2000元左右", ["~2000 yuan"]),
    ("近85%", ["~85 percent"]),
    ("两万来块", ["~20000 yuan"]),
    ("超过30万元", [">300000 yuan"]),
    ("超过了30万元", [">300000 yuan"]),
    ("突破3亿元", [">300000000 yuan"]),
    ("不少于2.1亿元", [">210000000 yuan"]),
    ("不低于95%", [">95 percent"]),
    ("1000万人以上", [">10000000 person"]),
    ("120余公里", [">120 km"]),
    ("17亿多元", [">1700000000 yuan"]),
    ("700多块钱", [">700 yuan"]),
    ("十几里", [">5 km"]),
    ("百余家企业", [">100 item"]),
    ("上千只鸡", [">1000 animal"]),
    ("近万亩", ["~666.666667 hectare"]),
    ("七成以上", [">70 percent"]),
    ("一多半的人口", [">50 percent"]),
    ("近一半", ["~50 percent"]),
    ("过半", [">50 percent"]),
    ("0.7%以下", ["<0.7 percent"]),
    ("不到1元", ["<1 yuan"]),
    ("不足一米高", ["<0.001 km"]),
    ("不超过10%", ["<10 percent"]),
    ("最高可贷15万元", ["<150000 yuan"]),
    ("一年存不下三千块钱", ["<3000 yuan/year"]),
    ("达98%", ["98 percent"]),
    ("节约30万元", ["300000 yuan"]),
    ("签约11个项目", ["11 item"]),
    ("一米多", [">0.001 km"]),
    # ranges and consecutive digits
    ("七八万元", [">70000 yuan", "<80000 yuan"]),
    ("户收入最高七八万元", ["<80000 yuan/household"]),
    ("四五十户", [">40 household", "<50 household"]),
    ("200-300元", [">200 yuan", "<300 yuan"]),
    ("3到5万元", [">30000 yuan", "<50000 yuan"]),
    ("900米至2100米", [">0.9 km", "<2.1 km"]),
    ("500到1万元", [">500 yuan", "<10000 yuan"]),
    ("从500元到2000元", ["500 yuan", "2000 yuan"]),
    ("从500元到2000元不等", [">500 yuan", "<2000 yuan"]),
    # growth
    ("收入翻两番", ["300 percent"]),
    ("翻了一番", ["100 percent"]),
    ("增加到原来的10倍", ["1000 percent"]),
]

PER = [
    ("每亩补助450元", ["450 yuan/mu"]),
    ("每亩每年租金650元", ["650 yuan/mu"]),
    ("户均增收3800元", ["3800 yuan/household"]),
    ("人均纯收入提高到8765元", ["8765 yuan/person"]),
    ("每月领2200元工资", ["2200 yuan/month"]),
    ("人均月工资2460元", ["2460 yuan/month"]),
    ("年产量18万吨", ["180000 tonne/year"]),
    ("租金500元/亩", ["500 yuan/mu"]),
    ("去年收入3万元", ["30000 yuan"]),
    ("2018年收入3万元", ["30000 yuan"]),
    ("第一年收入3万元", ["30000 yuan"]),
    ("每户补助2万元，贷款5万元", ["20000 yuan/household", "50000 yuan"]),
    ("村均收入8万至9万元", [">80000 yuan/village", "<90000 yuan/village"]),
]

NOTHING = """
2018年 2019年8月3日 36年 20多年 三天 12天 58岁 六十多岁 半个小时 3个月 第十批 第3名 十三届二次会议
党的十九大 “十三五”规划 1+9+36 “两不愁三保障” 四位一体 “一户一岗” 一个村民 一些困难 统一部署 千方百计 几万人 数以万计
数十家 几十户 甲县和乙县两个县 甲、乙两县 三本账 两件喜事 四处奔走 八里村 三台乡 G65高速 5A级景区
电话0431-12345678 一把手 五年规划 90年代 收入为.91元 资金万元 3:1 二十国集团 十分困难 万元户 3号楼2单元
“四个一”工程
"""


@pytest.mark.parametrize(("text", "expected"), VALUES + BOUNDS + PER)
def test_quantities(text, expected):
    assert short(text) == expected


@pytest.mark.parametrize("text", [*NOTHING.split(), "2 300 元"])
def test_no_quantity(text):
    assert short(text) == []


def test_intervals():
    def interval(text):
        return [(q.low and int(q.low), q.high and int(q.high)) for q in found(text)]

    assert interval("50多万人") == [(500000, 600000)]
    assert interval("近85%") == [(None, 85)]
    assert interval("超过30户") == [(30, None)]
    assert interval("30户以下") == [(None, 30)]
    assert interval("约30户") == [(None, None)]
    assert interval("七八万人") == [(70000, None), (None, 80000)]


def test_spans_and_words():
    text = "全县投入超过1.2万元以上，建成56个扶贫车间"
    money, bases = found(text)
    assert text[money.span.start : money.span.end] == "超过1.2万元以上"
    assert text[money.number.start : money.number.end] == "1.2万"
    assert (money.unit_word, money.raw, money.counter) == ("元", Decimal(12000), None)
    assert text[bases.span.start : bases.span.end] == "56个"
    assert (bases.unit_word, bases.counter, bases.noun) == ("个", "个", "扶贫车间")


def test_a_new_unit_is_a_new_concept():
    dan = Concept("unit", "dan", "担", "dan", ("担",), {"baseUnit": "tonne", "numerator": "1", "denominator": "20"})
    assert [(q.value, q.unit) for q in find_quantities("收谷40担", Units([dan]))] == [(2, "tonne")]


def test_a_new_counted_noun_is_a_label():
    village = Concept("unit", "village", "村", "village", ("村", "个艾里"), {"baseUnit": "village"})
    assert [q.unit for q in find_quantities("共有40个艾里", Units([village]))] == ["village"]


@given(
    st.text(
        st.sampled_from(list("0123,.%一二两十百千万亿多余来几半近约超过个户元亩村至到-每分之成倍、，。 “”年")),
        max_size=40,
    )
)
def test_never_fails_and_keeps_to_the_text(text):
    quantities = find_quantities(text, UNITS)
    for quantity in quantities:
        assert 0 <= quantity.span.start <= quantity.number.start < quantity.number.end <= quantity.span.end <= len(text)
        assert quantity.value >= 0
        assert quantity.low is None or quantity.low <= quantity.value
        assert quantity.high is None or quantity.high >= quantity.value
        assert quantity.value == round(quantity.value, 6)
    assert quantities == sorted(quantities, key=lambda quantity: quantity.number.start)


@pytest.mark.parametrize(
    "pattern",
    [
        "1",
        "万",
        "一",
        "1,",
        "1.",
        "“",
        "（",
        "多",
        "1万",
        "百分之",
        "分之",
        "1、",
        "1-",
        "近1",
        "每",
        "翻",
        "1个",
        "个",
        "1至",
        "点",
    ],
)
def test_linear(pattern):
    def seconds(count):
        text = pattern * (count // len(pattern))
        runs = []
        for _ in range(3):
            start = time.process_time()
            find_quantities(text, UNITS)
            runs.append(time.process_time() - start)
        return min(runs)

    seconds(1000)
    assert seconds(100_000) < 50 * max(seconds(10_000), 0.002)  # linear is 10, quadratic 100


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("剩下的600万左右贫困人口都脱了贫。", ["person"]),  # the noun behind a hedge
        ("全县有贫困村30个，建起12个大棚。", ["village", "item"]),  # a noun of its own
        ("全县有贫困村30个，还有12个尚未出列。", ["village", "village"]),
        ("东、中、西三块都好。", []),  # pieces
        ("被子只盖了一角。", []),  # a corner
        ("一斤卖三块，运费一角。", ["yuan", "yuan"]),
    ],
)
def test_what_a_count_counts(text: str, units: list[str]) -> None:
    assert [quantity.unit for quantity in find_quantities(text, UNITS)] == units


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [("当中过半数是搬迁户", "50", "ge"), ("发生率降到了零。", "0", "eq"), ("社里分到一千八百六，都高兴", "1860", "eq")],
)
def test_halves_zero_and_bare_sums(text: str, value: str, bound: str) -> None:
    (quantity,) = find_quantities(text, UNITS)
    assert (str(quantity.value), quantity.bound) == (value, bound)

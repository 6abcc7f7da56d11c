"""Places where a number was lost, and those that only look so. Sentences are invented."""

import time

import pytest

from povgraph.mentions.broken import find_broken
from povgraph.mentions.units import Units
from povgraph.text.normal import normalise
from povgraph.vocabulary import concepts

UNITS = Units(concepts()["unit"])

BROKEN = [
    ("全县共投入资金万元，修路。", ["资金万元"]),
    ("贷款共计亿元。", ["贷款共计亿元"]),
    ("人均收入为.75元，脱贫。", [".75元"]),
    ("种植.5万亩果树。", [".5万亩"]),
    ("贫困发生率降到%。", ["%"]),
    ("村里收入提高到1950年。", ["收入提高到1950年"]),
    ("年收入为元，脱贫。", ["收入为元"]),
    ("家庭年收入仅为元，人均收入超过元。", ["收入仅为元", "收入超过元"]),
    ("厂房面积为2018年平方米。", ["面积为2018年平方米"]),
    ("全年收入 元，脱贫。", ["收入 元"]),
    ("全村共有 户，都搬了。", ["共有 户"]),
    ("错退率为0，漏评率%，群众认可度98%。", ["漏评率%"]),
    ("贫困发生率下降个百分点。", ["下降个百分点"]),
    ("产值比上年增长了%。", ["增长了%"]),
    ("打造1957年代产品", ["1957年代"]),
    ("每户增加收入元。", ["收入元"]),
    ("人均收入为,316元，脱贫。", ["，316元"]),
    ("年收入由3.6万元提高到万元。", ["提高到万元"]),
    ("派出7519年干部。", ["7519年"]),
    ("新路2091年10月建成。", ["2091年"]),
    ("贫困发生率由年的18.7%降至2%。", ["由年的"]),
    ("全村平均海拔多米，修路一百多米。", ["海拔多米"]),
    ("贫困人口由万人减少到2万人。", ["由万人"]),
    ("新建1976年大棚(座)。", ["新建1976年大棚（座）"]),
]

WHOLE = """
收入万元以上的农户 村里出了万元户 投资元件厂 投入3万元 资金数万元 收入近万元 收入上万元 达到98% 占0.5% 百分之几 几个%
下降两个百分点 增长率8% 增长了百分之三
投资到2018年的三倍 20世纪90年代 1990年代 第1.5节 收入3.5元 5000年文明 3421年前 2050年建成 人均收入为3,316元
贷款期限到2020年。 A.5元 收入达千元。 由6000元提高到万元。 由2万元提高到万元以上。 由2万元降到万元。
"""


@pytest.mark.parametrize(("text", "expected"), BROKEN)
def test_broken(text, expected):
    plain = normalise(text)
    assert [plain[b.span.start : b.span.end] for b in find_broken(plain, UNITS)] == expected


WORDS = (
    "从年初到年底，由年产3万吨增加到5万吨，从年薪3万元说起。",
    "许多米面，发展多种经营，多元化，还有多少亩，好多公里。",
    "由万亩荒山变绿洲，从万元户开始，万人受益。",
    "2018年贫困人口（人），2019年项目（个）。",
)


@pytest.mark.parametrize("text", [*WORDS, *WHOLE.split(), "共有 36户，都搬了", "投入 扶贫"])
def test_whole(text):
    assert find_broken(normalise(text), UNITS) == []


def test_kinds():
    assert [b.kind for b in find_broken("1957年代，资金万元", UNITS)] == ["impossible-value", "missing-number"]


@pytest.mark.parametrize("pattern", ["万", "收入", "1", ".1", "%", "有 ", " ", "收入为"])
def test_linear(pattern):
    def seconds(count):
        text = pattern * (count // len(pattern))
        start = time.process_time()
        find_broken(text, UNITS)
        return time.process_time() - start

    seconds(1000)
    assert seconds(100_000) < 40 * max(seconds(10_000), 0.002)

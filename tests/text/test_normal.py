"""Normal form: what becomes what, and that nothing ever moves."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from povgraph.text.normal import normalise

CASES = [
    ("１２３．４５％", "123.45%"),
    ("投入１，２３４万元", "投入1,234万元"),
    ("92户,198人;3村", "92户，198人；3村"),
    ("村里有1,489人", "村里有1,489人"),
    ("截至10:30", "截至10:30"),
    ("记者:王一", "记者：王一"),
    ("全县脱贫.今年", "全县脱贫。今年"),
    ("占0.5%.今年", "占0.5%。今年"),
    ("收入为.91元", "收入为.91元"),
    ("增长3.5倍", "增长3.5倍"),
    ("萬億戶縣鄉貧困後於裡裏衞爲", "万亿户县乡贫困后于里里卫为"),
    ("乾安县的著名特产", "乾安县的著名特产"),
    ("什么", "什么"),
    ("「甲」『乙』", "“甲”‘乙’"),
    ('"甲"和"乙"', "“甲”和“乙”"),
    ('5"管', '5"管'),
    ("⻓⻔⺠⻋⼈⼝", "长门民车人口"),
    ("\uf9e9中\u3000国\u00a0\t\u200b", "里中 国   "),
    ("二○二○年", "二〇二〇年"),
    ("○ 记者", "○ 记者"),
    ("(甲)［乙］", "（甲）[乙]"),
    ("甲•乙‧丙", "甲·乙·丙"),
    ("甲\r\n乙\u2028丙", "甲\r\n乙\n丙"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_normal_form(text, expected):
    assert normalise(text) == expected


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_length_never_changes(text):
    assert len(normalise(text)) == len(text)


@example('"".')
@given(st.text(st.sampled_from(list('，,.:："“0１2。%一○萬贫 \n(（'))))
def test_normal_form_is_its_own(text):
    once = normalise(text)
    assert len(once) == len(text)
    assert normalise(once) == once


@pytest.mark.parametrize("char", [*'",.:○', "1,", '"\n', "一○"])
def test_linear(char):
    def seconds(count):
        start = time.process_time()
        normalise(char * count)
        return time.process_time() - start

    normalise(char)
    assert seconds(200_000) < 40 * max(seconds(20_000), 0.002)

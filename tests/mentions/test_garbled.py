"""Garbled text: what is reported as broken, and what is left alone."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import characters, from_regex

from povgraph.mentions.garbled import find_garbled, find_terms, may_have_terms
from povgraph.mentions.people import find_people, merge_people
from povgraph.resources import lexicon

BROKEN = [
    ("清河市石Stone镇通了车。", "石Stone镇", None),
    ("选出三百名首任秘书。", "首任秘书", "第一书记"),
    ("形成五级秘书抓脱贫。", "五级秘书", "五级书记"),
    ("东部、西部和西部各有优势。", "东部、西部和西部", None),
    ("两地开展配对援助。", "配对援助", "对口支援"),
    ("梯田有300英亩。", "英亩", "亩"),
    ("建成一批减贫工作坊。", "减贫工作坊", "扶贫车间"),
    ("村民Wang Jianguo种薯。", "Wang Jianguo", None),
    ("隔壁的张Jianguo说，牛好。", "张Jianguo", None),
    ("村民李Xiao明养了二十头牛。", "李Xiao明", None),
    ("选派村民专案组三百个。", "村民专案组", "驻村工作队"),
    ("修通集团到集团公路", "集团到集团", "组组通"),
    ("打响“夏季和秋季攻击”", "“夏季和秋季攻击”", "夏秋攻势"),
]


@pytest.mark.parametrize(("text", "quote", "right"), BROKEN)
def test_what_is_broken(text, quote, right):
    (found,) = find_garbled(text)
    assert text[found.span.start : found.span.end] == quote
    assert found.should_be == right


SOUND = [
    "县委书记和第一书记都来了，秘书长主持会议，办公室秘书记录。",
    "东部、中部和西部各有优势。",
    "老挝、越南的客商来了，越南表示欢迎。",
    "对口支援、结对帮扶、一村一品、扶贫车间、农家乐、致富带头人。",
    "干部App上打卡，主任Word里记账，穿李Ning牌球鞋。",
    "WTO规则，APP下单，PPT汇报。",
    "建设用地增减挂钩指标交易。",
]


@pytest.mark.parametrize("text", SOUND)
def test_what_is_sound(text):
    assert find_garbled(text) == []


def test_spellings_and_latin_names():
    text = "徐薇夫妇受益。徐伟在村里做工，隔壁的Pak Sunyu夫妇也来了。清河市委书记沉彦文说。"
    people = merge_people(find_people(text, [], []))
    found = {text[m.span.start : m.span.end]: m.should_be for m in find_garbled(text, people)}
    assert found == {"徐薇": "徐伟", "Pak Sunyu": None, "沉彦文": "沈彦文"}


@pytest.mark.parametrize("term", lexicon("garbled")["terms"], ids=lambda term: term["right"])
def test_every_match_of_a_term_holds_one_of_its_signs(term):
    @settings(max_examples=50, suppress_health_check=list(HealthCheck))
    @given(
        from_regex(term["pattern"], alphabet=characters(codec="utf-8", categories=("Lo", "Nd", "Pi", "Pf", "Po", "Sm")))
    )
    def holds_a_sign(text):
        assert may_have_terms(text)
        assert any(sign in text for sign in term["signs"])

    holds_a_sign()


@pytest.mark.parametrize("phrase", ["两个无忧和三个担保", "“两个不担心，三个保证”", "两不担忧三保障"])
def test_the_catchword_of_the_two_worries(phrase: str) -> None:
    assert [right for _, right, _ in find_terms(f"全市坚持{phrase}的标准。")] == ["两不愁三保障"]


def test_the_catchword_itself_is_not_garbled() -> None:
    assert find_terms("全市坚持“两不愁三保障”标准。") == []

"""Programmes: titles, labels, designations, and what is only said in quotation marks."""

import pytest

from povgraph.mentions.programmes import find_programmes

NAMED = [
    ("印发《关于发展蚕桑产业的实施意见》。", {"《关于发展蚕桑产业的实施意见》"}),
    ("颁布《云岭公园（试行）条例》。", {"《云岭公园（试行）条例》"}),
    ("县里的“双百”种桑产业工程扩种。", {"“双百”种桑产业工程"}),
    ("全省建立“1 + 5 + 20”脱贫政策支持体系。", {"“1+5+20”脱贫政策支持体系"}),
    ("银行推出“枣贷通”，不用抵押。", {"枣贷通"}),
    ("实施“乡亲增收计划”。", {"乡亲增收计划"}),
    ("推行“支部+农户”的模式。", {"“支部+农户”模式"}),
    ("柳沟村模式传开了。", {"柳沟村模式"}),
    ("东西部扶贫协作深化，闽宁协作二十年。", {"东西部扶贫协作", "闽宁协作"}),
    ("深入实施林下种植三年行动计划，见效快。", {"林下种植三年行动计划"}),
    ("这套做法被总结为“借鸡还蛋”。", {"借鸡还蛋"}),
    ("深入开展“四美”新家风建设。", {"“四美”新家风建设"}),
    ("打响“云岭绣娘”劳务品牌，参加“云岭绣娘”培训。", {"“云岭绣娘”劳务品牌", "“云岭绣娘”培训"}),
    ("走出“党员带头、能人出力、农户入股”的路子。", {"“党员带头、能人出力、农户入股”路子"}),
    ("推行党支部+合作社+农户模式，见效快。", {"党支部+合作社+农户模式"}),
    ("农村饮水巩固提升三年行动进展顺利。", {"农村饮水巩固提升三年行动"}),
    ("两县参加携手奔小康行动。", {"携手奔小康行动"}),
    ("银行推出了富民贷。", {"富民贷"}),
    ("柳沟村经验传开了。", {"柳沟村经验"}),
    ("城乡建设用地的增加或减少带来资金。", {"城乡建设用地增减挂钩"}),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_names(text, expected, places_in):
    assert {m.name for m in find_programmes(text, places_in(text, "柳沟村"))} == expected


NONE = [
    "他说：“这日子真好”，乐得合不拢嘴。",
    "墙上挂着《人民画报》，桌上摆着《红楼梦》。",
    "要拔掉“穷根”，变“输血”为“造血”。",
    "对于“扶贫”工作，大家认识不同。",
    "实施扶贫工程，推进重点项目。",
    "打造“云岭山珍”品牌，开办“云岭人家”农家乐。",
    "孩子小名叫“铁蛋”，大家叫他“算盘”。",
    "申请贷款，发放信贷，全县启动攻坚行动。",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_programme(text):
    assert find_programmes(text, []) == []


def test_measure_and_place(places_in):
    text = "望川县实施“安居”搬迁工程。"
    (found,) = find_programmes(text, places_in(text, "望川县"))
    assert (found.measure, found.place_name) == ("relocation", "望川县")


def test_measures_of_the_caller_are_asked_last():
    (found,) = find_programmes("启动“蜜罐”行动。", [], {"industry": ["蜜"]})
    assert found.measure == "industry"

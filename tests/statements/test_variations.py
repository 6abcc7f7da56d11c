"""What a sentence says of a figure does not change with how it opens, who tells it, or what stands beside it."""

from itertools import permutations
from random import Random
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Observe, Read

Row = tuple[str, str, str, str, str, str | None, str]

OF_PLACES = [
    "脱贫1234人",
    "退出贫困村12个",
    "投入扶贫资金3.2亿元",
    "搬迁320户1280人",
    "新增公益岗位480个",
    "成立合作社38家",
    "贫困发生率降至1.2%",
    "贫困人口从8.2万人减少到3600人",
    "农民人均纯收入达到9860元",
    "村集体经济收入达到46万元",
    "带动1200户贫困户户均增收3000元",
    "流转土地1.6万亩，每亩租金500元",
    "吸纳就业1300人，其中贫困劳动力460人",
    "计划减贫2100户8600人",
]
FRAMES = [
    "2018年，{}{}。",
    "{}2018年{}。",
    "截至去年底，{}{}。",
    "近年来，{}{}。",
    "5年来，{}{}。",
    "2016年以来，{}{}。",
    "据介绍，{}{}。",
    "记者从有关部门获悉，{}{}。",
    "为了让群众过上好日子，{}{}。",
    "{}通过发展产业，{}。",
    "{}加强领导，同时{}。",
    "{}先后{}。",
    "{}修了路；{}。",
    "{}：{}。",
    "在{}，{}。",
    "吉林省{}{}。",
    "{}山多地少。全县{}。",
    "{}多措并举。一是强产业，{}。",
    "{}委书记赵铁柱介绍，全县{}。",
    "{}山多地少。“全县{}。”县长赵铁柱说。",
    "“全县{1}。”{0}县长赵铁柱说。",
]

OF_PERSONS = [
    "种了12亩核桃",
    "养了30头羊",
    "年收入达到4.6万元",
    "去年卖核桃收入1.8万元",
    "贷款5万元",
    "每月领工资2600元",
    "流转出8亩地",
    "盖起了120平方米的新房",
    "从3头猪养到46头猪",
    "年收入由6000元增加到3.2万元",
    "带动23户贫困户",
]
TOLD_OF_PERSONS = [
    "“我{1}。”{0}说。",
    "{}说，她{}。",
    "{}：“我{}。”",
    "{}吃苦耐劳，如今{}。",
    "在通榆县丰收村，{}{}。",
    "通榆县丰收村来了记者。{}今年46岁。她{}。",
    "在第一书记李强的帮助下，{}{}。",
    "丰收村党支部书记赵铁柱介绍，{}{}。",
    "搬进新家后，{}{}。",
]

OF_COOPERATIVES = [
    "现有社员126户",
    "吸纳贫困户58户",
    "流转土地1200亩",
    "年产香菇300吨",
    "销售收入1.2亿元",
    "固定用工42人，月工资3200元",
    "户均增收6800元",
    "拿出38万元给贫困户分红",
    "产品有12个品种",
    "利润达到180万元",
    "员工平均月薪4100元",
]
TOLD_OF_COOPERATIVES = [
    "{}2018年{}。",
    "目前，{}{}。",
    "{}成立于2014年。合作社{}。",
    "{}是省级示范社。该合作社{}。",
    "“合作社{1}。”{0}理事长赵铁柱说。",
    "{}理事长赵铁柱介绍，合作社{}。",
    "{}越办越大，{}。",
    "通榆县丰收村引进了{}，{}。",
]


def rows(observe: "Observe", text: str) -> list[Row]:
    found = observe(text)
    return sorted([(r.about, r.indicator, str(r.value), r.unit, r.kind, r.per, r.status) for r in found], key=str)


FRAMED = [
    *(("通榆县", OF_PLACES, frame) for frame in FRAMES),
    *(("村民王桂花", OF_PERSONS, frame) for frame in TOLD_OF_PERSONS),
    *(("绿源种植专业合作社", OF_COOPERATIVES, frame) for frame in TOLD_OF_COOPERATIVES),
]


@pytest.mark.parametrize(("name", "figures", "frame"), FRAMED)
def test_how_a_sentence_opens_and_who_tells_it_changes_no_figure(
    observe: "Observe", name: str, figures: list[str], frame: str
) -> None:
    for said in figures:
        plain = rows(observe, f"{name}{said}。")
        assert plain
        assert rows(observe, frame.format(name, said)) == plain


def test_figures_beside_one_another_change_none(observe: "Observe") -> None:
    alone = {said: rows(observe, f"通榆县{said}。") for said in OF_PLACES[:9]}
    for first, second in permutations(alone, 2):
        assert rows(observe, f"通榆县{first}，{second}。") == sorted(alone[first] + alone[second], key=str)


#: What a paragraph opens with, and of whom it speaks from there.
OPENINGS = {
    "county": [
        ("通榆县是国家扶贫开发工作重点县。2018年，全县", "通榆县"),
        ("近年来，通榆县把脱贫攻坚作为头等大事，", "通榆县"),
        ("据通榆县扶贫办介绍，2018年全县", "通榆县"),
        ("产业是脱贫的根本。通榆县因地制宜，", "通榆县"),
    ],
    "village": [
        ("乌兰花镇陆家村曾是有名的穷村。这几年，村里", "陆家村"),
        ("走进乌兰花镇陆家村，处处是新气象。去年，全村", "陆家村"),
        ("陆家村位于乌兰花镇东部。驻村工作队来了以后，村里", "陆家村"),
        ("在乌兰花镇陆家村，村党支部书记赵铁柱介绍，去年全村", "陆家村"),
        ("邻近的丰收村也不甘落后，", "丰收村"),
    ],
    "person": [
        ("陆家村村民王桂花今年46岁。去年，她", "王桂花"),
        ("脱贫户王桂花是村里的能人。她", "王桂花"),
        ("说起变化，陆家村村民王桂花打开了话匣子：“这两年我", "王桂花"),
        ("贫困户李大山以前是个酒鬼。去年，他", "李大山"),
        ("家住陆家村的李大山，去年", "李大山"),
    ],
    "company": [
        ("长白山绿源有限公司2015年落户通榆县，", "长白山绿源有限公司"),
        ("2016年，通榆县引进长白山绿源有限公司。公司", "长白山绿源有限公司"),
        ("长白山绿源有限公司总经理孙长河介绍，公司", "长白山绿源有限公司"),
    ],
    "county again": [
        ("目前，全县", "通榆县"),
        ("县里还", "通榆县"),
        ("与此同时，该县", "通榆县"),
        ("在教育方面，全县", "通榆县"),
        ("县委书记周建国说，全县", "通榆县"),
    ],
}
TOLD = {
    "county": ["脱贫{}人", "投入扶贫资金{}万元", "新建公路{}公里", "改造危房{}户", "转移就业{}人", "实施项目{}个"],
    "village": ["修路{}公里", "种植辣椒{}亩", "接待游客{}人次", "脱贫{}户", "流转土地{}亩", "建起大棚{}座"],
    "person": ["种了{}亩核桃", "养了{}头羊", "贷款{}元", "每月领工资{}元", "流转出{}亩地", "入股分红{}元"],
    "company": ["投资{}万元", "年产值达{}万元", "带动农户{}户", "收购马铃薯{}吨", "流转土地{}亩"],
}


@pytest.mark.parametrize("seed", range(40))
def test_paragraph_by_paragraph_figures_go_to_whom_each_speaks_of(observe: "Observe", seed: int) -> None:
    random = Random(seed)
    middle = random.sample(["village", "person", "company"], 2)
    paragraphs, expected = [], []
    for kind in ["county", *middle, "county again"]:
        opening, about = random.choice(OPENINGS[kind])
        said = random.sample(TOLD[kind.split()[0]], 2)
        numbers = [101 + len(expected), 102 + len(expected)]
        told = "，".join(what.format(number) for what, number in zip(said, numbers, strict=True))
        paragraphs.append(f"{opening}{told}。{'”' if '“' in opening else ''}")
        expected += [about, about]
    assert [row.about for row in observe("\n".join(paragraphs))] == expected


HELD = [
    ("通榆县委书记", "县委书记", "通榆县"),
    ("通榆县扶贫办主任", "主任", "通榆县扶贫办"),
    ("通榆县委副书记、县长", "县长", "通榆县"),
    ("乌兰花镇党委书记", "党委书记", "乌兰花镇"),
    ("陆家村党支部书记", "党支部书记", "陆家村"),
    ("陆家村驻村第一书记", "驻村第一书记", "陆家村"),
    ("绿源种植专业合作社理事长", "理事长", "绿源种植专业合作社"),
    ("长白山绿源有限公司总经理", "总经理", "长白山绿源有限公司"),
    ("通榆县第一中学校长", "校长", "通榆县第一中学"),
]
SAID_OF_HOLDERS = [
    "“路修好了。”{}周建国说。",
    "据{}周建国介绍，路修好了。",
    "经{}周建国介绍，他找到了工作。",
    "时任{}周建国带人修了路。",
    "在{}周建国的带领下，路修好了。",
    "记者见到了{}周建国。",
    "{} 周建国：路修好了。",
    "周建国，{}，今年45岁。",
    "周建国是{}。",
    "2018年，周建国担任{}。",
    "2018年，周建国出任{}。",
    "周建国担任{}以来，路修好了。",
    "周建国被任命为{}。",
]


@pytest.mark.parametrize("frame", SAID_OF_HOLDERS)
def test_however_a_post_is_told_it_is_held_there(extract: "Read", frame: str) -> None:
    for printed, post, of in HELD:
        (person,) = extract(frame.format(printed)).people
        assert person.name == "周建国"
        assert (post, of) in {(held.post, held.of) for held in person.posts}

"""Organizations: full names, where they begin, and what names nobody."""

import pytest

from povgraph.mentions.organizations import find_organizations

NAMED = [
    ("望川县扶贫办主任来了。", ["望川县"], {("望川县扶贫办", "government", "望川县")}),
    ("清河市委开会。", ["清河市"], {("清河市委", "party", "清河市")}),
    ("清河市委组织部选派干部。", ["清河市"], {("清河市委组织部", "party", "清河市")}),
    ("望川县脱贫了，县水利局功不可没。", ["望川县"], {("望川县水利局", "government", "望川县")}),
    ("望川县缺水，由县水利局打井。", ["望川县"], {("望川县水利局", "government", "望川县")}),
    ("国务院扶贫办和财政部发文。", [], {("国务院扶贫办", "government", "中国"), ("财政部", "government", "中国")}),
    ("他在柳沟村建立了云岭老农生态开发有限公司。", ["柳沟村"], {("云岭老农生态开发有限公司", "company", "柳沟村")}),
    ("村里成立望川县柳沟红杏种植专业合作社。", ["望川县"], {("望川县柳沟红杏种植专业合作社", "cooperative", "望川县")}),
    ("土地纳入柳沟村土地互助协会。", ["柳沟村"], {("柳沟村土地互助协会", "association", "柳沟村")}),
    ("柳沟村的建材厂冒着烟。", ["柳沟村"], {("柳沟村建材厂", "company", "柳沟村")}),
    ("中国农业银行望川县支行放贷。", ["望川县"], {("中国农业银行望川县支行", "company", "望川县")}),
    ("柳沟村扶贫工作队进村。", ["柳沟村"], {("柳沟村扶贫工作队", "other", "柳沟村")}),
    ("清河市第三批援疆工作队出发。", ["清河市"], {("清河市第三批援疆工作队", "other", "清河市")}),
    ("望川县变了，通过县职教中心办班。", ["望川县"], {("望川县职教中心", "school", "望川县")}),
    (
        "望川县中医院迁建，县妇幼保健院扩建。",
        ["望川县"],
        {("望川县中医院", "other", "望川县"), ("望川县妇幼保健院", "other", "望川县")},
    ),
    ("望川县劳务办请来老师。", ["望川县"], {("望川县劳务办", "government", "望川县")}),
    ("设立“山妹子”劳务工作站。", [], {("“山妹子”劳务工作站", "other", None)}),
    ("村里办起绿野种植专业合作社。", [], {("绿野种植专业合作社", "cooperative", None)}),
    ("清河市橘满园农业发展有限公司来了。", ["清河市"], {("清河市橘满园农业发展有限公司", "company", "清河市")}),
    ("他毕业后进入梦想电子科技有限公司。", [], {("梦想电子科技有限公司", "company", None)}),
    ("望川县引进宝石集团。", ["望川县"], {("宝石集团", "company", "望川县")}),
    ("腾讯公司和中铁三局来了。", [], {("腾讯公司", "company", "中国"), ("中铁三局", "company", "中国")}),
    ("旗里请来中国农科院的专家。", [], {("中国农科院", "other", "中国")}),
    ("联合国开发计划署出资。", [], {("联合国开发计划署", "other", None)}),
    ("望川县城市建设投资有限公司签约。", ["望川县"], {("望川县城市建设投资有限公司", "company", "望川县")}),
    ("四家合作社成立了白桦联合合作社。", [], {("白桦联合合作社", "cooperative", None)}),
    ("他开起“杏花客栈”，隔壁是叫听雨轩民宿的。", [], {("杏花客栈", "company", None), ("听雨轩民宿", "company", None)}),
    ("柳沟村听雨客栈客满。", ["柳沟村"], {("柳沟村听雨客栈", "company", "柳沟村")}),
    ("国网望川县供电公司来了。", ["望川县"], {("国网望川县供电公司", "company", "望川县")}),
    ("望川县脱贫了，县一中扩建。", ["望川县"], {("望川县一中", "school", "望川县")}),
    ("江湾大学定点帮扶。", [], {("江湾大学", "school", None)}),
    ("与云岭牧业（清河）有限公司合作。", [], {("云岭牧业（清河）有限公司", "company", None)}),
    ("望川县顺达水利施工队进村。", ["望川县"], {("望川县顺达水利施工队", "company", "望川县")}),
    ("望川县水利局驻村工作队来了。", ["望川县"], {("望川县水利局驻村工作队", "other", "望川县")}),
    ("绿禾公司来了，绿禾公司招人。", [], {("绿禾公司", "company", None)}),
    (
        "云岭省绿禾农业开发有限公司来了，入股绿禾公司。",
        ["云岭省"],
        {("云岭省绿禾农业开发有限公司", "company", "云岭省")},
    ),
    ("云岭大学附属明德医院对口支援县医院。", [], {("云岭大学附属明德医院", "other", None)}),
    ("永耀电子（清河）有限公司设厂。", ["清河市"], {("永耀电子（清河）有限公司", "company", None)}),
    ("柳沟村变了，柳沟小学开学。", ["柳沟村"], {("柳沟小学", "school", "柳沟村")}),
    ("望川县来了客商，投资1亿元的豆制品深加工厂投产。", ["望川县"], set()),
    ("望川县云岭省松源食品有限公司来了。", ["望川县", "云岭省"], {("云岭省松源食品有限公司", "company", "云岭省")}),
    ("柳沟村小学校长说。", ["柳沟村"], {("柳沟村小学", "school", "柳沟村")}),
]


@pytest.mark.parametrize(("text", "places", "expected"), NAMED)
def test_names(text, places, expected, places_in):
    found = find_organizations(text, places_in(text, *places))
    assert {(m.name, m.kind, m.place_name) for m in found} == expected


NOBODY = [
    "通榆县与3家期货公司签订了协议。",
    "当地政府支持，合作社吸纳，公司收购。",
    "他大学毕业后在蔬菜种植专业合作社打工，孩子上小学。",
    "某公司债获准发行。",
    "泽水乡的十二家合作社签了约。",
    "他后来当上了砖厂的老板。",
    "新组建农民专业合作社16个，再办社区工厂8家，改建中小学幼儿园七所。",
    "与17个合作社签约，村里办起了土鸡养殖专业合作社。",
    "他开车往旗医院送，攒分去“爱心积分超市”。",
    "标准化红薯粉条加工厂里机器响。",
    "村里发展民宿，把老屋打造成民宿，住在河边的特色民宿里。",
    "他大学毕业，在当地农村商业银行贷款。",
    "李阿妹当选全国人大代表。",
    "后年想办个饲料加工厂，孙女今年上小学。",
    "她听说村子里建工厂了，村里组织施工队修路，城里某电子厂招人。",
    "保险公司赔了钱，保险公司来了人，旅游公司分红，这家公司的旅游公司好。",
]


@pytest.mark.parametrize("text", NOBODY)
def test_generic_words_name_nobody(text):
    assert find_organizations(text, []) == []


def test_short_forms_come_under_the_full_name(places_in):
    text = "清河市橘满园电子商务有限公司开张。四年后，橘满园卖到了海外。"
    found = find_organizations(text, places_in(text, "清河市"))
    assert [(m.span.start, m.name) for m in found] == [(0, found[0].name), (21, found[0].name)]
    assert found[0].aliases == ("橘满园",)


def test_two_characters_are_a_short_form_with_the_trade(places_in):
    text = "清河市海蓝服饰有限公司落户。如今，海蓝服饰招了人，大海蓝蓝。"
    found = find_organizations(text, places_in(text, "清河市"))
    assert [text[m.span.start : m.span.end] for m in found] == ["清河市海蓝服饰有限公司", "海蓝服饰"]


def test_a_name_with_words_left_out_is_the_full_one(places_in):
    text = "望川柳沟药材种植专业合作社开张。柳沟村药材合作社分了红。"
    found = find_organizations(text, places_in(text, "柳沟村"))
    assert {m.name for m in found} == {"望川柳沟药材种植专业合作社"}


def test_the_head_of_a_works_is_no_works(places_in) -> None:
    text = "望川县石桥茶厂厂长来了。"
    assert [mention.name for mention in find_organizations(text, places_in(text, "望川县"))] == ["望川县石桥茶厂"]


def test_a_short_form_leaves_out_the_place_that_is_named_with_the_first_of_a_list(places_in) -> None:
    text = "清河市橘满园食品有限公司、清河海蓝服饰有限公司落户。海蓝服饰招了人。"
    places = places_in(text, "清河市")
    found = [text[m.span.start : m.span.end] for m in find_organizations(text, places) if "海蓝" in m.name]
    assert found == ["清河海蓝服饰有限公司", "海蓝服饰"]


def test_what_a_place_has_is_no_name(places_in) -> None:
    assert (
        find_organizations("望川县有工厂，望川县有一家公司。", places_in("望川县有工厂，望川县有一家公司。", "望川县"))
        == []
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("清河建设集团驻望川县帮扶工作队来了。", "清河建设集团驻望川县帮扶工作队"),
        ("平湖县派驻望川县的工作组来了。", "平湖县驻望川县工作组"),
        ("纪实——云岭矿业集团来了。", "云岭矿业集团"),
    ],
)
def test_teams_are_called_by_who_sent_them_and_where(text, name, places_in) -> None:
    places = places_in(text, *(place for place in ("望川县", "平湖县") if place in text))
    assert name in {mention.name for mention in find_organizations(text, places)}


def test_departments_are_joined(places_in) -> None:
    text = "望川县商务和工业信息化局的局长来了。"
    assert [m.name for m in find_organizations(text, places_in(text, "望川县"))] == ["望川县商务和工业信息化局"]


def test_a_text_declares_how_it_shortens_a_name() -> None:
    text = "甲泰集团：一份答卷\n甲泰能源投资集团有限公司（以下简称“甲泰集团”）来了，甲泰集团捐资。"
    found = find_organizations(text, [])
    assert [text[m.span.start : m.span.end] for m in found] == [
        "甲泰集团",
        "甲泰能源投资集团有限公司",
        "甲泰集团",
        "甲泰集团",
    ]
    assert {m.name for m in found} == {"甲泰能源投资集团有限公司"}


@pytest.mark.parametrize(
    "text", ["“稻鱼鸭”好。柳沟村里成立了柳沟稻鱼鸭专业合作社。", "柳沟村里成立了柳沟稻鱼鸭专业合作社。全县稻鱼鸭多。"]
)
def test_what_all_grow_is_no_short_name(text, places_in) -> None:
    found = find_organizations(text, places_in(text, "柳沟村"))
    assert [m.name for m in found] == ["柳沟稻鱼鸭专业合作社"]


@pytest.mark.parametrize(
    "text",
    [
        "“十四五”期间集团将再投入5000万元。",
        "他先敲食堂的门，再敲食品学院的门。",
        "公司在望川县建分厂。",
        "“哪头划算，傻子都会算。”合作社理事长说。",
    ],
)
def test_what_begins_with_a_verb_or_ends_a_speech_is_no_name(text, places_in) -> None:
    assert find_organizations(text, places_in(text, "望川县")) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("来自平湖市的禾苗教育基金会捐了款。", "禾苗教育基金会"),
        ("她开了间“苗月绣坊”。", "苗月绣坊"),
        ("省直帮扶单位甘肃银行来了。", "甘肃银行"),
        ("云岭省扶贫开发领导小组委托学校调查。", "云岭省扶贫开发领导小组"),
        ("云海纺织的母公司松江纺织有限公司来了。", "松江纺织有限公司"),
    ],
)
def test_where_a_name_begins_and_ends(text, name, places_in) -> None:
    places = places_in(text, *(place for place in ("平湖市", "云岭省") if place in text))
    assert [mention.name for mention in find_organizations(text, places)] == [name]

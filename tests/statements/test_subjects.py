"""Of whom a figure is said: the rules of ``grammar`` and ``discourse``, each by sentences that it reads."""

from collections.abc import Callable

import pytest

from povgraph.model import Observation

Observe = Callable[[str], list[Observation]]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        # anaphors of every kind of place
        ("科尔沁右翼中旗巴彦呼舒镇乌兰花嘎查有人放牧。全嘎查218户。", ["乌兰花嘎查"]),
        ("通榆县瞻榆镇河畔社区是新建的。全社区共有居民3200人。", ["河畔社区"]),
        ("靖宇县是个山区县。这个位于林海深处的小县，耕地只有30万亩。", ["靖宇县"]),
        ("通榆县瞻榆镇丰收村很偏远。这个村子有246户。", ["丰收村"]),
        ("记者来到靖宇县。这里还有贫困户300户。", ["靖宇县"]),
        # …and what only looks like one
        ("村民王桂花笑了。通榆县丰收村516户人家里，贫困户有239户。", ["丰收村", "丰收村"]),
        # where a sentence is set
        ("通榆县是贫困县。在靖宇县，4家合作社养牛300头。", ["靖宇县", "靖宇县"]),
        ("通榆县是贫困县。走进靖宇县花园村，家家有新房。耕地只有800亩。", ["花园村"]),
        ("通榆县是贫困县。从长春出发，记者来到靖宇县花园村。耕地只有800亩。", ["花园村"]),
        # who acts, and who is given something
        ("靖宇县的基地由长白山绿源有限公司投资1200万元建成。", ["长白山绿源有限公司"]),
        ("村民王桂花想养牛。靖宇县支持王桂花5万元贷款。", ["王桂花"]),
        # of two names the first acts, unless the first is part of the second's title
        ("村民赵铁柱住在山上。他和老伴王桂花养了60头牛。", ["赵铁柱"]),
        ("通榆县丰收村村民王桂花住院，前后花费11.8万元。", ["王桂花"]),
        # what an official pays himself
        ("通榆县丰收村穷。第一书记赵铁柱来了。他自己垫了3万元。", ["赵铁柱"]),
        # the country as a standard
        ("通榆县曾是全国最穷的县。耕地只有800亩。", ["通榆县"]),
        # a name that only belongs to what is said before another noun
        ("在通榆县，浙江援建的工厂里，40名工人忙着。", ["通榆县"]),
        ("通榆县有了新校。杭州市捐建的通榆县同心学校，今年招收新生900名。", ["通榆县同心学校"]),
        ("通榆县是贫困县。靖宇县籍务工人员有800人。", ["通榆县"]),
        ("通榆县银根足。县里推出的“兴农贷”累计放贷4亿元。", ["兴农贷"]),
        # where somebody has gone
        ("通榆县丰收村的支书跑长春、下白城，筹来120万元。", ["丰收村"]),
        # a programme is spoken of in passing, an author not at all, and of a list of counties none
        ("通榆县穷。“一村一品”模式带动30个村。新建基地132个。", ["“一村一品”模式", "通榆县"]),
        (
            "全省盘点。吉林省有5个县摘帽：通榆县、靖宇县、汪清县、安图县、图们市。贫困人口还有8万人。",
            ["吉林省", "吉林省"],
        ),
        # 在这里 behind the figure, and a place that only says where another lies
        ("靖宇县花园村是安置村。2012年，通榆县的乡亲搬到花园村，8200多人在这里安家。", ["花园村"]),
        ("花园镇位于吉林省西部。全国约7000人的一个民族，有4200多人聚居在这里。", ["中国", "花园镇"]),
        # the links of a chain, and the number in a name
        ("吉林西部白城市15个乡镇通了路。", ["白城市"]),
        ("吉林长白山腹地的靖宇县，海拔800米。", ["靖宇县"]),
        # a part is of the whole; a company speaks of itself anywhere
        (
            "通榆县银杏养殖专业合作社起步了。丰收村来了人。目前，我们合作社有资金184万元，其中村集体入股60万元。",
            ["通榆县银杏养殖专业合作社"] * 2,
        ),
        # an authority acts for the place spoken of, and who is given something has it
        ("通榆县丰收村很远。县里修了路。装机300千瓦的电站也并了网。", ["丰收村"]),
        ("通榆县丰收村很远。县里修了路，还给村里架了28盏路灯。", ["丰收村"]),
        # a clause that only sets the scene comes before what was spoken of earlier
        ("通榆县脱贫3000人；在靖宇县，工厂一家接着一家投产，新增就业岗位860个。", ["通榆县", "靖宇县"]),
        # a dateline names no topic, a school no country
        ("新华社长春10月19日电题：种出希望\n通榆县丰收村穷。当年产药材500斤。", ["丰收村"]),
        ("通榆县今年发放助学金，其中普通高中国家助学金58万元。", ["通榆县"]),
        ("通榆县脱贫。而在靖宇县花园村，养羊300只。", ["花园村"]),
        ("吉林省公告。\n以下各县退出：通榆县；靖宇县、汪清县；安图县。\n当年减少贫困人口3000人。", ["吉林省"]),
        # what somebody is given; a text that begins with the country
        ("通榆县绿源养殖合作社成立了。村民王桂花入了社。合作社为她提供了11只羊。", ["王桂花"]),
        ("近1亿人摆脱贫困。全国832个县摘帽。通榆县有贫困人口300人。", ["中国", "中国", "通榆县"]),
        # an authority does not take a person's story over, and 各地 are the country
        ("村民王桂花搬下山。县里推行了新办法。第一年借了6000袋菌，除去成本净赚两万四。", ["王桂花", "王桂花"]),
        ("产业旺起来。各地建成扶贫车间2.9万个。", ["中国"]),
        # each of two that are paired has its own
        ("通榆县6个街道与靖宇县20个乡镇结对。", ["通榆县", "靖宇县"]),
        # who is sent to a village speaks for it
        ("通榆县丰收村穷。第一书记赵铁柱来了。他争取资金92万元。", ["丰收村"]),
        # villages that are named as examples stand for what holds them all
        ("通榆县开会。乌兰花镇陆家村、瞻榆镇前进村等17个村的水管接通，2.3万人吃水不愁。", ["通榆县", "通榆县"]),
        # a company that was brought in does what the clauses after it say
        ("通榆县引进长白山绿源有限公司，投资1.2亿元建成加工厂。", ["长白山绿源有限公司"]),
        ("通榆县丰收村成立长白山绿源养鹿专业合作社，168户农户入社。", ["长白山绿源养鹿专业合作社"]),
        # 合作社 after a word for when points back as where a clause begins
        ("通榆县绿源种植专业合作社在丰收村。丰收村有井。去年合作社卖了640万元。", ["通榆县绿源种植专业合作社"]),
        # what is wrong with a village's own means is no village
        ("通榆县丰收村修了路。通榆县还有贫困人口3127人，村集体经济普遍薄弱，有21个村没有产业。", ["通榆县", "通榆县"]),
    ],
)
def test_a_figure_is_said_of(observe: Observe, text: str, about: list[str]) -> None:
    assert [row.about for row in observe(text)] == about


def test_what_is_left_behind_is_no_subject(observe: Observe) -> None:
    (row,) = observe("丰收村离通榆县16公里。")
    assert row.about != "通榆县"


@pytest.mark.parametrize(
    ("text", "about"),
    [
        # 我 is the speaker, whoever is named within the quotation
        ("村民王桂花算给记者听：“赵书记做担保，我贷了四万块，买来三头牛。”", ["王桂花", "王桂花"]),
        ("“赵铁柱帮我家种了8亩药材，真好。”村民王桂花告诉记者。", ["王桂花"]),
        # a villager's speech that names nobody is about the villager
        ("通榆县丰收村有新房。“眼下圈里有15头牛，去年卖了6万元。”村民王桂花说。", ["王桂花", "王桂花"]),
        # …as in a transcript, where a label names who speaks, on the line or above it
        ("墨玉县有工厂。\n东乡县红崖子村村民 马小兰：做一把伞八毛钱，多的时候一天做一百来把。", ["马小兰", "马小兰"]),
        ("墨玉县有工厂。\n东乡县红崖子村村民 马小兰：\n去年卖了3.2万斤。\n工厂有工人60名。", ["马小兰", "红崖子村"]),
        ("扶贫这件事。\n国务院扶贫办规划财务司负责人 周建文：我们的目标是再减贫1000万人。", ["中国"]),
        # …and of whom the speaker speaks is somebody else
        ("村民王桂花养羊。\n通榆县丰收村村干部 赵铁柱：他养了80只羊。", ["王桂花"]),
        ("村民王桂花养羊。\n通榆县丰收村村民 马小兰：全家养了80只羊。", ["马小兰"]),
        # …an official's about what he stands for, and a label is no speech
        ("“今年贫困发生率降到了1%，往后更好。”通榆县县长赵铁柱说。", ["通榆县"]),
        ("村民王桂花来了。通榆县的“扶贫车间”有工人300名。", ["通榆县"]),
    ],
)
def test_who_speaks(observe: Observe, text: str, about: list[str]) -> None:
    assert [row.about for row in observe(text)] == about


def test_a_bound_said_of_several_counties_is_one_of_the_place_that_holds_them(observe: Observe) -> None:
    rows = observe("吉林省通榆县、靖宇县两县贫困发生率均低于2%。")
    assert [(row.about, row.bound) for row in rows] == [("吉林省", "le")]


def test_a_notice_speaks_of_the_place_that_it_names_most(observe: Observe) -> None:
    rows = observe(
        "吉林省扶贫办关于通榆县退出贫困县的公告\n一、基本情况\n全县有贫困户120户；瞻榆镇建成车间9个；羊存栏24万只。\n"
        "二、评估结果\n经通榆县申请，参保率100%。\n"
    )
    assert [row.about for row in rows] == ["通榆县", "瞻榆镇", "通榆县", "通榆县"]


def test_the_company_whose_story_is_told_stays_the_topic(observe: Observe) -> None:
    rows = observe(
        "长白山绿源有限公司在通榆县办厂。公司收玉米。公司招工人。公司也种地。\n今年新增岗位120个。\n"
        "通榆县农商银行来了。去年销售额9430万元。\n"
    )
    assert [row.about for row in rows] == ["长白山绿源有限公司"] * 2


def test_in_a_section_on_a_year_the_past_year_is_that_year(observe: Observe) -> None:
    text = "通榆县工作报告\n一、2018年工作回顾\n一年来，全县脱贫3418户。\n二、2019年工作安排\n力争脱贫500户。\n"
    assert [row.until for row in observe(text)] == ["2018", "2019"]


def test_the_year_in_the_title_of_a_report_on_it_dates_what_looks_back(observe: Observe) -> None:
    text = (
        "通榆县2018年脱贫攻坚工作总结\n一、主要成效\n全县脱贫3418户。\n二、存在的问题\n全县还有25个村缺水。\n"
        "三、下一步打算\n脱贫500户。\n"
    )
    assert [row.until for row in observe(text)] == ["2018", None, None]


def test_a_heading_need_not_say_that_it_looks_back(observe: Observe) -> None:
    text = (
        "通榆县2018年脱贫攻坚工作情况报告\n一、减贫任务如期完成\n全县脱贫3418户。\n二、产业带动增强\n建成基地187个。\n"
        "三、下一步任务\n脱贫500户。\n"
    )
    assert [(row.until, row.status) for row in observe(text)] == [
        ("2018", "actual"),
        ("2018", "actual"),
        (None, "planned"),
    ]


def test_what_a_building_will_give_once_it_stands_is_planned(observe: Observe) -> None:
    rows = observe("通榆县的冷库开工建设，建成后可提供就业岗位260个。通榆县的冷库建成后提供了就业岗位300个。")
    assert [row.status for row in rows] == ["planned", "actual"]


def test_a_manager_speaks_of_the_company_but_for_what_is_his_own(observe: Observe) -> None:
    rows = observe(
        "通榆县丰收村有井。\n长白山绿源有限公司负责人 赵铁柱：县里免了我们租金，去年产值480万元，我打算再招50个人。"
        "我自己贷了8万元，种下300棵树。\n"
    )
    assert [row.about for row in rows] == ["长白山绿源有限公司", "长白山绿源有限公司", "赵铁柱", "赵铁柱"]


def test_a_relative_named_with_more_words_is_the_subject(observe: Observe) -> None:
    rows = observe("通榆县丰收村村民赵铁柱家里人多。赵铁柱的儿媳、满族妇女关秀兰上个月领到工资2600元。")
    assert [row.about for row in rows] == ["关秀兰"]


def test_a_sentence_that_only_announces_a_programme_sets_the_topic(observe: Observe) -> None:
    rows = observe(
        "通榆县在动员。“山货进城”活动方兴未艾。截至5月底，32个直销点卖出农产品1930万元。\n全年投入320万元。\n"
    )
    assert [row.about for row in rows] == ["“山货进城”活动", "“山货进城”活动", "通榆县"]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        # authorities act for the village of which the text speaks, unless the sentence speaks of what they rule
        ("通榆县丰收村路不好走。去年，县里投资430万元，硬化公路9公里。", ["丰收村", "丰收村"]),
        ("通榆县丰收村路不好走。全县有120户没房住，县里投资430万元。", ["通榆县", "通榆县"]),
        # whoever is helped has what follows
        ("村民王桂花一个人过。镇上给王桂花安排了岗位，每月500元。", ["王桂花"]),
        # what others have made, and those who join it
        ("通榆县丰收村在变。村里成立的丰收果品专业合作社有社员142户，其中贫困户89户。", ["丰收果品专业合作社"] * 2),
        ("通榆县丰收村有丰收果品专业合作社。头一年，只有39户敢入社。", ["丰收果品专业合作社"]),
        ("长白山绿源有限公司在通榆县办厂。2015年，靖宇县给公司贷款500万元。", ["长白山绿源有限公司"]),
        # short names of companies with their place
        ("通榆佳禾制衣有限公司是新办的。通榆佳禾有工人320名。", ["通榆佳禾制衣有限公司"]),
        # a name and a colon open a paragraph
        ("一、通榆县\n通榆县有井。\n二、其他\n靖宇县：脱贫1200户；硬化公路30公里。新建大棚20座。\n", ["靖宇县"] * 3),
        # of whom one speaks who says 我们
        ("长白山绿源有限公司经理 赵铁柱：我们通榆县，一年产玉米7万吨。", ["通榆县"]),
        # a part that is a place goes on to be spoken of
        ("吉林省投入资金21亿元，其中通榆县占1.7亿元，实施项目95个。", ["吉林省", "通榆县", "通榆县"]),
        # a company and the towns with which it signs
        ("长白山绿源有限公司在通榆县。公司与瞻榆镇、团结镇的31个村签了订单。", ["长白山绿源有限公司"]),
        # what points back to a county that nobody can name is left out
        ("吉林省很大。织女县是个好地方。全县人口23万。", []),
        # what an authority does in a village the village has
        ("通榆县丰收村在山里。县里出钱，在村里建起大棚30座。", ["丰收村"]),
        # a sentence that tells of members goes on to speak of the cooperative
        (
            "通榆县丰收村在山里。村里成立了通榆县禾丰种植专业合作社。入社的有312户，其中贫困户131户。",
            ["通榆县禾丰种植专业合作社", "通榆县禾丰种植专业合作社"],
        ),
        # a loan that is given out
        ("通榆县发放“红枣贷”1.9亿元，帮到320户。", ["红枣贷", "通榆县"]),
        # who looks at villages counts them
        ("吉林省扶贫办开展评估，共抽查行政村198个，入户调查1.1万户。", ["吉林省扶贫办", "吉林省扶贫办"]),
    ],
)
def test_whoever_acts_a_figure_is_said_of(observe: Observe, text: str, about: list[str]) -> None:
    assert [row.about for row in observe(text)] == about


@pytest.mark.parametrize(
    ("text", "about"),
    [
        # bodies and programmes by what they are called
        ("通榆县变了。通榆县丰收中心小学2016年建成。该校的宿舍楼可供320名学生寄宿。", ["通榆县丰收中心小学"]),
        ("长春同行公益基金会来到通榆县丰收村。基金会拨款68万元，建起蓄水池5个。", ["长春同行公益基金会"] * 2),
        ("通榆县推行“晨曦助学计划”。三年来，计划共资助学生412名。", ["晨曦助学计划"]),
        # founders and what they found, managers and their own company
        ("靖宇县来了客商。赵铁柱创办了吉林松源食品有限公司。赵铁柱今年投资800万元。", ["吉林松源食品有限公司"]),
        ("赵铁柱在靖宇县注册成立吉林松源食品有限公司。第二年，1.2万平方米的厂房竣工。", ["吉林松源食品有限公司"]),
        (
            "吉林松源食品有限公司在靖宇县建厂。长春北味食品有限公司也来了。吉林松源食品有限公司董事长赵铁柱说，公司再投3000万元。",
            ["吉林松源食品有限公司"],
        ),
        ("靖宇县花园镇协调吉林松源食品有限公司进村，流转土地2400亩。", ["吉林松源食品有限公司"]),
        (
            "通榆县丰收村穷。赵铁柱牵头成立了通榆县银铃养殖农民专业合作社，头一批入社的只有11户，牛83头。",
            ["通榆县银铃养殖农民专业合作社"] * 2,
        ),
        # 集团 where none is called so, a body behind its place, and what a clause only says that something is
        ("长春海润医疗股份有限公司来到通榆县。集团捐赠设备37台。", ["长春海润医疗股份有限公司"]),
        ("通榆县瞻榆镇丰收村党总支书记刘会林带领群众种茭白1300亩。", ["丰收村"]),
        ("占地780亩的河畔社区，是通榆县最大的安置点，住着4320户。", ["河畔社区"]),
        ("通榆县穷。吉林省在变。这个总人口16万的山区县，有贫困村204个。", ["吉林省", "通榆县"]),
        # an authority acts for a village, not for a school; what is handed over
        ("通榆县丰收中心小学变了。县里投入3600万元。", ["通榆县"]),
        ("村民赵铁柱腿断了。通榆县扶贫办给他家送来10只羊。", ["赵铁柱"]),
        # what a body has had looked at, in the sentence before
        (
            "吉林省公告\n一、检查\n省扶贫办委托吉林农业大学检查。共抽查行政村198个。\n二、其他\n吉林省好。\n",
            ["吉林省扶贫办"],
        ),
        # 各地 in a report of a province
        ("吉林省在攻坚。各地建起扶贫园区286个。", ["吉林省"]),
        ("吉林省在攻坚。各地建起扶贫园区286个。全国都一样。", ["中国"]),
        # what is no person's
        ("通榆县丰收村种茶。\n丰收村村民 王桂花：这个芽最贵，一斤能卖到120元。\n", ["丰收村"]),
        ("通榆县丰收村种茶。\n丰收村村民 王桂花：一亩地刨去种子化肥，也就落300元。\n", ["丰收村"]),
        ("村民王桂花的老家在通榆县丰收村，寨子挂在海拔800米的坡上。", ["丰收村"]),
        # who is meant
        ("通榆县丰收村村民赵铁柱砍了树。他在村支书王国强的劝说下又开了工。他种下8亩果树。", ["赵铁柱"]),
        ("通榆县丰收村村民王桂花在外打工。父亲王国强的话让她动了心。她花8000元买了羊。", ["王桂花"]),
        (
            "通榆县丰收村村民王桂花种参。她很能干。通榆县农技推广中心的技术员何永生常来教，去年她家卖了11万元。",
            ["王桂花"],
        ),
        ("通榆县丰收村62岁的赵铁柱患有风湿，每年领到2000元。", ["赵铁柱"]),
        ("通榆县丰收村贴出公告。通榆县委书记赵铁柱表示，今年县里安排扶贫资金2.6亿元。", ["通榆县"]),
        # each of others gets it, and he himself does it
        ("通榆县丰收村穷。第一书记赵铁柱来了。他说，保洁员一个人一年2500元。", ["丰收村"]),
        ("通榆县丰收村穷。第一书记赵铁柱来了。他个人代销红枣17吨。", ["赵铁柱"]),
    ],
)
def test_of_whom_the_text_goes_on_to_speak(observe: Observe, text: str, about: list[str]) -> None:
    assert [row.about for row in observe(text)] == about


def test_one_who_was_sent_stands_for_the_village_in_which_he_serves(observe: Observe) -> None:
    rows = observe("通榆县丰收村在山里。吉林省农业科学院的研究员赵铁柱来当驻村第一书记。他请来专家，培训村民160人。")
    assert [row.about for row in rows] == ["丰收村"]


def test_places_counted_again_are_no_new_figure(observe: Observe) -> None:
    rows = observe("吉林省有9个县拟退出贫困县。省里对9个县开展检查。")
    assert [(row.value, row.status) for row in rows] == [(9, "planned")]


def test_nothing_of_the_past_is_planned(observe: Observe) -> None:
    rows = observe("通榆县贫困人口将由2017年底的3.2万人减少到2019年底的1.7万人。")
    assert [(row.until, row.status) for row in rows] == [("2017-12-31", "actual"), ("2019-12-31", "planned")]


def test_a_longer_sentence_about_an_event_dates_only_itself(observe: Observe) -> None:
    rows = observe("2017年10月，省里派来的第一书记赵铁柱进了通榆县丰收村的大门。全村来了21个人。")
    assert [(row.value, row.until) for row in rows] == [(21, None)]


def test_the_end_of_the_year_is_that_of_the_section(observe: Observe) -> None:
    text = "通榆县工作报告\n一、2018年工作回顾\n年末剩余贫困人口1527人。\n二、2019年工作安排\n力争脱贫500户。\n"
    assert [row.until for row in observe(text)] == ["2018-12-31", "2019"]


def test_what_points_back_to_a_year_may_name_a_part_of_it(observe: Observe) -> None:
    rows = observe("2016年8月，公司来了。当年12月，通榆县脱贫1200户，次年5月脱贫300户，同年底脱贫20户。")
    assert [row.until for row in rows] == ["2016-12", "2017-05", "2017-12-31"]


def test_a_year_dates_prices_only_where_the_sentence_tells_of_them(observe: Observe) -> None:
    rows = observe("通榆县种枣。2013年枣价一路跌，从每公斤30元跌到8元。2017年，通榆县打了井，每方水2.6元。")
    assert [row.until for row in rows] == ["2013", "2013", None]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("通榆县丰收村成立了丰收枣树专业合作社，全村有276户入了社。", ["丰收村"]),
        (
            "通榆县丰收村的车间响着机器声。长春市援建了这个车间，去年投产。眼下，车间里有138名工人。",
            ["丰收村"],
        ),
        (
            "吉林省扶贫办副主任赵铁柱就有关问题进行了解读。\n答：今年，我办抽调师生412人。",
            ["吉林省"],
        ),
        (
            "通榆县丰收村，赵春花在直播。2014年，她的父亲赵铁柱病了。她带着6万元回村。",
            ["赵春花"],
        ),
        ("甲泰投资集团在通榆县建了电站，收益全部归村集体，用于120户贫困户。", ["甲泰投资集团"]),
        ("通榆县在兴隆山、边昭两镇建成基地12处。", ["通榆县"]),
    ],
)
def test_who_is_meant(observe: Observe, text: str, about: list[str]) -> None:
    assert [row.about for row in observe(text)] == about


def test_names_that_are_summed_up_have_each_their_own_figure(observe: Observe) -> None:
    rows = observe("白城市报告。通榆、大安两县市分别脱贫5000人、3000人。")
    assert [(row.about, int(row.value)) for row in rows] == [("通榆县", 5000), ("大安市", 3000)]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("通榆县扶贫办主任赵铁柱说，如今最多的一户年收入20万元。", "通榆县"),
        ("通榆县丰收村党支部书记赵铁柱带领村民种枣，2018年分红42万元，户均1.6万元。", "丰收村"),
        ("通榆县丰收村的村民赵铁柱正在剪枝。“去年挂果的有6亩，卖了3万块。”", "赵铁柱"),
    ],
)
def test_what_is_his_and_what_is_others(observe: Observe, text: str, about: str) -> None:
    assert {row.about for row in observe(text)} == {about}


def test_no_person_has_a_poverty_incidence_and_no_place_a_household_income(observe: Observe) -> None:
    rows = observe("通榆县丰收村第一书记赵铁柱说：“我垫了3万元修路灯，现在只剩9户贫困户。”")
    assert [row.about for row in rows] == ["赵铁柱", "丰收村"]
    assert observe("通榆县丰收村里，有人种枣年收入达15万元。") == []


@pytest.mark.parametrize(
    ("text", "about"),
    [
        # a cooperative of whose members its founding goes on to tell, and those who found it
        (
            "通榆县丰收村成立了丰收枣树专业合作社，86户加入。第二年，枣卖了40万元。",
            ["丰收枣树专业合作社", "丰收枣树专业合作社"],
        ),
        ("通榆县丰收村的王桂花带着46户村民办起丰收枣树专业合作社。", ["丰收枣树专业合作社"]),
        ("通榆县丰收村成立了丰收枣树专业合作社，村民把800亩土地入了股。", ["丰收村"]),
        # who runs what is spoken of, and who draws in whom
        (
            "通榆县丰收村的车间由长白山绿源有限公司经营。走进车间，90台机器转个不停。",
            ["长白山绿源有限公司"],
        ),
        ("通榆县丰收村种了枣，由长白山绿源有限公司统一收购，每公斤8元。", ["长白山绿源有限公司"]),
        ("长白山绿源有限公司在通榆县建了厂，聘用当地工人135名。", ["长白山绿源有限公司"]),
        ("长白山绿源有限公司的母公司松江纺织有限公司，有员工500人。", ["松江纺织有限公司"]),
        # where somebody only works
        (
            "通榆县丰收村的王桂花在村口长白山绿源有限公司的店里当保洁员，每月领1800元。",
            ["王桂花"],
        ),
        # groups, wholes of which one is one, and whose people are counted
        ("寿县等8个县退出贫困县序列。", []),
        ("寿县等8个县退出贫困县序列。安徽省还有3个贫困县。", ["安徽省", "安徽省"]),
        ("通榆县是吉林省8个贫困县之一。", ["吉林省"]),
        ("长春市援助了4200万元。1368名通榆县工人找到了工作。", ["长春市", "通榆县"]),
        # villagers who tell without quotation marks, and their families
        ("通榆县丰收村修了路。村民王桂花说，如今在车间上班，月薪2500元。", ["王桂花"]),
        ("通榆县丰收村村民王桂花住在山上。他们一年收入不到8000元。", ["王桂花"]),
        # what is not the place's though nobody else has been read
        ("通榆县丰收村，一家六口挤在40平方米的土坯房里。", []),
        ("通榆县丰收村有故事。她卖了5头牛。", []),
        ("大凉山的阿佳木热一家住在山上，去年分到100平方米的房子。", []),
        ("通榆县丰收村村民王桂花收入3万元。阿佳木热夫妇养了12头牛。", ["王桂花"]),
        ("通榆县丰收村村民王桂花在家，夫妇养了12头牛。", ["王桂花"]),
        ("62岁的王桂花说：“全寨27户人家共用一口井。”", []),
        ("通榆县丰收村有车间。村民王桂花月薪2600元。像她这样的妇女，车间里还有43名。", ["王桂花", "丰收村"]),
        ("县长赵铁柱说，还有23个村要退出。", []),
        ("通榆县丰收村有基地。村民王桂花说：“基地存栏肉牛620头，我负责40头牛。”", ["丰收村", "王桂花"]),
        # names that hold what few others do, right behind their town's
        ("通榆县乌兰花镇巴什阔尕其村有312户人家。", ["巴什阔尕其村"]),
        # sums of several, and what somebody or something unnamed in a place has
        ("通榆县山多。乌兰花镇、开通镇两镇共脱贫178户。", []),
        ("通榆县山多。乌兰花镇和开通镇共脱贫178户。", []),
        ("长白山绿源有限公司与绿源种植专业合作社共吸纳贫困户80户。", []),
        ("贫困户王桂花、李大山两人共贷款8万元。", []),
        ("通榆县一名返乡青年投资300万元办厂。", []),
        ("通榆县最穷的村人均收入只有3000元。", []),
        ("通榆县的邻县脱贫3000人。", []),
        ("通榆县一个月脱贫3000人。", ["通榆县"]),
        ("通榆县所属的白城市脱贫3000人。", ["白城市"]),
        # a part of a place by what it is most of
        ("通榆县最大的乌兰花镇安置点住着1863户8205人。", ["乌兰花镇", "乌兰花镇"]),
        # where something is only held, and who only passes
        ("座谈会在北京召开。贫困人口减少到551万人。", []),
        ("通榆县丰收村种枣。长春市有家超市要来试订。眼下有枣树800亩。", ["丰收村"]),
        # a ministry speaks of the country, a company of the place where it helps
        ("国务院扶贫办主任赵铁柱回答，对52个贫困县挂牌督战。", ["中国"]),
        ("长白山绿源有限公司帮助通榆县贫困人口减少到7400人。", ["通榆县"]),
        # a part of what a company does, and a county only as a part
        ("国家电网向通榆县投入2300万元。其中，投资960万元建厂。", ["国家电网", "国家电网"]),
        (
            "长白山绿源有限公司在通榆县建了厂，用工320人，其中本县贫困户143人。",
            ["长白山绿源有限公司", "长白山绿源有限公司"],
        ),
        # a company whose name begins with the country's
        ("中国人寿2016年起向通榆县捐赠1200万元。", ["中国人寿"]),
        ("中国青禾教育基金会向通榆县捐赠120万元。", ["中国青禾教育基金会"]),
        # who speaks is told by what he does meanwhile
        ("通榆县丰收村修了路。“去年分了600元红利。”丰收村村民王桂花掰着手指头算。", ["王桂花"]),
        # two who only point back are not counted
        ("村民王桂花在车间上班，丈夫当保安，两人每月能挣4800元。", ["王桂花"]),
        # a road is no person's
        ("通榆县丰收村通了水。村民王桂花笑了，4.5公里水泥路也修好了。", ["丰收村"]),
        # money of all levels in a report on one province
        ("寿县是安徽省的县。五年间，各级财政累计投入扶贫资金283亿元。", ["安徽省"]),
    ],
)
def test_of_whom_figures_are_said(observe: Observe, text: str, about: list[str]) -> None:
    assert [row.about for row in observe(text)] == about


def test_what_is_asked_is_not_stated(observe: Observe) -> None:
    assert observe("通榆县剩余的52个贫困村怎么办？") == []
    assert [row.value for row in observe("通榆县还有52个贫困村。怎么办？")] == [52]


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("通榆县丰收村村民王桂花去年在车间打工，挣了2.8万元。", ["2018"]),
        ("通榆县丰收村有贫困户45户，其中因病致贫21户，去年底还剩3户未脱贫。", [None, None, "2018-12-31"]),
        ("通榆县丰收村有89户，2018年6月搬进县城。", ["2018-06"]),
        ("通榆县丰收村村民王桂花的大棚一年下来净挣10万元。", [None]),
        ("通榆县的沙棘厂达产后年产值可达1.2亿元。", [None]),
        ("长白山绿源有限公司自2016年与通榆县签署合作协议以来，投入资金300万元。", ["2019-08"]),
    ],
)
def test_when_it_was_so(observe: Observe, text: str, until: list[str | None]) -> None:
    assert [row.until for row in observe(text)] == until


def test_what_one_has_earned_in_all_is_not_by_the_month(observe: Observe) -> None:
    rows = observe("村民王桂花去年在车间打工，挣了2.8万元。村民王桂花在车间上班，工资3000元。")
    assert [(row.indicator, row.per) for row in rows] == [("wage", None), ("wage", "month")]


def test_what_has_been_done_in_years_that_are_not_over_is_no_plan(observe: Observe) -> None:
    rows = observe("“十三五”期间，通榆县搬迁1.2万人，建成安置点8个。“十三五”期间，通榆县要搬迁2万人。")
    assert [row.status for row in rows] == ["actual", "actual", "planned"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("通榆县丰收村村民王桂花将22亩土地流转到合作社。", "actual"),
        ("通榆县将流转土地22亩。", "planned"),
        ("通榆县剩余320户今年脱贫。", "planned"),
        ("通榆县必须帮助1.2万人摆脱贫困。", "planned"),
    ],
)
def test_what_is_still_to_come(observe: Observe, text: str, status: str) -> None:
    assert [row.status for row in observe(text)] == [status]

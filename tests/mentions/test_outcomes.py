"""Outcomes: what has come about, of whom, and what has not."""

import pytest

from povgraph.mentions.organizations import find_organizations
from povgraph.mentions.outcomes import find_outcomes
from povgraph.mentions.people import find_people
from povgraph.mentions.programmes import find_programmes

PLACES = ("云岭省", "清河市", "望川县", "平湖县", "石桥镇", "柳沟村")


@pytest.fixture
def outcomes_in(places_in):
    def read(text):
        places = places_in(text, *PLACES)
        bodies = find_organizations(text, places)
        people, programmes = find_people(text, places, bodies), find_programmes(text, places)
        return [(o.kind, o.about, o.name) for o in find_outcomes(text, places, people, bodies, programmes)]

    return read


HAPPENED = [
    ("2020年2月，省政府批准望川县退出国家扶贫开发工作重点县。", [("delisting", "望川县", None)]),
    ("柳沟村路不好走。去年，县里投资430万元，建起一座气调库。", [("completion", "柳沟村", "气调库")]),
    ("柳沟村把9.5公里的砂石路全部硬化。", [("completion", "柳沟村", "砂石路")]),
    ("石桥镇建成全省最大的繁育基地。", [("completion", "石桥镇", "全省最大的繁育基地")]),
    ("2019年4月，望川县退出贫困县序列。", [("delisting", "望川县", None)]),
    ("去年包括望川县、平湖县等18个贫困县脱贫摘帽。", [("delisting", "望川县", None), ("delisting", "平湖县", None)]),
    ("批准以下县退出贫困县：\n望川县、平湖县。", [("delisting", "望川县", None), ("delisting", "平湖县", None)]),
    ("2018年底，柳沟村整村脱贫出列。", [("delisting", "柳沟村", None)]),
    ("最后一个贫困村柳沟村脱贫，大家高兴。", [("delisting", "柳沟村", None)]),
    ("柳沟村模式获得云岭扶贫创新奖。", [("award", "柳沟村模式", "云岭扶贫创新奖")]),
    ("村民田秀兰被评为全国劳动模范。", [("award", "田秀兰", "全国劳动模范")]),
    ("他们在石桥镇柳沟村创办了云上人家食品有限公司。", [("founding", "柳沟村", "云上人家食品有限公司")]),
    ("柳沟村土薄。村里成立柳沟村红杏专业合作社。", [("founding", "柳沟村", "柳沟村红杏专业合作社")]),
    ("柳沟村变了样，水泥路修通了。", [("completion", "柳沟村", "水泥路")]),
    ("柳沟村的屋顶装上了5千瓦的光伏板。", [("completion", "柳沟村", "光伏板")]),
    ("柳沟村土薄，把产业路修到了果园里。", [("completion", "柳沟村", "产业路")]),
    ("柳沟村的小水电站并网。", [("completion", "柳沟村", "小水电站")]),
    ("望川县所有自然村都通上了硬化路。", [("completion", "望川县", "硬化路")]),
    ("柳沟村幼儿园已在10月8日投入使用。", [("completion", "柳沟村", "柳沟村幼儿园")]),
    ("柳沟村楼下，清河市捐建的竹编加工车间开工。", [("completion", "柳沟村", "竹编加工车间")]),
    ("清河市人民医院支持望川县人民医院装上了宽带。", [("completion", "望川县人民医院", "宽带")]),
    ("望川县水利局为柳沟村修建了蓄水池。", [("completion", "柳沟村", "蓄水池")]),
    ("柳沟村土薄。去年建成的柳沟安置点亮堂。", [("completion", "柳沟村", "柳沟安置点")]),
    ("云岭山珍食品有限公司在石桥镇建成精粉生产线。", [("founding", "云岭山珍食品有限公司", "精粉生产线")]),
    ("云岭山珍食品有限公司租下山地，建设天麻育苗基地。", [("founding", "云岭山珍食品有限公司", "天麻育苗基地")]),
    ("柳沟村红杏专业合作社揭了牌。", [("founding", "柳沟村", "柳沟村红杏专业合作社")]),
    ("返乡青年黄文涛来了。2016年，在外打工的他回村，办起养鸡场。", [("founding", "黄文涛", "养鸡场")]),
    ("柳沟村党支部来劲了。村支部带头办起了合作社。", [("founding", "柳沟村", "合作社")]),
    ("云岭大学在望川县挂牌成立了“山乡学院”。", [("founding", "云岭大学", "山乡学院")]),
    (
        "石桥镇柳沟村、望川县石桥镇入选云岭省旅游名录。",
        [("award", "柳沟村", "云岭省旅游名录"), ("award", "石桥镇", "云岭省旅游名录")],
    ),
    ("望川县年终评比拿到“良好”等次。", [("award", "望川县", "“良好”等次")]),
    ("石桥镇的柳沟村，喜事多。全村告别了老屋，住进了安置房。", [("relocation", "柳沟村", None)]),
    (
        "云岭山珍食品有限公司落户石桥镇。公司跟柳沟村签约，又在镇上建了冷库。",
        [("completion", "云岭山珍食品有限公司", "冷库")],
    ),
    ("柳沟村土薄。“石桥镇绣娘”进城，水泥路修通了。", [("completion", "柳沟村", "水泥路")]),
    # delistings in other words
    ("望川县一举摘掉了戴了三十年的“穷帽子”。", [("delisting", "望川县", None)]),
    ("今年3月，望川县甩掉国家级贫困县的帽子。", [("delisting", "望川县", None)]),
    ("省政府批准望川县退出国家扶贫开发工作重点贫困县行列。", [("delisting", "望川县", None)]),
    ("柳沟村2017年底顺利出列。", [("delisting", "柳沟村", None)]),
    ("望川县历史性告别绝对贫困。", [("delisting", "望川县", None)]),
    ("望川县成功撕掉绝对贫困标签。", [("delisting", "望川县", None)]),
    ("云岭省88个贫困县全部摘帽。", [("delisting", "云岭省", None)]),
    (
        "省政府决定，批准清河市望川县，平湖县退出贫困县。",
        [("delisting", "望川县", None), ("delisting", "平湖县", None)],
    ),
    ("平湖县学习已退出贫困县序列的望川县。", [("delisting", "望川县", None)]),
    (
        "去年全省2个县摘帽。退出贫困的县分别是：清河市的望川县、平湖县2个县。",
        [("delisting", "望川县", None), ("delisting", "平湖县", None)],
    ),
    ("出列村名单：柳沟村。", [("delisting", "柳沟村", None)]),
    (
        "清河市的望川县，云岭省的平湖县等9个县脱贫摘帽。",
        [("delisting", "望川县", None), ("delisting", "平湖县", None)],
    ),
    ("望川县顺利脱贫出列。", [("delisting", "望川县", None)]),
    ("望川县从贫困县名单中退出。", [("delisting", "望川县", None)]),
    ("望川县如期实现了脱贫摘帽目标。", [("delisting", "望川县", None)]),
    ("望川县跻身全省首批脱贫摘帽县行列。", [("delisting", "望川县", None)]),
    ("望川县脱去了贫困县的帽子。", [("delisting", "望川县", None)]),
    ("柳沟村是望川县最后一个摘帽的村。", [("delisting", "柳沟村", None)]),
    # moves
    ("村民马有才一家四口搬入90平方米的楼房。", [("relocation", "马有才", None)]),
    ("望川县路远。全县96户搬了出去。", [("relocation", "望川县", None)]),
    ("望川县易地扶贫搬迁任务如期完成。", [("relocation", "望川县", None)]),
    ("村民马有才身体不好。全家迁入新居，日子好了。", [("relocation", "马有才", None)]),
    ("清河市12个乡陆续搬迁到柳沟村。", [("relocation", "柳沟村", None)]),
    ("柳沟村党支部书记马有才：我们2012年搬迁到这里。", [("relocation", "柳沟村", None)]),
    ("望川县柳沟村路远。目前1.2万人住进了新房。", [("relocation", "望川县", None)]),
    ("柳沟村村民阿依古丽·买买提来了。去年，阿依古丽走到了新家。", [("relocation", "阿依古丽·买买提", None)]),
    ("柳沟村的乡亲搬离大山。", [("relocation", "柳沟村", None)]),
    # foundings
    ("望川县柳沟村土薄。望川县柳沟红杏专业合作社挂了牌。", [("founding", "柳沟村", "望川县柳沟红杏专业合作社")]),
    ("柳沟村土薄。村里办起一家养殖专业合作社。", [("founding", "柳沟村", "养殖专业合作社")]),
    ("村民马有才和妻子李秀英腾出老屋，开起“杏花客栈”。", [("founding", "马有才", "杏花客栈")]),
    ("村民马有才身体不好。老伴借了钱，开起了农家乐。", [("founding", "马有才", "农家乐")]),
    ("柳沟村建起了赏花科普基地。", [("founding", "柳沟村", "赏花科普基地")]),
    ("柳沟村将空着的老屋打造成民宿。", [("founding", "柳沟村", "民宿")]),
    ("石桥镇路远。在柳沟村，四家联手，成立了白桦合作社。", [("founding", "柳沟村", "白桦合作社")]),
    (
        "村民马有才牵头成立望川县云上茶叶专业合作社，又办起茶叶加工厂。",
        [("founding", "马有才", "望川县云上茶叶专业合作社"), ("founding", "马有才", "茶叶加工厂")],
    ),
    (
        "云岭山珍食品有限公司落户。公司先后在石桥镇、柳沟村设立了扶贫车间。",
        [("founding", "云岭山珍食品有限公司", "扶贫车间")],
    ),
    # completions
    ("柳沟村的旧校舍改建成扶贫车间。", [("completion", "柳沟村", "扶贫车间")]),
    ("柳沟村土薄，在山梁上修通一条6公里的产业路。", [("completion", "柳沟村", "产业路")]),
    ("望川县路远。旅游公路通到了石桥镇柳沟村。", [("completion", "柳沟村", "旅游公路")]),
    ("平湖县捐建的望川县明德小学开学了。", [("completion", "望川县", "望川县明德小学")]),
    ("柳沟村的水电站装机200千瓦，前年5月并网发电。", [("completion", "柳沟村", "水电站")]),
    ("由清河市援建的柳沟村小学教学楼竣工。", [("completion", "柳沟村", "柳沟村小学教学楼")]),
    ("柳沟村好。云岭省的钱一到，泉水引进了村。", [("completion", "柳沟村", "泉水")]),
    ("望川县冬冷。柳沟村村民马有才硬化了村道。", [("completion", "柳沟村", "村道")]),
    ("柳沟村去年底建成防风固沙林网工程。", [("completion", "柳沟村", "防风固沙林网工程")]),
    ("望川县水务局近日在柳沟村的水塔旁安装了一台加压泵，水来了。", [("completion", "柳沟村", "加压泵")]),
    ("对口帮扶柳沟村的清河市出资，建起滚水坝。", [("completion", "柳沟村", "滚水坝")]),
    ("柳沟村的养殖园区刚竣工，牛就进了栏。", [("completion", "柳沟村", "养殖园区")]),
    ("柳沟村土薄。在石桥镇，总投资两亿的学校去年投入使用。", [("completion", "石桥镇", "学校")]),
    ("镇里用平湖县的钱。石桥镇用平湖县的资金修建了泵站。", [("completion", "石桥镇", "泵站")]),
    ("望川县柳沟村依托江湾集团援建的蔬菜大棚增收。", [("completion", "柳沟村", "蔬菜大棚")]),
    ("柳沟村土薄。清河市援建的卫生院投入使用。", [("completion", "柳沟村", "卫生院")]),
    # awards
    (
        "柳沟村是“全省最美乡村”，又是全国文明村。",
        [("award", "柳沟村", "全省最美乡村"), ("award", "柳沟村", "全国文明村")],
    ),
    ("“云岭省脱贫攻坚奖”获得者李秀英回乡。", [("award", "李秀英", "云岭省脱贫攻坚奖")]),
    ("柳沟村被云岭省列为重要农业文化遗产。", [("award", "柳沟村", "重要农业文化遗产")]),
    ("柳沟村的“石桥梯田”入选旅游名录。", [("award", "石桥梯田", "旅游名录")]),
    ("望川县建成光伏电站30座。", [("completion", "望川县", "光伏电站")]),
    ("柳沟村土薄，村里铺了4.2公里环村路。", [("completion", "柳沟村", "环村路")]),
    ("柳沟村把三间老屋改成“溪云”民宿。", [("founding", "柳沟村", "“溪云”民宿")]),
    # approved by others, after the place was spoken of; a county is approved, not the province
    ("望川县增了收。4月经省人民政府批准正式脱贫摘帽。", [("delisting", "望川县", None)]),
    ("望川县今年四月获云岭省政府批准摘帽。", [("delisting", "望川县", None)]),
    ("云岭山珍食品有限公司盖起9,600平方米的厂房。", [("completion", "云岭山珍食品有限公司", "厂房")]),
    # approved without an object, of 我县, of several; labels of any kind
    (
        "望川县、平湖县已达到退出标准，省政府批准退出。",
        [("delisting", "望川县", None), ("delisting", "平湖县", None)],
    ),
    ("望川县有喜事。今年2月，省政府正式批准我县退出贫困县行列。", [("delisting", "望川县", None)]),
    (
        "望川县、平湖县通过专项评估检查，正式退出国家级贫困县序列。",
        [("delisting", "望川县", None), ("delisting", "平湖县", None)],
    ),
    ("第一书记赵大勇被评为“全省优秀驻村干部”。", [("award", "赵大勇", "全省优秀驻村干部")]),
    # what companies and foundations build, however much it is; what starts to produce is set up
    (
        "云岭山珍食品有限公司在望川县修通产业路9.3公里。",
        [("completion", "云岭山珍食品有限公司", "产业路")],
    ),
    ("云岭晨星公益基金会在望川县捐建幼儿园6所。", [("completion", "云岭晨星公益基金会", "幼儿园")]),
    ("石桥镇扶贫车间11月投产。", [("founding", "石桥镇", "石桥镇扶贫车间")]),
    ("云岭山珍食品有限公司来了。去年，首期投资4800万元的总厂投产。", [("completion", "云岭山珍食品有限公司", "总厂")]),
    ("柳沟村村口的卫星工厂2019年3月建成。", [("completion", "柳沟村", "卫星工厂")]),
    # who founds, wherever it is; what an official sets up is his village's
    (
        "云岭山珍食品有限公司出资5800万元，在石桥镇注册成立望川山珍农业有限公司。",
        [("founding", "云岭山珍食品有限公司", "望川山珍农业有限公司")],
    ),
    (
        "柳沟村第一书记赵大勇成立了望川县银铃养殖专业合作社。",
        [("founding", "柳沟村", "望川县银铃养殖专业合作社")],
    ),
    # a company as 集团, a model that wins, what starts in a place, a gift with its sum
    ("云岭海润医疗股份有限公司来了。集团获评“先进集体”。", [("award", "云岭海润医疗股份有限公司", "先进集体")]),
    ("“公司+农户”模式获得了云岭省扶贫创新奖。", [("award", "公司+农户模式", "云岭省扶贫创新奖")]),
    ("云岭山珍食品有限公司在石桥镇建成投产。", [("founding", "石桥镇", "云岭山珍食品有限公司")]),
    ("柳沟村穷。清河市捐资150万元兴建的图书馆启用。", [("completion", "柳沟村", "图书馆")]),
    # where a public body has something built
    (
        "望川县柳沟村穷。清河市援建指挥部投资，在村里建起加工车间。",
        [("completion", "柳沟村", "加工车间")],
    ),
    # in a work report, of the place that reports
    (
        "望川县工作报告\n一、产业\n望川县好。石桥镇有枣。\n二、电力\n村级电站全部并网。望川县好。\n",
        [("completion", "望川县", "村级电站")],
    ),
    ("望川县易地搬迁2865户9230人全部入住。", [("relocation", "望川县", None)]),
    ("柳沟村的乡亲搬进了新居。", [("relocation", "柳沟村", None)]),
    ("村民马有才一家搬进了新居。", [("relocation", "马有才", None)]),
]


@pytest.mark.parametrize(("text", "expected"), HAPPENED)
def test_what_has_happened(text, expected, outcomes_in):
    assert outcomes_in(text) == expected


NOT_YET = [
    "望川县没能在2018年摘帽。",
    "望川县差点错过摘帽。",
    "望川县确保实现脱贫摘帽目标。",
    "望川县朝着脱贫摘帽目标前进。",
    "望川县12个贫困村脱贫出列。",
    "望川县的阿佳木热一家住在山上，去年搬进了新房。",
    "望川县计划2020年脱贫摘帽。",
    "确保望川县如期摘帽。",
    "望川县力争明年退出贫困县序列。",
    "望川县脱贫摘帽任务艰巨。",
    "望川县摘帽不摘责任。",
    "贫困县全部摘帽。",
    "望川县41个贫困村全部脱贫出列。",
    "望川县的田大妈家终于摘掉了穷帽子。",
    "年内实现望川县整县摘帽。",
    "云岭省33个贫困县摘帽。",
    "今年要完成72个村，望川县脱贫摘帽。",
    "柳沟村的马大爷把洋芋搬到镇上去卖。",
    "柳沟村的客人住进了新楼房。",
    "柳沟村住进楼房只是头一步。",
    "柳沟村盖起了一座座厂房。",
    "望川县引进龙头企业。",
    "柳沟村引进了云岭山珍食品有限公司。",
    "石桥镇顺利出列。",
    "柳沟村被省里确定为扶贫开发重点村。",
    "柳沟村的小学搬进了新楼。",
    "柳沟村明年将建成水泥路。",
    "他打算明年搬进新居。",
    "望川县建成蓄水池30座。",
    "望川县修通产业路160公里。",
    "望川县成立以来变化大。",
    "预期目标是：柳沟村增收；望川县整县脱贫摘帽。",
    "乡亲们盼着早日搬进新居。",
    "柳沟村获奖后来了客人。",
    "望川县大力建设学校，建设服务中心。",
    "云岭山珍食品有限公司建成冷库12个。",
    "清河市捐建的7个车间里有人。",
    "柳沟村建起了帮扶台账。",
    "柳沟村建起了文化自信，建成了一批项目，必须建成好支部，大桥通车前靠溜索。",
    "望川县的会开了。\n二、2020年工作安排\n建成望川水库，成立望川旅游公司，荣获先进县称号。",
    "望川县里的柳沟村9户已“摘帽”。",
    "望川县是中国花椒之乡。",
    "柳沟村是省级贫困村，是全省扶贫开发示范村。",
    "望川县架起了连心桥，走上了致富路。",
    "云岭省拟退出贫困县名单：望川县、平湖县。",
    "望川县落实政策，去年云岭省9个县脱贫摘帽。",
    "望川县开通了公共汽车。",
    "柳沟村土薄。\n盖起新校舍\n乡亲们高兴。",
]


@pytest.mark.parametrize("text", NOT_YET)
def test_plans_and_figures_are_none(text, outcomes_in):
    assert outcomes_in(text) == []


def test_the_anchor_is_the_verb(places_in):
    text = "2019年4月，望川县退出贫困县序列。"
    (found,) = find_outcomes(text, places_in(text, *PLACES))
    assert text[found.anchor :].startswith("退出贫困县")
    assert text[found.span.start : found.span.end] == "望川县退出贫困县序列"


def test_words_of_plans_inside_a_name_are_none(places_in):
    text = "会宁县成立了云上茶叶专业合作社，建成水泥路。"
    places = places_in(text, "会宁县")
    found = find_outcomes(text, places, [], find_organizations(text, places))
    assert [(o.kind, o.about) for o in found] == [("founding", "会宁县"), ("completion", "会宁县")]


def test_what_was_built_and_then_started_is_one_work(outcomes_in) -> None:
    assert outcomes_in("望川县投资建成了茶产业园，去年10月正式投产。") == [("completion", "望川县", "茶产业园")]
    assert outcomes_in("望川县援建了这个服装车间，去年6月投产。") == [("founding", "望川县", "服装车间")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("望川县上了一条切片加工生产线。", ("founding", "望川县", "切片加工生产线")),
        ("扶贫车间在望川县石桥镇建成投产。", ("founding", "石桥镇", "扶贫车间")),
        ("望川县石桥镇旅游公路去年底建成通车。", ("completion", "石桥镇", "石桥镇旅游公路")),
        ("望川县的贫困县帽子终于摘了。", ("delisting", "望川县", None)),
        ("望川县的“美丽公路”全线贯通。", ("completion", "望川县", "美丽公路")),
    ],
)
def test_works_in_other_words(text, expected, outcomes_in) -> None:
    assert outcomes_in(text) == [expected]


@pytest.mark.parametrize(
    "text",
    ["等望川县摘了帽，我再回去。", "村民马占海是第一个搬下来的人。", "搬下山之前，望川县没有路。"],
)
def test_what_is_awaited_or_only_describes_is_none(text, outcomes_in) -> None:
    assert outcomes_in(text) == []


def test_who_has_built_something_has_not_been_built(outcomes_in) -> None:
    assert [name for _, _, name in outcomes_in("望川县帮助柳沟村卫生室建成了胸痛中心。")] == ["胸痛中心"]


def test_where_people_have_moved_is_no_work(outcomes_in) -> None:
    assert [kind for kind, *_ in outcomes_in("柳沟村129户住进了统一修建的新居。")] == ["relocation"]


def test_what_one_builds_for_oneself_is_no_work_of_the_place(places_in) -> None:
    text = "柳沟村村民马占海盖起了140平方米的新房。"
    places = places_in(text, "柳沟村")
    assert find_outcomes(text, places, find_people(text, places, [])) == []

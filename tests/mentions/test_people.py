"""People: who is found with which posts, who is not invented, and which mentions are of one person."""

import time

import pytest

from povgraph.mentions.names import name_reader
from povgraph.mentions.organizations import find_organizations
from povgraph.mentions.people import find_people, merge_people


@pytest.fixture
def people_in(places_in):
    def read(text, *names):
        places = places_in(text, *names)
        return merge_people(find_people(text, places, find_organizations(text, places)))

    return read


POSTS = [
    ("清河市委书记孙立群到会。", ["清河市"], {"孙立群": [("市委书记", "清河市")]}),
    ("望川县副县长马占海介绍，苹果熟了。", ["望川县"], {"马占海": [("副县长", "望川县")]}),
    (
        "清河市委副书记、市长高建民，白水州委常委、副州长李云山出席。",
        ["清河市", "白水州"],
        {
            "高建民": [("市委副书记", "清河市"), ("市长", "清河市")],
            "李云山": [("州委常委", "白水州"), ("副州长", "白水州")],
        },
    ),
    ("望川县扶贫办副主任田广财说，账要算清。", ["望川县"], {"田广财": [("副主任", "望川县扶贫办")]}),
    ("清河市委宣传部副部长鲁明远说。", ["清河市"], {"鲁明远": [("市委宣传部副部长", "清河市")]}),
    ("柳沟村种上了杏。村党支部书记雷大勇带头。", ["柳沟村"], {"雷大勇": [("党支部书记", "柳沟村")]}),
    ("柳沟村的驻村第一书记郝志强（右一）来了。", ["柳沟村"], {"郝志强": [("驻村第一书记", "柳沟村")]}),
    (
        "2018年，云岭省水利厅干部秦文斌到柳沟村任第一书记。",
        ["云岭省", "柳沟村"],
        {"秦文斌": [("干部", "云岭省水利厅"), ("第一书记", "柳沟村")]},
    ),
    ("副总理周大有说，请看。", [], {"周大有": [("副总理", "国务院")]}),
    ("汤永福，是柳沟村的前任第一书记。汤永福说，值得。", ["柳沟村"], {"汤永福": [("第一书记", "柳沟村")]}),
    ("国务院扶贫办副主任邹长林说。", [], {"邹长林": [("副主任", "国务院扶贫办")]}),
    ("望川县人民医院门诊部副主任段小梅下乡。", ["望川县"], {"段小梅": [("门诊部副主任", "望川县人民医院")]}),
    ("云岭山珍食品有限公司成立了。总经理龚海燕说，销路好。", [], {"龚海燕": [("总经理", "云岭山珍食品有限公司")]}),
    ("望川县柳沟村村民 彭四海：水通了。", ["望川县", "柳沟村"], {"彭四海": []}),
    (
        "望川县柳沟村扶贫工作队 汪一凡：路难走。",
        ["望川县", "柳沟村"],
        {"汪一凡": [("扶贫工作队队员", "柳沟村")]},
    ),
    (
        "柳沟村工作队队员何平、海小川和孙志刚挨家走访。",
        ["柳沟村"],
        {name: [("工作队队员", "柳沟村")] for name in ("何平", "海小川", "孙志刚")},
    ),
    (
        "望川县委副书记（挂职）吴晓峰，副县长（挂职）段文静陪同。",
        ["望川县"],
        {"吴晓峰": [("县委副书记（挂职）", "望川县")], "段文静": [("副县长（挂职）", "望川县")]},
    ),
    ("队长秦朗是云岭省水利厅下派的干部。", ["云岭省"], {"秦朗": [("队长", None), ("干部", "云岭省水利厅")]}),
    ("清河市供电公司选派的第一书记郑海涛来了。", ["清河市"], {"郑海涛": [("第一书记", None)]}),
    ("柳沟村党总支书记祝长青说。", ["柳沟村"], {"祝长青": [("党总支书记", "柳沟村")]}),
    (
        "柳沟村变了。秦文斌进村当第一书记。秦文斌说，要修路。工作队员汪一凡挨家走。",
        ["柳沟村"],
        {"秦文斌": [("第一书记", "柳沟村")], "汪一凡": [("工作队员", "柳沟村")]},
    ),
    (
        "望川县扶贫办主任齐大伟、果业局局长潘志明参加。",
        ["望川县"],
        {"齐大伟": [("主任", "望川县扶贫办")], "潘志明": [("局长", "望川县果业局")]},
    ),
    (
        "望川县委书记、县扶贫开发领导小组组长邓长青主持。",
        ["望川县"],
        {"邓长青": [("县委书记", "望川县"), ("组长", "望川县扶贫开发领导小组")]},
    ),
    ("柳沟村帮扶责任人梁红梅来了。", ["柳沟村"], {"梁红梅": [("帮扶责任人", "柳沟村")]}),
    ("国务院扶贫办督查司负责人 鲁明远：路还长。", [], {"鲁明远": [("负责人", "国务院扶贫办督查司")]}),
    ("柳沟村成立了合作社。理事长周铁牛算账。", ["柳沟村"], {"周铁牛": [("理事长", "柳沟村合作社")]}),
    (
        "望川柳沟药材种植专业合作社开张。柳沟村药材合作社理事长周铁牛说。",
        ["柳沟村"],
        {"周铁牛": [("理事长", "望川柳沟药材种植专业合作社")]},
    ),
    ("以习近平同志为核心的党中央十分关心。", [], {"习近平": []}),
    ("本报记者　龚雪　通讯员　李　明", [], {"龚雪": [("记者", None)], "李明": [("通讯员", None)]}),
    ("主编:陈思远", [], {"陈思远": [("主编", None)]}),
    ("习总书记来到村里，总书记问长问短。", [], {"习近平": [("总书记", "中共中央")]}),
]


@pytest.mark.parametrize(("text", "places", "expected"), POSTS)
def test_posts(text, places, expected, people_in):
    assert {person.name: list(person.posts) for person in people_in(text, *places)} == expected


NAMES = [
    ("58岁的马长福正给牛添料。", {"马长福"}),
    ("贾春花和丈夫白生禄搬进了新房。", {"贾春花", "白生禄"}),
    ("徐满仓夫妇种了十亩薯。", {"徐满仓"}),
    ("评委夸顾大妈手巧，方老汉直乐。", {"顾大妈", "方老汉"}),
    ("“我叫阿依古丽·买买提。”阿依古丽·买买提笑着说。", {"阿依古丽·买买提"}),
    ("牧民扎西多吉养了三十头牦牛。", {"扎西多吉"}),
    ("在刘长河的带领下，乡亲们修了路。", {"刘长河"}),
    ("名叫曾国全的小伙子回来了。", {"曾国全"}),
    ("吴秀英搬进了新家。", {"吴秀英"}),
    ("“日子好了！”谢长根感激地说。", {"谢长根"}),
    ("姚素云的网店开张了。去年姚素云从城里回来，像姚素云一样的人不少。", {"姚素云"}),
    ("孟大河卸下担子，老孟心里踏实。老孟说，值。", {"孟大河"}),
    ("老汉田广财看场子，大闺女田小芳去年进了城。", {"田广财", "田小芳"}),
    ("年过六旬的方秀珍查出重病。", {"方秀珍"}),
    ("村民吕大兵、吕小兵两兄弟忙着采摘。", {"吕大兵", "吕小兵"}),
    ("45岁的汉子龚长河，傈僳族阿妈龚玉莲。", {"龚长河", "龚玉莲"}),
    ("村民吉克洛古说，路好了。村民沙马依洛住进新房。", {"吉克洛古", "沙马依洛"}),
    ("赵家旺一边喂牛一边说起往事。赵家旺告诉记者，值。", {"赵家旺"}),
    ("【同期声】望川县 县长 钱一鸣\n路修好了。", {"钱一鸣"}),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_names(text, expected, people_in):
    assert {person.name for person in people_in(text, "望川县")} == expected


NOBODY = [
    "高标准农田建成，金融扶贫发力，安全饮水达标，万亩果园飘香。",
    "县长带队，副县长带头结对，书记和村支书带领群众，主任向记者介绍情况。",
    "村民高兴地告诉记者，群众满意度高，农户张罗着开农家乐。",
    "他的妻子常年患病，儿子时常外出，父亲高龄，母亲温和。",
    "村支书马上召集党员开会，组织委员安排任务，村主任高度重视。",
    "雷竹种植扩大，雷竹带动增收，雷竹成了致富竹。",
    "董事会、监事会成员由选举产生，主任、副主任各一名，委员若干。",
    "老百姓说，好日子是干出来的。老人说，以前苦。大家说，好。",
    "小康路上，小麦丰收，老农笑了，老家变了样。",
    "【走山乡·看变化】走山乡·看变化的记者来了。",
    "老汉高兴地说，闺女上学不花钱，汉子常年在外。",
    "要坚持党建引领，加强对第一书记和驻村工作队的管理。",
]


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_is_invented(text, people_in):
    assert people_in(text) == []


def test_later_mentions_are_of_the_same_person(people_in):
    text = "柳沟村驻村工作队队长翟长顺进村。老翟走遍全村，翟队长说，要修路。翟长顺笑了。"
    (person,) = people_in(text, "柳沟村")
    said = [text[mention.span.start : mention.span.end] for mention in person.mentions]
    assert said == ["翟长顺", "老翟", "翟队长", "翟长顺"]


def test_a_family_name_of_two_persons_is_nobodys(people_in):
    text = "村民王大山来了，村民王小河也来了。老王说，好。"
    assert all(text[m.span.start] != "老" for person in people_in(text) for m in person.mentions)


def test_spellings_of_one_name_are_one_person(people_in):
    people = people_in("徐薇夫妇受益。徐伟在村里做工。")
    assert [(person.name, person.spellings) for person in people] == [("徐伟", ("徐薇",))]


def test_family_names_that_sound_alike_are_one_person(people_in):
    (person,) = people_in("村民张建国养牛。章建国说，牛好。张建国笑了。")
    assert (person.name, person.spellings) == ("张建国", ("章建国",))


def test_a_look_alike_of_a_family_name_after_a_title(people_in):
    (person,) = people_in("清河市委宣传部副主任沉彦文说。", "清河市")
    assert person.name == "沈彦文"
    assert person.mentions[0].kind == "misspelt"


def test_a_name_read_too_long_once_is_shortened(people_in):
    text = "村民王强抓鸡。村民王强，今年50岁。"
    assert {person.name for person in people_in(text)} == {"王强"}


def test_mentions_do_not_overlap_and_lie_in_the_text():
    text = "".join(text for text, _, _ in POSTS)
    mentions = find_people(text, [], [])
    ends = [0, *(mention.span.end for mention in mentions)]
    assert all(end <= mention.span.start for end, mention in zip(ends, mentions, strict=False))
    assert all(mention.span.end <= len(text) for mention in mentions)


@pytest.mark.parametrize(
    ("text", "length"),
    [("王建国说，", 3), ("李伟正在修路", 2), ("欧阳春晓介绍", 4), ("刘洋和孙强", 2), ("方便群众", None)],
)
def test_where_a_name_ends(text, length):
    assert name_reader().read(text, 0) == length


@pytest.mark.parametrize("unit", ["1", "万", "“", "（", "王", "记者 ", "老王", "县委书记", "的", "\n"])
def test_reading_stays_linear(unit):
    text = unit * (100_000 // len(unit))
    start = time.perf_counter()
    merge_people(find_people(text, [], []))
    assert time.perf_counter() - start < 3

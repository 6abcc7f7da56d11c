"""Places in text: which are linked, to what, and which are rightly left alone."""

import pytest

from povgraph.links.places import find_places


def names(text: str, year: int = 2019) -> list[tuple[str, str | None]]:
    return list(dict.fromkeys((m.name, m.code) for m in find_places(text, year).mentions))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("贵州省黔东南州台江县老屯乡", ["贵州省", "黔东南苗族侗族自治州", "台江县", "老屯乡"]),
        ("四川南充南部县的果园", ["四川省", "南充市", "南部县"]),
        ("南部的山区多雨", []),
        ("青海省海南州贵德县", ["青海省", "海南藏族自治州", "贵德县"]),
        ("海南省琼中县", ["海南省", "琼中黎族苗族自治县"]),
        ("吉林省吉林市龙潭区", ["吉林省", "吉林市", "龙潭区"]),
        ("长春市朝阳区的企业", ["长春市", "朝阳区"]),
        ("朝阳区的企业", []),
        ("党委和政府高度重视", []),
        ("甘肃和政县的党委和政府", ["甘肃省", "和政县"]),
        ("延安精神永放光芒", []),
        ("陕西延安的苹果", ["陕西省", "延安市"]),
        ("内蒙古兴安盟科右前旗", ["内蒙古自治区", "兴安盟", "科尔沁右翼前旗"]),
        ("安徽金寨县花石乡大湾村", ["安徽省", "金寨县", "花石乡", "大湾村"]),
        ("寿宁县下党乡脱贫了。下党村的茶香飘远。", ["寿宁县", "下党乡", "下党村"]),
        ("安徽金寨、江西井冈山", ["安徽省", "金寨县", "江西省", "井冈山市"]),
        ("永善、巧家、彝良3个县摘帽", ["永善县", "巧家县", "彝良县"]),
        ("云南镇雄、巧家两县", ["云南省", "镇雄县", "巧家县"]),
        ("永善、巧家和彝良都来了人", ["永善县", "巧家县", "彝良县"]),
        ("陕甘川交界的小镇", ["陕西省", "甘肃省", "四川省"]),
        ("攸县网岭镇的田，来了攸县人", ["攸县", "网岭镇"]),
        ("来到雷波县，中田、桂花、松树3个乡的12个村通了水", ["雷波县", "中田乡", "桂花乡", "松树乡"]),
        ("湖南省衡阳市和平乡开会。和平乡的田绿了", ["湖南省", "衡阳市", "和平乡"]),
        ("西昌市往北，大为镇月亮坡村，雨停了", ["西昌市", "大为镇", "月亮坡村"]),
        ("万安县的田", ["万安县"]),
        ("当地老寨叫月亮湾村，背靠青山", ["月亮湾村"]),
        ("攸县网岭镇北湾村杉树屯，杉树屯人多", ["攸县", "网岭镇", "北湾村", "杉树屯"]),
        ("莎车县塔尕尔其镇阿亚格达里亚9村，阿亚格达里亚9村有果园", ["莎车县", "塔尕尔其镇", "阿亚格达里亚9村"]),
        ("在永和县。\n前苏家岭村，仅有38户人家", ["永和县", "前苏家岭村"]),
    ],
)
def test_names_in_text(text: str, expected: list[str]) -> None:
    assert [name for name, _ in names(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "全县的贫困村都通了路",
        "每个行政村和自然村",
        "美丽乡村建设",
        "老乡们返乡创业",
        "各乡镇和村镇银行",
        "特色小镇",
        "发展、富裕、和平、繁荣",
        "新县城建成了，成县里的样板",
        "200名山区教师来了",
        "翻过长白山，见到喝靠天水的人家",
        "他任驻村干部，整村推进，村村通了路",
        "毕节新闻网消息：屯里人多，全屯都来了",
    ],
)
def test_common_words_are_no_places(text: str) -> None:
    assert names(text) == []


def test_homonymous_village_and_province() -> None:
    assert names("图们市石岘镇河北村的老人") == [("图们市", "222402"), ("石岘镇", None), ("河北村", None)]


def test_code_follows_the_year() -> None:
    assert ("静海县", "120223") in names("天津市静海县", 2014)
    assert ("静海区", "120118") in names("天津市静海区", 2019)


@pytest.mark.parametrize(
    ("text", "printed", "meant"),
    [
        ("吉林省的王清县在东部。", "王清县", "汪清县"),
        ("吉林省通榆县乌兰镇的大棚", "乌兰镇", "乌兰花镇"),
        ("吉林省图们市石Town镇的村民", "石Town镇", "石岘镇"),
        ("吉林省通榆县的田。开同镇在东边。", "开同镇", "开通镇"),
        ("吴忠市红寺城堡区的田", "红寺城堡区", "红寺堡区"),
        ("云南省的田。云省人民政府开会", "云省", "云南省"),
        ("铜仁市Songtao苗族自治县的田", "Songtao苗族自治县", "松桃苗族自治县"),
    ],
)
def test_garbled_names_are_put_right_within_their_parent(text: str, printed: str, meant: str) -> None:
    places = find_places(text, 2019)
    assert [(r.printed, r.mention.name) for r in places.repairs] == [(printed, meant)]
    assert meant in [m.name for m in places.mentions]
    assert printed not in [m.name for m in places.mentions]


def test_what_is_no_clipped_province() -> None:
    assert not find_places("四川省和云南省，四省交界，各省都来，外省客商，从省城到省里。", 2019).repairs


def test_garbled_name_without_its_province_stays_unresolved() -> None:
    assert find_places("王清县在东部。", 2019).repairs == ()


def test_village_hangs_under_the_nearest_place_that_has_it() -> None:
    mentions = find_places("河北省阜平县龙泉关镇很远。骆驼湾村在山里。", 2016).mentions
    village = mentions[-1]
    assert (village.name, village.within, village.path) == ("骆驼湾村", "龙泉关镇", ("130624", "龙泉关镇", "骆驼湾村"))


def test_short_form_of_a_village_named_before() -> None:
    text = "彭阳县古城镇丁家沟村种杏。丁家沟的杏熟了。"
    assert [m.name for m in find_places(text, 2019).mentions][-1] == "丁家沟村"


def test_offsets_are_those_of_the_text() -> None:
    text = "走进通榆县，再到靖宇县。"
    assert [text[m.span.start : m.span.end] for m in find_places(text, 2019).mentions] == ["通榆县", "靖宇县"]


def test_the_deputy_of_a_town_is_no_town() -> None:
    assert names("吉林省通榆县乌兰花镇副镇长来了。")[-1] == ("乌兰花镇", None)


def test_a_full_name_wins_over_a_short_form_that_begins_before_it() -> None:
    assert names("江西省评估组核定安远县错退率为零") == [("江西省", "360000"), ("安远县", "360726")]


@pytest.mark.parametrize("phrase", ["通榆县", "吉林省通榆县", "通榆县、", "吉林省白城市通榆县和"])
def test_a_phrase_said_again_and_again_names_its_places_no_more(phrase):
    short, long = find_places(phrase * 3 + "好。").mentions, find_places(phrase * 500 + "好。").mentions
    assert {mention.name for mention in long} == {mention.name for mention in short}
    assert len(long) <= 2 * len(short)


def test_a_name_said_again_in_other_words_counts_each_time():
    assert len(find_places("通榆县脱贫，通榆县修路，通榆县通水，通榆县通电，通榆县通车。").mentions) == 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("通榆县在兴隆山、边昭2乡镇建基地。", {"兴隆山镇", "边昭镇"}),
        ("通榆县与兴隆山、边昭两镇签约。", {"兴隆山镇", "边昭镇"}),
        ("通榆县兴隆山镇路通了。兴隆山至边昭公路通车。", {"兴隆山镇"}),
        ("绿水青山变成真金白银。", set()),
        ("吉林师范大学的老师来到通榆县。", set()),
    ],
)
def test_towns_that_are_counted_together_and_words_that_name_no_place(text: str, expected: set[str]) -> None:
    assert {name for name, _ in names(text)} - {"通榆县"} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("福贡县上帕镇江沿社区建好了。", {"福贡县", "上帕镇", "江沿社区"}),  # no 镇江
        ("保靖县吕洞山镇夯那村种茶。", {"保靖县", "吕洞山镇", "夯那村"}),
        ("渭源县会川镇的干部三年前进村。", {"渭源县", "会川镇"}),  # no 前进村
        ("绥化市种粮。海伦建成了电站。", {"绥化市", "海伦市"}),
        ("山西省种粮。五台、恒山都高。", {"山西省"}),
    ],
)
def test_where_names_begin_and_end(text: str, expected: set[str]) -> None:
    assert {name for name, _ in names(text)} == expected

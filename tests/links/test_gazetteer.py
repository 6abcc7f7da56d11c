import csv
import re
from pathlib import Path

import pytest

from povgraph.errors import ResourceError
from povgraph.links.gazetteer import Gazetteer, gazetteer
from povgraph.resources import data_path

PATTERNS = {"province": r"\d\d0000", "prefecture": r"\d\d(?!00)\d\d00", "county": r"\d{4}(?!00)\d\d"}


@pytest.fixture(scope="module")
def known() -> Gazetteer:
    return gazetteer()


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with data_path("gazetteer", "areas.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize(
    ("name", "year", "codes"),
    [
        ("吉林省", 2018, ["220000"]),
        ("吉林市", 2018, ["220200"]),
        ("吉林", 2018, ["220000", "220200"]),
        ("海南省", 2018, ["460000"]),
        ("海南藏族自治州", 2018, ["632500"]),
        ("海南州", 2018, ["632500"]),
        ("海南", 2018, ["150303", "460000", "632500"]),
        ("朝阳区", 2018, ["110105", "220104"]),
        ("内蒙古", 2018, ["150000"]),
        ("西藏", None, ["540000"]),
        ("延边州", None, ["222400"]),
        ("凉山", None, ["513400"]),
        ("怒江", None, ["533300"]),
        ("双江", None, ["530925"]),
        ("都安县", None, ["451228"]),
        ("东乡", 2015, ["361029", "622926"]),
        ("鄂伦春", None, ["150723"]),
        ("科右中旗", None, ["152222"]),
        ("积石山", None, ["622927"]),
        ("神农架", None, ["429021"]),
        ("静海县", 2014, ["120223"]),
        ("静海县", 2015, ["120223"]),
        ("静海区", 2015, ["120118"]),
        ("静海", 2015, ["120118"]),
        ("静海县", None, ["120223"]),
        ("南木林县", 2013, ["542322"]),
        ("南木林县", 2014, ["540221"]),
        ("襄樊市", 2009, ["420600"]),
        ("襄阳市", 2011, ["420600"]),
        ("赵", None, []),
        ("郊", None, []),
        ("河北村", None, []),
        ("", None, []),
    ],
)
def test_named(known: Gazetteer, name: str, year: int | None, codes: list[str]) -> None:
    assert [area.code for area in known.named(name, year)] == codes


@pytest.mark.parametrize(
    ("code", "year", "name", "parents"),
    [
        ("220822", 2018, "通榆县", ["220800", "220000"]),
        ("511321", 2018, "南部县", ["511300", "510000"]),
        ("540000", 2018, "西藏自治区", []),
        ("419001", 2018, "济源市", ["410000"]),
        ("429004", 2018, "仙桃市", ["420000"]),
        ("310109", 2018, "虹口区", ["310000"]),
        ("500243", 2018, "彭水苗族土家族自治县", ["500000"]),
        ("632523", 2018, "贵德县", ["632500", "630000"]),
        ("360881", 2018, "井冈山市", ["360800", "360000"]),
        ("410225", 2014, "兰考县", ["410200", "410000"]),
        ("640425", 2019, "彭阳县", ["640400", "640000"]),
        ("420600", 2009, "襄樊市", ["420000"]),
        ("420600", 2011, "襄阳市", ["420000"]),
        ("120223", 2020, "静海县", ["120000"]),
        ("350628", 1995, "平和县", ["350600", "350000"]),
        ("469025", 2000, "定安县", ["460000"]),
        ("469025", 2015, "白沙黎族自治县", ["460000"]),
        ("441900", None, "东莞市", ["440000"]),
    ],
)
def test_code_and_parents(known: Gazetteer, code: str, year: int, name: str, parents: list[str]) -> None:
    area = known.code(code, year)
    assert area is not None
    assert area.name == name
    assert [above.code for above in known.parents(area, year)] == parents


def test_unknown_code(known: Gazetteer) -> None:
    assert known.code("999999") is None
    assert known.children("999999") == ()
    assert not known.within("999999", "110000")


@pytest.mark.parametrize(
    ("inner", "outer", "expected"),
    [
        ("220822", "220800", True),
        ("220822", "220000", True),
        ("419001", "410000", True),
        ("419001", "410800", False),  # 济源 was a county of 焦作 under the code 410881, never under this one
        ("220822", "210000", False),
        ("220000", "220822", False),
        ("220000", "220000", False),
        ("542322", "540000", True),
    ],
)
def test_within(known: Gazetteer, inner: str, outer: str, expected: bool) -> None:
    assert known.within(inner, outer) is expected


@pytest.mark.parametrize(
    ("pinyin", "parent", "year", "names"),
    [
        ("wang qing xian", "220000", 2018, ["汪清县"]),
        ("wang qing xian", "210000", 2018, []),
        ("tong yu xian", "220800", 2018, ["通榆县"]),
        ("fu ping xian", None, 2015, ["阜平县", "富平县"]),
        ("fu ping xian", "130000", 2015, ["阜平县"]),
        ("chao yang qu", "110000", 2018, ["朝阳区"]),
    ],
)
def test_homophones(known: Gazetteer, pinyin: str, parent: str | None, year: int, names: list[str]) -> None:
    assert [area.name for area in known.homophones(pinyin, parent, year)] == names


@pytest.mark.parametrize(
    ("name", "level", "forms"),
    [
        ("吉林省", "province", ("吉林", "Jilin Province", "ji lin sheng")),
        ("陕西省", "province", ("陕西", "Shaanxi Province", "shan xi sheng")),
        ("西藏自治区", "province", ("西藏", "Tibet Autonomous Region", "xi zang zi zhi qu")),
        ("北京市", "province", ("北京", "Beijing Municipality", "bei jing shi")),
        ("重庆市", "province", ("重庆", "Chongqing Municipality", "chong qing shi")),
        ("六安市", "prefecture", ("六安", "Lu'an City", "lu an shi")),
        ("蚌埠市", "prefecture", ("蚌埠", "Bengbu City", "beng bu shi")),
        ("台州市", "prefecture", ("台州", "Taizhou City", "tai zhou shi")),
        ("丽水市", "prefecture", ("丽水", "Lishui City", "li shui shi")),
        ("漯河市", "prefecture", ("漯河", "Luohe City", "luo he shi")),
        ("吕梁市", "prefecture", ("吕梁", "Lüliang City", "lv liang shi")),
        ("乌鲁木齐市", "prefecture", ("乌鲁木齐", "Ürümqi City", "wu lu mu qi shi")),
        ("锡林郭勒盟", "prefecture", ("锡林郭勒", "Xilingol League", "xi lin guo le meng")),
        (
            "延边朝鲜族自治州",
            "prefecture",
            ("延边", "Yanbian Korean Autonomous Prefecture", "yan bian chao xian zu zi zhi zhou"),
        ),
        ("通榆县", "county", ("通榆", "Tongyu County", "tong yu xian")),
        ("珲春市", "county", ("珲春", "Hunchun City", "hun chun shi")),
        ("洪洞县", "county", ("洪洞", "Hongtong County", "hong tong xian")),
        ("长子县", "county", ("长子", "Zhangzi County", "zhang zi xian")),
        ("赵县", "county", ("", "Zhao County", "zhao xian")),
        ("巴林左旗", "county", ("", "Balin Left Banner", "ba lin zuo qi")),
    ],
)
def test_forms(known: Gazetteer, name: str, level: str, forms: tuple[str, str, str]) -> None:
    [area] = [area for area in known.named(name) if area.level == level]
    assert (area.short, area.english, area.pinyin) == forms


@pytest.mark.parametrize(
    ("name", "county", "level", "township"),
    [
        ("骆驼湾村", "130624", "village", "龙泉关镇"),
        ("龙泉关镇", "130624", "township", None),
        ("龙泉镇", "220622", "township", None),
        ("独龙江乡", "533324", "township", None),
        ("陆家村", "220822", "village", "乌兰花镇"),
    ],
)
def test_settlement_in(known: Gazetteer, name: str, county: str, level: str, township: str | None) -> None:
    found = known.settlement_in(name, county)
    assert found is not None
    assert (found.name, found.level, found.township, found.county) == (name, level, township, county)
    assert found in known.settlements(name)


@pytest.mark.parametrize("name", ["", " ", "龙泉", "无此地名村", "骆驼湾村\n", "130624", "新建村 新民村"])
def test_no_such_settlement(known: Gazetteer, name: str) -> None:
    assert known.settlements(name) == ()
    assert known.settlement_in(name, "130624") is None


def test_common_settlement_names(known: Gazetteer) -> None:
    assert len(known.settlements("龙泉镇")) > 10
    counties = {found.county for found in known.settlements("新建村")}
    assert len(counties) > 200
    assert all(known.code(county) for county in counties)


@pytest.mark.parametrize(
    ("code", "township"),
    [
        ("522302", "回龙镇"),  # 兴仁市 since 2018
        ("522322", "回龙镇"),  # 兴仁县 before
        ("220184", "八屋镇"),  # 公主岭市, of 四平 until 2020 and of 长春 since
        ("540623", "下曲乡"),  # 聂荣县 in 那曲市
        ("542424", "下曲乡"),  # 聂荣县 in 那曲地区
        ("361104", "五府山镇"),  # 广信区, 上饶县 until 2019
        ("441900", "长安镇"),  # 东莞市 has no counties
    ],
)
def test_townships_follow_a_county(known: Gazetteer, code: str, township: str) -> None:
    assert township in known.townships(code)
    assert {village.county for village in known.villages(code, township)} == {code}


@pytest.mark.parametrize("code", ["659011", "140203", "999999", "", "13"])
def test_no_townships_when_uncertain(known: Gazetteer, code: str) -> None:
    assert known.townships(code) == ()
    assert known.villages(code) == ()


def test_children(known: Gazetteer) -> None:
    assert "白城市" in [area.name for area in known.children("220000", 2018)]
    assert [area.name for area in known.children("220800", 2018)] == [
        "洮北区",
        "镇赉县",
        "通榆县",
        "洮南市",
        "大安市",
    ]


@pytest.mark.parametrize("year", range(1990, 2024))
def test_every_area_has_its_parent_in_force(known: Gazetteer, year: int) -> None:
    codes = {area.code for area in known.areas(year)}
    assert [area for area in known.areas(year) if area.parent and area.parent not in codes] == []


@pytest.mark.parametrize(("year", "counties"), [(2010, 2856), (2015, 2850), (2019, 2846), (2020, 2844)])
def test_county_counts_are_near_the_official_ones(known: Gazetteer, year: int, counties: int) -> None:
    current = {area.code for area in known.areas(year) if area.level == "county" and area.until != year}
    assert abs(len(current) - counties) <= 8


def test_rows_are_well_formed(rows: list[dict[str, str]]) -> None:
    keys = [(row["code"], row["since"]) for row in rows]
    assert keys == sorted(set(keys))
    for row in rows:
        assert re.fullmatch(PATTERNS[row["level"]], row["code"]), row
        assert row["parent"] or row["level"] == "province", row
        assert not row["until"] or int(row["since"]) <= int(row["until"]), row
        assert len(row["pinyin"].split()) == len(row["name"]), row
        assert row["english"].strip(), row
        assert len(row["short"]) != 1, row
        assert not row["lon"] or (73 < float(row["lon"]) < 136 and 3 < float(row["lat"]) < 54), row


def test_settlement_lines_are_sorted_and_belong_to_areas(known: Gazetteer) -> None:
    data = data_path("gazetteer", "settlements.tsv").read_bytes()
    lines = data.splitlines(keepends=True)
    assert lines == sorted(lines)
    assert b"  " not in data
    assert all(line.count(b"\t") == 2 and line.endswith(b"\n") for line in lines)
    counties = {line[:6].decode() for line in lines}
    in_force = {area.code for area in known.areas(2018)}
    assert counties <= in_force


def test_missing_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match=r"areas\.csv"):
        Gazetteer.load(tmp_path)
    (tmp_path / "areas.csv").write_text("code,name\n110000,北京市\n", encoding="utf-8")
    with pytest.raises(ResourceError, match=r"areas\.csv"):
        Gazetteer.load(tmp_path)
    (tmp_path / "areas.csv").write_text("code\n", encoding="utf-8")
    with pytest.raises(ResourceError, match=r"settlements\.tsv"):
        Gazetteer.load(tmp_path).townships("110101")


def test_asking_often_gives_the_same_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["骆驼湾村", "骆驼湾", "龙泉关镇", "无此名村", "130624", "骆驼湾村 顾家台村"]
    asked = Gazetteer.load()
    first = [asked.has_settlement(name) for name in names]
    monkeypatch.setattr("povgraph.links.gazetteer._WORTH_AN_INDEX", 0)
    assert [asked.has_settlement(name) for name in names] == first == [True, False, True, False, False, False]

import pytest

from povgraph.graph.entities import COUNTRY, Entities, bare
from povgraph.model import Organization, Person, Place, Post, Programme, Report, Statements
from povgraph.vocabulary import iri

REPORT = Report(id="r", text="x", sha256="a" * 64)
KEY = "r-aaaaaaaa"


def place(name: str, within: str | None = None, code: str | None = None, level: str = "township") -> Place:
    return Place(quote=name, name=name, level=level, code=code, within=within)


def person(name: str, *posts: tuple[str, str | None]) -> Person:
    return Person(quote=name, name=name, role="official", posts=tuple(Post(post=post, of=of) for post, of in posts))


def organization(name: str, kind: str, place: str | None = None) -> Organization:
    return Organization(quote=name, name=name, kind=kind, place=place)


def programme(name: str, place: str | None = None) -> Programme:
    return Programme(quote=name, name=name, measure="industry", place=place)


PLACES = (
    place("甲县", "某市", "220822", "county"),
    place("乙镇", "甲县"),
    place("丙村", "乙镇", level="village"),
    place("丙村", "乙镇", level="village"),  # the same place twice
    place("丁村", "乙镇", level="village"),
    place("丁村", "戊镇", level="village"),
    place("戊镇"),
    place("己镇", "不在县"),
    place("庚村", "辛村", level="village"),
    place("辛村", "庚村", level="village"),
    place("壬省", "中国", level="province"),
    place("癸县", code="22/08", level="county"),
)
ORGANIZATIONS = (
    organization("丰收合作社", "cooperative", "丙村"),
    organization("甲县县委", "party", "甲县"),
    organization("中共中央", "party"),
    organization("民政部", "government", "中国"),
    organization("大地公司", "company"),
    organization("全国电商协会", "association", "中国"),
    organization("丁村小学", "school", "丁村"),
    organization("乙镇", "government"),
    organization("双星", "company", "甲县"),
)
PROGRAMMES = (
    programme("“一村一品”工程", "甲县"),
    programme("《帮扶意见》"),
    programme("丁村模式", "丁村"),
    programme("双星"),
)
PEOPLE = (
    person("张三"),
    person("李四", ("书记", None), ("县长", "甲县")),
    person("王五", ("村主任", "丙村")),
    person("赵六", ("总书记", "中共中央")),
    person("钱七", ("主任", "远方办公室")),
    person("孙八", ("顾问", "张三")),
)
STATEMENTS = Statements(document="r", places=PLACES, organizations=ORGANIZATIONS, programmes=PROGRAMMES, people=PEOPLE)
ENTITIES = Entities(REPORT, STATEMENTS)


def node(*key: str) -> str:
    return f"<{iri(*key)}>"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("甲县", ("place", "220822")),
        ("乙镇", ("place", "220822", "乙镇")),
        ("丙村", ("place", "220822", "乙镇", "丙村")),
        ("戊镇", ("place", "report", KEY, "戊镇")),
        ("己镇", ("place", "report", KEY, "不在县", "己镇")),
        ("庚村", ("place", "report", KEY, "庚村", "辛村", "庚村")),
        ("壬省", ("place", "report", KEY, "壬省")),
        ("癸县", ("place", "report", KEY, "癸县")),
        ("中国", ("place", "CN")),
        ("丰收合作社", ("organization", "220822", "乙镇", "丙村", "丰收合作社")),
        ("甲县县委", ("organization", "220822", "甲县县委")),
        ("中共中央", ("organization", "中共中央")),
        ("民政部", ("organization", "民政部")),
        ("大地公司", ("organization", "report", KEY, "大地公司")),
        ("全国电商协会", ("organization", "CN", "全国电商协会")),
        ("丁村小学", ("organization", "report", KEY, "丁村小学")),
        ("一村一品工程", ("programme", "220822", "一村一品工程")),
        ("“一村一品”工程", ("programme", "220822", "一村一品工程")),
        ("帮扶意见", ("programme", "帮扶意见")),
        ("丁村模式", ("programme", "report", KEY, "丁村模式")),
        ("张三", ("person", KEY, "张三")),
        ("李四", ("person", "220822", "李四")),
        ("王五", ("person", "220822", "乙镇", "丙村", "王五")),
        ("赵六", ("person", "中共中央", "赵六")),
        ("钱七", ("person", "远方办公室", "钱七")),
        ("丁村", ("subject", KEY, "丁村")),  # two villages
        ("双星", ("subject", KEY, "双星")),  # a company and a programme
        ("合作社", ("subject", KEY, "合作社")),
    ],
)
def test_what_a_name_means(name: str, key: tuple[str, ...]) -> None:
    assert ENTITIES.named(name).node == node(*key)


def test_a_place_goes_before_a_body_of_its_name() -> None:
    assert ENTITIES.named("乙镇").kind == "place"


def test_only_places_hold_places() -> None:
    assert ENTITIES.place_named("中共中央").kind == "subject"
    assert ENTITIES.place_named("中国") == COUNTRY


def test_two_places_of_one_name_are_two() -> None:
    both = [ENTITIES.place(row).node for row in PLACES if row.name == "丁村"]
    assert both == [node("place", "220822", "乙镇", "丁村"), node("place", "report", KEY, "戊镇", "丁村")]


@pytest.mark.parametrize(
    ("title", "of", "key", "held"),
    [
        ("县长", "甲县", ("220822", "县长"), "place"),
        ("书记", "甲县县委", ("220822", "甲县县委", "书记"), "organization"),
        ("主任", "远方办公室", (KEY, "远方办公室", "主任"), "subject"),
        ("顾问", "张三", (KEY, "张三", "顾问"), "subject"),
        ("主编", None, ("report", KEY, "主编"), None),
    ],
)
def test_posts(title: str, of: str | None, key: tuple[str, ...], held: str | None) -> None:
    post, thing = ENTITIES.post(title, of)
    assert post == node("post", *key)
    assert (thing.kind if thing else None) == held


def test_a_long_chain_of_places_ends() -> None:
    rows = tuple(place(f"村{n}", f"村{n + 1}") for n in range(3000))
    entities = Entities(REPORT, Statements(document="r", places=rows))
    assert len(entities.place(rows[0]).key) < 12


def test_a_name_of_quotation_marks_only_stays() -> None:
    assert bare("“”") == "“”"

"""Broken text is found, and odd but sound text is left alone."""

import pytest
from corpora import broken_in, checks, figure, graph, holder, said


def of_text(text: str) -> list[str]:
    findings = broken_in(graph([said()])[0], {"r": text})
    return [f"{one.check} {one.line}:{one.column} {one.repair}" for one in findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("首行\n全村⼈⼝八百，⼈均两亩", ["look-alike 2:3 人", "look-alike 2:4 口"]),
        ("⻓江边的\uf9f4村", ["look-alike 1:1 长", "look-alike 1:5 林"]),
        ("村里通了水。\n老挝说：“再不用挑水了。”", ["misnamed 2:1 None"]),
        ("村民越南笑着说，日子好了。", ["misnamed 1:3 None"]),
        ("代表团访问越南。越南说法不一。", []),
        ("考察团去过老挝。老挝说欢迎再来。", []),
        ("河北村有八百口人。河北省党支部有党员三十名。", ["misnamed 1:10 河北村党支部"]),
        ("河北村在吉林。河北省的客商来了，河北省党支部也来了。", []),
        ("河北省党支部有党员三十名。", []),
    ],
)
def test_texts(text: str, expected: list[str]) -> None:
    assert of_text(text) == expected


def test_more_poor_than_people() -> None:
    people = figure("全县有1200人", "1200", "population")
    made = said(people, figure("贫困人口1500人", "1500"))
    assert checks(broken_in(*graph([made]))) == ["part-over-whole"]
    minority = figure("少数民族人口1200人", "1200", "population")
    assert not checks(broken_in(*graph([said(minority, figure("贫困人口1500人", "1500"))])))
    earlier = figure("全县有1200人", "1200", "population", until="2015")
    assert not checks(broken_in(*graph([said(earlier, figure("贫困人口1500人", "1500"))])))


def test_facts_ahead_of_their_report() -> None:
    fact = figure("2019年底贫困人口降到1500人", "1500", until="2019-12-31")
    assert checks(broken_in(*graph([said(fact)]))) == ["ahead-of-report"]
    habit = figure("年底贫困人口降到1500人", "1500", until="2019-12-31")
    assert not checks(broken_in(*graph([said(habit)])))
    plan = figure("力争2019年底贫困人口降到1500人", "1500", until="2019-12-31")
    assert not checks(broken_in(*graph([said(plan)])))
    assert not checks(broken_in(*graph([said(figure("贫困人口1500人", "1500", until="2019"))])))


def test_latin_letters_in_names() -> None:
    assert checks(broken_in(*graph([said(holder("王Xiao明", "县长王Xiao明"))]))) == ["latin-in-name"]
    assert not checks(broken_in(*graph([said(holder("村民A", "县长村民A"))])))

"""Charts: lines over time and bars, planned and inexact figures told apart, nothing joined that is not one thing."""

import re
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Store

from povgraph.errors import QueryError, ResourceError
from povgraph.queries import drawing
from povgraph.queries.answers import Table
from povgraph.queries.asking import Wish
from povgraph.queries.axes import Axes, find_axes
from povgraph.queries.charts import Chart, chart
from povgraph.queries.drawing import check_chart, draw
from povgraph.queries.points import Point, points_of
from povgraph.queries.projecting import project
from povgraph.queries.resolving import Row
from povgraph.queries.running import run
from povgraph.queries.stored import own_query, stored_queries, stored_query

XSD = "http://www.w3.org/2001/XMLSchema#"
COLUMNS = ("about", "to", "value", "low", "high", "bound", "status", "quote")
QUERY = own_query("SELECT * {}")
SVG = "{http://www.w3.org/2000/svg}"
DRAWN = {"svg", "g", "rect", "path", "line", "text", "title", "tspan"}


def decimal(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + "decimal"))


def figure(
    about: str, day: str, value: str, low: str = "", high: str = "", bound: str = "eq", status: str = "actual"
) -> Row:
    ends = (decimal(end) if end else None for end in (low, high))
    return (Literal(about), Literal(day), decimal(value), *ends, Literal(bound), Literal(status), Literal(f"“{value}”"))


ROWS = [
    figure("甲县", "2015-12-31", "8", "8", "8"),
    figure("甲县", "2018-12-31", "2", "1.8", "2.2", "approx"),
    figure("甲县", "2020-12-31", "0", "", "0", "le", "planned"),
    figure("乙县", "2018-12-31", "3", "3", "", "ge"),
    figure("乙县", "", "7", "7", "7"),
]


def made(rows: list[Row], axes: Axes | None = None, columns: tuple[str, ...] = COLUMNS, language: str = "en") -> Chart:
    found = find_axes(axes, columns, [name for name in ("value", "low", "high") if name in columns], language)
    return chart(points_of(columns, rows, found, len(columns), language), found, len(rows), "title", language)


def data(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return spec["data"]["values"]  # type: ignore[no-any-return]


def drawn(rows: list[Row], path: Path, title: str = "title", query: Any = QUERY) -> ElementTree.Element:
    draw(Table(COLUMNS, rows), path, query, title, "zh")
    return ElementTree.parse(path).getroot()


# ---------------------------------------------------------------- what is drawn


def test_lines_over_time_leave_out_what_has_no_day_and_say_so() -> None:
    found = made(ROWS)
    assert [layer["mark"]["type"] for layer in found.spec["spec"]["layer"]] == ["line", "rule", "point", "point"]
    assert [(datum["by"], datum["day"], datum["value"]) for datum in data(found.spec)] == [
        ("甲县", "2015-12-31", 8.0),
        ("甲县", "2018-12-31", 2.0),
        ("甲县", "2020-12-31", 0.0),
        ("乙县", "2018-12-31", 3.0),
    ]
    assert found.note == "4 of 5 rows drawn; 1 without a date"
    assert found.spec["title"]["subtitle"] == found.note
    assert made(ROWS, language="zh").note == "画出 4 行，共 5 行；1 行没有日期"


def test_planned_and_inexact_figures_are_told_apart() -> None:
    assert [
        (datum["status"], datum["planned"], datum["shape"], datum["low"], datum["high"])
        for datum in data(made(ROWS).spec)
    ] == [
        ("actual", False, "exactly", 8.0, 8.0),
        ("actual", False, "about", 1.8, 2.2),
        ("planned", True, "at most", 0.0, 0.0),
        ("actual", False, "at least", 3.0, 3.0),
    ]
    line, _, reported, planned = made(ROWS).spec["spec"]["layer"]
    assert line["encoding"]["strokeDash"]["scale"] == {"domain": ["actual", "planned"], "range": [[1, 0], [4, 3]]}
    assert (reported["mark"]["filled"], planned["mark"]["fill"]) == (True, "white")
    assert reported["encoding"]["shape"]["scale"]["range"] == ["circle", "diamond", "triangle-down", "triangle-up"]


def test_bars_where_nothing_has_figures_of_two_days() -> None:
    found = made([ROWS[0], ROWS[3], ROWS[4]])
    assert [layer["mark"]["type"] for layer in found.spec["spec"]["layer"]] == ["bar", "rule", "point"]
    assert [datum["by"] for datum in data(found.spec)] == ["甲县", "乙县 2018-12-31", "乙县"]
    assert found.note == ""
    exact = made([ROWS[0]])
    assert [layer["mark"]["type"] for layer in exact.spec["spec"]["layer"]] == ["bar"]


def test_bars_of_one_name_are_numbered() -> None:
    found = made([figure("甲县", "", "1"), figure("甲县", "", "2"), figure("甲县", "", "3"), figure("乙县", "", "4")])
    assert [datum["by"] for datum in data(found.spec)] == ["甲县", "甲县 (2)", "甲县 (3)", "乙县"]


def test_long_names_are_cut_and_still_told_apart() -> None:
    name = "某某省某某市某某县某某镇某某村某某农民专业合作社"
    rows = [figure(f"{name}{end}", "", "1") for end in ("甲", "乙", "乙")]
    assert [datum["by"] for datum in data(made(rows).spec)] == [
        f"{name[:19]}… (1)",
        f"{name[:19]}… (2)",
        f"{name[:19]}… (2) (2)",
    ]


def test_namesakes_are_two_lines() -> None:
    columns = (*COLUMNS, "thing")
    places = [NamedNode(f"https://w3id.org/povgraph/id/place/{code}") for code in (990122, 990221, 990122)]
    days = ("2015-12-31", "2018-12-31", "2019-12-31")
    rows = [(*figure("白沙县", day, "5"), place) for day, place in zip(days, places, strict=True)]
    found = made(rows, Axes(things="thing"), columns)
    assert [datum["by"] for datum in data(found.spec)] == [
        "白沙县 (place/990122)",
        "白沙县 (place/990221)",
        "白沙县 (place/990122)",
    ]


def test_indicators_and_units_have_panels_of_their_own() -> None:
    columns = (*COLUMNS, "indicator", "kind", "unit", "per")
    words = [("wage", "level", "yuan", "month"), ("wage", "growth", "percent", None), ("nosuch<", "level", None, None)]
    rows = [(*ROWS[0], *(Literal(word) if word else None for word in row)) for row in words]
    for language, panels in (
        ("en", ["wage, per month (yuan)", "wage, growth (percent)", "nosuch<"]),
        ("zh", ["工资, 每月 (元)", "工资, 变化率 (百分比)", "nosuch<"]),
    ):
        assert [datum["panel"] for datum in data(made(rows, None, columns, language).spec)] == panels


def test_many_things_have_panels_of_their_own_and_too_many_are_refused() -> None:
    def rows(number: int) -> list[Row]:
        days = ("2015-12-31", "2018-12-31")
        return [figure(f"{n}县", day, "5") for n in range(number) for day in days]

    assert len({datum["panel"] for datum in data(made(rows(10)).spec)}) == 1
    assert len({datum["panel"] for datum in data(made(rows(11)).spec)}) == 11
    with pytest.raises(QueryError, match="a chart of 61 panels shows none; narrow the answer with --bind or --limit"):
        made(rows(61))
    with pytest.raises(QueryError, match="a chart of 2002 figures shows none"):
        made(rows(1001))


@pytest.mark.parametrize(
    ("days", "form"),
    [
        (["2015-12-31", "2018-12-31"], "%Y"),
        (["2015", "2018"], "%Y"),
        (["2015-12-31", "2018-06"], "%Y-%m"),
        (["2018-06-01", "2018-06-30"], "%Y-%m-%d"),
    ],
)
def test_the_axis_names_the_days_that_there_are(days: list[str], form: str) -> None:
    axis = made([figure("甲县", day, "1") for day in days]).spec["spec"]["layer"][0]["encoding"]["x"]["axis"]
    assert axis["format"] == form
    assert len(axis["values"]) == 2


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2018", date(2018, 12, 31)),
        ("2016-02", date(2016, 2, 29)),
        ("2018-12-01", date(2018, 12, 1)),
        ("2018-02-30", None),
        ("2018年", None),
        ("", None),
    ],
)
def test_a_year_or_a_month_stands_for_its_last_day(text: str, day: date | None) -> None:
    (point,) = points_of(COLUMNS, [figure("甲县", text, "1")], find_axes(None, COLUMNS, ("value",)), 8, "zh")
    assert point.day == day


@pytest.mark.parametrize(
    ("rows", "axes", "message"),
    [
        ([], None, "the query gives no rows"),
        ([ROWS[4]], Axes(kind="lines"), "no row has a day or a year in the column 'to'"),
        ([ROWS[0]], Axes(y="quote"), "no row has a number in the column 'quote'"),
    ],
)
def test_nothing_to_draw(rows: list[Row], axes: Axes | None, message: str) -> None:
    with pytest.raises(QueryError, match=re.escape(f"nothing to draw: {message}")):
        made(rows, axes)


def test_nothing_to_draw_without_figures() -> None:
    with pytest.raises(
        QueryError, match=re.escape("no column holds figures; a query's header may name one: 'chart: {y: …}'")
    ):
        made([(Literal("甲县"),)], None, ("about",))


# ---------------------------------------------------------------- files


def test_an_svg_shows_its_words_and_says_each_figure(tmp_path: Path) -> None:
    root = drawn(ROWS, tmp_path / "x.svg", "各地 <b>")
    texts = {"".join(text.itertext()) for text in root.iter(f"{SVG}text")}
    assert {"各地 <b>", "甲县", "乙县", "实际", "计划", "约", "不少于", "不超过", "2015", "2018", "2020"} <= texts
    said = [mark.findtext(f"{SVG}title") for mark in root.iter(f"{SVG}path") if mark.find(f"{SVG}title") is not None]
    assert len(said) == 4
    assert "about: 甲县\nto: 2015-12-31\nvalue: 8\nlow: 8\nhigh: 8\nbound: eq\nstatus: actual\nquote: “8”" in said
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= DRAWN


def test_a_png_is_a_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "_has_chinese", lambda: True)  # whichever fonts this machine has
    assert draw(Table(COLUMNS, ROWS), tmp_path / "x.png", QUERY, "title", "en") == [
        f"{tmp_path / 'x.png'}: 4 of 5 rows drawn; 1 without a date"
    ]
    assert (tmp_path / "x.png").read_bytes().startswith(b"\x89PNG\r\n")


def test_a_page_holds_chart_and_rows_and_fetches_nothing(tmp_path: Path) -> None:
    draw(Table(COLUMNS, ROWS), tmp_path / "x.html", QUERY, "各地", "zh")
    page = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert page.count("<svg") == 1
    assert page.count("<tr>") == 6
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert set(re.findall(r"https?://[^\"' <]+", page)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }


HOSTILE = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"'&amp;` \\ ${1} {{x}}",
    "datum.planned); fetch('http://127.0.0.1:1')//",
    "a\x00b\x1b\ufffe\u202e\u200b",
    "two\nlines",
    "=1+1",
    "",
    "𠮷" * 60,  # letters that the drawing library would split where it cuts a long name
]


def assert_only_text(name: str, path: Path) -> None:
    figures = (figure(name, "2015", "1"), figure(name, "2018", "2", bound=name))
    root = drawn([(*row[:-1], Literal(name)) for row in figures], path, name)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= DRAWN
    assert not [key for element in root.iter() for key in element.attrib if key.startswith("on") or "href" in key]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_only_a_text(name: str, tmp_path: Path) -> None:
    assert_only_text(name, tmp_path / "x.svg")


@settings(max_examples=20)
@given(st.text(max_size=12))
def test_any_text_is_only_a_text(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    assert_only_text(name.encode("utf-8", "ignore").decode(), tmp_path_factory.mktemp("charts") / "x.svg")


def test_a_picture_without_chinese_letters_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Blank:
        def svg_to_png(self, _: str) -> bytes:
            return b"tofu"

        def vegalite_to_png(self, *_: object, **__: object) -> bytes:
            return b"picture"

    monkeypatch.setattr(drawing, "need", lambda *_: Blank())
    notes = draw(Table(COLUMNS, ROWS[:3]), tmp_path / "x.png", QUERY, "title", "en")
    assert notes == [
        f"{tmp_path / 'x.png'}: no font with Chinese letters is installed here; install one, or take .svg or .html"
    ]


def test_what_cannot_be_drawn_into_is_told_first(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(
        QueryError,
        match=re.escape("x.svgg: a chart is written as one of .svg, .png, .html, not '.svgg'; did you mean '.svg'?"),
    ):
        check_chart(Path("x.svgg"))
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(ResourceError, match=re.escape("run `pip install 'povgraph[charts]'`")):
        check_chart(Path("x.svg"))


# ---------------------------------------------------------------- queries


def test_a_header_names_axes() -> None:
    keys = "kind: bars, y: v, by: a, things: s, panels: [p], planned: true, label: L, label_zh: 量"
    query = own_query(f"#+ summary: x\n#+ chart: {{{keys}}}\n" + "SELECT ?a ?v { ?s ?p ?v ; ?a ?status }", "q.rq")
    assert query.chart == Axes(
        kind="bars",
        y="v",
        by="a",
        things="s",
        panels=("p",),
        marks=("status",),
        planned=True,
        label_en="L",
        label_zh="量",
    )
    widened = Wish(chart=Path("x.svg")).widened(query)
    assert widened.text.endswith("SELECT ?a ?v ?s ?p ?status { ?s ?p ?v ; ?a ?status }")
    assert Wish().widened(query) is query


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("chart: bars", "q.rq:2: 'chart' must be 'key: value' lines"),
        ("chart: {y: valeu}", "q.rq:2: the query has no column 'valeu'; did you mean 'value'?"),
        ("chart: {things: thng}", "q.rq:2: the query has no variable 'thng'; did you mean 'thing'?"),
        ("chart: {kind: pie}", "q.rq:2: the kind of a chart is one of lines, bars, none, not 'pie'"),
        ("chart: {planned: yes}", "q.rq:2: 'planned' is true or false, not 'yes'"),
        ("chart: {colour: red}", "q.rq:2: unknown key 'colour'"),
    ],
)
def test_mistakes_in_headers(header: str, message: str) -> None:
    with pytest.raises(QueryError, match=re.escape(message)):
        own_query(f"#+ summary: x\n#+ {header}\nSELECT ?value {{ ?thing pov:value ?value }}", "q.rq")


@pytest.mark.parametrize("query", [query for query in stored_queries() if query.chart], ids=lambda query: query.name)
def test_stored_queries_give_what_their_charts_need(query: Any, store: Store) -> None:
    if query.chart.kind == "none":
        return
    found = run(store, Wish(chart=Path("x.svg")).widened(query))
    assert isinstance(found, Table)
    rows = list(found.rows)
    plain = run(store, query)
    assert isinstance(plain, Table)
    assert [row[: len(query.columns)] for row in rows] == list(plain.rows)
    axes = find_axes(query.chart, found.columns, ())
    points = points_of(found.columns, rows, axes, len(query.columns), "zh")
    assert all(isinstance(point, Point) and point.by for point in points)
    if points:
        chart(points, axes, len(rows), query.summary_zh, "zh")


def test_the_poverty_trend_draws_lines_of_the_places(store: Store) -> None:
    query = stored_query("poverty-trend")
    found = run(store, Wish(chart=Path("x.svg")).widened(query))
    assert isinstance(found, Table)
    axes = find_axes(query.chart, found.columns, ("value",))
    points = points_of(found.columns, list(found.rows), axes, len(query.columns), "zh")
    spec = chart(points, axes, len(points), query.summary_zh, "zh").spec
    assert {datum["panel"] for datum in data(spec)} == {"贫困发生率（%）"}
    assert sorted({datum["by"] for datum in data(spec)}) == ["白沙县", "青石县"]


def test_project_adds_a_column_and_only_a_column() -> None:
    query = own_query("SELECT DISTINCT (STR(?x) AS ?y) ?z\nWHERE { ?x ?p ?z }")
    assert project(query, "x").text == "SELECT DISTINCT (STR(?x) AS ?y) ?z\n?x WHERE { ?x ?p ?z }"
    assert project(query, "z") is query
    assert project(replace(query, columns=()), "x").columns == ()

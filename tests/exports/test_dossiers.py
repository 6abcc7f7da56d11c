"""A dossier holds every statement with its sentence, shows nothing but what is there, and is safe to open."""

import io
import re
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from povgraph import pipeline
from povgraph.cli import main
from povgraph.errors import QueryError, StoreError
from povgraph.exports import export
from povgraph.exports.dossiers import dossier_format, make_dossier, write_dossier
from povgraph.exports.dossiers.markdown import text as markdown_text
from povgraph.exports.pseudonyms import Key
from povgraph.model import Observation, Person, Place, Post, Programme, Statements
from povgraph.statements.files import write_statements

CORPUS = Path(__file__).parents[1] / "queries" / "graph.trig"
PSEUDONYM = re.compile("化名[B-Z]{10}")
HOSTILE = "<script>alert(1)</script>&amp;\"'*_`[x](javascript:1)"
SECRETARY = Post(post="县委书记", of="通榆县")
FIRST = (
    "截至2015年底，通榆县贫困发生率为12.5%。2018年底降到3.2%。到2020年力争降到0.4%。县委书记尹承龙说，村民徐伟脱贫。"
)
SECOND = "2018年底，通榆县贫困发生率为3.5%。"


def rate(value: str, day: str, quote: str, status: str = "actual") -> Observation:
    return Observation(
        about="通榆县", indicator="poverty-incidence", kind="level", value=Decimal(value), unit="percent",
        until=day, status=status, quote=quote,
    )  # fmt: skip


def county(quote: str) -> Place:
    return Place(name="通榆县", level="county", code="220822", within="白城市", quote=quote)


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two reports that contradict each other, with hostile names."""
    folder = tmp_path_factory.mktemp("dossiers")
    rows = {
        "first": (
            FIRST + f"实施“{HOSTILE}”项目。",
            Statements(
                document="first", origin="reviewed", places=(county("通榆县"),),
                people=(
                    Person(name="尹承龙", role="official", posts=(SECRETARY,), quote="县委书记尹承龙"),
                    Person(name="徐伟", role="private", quote="村民徐伟"),
                ),
                programmes=(Programme(name=HOSTILE, measure="industry", place="通榆县", quote=HOSTILE),),
                observations=(
                    rate("12.5", "2015-12-31", "贫困发生率为12.5%"),
                    rate("3.2", "2018-12-31", "降到3.2%"),
                    rate("0.4", "2020-12-31", "力争降到0.4%", "planned"),
                ),
            ),
        ),
        "second": (
            SECOND,
            Statements(
                document="second", origin="reviewed", places=(county("通榆县"),),
                observations=(rate("3.5", "2018-12-31", "贫困发生率为3.5%"),),
            ),
        ),
    }  # fmt: skip
    for name, (text, statements) in rows.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        (folder / f"{name}.yaml").write_text(f"title: 报告{name}\ndate: '2019-08'\n", encoding="utf-8")
        (folder / "reviewed").mkdir(exist_ok=True)
        (folder / "reviewed" / f"{name}.yaml").write_text(write_statements(statements, "yaml"), encoding="utf-8")
    sources = [folder / "first.txt", folder / "second.txt"]
    pipeline.build(sources, folder / "build", reviewed=[folder / "reviewed"])
    return folder / "build"


def write(graph: Path, name: str, form: str, language: str = "en", **options: object) -> str:
    made = make_dossier(graph, name, language=language, **options)  # type: ignore[arg-type]
    return write_dossier(made, form, language, pseudonyms="key" in options)


class Reader(HTMLParser):
    """Reads a page, and refuses tags that do not pair."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    assert not reader.open
    return reader


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_it_holds_every_statement_in_its_sentence(build: Path, form: str) -> None:
    made = write(build, "通榆县", form)
    shown = read(made).text if form == "html" else made.replace("\\", "")
    marks = ("", "") if form == "html" else ("【", "】")
    for before, quote, after in (
        ("截至2015年底，通榆县", "贫困发生率为12.5%", "。"),
        ("2018年底", "降到3.2%", "。"),
        ("到2020年", "力争降到0.4%", "。"),
        ("2018年底，通榆县", "贫困发生率为3.5%", "。"),
    ):
        assert before + marks[0] + quote + marks[1] + after in shown
    for word in ("county", "220822", "报告first", "2019-08", "first:1:", "尹承龙：县委书记", "planned", "conflict"):
        assert word in shown
    assert shown.count("figure-conflict") == 2


def test_conflicts_and_plans_are_told_apart_in_the_chart(build: Path) -> None:
    page = write(build, "通榆县", "html")
    [chart] = re.findall(r"<svg.*?</svg>", page, re.S)
    drawn = ElementTree.fromstring(chart)
    circles = [one.get("class") for one in drawn.iter("circle")]
    assert sorted(circles) == ["actual", "actual", "actual", "planned"]
    assert sum(one.get("class") == "touched" for one in drawn.iter("rect")) == 2
    assert any(one.get("class") == "dashed" for one in drawn.iter("line"))
    labels = {one.text: one for one in drawn.iter("text")}
    assert labels["12.5%"].get("text-anchor") == "start"  # half a number would be another number
    assert labels["0.4%"].get("text-anchor") == "end"
    assert int(labels["3.5%"].get("y", 0)) < int(labels["3.2%"].get("y", 0))
    assert {"12.5%", "3.2%", "3.5%", "0.4%"} <= {one.text for one in drawn.iter("text")}


def test_a_page_runs_nothing_and_fetches_nothing(build: Path) -> None:
    page = write(build, HOSTILE, "html")
    found = read(page)
    assert HOSTILE in found.text
    assert "default-src 'none'; style-src 'unsafe-inline'" in page
    assert not found.tags & {"script", "img", "link", "iframe", "object", "form", "a"}
    assert not {name for name in found.attributes if name.startswith("on")} | ({"src", "style"} & found.attributes)


def test_markdown_shows_a_hostile_name_as_it_is(build: Path) -> None:
    html = MarkdownIt().render(write(build, HOSTILE, "markdown"))
    assert "<script" not in html
    assert "<a " not in html
    assert "<em>" not in html


@given(
    st.text(
        st.one_of(st.sampled_from("*_`[]()<>#&;|~\\-+1.)! \n地"), st.characters(exclude_categories=["C"])), max_size=30
    )
)
def test_markdown_escapes(words: str) -> None:
    line = " ".join(words.split())
    tokens = MarkdownIt("commonmark", {"html": True}).parse(markdown_text(words))
    assert [token.type for token in tokens] == (["paragraph_open", "inline", "paragraph_close"] if line else [])
    if line:
        children = tokens[1].children or []
        assert {child.type for child in children} <= {"text", "text_special"}
        assert "".join(child.content for child in children) == line


def test_without_the_report_it_shows_what_the_graph_keeps() -> None:
    made = make_dossier(CORPUS, "青石县")
    assert made.statements == 14
    assert all(said.words.cut for section in made.figures for said in section.said)
    assert "…前文【降到2017年底的3.2%】后文…" in write_dossier(made, "markdown", "en")


def test_a_report_that_has_changed_is_not_quoted(tmp_path: Path) -> None:
    source, out = tmp_path / "r.txt", tmp_path / "build"
    source.write_text("2018年底，通榆县贫困发生率降到3.2%。", encoding="utf-8")
    pipeline.build([source], out)
    source.write_text("换了一篇文章，通榆县贫困发生率降到9.9%。", encoding="utf-8")
    made = write(out, "通榆县", "markdown")
    assert "9.9" not in made
    assert "3.2%" in made


def test_within_holds_what_lies_in_a_place() -> None:
    plain, deep = (make_dossier(CORPUS, "place/990121", deep=deep) for deep in (False, True))
    assert {part.name for part in plain.parts} == {"柳树镇", "新桥村", "新桥村养蜂合作社", "“一村一品”计划", "李大山"}
    assert plain.within == ()
    assert {one.name for one in deep.within} == {part.name for part in plain.parts}
    assert all(one.statements >= part.statements for one, part in zip(deep.within, deep.parts, strict=True))
    read(write_dossier(deep, "html", "zh"))


@pytest.mark.parametrize(
    ("name", "kind", "title"),
    [
        ("990121", "place", "青石县"),
        ("place/990122", "place", "白沙县"),
        ("李大山", "person", "李大山"),
        ("新桥村养蜂合作社", "organization", "新桥村养蜂合作社"),
        ("“一村一品”计划", "programme", "“一村一品”计划"),
    ],
)
def test_things_are_found_by_name_code_and_iri(name: str, kind: str, title: str) -> None:
    made = make_dossier(CORPUS, name, language="zh")
    assert (made.kind, made.name) == (kind, title)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("白沙县", r"name of 2 places: place/990122 \(临河市\), place/990221 \(南岭市\)"),
        ("青石", "did you mean '青石县'"),
        ("place/1", "no place, person, organization or programme 'place/1'"),
    ],
)
def test_names_that_stand_for_nothing_or_too_much(name: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        make_dossier(CORPUS, name)


def test_pseudonyms_in_the_sentences_too(build: Path) -> None:
    for name in ("通榆县", "徐伟", "尹承龙"):
        for form in ("markdown", "html"):
            made = write(build, name, form, key=Key("a salt for the tests"))
            assert "徐伟" not in made
            assert "尹承龙" in made
            assert "化名" in made
    out = io.StringIO()
    export(build, "nt", out, key=Key("a salt for the tests"))
    assert set(PSEUDONYM.findall(made)) == set(PSEUDONYM.findall(out.getvalue()))
    assert "县委书记尹承龙说，【村民化名" in write(build, "徐伟", "markdown", key=Key("a salt for the tests"))


def test_equal_bytes(build: Path) -> None:
    assert write(build, "通榆县", "html") == write(build, "通榆县", "html")


def test_formats() -> None:
    assert dossier_format(None, None) == "markdown"
    assert dossier_format(None, Path("a.HTML")) == "html"
    assert dossier_format("md", Path("a.html")) == "markdown"
    with pytest.raises(StoreError, match="known are markdown, html"):
        dossier_format(None, Path("a.pdf"))


def test_the_command(build: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "d.html"
    with pytest.raises(SystemExit) as end:
        main(["dossier", "通榆县", "-g", str(build), "-o", str(out), "--lang", "zh"])
    assert end.value.code == 0
    assert read(out.read_text(encoding="utf-8")).text.count("贫困发生率") > 3
    assert capsys.readouterr().out == ""


def test_a_foreign_graph_with_values_that_are_none(tmp_path: Path) -> None:
    text = CORPUS.read_text(encoding="utf-8")
    for old, new in (
        ("pov:value 3.2 ", 'pov:value "many" '),
        ('"2019-12-31"^^xsd:date', '"soon"'),
        ("oa:start 100", 'oa:start "x"'),
    ):
        assert old in text
        text = text.replace(old, new)
    (tmp_path / "odd.trig").write_text(text, encoding="utf-8")
    made = make_dossier(tmp_path / "odd.trig", "青石县")
    assert made.statements == 13
    read(write_dossier(made, "html", "zh"))

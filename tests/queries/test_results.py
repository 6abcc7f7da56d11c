"""Every format keeps every value, and none lets a text run away with a terminal or a spreadsheet."""

import csv
import io
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)

from povgraph.errors import QueryError, ResourceError
from povgraph.graph.lines import clean
from povgraph.queries.answers import Answer, Table, Triples
from povgraph.queries.names import expand, shorten
from povgraph.queries.resolving import Row
from povgraph.queries.results import BINARY, FORMATS, formats, terminal_width, write_answer, write_file
from povgraph.queries.running import run
from povgraph.queries.spreadsheets import spreadsheet_cell
from povgraph.queries.stored import own_query
from povgraph.queries.tables import fit, lay_out, visible, width
from povgraph.queries.values import plain

XSD = "http://www.w3.org/2001/XMLSchema#"
ID = "https://w3id.org/povgraph/id/"
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.text(st.sampled_from("=+-@\"'\\\n\r\t,;|<>&`*_#\u202e\u200b\ufeff\x1b\x00贫困县－＝"), max_size=20),
)
TERMS = st.one_of(
    TEXTS.map(Literal),
    TEXTS.map(lambda text: Literal(text, language="zh")),
    st.decimals(allow_nan=False, allow_infinity=False, places=2).map(
        lambda number: Literal(str(number), datatype=NamedNode(XSD + "decimal"))
    ),
    st.integers(-(2**60), 2**60).map(Literal),
    st.sampled_from([NamedNode(ID + "place/220822/陆家村"), NamedNode("http://e/?a=b&c='d'"), BlankNode("b0"), None]),
    st.just(Triple(NamedNode("a:a"), NamedNode("a:b"), Literal("<c>"))),
)
ROWS = st.lists(st.tuples(TERMS, TERMS), max_size=4)


def written(answer: Answer, form: str, **options: object) -> str:
    out = io.StringIO(newline="")
    write_answer(answer, out, form, **options)  # type: ignore[arg-type]
    return out.getvalue()


def table(*rows: Row) -> Table:
    return Table(("name", "value"), list(rows))


@pytest.mark.parametrize("form", ["json", "tsv"])
@given(rows=ROWS)
def test_sparql_formats_are_read_back_as_they_were(form: str, rows: list[Row]) -> None:
    read = parse_query_results(written(table(*rows), form), format=getattr(QueryResultsFormat, form.upper()))
    assert isinstance(read, QuerySolutions)
    assert [tuple(solution) for solution in read] == rows


@given(rows=ROWS)
def test_xml_is_read_back_but_for_what_xml_cannot_hold(rows: list[Row]) -> None:
    text = written(table(*rows), "xml")
    ElementTree.fromstring(text)
    read = parse_query_results(text, format=QueryResultsFormat.XML)
    assert isinstance(read, QuerySolutions)

    def held(term: object) -> object:
        if not isinstance(term, Literal):
            return term
        value = clean(term.value)
        return Literal(value, language=term.language) if term.language else Literal(value, datatype=term.datatype)

    assert [tuple(map(held, solution)) for solution in read] == [tuple(map(held, row)) for row in rows]


@given(rows=ROWS)
def test_csv_is_read_back_and_starts_no_formula(rows: list[Row]) -> None:
    read = list(csv.reader(io.StringIO(written(table(*rows), "csv"), newline="")))
    assert read[0] == ["name", "value"]
    assert len(read) == len(rows) + 1
    for cells, row in zip(read[1:], rows, strict=True):
        for cell, term in zip(cells, row, strict=True):
            value = "" if term is None else term.value if isinstance(term, Literal | NamedNode) else plain(term)
            assert cell in (value, "'" + value)
            if cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")):
                assert re.fullmatch(r"-\d+(\.\d+)?(E[+-]?\d+)?", cell)


@given(rows=ROWS)
def test_tables_and_markdown_keep_one_line_a_row(rows: list[Row]) -> None:
    for form, head in (("table", 2), ("markdown", 2)):
        lines = written(table(*rows), form).split("\n")
        assert len(lines) == len(rows) + head + 1
        assert all(char.isprintable() for line in lines for char in line)


@pytest.mark.parametrize(
    ("term", "cell"),
    [
        (Literal("=HYPERLINK(1)"), "'=HYPERLINK(1)"),
        (Literal("-90", datatype=NamedNode(XSD + "decimal")), "-90"),
        (Literal("-1+cmd|' /C calc'!A0", datatype=NamedNode(XSD + "decimal")), "'-1+cmd|' /C calc'!A0"),
        (Literal("-90"), "'-90"),
        (Literal("－９０", language="zh"), "'－９０"),
        (Literal("70多万", language="zh"), "70多万"),
        (NamedNode("x:y"), "x:y"),
        (None, ""),
    ],
)
def test_spreadsheet_cells(term: Literal | None, cell: str) -> None:
    assert spreadsheet_cell(term) == cell


def test_excel_gets_a_mark_and_its_line_ends() -> None:
    assert written(table((Literal("甲"), None)), "csv", excel=True) == "\ufeffname,value\r\n甲,\r\n"
    assert written(table((Literal("甲"), None)), "csv") == "name,value\n甲,\n"


def test_a_table_aligns_chinese_and_numbers() -> None:
    rows = [(Literal("通榆县", language="zh"), Literal(7)), (Literal("abc"), Literal(-120)), (None, None)]
    assert written(table(*rows), "table") == "name    value\n──────  ─────\n通榆县      7\nabc      -120\n\n"


def test_a_table_is_cut_to_the_terminal_and_bold_only_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    rows = (Literal("贫困发生率从2014年底的12.5%下降", language="zh"), Literal("x" * 30))
    lines = written(table(rows), "table", places=30).splitlines()
    assert lines[0].startswith("\x1b[1mname")
    assert all(width(re.sub(r"\x1b\[\dm", "", line)) <= 30 for line in lines)
    assert lines[2].count("…") == 2
    assert "\x1b" not in written(table(rows), "table")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in written(table(rows), "table", places=30)


def test_too_many_columns_become_records() -> None:
    names = [f"column{number}" for number in range(12)]
    lines = list(lay_out(names, [["贫困" * 9, *[""] * 10, "end"]], places=40))
    assert lines == ["── 1 ────────", "column0   " + "贫困" * 7 + "…", "column11  end"]


@given(st.lists(TEXTS, min_size=1, max_size=9), st.integers(20, 90))
def test_no_line_is_wider_than_the_terminal(cells: list[str], places: int) -> None:
    shown = [visible(cell) for cell in cells]
    for line in lay_out([f"c{number}" for number in range(len(cells))], [shown], places=places):
        assert width(line) <= places


@given(TEXTS, st.integers(1, 30))
def test_fit_is_exact(text: str, places: int) -> None:
    assert width(fit(visible(text), places)) == places


def test_texts_cannot_drive_the_terminal() -> None:
    assert (
        written(table((Literal("\x1b]0;x\x07\x9b2J\u202e\r\n"), None)), "table").split("\n")[2]
        == "␛]0;x␇\\u009b2J\\u202e"
    )


def test_markdown_escapes_its_marks() -> None:
    lines = written(table((Literal("a|b <i>*x*</i> [y](z)"), Literal(1))), "markdown").splitlines()
    assert lines[2] == "| a\\|b &lt;i>\\*x\\*&lt;/i> \\[y\\](z) | 1 |"


def test_iris_are_short_in_tables_and_whole_elsewhere() -> None:
    rows = (NamedNode(ID + "place/220822"), NamedNode(ID + "indicator/wage"))
    assert written(table(rows), "table").split("\n")[2].split() == ["place/220822", "indicator:wage"]
    assert written(table(rows), "csv").split("\n")[1] == f"{ID}place/220822,{ID}indicator/wage"


@given(st.sampled_from([ID, "https://w3id.org/povgraph/ontology#", "http://e/"]), st.text("ab/#:-贫", max_size=8))
def test_short_names_expand_to_what_they_were(start: str, rest: str) -> None:
    assert expand(shorten(start + rest)) == start + rest or not re.match(r"[a-z-]+/[^\s]", rest)


def test_triples_as_turtle_and_ntriples(store: Store) -> None:
    query = own_query("CONSTRUCT { ?o pov:value ?v } WHERE { ?o pov:value ?v ; pov:indicator indicator:loans }")
    line = f'<{ID}observation/o25> <https://w3id.org/povgraph/ontology#value> "20000000"^^<{XSD}decimal> .\n'
    assert written(run(store, query), "nt") == line
    turtle = written(run(store, query), "turtle")
    assert list(parse(turtle, format=RdfFormat.TURTLE)) == list(parse(line, format=RdfFormat.N_TRIPLES))


@pytest.mark.parametrize("value", [True, False])
def test_truth_in_every_format(value: bool) -> None:
    assert written(value, "text") == f"{str(value).lower()}\n"
    assert json.loads(written(value, "json"))["boolean"] is value
    assert bool(parse_query_results(written(value, "xml"), format=QueryResultsFormat.XML)) is value


def test_counts_tell_whether_there_was_anything(tmp_path: Path) -> None:
    for form in formats("SELECT"):
        assert write_file(table(), tmp_path / "none", form) == 0
        assert write_file(table((None, None)), tmp_path / "one", form) == 1
    assert write_answer(Triples([]), io.StringIO()) == 0
    assert write_answer(True, io.StringIO()) == 1


@pytest.mark.parametrize(
    ("answer", "form", "message"),
    [
        (table(), "jsn", "no format 'jsn' for a query that gives rows; did you mean 'json'? (allowed: table, csv, tsv"),
        (table(), "turtle", "no format 'turtle' for a query that gives rows"),
        (Triples([]), "csv", "no format 'csv' for a query that gives triples (allowed: turtle, nt, jsonld)"),
        (True, "turtle", "no format 'turtle' for an ASK query"),
    ],
)
def test_unknown_formats(answer: Answer, form: str, message: str) -> None:
    with pytest.raises(QueryError, match=re.escape(message)):
        write_answer(answer, io.StringIO(), form)


def test_all_formats_are_listed() -> None:
    assert set(formats("SELECT")) | set(formats("DESCRIBE")) == set(FORMATS)


@pytest.mark.parametrize("form", BINARY)
def test_what_is_no_text_needs_a_file(form: str) -> None:
    with pytest.raises(QueryError, match=f"{form} is no text; write it to a file with -o FILE"):
        write_answer(table(), io.StringIO(), form)


def test_a_format_that_lacks_its_library_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(ResourceError, match=re.escape("run `pip install 'povgraph[xlsx]'`")):
        write_answer(table(), io.StringIO(), "xlsx")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("x.xlx", "its ending names no format; add --format, or take one of .txt, .csv"),
        ("x", "its ending names no format"),
        ("x.ttl", "no format 'turtle' for a query that gives rows"),
    ],
)
def test_an_ending_that_names_no_format(name: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=re.escape(message)):
        write_file(table(), tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_a_file_is_replaced_only_once_the_new_one_is_whole(tmp_path: Path) -> None:
    def broken() -> Iterator[Row]:
        yield (Literal("one"), None)
        raise QueryError("stopped")

    path = tmp_path / "x.csv"
    write_file(table((Literal("old"), None)), path)
    for form in ("csv", "xlsx", "parquet", "html"):
        with pytest.raises(QueryError, match="stopped"):
            write_file(Table(("name", "value"), broken()), path, form)
    assert path.read_text(encoding="utf-8") == "name,value\nold,\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(QueryError, match=r"x\.csv: cannot be written: Not a directory"):
        write_file(table(), tmp_path / "file" / "x.csv")


def test_only_a_terminal_has_a_width() -> None:
    assert terminal_width(io.StringIO()) is None

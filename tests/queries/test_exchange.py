"""Hostile texts through every format and back, each read by the tool that people use for it."""

import csv
import io
import json
import re
import zipfile
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from povgraph.errors import QueryError
from povgraph.queries.answers import Answer, Table, Triples
from povgraph.queries.results import write_answer, write_stream
from povgraph.queries.spreadsheets import write_xlsx
from povgraph.queries.tables import visible

XSD = "http://www.w3.org/2001/XMLSchema#"
TEXTS = [
    "通榆县",
    "</td></table><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>&amp;",
    "\"quoted\" 'so' `and` so",
    "two\nlines\r\nand\ttab",
    "\u202eright to left\u2066 \u200bno width\ufeff",
    "=1+1",
    "@SUM(A1)",
    "＝1＋1",
    "-1+cmd|' /C calc'!A0",
    "_x0041_ _x005F_",
    " leading and trailing ",
    "\U0001f41d\U00020000",
    "| a \\| b |",
    "",
    "https://example.org/?a=b",
    "{=1}",
]
NUL = "a\x00b\x01\x1b[2Jc\ufffe"


def written(answer: Answer, form: str) -> bytes:
    out = io.BytesIO()
    write_stream(answer, out, form, title="</title><script>&")
    return out.getvalue()


def table(*texts: str) -> Table:
    return Table(("name",), [(Literal(text),) for text in texts])


class Cells(HTMLParser):
    """Collects the cells, and every tag that there is."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.tags: set[str] = set()
        self._inside = False

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self.tags.add(tag)
        self._inside = tag == "td"
        if tag == "td":
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "td"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.cells[-1] += data


def test_html_keeps_texts_and_runs_none() -> None:
    page = written(table(*TEXTS, NUL), "html").decode()
    read = Cells()
    read.feed(page)
    assert read.cells == [visible(text) for text in (*TEXTS, NUL)]
    assert read.tags == {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "h1",
        "table",
        "thead",
        "tr",
        "th",
        "tbody",
        "td",
    }
    assert "default-src 'none'" in page


@given(st.lists(st.text(), max_size=5))
def test_html_has_a_cell_for_each_text(texts: list[str]) -> None:
    texts = [text.encode("utf-8", "ignore").decode() for text in texts]
    read = Cells()
    read.feed(written(table(*texts), "html").decode())
    assert read.cells == [visible(text) for text in texts]


def test_html_links_addresses_alone() -> None:
    address = NamedNode(XSD + "anyURI")
    rows = [(Literal(text, datatype=address),) for text in ("https://e/?a&b", "javascript:alert(1)", '"https://e')]
    page = written(Table(("url",), rows), "html").decode()
    assert page.count("<a href=") == 1
    assert '<a href="https://e/?a&amp;b" rel="noreferrer noopener">https://e/?a&amp;b</a>' in page
    assert "javascript:alert(1)</td>" in page


def test_xlsx_keeps_texts_and_makes_none_a_formula() -> None:
    made = written(table(*TEXTS, NUL), "xlsx")
    shared = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(made)).read("xl/sharedStrings.xml"))
    texts = [item.text or "" for item in shared.findall(".//{*}t")][1:]
    read = [re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), text) for text in texts]  # as Excel does
    assert read == [*TEXTS, NUL]
    cells = [row[0] for row in openpyxl.load_workbook(io.BytesIO(made)).active.iter_rows(min_row=2)]
    assert [cell.value for cell in cells][:3] == TEXTS[:3]
    assert {cell.data_type for cell in cells if cell.value} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


def test_xlsx_types_and_limits(tmp_path: Path) -> None:
    row = (
        Literal("4.9", datatype=NamedNode(XSD + "decimal")),
        Literal("1234567890123456789", datatype=NamedNode(XSD + "integer")),
        Literal("2018-12-31", datatype=NamedNode(XSD + "date")),
        Literal("1899-12-31", datatype=NamedNode(XSD + "date")),
        Literal(True),
        NamedNode("https://e/x"),
        None,
    )
    names = tuple("abcdefg")
    book = openpyxl.load_workbook(io.BytesIO(written(Table(names, [row]), "xlsx")))
    found = [cell.value for cell in book.active[2]]
    assert found[:2] == [4.9, "1234567890123456789"]
    assert found[2].date() == date(2018, 12, 31)
    assert found[3:] == ["1899-12-31", True, "https://e/x", None]
    assert book.active.freeze_panes == "A2"
    with pytest.raises(QueryError, match="row 1: a cell of Excel holds 32767 characters"):
        written(table("贫" * 32768), "xlsx")


def test_xlsx_refuses_more_rows_than_a_sheet_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("povgraph.queries.spreadsheets._MOST_ROWS", 3)
    assert write_xlsx(table("a", "b"), io.BytesIO()) == 2
    with pytest.raises(QueryError, match="a sheet holds 3 rows; take csv or parquet"):
        write_xlsx(table("a", "b", "c"), io.BytesIO())


def test_the_same_rows_give_the_same_workbook() -> None:
    assert written(table(*TEXTS), "xlsx") == written(table(*TEXTS), "xlsx")


def test_parquet_keeps_texts_and_types() -> None:
    assert pq.read_table(io.BytesIO(written(table(*TEXTS, NUL), "parquet")))["name"].to_pylist() == [*TEXTS, NUL]
    row = (
        Literal("4.9", datatype=NamedNode(XSD + "decimal")),
        Literal("0.1000000000000000055", datatype=NamedNode(XSD + "decimal")),
        Literal(2018),
        Literal("2018-12-31", datatype=NamedNode(XSD + "date")),
        Literal(True),
        Literal("县", language="zh"),
        None,
    )
    read = pd.read_parquet(
        io.BytesIO(written(Table(tuple("abcdefg"), [row, (None,) * 7]), "parquet")), dtype_backend="pyarrow"
    )
    assert [str(kind) for kind in read.dtypes] == [
        "double[pyarrow]",
        "decimal128(38, 19)[pyarrow]",
        "int64[pyarrow]",
        "date32[day][pyarrow]",
        "bool[pyarrow]",
        "string[pyarrow]",
        "string[pyarrow]",
    ]
    assert list(read.iloc[0])[:6] == [4.9, Decimal("0.1000000000000000055"), 2018, date(2018, 12, 31), True, "县"]


@pytest.mark.parametrize("text", [*TEXTS, NUL])
def test_text_formats(text: str) -> None:
    assert next(iter(csv.reader(io.StringIO(written(table(text), "tsv").decode(), newline=""), delimiter="\t"))) == [
        "?name"
    ]
    assert json.loads(written(table(text), "json"))["results"]["bindings"][0]["name"]["value"] == text
    root = ElementTree.fromstring(written(table(text), "xml"))
    held = root.findtext(".//{*}literal") or ""
    assert held == "".join(char for char in text if char in "\t\n\r" or " " <= char <= "\ufffd" or char > "\uffff")
    cells = list(csv.reader(io.StringIO(written(table(text), "csv").decode(), newline="")))[1:]
    assert cells in ([[text]], [["'" + text]], [[]] if not text else [[text]])


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize("form", ["turtle", "nt", "jsonld"])
def test_triples_are_read_back_by_two_readers(form: str) -> None:
    said = NamedNode("https://w3id.org/povgraph/ontology#note")
    place = NamedNode("https://w3id.org/povgraph/id/place/220822/“乌兰花镇”")
    objects = [*(Literal(text) for text in (*TEXTS, NUL)), Literal("县", language="zh"), BlankNode("b0"), Literal(1)]
    triples = [Triple(place, said, value) for value in objects]
    text = written(Triples([*triples, *triples]), form)
    formats = {"turtle": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "jsonld": RdfFormat.JSON_LD}
    found = [quad.triple for quad in parse(text, format=formats[form])]
    named = [triple for triple in triples if not isinstance(triple.object, BlankNode)]
    assert {triple for triple in found if not isinstance(triple.object, BlankNode)} == set(named)
    assert len(found) == len(triples)
    read = rdflib.Dataset(default_union=True)
    read.parse(data=text, format="json-ld" if form == "jsonld" else form)
    assert {str(value) for value in read.objects() if isinstance(value, rdflib.Literal)} == {
        value.value for value in objects if isinstance(value, Literal)
    }


def test_half_a_surrogate_reaches_no_format() -> None:
    """The engine holds none; one in a title is written as an escape, not as broken UTF-8."""
    with pytest.raises(ValueError, match="literal value must be"):
        Literal("\ud800")
    out = io.BytesIO()
    write_stream(table("x"), out, "html", title="\udcff")
    assert "\\udcff" in out.getvalue().decode()


def test_a_stream_is_left_open() -> None:
    out = io.BytesIO()
    write_stream(table("a"), out, "csv")
    out.write(b"more")
    assert out.getvalue() == b"name\na\nmore"
    assert write_answer(table("a"), io.StringIO(), "csv") == 1

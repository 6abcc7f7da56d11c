"""Write the graph as a folder of CSV tables, one for each kind of thing, with their data dictionary.

A table is what the query of its name in ``queries/exports/`` gives, one row for each value of its key. A text that a
spreadsheet would run as a formula gets an apostrophe in front, as in ``povgraph query --format csv``; so does one that
begins with an apostrophe itself, so that a reader gets back every text by taking one apostrophe off.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from povgraph.exports.contents import Content
from povgraph.exports.datapackages import datapackage
from povgraph.exports.dictionary import Column, TableSpec, tables
from povgraph.exports.records import Record, is_number, records
from povgraph.store.folders import encoded, write_file, write_pieces

_MARK = "\ufeff"
# What CSV has to quote, and what some editions of spreadsheets take for a separator.
_SPECIAL = re.compile('[",;\t\r\n]')


def write_tables(content: Content, folder: Path, excel: bool = False) -> None:
    """Fill a folder with tables and ``datapackage.json``.

    Args:
        content: The graph.
        folder: Where to; it is empty.
        excel: Whether the tables carry a byte order mark and Windows line ends, without which some spreadsheets
            garble Chinese.
    """
    paths = {name: f"{name}.csv" for name in tables()}
    for name, table in tables().items():
        write_pieces(folder / paths[name], encoded(_lines(table, records(content, name), excel)))
    write_file(folder / "datapackage.json", datapackage(paths).encode())


def _lines(table: TableSpec, rows: Iterable[Record], excel: bool) -> Iterator[str]:
    end = "\r" if excel else ""
    yield (_MARK if excel else "") + ",".join(column.name for column in table.columns) + end
    for row in rows:
        yield ",".join(_quoted(_cell(row[column.name], column)) for column in table.columns) + end


def _cell(text: str, column: Column) -> str:
    return text if is_number(text, column) else text_cell(text)


def text_cell(text: str) -> str:
    """Give a text as a cell that no spreadsheet runs.

    >>> [text_cell(text) for text in ("陆家村", "=1+1", "'=1+1")]
    ['陆家村', "'=1+1", "''=1+1"]
    """
    from pyoxigraph import Literal  # noqa: PLC0415

    from povgraph.queries.spreadsheets import spreadsheet_cell  # noqa: PLC0415

    return f"'{text}" if text.startswith("'") else spreadsheet_cell(Literal(text))


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _SPECIAL.search(cell) else cell

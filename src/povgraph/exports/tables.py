"""Write the graph as a folder of CSV tables, one for each kind of thing, with their data dictionary.

A table is what the query of its name in ``queries/exports/`` gives, one row for each value of its key. A text that a
spreadsheet would run as a formula gets an apostrophe in front, as in ``povgraph query --format csv``; so does one that
begins with an apostrophe itself, so that a reader gets back every text by taking one apostrophe off.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from povgraph.exports.contents import Content
from povgraph.exports.datapackages import datapackage
from povgraph.exports.dictionary import BETWEEN, Column, TableSpec, tables
from povgraph.graph.lines import clean
from povgraph.store.folders import write_file, write_lines
from povgraph.vocabulary import concept_iri

if TYPE_CHECKING:
    from povgraph.queries.resolving import Row, Term

_MARK = "\ufeff"
_SPECIAL = re.compile(
    '[",;\t\r\n]'
)  # beside what CSV asks for, what some editions of spreadsheets take for a separator


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
        write_lines(folder / paths[name], _lines(table, content.table(name).rows, excel))
    write_file(folder / "datapackage.json", datapackage(paths).encode())


def _lines(table: TableSpec, rows: "Iterable[Row]", excel: bool) -> Iterator[str]:
    end = "\r" if excel else ""
    yield (_MARK if excel else "") + ",".join(column.name for column in table.columns) + end
    members: dict[Term | None, list[Row]] = {}
    for row in rows:
        members.setdefault(row[0], []).append(row)
    for same in members.values():
        yield ",".join(map(_quoted, _merged(table.columns, same))) + end


def _merged(columns: tuple[Column, ...], rows: "list[Row]") -> Iterator[str]:
    """Make one row of those that have the same key: the first, with all values of the columns that hold several."""
    from povgraph.queries.results import is_number, plain  # noqa: PLC0415  --help starts without the engine

    for place, column in enumerate(columns):
        term = rows[0][place]
        if column.several:
            yield text_cell(BETWEEN.join(sorted({_short(clean(plain(row[place])), column) for row in rows} - {""})))
        elif is_number(term):
            yield plain(term)
        else:
            yield text_cell(_short(clean(plain(term)), column))


def text_cell(text: str) -> str:
    """Give a text as a cell that no spreadsheet runs.

    >>> [text_cell(text) for text in ("陆家村", "=1+1", "'=1+1")]
    ['陆家村', "'=1+1", "''=1+1"]
    """
    from pyoxigraph import Literal  # noqa: PLC0415

    from povgraph.queries.results import spreadsheet_cell  # noqa: PLC0415

    return f"'{text}" if text.startswith("'") else spreadsheet_cell(Literal(text))


def _short(text: str, column: Column) -> str:
    """Give a concept by its notation, anything else as it is."""
    return text.removeprefix(concept_iri(column.scheme, "")) if column.scheme else text


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _SPECIAL.search(cell) else cell

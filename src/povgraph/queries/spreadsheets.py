"""Write rows for spreadsheets: CSV, and Excel's own format with the extra ``xlsx``. No text is run as a formula."""

import re
from datetime import UTC, date, datetime
from typing import Any, BinaryIO, TextIO

from povgraph.errors import QueryError
from povgraph.extras import need
from povgraph.queries.answers import Table
from povgraph.queries.resolving import Term
from povgraph.queries.values import is_number, plain, value_of

_SPECIAL = re.compile('[",\r\n]')
#: What makes a spreadsheet take a cell for a formula; the wide forms do so in Chinese and Japanese editions.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_MOST_ROWS = 1_048_576
_LONGEST = 32_767
_WIDEST = 60
_FIRST_DAY = date(1900, 3, 1)  # Excel counts a 29 February 1900 before it
#: The creation time that is written, so that the same rows give the same file.
_EPOCH = datetime(1980, 1, 1, tzinfo=UTC)


def write_csv(table: Table, out: TextIO, excel: bool = False) -> int:
    """Write CSV, with a byte order mark and Windows line ends for Excel."""
    end = "\r\n" if excel else "\n"
    out.write(("\ufeff" if excel else "") + ",".join(table.columns) + end)
    count = 0
    for row in table.rows:
        count += 1
        out.write(",".join(_quoted(spreadsheet_cell(term)) for term in row) + end)
    return count


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _SPECIAL.search(cell) else cell


def spreadsheet_cell(term: Term | None) -> str:
    """Give a CSV cell: as it is, but a text that a spreadsheet would run as a formula gets an apostrophe in front.

    A negative number stays a number: its term is numeric and it is written as one.

    >>> from pyoxigraph import Literal
    >>> spreadsheet_cell(Literal("=1+1")), spreadsheet_cell(Literal(-90))
    ("'=1+1", '-90')
    """
    text = plain(term)
    if text.startswith(_FORMULA) and not is_number(term):
        return "'" + text
    return text


def write_xlsx(table: Table, out: BinaryIO) -> int:
    """Write a workbook of one sheet, its head frozen: texts as texts, numbers and dates as what they are.

    A number that Excel cannot hold as written is written as text.

    Raises:
        QueryError: a sheet cannot hold so many rows, or so long a text.
        ResourceError: the extra ``xlsx`` is not installed.
    """
    options = {"in_memory": True}
    book = need("xlsxwriter", "xlsx").Workbook(out, options)
    book.set_properties({"created": _EPOCH})
    sheet, bold = book.add_worksheet("rows"), book.add_format({"bold": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, name, bold)
    count, widths = 0, [len(name) for name in table.columns]
    for row in table.rows:
        count += 1
        if count == _MOST_ROWS:
            raise QueryError(f"a sheet holds {_MOST_ROWS} rows; take csv or parquet, or ask for less with --limit")
        for column, term in enumerate(row):
            widths[column] = max(widths[column], _write_cell(sheet, count, column, term, day))
    for column, size in enumerate(widths):
        sheet.set_column(column, column, min(size, _WIDEST) + 2)
    book.close()
    return count


def _write_cell(sheet: Any, row: int, column: int, term: Term | None, day: Any) -> int:
    """Write one cell and give about how wide it is."""
    value = value_of(term)
    if value is None:
        return 0
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float) and _holds(value):
        sheet.write_number(row, column, value)
    elif isinstance(value, date) and value >= _FIRST_DAY:
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)
        return 10
    else:
        return _write_text(sheet, row, column, plain(term))
    return len(str(value))


def _holds(value: float) -> bool:
    """Tell whether Excel, which keeps 15 digits, holds a number as it is written."""
    return float(f"{value:.15g}") == value


def _write_text(sheet: Any, row: int, column: int, text: str) -> int:
    if len(text.encode("utf-16-le")) // 2 > _LONGEST:
        raise QueryError(f"row {row}: a cell of Excel holds {_LONGEST} characters; take csv or parquet")
    sheet.write_string(row, column, text)
    return len(text) if text.isascii() else 2 * len(text)

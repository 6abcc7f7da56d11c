"""Write answers: tables for people, CSV for spreadsheets, SPARQL 1.1 results for programs, RDF for graphs."""

import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import TextIO

from pyoxigraph import Literal, NamedNode

from povgraph.errors import QueryError, nearest
from povgraph.queries.answers import Answer, Table, Triples
from povgraph.queries.exchange import syntax, write_json, write_truth_json, write_truth_xml, write_tsv, write_xml
from povgraph.queries.names import shorten
from povgraph.queries.resolving import Row, Term
from povgraph.queries.stored import StoredQuery
from povgraph.queries.tables import lay_out, visible

_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMERIC = frozenset(f"{_XSD}{name}" for name in ("integer", "decimal", "double", "float", "nonNegativeInteger"))
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)  # -90
_SPECIAL = re.compile('[",\r\n]')
#: What makes a spreadsheet take a cell for a formula; the wide forms do so in Chinese and Japanese editions.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_SAMPLE = 200


def write_answer(
    answer: Answer, out: TextIO, form: str | None = None, *, places: int | None = None, excel: bool = False
) -> int:
    """Write an answer in a format and give the number of its rows or triples (for ASK, 1 for true and 0 for false).

    Args:
        answer: What a query gave.
        out: A text stream in UTF-8 that translates no line ends.
        form: One of ``formats(answer)``; None for the first of them.
        places: The width of the terminal, None when ``out`` is not one; then nothing is cut or coloured.
        excel: Whether CSV carries a byte order mark and Windows line ends.

    Raises:
        QueryError: no such format for this form of query.
    """
    name = form or formats(answer)[0]
    if name not in formats(answer):
        asked = _ask_what(answer)
        hint = nearest(name, formats(answer))
        raise QueryError(f"no format {name!r} for {asked}{hint} (allowed: {', '.join(formats(answer))})")
    if isinstance(answer, bool):
        _TRUTHS[name](answer, out)
        return int(answer)
    if isinstance(answer, Triples):
        return _GRAPHS[name](answer, out)
    if name == "table":
        return _write_table(answer, out, places)
    if name == "csv":
        return _write_csv(answer, out, excel)
    return _TABLES[name](answer, out)


def terminal_width(out: TextIO) -> int | None:
    """Give the width of the terminal that a stream writes to, None when it writes elsewhere."""
    return shutil.get_terminal_size().columns if out.isatty() else None


def empty_note(query: StoredQuery, given: Mapping[str, str]) -> str:
    """Say why there may be nothing: the parameters, defaults included, that the answer was narrowed by.

    >>> from povgraph.queries.stored import stored_query
    >>> empty_note(stored_query("poverty-trend"), {"since": "2030"})
    "no rows: nothing in this graph answers 'poverty-trend' with since=2030"
    """
    narrowed = {item.name: item.default for item in query.parameters if item.default is not None} | dict(given)
    listed = ", ".join(f"{name}={value}" for name, value in narrowed.items())
    return f"no rows: nothing in this graph answers {query.name!r}" + (f" with {listed}" if listed else "")


def formats(answer: Answer) -> list[str]:
    """List the formats that an answer can be written in, the default first."""
    if isinstance(answer, bool):
        return list(_TRUTHS)
    return list(_GRAPHS) if isinstance(answer, Triples) else ["table", "csv", *_TABLES]


def _ask_what(answer: Answer) -> str:
    if isinstance(answer, bool):
        return "an ASK query"
    return "a query that gives triples" if isinstance(answer, Triples) else "a query that gives rows"


def plain(term: Term | None) -> str:
    """Give the value of a term as text: an IRI whole, a literal without its tag or type, nothing for unbound."""
    if term is None:
        return ""
    return term.value if isinstance(term, Literal | NamedNode) else syntax(term)


def is_number(term: Term | None) -> bool:
    """Tell whether a term is a number and looks like one."""
    return isinstance(term, Literal) and term.datatype.value in _NUMERIC and bool(_NUMBER.fullmatch(term.value))


def _counted(rows: Iterable[Row], count: list[int]) -> Iterator[Row]:
    for row in rows:
        count[0] += 1
        yield row


def _cell(term: Term | None) -> str:
    return visible(shorten(term.value) if isinstance(term, NamedNode) else plain(term))


def _write_table(table: Table, out: TextIO, places: int | None) -> int:
    count = [0]
    rows = _counted(table.rows, count)
    sample = list(islice(rows, _SAMPLE))
    right = [_is_numeric(column) for column in zip(*sample, strict=True)]
    bold = places is not None and not os.environ.get("NO_COLOR")
    cells = ([_cell(term) for term in row] for row in chain(sample, rows))
    for line in lay_out(table.columns, cells, right, places, bold):
        out.write(line + "\n")
    return count[0]


def _is_numeric(column: Iterable[Term | None]) -> bool:
    present = [term for term in column if term is not None]
    return bool(present) and all(map(is_number, present))


def _write_markdown(table: Table, out: TextIO) -> int:
    count = 0
    out.write(_markdown_line([_markdown(column) for column in table.columns]))
    out.write(_markdown_line(["---"] * len(table.columns)))
    for row in table.rows:
        count += 1
        out.write(_markdown_line([_markdown(_cell(term)) for term in row]))
    return count


def _markdown_line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _markdown(cell: str) -> str:
    return re.sub(r"([\\|`*_\[\]])", r"\\\1", cell).replace("&", "&amp;").replace("<", "&lt;")


def _write_csv(table: Table, out: TextIO, excel: bool) -> int:
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

    >>> spreadsheet_cell(Literal("=1+1")), spreadsheet_cell(Literal(-90))
    ("'=1+1", '-90')
    """
    text = plain(term)
    if text.startswith(_FORMULA) and not is_number(term):
        return "'" + text
    return text


def _write_turtle(triples: Triples, out: TextIO) -> int:
    from povgraph.graph.turtle import write_turtle  # noqa: PLC0415  only graphs are written by it

    lines = _lines(triples)
    write_turtle(lines, out)
    return len(lines)


def _write_nt(triples: Triples, out: TextIO) -> int:
    lines = _lines(triples)
    out.writelines(line + "\n" for line in lines)
    return len(lines)


def _lines(triples: Triples) -> list[str]:
    return sorted({f"{triple} ." for triple in triples.triples})


def _write_truth(value: bool, out: TextIO) -> None:
    out.write(f"{str(value).lower()}\n")


_TABLES: dict[str, Callable[[Table, TextIO], int]] = {
    "tsv": write_tsv,
    "json": write_json,
    "xml": write_xml,
    "markdown": _write_markdown,
}
_GRAPHS: dict[str, Callable[[Triples, TextIO], int]] = {"turtle": _write_turtle, "nt": _write_nt}
_TRUTHS: dict[str, Callable[[bool, TextIO], None]] = {
    "text": _write_truth,
    "table": _write_truth,
    "csv": _write_truth,
    "json": write_truth_json,
    "xml": write_truth_xml,
}
FORMATS = ("table", "csv", *_TABLES, *_GRAPHS)

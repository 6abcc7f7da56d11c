"""Write answers: tables for people, files for spreadsheets, SPARQL 1.1 results for programs, RDF for graphs."""

import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import TextIOWrapper
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from pyoxigraph import NamedNode

from povgraph.errors import QueryError, nearest
from povgraph.extras import need
from povgraph.queries.answers import Answer, Table, Triples
from povgraph.queries.exchange import write_json, write_truth_json, write_truth_xml, write_tsv, write_xml
from povgraph.queries.names import shorten
from povgraph.queries.pages import write_html
from povgraph.queries.parquet import write_parquet
from povgraph.queries.resolving import Row, Term
from povgraph.queries.saving import replacing
from povgraph.queries.spreadsheets import write_csv, write_xlsx
from povgraph.queries.tables import lay_out, visible
from povgraph.queries.values import numeric_columns, plain

_SAMPLE = 200
#: The format that the end of a file's name stands for.
_ENDINGS = {
    **{".txt": "table", ".csv": "csv", ".tsv": "tsv", ".json": "json", ".srj": "json", ".xml": "xml", ".srx": "xml"},
    **{".md": "markdown", ".html": "html", ".htm": "html", ".xlsx": "xlsx", ".parquet": "parquet"},
    **{".ttl": "turtle", ".nt": "nt", ".jsonld": "jsonld"},
}


def write_answer(
    answer: Answer,
    out: TextIO,
    form: str | None = None,
    *,
    places: int | None = None,
    excel: bool = False,
    title: str = "",
) -> int:
    """Write an answer in a format and give the number of its rows or triples (for ASK, 1 for true, else 0).

    Args:
        answer: What a query gave.
        out: A text stream in UTF-8 that translates no line ends.
        form: One of ``formats(kind_of(answer))``; None for the first of them.
        places: The width of the terminal, None when ``out`` is not one; then nothing is cut or coloured.
        excel: Whether CSV carries a byte order mark and Windows line ends.
        title: The title of a page.

    Raises:
        QueryError: no such format for this form of query, or ``out`` cannot hold it.
    """
    name = known_format(form, kind_of(answer))
    if isinstance(answer, bool):
        _TRUTHS[name](answer, out)
        return int(answer)
    if isinstance(answer, Triples):
        return _GRAPHS[name](answer, out)
    if name in BINARY:
        return BINARY[name](answer, _buffer(out, name))
    options: dict[str, dict[str, Any]] = {
        "table": {"places": places},
        "csv": {"excel": excel},
        "html": {"title": title},
    }
    return _TABLES[name](answer, out, **options.get(name, {}))


def _buffer(out: TextIO, name: str) -> BinaryIO:
    """Give the bytes under a stream of text, for a format that is none; nobody wants them in a terminal."""
    buffer: BinaryIO | None = getattr(out, "buffer", None)
    if buffer is None or out.isatty():
        raise QueryError(f"{name} is no text; write it to a file with -o FILE")
    return buffer


def write_file(answer: Answer, path: Path, form: str | None = None, **options: Any) -> int:
    """Write an answer to a file, which is replaced once the new one is whole, and give the number of its rows.

    Args:
        answer: What a query gave.
        path: The file; its ending names the format where ``form`` is None.
        form: One of ``formats(kind_of(answer))``.
        options: As for ``write_answer``.

    Raises:
        QueryError: no such format for this form of query, or the file cannot be written.
    """
    name = known_format(form or format_of(path), kind_of(answer))
    with replacing(path) as stream:
        return write_stream(answer, stream, name, **options)


def write_stream(answer: Answer, stream: BinaryIO, form: str, **options: Any) -> int:
    """Write an answer in any format to a binary stream, which is left open, and give the number of its rows.

    Raises:
        QueryError: no such format for this form of query.
    """
    out = TextIOWrapper(stream, encoding="utf-8", newline="")
    rows = write_answer(answer, out, form, **options)
    out.flush()
    out.detach()
    return rows


def terminal_width(out: TextIO) -> int | None:
    """Give the width of the terminal that a stream writes to, None when it writes elsewhere."""
    return shutil.get_terminal_size().columns if out.isatty() else None


def kind_of(answer: Answer) -> str:
    """Name the form of the query that gives such an answer."""
    if isinstance(answer, bool):
        return "ASK"
    return "CONSTRUCT" if isinstance(answer, Triples) else "SELECT"


def formats(kind: str) -> list[str]:
    """List the formats for the answer of a form of query, the default first."""
    if kind == "ASK":
        return list(_TRUTHS)
    return list(_GRAPHS) if kind in ("CONSTRUCT", "DESCRIBE") else [*_TABLES, *BINARY]


def known_format(form: str | None, kind: str) -> str:
    """Give the format that is meant for a form of query, the default for None.

    Raises:
        QueryError: there is no such format for it.
        ResourceError: the extra that it needs is not installed.
    """
    allowed = formats(kind)
    if form is None:
        return allowed[0]
    if form not in allowed:
        gives = {"ASK": "an ASK query", "SELECT": "a query that gives rows"}.get(kind, "a query that gives triples")
        raise QueryError(f"no format {form!r} for {gives}{nearest(form, allowed)} (allowed: {', '.join(allowed)})")
    if form in _NEEDED:
        need(_NEEDED[form], form)
    return form


def format_of(path: Path) -> str:
    """Give the format that the end of a file's name stands for.

    Raises:
        QueryError: it stands for none.
    """
    ending = path.suffix.lower()
    if ending not in _ENDINGS:
        hint = nearest(ending, _ENDINGS)
        raise QueryError(
            f"{path}: its ending names no format; add --format, or take one of {', '.join(_ENDINGS)}{hint}"
        )
    return _ENDINGS[ending]


def _counted(rows: Iterable[Row], count: list[int]) -> Iterator[Row]:
    for row in rows:
        count[0] += 1
        yield row


def _cell(term: Term | None) -> str:
    return visible(shorten(term.value) if isinstance(term, NamedNode) else plain(term))


def _write_table(table: Table, out: TextIO, places: int | None = None) -> int:
    count = [0]
    rows = _counted(table.rows, count)
    sample = list(islice(rows, _SAMPLE))
    right = list(numeric_columns(sample))
    bold = places is not None and not os.environ.get("NO_COLOR")
    cells = ([_cell(term) for term in row] for row in chain(sample, rows))
    for line in lay_out(table.columns, cells, right, places, bold):
        out.write(line + "\n")
    return count[0]


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


def _write_turtle(triples: Triples, out: TextIO) -> int:
    from povgraph.graph.turtle import write_turtle  # noqa: PLC0415  only graphs are written by it

    lines = _lines(triples)
    write_turtle(lines, out)
    return len(lines)


def _write_nt(triples: Triples, out: TextIO) -> int:
    lines = _lines(triples)
    out.writelines(line + "\n" for line in lines)
    return len(lines)


def _write_jsonld(triples: Triples, out: TextIO) -> int:
    from pyoxigraph import RdfFormat, serialize  # noqa: PLC0415

    members = sorted(set(triples.triples), key=str)
    out.write((serialize(members, format=RdfFormat.JSON_LD) or b"").decode() + "\n")
    return len(members)


def _lines(triples: Triples) -> list[str]:
    return sorted({f"{triple} ." for triple in triples.triples})


def _write_truth(value: bool, out: TextIO) -> None:
    out.write(f"{str(value).lower()}\n")


_TABLES: Mapping[str, Callable[..., int]] = {
    "table": _write_table,
    "csv": write_csv,
    "tsv": write_tsv,
    "json": write_json,
    "xml": write_xml,
    "markdown": _write_markdown,
    "html": write_html,
}
#: The formats that are no text.
BINARY: Mapping[str, Callable[[Table, BinaryIO], int]] = {"xlsx": write_xlsx, "parquet": write_parquet}
#: The library that a format needs, from the extra of the format's name.
_NEEDED = {"xlsx": "xlsxwriter", "parquet": "pyarrow"}
_GRAPHS: Mapping[str, Callable[[Triples, TextIO], int]] = {
    "turtle": _write_turtle,
    "nt": _write_nt,
    "jsonld": _write_jsonld,
}
_TRUTHS: Mapping[str, Callable[[bool, TextIO], None]] = {
    "text": _write_truth,
    "table": _write_truth,
    "csv": _write_truth,
    "json": write_truth_json,
    "xml": write_truth_xml,
}
FORMATS = tuple(dict.fromkeys((*_TABLES, *BINARY, *_GRAPHS)))

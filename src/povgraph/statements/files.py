"""Statements files: read them with every fault named, write them, and find their quotes in the text."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from povgraph.errors import StatementsError
from povgraph.model import Statement, Statements
from povgraph.statements.reading import FaultyStatementsError, Vocabulary, gather_lines, read_nodes, row_lines
from povgraph.statements.writing import write_json, write_jsonl, write_yaml
from povgraph.text.decoding import decode, read_bytes
from povgraph.text.nodes import InputFile, Node, Table

Format = Literal["yaml", "json", "jsonl"]

_WRITERS = {"yaml": write_yaml, "json": write_json, "jsonl": write_jsonl}
_LARGEST = 8 * 1024 * 1024


def read_statements(path: Path, vocabulary: Vocabulary | None = None) -> Statements:
    """Read a statements file in YAML, JSON or JSON lines.

    Args:
        path: The file, or ``-`` for standard input.
        vocabulary: The notations that each closed vocabulary allows; without it they are not checked.

    Raises:
        StatementsError: the file cannot be read or does not keep to the format; where it has several faults, the error
            is a :class:`FaultyStatementsError` with all of them.
    """
    return parse_statements(_text_of(path), str(path), vocabulary)


def parse_statements(text: str, where: str, vocabulary: Vocabulary | None = None) -> Statements:
    r"""Read the text of a statements file.

    >>> parse_statements("places:\n- {name: 通榆县, level: county, quote: 通榆县}", "村.yaml").places[0].name
    '通榆县'
    >>> parse_statements("places:\n- {name: 通榆县, level: county}", "村.yaml")
    Traceback (most recent call last):
    povgraph.statements.reading.FaultyStatementsError: 村.yaml:2: places[0]: lacks quote
    """
    return read_nodes(_nodes(text, where), where, vocabulary)


def write_statements(statements: Statements, format: Format = "yaml") -> str:  # noqa: A002
    """Write a statements file that reads back as the same records, whatever is in the texts.

    A row names its origin only where that is not the file's.

    Raises:
        StatementsError: there is no such format.
    """
    if format not in _WRITERS:
        raise StatementsError(f"unknown format {format!r}; allowed: {', '.join(_WRITERS)}")
    return _WRITERS[format](statements)


def locate(statements: Statements, text: str, path: Path | None = None) -> Statements:
    """Find each row's quote in the report's text, and give the rows with their offsets.

    Offsets that a row has are kept where the quote stands there; else the nearest place counts, so that a person may
    change a quote and leave the numbers. A row without offsets takes the only place, or the first one that is not
    before the row above it in the section.

    Args:
        statements: What a file says.
        text: The report that it is said of.
        path: The file, so that faults name its lines.

    Raises:
        FaultyStatementsError: a quote is not in the text, or has no words.
    """
    missing: list[tuple[str, int, str]] = []
    found: dict[str, Any] = {}
    for name, rows in statements.sections():
        placed = list(_place(rows, text))
        missing += [(name, i, row.quote) for i, row in enumerate(placed) if row.start is None]
        found[name] = tuple(placed)
    if missing:
        lines = row_lines(_nodes(_text_of(path), str(path))) if path else {}
        where = str(path or statements.document)
        raise FaultyStatementsError([_not_quoted(where, lines.get(at[:2]), *at) for at in missing])
    return replace(statements, **found)


def _place(rows: tuple[Statement, ...], text: str) -> Iterator[Statement]:
    above = 0
    for row in rows:
        start = _find(row, text, above)
        if start is None:
            yield replace(row, start=None, end=None)
            continue
        yield replace(row, start=start, end=start + len(row.quote))
        above = start


def _find(row: Statement, text: str, above: int) -> int | None:
    if not row.quote.strip():
        return None
    if row.start is None:
        start = text.find(row.quote, above)
        return next((at for at in (start, text.find(row.quote)) if at >= 0), None)
    if text.startswith(row.quote, row.start):
        return row.start
    before, after = text.rfind(row.quote, 0, row.start + len(row.quote)), text.find(row.quote, row.start)
    return min((at for at in (before, after) if at >= 0), key=lambda at: abs(at - (row.start or 0)), default=None)


def _not_quoted(where: str, line: int | None, section: str, number: int, quote: str) -> str:
    place = f"{where}:{line}" if line else where
    return f"{place}: {section}[{number}]: the quote {quote!r} is not in the report; copy it from there, sign for sign"


def _text_of(path: Path) -> str:
    return decode(read_bytes(path, StatementsError, _LARGEST), str(path), StatementsError)[0]


def _nodes(text: str, where: str) -> Node:
    """Read a file as what it is: JSON lines and JSON by their ending or their beginning, and YAML otherwise."""
    from povgraph.statements.json_nodes import read_json  # noqa: PLC0415
    from povgraph.text.yaml_nodes import read_yaml  # noqa: PLC0415

    file = InputFile(where, StatementsError)
    if where.endswith(".jsonl"):
        return _json_lines(text, file)
    if where.endswith(".json"):
        return read_json(text, file)
    if text.lstrip().startswith("{"):
        try:
            return read_json(text, file)
        except StatementsError:
            if '"section"' in text.lstrip().partition("\n")[0]:
                return _json_lines(text, file)
    return read_yaml(text, file)


def _json_lines(text: str, file: InputFile) -> Table:
    from povgraph.statements.json_nodes import read_json  # noqa: PLC0415

    rows = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        row = read_json(line, file, number)
        if not isinstance(row, Table):
            raise file.fault(number, "each line must be a statement: {…}")
        rows.append(row)
    return gather_lines(rows, file)

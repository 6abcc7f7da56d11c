"""Nodes of a statements file into records, with every fault of the file, each in one line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from povgraph.errors import StatementsError, nearest
from povgraph.model import SECTIONS, Statement, Statements
from povgraph.statements.kinds import IGNORED, KINDS, Key, Kind, WrongValueError, is_missing, read_date, read_text
from povgraph.text.nodes import InputFile, Listing, Node, Scalar, Table, describe, unknown

#: What the values of closed vocabularies may be, by the name of the scheme.
Vocabulary = Mapping[str, frozenset[str]]

_TOP_KEYS = ("document", "date", "origin", *SECTIONS)
_MOST_LISTED = 20


class FaultyStatementsError(StatementsError):
    """A statements file with faults: ``faults`` has them all, the message the first and how many there are."""

    def __init__(self, faults: list[str]) -> None:
        more = "" if len(faults) == 1 else f" (and {len(faults) - 1} more)"
        super().__init__(f"{faults[0]}{more}")
        self.faults = tuple(faults)


def read_nodes(root: Node, where: str, vocabulary: Vocabulary | None) -> Statements:
    """Make records of a whole file.

    Raises:
        FaultyStatementsError: the file does not keep to the format.
    """
    if isinstance(root, Scalar) and root.is_null:
        raise FaultyStatementsError([f"{where}:1: empty; a statements file has {', '.join(_TOP_KEYS)}"])
    if not isinstance(root, Table):
        raise FaultyStatementsError([f"{where}:{root.line}: {describe(root)} where a table is wanted"])
    reader = _Reader(where, vocabulary or {})
    statements = reader.statements(root)
    if reader.faults:
        raise FaultyStatementsError(reader.faults)
    return statements


@dataclass(slots=True)
class _Reader:
    where: str
    vocabulary: Vocabulary
    faults: list[str] = field(default_factory=list)

    def statements(self, root: Table) -> Statements:
        for key in root.entries:
            if key not in _TOP_KEYS:
                self._add(root.lines[key], f"unknown key {key!r}; {unknown(key, _TOP_KEYS)}")
        origin = self._value(root, Key("origin", scheme="origin"), "") or "extracted"
        sections: dict[str, Any] = {
            name: self._section(name, root.entries[name], origin) for name in SECTIONS if name in root.entries
        }
        return Statements(
            document=self._value(root, Key("document", read_text), "") or _stem(self.where),
            date=self._value(root, Key("date", read_date), ""),
            origin=origin,
            **sections,
        )

    def _section(self, name: str, node: Node, origin: str) -> tuple[Statement, ...]:
        if is_missing(node):
            return ()
        if not isinstance(node, Listing):
            self._add(node.line, f"{name} is {describe(node)}; wanted: a list of rows")
            return ()
        rows = (self._row(f"{name}[{i}]: ", KINDS[name], item, origin) for i, item in enumerate(node.items))
        return tuple(row for row in rows if row is not None)

    def _row(self, label: str, kind: Kind, node: Node, origin: str) -> Statement | None:
        if not isinstance(node, Table):
            self._add(node.line, f"{label}{describe(node)} where a row is wanted, such as {{name: …, quote: …}}")
            return None
        before = len(self.faults)
        allowed = [key.name for key in kind.keys]
        for name in (name for name in node.entries if name not in allowed and name not in IGNORED):
            self._add(node.lines[name], f"{label}unknown key {name!r}; {unknown(name, allowed)}")
        values = {key.attribute: self._value(node, key, label) for key in kind.keys}
        self._check_offsets(node, label, values)
        if len(self.faults) > before:
            return None
        given = {name: value for name, value in values.items() if value is not None}
        return kind.record(**{"origin": origin, **given})

    def _value(self, table: Table, key: Key, label: str) -> Any:
        node = table.entries.get(key.name)
        if node is None or is_missing(node):
            if key.required:
                self._add(node.line if node else table.line, f"{label}lacks {key.name}")
            return None
        try:
            value = key.read(node)
        except WrongValueError as fault:
            self._add(fault.line or node.line, f"{label}{key.name} is {describe(node)}; {fault}")
            return None
        allowed = self.vocabulary.get(key.scheme or "")
        if allowed and value not in allowed:
            self._add(node.line, f"{label}{key.name} is {describe(node)}; {_choices(value, allowed)}")
        return value

    def _check_offsets(self, table: Table, label: str, values: Mapping[str, Any]) -> None:
        start, end = values["start"], values["end"]
        if (start is None) != (end is None) or (start is not None and start >= end):
            self._add(table.line, f"{label}start and end must both be there, start before end; or leave both out")

    def _add(self, line: int, message: str) -> None:
        self.faults.append(f"{self.where}:{line}: {message}")


def _choices(value: str, allowed: frozenset[str]) -> str:
    """Word the allowed values: all of them, or where they are many, the nearest and how many there are."""
    if len(allowed) <= _MOST_LISTED:
        return unknown(value, sorted(allowed))
    return f"not one of the {len(allowed)} notations in ontology/concepts/{nearest(value, sorted(allowed))}"


def _stem(where: str) -> str:
    return PurePath(where).stem.removesuffix(".gold")


def row_lines(root: Node) -> dict[tuple[str, int], int]:
    """Give the line of each row of a file, by section and number."""
    found: dict[tuple[str, int], int] = {}
    for name in SECTIONS:
        node = root.entries.get(name) if isinstance(root, Table) else None
        if isinstance(node, Listing):
            found |= {(name, i): item.line for i, item in enumerate(node.items)}
    return found


def gather_lines(rows: list[Table], file: InputFile) -> Table:
    """Put the rows of a JSONL file, each with its ``section``, in order as one table."""
    root = Table(1)
    sections: dict[str, list[Node]] = {}
    for row in rows:
        node = row.entries.pop("section", Scalar(row.line, ""))
        section = read_text(node) if isinstance(node, Scalar) else ""
        document = row.entries.get("document")
        known = root.entries.setdefault("document", document) if document else None
        if isinstance(known, Scalar) and isinstance(document, Scalar) and document.text != known.text:
            raise file.fault(
                row.line, f"document is {describe(document)} here and {describe(known)} before; one a file"
            )
        if section == "document":
            for key, value in row.entries.items():
                root.add(key, row.line, value)
        elif section in SECTIONS:
            row.entries.pop("document", None)
            sections.setdefault(section, []).append(row)
        else:
            raise file.fault(row.line, f"section is {section!r}; {unknown(section, ('document', *SECTIONS))}")
    for section, items in sections.items():
        root.add(section, items[0].line, Listing(items[0].line, tuple(items)))
    root.lines.setdefault("document", 1)
    return root

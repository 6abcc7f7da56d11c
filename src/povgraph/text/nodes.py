"""Strangers' YAML and JSON as plain nodes, each with its line: what metadata and statements files are read from.

There are texts, lists and tables, and nothing else: no types but those that the format asks for (``2018-12-31`` and
``220822`` stay as written), no tags, no aliases, no key twice, no nesting beyond :data:`DEEPEST`.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from povgraph.errors import PovgraphError, nearest

_DATE = re.compile(r"([1-9]\d{3})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)  # 2018-12-31

#: How deep lists and tables may lie in one another. The formats read here need four levels.
DEEPEST = 16


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text, a number, a date, or nothing, as written; ``quoted`` where the file says that it is a text."""

    line: int
    text: str
    quoted: bool = False

    @property
    def is_null(self) -> bool:
        """Tell whether this is YAML's or JSON's null.

        >>> [Scalar(1, text).is_null for text in ("null", "~", "", "无")]
        [True, True, True, False]
        """
        return not self.quoted and self.text in {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of nodes."""

    line: int
    items: tuple["Node", ...]


@dataclass(slots=True)
class Table:
    """Nodes by key, in the order of the file, with the line of each key."""

    line: int
    entries: dict[str, "Node"] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def add(self, key: str, line: int, node: "Node") -> None:
        """Add an entry."""
        self.entries[key] = node
        self.lines[key] = line


Node: TypeAlias = Scalar | Listing | Table


@dataclass(frozen=True, slots=True)
class InputFile:
    """The file that nodes come from, and the class of error that its faults are raised as."""

    where: str
    error: type[PovgraphError]

    def fault(self, line: int, message: str) -> PovgraphError:
        """Make the error of a fault at a line."""
        return self.error(f"{self.where}:{line}: {message}")


def describe(node: Node) -> str:
    """Name what stands at a node, for an error message.

    >>> describe(Scalar(1, "吉林省"))
    "'吉林省'"
    >>> describe(Listing(1, ()))
    'a list'
    """
    if isinstance(node, Listing):
        return "a list"
    if isinstance(node, Table):
        return "a table"
    if node.is_null:
        return "empty"
    return repr(node.text if len(node.text) <= 60 else node.text[:59] + "…")


def unknown(word: str, allowed: Iterable[str]) -> str:
    """Word that something is not one of what is allowed, with the nearest match.

    >>> unknown("datum", ["title", "date"])
    "allowed: title, date; did you mean 'date'?"
    """
    allowed = list(allowed)
    return f"allowed: {', '.join(allowed)}{nearest(word, allowed)}"


def is_date(text: str) -> bool:
    """Tell whether a text is an ISO 8601 date as year, month or day, and such a day exists.

    >>> [is_date(text) for text in ("2018", "2018-07", "2018-12-31", "2018-13", "2019-02-29", "2018年")]
    [True, True, True, False, False, False]
    """
    match = _DATE.fullmatch(text)
    if not match or not match[3]:
        return match is not None
    return int(match[3]) <= monthrange(int(match[1]), int(match[2]))[1]

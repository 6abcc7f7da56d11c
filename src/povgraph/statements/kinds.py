"""The format of statements files as one table: each kind of row, its keys, and what a value must be."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from povgraph.model import Anomaly, Observation, Organization, Outcome, Person, Place, Post, Programme, Statement
from povgraph.text.nodes import Listing, Node, Scalar, Table, describe, is_date, unknown

# At most 30 digits on either side of the point, so that no figure can fill the memory: 78000, -4.9, 3e9
_NUMBER = re.compile(r"[-+]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][-+]?[0-2]?\d)?", re.ASCII)
_CODE = re.compile(r"\d{6}", re.ASCII)  # 220822


class WrongValueError(ValueError):
    """A value that is not what its key asks for; the message says what was wanted, the line where it stands."""

    def __init__(self, wanted: str, line: int | None = None) -> None:
        super().__init__(wanted)
        self.line = line


def read_text(node: Node) -> str:
    """Read any text; numbers and dates are taken as written."""
    if not isinstance(node, Scalar):
        raise WrongValueError("wanted: a text")
    return node.text


def read_date(node: Node) -> str:
    """Read a date at the precision known."""
    if not is_date(text := read_text(node)):
        raise WrongValueError("wanted: a date as YYYY, YYYY-MM or YYYY-MM-DD")
    return text


def read_code(node: Node) -> str:
    """Read an area code."""
    if not _CODE.fullmatch(text := read_text(node)):
        raise WrongValueError("wanted: six digits (GB/T 2260)")
    return text


def read_number(node: Node) -> Decimal:
    """Read a number, exactly as written."""
    if not isinstance(node, Scalar) or node.quoted or not _NUMBER.fullmatch(node.text):
        raise WrongValueError("wanted: a number such as 78000 or 4.9, without quotes")
    return Decimal(node.text)


def read_offset(node: Node) -> int:
    """Read an offset in code points."""
    if not isinstance(node, Scalar) or node.quoted or not re.fullmatch(r"[0-9]{1,12}", node.text):
        raise WrongValueError("wanted: an offset, 0 or more")
    return int(node.text)


def read_confidence(node: Node) -> Decimal:
    """Read how sure a way of reading has been."""
    if not 0 <= (value := read_number(node)) <= 1:
        raise WrongValueError("wanted: a number from 0 to 1")
    return value


def read_posts(node: Node) -> tuple[Post, ...]:
    """Read the posts of a person."""
    if not isinstance(node, Listing):
        raise WrongValueError("wanted: a list of {post: …, of: …}")
    return tuple(_read_post(item) for item in node.items)


def _read_post(node: Node) -> Post:
    if not isinstance(node, Table):
        raise WrongValueError(f"holds {describe(node)}; wanted: {{post: …, of: …}}", node.line)
    for key in (key for key in node.entries if key not in {"post", "of"}):
        raise WrongValueError(f"unknown key {key!r}; {unknown(key, ('post', 'of'))}", node.lines[key])
    values = {key: read_text(value) for key, value in node.entries.items() if not is_missing(value)}
    if "post" not in values:
        raise WrongValueError("lacks post", node.line)
    return Post(post=values["post"], of=values.get("of"))


def is_missing(node: Node) -> bool:
    """Tell whether a value says nothing: null or an empty text."""
    return isinstance(node, Scalar) and (node.is_null or not node.text)


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a row.

    ``scheme`` is the vocabulary that its value comes from, ``field`` the field of the record where it is called
    otherwise, and ``shown`` says that a file names the key even where there is nothing to say.
    """

    name: str
    read: Callable[[Node], Any] = read_text
    required: bool = False
    scheme: str | None = None
    field: str = ""
    shown: bool = False

    @property
    def attribute(self) -> str:
        """Name the field of the record."""
        return self.field or self.name


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of row: the record that it becomes and its keys, in the order in which a file has them."""

    record: type[Statement]
    keys: tuple[Key, ...]

    def key(self, name: str) -> Key | None:
        """Find a key by its name."""
        return next((key for key in self.keys if key.name == name), None)


def _must(name: str, scheme: str | None = None, read: Callable[[Node], Any] = read_text) -> Key:
    return Key(name, read, required=True, scheme=scheme, shown=True)


def _may(name: str, scheme: str | None = None, read: Callable[[Node], Any] = read_text, field: str = "") -> Key:
    return Key(name, read, scheme=scheme, field=field, shown=True)


def _kind(record: type[Statement], *keys: Key, extra: tuple[Key, ...] = ()) -> Kind:
    return Kind(record, (*keys, *extra, _must("quote"), *_EVERY_ROW))


_EVERY_ROW = (
    Key("start", read_offset),
    Key("end", read_offset),
    Key("origin", scheme="origin"),
    Key("method"),
    Key("confidence", read_confidence),
)

#: Keys that a row may have and that are not read: what they say follows from the rest.
IGNORED = frozenset({"line"})

#: Each section of a statements file and the rows in it.
KINDS: dict[str, Kind] = {
    "places": _kind(Place, _must("name"), _must("level", "level"), _may("code", read=read_code), _may("within")),
    "people": _kind(Person, _must("name"), _must("role", "role"), _may("posts", read=read_posts)),
    "organizations": _kind(Organization, _must("name"), _must("kind", "organization-kind"), _may("place")),
    "programmes": _kind(Programme, _must("name"), _must("measure", "measure"), _may("place")),
    "outcomes": _kind(
        Outcome, _must("kind", "outcome-kind"), _must("about"), _may("name"), _may("time", read=read_date)
    ),
    "observations": _kind(
        Observation,
        _must("about"),
        _must("indicator", "indicator"),
        _must("kind", "observation-kind"),
        _must("value", read=read_number),
        _must("unit", "unit"),
        _may("bound", "bound"),
        _may("from", read=read_date, field="since"),
        _may("to", read=read_date, field="until"),
        _may("per", "per"),
        _may("status", "status"),
        extra=(Key("low", read_number), Key("high", read_number)),
    ),
    "anomalies": _kind(Anomaly, _must("kind", "anomaly-kind"), Key("should_be")),
}

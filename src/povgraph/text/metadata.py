"""What is known of a report beside its text: ``NAME.yaml`` with its title, date, publisher, address, licence."""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path

from povgraph.errors import SourceError
from povgraph.text.decoding import decode, read_bytes
from povgraph.text.nodes import InputFile, Scalar, Table, describe, is_date, unknown

_LARGEST = 1024 * 1024

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # zh, zh-Hant
_URL = re.compile(r"https?://[^\s<>\"]+")  # https://example.org/1.html
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Metadata:
    """The keys of a metadata file, all optional.

    ``date_origin`` is ``text`` where a person read the date off the text; ``license`` is the address of the licence
    under which others may use the report; ``note`` is for people; ``sha256`` is the digest of the text file that the
    rest is said of.
    """

    title: str | None = None
    date: str | None = None
    date_origin: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    license: str | None = None
    note: str | None = None
    sha256: str | None = None


_KEYS = tuple(item.name for item in fields(Metadata))

#: What a value must be, where not every text will do, and how that is said.
_RULES: dict[str, tuple[Callable[[str], object], str]] = {
    "date": (is_date, "a date as YYYY, YYYY-MM or YYYY-MM-DD"),
    "date_origin": (lambda text: text in {"metadata", "text"}, "metadata or text"),
    "license": (_URL.fullmatch, "the address of a licence, beginning with http:// or https://"),
    "url": (_URL.fullmatch, "an address that begins with http:// or https://"),
    "language": (_LANGUAGE.fullmatch, "a language tag such as zh"),
    "sha256": (_SHA256.fullmatch, "64 hexadecimal digits in lower case"),
}


def find_metadata(report: Path) -> Path | None:
    """Give the metadata file that stands beside a report, if there is one."""
    beside = (report.with_suffix(ending) for ending in (".yaml", ".yml"))
    return next((path for path in beside if path != report and path.is_file()), None)


def read_metadata(path: Path) -> Metadata:
    """Read a metadata file.

    Raises:
        SourceError: it is not YAML, has an unknown key, or a value that is not what the key asks for.
    """
    text, _ = decode(read_bytes(path, SourceError, _LARGEST), str(path))
    return parse_metadata(text, str(path))


def parse_metadata(text: str, where: str) -> Metadata:
    r"""Read the text of a metadata file.

    >>> parse_metadata("title: 村报\ndate: 2019-08", "村.yaml").date
    '2019-08'
    >>> parse_metadata("date: 8月", "村.yaml")
    Traceback (most recent call last):
    povgraph.errors.SourceError: 村.yaml:1: date is '8月'; wanted: a date as YYYY, YYYY-MM or YYYY-MM-DD
    """
    from povgraph.text.yaml_nodes import read_yaml  # noqa: PLC0415  here, as few reports have such a file

    file = InputFile(where, SourceError)
    root = read_yaml(text, file)
    if isinstance(root, Scalar) and root.is_null:
        return Metadata()
    if not isinstance(root, Table):
        raise file.fault(root.line, f"{describe(root)} where a table is wanted; {unknown('', _KEYS)}")
    return Metadata(**{key: _value(root, key, file) for key in root.entries})


def _value(table: Table, key: str, file: InputFile) -> str | None:
    line = table.lines[key]
    if key == "document":
        raise file.fault(line, "this is a statements file; keep those in a folder of their own, not beside the text")
    if key not in _KEYS:
        raise file.fault(line, f"unknown key {key!r}; {unknown(key, _KEYS)}")
    node = table.entries[key]
    if not isinstance(node, Scalar):
        raise file.fault(node.line, f"{key} is {describe(node)}; a text is wanted")
    if node.is_null or not node.text.strip():
        return None
    fits, wanted = _RULES.get(key, (bool, ""))
    if not fits(node.text):
        raise file.fault(node.line, f"{key} is {describe(node)}; wanted: {wanted}")
    return node.text

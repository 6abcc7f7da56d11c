"""Records into statements files that a person can read and correct: one row a line, in YAML, JSON or JSON lines."""

import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from povgraph.model import Post, Statement, Statements
from povgraph.statements.kinds import KINDS, Key

# What is not seen, turns the direction of the text, or breaks a line in YAML: written as an escape.
_UNSEEN = re.compile(
    "[\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\uffff]"
)

# A text that needs no quotes in YAML: begins with a letter or bracket, and holds nothing that YAML reads as a sign.
_PLAIN = re.compile(
    r"[^\W\d_“《（【「][\w.%/+·、，。：；！？“”《》（）【】「」()-]*|[“《（【「][\w·、，。：；！？“”《》（）【】「」]*"
)
_NUMBERLIKE = re.compile(r"\d[\w、，。：；！？“”《》（）.%]*[\u4e00-\u9fff][\w、，。：；！？“”《》（）.%]*")  # 92户
_RESERVED = frozenset("y n yes no on off true false null inf nan".split())  # noqa: SIM905

_KEY_MARK = '"'

Quote = Callable[[str], str]


def write_yaml(statements: Statements) -> str:
    """Write YAML: a block for each section, and in it each row as one line."""
    lines = [f"{key}: {_value(value, _plain_or_quoted, '')}" for key, value in _head(statements)]
    for name, rows in statements.sections():
        lines.append(f"{name}:" if rows else f"{name}: []")
        lines += [f"- {_row(_pairs(name, row, statements.origin), _plain_or_quoted, '')}" for row in rows]
    return "\n".join(lines) + "\n"


def write_json(statements: Statements) -> str:
    """Write JSON with each row on a line of its own, and figures as plain numbers."""
    parts = [f" {quoted(key)}: {_value(value, quoted, _KEY_MARK)}" for key, value in _head(statements)]
    for name, rows in statements.sections():
        lines = ",\n".join(f"  {_row(_pairs(name, row, statements.origin), quoted, _KEY_MARK)}" for row in rows)
        parts.append(f" {quoted(name)}: [\n{lines}\n ]" if rows else f" {quoted(name)}: []")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def write_jsonl(statements: Statements) -> str:
    """Write JSON lines: first the document with its date and origin, then a line for each statement."""
    head = dict(_head(statements))
    lines = [[("document", head["document"]), ("section", "document"), *list(head.items())[1:]]]
    for name, rows in statements.sections():
        first = [("document", head["document"]), ("section", name)]
        lines += [[*first, *_pairs(name, row, statements.origin)] for row in rows]
    return "".join(f"{_row(line, quoted, _KEY_MARK)}\n" for line in lines)


def write_row(section: str, row: Statement) -> str:
    """Write one row as a JSON object in one line."""
    return _row(_pairs(section, row, row.origin), quoted, _KEY_MARK)


def quoted(text: str) -> str:
    r"""Write a text in double quotes, as both JSON and YAML read it, with all that is not seen as an escape.

    >>> print(quoted("贫困\u200b村\n"))
    "贫困\u200b村\n"
    """
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


def _plain_or_quoted(text: str) -> str:
    """Write a text without quotes where every YAML reader takes it for that text.

    >>> [_plain_or_quoted(text) for text in ("通榆县", "“老农”产品50余种", "220822", "2018-12-31", "no", "92户,198人")]
    ['通榆县', '“老农”产品50余种', '"220822"', '"2018-12-31"', '"no"', '"92户,198人"']
    """
    plain = (_PLAIN.fullmatch(text) or _NUMBERLIKE.fullmatch(text)) and text.lower() not in _RESERVED
    return text if plain and not _UNSEEN.search(text) else quoted(text)


def _head(statements: Statements) -> Iterator[tuple[str, Any]]:
    yield "document", statements.document
    yield "date", statements.date
    yield "origin", statements.origin


def _pairs(section: str, row: Statement, origin: str) -> list[tuple[str, Any]]:
    found = ((key, getattr(row, key.attribute)) for key in KINDS[section].keys)
    return [(key.name, value) for key, value in found if _is_shown(key, value, origin)]


def _is_shown(key: Key, value: Any, origin: str) -> bool:
    if key.name == "origin":
        return bool(value != origin)
    return key.shown or value is not None


def _row(pairs: list[tuple[str, Any]], quote: Quote, mark: str) -> str:
    return "{" + ", ".join(f"{mark}{name}{mark}: {_value(value, quote, mark)}" for name, value in pairs) + "}"


def _value(value: Any, quote: Quote, mark: str) -> str:
    if value is None:
        return "null"
    if isinstance(value, str):
        return quote(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Post):
        return _row([("post", value.post), ("of", value.of)], quote, mark)
    if isinstance(value, tuple):
        return f"[{', '.join(_value(item, quote, mark) for item in value)}]"
    return str(value)

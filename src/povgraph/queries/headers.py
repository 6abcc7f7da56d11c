"""Read the ``#+`` header of a query: YAML in comments at the top of the file, in the form that grlc gave it.

Every value is text, mapping or list: ``2018`` and ``yes`` stay as written. Aliases, duplicate and unknown keys are
refused, and every error names its line.
"""

from collections.abc import Collection
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from povgraph.errors import QueryError, nearest

MAX_LENGTH = 16 * 1024
_MAX_DEPTH = 6


class Mapping(dict[str, Any]):
    """A YAML mapping that knows on which line it and each of its keys stand."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


def read_header(text: str, where: str) -> Mapping:
    r"""Read the header of a query's text; empty when it has none.

    >>> read_header("#+ summary_zh: 有哪些地方？\nASK {}", "x.rq")
    {'summary_zh': '有哪些地方？'}

    Raises:
        QueryError: the header is not YAML, or uses what a header may not.
    """
    source = header_text(text)
    if not source.strip():
        return Mapping(1)
    if len(source) > MAX_LENGTH:
        raise QueryError(f"{where}:1: the header is longer than {MAX_LENGTH} characters")
    try:
        node = yaml.compose(source, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise QueryError(f"{where}:{line}: the header is not YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise QueryError(f"{where}: the header is not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(node, MappingNode):
        raise QueryError(f"{where}:1: the header must be 'key: value' lines")
    return _mapping(node, where)


def header_text(text: str) -> str:
    """Cut the YAML out of the comments, keeping every line on its number."""
    lines: list[str] = []
    for line in text.removeprefix("\ufeff").splitlines():
        if line.strip() and not line.startswith("#"):
            break
        lines.append(line[2:].removeprefix(" ") if line.startswith("#+") else "")
    return "\n".join(lines)


class _Loader(yaml.BaseLoader):
    """Composes nodes without aliases, to a limited depth."""

    _depth = 0

    def compose_node(self, parent: Node | None, index: Any) -> Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        mark: Any = event.start_mark
        if isinstance(event, yaml.AliasEvent):
            raise yaml.MarkedYAMLError(problem="aliases are refused", problem_mark=mark)
        if self._depth >= _MAX_DEPTH:
            raise yaml.MarkedYAMLError(problem="nested too deeply", problem_mark=mark)
        self._depth += 1
        node: Node | None = super().compose_node(parent, index)
        self._depth -= 1
        return node


def _mapping(node: MappingNode, where: str) -> Mapping:
    found = Mapping(node.start_mark.line + 1)
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, ScalarNode) or key.value in found:
            raise QueryError(f"{where}:{line}: a key must be one word that stands there once")
        found[key.value] = _value(value, where)
        found.lines[key.value] = line
    return found


def _value(node: Node, where: str) -> Any:
    if isinstance(node, MappingNode):
        return _mapping(node, where)
    if isinstance(node, SequenceNode):
        return [_value(item, where) for item in node.value]
    return node.value


class Reader:
    """Takes typed values out of a mapping, with errors that name file and line."""

    def __init__(self, mapping: Mapping, where: str, allowed: Collection[str]) -> None:
        self._mapping = mapping
        self._where = where
        for key in mapping:
            if key not in allowed:
                options = ", ".join(sorted(allowed))
                raise self.error(key, f"unknown key {key!r}{nearest(key, allowed)} (allowed: {options})")

    def error(self, key: str, message: str) -> QueryError:
        """Make an error that names the line of a key."""
        return QueryError(f"{self._where}:{self._mapping.lines.get(key, self._mapping.line)}: {message}")

    def text(self, key: str, default: str | None = None) -> str:
        """Take a text, required where there is no default."""
        value = self._mapping.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.error(key, f"{key!r} must be a text")
        return " ".join(value.split())

    def texts(self, key: str) -> tuple[str, ...]:
        """Take a list of texts, empty where the key is absent."""
        value = self._mapping.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.error(key, f"{key!r} must be a list of texts")
        return tuple(value)

    def mappings(self, key: str) -> list[Mapping]:
        """Take a list of mappings, empty where the key is absent."""
        value = self._mapping.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
            raise self.error(key, f"{key!r} must be a list of 'key: value' items")
        return value

    def mapping(self, key: str) -> Mapping | None:
        """Take a mapping, None where the key is absent."""
        value = self._mapping.get(key)
        if value is not None and not isinstance(value, Mapping):
            raise self.error(key, f"{key!r} must be 'key: value' lines")
        return value

    def pairs(self, key: str) -> dict[str, Any]:
        """Take grlc's list of one-key mappings (``- status: actual``) as one dictionary."""
        return {name: value for item in self.mappings(key) for name, value in item.items()}

"""YAML into nodes, with the pure Python parser: the C one crashes on deep nesting, and types are not wanted here."""

from collections.abc import Iterator

import yaml
from yaml.reader import ReaderError

from povgraph.errors import PovgraphError
from povgraph.text.nodes import DEEPEST, InputFile, Listing, Node, Scalar, Table


def read_yaml(text: str, file: InputFile) -> Node:
    """Read one YAML document.

    The parser hands over its events one by one, so that what is too deep, aliased or tagged is refused before anything
    is built from it.

    Raises:
        PovgraphError: as the file says, with the line: the text is not YAML, or more than texts, lists and tables.

    >>> from povgraph.errors import SourceError
    >>> read_yaml("date: 2018-12-31", InputFile("村.yaml", SourceError)).entries["date"]
    Scalar(line=1, text='2018-12-31', quoted=False)
    """
    loader = None
    try:
        loader = yaml.BaseLoader(text)
        return _Builder(_events(loader), file).document()
    except ReaderError as fault:
        line = text.count("\n", 0, fault.position) + 1
        raise file.fault(line, f"the character U+{ord(text[fault.position]):04X} is not allowed") from None
    except (OverflowError, ValueError):  # what PyYAML lets through for "\\U00110000" and the like
        raise file.fault(loader.line + 1 if loader else 1, "an escape or a number that is no character") from None
    except yaml.MarkedYAMLError as fault:
        raise _syntax_fault(fault, file) from None


def _events(loader: yaml.BaseLoader) -> Iterator[yaml.Event]:
    while loader.check_event():
        yield loader.get_event()  # type: ignore[no-untyped-call]


def _syntax_fault(fault: yaml.MarkedYAMLError, file: InputFile) -> PovgraphError:
    mark = fault.problem_mark or fault.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    said = "; ".join(part for part in (fault.problem, fault.context) if part)
    return file.fault(
        line, f"not YAML at column {column}: {' '.join(said.split())}; text with signs in it needs quotes"
    )


class _Builder:
    """Builds nodes from the events of the parser. Recursion is bounded by the depth allowed."""

    def __init__(self, events: Iterator[yaml.Event], file: InputFile) -> None:
        self._events = events
        self._file = file

    def document(self) -> Node:
        node: Node = Scalar(1, "")
        found = False
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if found:
                    raise self._fault(event, "a second document begins; one file holds one")
                found = True
                node = self._node(next(self._events), 1)
        return node

    def _node(self, event: yaml.Event, depth: int) -> Node:
        line = _line(event)
        self._refuse_extras(event)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(line, self._checked(event), quoted=event.style is not None)
        if depth > DEEPEST:
            raise self._fault(event, f"nested deeper than {DEEPEST} levels")
        if isinstance(event, yaml.SequenceStartEvent):
            return Listing(line, tuple(self._items(depth)))
        return self._table(line, depth)

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            yield self._node(event, depth + 1)

    def _table(self, line: int, depth: int) -> Table:
        table = Table(line)
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            self._refuse_extras(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise self._fault(event, "a key must be a word")
            key = self._checked(event)
            if key in table.entries:
                raise self._fault(event, f"the key {key!r} stands here twice (first in line {table.lines[key]})")
            table.add(key, _line(event), self._node(next(self._events), depth + 1))
        return table

    def _refuse_extras(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent):
            raise self._fault(event, f"the alias *{event.anchor} is not allowed; write the value out")
        if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            raise self._fault(event, f"the anchor &{event.anchor} is not allowed; a text with & needs quotes")
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag is not None:
            raise self._fault(event, f"the tag {event.tag} is not allowed; a text with ! needs quotes")

    def _checked(self, event: yaml.ScalarEvent) -> str:
        text: str = event.value
        if any(char == "\0" or "\ud800" <= char <= "\udfff" for char in text):
            raise self._fault(event, "a text holds a NUL or half a surrogate pair")
        return text

    def _fault(self, event: yaml.Event, message: str) -> PovgraphError:
        return self._file.fault(_line(event), message)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1

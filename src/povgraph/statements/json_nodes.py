"""JSON into nodes with their lines, as the standard parser gives values without saying where they stand."""

import json
import re
from bisect import bisect_right

from povgraph.errors import PovgraphError
from povgraph.text.nodes import DEEPEST, InputFile, Listing, Node, Scalar, Table

_SPACE = re.compile(r"[ \t\r\n]*")
_WORD = re.compile(r"null|true|false|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?", re.ASCII)  # -0.5e3
_STRINGS = json.JSONDecoder()


def read_json(text: str, file: InputFile, first_line: int = 1) -> Node:
    """Read one JSON value.

    Raises:
        PovgraphError: as the file says, with the line: the text is not JSON, too deep, or has a key twice.

    >>> from povgraph.errors import StatementsError
    >>> read_json('{"value": 0.50}', InputFile("村.json", StatementsError)).entries["value"]
    Scalar(line=1, text='0.50', quoted=False)
    """
    parser = _Parser(text, file, first_line)
    node = parser.value(1)
    parser.end()
    return node


class _Parser:
    """Reads values from a position on. Recursion is bounded by the depth allowed."""

    def __init__(self, text: str, file: InputFile, first_line: int) -> None:
        self._text = text
        self._file = file
        self._first = first_line
        self._breaks = [match.start() for match in re.finditer("\n", text)]
        self._at = 0

    def value(self, depth: int) -> Node:
        char, line = self._peek(), self._line(self._at)
        if depth > DEEPEST and char and char in "[{":
            raise self._fault(f"nested deeper than {DEEPEST} levels")
        if char == "{":
            return self._table(line, depth)
        if char == "[":
            return self._listing(line, depth)
        if char == '"':
            return Scalar(line, self._string(), quoted=True)
        match = _WORD.match(self._text, self._at)
        if not match:
            raise self._fault("not JSON: a value is wanted here")
        self._at = match.end()
        return Scalar(line, match[0])

    def end(self) -> None:
        if self._peek():
            raise self._fault("not JSON: something follows the end")

    def _table(self, line: int, depth: int) -> Table:
        table = Table(line)
        self._at += 1
        while not self._closes("}", first=not table.entries):
            if self._peek() != '"':
                raise self._fault("not JSON: a key in double quotes is wanted here")
            at, key = self._at, self._string()
            if key in table.entries:
                raise self._fault(f"the key {key!r} stands here twice (first in line {table.lines[key]})", at)
            self._take(":")
            table.add(key, self._line(at), self.value(depth + 1))
        return table

    def _listing(self, line: int, depth: int) -> Listing:
        items: list[Node] = []
        self._at += 1
        while not self._closes("]", first=not items):
            items.append(self.value(depth + 1))
        return Listing(line, tuple(items))

    def _closes(self, sign: str, *, first: bool) -> bool:
        """Tell whether a list or table ends here; where it goes on, step over the comma."""
        if self._peek() == sign:
            self._at += 1
            return True
        if not first:
            self._take(",")
        return False

    def _take(self, sign: str) -> None:
        if self._peek() != sign:
            raise self._fault(f"not JSON: {sign!r} is wanted here")
        self._at += 1

    def _string(self) -> str:
        try:
            found, self._at = _STRINGS.raw_decode(self._text, self._at)
        except json.JSONDecodeError as fault:
            raise self._fault(f"not JSON: {fault.msg.lower()}", fault.pos) from None
        text = str(found)
        if any(char == "\0" or "\ud800" <= char <= "\udfff" for char in text):
            raise self._fault("a text holds a NUL or half a surrogate pair")
        return text

    def _peek(self) -> str:
        match = _SPACE.match(self._text, self._at)
        self._at = match.end() if match else self._at
        return self._text[self._at : self._at + 1]

    def _line(self, at: int) -> int:
        return bisect_right(self._breaks, at - 1) + self._first

    def _fault(self, message: str, at: int | None = None) -> PovgraphError:
        return self._file.fault(self._line(self._at if at is None else at), message)

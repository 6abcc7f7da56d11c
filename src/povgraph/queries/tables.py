"""Lay rows out as text: columns fitted to the width of a terminal, where Chinese characters take two places."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice

_GAP = "  "
_LEAST = 8
_SAMPLE = 2000
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


@lru_cache(maxsize=8192)
def _char_width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def width(text: str) -> int:
    """Count the places that a text takes in a terminal.

    >>> width("通榆县 2018")
    11
    """
    return len(text) if text.isascii() else sum(map(_char_width, text))


def fit(text: str, places: int) -> str:
    """Cut a text to so many places, with ``…`` where something is left out, and fill up with spaces.

    >>> fit("通榆县", 5), fit("通榆县", 8)
    ('通榆…', '通榆县  ')
    """
    if width(text) > places:
        room, kept = places - 1, 0
        for end, char in enumerate(text):
            kept += _char_width(char)
            if kept > room:
                text = text[:end] + "…"
                break
    return text + " " * (places - width(text))


def visible(text: str) -> str:
    r"""Make control and direction marks visible, so that a text cannot drive the terminal.

    >>> visible("脱\x1b[2J\n贫\u202e")
    '脱␛[2J 贫\\u202e'
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _shown(char) for char in text)


def _shown(char: str) -> str:
    if char.isspace():
        return " "
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def lay_out(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    right: Sequence[bool] = (),
    places: int | None = None,
    bold: bool = False,
) -> Iterator[str]:
    """Yield the lines of a table. Widths follow the first rows; a table too wide for ``places`` becomes records.

    Args:
        columns: The names of the columns.
        rows: The cells, already as visible text; each row is consumed once, in order.
        right: Which columns hold numbers, which stand to the right.
        places: The width to fit into; None for no limit.
        bold: Whether the head is printed bold.
    """
    iterator = iter(rows)
    first = list(islice(iterator, _SAMPLE))
    widths = [max((width(cell) for cell in column), default=0) for column in zip(columns, *first, strict=True)]
    if places is not None:
        fitted = _fitted(widths, places)
        if fitted is None:
            yield from _records(columns, chain(first, iterator), places, bold)
            return
        widths = fitted
    marks = (_BOLD, _PLAIN) if bold else ("", "")
    yield marks[0] + _line(columns, widths, right) + marks[1]
    yield _GAP.join("─" * size for size in widths)
    for row in chain(first, iterator):
        yield _line(row, widths, right)


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    laid = (
        _aligned(cell, size, number < len(right) and right[number])
        for number, (cell, size) in enumerate(zip(cells, widths, strict=True))
    )
    return _GAP.join(laid).rstrip()


def _aligned(cell: str, size: int, to_right: bool) -> str:
    fitted = fit(cell, size)
    stripped = fitted.rstrip(" ")
    return " " * (len(fitted) - len(stripped)) + stripped if to_right else fitted


def _fitted(widths: Sequence[int], places: int) -> list[int] | None:
    """Narrow the widest columns until the table fits; None when they would become unreadable."""
    room = places - len(_GAP) * (len(widths) - 1)
    fitted = list(widths)
    while sum(fitted) > room:
        widest = max(fitted)
        if widest <= _LEAST:
            return None
        second = max((size for size in fitted if size < widest), default=_LEAST)
        several = fitted.count(widest)
        target = max(second, _LEAST, widest - -(-(sum(fitted) - room) // several))
        fitted = [target if size == widest else size for size in fitted]
    return fitted


def _records(columns: Sequence[str], rows: Iterable[Sequence[str]], places: int, bold: bool) -> Iterator[str]:
    """Yield each row as lines of ``column  value``, empty cells left out."""
    head = max(map(width, columns))
    for number, row in enumerate(rows, 1):
        title = f"── {number} " + "─" * 8
        yield f"{_BOLD}{title}{_PLAIN}" if bold else title
        for column, cell in zip(columns, row, strict=True):
            if cell:
                yield fit(column, head) + _GAP + fit(cell, max(places - head - len(_GAP), _LEAST)).rstrip()

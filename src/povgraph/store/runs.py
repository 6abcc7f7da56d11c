"""Sorted lines in files: look them up, merge them, and make a new file of an old one, without reading all at once.

Lines of UTF-8 sort by their bytes as they do by their characters, so that files are compared without decoding.
"""

import mmap
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, compress
from operator import ne
from pathlib import Path
from typing import BinaryIO

#: All runs that are merged together hold about so many bytes in memory, and each at least so many: each block asks
#: all runs, so that small blocks of many runs take long.
_BUDGET, _LEAST = 64 << 20, 128 << 10
_CHUNK = 4 << 20


class SortedLines:
    """A file of sorted lines, of which those with a common beginning are found by halving.

    ``close`` it before the file goes; an empty file holds no lines.
    """

    def __init__(self, path: Path) -> None:
        self._stream = path.open("rb")
        self.size = self._stream.seek(0, 2)
        self._map = mmap.mmap(self._stream.fileno(), 0, access=mmap.ACCESS_READ) if self.size else None

    def __enter__(self) -> "SortedLines":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        if self._map is not None:
            self._map.close()
        self._stream.close()

    def pieces(self, start: int, end: int) -> Iterator[bytes]:
        """Yield what lies between two offsets; it is read, since looking at it through the map would keep it."""
        for offset in range(start, end, _CHUNK):
            self._stream.seek(offset)
            yield self._stream.read(min(_CHUNK, end - offset))

    def blocks(self, start: int, end: int) -> Iterator[list[bytes]]:
        """Yield the lines between two offsets, which are beginnings of lines, many at a time."""
        rest = b""
        for piece in self.pieces(start, end):
            *lines, rest = (rest + piece).split(b"\n")
            if lines:
                yield lines

    def starting(self, beginning: str) -> list[str]:
        """Give the lines that begin so, in order."""
        found: list[str] = []
        wanted = beginning.encode()
        offset = self.place(wanted)
        while (line := self.line(offset)) is not None and line.startswith(wanted):
            found.append(line.decode())
            offset += len(line) + 1
        return found

    def first(self, node: str) -> bytes:
        """Give the first line of a node, nothing where there is none."""
        wanted = f"{node} ".encode()
        line = self.line(self.place(wanted)) or b""
        return line if line.startswith(wanted) else b""

    def place(self, line: bytes) -> int:
        """Give the offset of the first line that is not before this one, which may be the end."""
        low, high = 0, self.size
        while low < high:
            middle = self._start(low, (low + high) // 2)
            found = self.line(middle)
            if found is not None and found < line:
                low = middle + len(found) + 1
            else:
                high = middle
        return low

    def _start(self, low: int, offset: int) -> int:
        """Give the beginning of the line that an offset lies in."""
        return low if self._map is None else max(self._map.rfind(b"\n", low, offset) + 1, low)

    def line(self, offset: int) -> bytes | None:
        """Give the line that begins at an offset, None at the end."""
        if self._map is None or offset >= self.size:
            return None
        end = self._map.find(b"\n", offset)
        return self._map[offset : end if end >= 0 else self.size]


def splice(old: SortedLines, removed: Iterable[bytes], added: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the content of an old file without some of its lines and with others, in order.

    Raises:
        ValueError: a line that is to go is not there.
    """
    gone, new = set(removed), set(added)
    edits = [*((line, True) for line in gone - new), *((line, False) for line in new - gone)]
    done = 0
    for line, goes in sorted(edits):
        offset = old.place(line)
        stands = old.line(offset) == line
        yield from old.pieces(done, offset)
        done = offset
        if goes and not stands:
            raise ValueError(f"no line {line[:80].decode(errors='replace')!r} to take out")
        if goes:
            done += len(line) + 1
        elif not stands:
            yield line + b"\n"
    yield from old.pieces(done, old.size)


def merge(paths: Sequence[Path]) -> Iterator[bytes]:
    """Yield the content of sorted files as one, each line once.

    Lines are taken in blocks: of each file what is not behind the nearest end of a block, all of it sorted at once,
    which is a merge, as it comes in sorted runs.
    """
    last = b""
    for block in _blocks([path.open("rb") for path in paths]):
        unique = list(compress(block, map(ne, block, chain((last,), block))))
        last = block[-1]
        if unique:
            yield b"\n".join((*unique, b""))


def _blocks(streams: Sequence[BinaryIO]) -> Iterator[list[bytes]]:
    size = max(_BUDGET // max(len(streams), 1), _LEAST)
    try:
        runs = [_Run(stream, size) for stream in streams]
        while runs := [run for run in runs if run.at < len(run.lines) or run.fill()]:
            bound = min(run.lines[-1] for run in runs)
            yield sorted(line for run in runs if run.lines[run.at] <= bound for line in run.take(bound))
    finally:
        for stream in streams:
            stream.close()


class _Run:
    """The lines of one file, a block at a time; those before ``at`` have been taken."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream, self._size, self._rest = stream, size, b""
        self.lines: list[bytes] = []
        self.at = 0

    def fill(self) -> bool:
        """Read the next lines; False at the end of the file."""
        self.lines, self.at = [], 0
        while not self.lines:
            block = self._stream.read(self._size)
            if not block and not self._rest:
                return False
            *self.lines, self._rest = (self._rest + block).split(b"\n")
            if not block:
                self.lines, self._rest = [*self.lines, *filter(None, [self._rest])], b""
                return bool(self.lines)
        return True

    def take(self, bound: bytes) -> list[bytes]:
        """Take the lines up to a bound off."""
        end = bisect_right(self.lines, bound, self.at)
        taken, self.at = self.lines[self.at : end], end
        return taken

"""Files of strangers as text: regular files only, capped in size, decoded without a guess that goes unmentioned."""

import codecs
import os
import stat
import sys
from pathlib import Path

from povgraph.errors import PovgraphError, SourceError

#: The largest file that is read, in bytes.
LARGEST = 64 * 1024 * 1024

#: The path that stands for standard input.
STDIN = Path("-")

_MARKS = (
    (codecs.BOM_UTF8, "UTF-8"),
    (codecs.BOM_UTF32_LE, "UTF-32-LE"),  # before UTF-16: its mark begins with the one of UTF-16
    (codecs.BOM_UTF32_BE, "UTF-32-BE"),
    (codecs.BOM_UTF16_LE, "UTF-16-LE"),
    (codecs.BOM_UTF16_BE, "UTF-16-BE"),
)

_MARKS_OF_WRITING = "“”‘’—…·《》〈〉【】、。　，：；！？（）％"


def read_bytes(path: Path, error: type[PovgraphError] = SourceError, largest: int = LARGEST) -> bytes:
    """Read a regular file, or standard input for ``-``.

    The file is opened without waiting, so that a FIFO cannot hang, and at most one byte more than allowed is read,
    so that a file that grows or lies about its size cannot fill the memory.

    Raises:
        PovgraphError: of the given class: the file is missing, not regular, not readable or too large.
    """
    try:
        data = sys.stdin.buffer.read(largest + 1) if path == STDIN else _read_regular(path, error, largest)
    except OSError as fault:
        raise error(f"{path}: {_reason(fault)}") from None
    if len(data) > largest:
        raise error(f"{path}: larger than the {largest / 1024**2:g} MB that one file may have")
    return data


def decode(data: bytes, where: str, error: type[PovgraphError] = SourceError) -> tuple[str, tuple[str, ...]]:
    r"""Decode a file's bytes; give the text, without a byte order mark, and notes on how it was read.

    UTF-8 is expected. UTF-16 and UTF-32 are read by their byte order mark, and GB18030 (which holds GBK and GB2312)
    where the bytes are not UTF-8 and read as Chinese; both with a note. Line ends stay as they are.

    Raises:
        PovgraphError: of the given class, naming the byte that cannot be decoded.

    >>> decode("贫困村".encode("gb18030"), "村.txt")
    ('贫困村', ('村.txt: not UTF-8 at byte 2; read as GB18030',))
    >>> decode(b"4.9%\xff", "村.txt")
    Traceback (most recent call last):
    povgraph.errors.SourceError: 村.txt: byte 4 (0xFF) is neither UTF-8 nor GB18030; save the file as UTF-8
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            text = _decode_marked(data, mark, codec, where, error)
            return text, () if codec == "UTF-8" else (f"{where}: read as {codec} by its byte order mark",)
    if (nul := data.find(b"\0")) >= 0:
        raise error(f"{where}: byte {nul} is NUL: no text file, or UTF-16 without its mark; save it as UTF-8")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as fault:
        return _decode_chinese(data, fault.start, where, error)


def _read_regular(path: Path, error: type[PovgraphError], largest: int) -> bytes:
    if not path.exists():
        raise error(f"{path}: no such file")
    if not stat.S_ISREG(path.stat().st_mode):
        raise error(f"{path}: {_kind(path)}, not a regular file")
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise error(f"{path}: {_kind(path)}, not a regular file")
        return file.read(largest + 1)


def _kind(path: Path) -> str:
    kinds = ((path.is_dir, "a folder"), (path.is_fifo, "a FIFO"), (path.is_socket, "a socket"))
    return next((name for test, name in kinds if test()), "a device")


def _reason(fault: OSError) -> str:
    return (fault.strerror or str(fault)).lower()


def _decode_marked(data: bytes, mark: bytes, codec: str, where: str, error: type[PovgraphError]) -> str:
    try:
        text = data[len(mark) :].decode(codec)
    except UnicodeDecodeError as fault:
        at = fault.start + len(mark)
        raise error(f"{where}: byte {at} (0x{data[at]:02X}) is not {codec}, which the file's mark says") from None
    if (nul := text.find("\0")) >= 0:
        raise error(f"{where}: character {nul} is NUL: no text file")
    return text


def _decode_chinese(data: bytes, at: int, where: str, error: type[PovgraphError]) -> tuple[str, tuple[str, ...]]:
    """Decode as GB18030 what is not UTF-8 from a byte on, if it is not rather a damaged UTF-8 file.

    Nearly every sequence of bytes is GB18030 of something, so that a damaged UTF-8 file, or Big5, would be read as
    nonsense without a word. Real GB18030 hardly ever holds the three-byte sequences of Chinese in UTF-8, and most of
    its characters are those of everyday Chinese.
    """
    as_utf8 = data.decode("utf-8", "replace")
    if _count_han(as_utf8) > as_utf8.count("\ufffd"):
        raise error(f"{where}: byte {at} (0x{data[at]:02X}) is not UTF-8, which the rest is; the file is damaged")
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as fault:
        at = fault.start
    else:
        if _reads_as_chinese(text):
            return text, (f"{where}: not UTF-8 at byte {at}; read as GB18030",)
    raise error(f"{where}: byte {at} (0x{data[at]:02X}) is neither UTF-8 nor GB18030; save the file as UTF-8")


def _count_han(text: str) -> int:
    return sum("\u3000" <= char <= "\u9fff" for char in text)


def _reads_as_chinese(text: str) -> bool:
    """Tell whether at least half of the characters beyond ASCII are everyday Chinese ones (the set of GB2312)."""
    beyond = [char for char in text if char > "\x7f"]
    everyday = "".join(c for c in beyond if "\u4e00" <= c <= "\u9fff" or c in _MARKS_OF_WRITING)
    return len(everyday.encode("gb2312", "ignore")) >= len(beyond)  # two bytes a character

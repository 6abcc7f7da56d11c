"""Bring the spellings of one text to one form, one character for one, so that offsets never move.

Digits and letters become ASCII, punctuation in prose the Chinese form, traditional characters simplified ones,
look-alikes the character they stand for, odd spaces a plain one. What is read is the normal form; what is quoted
is the source.
"""

import re
import unicodedata
from functools import cache

from povgraph.resources import lexicon

_FULL_WIDTH = range(0xFF01, 0xFF5F)
#: Blocks of characters that are another one in disguise: Kangxi radicals, compatibility ideographs.
_DISGUISES = (range(0x2F00, 0x2FD6), range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))
#: The first character beyond the basic plane.
_BEYOND = "\U00010000"
_INVISIBLE = frozenset({"Zs", "Cf", "Cc"})

_COMMA = re.compile(r"(?<![0-9]),|,(?![0-9])")
_COLON = re.compile(r"(?<![0-9]):|:(?![0-9])")
_STOP = re.compile(r"\.(?<=[\u4e00-\u9fff”’）》】%]\.)(?![0-9.])")
_FULL_WIDTH_COMMA = re.compile(r"，(?<=[０-９]，)(?=[０-９])")
_ZEROS = re.compile(r"(?<=[一二三四五六七八九〇])[○◯]++")
_LINE_OF_QUOTES = re.compile(r'[^\n"]*+"[^\n]*+')


def normalise(text: str) -> str:
    """Give the form of a text that the extractor reads; it is as long as the text.

    A comma, a colon or a full stop between digits belongs to the number and stays ASCII; elsewhere it is prose.

    >>> normalise("貧困戶減少到１２，３４５戶,減少了近85％.")
    '贫困户减少到12,345户，减少了近85%。'
    >>> normalise('二○一八年的"一號工程"')
    '二〇一八年的“一号工程”'
    """
    table = _table()
    plain = _strange().sub(lambda match: table.get(match[0], match[0]), _FULL_WIDTH_COMMA.sub(",", text))
    if "," in plain:
        plain = _COMMA.sub("，", plain)
    if ":" in plain:
        plain = _COLON.sub("：", plain)
    if '"' in plain:
        plain = _LINE_OF_QUOTES.sub(_paired, plain)
    if "." in plain:  # after the quotation marks, behind which a full stop is one of prose
        plain = _STOP.sub("。", plain)
    if "○" in plain or "◯" in plain:
        plain = _ZEROS.sub(lambda match: "〇" * len(match[0]), plain)
    return plain


def _paired(match: re.Match[str]) -> str:
    """Turn the straight quotation marks of a line into pairs, if they come in pairs."""
    parts = match[0].split('"')
    if len(parts) % 2 == 0:
        return match[0]
    return "".join(f"{part}{'“' if at % 2 == 0 else '”'}" for at, part in enumerate(parts[:-1])) + parts[-1]


@cache
def _strange() -> re.Pattern[str]:
    """Compile the characters that may be read as others: those of the table, and all beyond the basic plane.

    To pass over the others so takes a twentieth of ``str.translate``; a set of characters is fast on the basic plane.
    """
    return re.compile(f"[{re.escape(''.join(char for char in _table() if char < _BEYOND))}{_BEYOND}-\U0010ffff]")


@cache
def _table() -> dict[str, str]:
    """Build the map from a character to the one that it is read as."""
    words = lexicon("characters")
    table = {chr(code): chr(code - 0xFEE0) for code in _FULL_WIDTH if chr(code) not in words["kept"]}
    table |= {char: " " for char in _invisible() if char not in "\n\r"} | dict.fromkeys(words["spaces"], " ")
    table |= dict.fromkeys(words["newlines"], "\n")
    table |= _disguised()
    table |= {char: read_as for read_as, chars in words["lookalikes"].items() for char in chars}
    table |= {pair[0]: pair[1] for pair in lexicon("traditional")["pairs"].split()}
    return {char: table.get(read_as, read_as) for char, read_as in table.items()}


def _disguised() -> dict[str, str]:
    """Map the compatibility forms of single characters to the characters themselves."""
    pairs = ((chr(code), unicodedata.normalize("NFKC", chr(code))) for block in _DISGUISES for code in block)
    return {char: plain for char, plain in pairs if len(plain) == 1 and plain != char}


def _invisible() -> list[str]:
    """List the spaces, format and control characters of the basic plane."""
    return [chr(code) for code in range(0x10000) if unicodedata.category(chr(code)) in _INVISIBLE]

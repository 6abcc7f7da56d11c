"""Regular expressions made of word lists."""

import re
from collections.abc import Iterable


def alternation(words: Iterable[str]) -> str:
    """Give the expression that matches any of some words, the longest first.

    Words share their beginnings, so that few are tried where none is.

    >>> alternation(["县", "县委", "村"])
    '县(?:委|)|村'
    """
    rests: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        rests.setdefault(word[:1], []).append(word[1:])
    return "|".join(first and re.escape(first) + _continued(rest) for first, rest in rests.items())


def _continued(rests: list[str]) -> str:
    if len(rests) == 1:
        return re.escape(rests[0])
    return f"(?:{alternation(rests)})"

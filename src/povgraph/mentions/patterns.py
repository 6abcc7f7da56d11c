"""Regular expressions made of word lists."""

import re
from collections.abc import Iterable


def alternation(words: Iterable[str]) -> str:
    """Give the expression that matches any of some words, the longest first.

    Words share their beginnings, so that little is tried where none of them stands.

    >>> alternation(["县", "县委", "村"])
    '县(?:委|)|村'
    """
    rests: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        rests.setdefault(word[:1], []).append(word[1:])
    return "|".join(re.escape(first) + _continued(rest) for first, rest in rests.items())


def _continued(rests: list[str]) -> str:
    return re.escape(rests[0]) if len(rests) == 1 else f"(?:{alternation(rests)})"

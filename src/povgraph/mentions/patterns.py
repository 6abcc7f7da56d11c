"""Regular expressions made of word lists."""

import re
from collections.abc import Iterable


def alternation(words: Iterable[str]) -> str:
    """Give the expression that matches any of some words, the longest first.

    >>> alternation(["县", "县委"])
    '县委|县'
    """
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))

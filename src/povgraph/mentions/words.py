"""Look up words at an offset: the longest one that begins there, or that ends there."""

from collections.abc import Iterable, Mapping
from typing import Generic, NamedTuple, TypeVar

V = TypeVar("V")


class Hit(NamedTuple, Generic[V]):
    """A word of a table found in a text, and what the table says of it."""

    word: str
    value: V


class WordTable(Generic[V]):
    """Words with a value each, found by longest match in constant time per offset.

    >>> table = WordTable({"村": 1, "村民小组": 2})
    >>> table.at("6个村民小组", 2), table.at("6个村民", 2).word, table.before("行政村", 3).word
    (Hit(word='村民小组', value=2), '村', '村')
    """

    def __init__(self, words: Mapping[str, V]) -> None:
        self._hits = {word: Hit(word, value) for word, value in words.items()}
        self._from_first = _lengths((word[0], word) for word in words)
        self._to_last = _lengths((word[-1], word) for word in words)

    @property
    def first_characters(self) -> frozenset[str]:
        """Give the characters with which the words begin."""
        return frozenset(self._from_first)

    def at(self, text: str, start: int) -> Hit[V] | None:
        """Find the longest word that begins at an offset."""
        for length in self._from_first.get(text[start : start + 1], ()):
            hit = self._hits.get(text[start : start + length])
            if hit:
                return hit
        return None

    def before(self, text: str, end: int, shortest: int = 1) -> Hit[V] | None:
        """Find the longest word that ends at an offset."""
        for length in self._to_last.get(text[end - 1 : end], ()) if end > 0 else ():
            hit = self._hits.get(text[max(end - length, 0) : end])
            if hit and length >= shortest:
                return hit
        return None


def _lengths(keyed: Iterable[tuple[str, str]]) -> dict[str, tuple[int, ...]]:
    """List, for each character, the lengths of its words, longest first."""
    lengths: dict[str, set[int]] = {}
    for key, word in keyed:
        lengths.setdefault(key, set()).add(len(word))
    return {key: tuple(sorted(sizes, reverse=True)) for key, sizes in lengths.items()}

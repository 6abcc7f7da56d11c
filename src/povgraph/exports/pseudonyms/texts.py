"""Put pseudonyms into texts: the longest name wins, and a place that holds a name in its own stays what it is."""

from collections.abc import Iterator
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from povgraph.exports.pseudonyms.forms import bare
from povgraph.exports.pseudonyms.scopes import Scope, Scopes
from povgraph.graph.passages import CONTEXT


@dataclass(frozen=True, slots=True)
class Edit:
    """What stands in place of a part of a text."""

    start: int
    end: int
    pseudonym: str


class Texts:
    """The names of a graph as they are looked for in its texts."""

    def __init__(self, scopes: Scopes) -> None:
        self._scopes = scopes
        self._forms = list(scopes.forms.values())
        self._finder = AhoCorasick([form.words for form in self._forms], matchkind=MatchKind.Standard)

    def replace(self, text: str, scope: Scope) -> str:
        """Put pseudonyms into a text."""
        return _applied(text, 0, len(text), self.edits(text, scope))

    def replace_quote(self, before: str, exact: str, after: str, scope: Scope, *, cut: bool) -> tuple[str, str, str]:
        """Put pseudonyms into a quote and the words around it, which are read as one text.

        A name that lies across the border goes into the quote; so does one that stays, where what the quote has of it
        would be another name.

        Args:
            before: The words before.
            exact: The quote.
            after: The words behind.
            scope: The report that they are from.
            cut: Whether the words around are cut off anywhere; then what may be left of a name is cut off too.
        """
        text, start, end = before + exact + after, len(before), len(before) + len(exact)
        edits, staying = self._read(text, scope)
        first = min((edit.start for edit in edits if edit.start < start < edit.end), default=start)
        last = max((edit.end for edit in edits if edit.start < end < edit.end), default=end)
        left, right = 0, len(text)
        if cut:
            names = self._scopes.full_names(scope)
            left = min(_rest_at_start(before, names), first, *(edit.start for edit in edits))
            right = max(right - _rest_at_end(after, names), last, *(edit.end for edit in edits))
        exact = _applied(text, first, last, edits)
        if self.edits(exact, scope):  # by itself it reads as a name what is none in the text: 李平 of 李平村
            first = min((a for a, b in staying if a < first < b), default=first)
            last = max((b for a, b in staying if a < last < b), default=last)
            left, right = min(left, first), max(right, last)
            exact = _applied(text, first, last, edits)
        if not cut:
            return _applied(text, left, first, edits), exact, _applied(text, last, right, edits)
        return self._last(text, left, first, edits, scope), exact, self._first(text, last, right, edits, scope)

    def _first(self, text: str, start: int, end: int, edits: list[Edit], scope: Scope) -> str:
        """Give the first characters of a part of a text with its edits, as many as are kept of what follows a quote.

        It is not cut where a name would be left of a longer one that stays (李平 of 李平村).
        """
        for stop in range(end, start, -1):
            if not any(edit.start < stop < edit.end for edit in edits):
                part = _applied(text, start, stop, edits)
                if len(part) <= CONTEXT and not self.edits(part, scope):
                    return part
        return ""

    def _last(self, text: str, start: int, end: int, edits: list[Edit], scope: Scope) -> str:
        """Give the last characters of a part of a text with its edits, as many as are kept of what precedes a quote."""
        for begin in range(start, end):
            if not any(edit.start < begin < edit.end for edit in edits):
                part = _applied(text, begin, end, edits)
                if len(part) <= CONTEXT and not self.edits(part, scope):
                    return part
        return ""

    def edits(self, text: str, scope: Scope) -> list[Edit]:
        """List what is to be replaced, from left to right."""
        return self._read(text, scope)[0]

    def _read(self, text: str, scope: Scope) -> tuple[list[Edit], list[tuple[int, int]]]:
        """List what is to be replaced in a text, from left to right, and where names stand that stay."""
        plain, offsets = bare(text)
        found = self._finder.find_matches_as_indexes(plain, overlapping=True)
        if not found:
            return [], []
        replaced, kept = [], []
        for number, start, end in found:
            decision = self._decide(plain, number, start, end, scope)
            if decision == "":
                kept.append((start, end))
            elif decision:
                replaced.append((start, end, start + self._forms[number].named, decision))
        chosen = _chosen([match for match in replaced if not _inside(match[:2], kept)])
        at = range(len(text)) if offsets is None else offsets
        edits = [Edit(at[start], at[named - 1] + 1, pseudonym) for start, _, named, pseudonym in chosen]
        return edits, [(at[start], at[end - 1] + 1) for start, end in kept]

    def _decide(self, text: str, number: int, start: int, end: int, scope: Scope) -> str | None:
        form = self._forms[number]
        if form.opens and start and "\u4e00" <= text[start - 1] <= "\u9fff":
            return None
        within_word = _joins(text[start - 1 : start], text[start]) or _joins(text[end - 1], text[end : end + 1])
        return None if within_word else self._scopes.decide(form.words, scope)


def _joins(left: str, right: str) -> bool:
    """Tell whether two letters of the Latin alphabet stand side by side: Yu is no part of Yunnan."""
    return left.isascii() and right.isascii() and left.isalpha() and right.isalpha()


def _inside(match: tuple[int, int], kept: list[tuple[int, int]]) -> bool:
    """Tell whether a longer name that stays holds all of a match."""
    start, end = match
    return any(first <= start and end <= last and end - start < last - first for first, last in kept)


def _chosen(matches: list[tuple[int, int, int, str]]) -> Iterator[tuple[int, int, int, str]]:
    """Yield the leftmost of matches that overlap, the longest where several begin together."""
    done = 0
    for match in sorted(matches, key=lambda match: (match[0], -match[1])):
        if match[0] >= done:
            yield match
            done = match[1]


def _applied(text: str, start: int, end: int, edits: list[Edit]) -> str:
    """Give a part of a text with the edits that lie in it."""
    parts = []
    for edit in edits:
        if start <= edit.start and edit.end <= end:
            parts += [text[start : edit.start], edit.pseudonym]
            start = edit.end
    return "".join([*parts, text[start:end]])


def _rest_at_start(text: str, names: frozenset[str]) -> int:
    """Count the characters at the start of a text that may be the end of a name that was cut."""
    plain, offsets = bare(text)
    sizes = [size for name in names for size in range(1, len(name)) if plain.startswith(name[-size:])]
    size = max(sizes, default=0)
    return size if offsets is None or not size else offsets[size - 1] + 1


def _rest_at_end(text: str, names: frozenset[str]) -> int:
    """Count the characters at the end of a text that may be the start of a name that was cut."""
    plain, offsets = bare(text)
    sizes = [size for name in names for size in range(1, len(name)) if plain.endswith(name[:size])]
    size = max(sizes, default=0)
    return size if offsets is None or not size else len(text) - offsets[len(plain) - size]

"""Find the punctuation of a line and what encloses it: what is cut at a mark depends on the brackets around it."""

import re
from collections import defaultdict
from collections.abc import Iterator

from povgraph.model import Span
from povgraph.resources import lexicon

#: What ends a sentence.
FULL_STOPS = "。！？…"
#: What closes a quotation.
CLOSING_QUOTES = "”’"
_PAIRS = {"”": "“", "’": "‘", "》": "《", "〉": "〈", "）": "（", "】": "【", "]": "["}
_QUOTES = "“‘"
_OPENING = frozenset(_PAIRS.values())
_BRACKETS = _OPENING.union(_PAIRS)
#: A run of one mark is one mark: 。。。 ends one sentence, and （（（ opens once.
_MARKS = re.compile(r"([。！？…；，：,;:“”‘’《》〈〉（）【】\[\]])\1*+")

#: A mark that may end a sentence or a clause: where it stands, what it is, and whether brackets around it keep it from
#: ending a sentence, and from ending a clause. A text has thousands, so they are plain tuples.
Mark = tuple[int, str, bool, bool]

_Found = list[tuple[int, str]]


def find_marks(text: str, span: Span) -> list[Mark]:
    """List the marks of one line that are not brackets.

    Brackets and titles are never cut. A quotation is a label (never cut), a saying (cut into clauses only) or, when
    long, speech (cut into sentences). Brackets that do not close on the line enclose nothing.
    """
    found = [(match.start(), match[1]) for match in _MARKS.finditer(text, span.start, span.end)]
    pairs = list(_pairs(found))
    if not pairs:
        return [(at, char, False, False) for at, char in found if char not in _BRACKETS]
    sentence_depth = [0] * (len(found) + 1)
    clause_depth = [0] * (len(found) + 1)
    for first, last in pairs:
        in_sentence, in_clause = _kept_whole(found, first, last)
        sentence_depth[first] += in_sentence
        sentence_depth[last] -= in_sentence
        clause_depth[first] += in_clause
        clause_depth[last] -= in_clause
    marks: list[Mark] = []
    sentence = clause = 0
    for index, (at, char) in enumerate(found):
        sentence += sentence_depth[index]
        clause += clause_depth[index]
        if char not in _BRACKETS:
            marks.append((at, char, sentence > 0, clause > 0))
    return marks


def _pairs(found: _Found) -> Iterator[tuple[int, int]]:
    """Yield the pairs that close around other marks: each closing mark takes the last open one of its kind."""
    waiting: defaultdict[str, list[int]] = defaultdict(list)
    for index, (_, char) in enumerate(found):
        if char in _OPENING:
            waiting[char].append(index)
        elif char in _PAIRS and waiting[_PAIRS[char]]:
            first = waiting[_PAIRS[char]].pop()
            if index - first > 1:
                yield first, index


def _kept_whole(found: _Found, first: int, last: int) -> tuple[bool, bool]:
    """Tell whether the inside of a pair stays in one sentence, and in one clause."""
    start, opening = found[first]
    if opening not in _QUOTES:
        return True, True
    rules = lexicon("segments")
    length = found[last][0] - start - 1
    if length > rules["speech"]:
        return False, False
    return True, length <= rules["label"] and not any(char in FULL_STOPS for _, char in found[first + 1 : last])

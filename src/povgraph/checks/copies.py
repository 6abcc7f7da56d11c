"""Tell which reports are copies of one text, so that a thing said nine times is not taken for nine who say it.

Two reports have one origin if three fifths of what both say, clause by clause, is word for word the same. Candidates
are found by min-hashing the clauses (Broder 1997; one permutation in bins: Li, Owen and Zhang 2012), so that the work
grows with the texts and not with the pairs; hashes are CRC-32, so that every run gives the same.
"""

import re
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zlib import crc32

from povgraph.text.normal import normalise

_CLAUSE = re.compile(r"\w{4,}")  # 全县减贫1.2万人 without its marks: 全县减贫1, 2万人
_BINS = 60
_BAND = 3
#: Of a heap of texts that share a few stock phrases, no more are compared than this.
_COMPARED = 16
_ALIKE = 0.6
_BITS = 4096


def find_copies(texts: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Group reports by origin: copies together, every other report by itself, in the order of their names.

    >>> text = "甲县去年又修了三条路。乙村的老人都说好，孩子上学近多了。县里今年还要再修两条路。"
    >>> find_copies({"a": text, "b": "（转载）" + text, "c": "丙县的苹果今年卖了个好价钱。"})
    [('a', 'b'), ('c',)]
    """
    return group_copies({name: clauses(text) for name, text in texts.items()})


def group_copies(hashes: Mapping[str, Iterable[int]]) -> list[tuple[str, ...]]:
    """Group reports by origin as ``find_copies`` does, from the hashes of their clauses, which are in order."""
    said_by = {name: _said(hashes[name]) for name in sorted(hashes)}
    origins = {name: name for name in said_by}
    buckets: dict[tuple[int, ...], list[str]] = {}
    for name in said_by:
        unlike: set[str] = set()
        for key in _keys(hashes[name]):
            _join(name, buckets.setdefault(key, []), said_by, origins, unlike)
    groups: dict[str, list[str]] = {}
    for name in said_by:
        groups.setdefault(_root(name, origins), []).append(name)
    return [tuple(group) for group in groups.values()]


def clauses(text: str) -> "array[int]":
    """Give the hashes of the clauses of a text, each once, in order."""
    return array("I", sorted({crc32(clause.encode()) for clause in _CLAUSE.findall(normalise(text))}))


def _keys(hashes: Iterable[int]) -> list[tuple[int, ...]]:
    """Give what copies are likely to have in common: for groups of bins, the least hash of each bin."""
    least = [-1] * _BINS
    for value in sorted(hashes, reverse=True):
        least[value % _BINS] = value
    bands = ((start, *least[start : start + _BAND]) for start in range(0, _BINS, _BAND))
    return [band for band in bands if max(band[1:]) >= 0]


def _join(
    name: str, bucket: list[str], said_by: Mapping[str, "_Said"], origins: dict[str, str], unlike: set[str]
) -> None:
    """Give a report the origin of the first text in the bucket that it is a copy of; a new text goes in.

    ``unlike`` are the texts that it was compared with before, in other buckets.
    """
    own, said = _root(name, origins), said_by[name]
    for other in bucket:
        origin = origins[other]
        if origin != other:
            origin = _root(other, origins)
        if origin == own:
            return
        if other in unlike:
            continue
        if _alike(said_by[other], said):
            first, second = sorted((origin, own))
            origins[second] = first
            return
        unlike.add(other)
    if len(bucket) < _COMPARED:
        bucket.append(name)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a text says: its clauses, a bit for each of them, and how many share theirs with another one."""

    clauses: frozenset[int]
    bits: int
    shared: int


def _said(hashes: Iterable[int]) -> _Said:
    said, bits = frozenset(hashes), 0
    for value in said:
        bits |= 1 << value % _BITS
    return _Said(said, bits, len(said) - bits.bit_count())


def _alike(one: _Said, other: _Said) -> bool:
    """Tell whether two texts say the same; most do not have the bits for it, which is told ten times as fast."""
    both = len(one.clauses) + len(other.clauses)
    common = (one.bits & other.bits).bit_count() + one.shared  # or less
    if common >= _ALIKE * (both - common):
        common = len(one.clauses & other.clauses)
    return common >= _ALIKE * (both - common)


def _root(name: str, origins: dict[str, str]) -> str:
    while origins[name] != name:
        origins[name] = origins[origins[name]]
        name = origins[name]
    return name

"""The words by which the names of towns and villages are told, from ``data/lexicon/places.yaml``."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from povgraph.resources import lexicon


@dataclass(frozen=True, slots=True)
class SettlementWords:
    """The lexicon of settlement names, compiled."""

    suffix: re.Pattern[str]
    levels: dict[str, str]
    hamlets: frozenset[str]
    not_followed: dict[str, tuple[str, ...]]
    generic: dict[str, tuple[str, ...]]
    generic_whole: frozenset[str]
    stops: frozenset[str]
    before: tuple[str, ...]
    before_last: frozenset[str]
    apposition: tuple[str, ...]
    openings: tuple[str, ...]
    after_relative: tuple[str, ...]
    whole: tuple[str, ...]
    no_names: tuple[str, ...]
    naming: tuple[str, ...]
    one_word: frozenset[str]
    never_begin: tuple[str, ...]
    under_towns: frozenset[str]


@cache
def settlement_words() -> SettlementWords:
    """Compile the lexicon of settlement names once."""
    data = lexicon("places")
    levels = dict.fromkeys(data["township_suffixes"], "township") | dict.fromkeys(data["village_suffixes"], "village")
    levels |= dict.fromkeys(data["hamlet_suffixes"], "village")
    generic = tuple(word for word in data["generic_stems"] if len(word) > 1)
    endings = {suffix[0]: (*generic, *data["generic_endings"].get(suffix[0], ())) for suffix in levels}
    before = (*data["before_names"], *data["apposition"])
    return SettlementWords(
        suffix=_suffixes(levels),
        levels=levels,
        hamlets=frozenset(data["hamlet_suffixes"]),
        not_followed={suffix: tuple(words) for suffix, words in data["not_followed_by"].items()},
        generic=endings,
        generic_whole=frozenset(data["generic_stems"]),
        stops=frozenset(data["not_in_names"]),
        before=before,
        before_last=frozenset(word[-1] for word in before),
        apposition=tuple(data["apposition"]),
        openings=tuple(data["after_opening"]),
        after_relative=tuple(data["after_relative"]),
        whole=tuple(data["whole_words"]),
        no_names=tuple(data["no_names"]),
        naming=tuple(data["naming"]),
        one_word=frozenset(data["one_word"]),
        never_begin=tuple(data["never_begin"]),
        under_towns=frozenset(data["under_towns"]),
    )


def _suffixes(words: Iterable[str]) -> re.Pattern[str]:
    """Compile 民族乡|街道|镇|村; one said four times over ends no name, so that a line of them costs nothing."""
    alternatives = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(f"(?:{alternatives})" + "".join(f"(?<!{word * 4})" for word in words))

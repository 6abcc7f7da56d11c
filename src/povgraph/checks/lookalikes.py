"""Find characters that stand for one that looks alike: radicals and compatibility ideographs out of PDF files."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from povgraph.text.normal import normalise

#: CJK and Kangxi radicals, compatibility ideographs with their supplement.
_SUSPECT = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A character that stands for another one: the first place, how often, and the one that is meant, if known."""

    character: str
    start: int
    count: int
    meant: str | None


def find_lookalikes(text: str) -> Iterator[LookAlike]:
    """Find the look-alikes of a text as it was read, each once, in the order in which they first stand.

    >>> [(found.character, found.meant, found.count) for found in find_lookalikes("⼈⼝三千，⼈均收入")]
    [('⼈', '人', 2), ('⼝', '口', 1)]
    """
    places: dict[str, list[int]] = {}
    for found in _SUSPECT.finditer(text):
        places.setdefault(found[0], []).append(found.start())
    for character, starts in places.items():
        meant = _meant(character)
        if meant is not None or character < "\u2fe0":  # a few in the compatibility block are characters of their own
            yield LookAlike(character, starts[0], len(starts), meant)


def _meant(character: str) -> str | None:
    """Give the character that is meant: as Unicode says, else as ``data/lexicon/characters.yaml`` does."""
    candidates = (unicodedata.normalize("NFKC", character), normalise(character))
    return next((one for one in candidates if one != character and not _SUSPECT.match(one)), None)

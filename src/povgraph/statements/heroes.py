"""Find the company or cooperative whose story a text tells."""

import re
from collections import Counter
from collections.abc import Sequence

from povgraph.resources import lexicon
from povgraph.statements.actors import Actor

#: How often at least the hero of a story is spoken of.
_LEAST = 4


def find_hero(actors: Sequence[Actor]) -> str | None:
    """Name the company or cooperative that is spoken of more often than any place; who manages it speaks of it, too."""
    counts = Counter((actor.sort, actor.name) for actor in actors)
    for actor in actors:
        if actor.sort == "person" and actor.home and actor.home_sort == "organization":
            counts["organization", actor.home] += 1
    ours = {name: count for (sort, name), count in counts.items() if sort == "organization"}
    places = max((count for (sort, _), count in counts.items() if sort == "place"), default=0)
    name = max(ours, key=ours.__getitem__, default=None)
    return name if name and ours[name] >= max(_LEAST, places) else None


def words_for(hero: str | None) -> re.Pattern[str] | None:
    """Compile what the hero is called when it is not named (公司, 合作社)."""
    called = lexicon("discourse")["organization_anaphors"]
    words = next((words for ending, words in called.items() if (hero or "").endswith(ending)), None)
    return re.compile("|".join(words)) if words else None

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
    ours = Counter(actor.name for actor in actors if actor.sort == "organization")
    managers = (actor.home for actor in actors if actor.sort == "person" and actor.home_sort == "organization")
    ours.update(home for home in managers if home)
    name = max(ours, key=ours.__getitem__, default=None)
    if not name or ours[name] < _LEAST:
        return None
    places = Counter(actor.name for actor in actors if actor.sort == "place")
    return name if ours[name] >= max(places.values(), default=0) else None


def words_for(hero: str | None) -> re.Pattern[str] | None:
    """Compile what the hero is called when it is not named (公司, 合作社)."""
    called = lexicon("discourse")["organization_anaphors"]
    words = next((words for ending, words in called.items() if (hero or "").endswith(ending)), None)
    return re.compile("|".join(words)) if words else None

"""Tell by which other words a private person may be named: 老徐, 徐大姐, 徐会长, 朝珍, a garbled spelling."""

from collections.abc import Iterator
from dataclasses import dataclass

from povgraph.mentions.names import name_reader
from povgraph.resources import lexicon
from povgraph.text.normal import normalise

_NICKS = ("老", "小")


@dataclass(frozen=True, slots=True)
class Form:
    """A way to name somebody: the words, how many of them name the person, and whether it needs a start of its own.

    Of 徐大姐 only 徐 is replaced. A family name that is a common word as well (时, 任) counts only where no other
    Chinese character stands before it: 担任队长 is about no 任队长.
    """

    words: str
    named: int
    opens: bool = False


def bare(text: str) -> tuple[str, list[int] | None]:
    """Give a text in normal form without its spaces, and the offsets of what is left (None: all of it).

    >>> bare("徐　偉")
    ('徐伟', [0, 2])
    """
    plain = normalise(text)
    if " " not in plain:
        return plain, None
    kept = [at for at, char in enumerate(plain) if char != " "]
    return "".join(plain[at] for at in kept), kept


def family(name: str) -> str:
    """Give the family name of a name; empty for one that has none, as names written by sound."""
    return name[: name_reader().family(name, 0)] if len(name) < 5 else ""


def short_forms(name: str, posts: frozenset[str], shared: bool) -> Iterator[Form]:
    """Yield the short forms of a name.

    Args:
        name: The name in its bare form.
        posts: The titles of the posts that the person holds.
        shared: Whether somebody public has the family name too; then 徐书记 is theirs, unless the post says otherwise.
    """
    reader, surname = name_reader(), family(name)
    if not surname or surname == name:
        return
    words = lexicon("people")
    safe = len(surname) > 1 or surname in reader.plain
    for nick in _NICKS:
        if nick + surname not in words["not_nicknames"]:
            yield Form(nick + surname, 2 if len(surname) == 1 else 3)
    for word in {*words["address"], *words["suffixes"]}:
        yield Form(surname + word, len(surname), opens=not safe)
    for title in words["titles_short"]:
        if not shared or any(post.endswith(title) for post in posts):
            yield Form(surname + title, len(surname), opens=not safe)
    if reader.telling(name):
        yield Form(name[len(surname) :], 2)


def misspelt(name: str, quote: str, meant: str) -> str | None:
    """Give the part of a garbled passage that stands for a name, or None where another name was meant.

    It is the part as long as the name that has most of its characters; a passage that has none of them is wholly it.

    >>> misspelt("徐伟", "徐薇夫妇", "徐伟"), misspelt("皮伦山", "Pirenshan", "皮伦山")
    ('徐薇', 'Pirenshan')
    """
    if name not in meant or name in quote:
        return None
    size = len(name)
    parts = [quote[at : at + size] for at in range(len(quote) - size + 1)]
    best = max(parts, key=lambda part: sum(map(str.__eq__, part, name)), default="")
    return best if any(map(str.__eq__, best, name)) else quote

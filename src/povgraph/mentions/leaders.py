"""Persons known to everyone, by the names and titles that stand for them."""

import re
from collections.abc import Iterator
from functools import cache

from povgraph.mentions.led import Rules, led
from povgraph.mentions.patterns import alternation
from povgraph.mentions.persons import PersonMention
from povgraph.mentions.roster import Roster, posts_of
from povgraph.mentions.titles import Title
from povgraph.model import Span
from povgraph.resources import lexicon


@cache
def _rules() -> Rules:
    words = lexicon("people")
    rules = {
        "leaders": words["leaders"],
        "forms": {form: leader for leader in words["leaders"] for form in leader["forms"]},
        "leader": led(form for leader in words["leaders"] for form in leader["forms"]),
        "known": led(words["known"]),
        "cores": tuple(words["cores"]),
        "doctrine": re.compile(
            f"(?:{alternation(words['doctrine_words'])})[^，。；、：“”\n]{{0,10}}?(?:{alternation(words['doctrines'])})"
            f"|(?:{alternation(words['doctrines'])})(?![一-龥]?说)"
        ),
    }
    return Rules(rules)


def leaders(roster: Roster) -> Iterator[PersonMention]:
    """Persons known to everyone; 总书记 alone is the one whom the text names, else the first of the list."""
    named = []
    for found in _rules().matches("leader", roster.text):
        start, end = found.span()
        if _rules()["doctrine"].match(roster.text, end):
            continue
        leader = _rules()["forms"][roster.text[start:end]]
        named.append(leader)
        held = posts_of(_titles_before(roster, start))
        core = roster.text.startswith(_rules()["cores"], end)  # 以某某同志为核心 gives no post
        if (not held and not core) or leader["post"] in roster.text[start:end]:
            held = tuple(dict.fromkeys((*held, (leader["post"], leader["of"]))))
        yield PersonMention(Span(start, end), leader["name"], "official", held, "leader")
    for found in _rules().matches("known", roster.text):
        start, end = found.span()
        if _rules()["doctrine"].match(roster.text, end):
            continue
        held = posts_of(roster.titles.read(start))
        yield PersonMention(Span(start, end), roster.text[start:end], "official", held, "leader")
    leader = named[0] if named else _rules()["leaders"][0]
    for word in leader["bare"]:
        for found in re.finditer(rf"{word}(?:(?<![一-龥]{word})|(?<=[的和与了着对向跟给]{word}))", roster.text):
            post = ((leader["post"], leader["of"]),)
            yield PersonMention(Span(*found.span()), leader["name"], "official", post, "leader")


def _titles_before(roster: Roster, start: int) -> list[Title]:
    """Read the titles before a name, also with 的 between them: 时任某省副书记的某某."""
    titles = roster.titles.read(start)
    if not titles and roster.text.startswith("的", start - 1):
        return [title for title in roster.titles.read(start - 1) if title.stated]
    return titles

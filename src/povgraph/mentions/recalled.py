"""People named again: bare names, family names with a title, and posts that a later sentence gives them."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from povgraph.mentions.names import occurrences
from povgraph.mentions.patterns import alternation
from povgraph.mentions.persons import PersonMention
from povgraph.mentions.posts import Title, ends_clause, taking_verbs, title_heads
from povgraph.mentions.roster import Roster, posts_of
from povgraph.model import Span
from povgraph.resources import lexicon

_REACH = 40


@cache
def _rules() -> dict[str, Any]:
    words, names = lexicon("people"), lexicon("surnames")
    families = f"(?:{alternation(names['compound'])}|[{names['plain']}{names['ambiguous']}])"
    date = r"(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:初|底|末|春|夏|秋|冬)?"
    return {
        "opener": re.compile(f"{date}(?:{alternation(words['openers'])})?"),
        "saying": re.compile(f"(?:[一-龥]{{1,6}}地)?(?:{alternation(lexicon('speech')['saying'])})"),
        "kin": re.compile(f"的(?:{alternation(words['kin'])})"),
        "address": re.compile(f"(?P<family>{families})(?:{alternation(words['address'])})"),
        "short": re.compile(f"[老小](?P<nick>{families})|(?P<family>{families})(?:{alternation(words['titles_short'])})"),
        "not_short": frozenset(words["not_nicknames"]),
    }


def recalled(roster: Roster) -> None:
    """Add to the roster those whom nothing announces and those who are named again."""
    for step in (_unannounced, _bare, _addressed, _short, _taking):
        for mention in list(step(roster)):
            roster.add(mention)


def _unannounced(roster: Roster) -> Iterator[PersonMention]:
    """Names at the beginning of clauses: each needs support from several places, an ambiguous one more."""
    support: Counter[str] = Counter()
    for start in roster.context.clause_starts():
        if span := _subject(roster, start):
            support[roster.said(span)] += 1 + _proof(roster, span.end)
    announced = {mention.name for mention in roster.mentions()}
    for name, count in support.items():
        safe = name[0] in roster.reader.plain and len(name) > 2
        twin = any(roster.reader.alike(name, other) for other in announced)
        if name not in announced and (twin or count + _elsewhere(roster, name) - 1 >= (2 if safe else 3)):
            yield from _everywhere(roster, {name: "private"})


def _subject(roster: Roster, start: int) -> Span | None:
    opened = _rules()["opener"].match(roster.text, start)
    for begin in dict.fromkeys((opened.end() if opened else start, start)):
        span = roster.read(begin, weak=True)
        if span and roster.plausible(span) and roster.outside_bodies(span):
            return span
    return None


def _proof(roster: Roster, end: int) -> int:
    """Rate what follows a subject: it speaks, it has kin, or its sentence gives it a post."""
    saying = _rules()["saying"].match(roster.text, end)
    if saying and roster.text[saying.end() : saying.end() + 1] in "，,：:。“\"":
        return 1
    if _rules()["kin"].match(roster.text, end):
        return 1
    sentence = roster.context.sentence(end)
    return 2 if any(_titles_taken(roster, verb) for verb in taking_verbs().finditer(roster.text, end, sentence.end)) else 0


def _elsewhere(roster: Roster, name: str) -> int:
    """Count where a name of three characters stands before something that may follow a name."""
    if len(name) < 3:
        return 1
    return sum(bool(roster.reader.follows(roster.text, found.end())) for found in re.finditer(name, roster.text))


def _bare(roster: Roster) -> Iterator[PersonMention]:
    """Every other occurrence of a name found."""
    mentions = [mention for mention in roster.mentions() if mention.kind != "leader" and len(mention.name) > 1]
    yield from _everywhere(roster, {mention.name: mention.role for mention in mentions})


def _everywhere(roster: Roster, roles: dict[str, str]) -> Iterator[PersonMention]:
    for start, end in occurrences(roster.text, list(roles)):
        span = Span(start, end)
        overlaps = end - start == 2 and roster.text[start + 1 : start + 3] in roster.reader.sure
        if not overlaps and not roster.clashes(span) and roster.outside_bodies(span):
            role = roles[roster.said(span)]
            yield PersonMention(span, roster.said(span), "private" if role == "author" else role, (), "bare")


def _addressed(roster: Roster) -> Iterator[PersonMention]:
    """顾大妈 is a name of her own where nobody of that family name was named before."""
    for found in _rules()["address"].finditer(roster.text):
        span = Span(*found.span())
        if not roster.free(span) or not roster.opens(span.start):
            continue
        known = roster.known(found["family"], span.start)
        if known:
            yield PersonMention(span, known.name, known.role, (), "short")
        else:
            yield PersonMention(span, found.group(), "private")


def _short(roster: Roster) -> Iterator[PersonMention]:
    """老翟, 翟队长: the one person of that family name."""
    for found in _rules()["short"].finditer(roster.text):
        span = Span(*found.span())
        nick = found["nick"]
        if nick and (found.group() in _rules()["not_short"] or not roster.reader.follows(roster.text, span.end)):
            continue
        known = roster.known(nick or found["family"], span.start)
        if known and roster.free(span) and (nick or roster.opens(span.start)):
            yield PersonMention(span, known.name, known.role, (), "short")


def _taking(roster: Roster) -> Iterator[PersonMention]:
    """Posts said after the name: 杨某到村里任第一书记."""
    ordered = roster.mentions()
    for verb in taking_verbs().finditer(roster.text):
        start = roster.context.sentence(verb.start()).start
        who = [mention for mention in ordered if start <= mention.span.start < verb.start()]
        if not who or verb.start() - who[-1].span.end > _REACH or who[-1].kind == "leader":
            continue
        if roster.text.startswith("的", who[-1].span.end):
            continue
        if titles := _titles_taken(roster, verb):
            official = any(title.official for title in titles)
            yield replace(who[-1], role="official" if official else who[-1].role, posts=posts_of(titles))


def _titles_taken(roster: Roster, verb: re.Match[str]) -> list[Title]:
    """Read the titles that end the clause of a verb such as 担任."""
    clause = roster.context.clause(verb.end())
    opening = roster.text.startswith(("“", "\""), verb.end())
    end = roster.context.clause(verb.end() + 1).end if opening else clause.end
    heads = [head.end() for head in title_heads().finditer(roster.text, verb.end(), end)]
    if not heads or heads[-1] - verb.end() > 28 or not ends_clause(roster.text, heads[-1]):
        return []
    return [title for title in roster.titles.read(heads[-1]) if title.start >= verb.end() - 1]

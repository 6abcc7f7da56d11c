"""People named again: bare names, family names with a title, and posts that a later sentence gives them."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from povgraph.mentions.context import CLAUSE_END
from povgraph.mentions.names import occurrences
from povgraph.mentions.patterns import alternation
from povgraph.mentions.persons import PersonMention
from povgraph.mentions.posts import Title, being_verbs, ends_clause, taking_verbs, title_heads
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
        "human": re.compile(alternation(words["human"])),
        "kin": re.compile(f"的(?:{alternation(words['kin'])})"),
        "address": re.compile(f"(?P<family>{families})(?:{alternation(words['address'])})"),
        "short": re.compile(
            f"[老小](?P<nick>{families})|(?P<family>{families})(?:{alternation(words['titles_short'])})"
        ),
        "not_short": frozenset(words["not_nicknames"]),
    }


def recalled(roster: Roster) -> None:
    """Add to the roster those whom nothing announces and those who are named again."""
    for step in (_unannounced, _bare, _addressed, _short, _taking):
        for mention in list(step(roster)):
            roster.add(mention)


def _unannounced(roster: Roster) -> Iterator[PersonMention]:
    """Names at the beginning of clauses: each needs support from several places, an ambiguous one more."""
    support, human = _support(roster)
    called = _nicknames(roster)
    elsewhere = _followed(roster, list(support))
    announced = {mention.name for mention in roster.mentions()}
    sounds = {roster.reader.sound(name) for name in announced}
    chosen = []
    for name, count in support.items():
        acts = name in human or called[name[0]] > 0
        clear = name[0] in roster.reader.certain or (acts and name[0] in roster.reader.plain)
        needed = 2 if clear and len(name) > 2 else 3
        enough = count + called[name[0]] + elsewhere[name] >= needed and (len(name) > 2 or acts)
        if name not in announced and (enough or roster.reader.sound(name) in sounds):
            chosen.append(name)
    yield from _everywhere(roster, dict.fromkeys(chosen, "private"))


def _support(roster: Roster) -> tuple[Counter[str], set[str]]:
    """Count the clauses that begin with what may be a name, and tell which of these do what people do."""
    support: Counter[str] = Counter()
    human: set[str] = set()
    for start in roster.context.clause_starts():
        if span := _subject(roster, start):
            proof = _proof(roster, span.end)
            support[roster.said(span)] += 1 + proof
            human.update([roster.said(span)] if proof else [])
    return support, human


def _subject(roster: Roster, start: int) -> Span | None:
    if roster.text[start : start + 1] in CLAUSE_END:
        return None
    opened = _rules()["opener"].match(roster.text, start)
    for begin in dict.fromkeys((opened.end() if opened else start, start)):
        span = roster.read(begin, weak=True)
        if span and roster.plausible(span) and roster.outside_bodies(span):
            return span
    return None


def _proof(roster: Roster, end: int) -> int:
    """Rate what follows a subject: it speaks, it has kin, or its sentence gives it a post."""
    if any(_rules()[sign].match(roster.text, end) for sign in ("saying", "kin", "human")):
        return 1
    sentence = roster.context.sentence(end)
    verbs = taking_verbs().finditer(roster.text, end, sentence.end)
    return 2 if any(_titles_taken(roster, verb) for verb in verbs) else 0


def _nicknames(roster: Roster) -> Counter[str]:
    """Count by family name where somebody is called by it: 老翟, 小翟."""
    found = (m for m in _rules()["short"].finditer(roster.text) if m["nick"])
    return Counter(m["nick"] for m in found if _is_nickname(roster, m))


def _is_nickname(roster: Roster, found: re.Match[str]) -> bool:
    return found.group() not in _rules()["not_short"] and roster.reader.follows(roster.text, found.end()) > 0


def _followed(roster: Roster, names: list[str]) -> Counter[str]:
    """Count where else names of three characters stand before something that may follow a name."""
    counts: Counter[str] = Counter(dict.fromkeys(names, -1))
    for start, end in occurrences(roster.text, [name for name in names if len(name) > 2]):
        counts[roster.text[start:end]] += roster.reader.follows(roster.text, end) > 0
    return Counter({name: max(0, count) for name, count in counts.items()})


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
        if not roster.free(span) or not (roster.opens(span.start) or found["family"] in roster.reader.plain):
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
        if nick and not _is_nickname(roster, found):
            continue
        known = roster.known(nick or found["family"], span.start)
        if known and roster.free(span) and (nick or roster.opens(span.start)):
            yield PersonMention(span, known.name, known.role, (), "short")


def _taking(roster: Roster) -> Iterator[PersonMention]:
    """Posts said after the name: 杨某到村里任第一书记."""
    ordered = roster.mentions()
    starts = [mention.span.start for mention in ordered]
    for mention in ordered:
        verb = being_verbs().match(roster.text, mention.span.end)
        if verb and mention.kind != "leader" and (titles := _titles_taken(roster, verb)):
            yield _given_posts(mention, titles)
    for verb in taking_verbs().finditer(roster.text):
        index = bisect_left(starts, verb.start()) - 1
        if index < 0 or not _takes(roster, ordered[index], verb):
            continue
        if titles := _titles_taken(roster, verb):
            yield _given_posts(ordered[index], titles)


def _given_posts(who: PersonMention, titles: list[Title]) -> PersonMention:
    official = any(title.official for title in titles)
    return replace(who, role="official" if official else who.role, posts=posts_of(titles))


def _takes(roster: Roster, who: PersonMention, verb: re.Match[str]) -> bool:
    """Tell whether the person named last before a verb is its subject."""
    near = verb.start() - who.span.end <= _REACH
    same = who.span.start >= roster.context.sentence(verb.start()).start
    return near and same and who.kind != "leader" and not roster.text.startswith("的", who.span.end)


def _titles_taken(roster: Roster, verb: re.Match[str]) -> list[Title]:
    """Read the titles that end the clause of a verb such as 担任."""
    clause = roster.context.clause(verb.end())
    opening = roster.text.startswith(("“", '"'), verb.end())
    end = roster.context.clause(verb.end() + 1).end if opening else clause.end
    heads = [head.end() for head in title_heads().finditer(roster.text, verb.end(), end)]
    if not heads or heads[-1] - verb.end() > 28 or not ends_clause(roster.text, heads[-1]):
        return []
    return [title for title in roster.titles.read(heads[-1]) if title.start >= verb.end() - 1]

"""People named again: bare names, family names with a title, and posts that a later sentence gives them."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from itertools import islice

from povgraph.mentions.announced import rows
from povgraph.mentions.led import Led, Rules, led
from povgraph.mentions.names import name_reader, occurrences
from povgraph.mentions.patterns import after_any
from povgraph.mentions.persons import PersonMention
from povgraph.mentions.roster import Roster, posts_of
from povgraph.mentions.titles import Title, being_verbs, taking_verbs
from povgraph.mentions.unannounced import unannounced
from povgraph.model import Span
from povgraph.resources import lexicon

_REACH = 40
#: What stands before a family name where somebody is called by it.
_NICK = ("老", "小")
#: How many clauses a short life (男，汉族，1959年1月生) has before the post.
_LIFE = 8


@cache
def _rules() -> Rules:
    words, names = lexicon("people"), lexicon("surnames")
    families = names["plain"] + names["ambiguous"] + "".join(name[-1] for name in names["compound"])
    rules = {
        "address": Led(words["address"], after_any(families, words["address"])),
        "short": Led(words["titles_short"], after_any(families, words["titles_short"])) | led(_NICK),
        "comma": re.compile("[，,]"),
        "life": re.compile(r"[，,][男女][，,]"),
        "not_short": frozenset(words["not_nicknames"]),
    }
    return Rules(rules)


def recalled(roster: Roster) -> None:
    """Add to the roster those whom nothing announces and those who are named again."""
    for step in (_unannounced, rows, _bare, _first_parts, _addressed, _short, _taking):
        for mention in list(step(roster)):
            roster.add(mention)


def _unannounced(roster: Roster) -> Iterator[PersonMention]:
    """Names that nothing announces, wherever they stand."""
    yield from _everywhere(roster, dict.fromkeys(unannounced(roster, _nicknames(roster)), "private"))


def _nicknames(roster: Roster) -> Counter[str]:
    """Count by family name where somebody is called by it: 老翟, 小翟."""
    return Counter(family for span, family, nick in _short_forms(roster.text) if nick and _is_nickname(roster, span))


@lru_cache(maxsize=1)
def _short_forms(text: str) -> list[tuple[Span, str, bool]]:
    """List what may be a short form (老翟, 翟队长) with its family name, and whether it is a nickname."""
    found: list[tuple[Span, str, bool]] = []
    done = 0
    for match in _rules().matches("short", text):
        start, end = match.span()
        if match.group() in _NICK:
            size = name_reader().family(text, end)
            form = Span(start, end + size), text[end : end + size], True
        else:
            size = _family_before(text, start, done)
            form = Span(start - size, end), text[start - size : start], False
        if size and form[0].start >= done:
            found.append(form)
            done = form[0].end
    return found


def _family_before(text: str, end: int, floor: int) -> int:
    """Give the length of the family name that ends at an offset; 0 for none."""
    reader = name_reader()
    sizes = (size for size in (2, 1) if end - size >= floor and reader.family(text, end - size) == size)
    return next(sizes, 0)


def _is_nickname(roster: Roster, span: Span) -> bool:
    return roster.said(span) not in _rules()["not_short"] and roster.reader.follows(roster.text, span.end) > 0


def _bare(roster: Roster) -> Iterator[PersonMention]:
    """Every other occurrence of a name found."""
    mentions = [mention for mention in roster.mentions() if mention.kind != "leader" and len(mention.name) > 1]
    yield from _everywhere(roster, {mention.name: mention.role for mention in mentions})


def _first_parts(roster: Roster) -> Iterator[PersonMention]:
    """The first part of a name with a dot, by which the person is named again: 阿依古丽 for 阿依古丽·买买提."""
    full: dict[str, PersonMention | None] = {}
    for mention in roster.mentions() if roster.dotted else ():
        first = re.split("[·•‧・．]", mention.name)[0]
        if len(first) > 2 and first != mention.name:
            known = full.get(first, mention)
            full[first] = mention if known and known.name == mention.name else None
    for start, end in occurrences(roster.text, list(full)):
        known = full[roster.text[start:end]]
        if known and not roster.clashes(Span(start, end)):
            yield PersonMention(Span(start, end), known.name, known.role, (), "short")


def _everywhere(roster: Roster, roles: dict[str, str]) -> Iterator[PersonMention]:
    for start, end in occurrences(roster.text, list(roles)):
        span = Span(start, end)
        overlaps = end - start == 2 and roster.text[start + 1 : start + 3] in roster.reader.sure
        if not overlaps and not roster.clashes(span) and roster.outside_bodies(span):
            role = roles[roster.said(span)]
            yield PersonMention(span, roster.said(span), "private" if role == "author" else role, (), "bare")


def _addressed(roster: Roster) -> Iterator[PersonMention]:
    """顾大妈 is a name of her own where nobody of that family name was named before."""
    done = 0
    for found in _rules().matches("address", roster.text):
        size = _family_before(roster.text, found.start(), done)
        if not size:
            continue
        span, done = Span(found.start() - size, found.end()), found.end()
        family = roster.text[span.start : found.start()]
        if not roster.free(span) or not (roster.opens(span.start) or family in roster.reader.plain):
            continue
        known = roster.known(family, span.start)
        if known:
            yield PersonMention(span, known.name, known.role, (), "short")
        else:
            yield PersonMention(span, roster.said(span), "private")


def _short(roster: Roster) -> Iterator[PersonMention]:
    """老翟, 翟队长: the one person of that family name."""
    for span, family, nick in _short_forms(roster.text):
        if nick and not _is_nickname(roster, span):
            continue
        known = roster.known(family, span.start)
        if known and roster.free(span) and (nick or roster.opens(span.start)):
            yield PersonMention(span, known.name, known.role, (), "short")


def _taking(roster: Roster) -> Iterator[PersonMention]:
    """Posts said after the name: 杨某到村里任第一书记; 杨某，某县原县长."""
    ordered = roster.mentions()
    starts = [mention.span.start for mention in ordered]
    for mention in ordered:
        verb = being_verbs().match(roster.text, mention.span.end)
        if verb and mention.kind != "leader" and (titles := roster.titles.taken(verb.end())):
            yield _given_posts(mention, titles)
        for end in _clauses_of(roster, mention) if mention.kind != "leader" else ():
            if titles := roster.titles.apposed(end):
                yield _given_posts(mention, titles)
    for verb in taking_verbs().finditer(roster.text):
        index = bisect_left(starts, verb.start()) - 1
        if index < 0 or not _takes(roster, ordered[index], verb):
            continue
        if titles := roster.titles.taken(verb.end()):
            yield _given_posts(ordered[index], titles)


def _clauses_of(roster: Roster, who: PersonMention) -> Iterator[int]:
    """Yield where a clause ends that may be followed by a title of a person: the name, and all of 某某，男，汉族，…."""
    yield who.span.end
    found = _rules()["life"].match(roster.text, who.span.end)
    if found:
        last = roster.context.sentence(found.end()).end
        commas = _rules()["comma"].finditer(roster.text, found.end() - 1, last)
        yield from (comma.start() for comma in islice(commas, _LIFE))


def _given_posts(who: PersonMention, titles: list[Title]) -> PersonMention:
    official = any(title.official for title in titles)
    return replace(who, role="official" if official else who.role, posts=posts_of(titles))


def _takes(roster: Roster, who: PersonMention, verb: re.Match[str]) -> bool:
    """Tell whether the person named last before a verb is its subject."""
    near = verb.start() - who.span.end <= _REACH
    same = who.span.start >= roster.context.sentence(verb.start()).start
    return near and same and who.kind != "leader" and not roster.text.startswith("的", who.span.end)

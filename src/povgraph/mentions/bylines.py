"""Bylines: who wrote, edited or photographed a report, and for whom."""

import re
from collections.abc import Iterator
from functools import cache

from povgraph.mentions.led import Rules, led
from povgraph.mentions.patterns import alternation
from povgraph.mentions.persons import PersonMention
from povgraph.mentions.roster import Roster
from povgraph.model import Span
from povgraph.resources import lexicon

_SPACED = re.compile(r"[ 　]*(?P<family>[一-龥])[ 　]+(?P<given>[一-龥])(?![一-龥])")
#: A name between spaces, whatever its family: 通讯员　励晨.
_APART = re.compile(r"(?<=[ 　])[ 　]*(?P<name>[一-龥]{2,3})(?=[ 　\n）)]|$)")
#: How far before 记者 the name of the paper begins at the most.
_PAPER = 16


@cache
def _rules() -> Rules:
    words = lexicon("people")
    rules = {
        "author": led(words["authors"]).then("[：:/]?[ 　]*", named="post"),
        "posts": words["author_posts"],
        "paper": re.compile(f"[一-龥·]{{0,12}}(?:{alternation(words['media'])})$"),
        "own": tuple(words["own_media"]),
        "not_authors": frozenset(words["not_authors"]),
        "after": tuple(words["after_authors"]),
        "photo": re.compile(r"(?=[ 　/摄])[ 　]{0,8}+/?[ 　]{0,8}+(?:/摄|摄(?=[）)\n。 　]|$))"),
    }
    return Rules(rules)


def authors(roster: Roster) -> Iterator[PersonMention]:
    """Find the names of a byline: 本报记者 某某 通讯员 某某 某某, 某某日报记者某某摄."""
    for found in _rules().matches("author", roster.text):
        post = _rules()["posts"].get(found["post"], found["post"])
        paper = _paper(roster, found)
        start = found.end()
        while author := _author(roster, start):
            span, name = author
            yield PersonMention(span, name, "author", ((post, paper),))
            start = span.end
            while start < len(roster.text) and roster.text[start] in " 　、":
                start += 1
            if start == span.end:
                break


def _paper(roster: Roster, found: re.Match[str]) -> str | None:
    """Give the medium whose reporter somebody is: 新华社记者, 某某日报记者, but not 本报记者."""
    named = found["post"].removesuffix("记者")
    end = found.start() + len(named) if named != found["post"] and named.endswith("社") else found.start()
    begin = max(roster.context.clause(end).start, end - _PAPER)
    begin = max(begin, *(roster.text.rfind(mark, begin, end) + 1 for mark in " 　、"))
    paper = _rules()["paper"].search(roster.text, begin, end) if found["post"].endswith("记者") else None
    return None if not paper or paper.group().startswith(_rules()["own"]) else str(paper.group())


def photographers(roster: Roster) -> Iterator[PersonMention]:
    """Find 某某/摄 below a picture."""
    for found in _rules()["photo"].finditer(roster.text) if "摄" in roster.text else ():
        if span := backwards(roster, found.start(), surely=False):
            yield PersonMention(span, roster.said(span), "author", (("摄影", None),))


def _author(roster: Roster, start: int) -> tuple[Span, str] | None:
    span = roster.read(start)
    if span and (roster.reader.follows(roster.text, span.end) == 3 or _signs(roster, span.end)):
        return span, roster.said(span)
    for end in (start + 3, start + 2):
        if _signs(roster, end) and roster.reader.is_name(roster.text[start:end]) and roster.free(Span(start, end)):
            return Span(start, end), roster.text[start:end]
    spaced = _SPACED.match(roster.text, start)
    if spaced and spaced["family"] in roster.reader.plain and spaced["given"] not in roster.reader.never:
        return Span(*spaced.span()), spaced["family"] + spaced["given"]
    apart = _APART.match(roster.text, start)
    if apart and apart["name"] not in _rules()["not_authors"]:
        named = roster.reader.given.issuperset(apart["name"][1:]) and roster.free(Span(*apart.span("name")))
        return (Span(*apart.span("name")), apart["name"]) if named else None
    return None


def _signs(roster: Roster, end: int) -> bool:
    """Tell whether a word such as 摄 or 报道 that ends its clause follows a name."""
    word = next((word for word in _rules()["after"] if roster.text.startswith(word, end)), "")
    return bool(word) and roster.reader.follows(roster.text, end + len(word)) == 3


def backwards(roster: Roster, end: int, surely: bool) -> Span | None:
    """Find the name that ends at an offset: one that opens after a boundary; three characters may also do without."""
    for size in (3, 2, 4) if "一" <= roster.text[end - 1 : end] <= "龥" else ():
        start = max(0, end - size)
        name = roster.text[start:end]
        if not roster.reader.is_name(name) or roster.reader.is_word(roster.text, start, end):
            continue
        span = Span(start, end)
        clear = size == 3 and (not surely or (name[0] in roster.reader.certain and roster.reader.telling(name)))
        if (clear or roster.opens(span.start)) and roster.free(span):
            return span
    return None

"""Work teams that are called by who sent them and where they are stationed: 某集团驻某县帮扶工作队."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from povgraph.mentions.context import Context
from povgraph.mentions.patterns import alternation
from povgraph.model import Span
from povgraph.resources import lexicon


class Team(NamedTuple):
    """A team where the text names it, under its full name; the place where it works, and who sent it."""

    span: Span
    name: str
    place: str
    sender: str


@cache
def _rules() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = lexicon("organizations")
    stationed = re.compile(f"(?:{alternation(words['stationed'])})")
    return stationed, re.compile(f"[一-龥]{{0,6}}?(?:{alternation(words['teams'])})")


def find_stationed(context: Context, bodies: Iterable[tuple[Span, str]]) -> Iterator[Team]:
    """Find teams sent by one of some bodies, or by a place, to another place: 甲市驻乙县工作组."""
    stationed, team = _rules()
    senders: dict[int, tuple[Span, str]] = {}
    for found in stationed.finditer(context.text):
        senders = senders or {span.end: (span, name) for span, name in bodies}
        sending = context.ending_at(found.start())
        sender = senders.get(found.start()) or ((sending.span, sending.name) if sending else None)
        place = next(iter(context.within(Span(found.end(), found.end() + 1))), None)
        while place and (below := next(iter(context.within(Span(place.span.end, place.span.end + 1))), None)):
            place = below
        rest = team.match(context.text, place.span.end) if place else None
        if sender and place and rest:
            said = context.text[found.start() : rest.end()]
            name = sender[1] + (f"驻{place.name}{rest.group()[1:]}" if rest.group()[0] == "的" else said)
            yield Team(Span(sender[0].start, rest.end()), name, place.name, sender[1])

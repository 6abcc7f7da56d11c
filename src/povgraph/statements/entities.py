"""Make the rows of places, people, organizations, programmes and anomalies of what was found in a text."""

from collections.abc import Iterable, Sequence
from typing import TypedDict, TypeVar

from povgraph.links.repairs import Repair
from povgraph.links.settlements import PlaceMention
from povgraph.mentions.broken import Broken
from povgraph.mentions.garbled import GarbledMention
from povgraph.mentions.organizations import OrganizationMention
from povgraph.mentions.people import Person as FoundPerson
from povgraph.mentions.programmes import ProgrammeMention
from povgraph.model import Anomaly, Organization, Person, Place, Post, Programme, Span

#: Code points of context that a quote keeps around a name, so that a reader sees what is said of it.
_CONTEXT = 8
Mention = TypeVar("Mention", OrganizationMention, ProgrammeMention)
_STOPS = frozenset("。！？；，、：“”《》（）\n 　")


def quote(text: str, span: Span, context: int = _CONTEXT) -> tuple[str, int, int]:
    """Give a span of the source with a little of what follows it in the same clause.

    Returns:
        The verbatim quote and its offsets.
    """
    end, last = span.end, min(span.end + context, len(text))
    while end < last and text[end] not in _STOPS:
        end += 1
    return text[span.start : end], span.start, end


def place_rows(source: str, mentions: Sequence[PlaceMention]) -> list[Place]:
    """Make one row of each place, quoted where the text names it first, with the places named right before it."""
    rows: dict[tuple[str, ...], Place] = {}
    chain = 0
    for number, mention in enumerate(mentions):
        before = mentions[number - 1] if number else None
        if before is None or before.span.end != mention.span.start:
            chain = mention.span.start
        if mention.path not in rows:
            said = source[chain : mention.span.end]
            rows[mention.path] = Place(
                name=mention.name,
                level=mention.level,
                code=mention.code,
                within=mention.within,
                quote=said,
                start=chain,
                end=mention.span.end,
                method=mention.how,
            )
    return list(rows.values())


def person_rows(source: str, people: Iterable[FoundPerson]) -> list[Person]:
    """Make one row of each person, quoted where the post is stated, else where the name stands first."""
    rows = []
    for person in people:
        mention = next((m for m in person.mentions if m.posts), person.mentions[0])
        said, start, end = quote(source, mention.span)
        posts = tuple(Post(post=post, of=of) for post, of in person.posts)
        rows.append(
            Person(
                name=person.name,
                role=person.role,
                posts=posts,
                quote=said,
                start=start,
                end=end,
                method=mention.kind,
            )
        )
    return rows


def organization_rows(source: str, mentions: Iterable[OrganizationMention]) -> list[Organization]:
    """Make one row of each organization, quoted where the text names it first."""
    return [
        Organization(name=m.name, kind=m.kind, place=m.place_name, **_in_context(source, m.span))
        for m in _first_of_each(mentions)
    ]


def programme_rows(source: str, mentions: Iterable[ProgrammeMention]) -> list[Programme]:
    """Make one row of each programme, quoted where the text names it first."""
    return [
        Programme(name=m.name, measure=m.measure, place=m.place_name, **_in_context(source, m.span))
        for m in _first_of_each(mentions)
    ]


def _first_of_each(mentions: Iterable[Mention]) -> Iterable[Mention]:
    """Keep the first mention of each name."""
    firsts: dict[str, Mention] = {}
    for mention in mentions:
        firsts.setdefault(mention.name, mention)
    return firsts.values()


def anomaly_rows(
    source: str, repairs: Iterable[Repair], garbled: Iterable[GarbledMention], broken: Iterable[Broken]
) -> list[Anomaly]:
    """Make one row of each name put right, each garbled word, and each figure that lost its digits."""
    rows = [
        Anomaly(kind="garbled-name", should_be=repair.mention.name, method="repaired", **_evidence(source, repair.span))
        for repair in repairs
    ]
    rows += [Anomaly(kind=item.kind, should_be=item.should_be, **_evidence(source, item.span)) for item in garbled]
    rows += [Anomaly(kind=item.kind, **_evidence(source, item.span)) for item in broken]
    distinct = {(row.kind, row.start): row for row in reversed(rows)}
    return sorted(distinct.values(), key=lambda row: (row.start or 0, row.kind))


class _Evidence(TypedDict):
    quote: str
    start: int
    end: int


def _in_context(source: str, span: Span) -> _Evidence:
    said, start, end = quote(source, span)
    return {"quote": said, "start": start, "end": end}


def _evidence(source: str, span: Span) -> _Evidence:
    return {"quote": source[span.start : span.end], "start": span.start, "end": span.end}

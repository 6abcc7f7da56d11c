"""The people found so far in one text, and what it takes to find another."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from povgraph.mentions.context import Context, Sorted
from povgraph.mentions.names import is_dotted, name_reader, starts_of
from povgraph.mentions.organizations import OrganizationMention
from povgraph.mentions.patterns import alternation
from povgraph.mentions.persons import PersonMention
from povgraph.mentions.posts import TitleReader
from povgraph.mentions.titles import Title, heads_of, taking_verbs, title_heads
from povgraph.model import Span
from povgraph.resources import lexicon

_SPACES = " 　"
#: How surely a name ends before a mark.
_CLOSED = 3
#: How far off an unusual name stands once more.
_NEARBY = 3000


@cache
def roles() -> re.Pattern[str]:
    """Give the expression for the words that introduce whoever has no post: 村民, 老汉."""
    words = lexicon("people")
    return re.compile(alternation([*words["roles"], *words["callings"]]))


@cache
def _before_names() -> tuple[str, ...]:
    return tuple(lexicon("people")["before_names"])


class Roster:
    """One text's mentions of people, none overlapping another."""

    def __init__(self, context: Context, organizations: Sequence[OrganizationMention]) -> None:
        self.context = context
        self.text = context.text
        self._body_ends = {body.span.end: body for body in organizations}
        self.titles = TitleReader(context, organizations)
        self.reader = name_reader()
        #: Whether the text has a dot that may part a name.
        self.dotted = is_dotted(self.text)
        #: Where titles may end, each with where its last word begins.
        self.heads = heads_of(self.text)
        self._mentions: dict[int, PersonMention] = {}
        self._taken: set[int] = set()
        self._families: dict[str, dict[str, PersonMention]] = {}
        self._bodies = Sorted(organizations)

    def mentions(self) -> list[PersonMention]:
        """List the mentions found so far in the order of the text."""
        return [self._mentions[start] for start in sorted(self._mentions)]

    def add(self, mention: PersonMention) -> None:
        """Take in a mention, or what it adds to one that stands there already."""
        known = self._mentions.get(mention.span.start)
        if known and known.span == mention.span and known.name == mention.name:
            posts = tuple(dict.fromkeys((*known.posts, *mention.posts)))
            role = "official" if "official" in (known.role, mention.role) else known.role
            self._mentions[mention.span.start] = replace(known, posts=posts, role=role)
        elif not self.clashes(mention.span):
            self._mentions[mention.span.start] = mention
            self._taken.update(range(mention.span.start, mention.span.end))
            self._register(mention)

    def clashes(self, span: Span) -> bool:
        """Tell whether a mention already shares a character with a span."""
        return not self._taken.isdisjoint(range(span.start, span.end))

    def first_in(self, span: Span) -> Span | None:
        """Give where the first mention found so far stands that lies within a span."""
        inside = (self._mentions[start].span for start in range(span.start, span.end) if start in self._mentions)
        return next((found for found in inside if found.end <= span.end), None)

    def free(self, span: Span) -> bool:
        """Tell whether neither a place nor a person already found shares a character with a span."""
        return not self.context.covering(span) and not self.clashes(span)

    def outside_bodies(self, span: Span) -> bool:
        """Tell whether a span shares no character with the name of an organization."""
        return not self._bodies.covering(span)

    def read(self, start: int, weak: bool = False) -> Span | None:
        """Read the name that begins at an offset, after spaces; ``weak`` where nothing announces one."""
        if weak and not self.dotted and not self.reader.weakly_begun.match(self.text, start):
            return None
        while start < len(self.text) and self.text[start] in _SPACES:
            start += 1
        end = self.reader.read(self.text, start, weak, self.dotted)
        if not end:
            return None
        span = Span(start, end)
        if not self.free(span) or (self.text[start] in self.reader.ambiguous and self._is_verb(span)):
            return None
        return span

    def body_ending_at(self, offset: int) -> OrganizationMention | None:
        """Give the organization whose name ends just before an offset."""
        return self._body_ends.get(offset)

    def said(self, span: Span) -> str:
        """Give the text of a span."""
        return self.text[span.start : span.end]

    def introduce(self, span: Span, role: str, titles: Sequence[Title] = ()) -> PersonMention:
        """Make a mention of a name; titles make an official of whoever holds a public one."""
        official = any(title.official for title in titles)
        return PersonMention(span, self.said(span), "official" if official else role, posts_of(titles))

    def plausible(self, span: Span) -> bool:
        """Tell whether a name holds where no title announces it: usual characters and no ordinary word."""
        name = self.said(span)
        if "·" in name:
            return True
        if self.reader.is_word(self.text, span.start, span.end):
            return False
        closed = self.reader.follows(self.text, span.end) >= 2
        unusual = sum(character not in self.reader.given for character in name[1:])
        safe = name[0] in self.reader.plain or len(name) > 3
        likely = safe or (self.reader.telling(name) and self.reader.follows(self.text, span.end))
        return (closed and (safe or not unusual) and unusual < 2) or (bool(likely) and not unusual)

    def particle(self, start: int, *, joined: bool = True) -> Span | None:
        """Read 村民和晓永, 校长和丽花 as the names that they are: 晓永 is no word, and no name by itself.

        ``joined`` tells whether 和 might join two people here: not in 52岁的和金花.
        """
        if self.text[start : start + 1] not in self.reader.particles:
            return None
        span = Span(start, start + 3)
        name = self.said(span)
        if len(name) < 3 or not (self.reader.telling(name) if joined else self.reader.usual(name)):
            return None
        known = roles().match(name[1:]) or title_heads().match(name[1:]) or (joined and self.read(start + 1))
        return span if self.follows(span) and not known and self.free(span) else None

    def odd(self, start: int) -> Span | None:
        """Read three characters after a title or 村民 as the name that they must be, though an unusual one.

        A family on no list is one if a usual given name and the end of a name follow (村支书慕贵忠说), an unusual given
        name behind a family that is hardly another word (女工李叶嘎在), or if it stands nearby once more (村民仝朝乖).
        """
        span, reader = Span(start, start + 3), self.reader
        name = self.said(span)
        if len(name) < 3 or not name.isalpha() or reader.never & set(name) or name[1] == name[2]:
            return None
        if not self.free(span) or not self.outside_bodies(span) or reader.is_word(self.text, start, span.end):
            return None
        if name[0] not in reader.plain:
            rare = name[0] not in reader.no_families and reader.telling(name) and name[1:] not in reader.words
            return span if rare and self.follows(span) >= 2 else None
        if name[0] in reader.certain and name[1:] not in reader.words and self.follows(span):
            return span
        near = range(max(0, start - _NEARBY), min(len(self.text), span.end + _NEARBY))
        again = [found for found in starts_of(self.text, name, near) if found != start]
        signs = sum(reader.follows(self.text, found + 3) for found in again)
        return span if self.follows(span) and signs >= 2 else None

    def sounds(self, span: Span) -> bool:
        """Tell whether all of a span is a name written by sound without a dot."""
        return self.reader.sounded(self.text, span.start) == span.end

    def sounded(self, start: int) -> Span | None:
        """Read 牧民那顺巴图 as a name written by sound, unless a shorter one ends there as surely."""
        end = self.reader.sounded(self.text, start)
        plain = self.read(start) if end else None
        if not end or (plain and plain.end < end and self.follows(plain) >= self.follows(Span(start, end))):
            return None
        return Span(start, end) if self.free(Span(start, end)) else None

    def follows(self, span: Span) -> int:
        """Rate what stands behind a name, as ``NameReader.follows`` does."""
        return self.reader.follows(self.text, span.end)

    def opens(self, start: int) -> bool:
        """Tell whether a name may begin at an offset, by what stands before it."""
        if start == 0 or not "一" <= self.text[start - 1] <= "龥" or self.context.ending_at(start):
            return True
        return self.text.endswith(_before_names(), 0, start)

    def _is_verb(self, span: Span) -> bool:
        """Tell a verb with its object from a name: 任驻村第一书记, 教师包学生."""
        if roles().fullmatch(self.text, span.start + 1, span.end):
            return True
        verb = taking_verbs().match(self.text, span.start)
        titles = self.titles.taken(verb.end()) if verb else []
        return bool(verb and titles and titles[-1].start <= verb.end())

    def quoted(self, span: Span) -> bool:
        """Tell whether quotation marks hold nothing but a span: a nickname or a catchword (“管得全”), no subject."""
        return self.text[span.start - 1 : span.start] in ("“", '"') and self.text[span.end : span.end + 1] in ("”", '"')

    def known(self, family: str, before: int) -> PersonMention | None:
        """Give the one person of a family name named before an offset."""
        named = self._families.get(family, {}).values()
        fitting = [mention for mention in named if mention.span.start < before]
        return fitting[0] if len(fitting) == 1 else None

    def _register(self, mention: PersonMention) -> None:
        if mention.role == "author" or mention.kind == "leader":
            return
        for size in (1, 2):
            family = self._families.setdefault(mention.name[:size], {})
            known = family.get(mention.name)
            if known is None or mention.span.start < known.span.start:
                family[mention.name] = mention


def posts_of(titles: Sequence[Title]) -> tuple[tuple[str, str | None], ...]:
    """Give the posts of titles that were read backwards, in the order of the text."""
    return tuple((title.post, title.of) for title in reversed(titles))

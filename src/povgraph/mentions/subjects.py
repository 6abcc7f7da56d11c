"""Who or what a clause is about: the subject before a verb, else the place that the text is speaking of."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise
from typing import Protocol

from povgraph.mentions.context import Context, Located, Sorted
from povgraph.mentions.governing import GoverningPlaces
from povgraph.mentions.patterns import alternation
from povgraph.mentions.titles import title_heads
from povgraph.model import Span
from povgraph.resources import lexicon

_PREPOSITIONS = "自在于从到被由经向对为给与往把将像跟同用"
#: Between a place and what belongs to it.
_LINKS = ("", "的")
#: How many names back an organization is remembered as 公司 or 合作社.
_MEMORY = 60
_HELPING = ("帮助", "帮扶", "支持", "援助", "协助", "指导", "扶持", "帮", "为", "给")
_PRONOUN = re.compile(r"[他她](?!们|人|乡|家)")
#: How many clauses back a subject is looked for, how far after a thing its name.
_CLAUSES, _AHEAD = 6, 200


@cache
def _introduction() -> re.Pattern[str]:
    roles = alternation(lexicon("people")["roles"])
    return re.compile(f"[一-龥、“”]{{0,16}}?(?:{title_heads().pattern}|{roles})[”]?")


@cache
def _family() -> re.Pattern[str]:
    """Compile who belongs to the person named last: 老伴, 他的妻子, 一家五口, 全家."""
    kin = alternation([*lexicon("people")["kin"], *lexicon("outcomes")["families"]])
    return re.compile(f"(?:[他她]的?)?(?:{kin})")


@cache
def _attracting() -> tuple[str, ...]:
    return tuple(lexicon("discourse")["attracting"])


@cache
def _saying() -> tuple[str, ...]:
    return tuple(lexicon("speech")["saying"])


@cache
def _place_subjects() -> list[tuple[str, str]]:
    """List the words for the place spoken of (全县, 村里) with its level, the longest first."""
    words: dict[str, str] = lexicon("outcomes")["place_subjects"]
    return sorted(words.items(), key=lambda item: -len(item[0]))


@cache
def _any_place_subject() -> re.Pattern[str]:
    return re.compile(alternation(lexicon("outcomes")["place_subjects"]))


@cache
def _body_subjects() -> tuple[str, ...]:
    return tuple(lexicon("outcomes")["organization_subjects"])


class Named(Located, Protocol):
    """What is needed of a mention that may be a subject."""

    @property
    def name(self) -> str:
        """The name of what it names."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a clause is about, and how that was told: ``said`` there, ``there`` (在某村), or ``carried`` over."""

    name: str
    start: int
    how: str


class SubjectReader:
    """Finds subjects in one text among the things found in it."""

    def __init__(
        self,
        context: Context,
        named: Sequence[Named],
        people: Sequence[Named] = (),
        enterprises: Sequence[Named] = (),
    ) -> None:
        self._context = context
        self._enterprises = Sorted(enterprises)
        self._places = GoverningPlaces(context, enterprises)
        self._people = Sorted(people)
        self._main: dict[str, str | None] = {}
        self._named = Sorted(_outermost([*named, *context.places]))

    def read(self, verb: int) -> Subject | None:
        """Give the subject of the verb at an offset."""
        clause = self._context.clause(verb)
        inside = self._inside(clause.start, verb)
        if inside and self._helped(inside[-1], verb):
            return Subject(inside[-1].name, inside[-1].span.start, "said")
        said = [item for item in inside if not self._prepositional(item)]
        if said:
            item = self._last_of_chain(said[0], inside)
            return Subject(item.name, item.span.start, "said")
        if anaphor := self.anaphor(clause.start, verb) or self._body(clause.start, verb):
            return anaphor
        if who := self._pronoun(clause.start, verb):
            return who
        if inside:
            item = inside[-1]
            return Subject(item.name, item.span.start, "there")
        return self._carried(clause.start)

    def read_elsewhere(self, verb: int) -> Subject | None:
        """Give the subject of a verb that may stand in an earlier clause: 某公司出资5800万元，在某镇成立…."""
        read = self.read(verb)
        if read is None or read.how != "there":
            return read
        clause, sentence = self._context.clause(verb).start, self._context.sentence(verb).start
        before = [item for item in self._inside(sentence, clause) if not self._apart(item)]
        item = self._leading(before) if before else None
        acts = item is not None and self._context.named(item.name) is None  # a place acts where it lies
        return Subject(item.name, item.span.start, "carried") if item and acts else read

    def listed_with(self, subject: Subject, verb: int) -> list[Subject]:
        """Give a subject and the places that stand in a row with it before a verb: 甲镇子村、乙镇丑村入选."""
        clause = self._context.clause(verb)
        row = self.listed(clause.start, verb)
        between = [self._context.text[one.start : other.start] for one, other in pairwise(row)]
        in_row = len(row) > 1 and all("、" in gap or "和" in gap for gap in between)
        names = [one.name for one in row]
        return row if in_row and subject.name in names else [subject]

    def row_of(self, subject: Subject) -> list[Subject]:
        """Give a subject and the places that stand in a row with it in its clause: 甲县、乙县通过了评估."""
        row = self.listed(subject.start, self._context.clause(subject.start).end)
        joined = [subject]
        for one, other in pairwise(row):
            if one.name == joined[-1].name and self._context.text[one.start : other.start].endswith(("、", "和")):
                joined.append(other)
        return joined

    def main(self, level: str) -> Subject | None:
        """Give the place of a level that the text names most, or that reports: 整县, 所有行政村 are said of it."""
        if reporting := self._places.reporting:
            return Subject(reporting.name, 0, "carried")
        if level not in self._main:
            names = Counter(place.name for place in self._context.places if place.level == level)
            self._main[level] = names.most_common(1)[0][0] if names else None
        name = self._main[level]
        return Subject(name, 0, "carried") if name else None

    def named_after(self, name: str, before: int) -> Subject | None:
        """Give the township or village after which something is called: 石桥安置点 of 石桥村."""
        near = self._context.earlier(before + _AHEAD, ("village", "township"))
        own = (place for place in islice(near, _MEMORY) if len(place.name) > 2 and name.startswith(place.name[:-1]))
        place = next(own, None)
        return Subject(place.name, before, "said") if place else None

    def _helped(self, item: Named, verb: int) -> bool:
        """Whoever is helped to do something does it: 甲医院帮助乙医院新建."""
        return item.span.end == verb and self._context.text.endswith(_HELPING, 0, item.span.start)

    def _pronoun(self, start: int, verb: int) -> Subject | None:
        """他, 她 and 老伴 are the person named last and theirs."""
        text = self._context.text
        if not self._people.items or not (_PRONOUN.search(text, start, verb) or _family().match(text, start, verb)):
            return None
        person = next(iter(self._people.before(start, 1)), None)
        return Subject(person.name, start, "carried") if person else None

    def place(self, start: int, end: int) -> Subject | None:
        """Give the place of a thing named in a stretch of text: its own, else the one that governs there."""
        clause = self._context.clause(start)
        inside = [p for p in self._context.within(Span(clause.start, end)) if p.span.end <= end]
        if inside:
            return Subject(inside[-1].name, inside[-1].span.start, "said")
        scene = self._scene(self._context.sentence(start).start, clause.start)
        return self.anaphor(clause.start, end, there=True) or scene or self.governing(clause.start)

    def listed(self, clause_start: int, end: int) -> list[Subject]:
        """Give every place in a stretch of text that no other place directly follows: 甲县、乙市 are two."""
        places = [p for p in self._context.within(Span(clause_start, end)) if p.span.end <= end]
        last = [p for i, p in enumerate(places) if i + 1 == len(places) or places[i + 1].span.start != p.span.end]
        return [Subject(place.name, place.span.start, "said") for place in last]

    def _inside(self, start: int, end: int) -> list[Named]:
        return [item for item in self._named.within(Span(start, end)) if item.span.end <= end]

    def _apart(self, item: Named) -> bool:
        """Whoever speaks is not the subject of what they say."""
        return self._context.text.startswith(_saying(), item.span.end) or self._prepositional(item)

    def _prepositional(self, item: Named) -> bool:
        start = item.span.start
        while place := self._context.ending_at(start - (self._context.text[start - 1 : start] == "、")):
            start = place.span.start
        return start > 0 and self._context.text[start - 1] in _PREPOSITIONS

    def _last_of_chain(self, item: Named, inside: Sequence[Named]) -> Named:
        """Go on to what the first name only introduces: 某县某镇, 某村村民某某, 某县扶贫办主任某某."""
        for following in inside:
            if following.span.start >= item.span.end:
                between = self._context.text[item.span.end : following.span.start]
                if between in _LINKS or _introduction().fullmatch(between):
                    item = following
        return item

    def anaphor(self, start: int, verb: int, *, there: bool = False) -> Subject | None:
        """Give the place to which a word in a stretch of text points back: 我县, 全村; with ``there``, 在村里, too."""
        text = self._context.text
        if not _any_place_subject().search(text, start, verb):
            return None
        for word, level in _place_subjects():
            at = text.find(word, start, verb)
            located = at > start and text[at - 1] in "在跟同与" and not there
            if at >= 0 and not located and (len(word) > 1 or at == start):
                place = self._places.of_kind(word, at, level) or self._places.before(at, [level])
                return Subject(place.name, at, "said") if place else None
        return None

    def _body(self, start: int, verb: int) -> Subject | None:
        """公司, 合作社 at the beginning of a clause is the body of that kind named last."""
        if not self._context.text.startswith(_body_subjects(), start, verb):
            return None
        for word in _body_subjects():
            if self._context.text.startswith(word, start, verb):
                ending = word.removeprefix("该").replace("企业", "公司")
                earlier = self._named.before(start, _MEMORY)
                alike = lexicon("discourse")["called_alike"].get(ending, ending)  # 集团 may be a company's short name
                bodies = [item for item in earlier if item.name.endswith(ending)]
                bodies = bodies or [item for item in earlier if item.name.endswith(alike)]
                return Subject(bodies[-1].name, start, "said") if bodies else None
        return None

    def _carried(self, start: int) -> Subject | None:
        sentence = self._context.sentence(start)
        before = [item for item in self._inside(sentence.start, start) if not self._apart(item)]
        if before:
            item = self._leading(before)
            return Subject(item.name, item.span.start, "carried")
        said = self._said_earlier(sentence.start, start)
        return said or self._scene(sentence.start, start) or self.governing(start)

    def _leading(self, before: Sequence[Named]) -> Named:
        """Give the subject of the last clause that names somebody, not whom it sets up or who goes along."""
        last = before[-1]
        clause = self._context.clause(last.span.start)
        brought = last.span.end == clause.end and self._context.text.endswith(
            _attracting(), clause.start, last.span.start
        )
        if brought and self._enterprises.covering(last.span):  # 某乡引进某公司，投资8000万元建成产业园
            return last
        start = clause.start
        inside = [item for item in before if item.span.start >= start]
        return self._last_of_chain(inside[0], inside)

    def _scene(self, start: int, end: int) -> Subject | None:
        """Give the place that a clause of its own sets: 在石桥镇柳沟村，乡亲们…."""
        places = self._context.within(Span(start, end))
        place = next((p for p in reversed(places) if self._context.clause(p.span.start).end == p.span.end), None)
        return Subject(place.name, place.span.start, "there") if place and self._prepositional(place) else None

    def _said_earlier(self, begin: int, end: int) -> Subject | None:
        """Look for 他, 企业 and 全村 in the earlier clauses of a sentence, the nearest first."""
        for _ in range(_CLAUSES):
            if end <= begin:
                return None
            start = max(begin, self._context.clause(end - 1).start)
            found = self._pronoun(start, end) or self._body(start, end) or self.anaphor(start, end)
            if found:
                return Subject(found.name, found.start, "carried")
            end = start - 1 if start < end else end - 1
        return None

    def governing(self, offset: int) -> Subject | None:
        """Give the place that the text speaks of at an offset; in a work report's sections, the one that reports."""
        reporting = self._places.reporting
        if reporting and offset > reporting.start:
            return Subject(reporting.name, 0, "carried")
        place = self._places.at(offset)
        return Subject(place.name, place.span.start, "carried") if place else None


def _outermost(items: Sequence[Named]) -> list[Named]:
    kept: list[Named] = []
    for item in sorted(items, key=lambda i: (i.span.start, -i.span.end)):
        if not kept or item.span.start >= kept[-1].span.end:
            kept.append(item)
    return kept

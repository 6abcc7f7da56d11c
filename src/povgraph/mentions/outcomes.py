"""Outcomes: delistings, awards, relocations, foundings and completions that the text says have happened."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from povgraph.mentions.context import Context, PlaceLike, Sorted
from povgraph.mentions.organizations import OrganizationMention
from povgraph.mentions.patterns import alternation
from povgraph.mentions.subjects import Named, Subject, SubjectReader
from povgraph.model import Span
from povgraph.resources import lexicon

_LISTED_LEVELS = ("county", "township", "village")
#: How far off words still decide whether something has come about, and how long a list of those delisted may be.
_NEAR = 80
_LONGEST_LIST = 3000
#: How far back in a paragraph a plan governs what its semicolons part.
_REACH = 300
_CUTS = "的了和与在把将、年里"
_WORDS = "[^，,。；;：:！!？?\n]"
#: What may stand behind the object of a verb: there its noun phrase ends.
_TAIL = r"(?=$|[，,。；;：:！!？?\n、“”\"）)和及并]|以来)"


@dataclass(frozen=True, slots=True)
class OutcomeMention:
    """An event that the text reports.

    ``anchor`` is where its verb stands, from which its time is to be read. ``how`` says how ``about`` was told:
    ``said`` in the clause, ``there`` (在某村), or ``carried`` over from what the text speaks of.
    """

    span: Span
    kind: str
    about: str
    name: str | None
    anchor: int
    how: str = "said"


@cache
def _rules() -> dict[str, Any]:
    words = lexicon("outcomes")
    founding, named = alternation(words["founding_verbs"]), frozenset(words["founding_named"])
    awards, produces = alternation(words["award_nouns"]), alternation(words["production"])
    things, advance = (
        alternation(words["things"]),
        "(?:全部|已经|陆续|正式|顺利|相继|先后|终于|全线|于|在|\\d+月(?:\\d+日)?|[已也都就全又])*+",
    )
    return {
        "delisting": re.compile(
            f"(?:{alternation(words['delisting'])})(?!{alternation(words['not_after_delisting'])})"
        ),
        "not_yet": re.compile(alternation(words["not_yet"])),
        "award": re.compile(
            f"(?:{alternation(words['award_verbs'])})"
            f'(?P<name>{_WORDS}{{0,28}}?(?:{awards})(?:[一-龥“]{{0,3}}?(?:{awards})){{0,2}}[”"》]?)'
            r"(?![一-龥]{0,2}(?:资金|励|项目|者))"
        ),
        "prize": re.compile(alternation(words["award_bare"])),
        "founding": re.compile(
            f"(?P<verb>{founding})(?:由{_WORDS}{{2,30}}?的)?"
            f'(?P<name>{_WORDS}{{0,22}}?(?:{alternation(words["founding_things"])})[”"]?){_TAIL}'
        ),
        "founding_named": named,
        "founding_verb": re.compile(founding),
        "lifted": re.compile(r"(?:如期|成功|顺利|全部|已经|正式|率先|全面)*+脱贫(?=[，,。；;！!\n]|后|$)"),
        "people": re.compile(r"[^\W\d年月日初底末的和与]{1,5}族$"),
        "building": re.compile(
            f"(?P<verb>{alternation(words['building_verbs'])}|建设(?={_WORDS}{{0,12}}?(?:{produces})))"
            f"(?P<name>{_WORDS}{{0,12}}?(?:{things})){_TAIL}"
        ),
        "built": re.compile(f"(?P<name>{things}){advance}(?P<verb>{alternation(words['built_verbs'])})"),
        "relative": re.compile(
            f"(?P<verb>{alternation(words['relative_verbs'])})的(?P<name>{_WORDS}{{1,12}}?(?:{things}))"
            "(?![一-龥]?[的个座所家里内中上])"
        ),
        "reached": re.compile(
            f"(?:{alternation(words['everywhere'])}){_WORDS}{{0,8}}?(?P<verb>{alternation(words['reaching_verbs'])})"
            f"(?P<name>[一-龥（）()]{{0,8}}?(?:{alternation([*words['things'], *words['reached']])})){_TAIL}"
        ),
        "opened": re.compile(f"{advance}(?P<verb>{alternation(words['opening_verbs'])})(?=[，,。；;！!？?”\n]|$)"),
        "given": frozenset(words["giving_verbs"]),
        "production": re.compile(f"(?:{produces})$"),
        "relocation": re.compile(
            f"{alternation(words['relocation'])}|告别了?{_WORDS}{{0,8}}?(?:{alternation(words['old_homes'])})"
        ),
        "planned": re.compile(f"(?:{alternation(words['planned'])})[一-龥]{{0,4}}$"),
        "approving": re.compile(alternation(words["approving"])),
        "plans": re.compile(f"(?:{alternation(words['plans'])})(?!(?<=争取)[到了])"),
        "describing": re.compile(  # 5千瓦的光伏板, 于10月8日: neither counts what was built
            r"\d[\d.]*多?万?(?:千瓦|兆瓦|平方米|平米|公里|千米|米|立方米|吨|伏|亩|层|米宽|米高|米长)的|\d+月(?:\d+日)?|\d{4}年|4G|5G|4A|5A|3A"
        ),
        "figure": re.compile(r"\d|[一二三四五六七八九十百千万两几多](?:公里|[个座条口家栋套处亩所间户米盏])"),
    }


def find_outcomes(
    text: str,
    places: Sequence[PlaceLike],
    people: Sequence[Named] = (),
    organizations: Sequence[OrganizationMention] = (),
    programmes: Sequence[Named] = (),
) -> list[OutcomeMention]:
    """Find what the text says has come about, sorted by where it stands.

    Plans, conditions and negations are left out, and so is what comes with a figure: that is an observation.
    """
    finder = _Finder(Context(text, places), people, organizations, programmes)
    found = [*finder.delistings(), *finder.awards(), *finder.foundings(), *finder.completions(), *finder.relocations()]
    bodies = {body.name for body in organizations}
    distinct: dict[tuple[str, str, str | None], OutcomeMention] = {}
    for outcome in sorted(found, key=lambda o: o.span.start):
        once = outcome.kind == "founding" and outcome.name in bodies  # a body is set up only once
        distinct.setdefault((outcome.kind, "" if once else outcome.about, outcome.name), outcome)
    return list(distinct.values())


class _Finder:
    """One text's search for outcomes."""

    def __init__(
        self,
        context: Context,
        people: Sequence[Named],
        organizations: Sequence[OrganizationMention],
        programmes: Sequence[Named],
    ) -> None:
        self._context = context
        self._text = context.text
        self._bodies = Sorted(organizations)
        generic = frozenset(lexicon("generic_programmes")["names"])
        named = [programme for programme in programmes if programme.name not in generic]
        self._subjects = SubjectReader(context, [*people, *organizations, *named], people)

    def delistings(self) -> Iterator[OutcomeMention]:
        for found in _rules()["delisting"].finditer(self._text):
            clause = self._context.clause(found.start())
            if self._text[found.end() : found.end() + 1].isdigit() or self._planned_in_sentence(found.start()):
                continue
            if _rules()["not_yet"].search(self._text, max(clause.start, found.start() - _NEAR), found.start()):
                continue
            for subject in self._delisted(clause, found.start(), found.end()):
                start = subject.start if subject.start >= self._context.sentence(found.start()).start else found.start()
                span = Span(min(start, found.start()), found.end())
                yield OutcomeMention(span, "delisting", subject.name, None, found.start(), subject.how)
        for found in _rules()["lifted"].finditer(self._text):
            place = self._context.ending_at(found.start())
            clause = self._context.clause(found.start())
            planned = _rules()["not_yet"].search(self._text, clause.start, found.start())
            if place and place.level in _LISTED_LEVELS and not planned:
                span = Span(place.span.start, found.end())
                yield OutcomeMention(span, "delisting", place.name, None, found.start())

    def _delisted(self, clause: Span, start: int, end: int) -> list[Subject]:
        """Tell who left the list: those named in the clause, those in the list after a colon, or the subject."""
        listed = self._listed(clause.start, start)
        if _rules()["approving"].search(self._text, clause.start, start):
            listed = self._listed(self._context.sentence(start).start, clause.start) or listed
        if listed:
            return listed
        if self._text[end : end + 1] in "：:":
            return self._listed(end, self._list_end(end))
        if self._text[end : end + 1] == "的":
            return self._listed(end + 1, end + 8)[:1]
        people = _rules()["people"].search(self._text, clause.start, start)
        if people and self._text.startswith("整族", start):
            return [Subject(people.group(), people.start(), "said")]
        subject = self._subjects.read(start)
        near = subject and (subject.how == "said" or start - clause.start <= 8)
        return [subject] if subject and near and self._is_listed(subject) else []

    def _listed(self, start: int, end: int) -> list[Subject]:
        return [subject for subject in self._subjects.listed(start, end) if self._is_listed(subject)]

    def _list_end(self, start: int) -> int:
        most = start + _LONGEST_LIST
        ends = [self._text.find(mark, start, most) for mark in ("。", "\n\n")]
        return min((end for end in ends if end >= 0), default=min(most, len(self._text)))

    def _is_listed(self, subject: Subject) -> bool:
        place = self._context.named(subject.name)
        return bool(place and place.level in _LISTED_LEVELS)

    def awards(self) -> Iterator[OutcomeMention]:
        for found in _rules()["award"].finditer(self._text):
            name = found["name"].strip('了“”"为 ')
            if not self._planned(found.start()) and len(name) > 1:
                yield from self._event("award", found, name, found.start())
        for found in _rules()["prize"].finditer(self._text):
            yield from self._event("award", found, found.group().removesuffix("获奖").removesuffix("中"), found.start())

    def foundings(self) -> Iterator[OutcomeMention]:
        for found in _rules()["founding"].finditer(self._text):
            name = self._organization_in(found)
            if found["verb"] in _rules()["founding_named"] and not name:
                continue
            if not self._planned(found.start()) and not _has_figure(found["name"]):
                yield from self._event("founding", found, name or found["name"].strip('了“”" '), found.start())
        for found in _rules()["founding_verb"].finditer(self._text):
            bodies = self._bodies.within(Span(found.end(), found.end() + 2))
            if bodies and not self._planned(found.start()):
                yield from self._event("founding", found, bodies[0].name, found.start())

        for body in self._bodies.items:
            verb = _rules()["opened"].match(self._text, body.span.end)
            if verb and body.place_name and not self._planned(verb.start("verb")):
                span, at = Span(body.span.start, verb.end()), verb.start("verb")
                yield OutcomeMention(span, "founding", body.place_name, body.name, at)

    def _organization_in(self, found: re.Match[str]) -> str | None:
        begin, end = found.span("name")
        within = [body for body in self._bodies.within(Span(begin, end)) if body.span.end <= end]
        return within[-1].name if within else None

    def completions(self) -> Iterator[OutcomeMention]:
        for found in _rules()["building"].finditer(self._text):
            if not self._intended(found) and not self._counted(found):
                kind = "founding" if _rules()["production"].search(found["name"]) else "completion"
                yield from self._event(kind, found, _thing(found["name"]), found.start())
        for found in (*_rules()["relative"].finditer(self._text), *_rules()["reached"].finditer(self._text)):
            if not self._intended(found) and not self._counted(found):
                place = self._place_of(found)
                if place:
                    span, verb = Span(*found.span()), found.start("verb")
                    yield OutcomeMention(span, "completion", place.name, _thing(found["name"]), verb, place.how)
        for found in _rules()["built"].finditer(self._text):
            if not self._intended(found) and not self._counted(found):
                place = self._subjects.place(found.start(), found.end("name"))
                start = self._noun_phrase(found.start())
                body = self._bodies.covering(Span(*found.span("name")))
                name = body.name if body else self._text[start : found.end("name")]
                if place:
                    span, verb = Span(start, found.end()), found.start("verb")
                    yield OutcomeMention(span, "completion", place.name, name, verb, place.how)

    def _place_of(self, found: re.Match[str]) -> Subject | None:
        """Tell where something stands: by its name, by 所有行政村, else where the text is; who pays is elsewhere."""
        if called := self._subjects.named_after(_thing(found["name"]), found.start()):
            return called
        if found["verb"] in _rules()["given"]:
            return self._subjects.governing(self._context.clause(found.start()).start)
        if "村" in found.group()[:6] and (county := self._subjects.main("county")):
            return county
        return self._subjects.place(found.start("name"), found.end("name"))

    def _noun_phrase(self, end: int) -> int:
        """Tell where the noun phrase begins whose head stands at an offset."""
        floor = max(self._context.clause(end).start, end - 8)
        places = [place.span.end for place in self._context.within(Span(floor, end))]
        cuts = [i + 1 for i in range(floor, end) if self._text[i] in _CUTS or not self._text[i].isalpha()]
        return max([floor, *cuts, *places])

    def relocations(self) -> Iterator[OutcomeMention]:
        for found in _rules()["relocation"].finditer(self._text):
            counted = self._text[found.end() : found.end() + 1].isdigit()  # 搬迁入住300户 is a figure
            if not counted and not self._intended(found):
                yield from self._event("relocation", found, None, found.start())

    def _planned(self, verb: int) -> bool:
        clause, place = self._context.clause(verb), self._context.ending_at(verb)
        served = place and self._text.startswith(("为", "给"), place.span.start - 1)  # 为某村修建 is no purpose
        end = place.span.start - 1 if place and served else verb
        return bool(_rules()["planned"].search(self._text, max(clause.start, end - 8), end))

    def _planned_in_sentence(self, verb: int) -> bool:
        floor = max(0, verb - _REACH)
        start = max(floor, *(self._text.rfind(mark, floor, verb) for mark in "。\n！？"))
        return bool(_rules()["plans"].search(self._text, start, verb))

    def _intended(self, found: re.Match[str]) -> bool:
        sentence = self._context.sentence(found.start())
        start, end = max(sentence.start, found.start() - _NEAR), min(sentence.end, found.end() + _NEAR)
        return self._planned(found.start()) or bool(_rules()["plans"].search(self._text, start, end))

    def _counted(self, found: re.Match[str]) -> bool:
        """A figure in what was built makes it an observation: 建成光伏电站30座."""
        end = self._context.clause(found.end()).end
        return _has_figure(self._text[found.start() : end])

    def _event(self, kind: str, found: re.Match[str], name: str | None, verb: int) -> Iterator[OutcomeMention]:
        read = self._subjects.read(verb)
        if not read or name == "":
            return
        for subject in self._subjects.listed_with(read, verb) if kind == "award" else [read]:
            yield OutcomeMention(Span(*found.span()), kind, subject.name, name, verb, subject.how)


def _has_figure(text: str) -> bool:
    """Tell whether a stretch of text counts something: 30座, not 5千瓦的 or 10月8日."""
    return bool(_rules()["figure"].search(_rules()["describing"].sub("", text)))


def _thing(name: str) -> str:
    """Give what was built without the figure that describes it and the particles before it: 5千瓦的光伏板."""
    return re.sub(r"^[\d.]+[^的]*的", "", name.strip('了的“”" ')).strip('了的“”" ')

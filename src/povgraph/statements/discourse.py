"""Tell of whom or what each clause speaks, so that a figure can be tied to its subject.

Grammar comes first: the name or anaphor that stands as the subject of the figure's clause, then of the clauses before
it in the sentence; then discourse: what the sentences before spoke of. The way taken is kept with the answer.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from povgraph.model import Span
from povgraph.resources import lexicon
from povgraph.text.segments import Sentence


@dataclass(frozen=True, slots=True)
class Actor:
    """A mention of something that figures are said of.

    ``sort`` is place, person, organization, programme or country; ``home`` is the place for which an official or a
    public body stands; ``rank`` tells places apart: 0 for a province to 4 for a village.
    """

    span: Span
    name: str
    sort: str
    home: str | None = None
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Subject:
    """The answer: a name, its sort, and the rule that found it (grammar, anaphor, carried, topic, list)."""

    name: str
    sort: str
    how: str


@dataclass(frozen=True, slots=True)
class _Anaphors:
    pattern: re.Pattern[str]
    kinds: dict[str, tuple[str, str]]


@cache
def _anaphors() -> _Anaphors:
    words = lexicon("discourse")
    kinds: dict[str, tuple[str, str]] = {}
    for section, sort in (("place_anaphors", "place"), ("organization_anaphors", "organization")):
        for ending, anaphors in words[section].items():
            kinds |= dict.fromkeys(anaphors, (sort, ending))
    kinds |= dict.fromkeys(words["person_anaphors"], ("person", ""))
    kinds |= dict.fromkeys(words["speaker_anaphors"], ("speaker", ""))
    kinds |= dict.fromkeys(words["country"], ("country", ""))
    longest_first = sorted(kinds, key=len, reverse=True)
    return _Anaphors(re.compile("|".join(map(re.escape, longest_first))), kinds)  # 全县|该县|公司|她


class Discourse:
    """The thread of one report: built once, asked for the subject at an offset."""

    def __init__(self, text: str, sentences: Sequence[Sentence], actors: Sequence[Actor]) -> None:
        self.text = text
        self.sentences = sentences
        self.actors = _with_anaphors(text, actors)
        self.starts = [actor.span.start for actor in self.actors]
        words = lexicon("discourse")
        self.prepositions = tuple(words["prepositions"])
        self.silent = frozenset(words["no_subjects"])
        self.saying = tuple(words["verbs_of_saying"])
        self.distributive = tuple(words["distributive"])
        self.topics = self._follow()

    def within(self, start: int, end: int) -> list[Actor]:
        """Give the actors mentioned in a stretch of text, in order; of names inside names, the outer ones."""
        first = bisect_right(self.starts, start - 1)
        inside: list[Actor] = []
        for actor in self.actors[first:]:
            if actor.span.start >= end:
                break
            if actor.span.end <= end and not (inside and actor.span in inside[-1].span):
                inside.append(actor)
        return inside

    def subject(self, sentence: int, offset: int) -> Subject | None:
        """Say of whom a figure at an offset in a sentence is said."""
        clauses = [clause for clause in self.sentences[sentence].clauses if clause.start <= offset]
        for distance, clause in enumerate(reversed(clauses)):
            end = min(clause.end, offset)
            found = self._clause_subject(clause.start, end, offset if distance == 0 else None)
            if found:
                return Subject(found.name, found.sort, "carried" if distance else "grammar")
        topic = self.topics[sentence]
        return Subject(topic.name, topic.sort, "topic") if topic else None

    def listed(self, sentence: int, offset: int, count: int) -> list[Actor] | None:
        """Give the ``count`` names coordinated before 分别, in order, if a figure's sentence has just so many."""
        start = self.sentences[sentence].span.start
        mark = max(self.text.rfind(word, start, offset) for word in self.distributive)
        if mark < 0:
            return None
        run: list[Actor] = []
        for actor in self.within(start, mark):
            joined = run and self.text[run[-1].span.end : actor.span.start] in ("、", "和", "与", "及", "，", ",", "、和")
            run = [*run, actor] if joined else [actor]
        return run if len(run) == count else None

    def _eligible(self, actor: Actor) -> bool:
        if actor.name in self.silent:
            return False
        before = self.text[max(actor.span.start - 2, 0) : actor.span.start]
        return not before.endswith(self.prepositions)

    def _clause_subject(self, start: int, end: int, offset: int | None) -> Actor | None:
        """Choose among a clause's names: the one that touches the figure, else the first that is a subject."""
        actors = _deepest(self.within(start, end), self.text)
        if not actors:
            return None
        if offset is not None and self.text[actors[-1].span.end : offset] in ("", "有", "的", "共", "共有", "现有"):
            return self._stand_for(actors[-1])
        for actor in actors:
            if self._eligible(actor) and not self._speaks(actor):
                return self._stand_for(actor)
        return None

    def _speaks(self, actor: Actor) -> bool:
        return self.text.startswith(self.saying, actor.span.end)

    def _stand_for(self, actor: Actor) -> Actor:
        """See an official or a public body as the place for which it stands."""
        if actor.home is None:
            return actor
        return Actor(actor.span, actor.home, "place")

    def _follow(self) -> list[Actor | None]:
        """Note, for each sentence, what the text spoke of before it."""
        topics: list[Actor | None] = []
        topic: Actor | None = None
        place: Actor | None = None
        paragraph = -1
        for sentence in self.sentences:
            if sentence.paragraph != paragraph and topic is not None and topic.sort != "place":
                topic = place
            paragraph = sentence.paragraph
            topics.append(topic)
            subject = self._sentence_subject(sentence)
            topic = subject or topic
            place = subject if subject and subject.sort == "place" else place or self._first_place(sentence)
            topic = topic or place
        return topics

    def _sentence_subject(self, sentence: Sentence) -> Actor | None:
        for clause in sentence.clauses:
            found = self._clause_subject(clause.start, clause.end, None)
            if found:
                return found
        return None

    def _first_place(self, sentence: Sentence) -> Actor | None:
        places = [a for a in self.within(sentence.span.start, sentence.span.end) if a.sort == "place"]
        deepest = _deepest(places, self.text)
        return deepest[0] if deepest else None


def _deepest(actors: Sequence[Actor], text: str) -> list[Actor]:
    """Keep of each chain of places (白城市通榆县乌兰花镇) the last, which is the one meant."""
    kept: list[Actor] = []
    for actor in actors:
        above = kept[-1] if kept else None
        if above and _continues(above, actor, text):
            kept[-1] = Actor(Span(above.span.start, actor.span.end), actor.name, "place", actor.home, actor.rank)
        else:
            kept.append(actor)
    return kept


def _continues(above: Actor, actor: Actor, text: str) -> bool:
    """Tell whether a place is the next link of a chain."""
    joined = text[above.span.end : actor.span.start] in ("", "的")
    return joined and above.sort == actor.sort == "place" and actor.rank > above.rank


def _with_anaphors(text: str, actors: Sequence[Actor]) -> list[Actor]:
    """Add the anaphors of the text, each as a mention of what it points back to; those without one are dropped."""
    anaphors = _anaphors()
    named = sorted(actors, key=lambda actor: (actor.span.start, -actor.span.end))
    resolved: list[Actor] = []
    seen = 0
    last: dict[str, Actor] = {}
    busy_until = 0
    for match in anaphors.pattern.finditer(text):
        while seen < len(named) and named[seen].span.start < match.start():
            _remember(last, named[seen])
            busy_until = max(busy_until, named[seen].span.end)
            seen += 1
        inside_next = seen < len(named) and named[seen].span.start < match.end()
        if match.start() < busy_until or inside_next:
            continue
        sort, ending = anaphors.kinds[match.group()]
        meant = _meant(last, sort, ending)
        if meant:
            resolved.append(Actor(Span(*match.span()), meant.name, meant.sort, meant.home, meant.rank))
    return sorted([*named, *resolved], key=lambda actor: (actor.span.start, -actor.span.end))


def _remember(last: dict[str, Actor], actor: Actor) -> None:
    last[actor.sort] = actor
    last[f"{actor.sort} {actor.name[-1]}"] = actor
    if actor.sort == "organization":
        for ending in lexicon("discourse")["organization_anaphors"]:
            if actor.name.endswith(ending):
                last[f"organization {ending}"] = actor


def _meant(last: dict[str, Actor], sort: str, ending: str) -> Actor | None:
    if sort == "country":
        return Actor(Span(0, 0), "中国", "country")
    if sort == "speaker":
        return last.get("person")
    return last.get(f"{sort} {ending}" if ending else sort)

"""Tell of whom or what each clause speaks, so that a figure can be tied to its subject.

Grammar comes first: the name or anaphor that stands as the subject of the figure's clause, then of the clauses before
it in the sentence; then discourse: what the sentences before spoke of. The way taken is kept with the answer.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from povgraph.links.gazetteer import gazetteer
from povgraph.model import Span
from povgraph.resources import lexicon
from povgraph.statements.actors import BREAKS, Actor, deepest, with_anaphors
from povgraph.statements.sections import main_headings
from povgraph.text.segments import Sentence

_JOINTS = frozenset(("、", "和", "与", "及", "，", "、和"))
#: How long the words of a title may be between a body and the name of who holds the post.
_TITLE_WORDS = 10
#: How long a sentence that heads a section may be (（一）某某自治县。).
_TITLE = 20
#: How long the name of a programme that frames a sentence may be.
_FRAME = 30
#: How far before a figure the name that it touches may begin.
_TOUCH = 12
#: The longest word for a relative between two names, with the 的 before it (的妻子).
_KIN = 4


@dataclass(frozen=True, slots=True)
class Subject:
    """The answer: a name, its sort, and the rule that found it (grammar, carried, topic, list).

    ``person`` is the one who stands there in the text where the answer is what he stands for.
    """

    name: str
    sort: str
    how: str
    person: str | None = None


class Discourse:
    """The thread of one report: built once, asked for the subject at an offset."""

    def __init__(self, text: str, sentences: Sequence[Sentence], actors: Sequence[Actor]) -> None:
        self.text = text
        self.sentences = sentences
        self.actors = with_anaphors(text, actors)
        self.starts = [actor.span.start for actor in self.actors]
        words = lexicon("discourse")
        self.prepositions = tuple(words["prepositions"])
        self.silent = frozenset(words["no_subjects"])
        self.saying = tuple(words["verbs_of_saying"])
        self.distributive = tuple(words["distributive"])
        self.partitives = tuple(words["partitives"])
        self.touching = frozenset(words["touching"])
        self.frames = tuple(words["frames"])
        self.scenes = tuple(words["scenes"])
        self.arriving = tuple(words["arriving"])
        self.introducing = tuple(words["introducing"])
        self.group = words["group"]
        self.sample = re.compile(words["sample"])
        self.section = re.compile(words["section"])
        self.jointly = re.compile("|".join(words["jointly"]))
        self.clauses: dict[int, Actor | None] = {}
        self.official = self._is_official()
        self.topics = self._follow()

    def within(self, start: int, end: int) -> list[Actor]:
        """Give the actors mentioned in a stretch of text, in order; of names inside names, the outer ones."""
        first = bisect_left(self.starts, start)
        inside: list[Actor] = []
        for actor in self.actors[first : bisect_left(self.starts, end, first)]:
            if actor.span.end <= end and not (inside and actor.span in inside[-1].span):
                inside.append(actor)
        return inside

    def subject(self, sentence: int, offset: int) -> Subject | None:
        """Say of whom a figure at an offset in a sentence is said."""
        clauses = self.sentences[sentence].clauses
        clauses = clauses[: bisect_right(clauses, offset, key=lambda clause: clause.start)]
        frame = self._frame(sentence)
        for distance, clause in enumerate(reversed(clauses)):
            if distance and self.text.startswith(self.partitives, clause.start):
                continue
            if distance:
                found = self._product(clause) or frame or self._spoken_of(clause)
            else:
                found = self._clause_subject(clause.start, min(clause.end, offset), offset)
            if found and found.sort == "several":
                return None
            if found and not (
                distance and found.sort == "programme" and found != frame and clauses[-1].start == offset
            ):
                return Subject(found.name, found.sort, "carried" if distance else "grammar", found.person)
        topic = self._scene(clauses, offset) or self.topics[sentence]
        return Subject(topic.name, topic.sort, "topic", topic.person) if topic else None

    def touches(self, offset: int) -> bool:
        """Tell whether a place's name, or a word that points back to one, ends at an offset or right before it."""
        for actor in self.within(max(offset - _TOUCH, 0), offset):
            if actor.sort == "place" and self.text[actor.span.end : offset] in self.touching:
                return True
        return False

    def is_bare(self, start: int, end: int) -> bool:
        """Tell whether a stretch of text is one name and at most a word that ties a figure to it (某县有)."""
        chains = deepest(self.within(start, end), self.text)
        return (
            len(chains) == 1 and chains[0].span.start == start and self.text[chains[0].span.end : end] in self.touching
        )

    def companions(self, sentence: int, offset: int, name: str) -> list[str]:
        """Name all places of which a figure is said alike (甲村和乙村两个村人均…); just the one in most sentences."""
        start = self.sentences[sentence].span.start
        run: list[Actor] = []
        for actor in self.within(start, offset):
            run = [*run, actor] if run and self._joined(run[-1], actor) else [actor]
            counted = self.text[actor.span.end : actor.span.end + 3]
            if len(run) > 1 and name in {a.name for a in run} and self.jointly.match(counted):
                return [member.name for member in run]
        return [name]

    def shares_out(self, sentence: int, offset: int) -> bool:
        """Tell whether 分别 stands before an offset in its sentence: what was said of the whole holds of the parts."""
        start = self.sentences[sentence].span.start
        return any(self.text.find(word, start, offset) >= 0 for word in self.distributive)

    def listed(self, sentence: int, offset: int) -> list[Actor] | None:
        """Give the names coordinated before 分别, in order; None if the figure's sentence has no such word."""
        start = self.sentences[sentence].span.start
        mark = max(self.text.rfind(word, start, offset) for word in self.distributive)
        if mark < 0:
            return None
        run: list[Actor] = []
        for actor in deepest(self.within(start, mark), self.text):
            run = [*run, actor] if run and self._joined(run[-1], actor) else [actor]
        return run

    def _frame(self, sentence: int) -> Actor | None:
        """Give the programme that opens a sentence and frames it (“某某”行动中,…)."""
        start = self.sentences[sentence].span.start
        first = next(iter(self.within(start, start + _FRAME)), None)
        framing = first and first.span.start == start and first.sort == "programme"
        return first if first and framing and self.text.startswith(self.frames, first.span.end) else None

    def _scene(self, clauses: Sequence[Span], offset: int) -> Actor | None:
        """Give the place in which the nearest clause up to a figure is set (在某镇的扶贫车间里,40名工人…)."""
        for clause in reversed(clauses):
            chains = deepest(
                [a for a in self.within(clause.start, min(clause.end, offset)) if a.sort == "place"], self.text
            )
            found = next((a for a in chains if self.text[clause.start : a.span.start] in self.scenes), None)
            if found:
                return found
        return None

    def _arrival(self, sentence: Sentence) -> Actor | None:
        """Give the place with which a sentence's clause ends after a verb of going (记者来到某县某村。)."""
        for clause in reversed(sentence.clauses):
            chains = deepest([a for a in self.within(clause.start, clause.end) if a.sort == "place"], self.text)
            if (
                chains
                and chains[-1].span.end == clause.end
                and self.text.endswith(self.arriving, 0, chains[-1].span.start)
            ):
                return chains[-1]
        return None

    def _product(self, clause: Span) -> Actor | None:
        """Give the financial product that a clause introduces."""
        actors = (actor for actor in self.within(clause.start, clause.end) if actor.sort == "product")
        return next((a for a in actors if self.text.endswith(self.introducing, clause.start, a.span.start)), None)

    def _joined(self, first: Actor, second: Actor) -> bool:
        return self.text[first.span.end : second.span.start] in _JOINTS

    def _eligible(self, actors: Sequence[Actor]) -> list[bool]:
        """Tell which names of a clause can be its subject; what is coordinated or continued shares its first's lot."""
        flags: list[bool] = []
        for number, actor in enumerate(actors):
            before = actors[number - 1] if number else None
            if before and (before.span.end == actor.span.start or self._joined(before, actor)):
                flags.append(flags[-1])
            else:
                flags.append(self._stands_free(actor))
        return flags

    def _stands_free(self, actor: Actor) -> bool:
        if actor.name in self.silent or self.text.startswith(self.saying, actor.span.end):
            return False
        start = actor.span.start
        if actor.sort in ("programme", "product") and start > 0 and self.text[start - 1] not in BREAKS:
            return self.text[start - 1] == "的" and any(a.span.end == start - 1 for a in self.within(start - 12, start))
        return not self.text.endswith(self.prepositions, max(start - 2, 0), start)

    def _clause_subject(self, start: int, end: int, offset: int | None) -> Actor | None:
        """Choose among a clause's names: the one that touches the figure, else the first that is a subject."""
        actors = deepest(self.within(start, end), self.text)
        if not actors:
            return None
        if self.text.startswith(self.partitives, start):  # 其中中央财政资金3亿元: a source, not a subject
            actors = [actor for actor in actors if actor.sort != "country"]
        flags = self._eligible(actors)
        if actors and flags[-1] and offset is not None and self.text[actors[-1].span.end : offset] in self.touching:
            return self._stand_for(actors[-1])
        for number, actor in enumerate(actors):
            if flags[number] and not self._is_sample(actors[number:]):
                whole = self._group(actors[number:])
                return self._stand_for(whole or self._possessed(actor, actors[number + 1 :]))
        return None

    def _is_sample(self, actors: Sequence[Actor]) -> bool:
        """Tell whether names are examples of bodies that have no common name (甲公司、乙公司等4家企业)."""
        last = self._last_joined(actors)
        return actors[0].sort == "organization" and bool(self.sample.match(self.text, last.span.end))

    def _last_joined(self, actors: Sequence[Actor]) -> Actor:
        last = actors[0]
        for actor in actors[1:]:
            if not self._joined(last, actor):
                break
            last = actor
        return last

    def _group(self, actors: Sequence[Actor]) -> Actor | None:
        """See names that stand for a group (甲县、乙县等33个县) as the place that holds them, the last one named."""
        first, last = actors[0], self._last_joined(actors)
        if first.code is None or not self.text.startswith(self.group, last.span.end):
            return None
        before = self.actors[: bisect_right(self.starts, first.span.start)]
        return next((a for a in reversed(before) if a.code and gazetteer().within(first.code, a.code)), None)

    def _possessed(self, actor: Actor, following: Sequence[Actor]) -> Actor:
        """See through a possessor: 他的妻子某某 is she, 县里的“某”工程 is the programme."""
        if following and self._titles(actor, following[0]):
            return following[0]
        if following and (gap := self.text[actor.span.end : following[0].span.start]).startswith("的"):
            kin = following[0].sort == actor.sort == "person"
            if gap == "的" or (kin and len(gap) <= _KIN):
                return following[0]
        return actor

    def _titles(self, actor: Actor, person: Actor) -> bool:
        """Tell whether a place or body is part of the title before a person who stands for it (某县委书记某某)."""
        gap = self.text[actor.span.end : person.span.start]
        stands_for = person.sort == "person" and person.home in (actor.name, actor.home)
        return stands_for and 0 < len(gap) <= _TITLE_WORDS and not BREAKS & set(gap)

    def _stand_for(self, actor: Actor) -> Actor:
        """See an official, a manager or a public body as the place or company for which they stand."""
        if actor.home is None:
            return actor
        person = actor.name if actor.sort == "person" else None
        return Actor(actor.span, actor.home, actor.home_sort, person=person)

    def _is_official(self) -> bool:
        """Tell whether this is a work report, whose sentences speak of the place that reports where they name none."""
        headings = main_headings(self.text, self.sentences)
        return len({heading.span.start for heading in headings if heading}) > 1

    def _follow(self) -> list[Actor | None]:
        """Note, for each sentence, what the text spoke of before it."""
        topics: list[Actor | None] = []
        topic: Actor | None = None
        place: Actor | None = None
        main: Actor | None = None
        titled: Actor | None = None
        paragraph = -1
        for sentence in self.sentences:
            begins, paragraph = sentence.paragraph != paragraph, sentence.paragraph
            if begins and topic is not None:
                if main is not None and main.sort == "country":
                    topic = main
                elif topic.sort not in ("place", "country"):
                    topic = place
            opens = self.section.match(self.text, sentence.span.start)
            if opens or begins:
                titled = None
            if self.official or opens:
                topic = titled or main or topic
            topics.append(topic)
            scene = self._scene(sentence.clauses, sentence.span.end) or self._arrival(sentence)
            subject = self._sentence_subject(sentence) or scene
            if opens and subject and sentence.span.end - sentence.span.start <= _TITLE:
                titled = subject  # （一）某县。 heads what its paragraph says
            topic = subject or topic
            spatial = subject is not None and subject.sort in ("place", "country")
            place = subject if spatial else place or self._first_place(sentence)
            main = main or place
            topic = topic or place
        return topics

    def _sentence_subject(self, sentence: Sentence) -> Actor | None:
        for clause in sentence.clauses:
            found = self._spoken_of(clause)
            if found and found.sort != "several":
                return found
        return None

    def _spoken_of(self, clause: Span) -> Actor | None:
        """Give the subject of a whole clause; it is asked for by every figure after it."""
        if clause.start not in self.clauses:
            self.clauses[clause.start] = self._clause_subject(clause.start, clause.end, None)
        return self.clauses[clause.start]

    def _first_place(self, sentence: Sentence) -> Actor | None:
        start = sentence.clauses[0].start if sentence.clauses else sentence.span.start  # after the dateline
        places = [a for a in self.within(start, sentence.span.end) if a.sort == "place"]
        chains = deepest(places, self.text)
        return chains[0] if chains else None

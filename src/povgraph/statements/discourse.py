"""Tell of whom or what each clause speaks, so that a figure can be tied to its subject.

Grammar comes first: the name or anaphor that stands as the subject of the figure's clause, then of the clauses before
it in the sentence; then discourse: what the sentences before spoke of. The way taken is kept with the answer.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from povgraph.mentions.units import Quantity
from povgraph.model import Span
from povgraph.resources import lexicon
from povgraph.statements.actors import COUNTRY, Actor, deepest, nobody
from povgraph.statements.anaphors import with_anaphors
from povgraph.statements.grammar import Grammar
from povgraph.statements.introductions import founded_with, helped, introduced, joined_by, may_join
from povgraph.statements.speech import Speeches
from povgraph.statements.topics import Topics
from povgraph.text.segments import Sentence

_START = attrgetter("start")
#: Units in which places are counted, and how long a list of them may be.
_COUNTED = ("county", "township", "village", "item", "person")
_LIST = 120
#: What has parts of which another can be one.
_WIDE = ("place", "country")
#: How long the name of a programme that frames a sentence may be.
_FRAME = 30


class Subject(NamedTuple):
    """The answer: a name, its sort, and the rule that found it (grammar, carried, topic, list).

    ``person`` is the one who stands there in the text where the answer is what he stands for, ``body`` the public body.
    """

    name: str
    sort: str
    how: str
    person: str | None = None
    body: str | None = None


#: Of whom a figure is said of which nobody can say: it is none, but what goes back to it says what it measures.
NOBODY = Subject("", "several", "none")


class Discourse:
    """The thread of one report: built once, asked for the subject at an offset."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        headings: Sequence[Sentence | None],
        actors: Sequence[Actor],
    ) -> None:
        self.text = text
        self.sentences = sentences
        named = sorted(actors, key=lambda actor: (actor.span.start, -actor.span.end))
        self.speeches = Speeches(text, named, sentences)
        self.grammar = Grammar(text, with_anaphors(text, named, self.speeches))
        words = lexicon("discourse")
        self.distributive = tuple(words["distributive"])
        sharing = re.compile("|".join(map(re.escape, self.distributive)))
        self.sharing = [match.start() for match in sharing.finditer(text)]
        self.partitives = tuple(words["partitives"])
        self.frames = tuple(words["frames"])
        jointly = re.compile("|".join(words["jointly"]))
        #: Where names end of which a figure is said alike, and the same in order.
        self.jointly = {end for end in self.grammar.ends if jointly.match(text, end)}
        self.jointly_in_order = sorted(self.jointly)
        self.one_of = re.compile(words["one_of"])
        self.counted_people = re.compile(words["counted_people"])
        self.may_join = may_join(text)
        self.topics = Topics(text, sentences, headings, self.grammar)

    def subject(self, sentence: int, offset: int) -> Subject | None:
        """Say of whom a figure at an offset in a sentence is said."""
        clauses = self.sentences[sentence].clauses
        clauses = clauses[: bisect_right(clauses, offset, key=_START)]
        found = self._subject(clauses, sentence, offset)
        if found is None or found.sort != "place" or not self.may_join:
            return found
        told = clauses if found.how == "topic" else clauses[-1:]  # 入社的有312户，其中贫困户131户
        joined = next(filter(None, (joined_by(self.grammar, clause) for clause in reversed(told))), None)
        return Subject(joined.name, joined.sort, found.how) if joined else found

    def country_of(self, subject: Subject) -> Subject | None:
        """Give the country for a body of its government, which has no poor of its own."""
        national = any(actor.name == subject.name and actor.is_national_body for actor in self.grammar.actors)
        return Subject(COUNTRY, "country", subject.how) if national else None

    def body_before(self, sentence: int, place: str) -> str | None:
        """Give the public body of a place that is named in the sentence before."""
        before = self.sentences[sentence - 1].span if sentence else None
        named = self.grammar.within(before.start, before.end) if before else ()
        return next((actor.name for actor in named if actor.sort == "organization" and actor.home == place), None)

    def named_place(self, sentence: int, offset: int) -> Subject | None:
        """Give the place named last in a sentence before an offset."""
        named = self.grammar.places(self.sentences[sentence].span.start, offset)
        return Subject(named[-1].name, "place", "carried") if named else None

    def place(self, sentence: int) -> Subject | None:
        """Give the place of which the text spoke before a sentence."""
        place = self.topics.places[sentence]
        return Subject(place.name, place.sort, "topic") if place else None

    def _subject(self, clauses: Sequence[Span], sentence: int, offset: int) -> Subject | None:
        """Say of whom a figure is said by the clauses of its sentence up to it, else by the sentences before."""
        here = clauses and self._in_own_words(clauses[-1], offset)
        if here:
            return None if here.sort == "several" else Subject(here.name, here.sort, "grammar")
        for distance, clause in enumerate(reversed(clauses)):
            if distance and self.text.startswith(self.partitives, clause.start):
                part = self._part(clause) if distance == 1 else None
                if part:
                    return Subject(part.name, part.sort, "carried")
                continue
            found = self._in_clause(clause, clauses[-1], sentence, offset)
            if distance and self._stops_at(clause, found, offset):
                break
            if distance and found is None and (scene := self.topics.standing(clause)):
                return Subject(scene.name, scene.sort, "carried")
            if found and found.sort == "several":
                return None
            if found and self._acts_for(found, sentence):
                break  # 县里投资540万元，把路修到了村口: the village of which the text speaks has the road
            if found:
                found = self._served(found, clauses[len(clauses) - distance :], offset)
                return Subject(found.name, found.sort, "carried" if distance else "grammar", found.person, found.body)
        topic = self.topics.scene(clauses, offset) or self._speaker(offset) or self._gone_on_from(sentence)
        topic = topic or self.topics.before[sentence]
        teller = self._teller(clauses)
        return Subject(topic.name, topic.sort, "topic", topic.person or teller, topic.body) if topic else None

    def _in_own_words(self, clause: Span, offset: int) -> Actor | None:
        """Give of whom a figure is said by what stands behind it in its clause."""
        here = self._here(clause, offset) or founded_with(self.grammar, clause, offset)
        return here or self._counted_of(clause, offset) or self._holder_of_one(clause, offset)

    def _counted_of(self, clause: Span, offset: int) -> Actor | None:
        """Give the place of whose people a clause begins with a count (1368名某县工人在外地找到了工作)."""
        count = self.counted_people.match(self.text, offset, clause.end) if offset == clause.start else None
        named = self.grammar.places(count.end(), clause.end) if count else ()
        return named[0] if count and named and named[0].span.start == count.end() else None

    def _holder_of_one(self, clause: Span, offset: int) -> Actor | None:
        """Give the place that has so many of which another is one (某县是某省8个贫困县之一)."""
        if not self.one_of.match(self.text, offset, clause.end):
            return None
        wider = next((a for a in reversed(self.grammar.within(clause.start, offset)) if a.sort in _WIDE), None)
        said = wider and not any(word in self.text[wider.span.end : offset] for word in self.topics.being)
        return wider if said else nobody(clause)

    def _here(self, clause: Span, offset: int) -> Actor | None:
        """Give the place to which 在这里 points back; 他一家四口搬到这里 is said of him."""
        here = self.grammar.here(offset, clause.end)
        someone = here and any(actor.sort == "person" for actor in self.grammar.within(clause.start, offset))
        return None if someone else here

    def _in_clause(self, clause: Span, last: Span, sentence: int, offset: int) -> Actor | None:
        """Give whom or what a clause says something of that holds of a figure in the last one."""
        if clause == last:
            return self.grammar.subject(clause.start, min(clause.end, offset), offset)
        frame = self._frame(sentence)
        found = introduced(self.grammar, clause, Span(clause.end, last.end)) or frame or helped(self.grammar, clause)
        found = found or self.topics.spoken_of(clause)
        passing = found is not None and found.sort == "programme" and found != frame and last.start == offset
        return None if passing else found

    def _stops_at(self, clause: Span, found: Actor | None, offset: int) -> bool:
        """Tell whether the subject of a clause says nothing of a figure behind it.

        Each part of a list in a work report speaks of the place that reports, and in 县里免了租金，去年产值480万元 the
        company does whose manager speaks.
        """
        if self.topics.official and self.text.startswith("；", clause.end):
            return True
        speaker = self._speaker(offset) if found else None
        return found is not None and speaker is not None and self.topics.rules(found, speaker)

    def companions(self, sentence: int, offset: int, name: str) -> list[Actor]:
        """Give all places of which a figure is said alike (甲村和乙村两个村人均…); none in most sentences."""
        start = self.sentences[sentence].span.start
        run: list[Actor] = []
        alike = bisect_left(self.jointly_in_order, start) < bisect_right(self.jointly_in_order, offset)
        for actor in self.grammar.within(start, offset) if alike else ():
            run = [*run, actor] if run and self.grammar.joined(run[-1], actor) else [actor]
            if len(run) > 1 and actor.span.end in self.jointly and name in {a.name for a in run}:
                return run
        return []

    def is_multiple_of_another(self, clause: Span, quantity: Quantity) -> bool:
        """Tell whether a figure is how many times what another place has (脱贫3000人，是某县的2倍)."""
        if quantity.unit_word != lexicon("figures")["multiples"]:
            return False
        named = self.grammar.places(clause.start, quantity.span.start)
        other = named[-1].span if named else clause
        behind = self.text[other.end : quantity.span.start]
        return bool(named) and behind == "的" and self.text.endswith("是", 0, other.start)

    def counts_names(self, quantity: Quantity) -> bool:
        """Tell whether a count only sums up the places listed right before it (甲县、乙县、丙县3县)."""
        start = quantity.span.start
        if quantity.unit not in _COUNTED or start not in self.grammar.ends:
            return False
        run: list[Actor] = []
        named = self.grammar.within if quantity.unit == "person" else self.grammar.places
        for actor in named(max(start - _LIST, 0), start):
            run = [*run, actor] if run and self.grammar.joined(run[-1], actor) else [actor]
        return len(run) > 1 and run[-1].span.end == start and quantity.value == len(run)

    def shares_out(self, sentence: int, offset: int) -> bool:
        """Tell whether 分别 stands before an offset in its sentence: what was said of the whole holds of the parts."""
        return bisect_left(self.sharing, self.sentences[sentence].span.start) < bisect_left(self.sharing, offset)

    def listed(self, sentence: int, offset: int) -> list[Actor] | None:
        """Give the names coordinated before 分别, in order; None if the figure's sentence has no such word."""
        start = self.sentences[sentence].span.start
        mark = max(self.text.rfind(word, start, offset) for word in self.distributive)
        if mark < 0:
            return None
        run: list[Actor] = []
        for actor in deepest(self.grammar.within(start, mark), self.text):
            if actor.sort == "several" and run and run[-1].span.end == actor.span.start:
                continue  # 甲县、乙县两县: it sums up the names
            run = [*run, actor] if run and self.grammar.joined(run[-1], actor) else [actor]
        return run

    def _frame(self, sentence: int) -> Actor | None:
        """Give the programme that opens a sentence and frames it (“某某”行动中,…)."""
        start = self.sentences[sentence].span.start
        if not self.grammar.names(start, start + 1):
            return None
        first = next(iter(self.grammar.within(start, start + _FRAME)), None)
        framing = first and first.span.start == start and first.sort == "programme"
        return first if first and framing and self.text.startswith(self.frames, first.span.end) else None

    def _speaker(self, offset: int) -> Actor | None:
        """Say whom a speech is about where it names nobody: the villager who speaks, or what an official stands for."""
        speech = self.speeches.at(offset)
        if speech is None or speech.speaker is None or not speech.said:
            return None
        return self.grammar.stand_for(speech.speaker) if speech.speaker.home or speech.speaker.private else None

    def _gone_on_from(self, sentence: int) -> Actor | None:
        """Give the company of the sentence before where one tells of a part of what it did (其中，投资960万元建厂)."""
        if not sentence or not self.text.startswith(self.partitives, self.sentences[sentence].span.start):
            return None
        clauses = self.sentences[sentence - 1].clauses
        told = self.topics.spoken_of(clauses[0]) if clauses else None
        return told if told and told.sort == "organization" else None

    def _teller(self, clauses: Sequence[Span]) -> str | None:
        """Name the villager who tells, without marks, what a sentence says (某某说，如今在车间上班，月薪2500元)."""
        villagers = (
            actor
            for clause in clauses
            for actor in self.grammar.within(clause.start, clause.end)
            if actor.sort == "person" and actor.private
        )
        saying = self.grammar.saying
        return next((actor.name for actor in villagers if self.text.startswith(saying, actor.span.end)), None)

    def _part(self, clause: Span) -> Actor | None:
        """Give the one place of which a clause speaks that opens with 其中 (其中某县占1.7亿元，实施项目95个)."""
        inside = self.grammar.places(clause.start, clause.end)
        first = inside[0] if len(inside) == 1 else None
        return first if first and self.text[clause.start : first.span.start] in self.partitives else None

    def _served(self, subject: Actor, clauses: Sequence[Span], offset: int) -> Actor:
        """Put the place in which an authority acts for the authority (县里投资540万元，在某村建起3座大棚)."""
        place = self.topics.scene(clauses, offset) if self.topics.is_authority(subject) else None
        return place if place and self.topics.rules(subject, place) else subject

    def _acts_for(self, subject: Actor, sentence: int) -> bool:
        """Tell whether a subject is only the authority of the place spoken of, and not what its sentence speaks of."""
        opens = self.topics.opens_paragraph(self.sentences[sentence], subject)
        if opens or not self.topics.rules(subject, self.topics.before[sentence]):
            return False
        before = self.grammar.within(self.sentences[sentence].span.start, subject.span.start)
        return subject.name not in {name for actor in before for name in (actor.name, actor.home)}

"""Tell of whom or what each clause speaks, so that a figure can be tied to its subject.

Grammar comes first: the name or anaphor that stands as the subject of the figure's clause, then of the clauses before
it in the sentence; then discourse: what the sentences before spoke of. The way taken is kept with the answer.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from povgraph.mentions.units import Quantity
from povgraph.model import Span
from povgraph.resources import lexicon
from povgraph.statements.actors import COUNTRY, Actor, deepest
from povgraph.statements.anaphors import with_anaphors
from povgraph.statements.grammar import Grammar
from povgraph.statements.heroes import find_hero, words_for
from povgraph.statements.speech import Speeches
from povgraph.text.segments import Sentence

#: How long a sentence that heads a section may be (（一）某某自治县。).
_TITLE = 20
#: Units in which places are counted, and how long a list of them may be.
_COUNTED = ("county", "township", "village", "item")
_LIST = 120
#: How long the name of a programme that frames a sentence may be.
_FRAME = 30
#: So many counties in one sentence are a list.
_MANY = 4
_COUNTY = 2


class Subject(NamedTuple):
    """The answer: a name, its sort, and the rule that found it (grammar, carried, topic, list).

    ``person`` is the one who stands there in the text where the answer is what he stands for.
    """

    name: str
    sort: str
    how: str
    person: str | None = None


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
        self.scenes = tuple(words["scenes"])
        self.arriving = tuple(words["arriving"])
        self.authorities = frozenset(words["authorities"])
        self.lenders = tuple(words["lenders"])
        self.national_signs = tuple(words["national_signs"])
        self.section = re.compile(words["section"])
        jointly = re.compile("|".join(words["jointly"]))
        #: Where names end of which a figure is said alike, and the same in order.
        self.jointly = self.grammar.ends.intersection(match.start() for match in jointly.finditer(text))
        self.jointly_in_order = sorted(self.jointly)
        self.clauses: dict[int, Actor | None] = {}
        #: Whether this is a work report, whose sentences speak of the place that reports where they name none.
        self.official = len({heading.span.start for heading in headings if heading}) > 1
        self.hero = find_hero(self.grammar.actors)
        self.hero_words = words_for(self.hero)
        self.topics = self._follow()

    def subject(self, sentence: int, offset: int) -> Subject | None:
        """Say of whom a figure at an offset in a sentence is said."""
        clauses = self.sentences[sentence].clauses
        clauses = clauses[: bisect_right(clauses, offset, key=attrgetter("start"))]
        here = self.grammar.here(offset, clauses[-1].end) if clauses else None
        if here:
            return Subject(here.name, here.sort, "grammar")
        frame = None
        for distance, clause in enumerate(reversed(clauses)):
            if distance == 1:
                frame = self._frame(sentence)
            if distance and self.text.startswith(self.partitives, clause.start):
                continue
            if distance:
                found = self.grammar.introduced(clause, clauses[-1]) or frame or self._spoken_of(clause)
            else:
                found = self.grammar.subject(clause.start, min(clause.end, offset), offset)
            if distance and self._stops_at(clause, found, offset):
                break
            if distance and found is None and (scene := self._standing(clause)):
                return Subject(scene.name, scene.sort, "carried")
            if found and found.sort == "several":
                return None
            if found and not (
                distance and found.sort == "programme" and found != frame and clauses[-1].start == offset
            ):
                return Subject(found.name, found.sort, "carried" if distance else "grammar", found.person)
        topic = self._scene(clauses, offset) or self._speaker(offset) or self.topics[sentence]
        return Subject(topic.name, topic.sort, "topic", topic.person) if topic else None

    def _stops_at(self, clause: Span, found: Actor | None, offset: int) -> bool:
        """Tell whether the subject of a clause says nothing of a figure behind it.

        Each part of a list in a work report speaks of the place that reports, and in 县里免了租金，去年产值480万元 the
        company does whose manager speaks.
        """
        if self.official and self.text.startswith("；", clause.end):
            return True
        speaker = self._speaker(offset) if found else None
        return found is not None and speaker is not None and self._rules(found, speaker)

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

    def counts_names(self, quantity: Quantity) -> bool:
        """Tell whether a count only sums up the places listed right before it (甲县、乙县、丙县3县)."""
        start = quantity.span.start
        if quantity.unit not in _COUNTED or start not in self.grammar.ends:
            return False
        run: list[Actor] = []
        for actor in self.grammar.places(max(start - _LIST, 0), start):
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

    def _scene(self, clauses: Sequence[Span], offset: int) -> Actor | None:
        """Give the place in which the nearest clause up to a figure is set (在某镇的扶贫车间里,40名工人…)."""
        for clause in reversed(clauses):
            places = self.grammar.places(clause.start, min(clause.end, offset))
            found = next((a for a in places if self.text[clause.start : a.span.start] in self.scenes), None)
            if found:
                return found
        return None

    def _standing(self, clause: Span) -> Actor | None:
        """Give the place of a clause that does nothing but set the scene (在某县，…)."""
        scene = self._scene([clause], clause.end)
        return scene if scene and scene.span.end == clause.end else None

    def _speaker(self, offset: int) -> Actor | None:
        """Say whom a speech is about where it names nobody: the villager who speaks, or what an official stands for."""
        speech = self.speeches.at(offset)
        if speech is None or speech.speaker is None or not speech.said:
            return None
        return self.grammar.stand_for(speech.speaker) if speech.speaker.home or speech.speaker.private else None

    def _setting(self, sentence: Sentence) -> Actor | None:
        """Give the place in which a sentence is set, or at which it arrives."""
        return self._scene(sentence.clauses, sentence.span.end) or self._arrival(sentence)

    def _arrival(self, sentence: Sentence) -> Actor | None:
        """Give the place with which a sentence's clause ends after a verb of going (记者来到某县某村。)."""
        for clause in reversed(sentence.clauses):
            last = next(reversed(self.grammar.places(clause.start, clause.end)), None)
            if last and last.span.end == clause.end and self.text.endswith(self.arriving, 0, last.span.start):
                return last
        return None

    def _speaks_of_hero(self, span: Span) -> bool:
        return self.hero_words is not None and bool(self.hero_words.search(self.text, span.start, span.end))

    def _reporting(self) -> Actor | None:
        """Give the place that a work report or notice speaks of most, in whatever words."""
        places = [actor for actor in self.grammar.actors if actor.sort in ("place", "country")]
        counts = Counter(actor.name for actor in places)
        return max(places, key=lambda actor: counts[actor.name], default=None)

    def _follow(self) -> list[Actor | None]:
        """Note, for each sentence, what the text spoke of before it."""
        topics: list[Actor | None] = []
        topic: Actor | None = None
        place: Actor | None = None
        main = self._reporting() if self.official else None
        titled: Actor | None = None
        hero: Actor | None = None
        paragraph = -1
        for sentence in self.sentences:
            begins, paragraph = sentence.paragraph != paragraph, sentence.paragraph
            if begins and topic is not None:
                topic = self._resumed(topic, main, place, hero)
            opens = self.section.match(self.text, sentence.span.start)
            if opens or begins:
                titled = None
            if self.official or opens:
                topic = titled or main or topic
            if hero is not None and self._speaks_of_hero(sentence.span):
                topic = hero
            topics.append(topic)
            named = self.grammar.names(sentence.span.start, sentence.span.end)
            listing = named and self._lists(sentence.span)
            subject = (self._sentence_subject(sentence) or self._setting(sentence)) if named and not listing else None
            if opens and subject and sentence.span.end - sentence.span.start <= _TITLE:
                titled = subject  # （一）某县。 heads what its paragraph says
            if subject is not None and not self._only_acts(subject) and not self._rules(subject, topic):
                topic = subject
            hero = subject if subject and subject.name == self.hero else hero
            spatial = subject is not None and subject.sort in ("place", "country") and topic == subject
            place = subject if spatial else place or self._first_place(sentence)
            main = main or place
            topic = topic or place
        first = min((at for sign in self.national_signs if (at := self.text.find(sign)) >= 0), default=len(self.text))
        place_named = next((a.span.start for a in self.grammar.actors if a.sort == "place"), len(self.text))
        if first < place_named:
            first = -1  # it has spoken of the country from the beginning
        country = Actor(Span(0, 0), COUNTRY, "country")  # of which a text speaks that has named no place yet
        return [
            topic or (country if s.span.end > first else None) for s, topic in zip(self.sentences, topics, strict=True)
        ]

    def _resumed(self, topic: Actor, main: Actor | None, place: Actor | None, hero: Actor | None) -> Actor | None:
        """Say of what a new paragraph speaks that names nobody: the country, the hero of the story, or the place."""
        if main is not None and main.sort == "country":
            return main
        if hero is not None:
            return hero
        return topic if topic.sort in ("place", "country") else place

    def _only_acts(self, subject: Actor) -> bool:
        """Tell a ministry, a bank or a programme, spoken of in passing, from what a text goes on to speak of."""
        if subject.sort in ("programme", "product"):
            return True
        return subject.is_national_body or (subject.sort == "organization" and subject.name.endswith(self.lenders))

    def _rules(self, subject: Actor, topic: Actor | None) -> bool:
        """Tell whether a subject is only the authority of the place spoken of (县里)."""
        below = topic is not None and (topic.sort != "place" or topic.rank > subject.rank)
        return below and self.text[subject.span.start : subject.span.end] in self.authorities

    def _sentence_subject(self, sentence: Sentence) -> Actor | None:
        """Give the subject of a sentence: its first, or the place within it to which the sentence comes down."""
        subject: Actor | None = None
        for clause in sentence.clauses:
            found = self._spoken_of(clause)
            if found is None or found.sort == "several":
                continue
            if subject is None or (found.sort == subject.sort == "place" and found.rank > subject.rank):
                subject = found
        return subject

    def _lists(self, span: Span) -> bool:
        """Tell whether a sentence lists counties, of none of which the text goes on to speak."""
        if not self.grammar.names(span.start, span.end, _MANY):
            return False
        return len({a.code for a in self.grammar.places(span.start, span.end) if a.code and a.rank == _COUNTY}) >= _MANY

    def _spoken_of(self, clause: Span) -> Actor | None:
        """Give the subject of a whole clause; it is asked for by every figure after it."""
        if clause.start not in self.clauses:
            self.clauses[clause.start] = self.grammar.subject(clause.start, clause.end, None)
        return self.clauses[clause.start]

    def _first_place(self, sentence: Sentence) -> Actor | None:
        start = sentence.clauses[0].start if sentence.clauses else sentence.span.start  # after the dateline
        return next(iter(self.grammar.places(start, sentence.span.end)), None)

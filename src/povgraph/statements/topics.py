"""Follow what a text goes on to speak of, sentence by sentence: its topics, and the scenes in which clauses are set."""

import re
from collections import Counter
from collections.abc import Sequence

from povgraph.model import Span
from povgraph.resources import lexicon
from povgraph.statements.actors import COUNTRY, Actor
from povgraph.statements.grammar import Grammar
from povgraph.statements.heroes import find_hero, words_for
from povgraph.statements.introductions import founded, run_by
from povgraph.text.segments import Sentence

#: How long a sentence that heads a section may be (（一）某某自治县。).
_TITLE = 20
#: How long a sentence may be that only announces a programme.
_NOTICE = 30
#: So many counties in one sentence are a list.
_MANY = 4
_COUNTY = 2


class Topics:
    """The topics of one text: ``before`` gives for each sentence what the text spoke of before it, if of anything.

    ``places`` gives for each the place of which it spoke.

    ``official`` tells a work report or notice, whose sentences speak of the place that reports where they name none.
    """

    def __init__(
        self, text: str, sentences: Sequence[Sentence], headings: Sequence[Sentence | None], grammar: Grammar
    ) -> None:
        self.text = text
        self.sentences = sentences
        self.grammar = grammar
        words = lexicon("discourse")
        self.scenes = tuple(words["scenes"])
        self.arriving = tuple(words["arriving"])
        self.authorities = frozenset(words["authorities"])
        self.lenders = tuple(words["lenders"])
        self.being = tuple(words["being"])
        self.national_signs = tuple(words["national_signs"])
        self.section = re.compile(words["section"])
        self.helping = re.compile(words["helping"])
        self.held = tuple(words["held"])
        self.has_some = re.compile(words["has_some"])
        self.clauses: dict[int, Actor | None] = {}
        self.official = len({heading.span.start for heading in headings if heading}) > 1
        self.hero = find_hero(grammar.actors)
        self.hero_words = words_for(self.hero)
        numbered = {sentence.paragraph: sentence.span.start for sentence in reversed(sentences)}
        self.paragraphs = frozenset(numbered.values())
        self.places: list[Actor | None] = []
        self.before = self._follow()

    def scene(self, clauses: Sequence[Span], offset: int) -> Actor | None:
        """Give the place in which the nearest clause up to a figure is set (在某镇的扶贫车间里,40名工人…)."""
        for clause in reversed(clauses):
            places = self.grammar.places(clause.start, min(clause.end, offset))
            for number, place in enumerate(places):
                if self.text[clause.start : place.span.start] in self.scenes and not self._is_venue(place):
                    return self.grammar.group_of(places[number:], counted=True) or place
        return None

    def standing(self, clause: Span) -> Actor | None:
        """Give the place of a clause that does nothing but set the scene (在某县，…)."""
        scene = self.scene([clause], clause.end)
        return scene if scene and scene.span.end == clause.end else None

    def _setting(self, sentence: Sentence) -> Actor | None:
        """Give the place in which a sentence is set, or at which it arrives."""
        return self.scene(sentence.clauses, sentence.span.end) or self._arrival(sentence)

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
                titled = self._labelled(sentence) if begins else None
            if titled or self.official or opens:
                topic = titled or main or topic
            if hero is not None and self._speaks_of_hero(sentence.span):
                topic = hero
            topics.append(topic)
            self.places.append(place)
            named = self.grammar.names(sentence.span.start, sentence.span.end)
            listing = named and self._lists(sentence.span)
            subject = (self._sentence_subject(sentence) or self._setting(sentence)) if named and not listing else None
            if named and (company := founded(self.grammar, sentence.clauses) or self._run_by(sentence)):
                subject = company
            if opens and subject and sentence.span.end - sentence.span.start <= _TITLE:
                titled = subject  # （一）某县。 heads what its paragraph says
            if self._is_taken_up(sentence, subject, topic):
                topic = subject
            hero = subject if subject and subject.name == self.hero else hero
            spatial = subject is not None and subject.sort in ("place", "country") and topic == subject
            place = subject if spatial else place or self._first_place(sentence)
            main = main or place
            topic = topic or place
        return self._with_country(topics)

    def _with_country(self, topics: Sequence[Actor | None]) -> list[Actor | None]:
        """Take the country for what a text speaks of that has named no place yet."""
        first = min((at for sign in self.national_signs if (at := self.text.find(sign)) >= 0), default=len(self.text))
        place_named = next((a.span.start for a in self.grammar.actors if a.sort == "place"), len(self.text))
        if first < place_named:
            first = -1  # it has spoken of the country from the beginning
        country = Actor(Span(0, 0), COUNTRY, "country")
        return [
            topic or (country if s.span.end > first else None) for s, topic in zip(self.sentences, topics, strict=True)
        ]

    def _is_taken_up(self, sentence: Sentence, subject: Actor | None, topic: Actor | None) -> bool:
        """Tell whether the text goes on to speak of the subject of a sentence."""
        if self._announces(sentence, subject):
            return True
        if subject is None or self._only_acts(subject):
            return False
        if self.rules(subject, topic) and not self.opens_paragraph(sentence, subject):
            return False
        if topic is not None and subject.sort == "place" and self.has_some.match(self.text, subject.span.end):
            return False  # 杭州有家超市要来试订
        return topic is None or not self._only_helps(sentence, subject)

    def _run_by(self, sentence: Sentence) -> Actor | None:
        """Give the company by which a sentence ends by saying that something is run (车间由某某公司经营。)."""
        return run_by(self.grammar, sentence.clauses[-1]) if sentence.clauses else None

    def _only_helps(self, sentence: Sentence, subject: Actor) -> bool:
        """Tell a place that has something built in another from what a text goes on to speak of (某区援建的车间)."""
        if subject.sort != "place":
            return False
        clause = next((clause for clause in sentence.clauses if clause.start <= subject.span.start < clause.end), None)
        return clause is not None and self.helping.search(self.text, subject.span.end, clause.end) is not None

    def _labelled(self, sentence: Sentence) -> Actor | None:
        """Give the place or body whose name and a colon open a paragraph, which speaks of it (某县：脱贫1200户；…)."""
        first = next(iter(self.grammar.within(sentence.span.start, sentence.span.start + _TITLE)), None)
        if first is None or first.sort not in ("place", "organization") or first.span.start != sentence.span.start:
            return None
        return first if self.text.startswith("：", first.span.end) else None

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

    def _announces(self, sentence: Sentence, subject: Actor | None) -> bool:
        """Tell whether a sentence says nothing but that a programme is under way (“某某”行动全面铺开。)."""
        start, end = sentence.span.start, sentence.span.end
        leads = subject is not None and subject.sort == "programme" and subject.span.start == start
        if not leads or end - start > _NOTICE or any(char.isdigit() for char in self.text[start:end]):
            return False
        return len(self.grammar.within(start, end)) == 1

    def rules(self, subject: Actor, topic: Actor | None) -> bool:
        """Tell whether a subject is only the authority of the place spoken of (县里)."""
        below = topic is not None and topic.sort == "place" and topic.rank > subject.rank
        return below and self.is_authority(subject)

    def opens_paragraph(self, sentence: Sentence, subject: Actor) -> bool:
        """Tell whether a paragraph begins with a subject: 县里 is then the county, which it goes on with."""
        return subject.span.start == sentence.span.start and sentence.span.start in self.paragraphs

    def is_authority(self, subject: Actor) -> bool:
        """Tell whether a subject is named as those who rule a place (县里)."""
        return self.text[subject.span.start : subject.span.end] in self.authorities

    def _sentence_subject(self, sentence: Sentence) -> Actor | None:
        """Give the subject of a sentence: its first, or the place within it to which the sentence comes down."""
        subject: Actor | None = None
        for clause in sentence.clauses:
            found = self.spoken_of(clause)
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

    def spoken_of(self, clause: Span) -> Actor | None:
        """Give the subject of a whole clause; it is asked for by every figure after it."""
        if clause.start not in self.clauses:
            says_what = self.text.startswith(self.being, clause.start)  # 是某市最大的安置点: the city is no subject
            found = None if says_what else self.grammar.subject(clause.start, clause.end, None)
            self.clauses[clause.start] = found
        return self.clauses[clause.start]

    def _first_place(self, sentence: Sentence) -> Actor | None:
        start = sentence.clauses[0].start if sentence.clauses else sentence.span.start  # after the dateline
        places = self.grammar.places(start, sentence.span.end)
        return next((place for place in places if not self._is_venue(place)), None)

    def _is_venue(self, place: Actor) -> bool:
        """Tell whether a place is only where something is held (座谈会在北京召开)."""
        return self.text.startswith(self.held, place.span.end)

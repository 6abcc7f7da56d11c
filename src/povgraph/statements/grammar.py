"""Find the subject of a clause by its grammar: which of the names in it a figure is said of.

A name after a preposition (在某县) is no subject; what is coordinated shares the lot of its first; officials, managers
and public bodies are seen as what they stand for.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import takewhile

from povgraph.links.gazetteer import gazetteer
from povgraph.resources import lexicon
from povgraph.statements.actors import BREAKS, Actor, deepest, nobody

_JOINTS = frozenset(("、", "和", "与", "及", "，", "、和"))
#: How long the words of a title may be between a body and the name of who holds the post.
_TITLE_WORDS = 10
#: What others make, and what is said of what they made.
_MADE = ("organization", "programme", "product")
#: How far before a figure the name that it touches may begin.
_TOUCH = 12
#: The longest verb between a village that is given something and how much (给村里架了28盏).
_VERB = 6
#: The rank of a village among places.
_VILLAGE = 4


class Grammar:
    """The clauses of one text, each asked for its subject among the actors of the text, anaphors among them."""

    def __init__(self, text: str, actors: Sequence[Actor]) -> None:
        self.text = text
        self.actors = actors
        self.starts = [actor.span.start for actor in actors]
        self.ends = frozenset(actor.span.end for actor in actors)
        words = lexicon("discourse")
        self.prepositions = tuple(words["prepositions"])
        self.silent = frozenset(words["no_subjects"])
        self.saying = tuple(words["verbs_of_saying"])
        self.answering = re.compile(words["answering"])
        self.partitives = tuple(words["partitives"])
        self.touching = frozenset(words["touching"])
        self.roles = tuple(lexicon("people")["roles"])
        self.compared = tuple(words["not_the_country"])
        self.by = words["by"]
        self.doing = tuple(words["doing"])
        self.given = tuple(words["given"])
        self.lending = tuple(words["lending"])
        self.given_by = re.compile(words["given_by"])
        self.for_whom = tuple(words["for_whom"])
        self.house = re.compile(words["house"])
        self.inside = re.compile(words["inside"])
        self.working = re.compile(words["working"])
        self.funded = re.compile(words["funded"])
        self.each = tuple(words["each"])
        self.receivers = frozenset(words["receivers"])
        self.group = words["group"]
        self.counted_group = re.compile(words["counted_group"])
        self.in_all = re.compile(words["in_all"])
        self.someone = re.compile(words["someone"])
        self.sample = re.compile(words["sample"])
        self.modifying = re.compile(words["modifying"])
        self.plurals = tuple(words["speaker_plurals"])
        self.made_by = re.compile(words["made_by"])
        self.originating = tuple(f"{verb}的" for verb in words["originating"])
        self.parts_of_whole = frozenset(words["parts_of_whole"])
        #: Where a place ends to which 在这里 points back.
        here = tuple(words["at_here"])
        self.here_ends = frozenset(end for end in self.ends if text.endswith(here, 0, end))
        self.with_others = tuple(words["with_others"])
        kin = "|".join(lexicon("people")["kin"])
        self.kin = re.compile(f"的(?:.{{1,3}}|(?:{kin})、.{{1,{_TITLE_WORDS}}})$")  # 的妻子, 的儿媳、傣族妇女

    def names(self, start: int, end: int, least: int = 1) -> bool:
        """Tell whether an actor, or so many of them, are mentioned in a stretch of text."""
        last = bisect_left(self.starts, start) + least - 1
        return last < len(self.starts) and self.starts[last] < end

    def within(self, start: int, end: int) -> list[Actor]:
        """Give the actors mentioned in a stretch of text, in order; of names inside names, the outer ones."""
        first = bisect_left(self.starts, start)
        if first == len(self.starts) or self.starts[first] >= end:
            return []
        inside: list[Actor] = []
        for actor in self.actors[first : bisect_left(self.starts, end, first)]:
            if actor.span.end <= end and not (inside and actor.span in inside[-1].span):
                inside.append(actor)
        return inside

    def places(self, start: int, end: int) -> list[Actor]:
        """Give the places named in a stretch of text, of each chain the last."""
        places = [actor for actor in self.within(start, end) if actor.sort == "place"]
        return deepest(places, self.text) if len(places) > 1 else places

    def subject(self, start: int, end: int, offset: int | None) -> Actor | None:
        """Choose among a clause's names: the one that touches the figure, else the first that is a subject."""
        actors = deepest(self.within(start, end), self.text)
        if self.text.startswith(self.partitives, start):  # 其中中央财政资金3亿元: a source, not a subject
            actors = [actor for actor in actors if not self._is_part(actor)]
        if not actors:
            return None
        last, flags = actors[-1], self._eligible(actors, end)
        if offset is not None and (self._gives_or_is_given(last, offset) or self._is_lent(last, offset)):
            return last
        if offset is not None and self._touched(actors, flags[-1], offset):
            return self.stand_for(last)
        for number, actor in enumerate(actors):
            if flags[number] and not self._is_sample(actors[number:]):
                whole = self._several(actors[number:]) or self.group_of(actors[number:])
                return self.stand_for(whole or self._possessed(actor, actors[number + 1 :]))
        return None

    def _several(self, actors: Sequence[Actor]) -> Actor | None:
        """Tell that a figure is the sum of several (甲镇、乙镇共脱贫178户), or of somebody unnamed (某县一位农民)."""
        first, last = actors[0], self._last_joined(actors)
        summed = last is not first and self.in_all.match(self.text, last.span.end)
        alone = first.sort == "place" and len(actors) == 1 and self.someone.match(self.text, first.span.end)
        return nobody(first.span) if summed or alone else None

    def _is_part(self, actor: Actor) -> bool:
        """Tell what 其中 names only as a part of the whole spoken of: the country's money, the village's shares."""
        return actor.sort == "country" or self.text[actor.span.start : actor.span.end] in self.parts_of_whole

    def here(self, start: int, end: int) -> Actor | None:
        """Give the place to which 在这里 behind a figure points back."""
        named = self.within(start, end) if self.here_ends else ()
        return next((actor for actor in named if actor.sort == "place" and actor.span.end in self.here_ends), None)

    def _touched(self, actors: Sequence[Actor], free: bool, offset: int) -> bool:
        """Tell whether a figure is that of the last name, which it touches.

        That may be the second of two, which each have their own (甲区6个街道与乙县20个乡镇结对).
        """
        first, last = actors[0], actors[-1]
        if free or first is last:
            return free and self.text[last.span.end : offset] in self.touching
        both = first.sort == last.sort == "place" and self.text.endswith(self.with_others, 0, last.span.start)
        return both and last.span.end == offset and self.text[first.span.end : first.span.end + 1].isdigit()

    def touches(self, offset: int) -> bool:
        """Tell whether a place's name, or a word that points back to one, ends at an offset or right before it."""
        for actor in self.within(max(offset - _TOUCH, 0), offset):
            if actor.sort == "place" and self.text[actor.span.end : offset] in self.touching:
                return True
        return False

    def numbers(self, offset: int) -> bool:
        """Tell whether a number at an offset belongs to the name of a village that ends there (某某15村)."""
        if offset not in self.ends:
            return False
        return any(
            actor.span.end == offset and actor.rank == _VILLAGE for actor in self.within(offset - _TOUCH, offset)
        )

    def is_bare(self, start: int, end: int) -> bool:
        """Tell whether a stretch of text is a name or several, and a word that ties a figure to it (甲县有, 甲乙各)."""
        chains = deepest(self.within(start, end), self.text)
        if not chains or chains[0].span.start != start or self._last_joined(chains) is not chains[-1]:
            return False
        left = self.text[chains[-1].span.end : end]
        return left in self.touching if len(chains) == 1 else left in self.each

    def joined(self, first: Actor, second: Actor) -> bool:
        """Tell whether two names are coordinated (甲村、乙村)."""
        return self.text[first.span.end : second.span.start] in _JOINTS

    def _eligible(self, actors: Sequence[Actor], end: int) -> list[bool]:
        """Tell which names of a clause can be its subject; what is coordinated or continued shares its first's lot.

        ``end`` is where the clause or its figure ends what is looked at.
        """
        flags: list[bool] = []
        for number, actor in enumerate(actors):
            before = actors[number - 1] if number else None
            alike = before and before.sort == actor.sort
            if before and (before.span.end == actor.span.start or (alike and self.joined(before, actor))):
                flags.append(flags[-1])
            else:
                flags.append(self._stands_free(actor) and not self._modifies(actor, end))
        return flags

    def _modifies(self, actor: Actor, end: int) -> bool:
        """Tell whether a name only belongs to what is said before another noun (某市援建的工厂里)."""
        return actor.sort != "programme" and self.modifying.match(self.text, actor.span.end, end) is not None

    def _stands_free(self, actor: Actor) -> bool:
        if actor.name in self.silent or self.text.startswith(self.saying, actor.span.end):
            return False
        if actor.sort == "person" and self.answering.match(self.text, actor.span.end):
            return False
        if actor.sort == "organization" and self._is_workplace(actor):
            return False
        start = actor.span.start
        if actor.sort == "country" and self.text.endswith(self.compared, 0, start):
            return False
        if actor.sort in ("programme", "product") and start > 0 and self.text[start - 1] not in BREAKS:
            before = {actor.span.end for actor in self.within(start - 12, start)}
            owned = self.text[start - 1] == "的" and start - 1 in before
            return owned or self.text.endswith(self.originating, 0, start)
        return not self.text.endswith(self.prepositions, max(start - 2, 0), start)

    def _is_workplace(self, actor: Actor) -> bool:
        """Tell whether a body is only where somebody works (在村口某某公司的店里当保洁员)."""
        start = max(actor.span.start - _TITLE_WORDS, 0)
        inside = self.inside.search(self.text, start, actor.span.start)
        return inside is not None and self.working.match(self.text, actor.span.end) is not None

    def _gives_or_is_given(self, actor: Actor, offset: int) -> bool:
        """Tell who pays right before a figure (由某公司投资1200万元), or is given what it counts (支持某某10万元)."""
        between = self.text[actor.span.end : offset]
        if self.text.endswith(self.by, 0, actor.span.start):
            return between in self.doing
        if actor.sort == "person" and self.text.endswith(self.for_whom, 0, actor.span.start):
            return self.given_by.fullmatch(between) is not None
        given = self.text.endswith(self.given, 0, actor.span.start)
        if not given or self.text.startswith(self.plurals, actor.span.start):
            return False
        if self.text[actor.span.start : actor.span.end] in self.receivers:
            return len(between) <= _VERB
        if actor.sort == "organization":
            return self.funded.fullmatch(between) is not None
        handed = between in self.touching or self.given_by.fullmatch(between) is not None  # 给他家送来10只羊
        return actor.sort == "person" and handed

    def _is_lent(self, actor: Actor, offset: int) -> bool:
        """Tell whether a figure is how much of a loan has been given out (发放“某某贷”1.93亿元)."""
        lent = actor.sort == "product" and self.text.endswith(self.lending, 0, actor.span.start)
        return lent and self.text[actor.span.end : offset] in self.touching

    def _is_sample(self, actors: Sequence[Actor]) -> bool:
        """Tell whether names are examples of bodies that have no common name (甲公司、乙公司等4家企业)."""
        if actors[0].sort != "organization":
            return False
        return self.sample.match(self.text, self._last_joined(actors).span.end) is not None

    def _last_joined(self, actors: Sequence[Actor]) -> Actor:
        last = actors[0]
        for actor in actors[1:]:
            if not self.joined(last, actor):
                break
            last = actor
        return last

    def group_of(self, actors: Sequence[Actor], *, counted: bool = False) -> Actor | None:
        """See names that stand for a group (甲县、乙县等33个县) as the place that holds them, the last one named.

        ``counted`` takes names that are only counted for one, too (在甲、乙两镇): not where they do something.
        """
        first = actors[0]
        if not first.path:
            return None
        last = self._last_joined(actors)
        together = counted and last is not first and self.counted_group.match(self.text, last.span.end)
        if not together and not self.text.startswith(self.group, last.span.end):
            return None
        before = reversed(self.actors[: bisect_right(self.starts, first.span.start)])
        unknown = nobody(first.span)  # 甲县等8个县: of whom, nobody can say
        if first.code:
            after = self.actors[bisect_right(self.starts, first.span.start) :]
            holders = (a for row in (before, after) for a in row if a.code and gazetteer().within(first.code, a.code))
            return next(holders, unknown)
        paths = [actor.path[:-1] for actor in actors[: actors.index(last) + 1]]
        common = tuple(steps[0] for steps in takewhile(lambda steps: len(set(steps)) == 1, zip(*paths, strict=False)))
        return next((actor for actor in before if common and actor.path == common), unknown)

    def _possessed(self, actor: Actor, following: Sequence[Actor]) -> Actor:
        """See through a possessor: 他的妻子某某 is she, 县里的“某”工程 the programme, 村里成立的某合作社 the latter."""
        if following and self._titles(actor, following[0]):
            return following[0]
        gap = self.text[actor.span.end : following[0].span.start] if following else ""
        ours = following and following[0].sort == "place" and actor.span.end == following[0].span.start
        if ours and self.text.startswith(self.plurals, actor.span.start):  # 我们某县
            return following[0]
        if following and following[0].sort in _MADE and self.made_by.fullmatch(gap):
            return following[0]
        if gap.startswith("的"):
            kin = following[0].sort == actor.sort == "person" and self.kin.match(gap)
            house = following[0].sort == actor.sort == "organization" and self.house.fullmatch(gap)
            unread = following[0].sort == "several" and BREAKS.isdisjoint(gap)  # 某州的某某一家
            if gap == "的" or kin or house or unread:
                return following[0]
        return actor

    def _titles(self, actor: Actor, person: Actor) -> bool:
        """Tell whether a place or body is part of the title before a person who stands for it (某县委书记某某)."""
        gap = self.text[actor.span.end : person.span.start]
        if person.sort != "person" or not 0 < len(gap) <= _TITLE_WORDS or BREAKS & set(gap):
            return False
        stands_for = person.home is not None and person.home in (actor.name, actor.home)
        return stands_for or gap.endswith((*self.roles, "岁的"))  # 某村村民某某, 某村62岁的某某

    def stand_for(self, actor: Actor) -> Actor:
        """See an official, a manager or a public body as the place or company for which they stand."""
        if actor.home is None:
            return actor
        person, body = (actor.name if actor.sort == sort else None for sort in ("person", "organization"))
        return Actor(actor.span, actor.home, actor.home_sort, person=person, body=body)

"""Delistings: counties, townships and villages that the text says have left the list of the poor."""

import re
from collections.abc import Iterator

from povgraph.mentions.context import Context
from povgraph.mentions.events import rules, sought
from povgraph.mentions.plans import Plans
from povgraph.mentions.subjects import Subject, SubjectReader
from povgraph.model import Span

LISTED_LEVELS = ("county", "township", "village")
UPPER_LEVELS = ("province", "prefecture")
#: How far off words still decide whether something has come about, and how long a list of those delisted may be.
_NEAR = 80
_LONGEST_LIST = 3000
#: How far before a list the sentence may stand that says when.
_BEFORE = 160


class DelistingReader:
    """Finds in one text who has left the list."""

    def __init__(self, context: Context, subjects: SubjectReader, plans: Plans) -> None:
        self._context = context
        self._text = context.text
        self._subjects = subjects
        self._plans = plans

    def read(self) -> Iterator[tuple[Span, Subject, int]]:
        """Yield where a delisting is told, of whom, and where its verb stands."""
        for found in sought("delisting", self._text):
            start, end = found.span()
            clause, sentence = self._context.clause(start), self._context.sentence(start)
            if self._text[end : end + 1].isdigit() or self._plans.in_sentence(start):
                continue
            if not self._plans.says("not_yet", max(clause.start, start - _NEAR), start):
                village = rules()["of_villages"].search(found.group())
                of = rules()["of_which"].match(self._text, end)
                for subject in self._delisted(clause, start, end):
                    if of and self._is_other(subject, of[1]):
                        continue  # 某县最后一个摘帽的村: the county has not
                    if village and self._level(subject) != "village" and not self._alone(subject, clause, found):
                        continue
                    begin = subject.start if subject.start >= sentence.start else start
                    yield Span(min(begin, start), end), subject, start
        yield from self._announced()
        for found in sought("lifted", self._text):
            place = self._context.ending_at(found.start())
            clause = self._context.clause(found.start())
            planned = self._plans.says("not_yet", clause.start, found.start())
            if place and place.level in LISTED_LEVELS and not planned:
                subject = Subject(place.name, place.span.start, "said")
                yield Span(place.span.start, found.end()), subject, found.start()

    def _announced(self) -> Iterator[tuple[Span, Subject, int]]:
        """Read the list that a sentence opens: 退出贫困的15个县分别是：…; when, the sentence before may say."""
        for found in sought("announced", self._text):
            clause = self._context.clause(found.start())
            if self._plans.says("not_yet", clause.start, found.start()) or self._plans.in_sentence(found.start()):
                continue
            told = list(rules()["delisting"].finditer(self._text, max(0, found.start() - _BEFORE), found.start()))
            verb = told[-1].start() if told else found.start()
            for subject in self._listed(found.end(), self._list_end(found.end())):
                yield Span(subject.start, subject.start + len(subject.name)), subject, verb

    def _alone(self, subject: Subject, clause: Span, found: re.Match[str]) -> bool:
        """Tell whether a county is said to leave the list by a word that villages have, without any (某县顺利出列)."""
        said = subject.how == "said" and clause.start <= subject.start
        return said and self._level(subject) == "county" and "村" not in self._text[subject.start : found.end()]

    def _is_other(self, subject: Subject, noun: str) -> bool:
        """Tell whether a subject is of another level than what is said to have left the list."""
        return self._level(subject) not in (None, rules()["level_of"][noun])

    def _level(self, subject: Subject) -> str | None:
        """Give the level of a subject that is a place."""
        place = self._context.named(subject.name)
        return place.level if place else None

    def _delisted(self, clause: Span, start: int, end: int) -> list[Subject]:
        """Tell who left the list: those named in the clause, those in the list after a colon, or the subject."""
        if self._text[end : end + 1] == "的" and (after := self._listed(end + 1, end + 8)[:1]):
            return after
        listed = self._approved(clause, start) or self._listed(self._row_start(clause.start), start)
        if listed:
            return listed
        if self._text[end : end + 1] in "：:":
            return self._listed(end, self._list_end(end))
        people = rules()["people"].search(self._text, clause.start, start)
        if people and self._text.startswith("整族", start):
            return [Subject(people.group(), people.start(), "said")]
        by = rules()["approved_by"].search(self._text, clause.start, start)
        named = not by or self._subjects.listed(clause.start, by.start())
        subject = self._subjects.read(start if named else clause.start)
        if not subject or (subject.how != "said" and not self._near(by.end() if by else clause.start, start)):
            return []
        left = self._is_listed(subject) and not self._counts_below(subject, start)
        said = max(self._text.rfind(mark, max(0, start - _NEAR), start) for mark in "，。；！？：\n") + 1
        left = left and not self._plans.says("family_cap", max(said, start - _NEAR), start)
        row = self._subjects.row_of(subject) if left and subject.how == "carried" else [subject]
        return row if left or self._without_poor(subject, start) else []

    def _row_start(self, start: int) -> int:
        """Go back over the clauses that only list places: 甲市的乙县，丙市的丁县、戊县…摘帽."""
        begin = self._context.sentence(start).start
        while start > begin:
            before = self._context.clause(start - 1).start
            inside = self._context.within(Span(before, start - 1))
            named = {offset for place in inside for offset in range(place.span.start, place.span.end)}
            rest = "".join(self._text[i] for i in range(before, start - 1) if i not in named)
            if not inside or not rules()["row"].fullmatch(rest):
                break
            start = before
        return start

    def _near(self, clause_start: int, verb: int) -> bool:
        """Tell whether a verb without a subject can be said of the place spoken of: not 一家六口摘掉贫困帽."""
        return verb - clause_start <= 8 and not rules()["of_a_family"].search(self._text, clause_start, verb)

    def _approved(self, clause: Span, start: int) -> list[Subject]:
        """Give the list that a government approved, which may run over several clauses or stand before the word."""
        if rules()["approving"].search(self._text, clause.start, start):
            begin = clause.start
        else:
            begin = self._context.sentence(start).start
            if not rules()["approving_bodies"].search(self._text, begin, start):
                return []
        words = list(rules()["approving"].finditer(self._text, begin, start))
        if not words:
            return []
        after = self._listed(words[-1].end(), start)
        ours = self._subjects.anaphor(words[-1].end(), start)  # 省政府批准我县退出
        before = self._listed(self._context.sentence(start).start, words[-1].start())
        return after or ([ours] if ours and self._is_listed(ours) else before)

    def _without_poor(self, subject: Subject, verb: int) -> bool:
        """Tell whether all poor counties of a province or prefecture have left the list."""
        place = self._context.named(subject.name)
        begin = max(subject.start, verb - _NEAR)
        whole = rules()["whole"].search(self._text, begin, verb)
        return bool(place and place.level in UPPER_LEVELS and subject.start < verb and whole)

    def _listed(self, start: int, end: int) -> list[Subject]:
        listed = [subject for subject in self._subjects.listed(start, end) if self._is_listed(subject)]
        return [one for one in listed if not self._counts_below(one, end) and not self._family_cap(one, end)]

    def _family_cap(self, subject: Subject, verb: int) -> bool:
        """望川县的田大妈家摘掉了穷帽子: the county has not."""
        return self._plans.says("family_cap", max(subject.start, verb - _NEAR), verb)

    def _counts_below(self, subject: Subject, verb: int) -> bool:
        """全县41个贫困村脱贫出列: the villages are counted, the county is where they lie."""
        place = self._context.named(subject.name)
        counted = rules()["counted_places"].search(self._text, max(subject.start, verb - _NEAR), verb)
        return bool(place and place.level != "village" and counted)

    def _list_end(self, start: int) -> int:
        most = start + _LONGEST_LIST
        ends = [self._text.find(mark, start, most) for mark in ("。", "\n\n")]
        return min((end for end in ends if end >= 0), default=min(most, len(self._text)))

    def _is_listed(self, subject: Subject) -> bool:
        place = self._context.named(subject.name)
        return bool(place and place.level in LISTED_LEVELS)

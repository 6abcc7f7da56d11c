"""Find what is said in quotation marks or after the label of a speaker, and who says it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from povgraph.model import Span
from povgraph.resources import lexicon
from povgraph.statements.actors import Actor
from povgraph.text.segments import Sentence

#: What stands between quotation marks on a line; where the line does not close them, all the rest of it.
_QUOTED = re.compile(r"“[^“”\n]*+”?")
#: A label in quotation marks is shorter, or holds no mark of a clause; it does not end as a sentence does.
_LABEL = 12
_CLAUSE_MARK = re.compile(r"[，。！？；]")
#: How far behind the quotation its speaker is named (某乡党委书记某某告诉记者), and how far behind the name it says so.
_REACH = 24
#: What a quotation ends with that is a sentence of its own.
_WHOLE = frozenset("。！？…")
_SAYING = re.compile(r"[^，。！？；“”\n]{0,10}")


@dataclass(frozen=True, slots=True)
class Speech:
    """What somebody says.

    The speaker of a quotation is the one named right behind it, else the last one named before; that of a line in a
    transcript is named in its label. ``said`` tells that a verb of saying or the label ties the two.
    """

    span: Span
    speaker: Actor | None
    said: bool


class Speeches:
    """The speeches of one text, asked for the one that holds an offset.

    Args:
        text: The text in normal form.
        named: The actors that are named in it, in order.
        sentences: Its sentences, those of a transcript with the labels of their speakers.
    """

    def __init__(self, text: str, named: Sequence[Actor], sentences: Sequence[Sentence] = ()) -> None:
        people = [actor for actor in named if actor.sort == "person"]
        spoken = list(_transcribed(sentences, people))
        spans = [Span(*match.span()) for match in _QUOTED.finditer(text) if _is_speech(match[0])]
        spans = [span for span in spans if not _overlaps(spoken, span)]
        self._place([*spoken, *(Speech(span, None, said=False) for span in spans)])
        outside = [person for person in people if self._index(person.span.start) is None or not spans]
        self._place([*spoken, *(_speech(text, span, outside) for span in spans)])

    def _place(self, found: Sequence[Speech]) -> None:
        self._found = sorted(found, key=lambda speech: speech.span.start)
        self._starts = [speech.span.start for speech in self._found]
        self._ends = [speech.span.end for speech in self._found]

    def at(self, offset: int) -> Speech | None:
        """Give the speech that holds an offset."""
        index = self._index(offset)
        return None if index is None else self._found[index]

    def _index(self, offset: int) -> int | None:
        index = bisect_right(self._starts, offset) - 1
        return index if index >= 0 and offset < self._ends[index] else None


def _transcribed(sentences: Sequence[Sentence], people: Sequence[Actor]) -> Iterator[Speech]:
    """Yield what stands after a label that names its speaker (某村村民 某某：…), sentence by sentence."""
    for sentence in sentences:
        label = sentence.speaker
        if label is None or sentence.kind == "speaker" or not sentence.clauses:
            continue
        first = bisect_left(people, label.start, key=lambda person: person.span.start)
        if first < len(people) and people[first].span.end <= label.end:
            yield Speech(Span(sentence.clauses[0].start, sentence.span.end), people[first], said=True)


def _overlaps(spoken: Sequence[Speech], span: Span) -> bool:
    """Tell whether a quotation stands within what a speaker says; ``spoken`` is in order."""
    last = bisect_right(spoken, span.start, key=lambda speech: speech.span.start) - 1
    return last >= 0 and span.start < spoken[last].span.end


def _is_speech(quoted: str) -> bool:
    whole = quoted[-1] == "”" and quoted[-2] in _WHOLE
    return whole or (len(quoted) > _LABEL and _CLAUSE_MARK.search(quoted) is not None)


def _speech(text: str, span: Span, people: Sequence[Actor]) -> Speech:
    """Find the speaker of a quotation among the people who are named outside of quotations."""
    following = bisect_left(people, span.end, key=lambda person: person.span.start)
    behind = people[following] if following < len(people) else None
    if behind and behind.span.start - span.end <= _REACH:
        between, after = text[span.end : behind.span.start], _SAYING.match(text, behind.span.end)
        directly = not _CLAUSE_MARK.search(between) and "\n" not in between
        whole = behind.private and text[span.end - 2] in _WHOLE and _gesture().match(text, behind.span.end)
        if directly and after and (whole or _says(after[0])):
            return Speech(span, behind, said=True)
    before = text[max(span.start - _REACH, 0) : span.start]
    introduced = before.endswith(("：", "，")) and _says(before.rpartition("。")[2].rpartition("\n")[2])
    last = people[following - 1] if following else None
    return Speech(span, last, said=introduced or _acts_before(text, span.start, last))


def _acts_before(text: str, start: int, person: Actor | None) -> bool:
    """Tell whether the sentence right before a quotation speaks of a villager, whose words follow (某某在剪枝。“…”)."""
    if person is None or not person.private or not text.endswith("。", 0, start):
        return False
    between = text[person.span.end : start - 1]
    return not {"。", "\n", "“"} & set(between)


def _says(text: str) -> bool:
    return _saying().search(text) is not None


@cache
def _saying() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, lexicon("discourse")["verbs_of_saying"])))


@cache
def _gesture() -> re.Pattern[str]:
    return re.compile(lexicon("discourse")["gesture"])

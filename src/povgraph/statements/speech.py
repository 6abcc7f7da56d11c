"""Find what is said in quotation marks, and who says it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from povgraph.model import Span
from povgraph.resources import lexicon
from povgraph.statements.actors import Actor

#: What stands between quotation marks on a line; where the line does not close them, all the rest of it.
_QUOTED = re.compile(r"“[^“”\n]*+”?")
#: A label in quotation marks is shorter, or holds no mark of a clause.
_LABEL = 12
_CLAUSE_MARK = re.compile(r"[，。！？；]")
#: How far behind the quotation its speaker is named (某乡党委书记某某告诉记者), and how far behind the name it says so.
_REACH = 24
_SAYING = re.compile(r"[^，。！？；“”\n]{0,10}")


@dataclass(frozen=True, slots=True)
class Speech:
    """A quotation and its speaker, who is the one named right behind it, else the last one named before.

    ``said`` tells that a verb of saying ties the two.
    """

    span: Span
    speaker: Actor | None
    said: bool


class Speeches:
    """The speeches of one text, asked for the one that holds an offset.

    Args:
        text: The text in normal form.
        named: The actors that are named in it, in order.
    """

    def __init__(self, text: str, named: Sequence[Actor]) -> None:
        spans = [Span(*match.span()) for match in _QUOTED.finditer(text) if _is_speech(match[0])]
        self._starts = [span.start for span in spans]
        self._ends = [span.end for span in spans]
        people = [actor for actor in named if actor.sort == "person"]
        outside = [person for person in people if self._index(person.span.start) is None or not spans]
        self._found = [_speech(text, span, outside) for span in spans]

    def at(self, offset: int) -> Speech | None:
        """Give the speech that holds an offset."""
        index = self._index(offset)
        return None if index is None else self._found[index]

    def _index(self, offset: int) -> int | None:
        index = bisect_right(self._starts, offset) - 1
        return index if index >= 0 and offset < self._ends[index] else None


def _is_speech(quoted: str) -> bool:
    return len(quoted) > _LABEL and _CLAUSE_MARK.search(quoted) is not None


def _speech(text: str, span: Span, people: Sequence[Actor]) -> Speech:
    """Find the speaker of a quotation among the people who are named outside of quotations."""
    following = bisect_left(people, span.end, key=lambda person: person.span.start)
    behind = people[following] if following < len(people) else None
    if behind and behind.span.start - span.end <= _REACH:
        between, after = text[span.end : behind.span.start], _SAYING.match(text, behind.span.end)
        if after and _says(after[0]) and not _CLAUSE_MARK.search(between) and "\n" not in between:
            return Speech(span, behind, said=True)
    before = text[max(span.start - _REACH, 0) : span.start]
    introduced = before.endswith(("：", "，")) and _says(before.rpartition("。")[2].rpartition("\n")[2])
    return Speech(span, people[following - 1] if following else None, said=introduced)


def _says(text: str) -> bool:
    return any(verb in text for verb in lexicon("discourse")["verbs_of_saying"])

"""Whether an event has come about, or is planned, demanded, hoped for or denied."""

import re
from bisect import bisect_right
from functools import cache

from povgraph.mentions.context import Context, Sorted
from povgraph.mentions.events import rules
from povgraph.mentions.organizations import OrganizationMention
from povgraph.model import Span
from povgraph.resources import lexicon

#: How far off words still decide whether something has come about.
_NEAR = 80
#: How far back in a paragraph a plan governs what its semicolons part.
_REACH = 300


@cache
def _opener() -> re.Pattern[str]:
    return re.compile(f"(?m)^[ 　]*(?:{lexicon('discourse')['main_section']})[^\\n]{{0,40}}")


def section_openers(text: str) -> list[re.Match[str]]:
    """Find the headings of the main sections of a work report (一、2018年工作回顾), each with its whole line."""
    return list(_opener().finditer(text))


@cache
def _achieved() -> re.Pattern[str]:
    return re.compile(lexicon("figures")["achieved"])


def looks_ahead(heading: str) -> bool:
    """Tell whether a heading speaks of what is to be done (二、2019年工作任务), not of what is (一、任务如期完成)."""
    planned = any(word in heading for word in lexicon("figures")["planned_sections"])
    return planned and not _achieved().search(heading)


class Plans:
    """Tells in one text what is only planned."""

    def __init__(self, context: Context, bodies: Sorted[OrganizationMention]) -> None:
        self._context = context
        self._bodies = bodies
        self._text = context.text
        openers = section_openers(self._text)
        self._sections = [opener.start() for opener in openers]
        self._future = [looks_ahead(opener.group()) for opener in openers]

    def _in_future(self, offset: int) -> bool:
        """Tell whether a main section holds an offset that speaks of what is to be done (二、2019年工作安排)."""
        section = bisect_right(self._sections, offset) - 1
        return section >= 0 and self._future[section]

    def planned(self, verb: int) -> bool:
        """Tell whether words right before a verb say that it has not happened."""
        clause, place = self._context.clause(verb), self._context.ending_at(verb)
        served = place and self._text.startswith(("为", "给"), place.span.start - 1)  # 为某村修建 is no purpose
        end = place.span.start - 1 if place and served else verb
        return self._in_future(verb) or self.says("planned", max(clause.start, end - 8), end)

    def says(self, rule: str, start: int, end: int) -> bool:
        """Tell whether one of a rule's words stands in a stretch of text, not only in a name (会宁县, 基金会)."""
        while found := rules()[rule].search(self._text, start, end):
            at = Span(found.start(), found.start() + 1)
            if not self._context.covering(at) and not self._bodies.covering(at):
                return True
            start = found.start() + 1
        return False

    def in_sentence(self, verb: int) -> bool:
        """Tell whether a plan earlier in the sentence, or in those its semicolons part, governs a verb."""
        floor = max(0, verb - _REACH)
        start = max(floor, *(self._text.rfind(mark, floor, verb) for mark in "。\n！？"))
        return self._in_future(verb) or bool(rules()["plans"].search(self._text, start, verb))

    def intended(self, found: re.Match[str]) -> bool:
        """Tell whether words around an event say that it is a plan."""
        sentence = self._context.sentence(found.start())
        start, end = max(sentence.start, found.start() - _NEAR), min(sentence.end, found.end() + _NEAR)
        plans = rules()["plans"].finditer(self._text, start, end)
        return self.planned(found.start()) or any(not self._takes_object(plan, found) for plan in plans)

    def _takes_object(self, plan: re.Match[str], found: re.Match[str]) -> bool:
        """将空着的老屋打造成民宿: 将 before what is made into something else tells of no plan."""
        near = plan.end() < found.start() and self._context.clause(found.start()).start <= plan.start()
        converts = near and rules()["converted"].match(self._text, found.start())
        return bool(converts and plan.group() == "将" and self._text[plan.end()] not in "把被")

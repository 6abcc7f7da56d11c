"""Tell under which main heading each sentence of a work report stands (一、2018年工作回顾; 二、2019年工作安排)."""

import re
from collections.abc import Sequence
from functools import cache

from povgraph.resources import lexicon
from povgraph.text.segments import Sentence


@cache
def _opener() -> re.Pattern[str]:
    return re.compile(lexicon("discourse")["main_section"])  # 一、


def main_headings(text: str, sentences: Sequence[Sentence]) -> list[Sentence | None]:
    """Give for each sentence the one that opens its main section, itself for an opener; None before the first."""
    headings: list[Sentence | None] = []
    heading: Sentence | None = None
    for sentence in sentences:
        if _opener().match(text, sentence.span.start):
            heading = sentence
        headings.append(heading)
    return headings


def planned_sentences(text: str, sentences: Sequence[Sentence]) -> frozenset[int]:
    """Number the sentences of main sections that speak of what is to be done (二、2019年工作安排)."""
    words = lexicon("figures")["planned_sections"]
    headings = enumerate(main_headings(text, sentences))
    said = ((number, text[heading.span.start : heading.span.end]) for number, heading in headings if heading)
    return frozenset(number for number, heading in said if any(word in heading for word in words))

"""Tell under which main heading each sentence of a work report stands (一、2018年工作回顾; 二、2019年工作安排)."""

import re
from collections.abc import Sequence
from functools import cache

from povgraph.mentions.plans import looks_ahead
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


def planned_sentences(text: str, headings: Sequence[Sentence | None]) -> frozenset[int]:
    """Number the sentences of main sections that speak of what is to be done (二、2019年工作安排).

    Args:
        text: The text in normal form.
        headings: The main heading of each sentence.
    """
    said = ((number, text[found.span.start : found.span.end]) for number, found in enumerate(headings) if found)
    return frozenset(number for number, heading in said if looks_ahead(heading))

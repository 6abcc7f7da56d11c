"""An alternation matches as if its words were tried one by one, the longest first."""

import re
from itertools import product

from povgraph.mentions.patterns import alternation

WORDS = ["县", "县委", "县委书记", "县长", "村", "村委会", "委", "a.b", "a"]


def test_the_longest_word_matches() -> None:
    pattern = re.compile(alternation(WORDS))
    for text in map("".join, product(["县", "委", "书记", "长", "村", "会", "a", "."], repeat=4)):
        longest = max((word for word in WORDS if text.startswith(word)), key=len, default=None)
        match = pattern.match(text)
        assert (match and match[0]) == longest


def test_a_shorter_word_matches_where_the_longest_cannot_be_followed() -> None:
    assert re.fullmatch(f"(?:{alternation(WORDS)})委书记", "县委书记")
    assert not re.fullmatch(f"(?:{alternation(WORDS)})委书记", "委书记")


def test_no_words_match_nothing_but_the_empty_text() -> None:
    assert alternation([]) == ""

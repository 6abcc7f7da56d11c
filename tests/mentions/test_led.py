"""Led rules find what their expressions find, and do so only where their words stand."""

import re

import pytest

from povgraph.links import overlaps
from povgraph.mentions import (
    announced,
    broken,
    bylines,
    endings,
    events,
    garbled,
    leaders,
    programmes,
    recalled,
    titles,
    unannounced,
)
from povgraph.mentions.led import Led, Rules, led
from povgraph.resources import data_path
from povgraph.statements import anaphors

SAMPLE = data_path("sources", "2019-08-jilin", "source.txt").read_text(encoding="utf-8")


def all_rules() -> dict[str, Rules]:
    return {
        "announced": announced._rules(),
        "broken": broken._ways(frozenset({"元", "亩"})),
        "bylines": bylines._rules(),
        "endings": endings.rules(),
        "events": events.rules(),
        "garbled": garbled._signs(),
        "programmes": programmes._rules(),
        "recalled": recalled._rules(),
        "titles": titles.rules(),
        "unannounced": unannounced._rules(),
        "overlaps": overlaps._other_names(),
        "leaders": leaders._rules(),
        "anaphors": anaphors._anaphors().rules,
    }


@pytest.mark.parametrize("module", all_rules())
def test_finds_what_the_expressions_find(module: str) -> None:
    rules = all_rules()[module]
    led_rules = list(rules._numbers)
    assert led_rules
    words = sorted({word for rule in led_rules for word in re.findall("[一-龥]+", rules[rule].pattern)})
    for text in (SAMPLE, "".join(words), "，".join(words), "".join(reversed(words))):
        for rule in led_rules:
            found = [match.span() for match in rules.matches(rule, text)]
            assert found == [match.span() for match in rules[rule].finditer(text)], rule


def test_words_that_begin_alike_are_one_place_to_try() -> None:
    rules = Rules({"body": led(["县", "县委", "县委书记"], "(?!们)")})
    assert [found[0] for found in rules.matches("body", "县委书记到县里，县委书记们")] == ["县委书记", "县", "县委"]


def test_matches_do_not_overlap() -> None:
    rules = Rules({"long": led(["甲", "乙"]).then("..")})
    assert [found[0] for found in rules.matches("long", "甲乙甲乙甲乙")] == ["甲乙甲", "乙甲乙"]


def test_other_rules_stay_as_they_are() -> None:
    rules = Rules({"plain": re.compile("甲|乙"), "set": frozenset("甲"), "led": Led(("甲",), "甲+")})
    assert [found[0] for found in rules.matches("plain", "甲乙")] == ["甲", "乙"]
    assert rules["set"] == {"甲"}
    assert [found[0] for found in rules.matches("led", "乙甲甲乙")] == ["甲甲"]


def test_rules_made_later_are_found_in_the_same_text() -> None:
    text = "甲乙丙"
    first = Rules({"first": led("甲")})
    assert [found.start() for found in first.matches("first", text)] == [0]
    second = Rules({"second": led("丙")})
    assert [found.start() for found in second.matches("second", text)] == [2]
    assert [found.start() for found in first.matches("first", text)] == [0]

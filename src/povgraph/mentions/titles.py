"""Titles: the words of which they are made, and the expressions that find them."""

import re
from functools import cache
from typing import NamedTuple

from povgraph.mentions.context import CLAUSE_END
from povgraph.mentions.led import Rules, led
from povgraph.mentions.patterns import alternation
from povgraph.resources import lexicon


class Title(NamedTuple):
    """A title as the text has it: where it begins with all that belongs to it, the post, and where it is held."""

    start: int
    post: str
    of: str | None
    official: bool
    stated: bool


@cache
def rules() -> Rules:
    """Compile the lexicon of posts once."""
    words = lexicon("posts")
    heads = {**words["private"], **words["official"]}
    head = f"(?:{alternation(words['before'])})*(?:{alternation(heads)})"
    party = alternation(lexicon("organizations")["party_departments"])
    compiled = {
        "heads": heads,
        "official": frozenset(words["official"]),
        "levels": words["levels"],
        "national": sorted(words["national"].items(), key=lambda item: -len(item[0])),
        "holders": {title: kind for kind, titles in words["holders"].items() for title in titles},
        "after_taking": re.compile(f"(?:{alternation(words['after_taking'])})?"),
        "former": tuple(words["former"]),
        "unnamed": words["unnamed"],
        "silent": tuple(words["silent"]),
        "of_the_body": tuple(words["of_the_body"]),
        "party_departments": frozenset(lexicon("organizations")["party_departments"]),
        "in_title": tuple(words["in_title"]),
        "headquarters": tuple(words["headquarters"]),
        "in_village": tuple(words["in_village"]),
        "of_a_team": tuple(words["of_a_team"]),
        "team": re.compile(f"(?:{alternation(words['team_kinds'])})*+工作[队组]"),
        "taking": re.compile(f"{alternation(words['taking'])}|{words['taking_alone']}"),
        "being": re.compile(f"[，,]?(?:{alternation(words['being'])})"),
        "head": led(heads).then("(?!(?<=支书)记)"),  # 总支书记 is no 支书
        "title": re.compile(f"{head}$"),
        "remark": re.compile(f"[（(](?:{alternation(words['remarks'])})[）)]"),
        "sent": re.compile(f"(?:{alternation(words['sent'])})?的$"),
        "body": re.compile(f"(?:{alternation([*words['bodies'], *words['silent']])}|委(?:{party})?)$"),
        "department": re.compile(r"(?:部|司|处|科|室|办|局|中心|站|所|队|组|股|车间|基地|院|会|公司)$"),
        "own_department": re.compile(f"(?P<noun>{alternation(words['levels'])})(?P<name>[一-龥]{{2,12}})"),
        "noun": re.compile(f"(?:{alternation(words['levels'])})$"),
    }
    return Rules(compiled)


def title_heads() -> re.Pattern[str]:
    """Give the expression that finds where a title may end."""
    pattern: re.Pattern[str] = rules()["head"]
    return pattern


def heads_of(text: str) -> list[tuple[int, int]]:
    """List where titles may end in a text, each with where its last word begins."""
    return [found.span() for found in rules().matches("head", text)]


def remark_after(text: str, offset: int) -> str:
    """Give the remark in brackets right after a title that is a part of it: 副县长（挂职）."""
    found = rules()["remark"].match(text, offset)
    return str(found.group()) if found else ""


def being_verbs() -> re.Pattern[str]:
    """Give the expression for the verbs of being that give a post right after a name."""
    pattern: re.Pattern[str] = rules()["being"]
    return pattern


def taking_verbs() -> re.Pattern[str]:
    """Give the expression that finds the verbs by which a person comes into a post."""
    pattern: re.Pattern[str] = rules()["taking"]
    return pattern


def plain(post: str) -> str:
    """Take off a body that the head says already: 人民政府县长 is 县长."""
    return next((post[len(word) :] for word in rules()["silent"] if post.startswith(word)), post)


def ends_clause(text: str, offset: int) -> bool:
    """Tell whether a clause ends at an offset, at most with 一职 or the like before its end."""
    offset = rules()["after_taking"].match(text, offset).end()
    return offset >= len(text) or text[offset] in CLAUSE_END or text[offset] in "、 　"

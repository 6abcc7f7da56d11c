"""Find whom or what a clause brings in for the clauses after it: a product, a company, a villager, a cooperative."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import Any

from povgraph.model import Span
from povgraph.resources import lexicon
from povgraph.statements.actors import Actor
from povgraph.statements.grammar import Grammar


@cache
def _words() -> dict[str, Any]:
    words = lexicon("discourse")
    makers = ("introducing", "launching", "attracting", "settling", "founding", "legal_forms")
    lists = (*makers, "done_for", "speaker_plurals", "joined", "with_whom")
    expressions = ("members", "joining", "of_all", "run")
    return {key: tuple(words[key]) for key in lists} | {key: re.compile(words[key]) for key in expressions}


def introduced(grammar: Grammar, clause: Span, then: Span) -> Actor | None:
    """Give what a clause introduces for another: a financial product, or the company with which it ends.

    A cooperative counts if the other clause tells of its members or herds (成立某合作社，168户入社).
    """
    text, actors = grammar.text, grammar.within(clause.start, clause.end)
    if not actors:
        return None
    if body := run_by(grammar, clause):
        return body
    made = (a for a in actors if a.sort == "product")
    found = next((a for a in made if text.endswith(_words()["introducing"], clause.start, a.span.start)), None)
    last = actors[-1]
    if last.sort == "programme" and last.span.end == clause.end:
        return last if text.endswith(_words()["launching"], clause.start, last.span.start) else found
    if found or last.sort != "organization":
        return found
    if text[last.span.end : clause.end] not in ("", *_words()["settling"]):
        return None
    members = _words()["founding"] if _words()["members"].search(text, then.start, then.end) else ()
    verbs = (*_words()["attracting"], *members)
    return last if text.endswith(verbs, clause.start, last.span.start) else None


def founded(grammar: Grammar, clauses: Sequence[Span]) -> Actor | None:
    """Give the company that the last clause says was founded (在某县注册成立某某有限公司).

    So a cooperative or company of whose members the clauses after its founding tell (成立某合作社，312户加入。).
    """
    for clause in reversed(clauses):
        if clause.end in grammar.ends:
            last = next(reversed(grammar.within(clause.start, clause.end)), None)
            if last is None or last.sort != "organization" or last.span.end != clause.end:
                return None
            if clause == clauses[-1]:
                told = last.name.endswith(_words()["legal_forms"])
            else:
                told = bool(_words()["members"].search(grammar.text, clause.end, clauses[-1].end))
            return last if told and grammar.text.endswith(_words()["founding"], clause.start, last.span.start) else None
    return None


def run_by(grammar: Grammar, clause: Span) -> Actor | None:
    """Give the company by which a clause says that something was built or is run (车间由某某公司经营)."""
    for actor in grammar.within(clause.start, clause.end):
        if actor.sort == "organization" and grammar.text.endswith(grammar.by, clause.start, actor.span.start):
            return actor if _words()["run"].fullmatch(grammar.text, actor.span.end, clause.end) else None
    return None


def founded_with(grammar: Grammar, clause: Span, offset: int) -> Actor | None:
    """Give the cooperative with which a clause ends that those counted founded (带着46户村民办起某合作社)."""
    if clause.end not in grammar.ends or not grammar.text.endswith(_words()["with_whom"], clause.start, offset):
        return None
    last = next(reversed(grammar.within(offset, clause.end)), None)
    made = last is not None and last.sort == "organization" and last.span.end == clause.end
    return last if last and made and grammar.text.endswith(_words()["founding"], offset, last.span.start) else None


def helped(grammar: Grammar, clause: Span) -> Actor | None:
    """Give the villager for whom a clause says that something was done (镇上给她安排了岗位，每月500元)."""
    for actor in grammar.within(clause.start, clause.end):
        alone = actor.private and not grammar.text.startswith(_words()["speaker_plurals"], actor.span.start)
        done = actor.sort == "person" and alone
        if done and grammar.text.endswith(_words()["done_for"], clause.start, actor.span.start):
            return actor
    return None


def may_join(text: str) -> bool:
    """Tell whether a text says anywhere that a cooperative was joined; most do not."""
    return _words()["joining"].search(text) is not None


def joined_by(grammar: Grammar, clause: Span) -> Actor | None:
    """Give the cooperative named last where a clause tells who has joined one (只有39户敢入社)."""
    words, text = _words(), grammar.text
    joins = words["joining"].search(text, clause.start, clause.end)
    if not joins or words["of_all"].search(text, clause.start, clause.end):
        return None
    before = reversed(grammar.actors[: bisect_left(grammar.starts, clause.end)])
    return next((a for a in before if a.sort == "organization" and a.name.endswith(words["joined"])), None)

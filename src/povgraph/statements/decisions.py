"""Observations with why each reads as it does; in a run of figures one goes back to another, or is shared out."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from povgraph.model import Observation
from povgraph.statements.actors import Actor
from povgraph.statements.coordination import Figure, people_of
from povgraph.statements.discourse import Subject
from povgraph.statements.figures import expression, goes_on, listed, reaches
from povgraph.statements.indicators import Choice


class Decision(NamedTuple):
    """Why an observation reads as it does, for ``extract --explain``."""

    observation: Observation
    subject: Subject
    indicator_word: str | None
    time: str | None


def last_alike(decisions: Sequence[Decision], figure: Figure) -> Decision | None:
    """Give the figure of the sentence to which one may go back: the last in its unit; a percentage may be of any.

    What is reached goes back to the growth right before it (人均收入增长10%，达到1.1万元).
    """
    unit = figure.unit
    if decisions and people_of(figure, decisions[-1].observation):
        return decisions[-1]  # 从业人员4.3万人，其中贫困户2300户6100人
    if decisions and reaches(figure.before) and decisions[-1].observation.kind == "growth":
        return decisions[-1]
    same = next((decision for decision in reversed(decisions) if decision.observation.unit == unit), None)
    if same and goes_on(figure.before):
        return same  # 贫困人口15万人，贫困发生率36%；分别降至3万人和7%
    alike = (decision for decision in reversed(decisions) if unit in (decision.observation.unit, "percent"))
    return next(alike, decisions[-1] if decisions else None)


def of_the_sentence_before(told: Sequence[Decision], figure: Figure) -> Decision | None:
    """Give the figure of the sentence before from which one goes on, or of which it is a part (其中某县1.2亿元)."""
    if goes_on(figure.before):
        return told[-1] if told else None
    alike = (one for one in reversed(told) if one.observation.unit == figure.unit)
    return next(alike, None) if figure.before.startswith(listed("partitives")) else None


def of_year(decision: Decision, position: int, years: int, governing: str) -> Decision:
    """Give each figure of a run that 分别 shares out over as many years its own (2013-2015年分别减贫3、4、5万人).

    ``governing`` is the sentence up to the run, which may list them (2018年、2019年分别减贫3万、4万人).
    """
    row = decision.observation
    listed_years = expression("listed_years").search(governing)
    named = re.findall(r"\d{4}", listed_years[0]) if listed_years else []
    first, last = row.since or row.until, row.until
    if len(named) == years:
        year = named[position]
    elif not first or not last or int(last[:4]) - int(first[:4]) != years - 1:
        return decision
    else:
        year = str(int(first[:4]) + position)
    since = year if row.since else None
    return decision._replace(observation=replace(row, since=since, until=year))


def said_of(decision: Decision, actor: Actor) -> Decision:
    """Say a figure of one of several actors that share it."""
    observation = replace(decision.observation, about=actor.name, method="list")
    return decision._replace(observation=observation, subject=Subject(actor.name, actor.sort, "list"))


def of_bare(text: str, figure: Figure, choice: Choice, previous: Decision | None) -> Choice:
    """Tell what a number without a unit measures: what a word names, unless it says to whom the sum goes.

    In 现在是25万，又有13万是给贫困户的 the second measures what the first does, not households.
    """
    end = figure.quantity.span.end
    between = text[end : choice.word.start] if choice.word else ""
    named = not any(word in between for word in listed("receiving")) and not any(char.isdigit() for char in between)
    if choice.word is None or named:
        return choice
    last = previous.observation if previous else None
    goes_on = last is not None and figure.clause.start - (last.end or 0) <= 1
    return Choice(last.indicator, None) if last is not None and goes_on else Choice("other", None)


def is_of_nobody(decision: Decision) -> bool:
    """Tell what somebody unnamed earns in a place: a place has no household income, but its households do."""
    row, subject = decision.observation, decision.subject
    return row.indicator == "household-income" and subject.sort == "place" and row.per not in ("household", "person")

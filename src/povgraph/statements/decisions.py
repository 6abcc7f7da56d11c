"""Observations with why each reads as it does; in a run of figures one goes back to another, or is shared out."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from povgraph.model import Observation
from povgraph.statements.actors import Actor
from povgraph.statements.coordination import Figure
from povgraph.statements.discourse import Subject


class Decision(NamedTuple):
    """Why an observation reads as it does, for ``extract --explain``."""

    observation: Observation
    subject: Subject
    indicator_word: str | None
    time: str | None


def last_alike(decisions: Sequence[Decision], figure: Figure) -> Decision | None:
    """Give the figure of the sentence to which one may go back: the last in its unit; a percentage may be of any."""
    unit = figure.unit
    alike = (decision for decision in reversed(decisions) if unit in (decision.observation.unit, "percent"))
    return next(alike, decisions[-1] if decisions else None)


def of_year(decision: Decision, position: int, years: int) -> Decision:
    """Give each figure of a run that 分别 shares out over as many years its own (2013-2015年分别减贫3、4、5万人)."""
    row = decision.observation
    first, last = row.since or row.until, row.until
    if not first or not last or int(last[:4]) - int(first[:4]) != years - 1:
        return decision
    year = str(int(first[:4]) + position)
    since = year if row.since else None
    return decision._replace(observation=replace(row, since=since, until=year))


def said_of(decision: Decision, actor: Actor) -> Decision:
    """Say a figure of one of several actors that share it."""
    observation = replace(decision.observation, about=actor.name, method="list")
    return decision._replace(observation=observation, subject=Subject(actor.name, actor.sort, "list"))

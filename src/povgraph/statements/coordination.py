"""Figures in their places, and what coordination says of them: runs, growths shared out, earlier states."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from povgraph.mentions.units import COUNTED, Quantity
from povgraph.model import Observation, Span
from povgraph.resources import lexicon
from povgraph.statements.figures import Reading, expression, goes_on, is_compared, is_part, listed, reaches
from povgraph.statements.lifted import leaves_poverty
from povgraph.text.segments import Sentence

#: What is counted next in a list.
_ITEM = re.compile("[、和][一-龥]{1,6}")
_JOINTS = ("、", "和", "及", "与", "，", ",")


class Figure(NamedTuple):
    """A quantity in its place: its unit there, its sentence and clause, and the text around it.

    ``before`` and ``after`` are the text of its clause around it, ``earlier`` and ``then`` the clauses before and
    behind that one, ``governing`` the sentence up to it.
    """

    quantity: Quantity
    unit: str | None
    sentence: int
    clause: Span
    before: str
    after: str
    earlier: str
    then: str
    governing: str


@cache
def _fall_or_rise() -> re.Pattern[str]:
    words = lexicon("figures")
    return re.compile(
        f"[^，。；]{{0,4}}?(?:{'|'.join([*words['increases'], *words['decreases'], '降', '升', '增', '减'])})"
    )


def is_origin(text: str, figure: Figure, since: int) -> bool:
    """Tell whether a figure is the earlier state of two (由35%降至1%), which a time further off does not date.

    ``since`` is where the time ends before the figure: what stands before that opens nothing.
    """
    opened = text.endswith(listed("origins"), max(since, figure.clause.start), figure.quantity.span.start)
    return opened and opens_change(text, figure)


def opens_change(text: str, figure: Figure) -> bool:
    """Tell whether a figure is the first of two states, whatever stands before it (从2012年底的35%降至1%)."""
    return bool(_fall_or_rise().match(text, figure.quantity.span.end))


def people_of(figure: Figure, previous: Observation) -> str | None:
    """Give the indicator of persons whose households are counted right before them (剩下的491户、1436人)."""
    goes_on_from = figure.before in ("", *listed("in_sum"))  # 146户,527人 in a copy; 3200户，共8600人
    said = figure.earlier if goes_on_from else figure.before
    beside = figure.unit == "person" and previous.unit == "household" and said.endswith(("户", "户、"))
    return lexicon("figures")["of_households"].get(previous.indicator) if beside else None


def by_sentence(sentences: Sequence[Sentence], quantities: Iterable[Quantity]) -> list[tuple[int, list[Quantity]]]:
    """Put quantities together by the number of their sentence; sentences without any are left out."""
    grouped: list[tuple[int, list[Quantity]]] = []
    rest = iter(sorted(quantities, key=lambda quantity: quantity.span.start))
    quantity = next(rest, None)
    for index, sentence in enumerate(sentences):
        inside = []
        while quantity is not None and quantity.span.start < sentence.span.end:
            if quantity.span.start >= sentence.span.start:
                inside.append(quantity)
            quantity = next(rest, None)
        if inside:
            grouped.append((index, inside))
    return grouped


def said_behind(quantity: Quantity, after: str) -> str:
    """Give what is said of a quantity behind it, which goes no further than where a part of it is counted.

    In 172个行政村中有90个退出 only the 90 left.
    """
    part = expression("among").match(after) if quantity.unit in COUNTED else None
    return part[0] if part else after


def unit_of(quantity: Quantity, before: str, after: str, earlier: str = "") -> str | None:
    """Give the unit of a quantity between two texts; enterprises are counted in 户 too, but are no households.

    Of 832个贫困县中，已有436个摘帽 the second are counties, too; ``earlier`` is the clause before.
    """
    if quantity.unit == "person" and expression("of_places_with").match(after):
        return "item"
    if quantity.unit == "item" and (leaves_poverty(after) or (not after and expression("left_over").search(before))):
        of_those = expression("of_those").search(earlier + before)
        return next((unit for unit, noun in of_those.groupdict().items() if noun), None) if of_those else "item"
    if quantity.unit == "household":
        firms, behind = listed("counted_as_households"), after.removeprefix("民营").removeprefix("规上")
        if before.endswith(firms) or behind.startswith(firms):
            return "item"
    return quantity.unit or quantity.implied


def shares_out(run: Sequence[Figure], text: str) -> bool:
    """Tell whether coordinated growths belong one by one to the figures before (分别增长22%、25%)."""
    clause = text[run[0].clause.start : run[0].quantity.span.start]
    return len(run) > 1 and run[0].quantity.unit == "percent" and speaks_of_those_before(clause)


def speaks_of_those_before(clause: str) -> bool:
    """Tell whether a clause of growth speaks of the figures before it (增长9%)."""
    return clause.startswith(listed("each_of_those"))


def goes_back(figure: Figure, reading: Reading, previous: Observation) -> bool:
    """Tell whether the words of a figure's clause say that it speaks of the figure before it."""
    if reading.kind == "growth" and speaks_of_those_before(figure.before):
        return True
    if previous.kind == "growth" and reaches(figure.before):
        return True
    if reading.kind != "level" and is_compared(figure.before):
        return True
    if is_multiple_of(figure):
        return True
    part = is_part(figure.before) and previous.kind != "growth"
    return previous.unit == (figure.quantity.unit or previous.unit) and (part or goes_on(figure.before))


def is_multiple_of(figure: Figure) -> bool:
    """Tell whether a percentage is how many times an earlier state the figure before it is (是去年的2.6倍)."""
    times = figure.quantity.unit_word == lexicon("figures")["multiples"]
    return times and expression("multiple_of").search(figure.before) is not None


def continues(figure: Figure, reading: Reading, previous: Observation, *, bare: bool) -> bool:
    """Tell whether a figure whose clause names no indicator goes on with the one before it.

    So do a difference (贫困发生率1.7%，一年下降1.4个百分点), a percentage that opens its clause (覆盖85%的地，91%的人),
    and where the clause is ``bare`` a name with nothing but its figure (东部147万人，中部597万人).
    """
    if reading.kind == "growth":
        return True
    if not figure.before and previous.unit == figure.unit == "percent" and previous.indicator != "share":
        return True
    if previous.unit == figure.unit and (_is_next_item(figure, previous) or _is_for_each(figure)):
        return True
    return previous.unit == figure.unit and (reading.kind == "change" or bare)


def _is_next_item(figure: Figure, previous: Observation) -> bool:
    """Tell whether a figure is that of the next crop in a list (玉米100万亩、小杂粮30万亩)."""
    if figure.unit not in listed("next_items"):
        return False
    name = _ITEM.fullmatch(figure.before, (previous.end or 0) - figure.clause.start)
    return (previous.end or 0) > figure.clause.start and name is not None


def _is_for_each(figure: Figure) -> bool:
    """Tell whether a figure is how much land of the one before each has (果园1800亩，人均1.5亩)."""
    return figure.unit in listed("next_items") and figure.before in listed("shared_after")


def is_per_the_same(figure: Figure, row: Observation, previous: Observation) -> bool:
    """Tell whether a figure goes on from one of its clause that says per what it is (亩产由280公斤提高到360公斤)."""
    same = (row.indicator, row.unit, row.about) == (previous.indicator, previous.unit, previous.about)
    return same and row.per is None and (previous.start or 0) == figure.clause.start


def runs(figures: Sequence[Figure], text: str) -> list[list[Figure]]:
    """Group figures that are coordinated: nothing but a joint stands between them."""
    runs: list[list[Figure]] = []
    for figure in figures:
        last = runs[-1][-1].quantity if runs else None
        if last and text[last.span.end : figure.quantity.span.start] in _JOINTS and last.unit == figure.quantity.unit:
            runs[-1].append(figure)
        else:
            runs.append([figure])
    return runs

"""Check parts against their whole: 其中, lists with their total, 占, and a rate of poverty over a population."""

from collections.abc import Iterator, Sequence

from povgraph.checks.changes import has
from povgraph.checks.figures import Figure
from povgraph.checks.intervals import Interval
from povgraph.checks.neighbours import Passage, Placed
from povgraph.checks.readings import printed, read_printed
from povgraph.checks.sums import Sum, check_sum
from povgraph.resources import lexicon

_HUNDRED = Interval.point(100)
#: The parts of a list stand no further apart than this.
_CLOSE = 24


def total(values: Sequence[Interval]) -> Interval:
    """All together."""
    return sum(values[1:], values[0])


def share(values: Sequence[Interval]) -> Interval:
    """Part over whole, in percent."""
    return values[0] / values[1] * _HUNDRED


def only(values: Sequence[Interval]) -> Interval:
    """Give the first as it is."""
    return values[0]


def check_portions(passage: Passage) -> Iterator[Sum]:
    """Check 其中, 合计 and 占 in a sentence."""
    for index, placed in enumerate(passage.here, len(passage.before)):
        if placed.figure.kind != "level":
            continue
        yield from _of_all(passage.all, index)
        if has(placed, "part"):
            yield from _parts(passage.all, index)
        elif has(placed, "total"):
            yield from _total(passage.all, index)
        elif placed.figure.unit == "percent":
            yield from _share(passage.all, index)


def is_part(part: Figure, whole: Figure) -> bool:
    """Tell whether an indicator counts some of what another counts, or the same."""
    wider: list[str] = lexicon("arithmetic")["part_of"].get(part.indicator, [])
    return part.indicator == whole.indicator or whole.indicator in wider


def _parts(all_: Sequence[Placed], index: int) -> Iterator[Sum]:
    """Compare the figures that 其中 opens with the figure that it follows, one by one and together."""
    placed, first = all_[index], all_[index].figure
    rivals = [one.figure for one in all_[:index] if one.figure.unit == first.unit and one.figure.kind == "level"]
    whole = next(iter(reversed(rivals)), None)
    if whole is None or first.unit == "percent" or first.indicator == "other" or not _alike(first, whole):
        return
    if not is_part(first, whole):
        found = check_sum("part", (first,), whole, only, limit="at most")
        yield from [found] if found.verdict == "consistent" else []
        return
    parts = [first, *(placed.figure for placed in _list_after(all_, index))]
    if _goes_further_back(all_[:index], placed, whole):
        return
    singly = [check_sum("part", (part,), whole, only, limit="at most") for part in parts]
    yield from singly
    if len(parts) > 1 and all(one.verdict != "inconsistent" for one in singly):
        together = check_sum("parts", parts, whole, total, limit="subset")
        disjoint = len({part.about for part in parts}) == len(parts) or first.unit == "yuan"
        if together.verdict != "inconsistent" or disjoint:
            yield together


def _of_all(all_: Sequence[Placed], index: int) -> Iterator[Sum]:
    """Compare what has come of all there are with all there are: 共有贫困村164个, 已有178个退出."""
    part = all_[index]
    wider = lexicon("arithmetic")["of_all"].get(part.figure.indicator)
    for whole in reversed(all_[:index] if wider else ()):
        figure = whole.figure
        if figure.indicator == wider and (figure.kind, figure.per) == ("level", part.figure.per):
            alike = (figure.about, figure.status) == (part.figure.about, part.figure.status)
            if alike and has(whole, "all") and not has(whole, "left"):
                yield check_sum("part", (part.figure,), figure, only, limit="at most")
            return


def _goes_further_back(earlier: Sequence[Placed], part: Placed, whole: Figure) -> bool:
    """Tell whether a part that is larger than the nearest figure may be one of some other.

    That is so where an earlier figure of the sentence is large enough, and where the nearest one stands in the
    sentence before, unless 其中 opens this one.
    """
    low = printed(part.figure).low
    if low <= printed(whole).high:
        return False
    sentence = next(one.sentence for one in reversed(earlier) if one.figure is whole)
    near = [one.figure for one in earlier if one.sentence == sentence and one.figure.unit == whole.unit]
    opens = part.own.lstrip().startswith(tuple(lexicon("arithmetic")["words"]["part"]))
    return any(printed(one).high >= low for one in near) or (sentence != part.sentence and not opens)


def _comparable(part: Figure, whole: Figure) -> bool:
    """Tell whether one may be part of the other: what they count, per what, how sure, and when."""
    return is_part(part, whole) and _alike(part, whole)


def _alike(part: Figure, whole: Figure) -> bool:
    return (part.per, part.status) == (whole.per, whole.status) and at_one_time(part, whole)


def at_one_time(one: Figure, other: Figure) -> bool:
    """Tell whether two figures may be of one time: the same day or period, or one of them is undated."""
    if not one.last or not other.last:
        return True
    since = {figure.first or figure.last for figure in (one, other)}
    years = {text[:4] for text in since if text}
    return one.last == other.last and (one.first == other.first or len(years) == 1)


def _list_after(all_: Sequence[Placed], index: int) -> Iterator[Placed]:
    """Yield what goes on with the list that begins at a figure: the same thing counted, in the same sentence."""
    first = all_[index]
    for placed in all_[index + 1 :]:
        figure = placed.figure
        same = (figure.indicator, figure.unit, figure.kind, figure.per, figure.status)
        if same != (first.figure.indicator, first.figure.unit, "level", first.figure.per, first.figure.status):
            return
        if placed.sentence != first.sentence or len(placed.own) > _CLOSE or has(placed, "part") or has(placed, "total"):
            return
        if (figure.start, figure.end) == (first.figure.start, first.figure.end):
            return  # one number, said of several
        yield placed


def _total(all_: Sequence[Placed], index: int) -> Iterator[Sum]:
    """Compare 合计 with the list before it; a list that does not add up must be said of several by name."""
    placed = all_[index]
    parts: list[Placed] = []
    for one in reversed(all_[:index]):
        if not _adds_up(one.figure, placed, parts):
            break
        if one.sentence != placed.sentence or has(one, "total"):
            break
        parts.insert(0, one)
    figures = [one.figure for one in parts]
    if len({(figure.start, figure.end) for figure in figures}) < max(2, len(figures)):
        return
    together = check_sum("total", figures, placed.figure, total)
    named = len({figure.about for figure in figures}) == len(figures)
    if together.verdict != "inconsistent" or (named and any(has(one, "each") for one in parts)):
        yield together


def _adds_up(part: Figure, placed: Placed, parts: Sequence[Placed]) -> bool:
    """Tell whether a figure may be one of those that 合计 adds up: of the same indicator, if the total names one.

    分别投入资金3000万元、2000万元，共计6000万元 names none, where nothing stands between 共计 and the number.
    """
    said = placed.figure
    if part.kind != "level" or part.indicator == "other" or part.unit != said.unit or not _alike(part, said):
        return False
    if part.indicator == said.indicator:
        return True
    reading = read_printed(said)
    bare = reading and placed.own.rpartition(reading.text)[0].endswith(tuple(lexicon("arithmetic")["words"]["total"]))
    same = not parts or parts[0].figure.indicator == part.indicator
    return bool(bare) and same and said.indicator in lexicon("arithmetic")["unnamed"]


def _share(all_: Sequence[Placed], index: int) -> Iterator[Sum]:
    """Check 占: the figure right before is the part; the whole is the last one that is wider than it."""
    placed = all_[index]
    if index < 2 or placed.figure.indicator not in {"share", "poverty-incidence"} or not _of_that(placed):
        return
    part = all_[index - 1]
    if part.figure.kind != "level" or part.figure.unit == "percent" or part.sentence != placed.sentence:
        return
    for whole in reversed(all_[: index - 1]):
        figure = whole.figure
        if figure.unit == part.figure.unit and figure.kind == "level":
            wide = part.figure.about == figure.about and printed(part.figure).low <= printed(figure).high
            named = part.figure.indicator != figure.indicator or has(part, "part")
            if wide and named and _comparable(part.figure, figure):
                yield check_sum("share", (part.figure, figure), placed.figure, share)
            return


def _of_that(placed: Placed) -> bool:
    """Tell whether 占 stands before the number with no other whole between them."""
    _, sign, tail = placed.own.rpartition("占")
    return bool(sign) and set(tail.rstrip("0123456789.%％成") or "占") <= {*lexicon("arithmetic")["whole_chars"], "占"}

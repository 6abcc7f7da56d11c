"""The sums that figures make: what they come to, what the text says, and whether the two agree."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, repeat
from typing import Literal

from povgraph.checks.figures import Figure
from povgraph.checks.intervals import Interval
from povgraph.checks.readings import printed, printed_unit, read_printed, show, show_interval, stated
from povgraph.model import Concept, Finding
from povgraph.resources import lexicon

Verdict = Literal["consistent", "rounding", "inconsistent", "unchecked"]
#: What the figures of a sum come to, from one interval for each.
Formula = Callable[[Sequence[Interval]], Interval]

_LOST, _DOUBLED = (4, 8), (-4, -8)
_LONGEST = 12
#: Values in base units are cut off behind the sixth place: 16亩 are 1.066667 hectares.
_CUT_OFF = Decimal("0.000001")
_NUMBER = Concept("unit", "number", "", "")


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum, checked: ``figures`` make what ``claimed``, a figure of the same text, says.

    ``relation`` names the kind of sum (a key of ``sums`` in ``data/lexicon/arithmetic.yaml``). ``result`` is what
    comes out of the numbers as stated, in base units, and ``times`` how often each of them counts. Where no figure
    claims the result, ``allowed`` is what such sums come to anywhere. ``verdict`` is ``consistent`` where the numbers
    as stated agree, ``rounding`` where the precision of the printed digits explains the difference, ``inconsistent``
    where nothing does, ``unchecked`` where the sum may rightly not hold. ``repair`` is a slip of 万 or 亿, or of
    wording, that would explain it.
    """

    relation: str
    report: str
    figures: tuple[Figure, ...]
    claimed: Figure
    verdict: Verdict
    result: Interval | None = None
    times: tuple[int, ...] = ()
    allowed: Interval | None = None
    repair: str | None = None

    @property
    def shown_zh(self) -> str:
        """Show the numbers in Chinese: ``1147公顷 ÷ 391户 = 2.93公顷；文中说 3公顷（2.7公顷～3.3公顷）``."""
        return _shown(self, "zh")

    @property
    def shown_en(self) -> str:
        """Show the numbers in English."""
        return _shown(self, "en")

    @property
    def involved(self) -> tuple[Figure, ...]:
        """Give all figures of the sum in the order of the text, the one that is checked last on a par."""
        found = {figure.iri: figure for figure in (*self.figures, self.claimed)}
        return tuple(sorted(found.values(), key=lambda figure: (figure.report, figure.start or 0, figure.end or 0)))

    def finding(self) -> Finding:
        """Word an inconsistent sum as a warning about its later figure."""
        names = lexicon("arithmetic")["sums"][self.relation]
        hint = ("", "") if not self.repair else (f"；或应为 {self.repair}", f"; perhaps {self.repair} is meant")
        later = [figure for figure in self.involved if figure.report == self.report][-1]
        reading = read_printed(later)
        return Finding(
            check=f"sum-{self.relation}",
            severity="warning",
            message_zh=f"{names['zh']}不符：{self.shown_zh}{hint[0]}。",
            message_en=f"The sum does not hold ({names['en']}): {self.shown_en}{hint[1]}.",
            focus=later.iri,
            value=reading.text if reading else f"{later.value:f}",
            quote=later.quote or None,
            statements=tuple(figure.iri for figure in self.involved),
            repair=self.repair,
        )


def check_sum(
    relation: str,
    figures: Sequence[Figure],
    claimed: Figure,
    formula: Formula,
    *,
    limit: str = "",
    times: Sequence[int] = (),
) -> Sum:
    """Work a sum out and compare it with the figure that claims its result.

    Args:
        relation: The kind of sum.
        figures: What goes into the formula, in its order.
        claimed: The figure that says what comes out.
        formula: The sum, on intervals.
        limit: ``at most`` where the claim is only an upper limit, ``subset`` where more than the figures given may
            belong to the sum, so that a result below the claim says nothing.
        times: How often each figure counts, where that is not once; the formula knows it, too.
    """
    slack = Decimal(str(lexicon("arithmetic")["slack"].get(relation, 0)))
    test = _Test([*figures, claimed], lambda values: (formula(values[:-1]), values[-1]), limit, slack)
    verdict, repair = _judge(relation, test)
    result = formula([stated(figure) for figure in figures])
    return Sum(relation, claimed.report, tuple(figures), claimed, verdict, result, tuple(times), repair=repair)


def check_range(relation: str, figures: Sequence[Figure], formula: Formula, low: int, high: int) -> Sum:
    """Work a sum out and compare it with what such sums come to anywhere; the last figure is the one checked."""
    allowed = Interval(Decimal(low), Decimal(high))
    verdict, repair = _judge(relation, _Test(figures, lambda values: (formula(values), allowed), "", Decimal(0)))
    result, last = formula([stated(figure) for figure in figures]), figures[-1]
    return Sum(relation, last.report, tuple(figures), last, verdict, result, allowed=allowed, repair=repair)


@dataclass(frozen=True, slots=True)
class _Test:
    """Figures, and how to make of their intervals the two that must meet: what comes out, and what is said of it."""

    figures: Sequence[Figure]
    pair: Callable[[Sequence[Interval]], tuple[Interval, Interval]]
    limit: str
    slack: Decimal


def _judge(relation: str, test: _Test) -> tuple[Verdict, str | None]:
    verdict = _verdict(test)
    repair = _slips(test) if verdict == "inconsistent" else None
    if verdict == "inconsistent" and repair is None and relation in lexicon("arithmetic")["weak"]:
        return "unchecked", None
    return verdict, repair


def _verdict(test: _Test) -> Verdict:
    made, said = test.pair([stated(figure) for figure in test.figures])
    if made.distance(said) <= _nearest(made, said) * _CUT_OFF or (test.limit == "at most" and made.low <= said.high):
        return "consistent"
    made, said = test.pair([printed(figure) for figure in test.figures])
    if made.meets(said):
        return "rounding"
    if test.limit == "subset" and made.high < said.low:
        return "unchecked"
    return "unchecked" if made.distance(said) <= _nearest(made, said) * test.slack else "inconsistent"


def _nearest(made: Interval, said: Interval) -> Decimal:
    return max(min(abs(made.low), abs(made.high)), min(abs(said.low), abs(said.high)))


def _slips(test: _Test) -> str | None:
    """Find the figures of which one with a 万 or 亿 too many, or else one that lost it, would make the sum hold."""
    values = [printed(figure) for figure in test.figures]
    for powers in (_DOUBLED, _LOST) if not test.limit else ():
        found = []
        for index, figure in enumerate(test.figures):
            reading = read_printed(figure)
            power = reading.power if reading else 0
            for shift in powers if figure.unit != "percent" else ():
                factor = Interval.point(Decimal(10) ** shift)
                made, said = test.pair([value * factor if at == index else value for at, value in enumerate(values)])
                bounded = said.low.is_finite() and said.high.is_finite() and not said.low <= 0 <= said.high
                if 0 <= power + shift <= 8 and bounded and made.meets(said):
                    found.append(show_interval(stated(figure) * factor, printed_unit(figure), "zh"))
        if found:
            return " / ".join(dict.fromkeys(found))
    return None


def _shown(found: Sum, language: str) -> str:
    """Show the sum with its numbers, and what the text says instead."""
    if found.result is None:
        return show(found.claimed, language)
    words = lexicon("arithmetic")["sums"][found.relation]
    terms = [show(figure, language) for figure in found.figures]
    terms = [f"({term})" if term.startswith("-") else term for term in terms]
    counts = chain(found.times, repeat(1))
    terms = [term if many == 1 else f"{term} × {many}" for term, many in zip(terms, counts, strict=False)]
    more = f" + … ({len(terms)})" if len(terms) > _LONGEST else ""
    unit = _NUMBER if found.allowed else printed_unit(found.claimed)
    result = show_interval(found.result, unit, language)
    shown: str = words["show"].format(*terms, result=result, terms=" + ".join(terms[:_LONGEST]) + more)
    kind = "usual" if found.allowed else "says"
    says = words.get(kind, lexicon("arithmetic")[kind])[language]
    expected = show_interval(found.allowed, unit, language) if found.allowed else show(found.claimed, language)
    return f"{shown}{'；' if language == 'zh' else '; '}{says} {expected}"


def unchecked_claim(claimed: Figure) -> Sum:
    """List a figure that says something of others, none of which is found."""
    return Sum("claim", claimed.report, (), claimed, "unchecked")

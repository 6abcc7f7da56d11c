"""The sums that figures make: what they come to, what the text says, and whether the two agree."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, repeat
from typing import Literal

from povgraph.checks.figures import Figure
from povgraph.checks.intervals import Interval
from povgraph.checks.readings import printed, read_printed, show, show_interval, stated, unit_of
from povgraph.model import Concept, Finding
from povgraph.resources import lexicon

Verdict = Literal["consistent", "rounding", "inconsistent", "unchecked"]
#: What the figures of a sum come to, from one interval for each.
Formula = Callable[[Sequence[Interval]], Interval]

_POWERS = (4, 8, -4, -8)
_LONGEST = 12
_NUMBER = Concept("unit", "number", "", "")


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum, checked: ``figures`` make what ``claimed``, a figure of the same text, says.

    ``relation`` names the kind of sum (a key of ``sums`` in ``data/lexicon/arithmetic.yaml``). ``verdict`` is
    ``consistent`` where the numbers as stated agree, ``rounding`` where the precision of the printed digits explains
    the difference, ``inconsistent`` where nothing does, ``unchecked`` where the sum may rightly not hold. ``shown_zh``
    and ``shown_en`` are the numbers. ``repair`` is a slip of 万 or 亿, or of wording, that would explain it.
    """

    relation: str
    report: str
    figures: tuple[Figure, ...]
    claimed: Figure
    verdict: Verdict
    shown_zh: str
    shown_en: str
    repair: str | None = None

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
        return Finding(
            check=f"sum-{self.relation}",
            severity="warning",
            message_zh=f"{names['zh']}不符：{self.shown_zh}{hint[0]}。",
            message_en=f"The {names['en']} does not fit: {self.shown_en}{hint[1]}.",
            focus=later.iri,
            value=str(later.value),
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
    shown = [_shown(relation, figures, formula, claimed, language, times) for language in ("zh", "en")]
    return Sum(relation, claimed.report, tuple(figures), claimed, verdict, shown[0], shown[1], repair)


def check_range(relation: str, figures: Sequence[Figure], formula: Formula, low: int, high: int) -> Sum:
    """Work a sum out and compare it with what such sums come to anywhere; the last figure is the one checked."""
    allowed = Interval(Decimal(low), Decimal(high))
    test = _Test(figures, lambda values: (formula(values), allowed), "", Decimal(0))
    verdict, repair = _judge(relation, test)
    made = show_interval(formula([stated(figure) for figure in figures]), _NUMBER, "en")
    template = lexicon("arithmetic")["sums"][relation]["show"]
    shown = [template.format(*(show(figure, language) for figure in figures), result=made) for language in ("zh", "en")]
    shown = [f"{shown[0]}；应在 {low} 与 {high} 之间", f"{shown[1]}; from {low} to {high} is usual"]
    return Sum(relation, figures[-1].report, tuple(figures), figures[-1], verdict, shown[0], shown[1], repair)


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
    if made.meets(said) or (test.limit == "at most" and made.low <= said.high):
        return "consistent"
    made, said = test.pair([printed(figure) for figure in test.figures])
    if made.meets(said):
        return "rounding"
    if test.limit == "subset" and made.high < said.low:
        return "unchecked"
    nearest = max(min(abs(made.low), abs(made.high)), min(abs(said.low), abs(said.high)))
    return "unchecked" if made.distance(said) <= nearest * test.slack else "inconsistent"


def _slips(test: _Test) -> str | None:
    """Find the figures of which one with a 万 or 亿 lost or doubled would make the sum hold."""
    found = []
    values = [printed(figure) for figure in test.figures]
    for index, figure in enumerate(test.figures if not test.limit else ()):
        reading = read_printed(figure)
        power = reading.power if reading else 0
        for shift in _POWERS:
            if figure.unit == "percent" or (shift < 0 and power < -shift) or (shift > 0 and power + shift > 8):
                continue
            factor = Interval.point(Decimal(10) ** shift)
            made, said = test.pair([value * factor if at == index else value for at, value in enumerate(values)])
            if made.meets(said) and said.low > 0 and said.high.is_finite():
                unit = reading.unit if reading else unit_of(figure)
                found.append(show_interval(stated(figure) * factor, unit, "zh"))
    return " / ".join(dict.fromkeys(found)) or None


def _shown(
    relation: str,
    figures: Sequence[Figure],
    formula: Formula,
    claimed: Figure,
    language: str,
    times: Sequence[int],
) -> str:
    """Show the sum with its numbers, and what the text says instead."""
    names = lexicon("arithmetic")["sums"][relation]
    terms = [show(figure, language) for figure in figures]
    terms = [f"({term})" if term.startswith("-") else term for term in terms]
    counts = chain(times, repeat(1))
    terms = [term if many == 1 else f"{term} × {many}" for term, many in zip(terms, counts, strict=False)]
    more = f" + … ({len(terms)})" if len(terms) > _LONGEST else ""
    reading = read_printed(claimed)
    unit = reading.unit if reading else unit_of(claimed)
    result = show_interval(formula([stated(figure) for figure in figures]), unit, language)
    shown = names["show"].format(*terms, result=result, terms=" + ".join(terms[:_LONGEST]) + more)
    says = names.get("says", {"zh": "文中说", "en": "the text says"})[language]
    return f"{shown}{'；' if language == 'zh' else '; '}{says} {show(claimed, language)}"


def unchecked_claim(claimed: Figure) -> Sum:
    """List a figure that says something of others, none of which is found."""
    return Sum("claim", claimed.report, (), claimed, "unchecked", show(claimed, "zh"), show(claimed, "en"))

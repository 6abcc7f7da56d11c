"""Weigh the sides of a conflict: who says what, which side is better supported, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from povgraph.checks.witnesses import Witnesses
from povgraph.model import Finding

#: By what one side is better supported, in the order in which it counts.
_REASONS = (
    ("与其他已知的相符", "it fits what else is known"),
    ("来源较多", "more origins say so"),
    ("经人工校订", "a person has reviewed it"),
    ("数字较精确", "its figure is more precise"),
    ("报告日期离所述时间较近", "its report is nearer in time"),
)
_LISTED = 6


@dataclass(frozen=True, slots=True)
class Claim:
    """That a report says something: the statement, its report, and the words; ``step`` is the last digit's unit."""

    statement: str
    report: str
    quote: str
    start: int = 0
    step: Decimal | None = None
    day: str | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One of the things said that cannot all hold, in Chinese and English, and all claims of it.

    ``fit`` is greater the better its size fits what else is known.
    """

    zh: str
    en: str
    claims: tuple[Claim, ...]
    fit: int = 0

    @property
    def reports(self) -> set[str]:
        """The reports that say so."""
        return {claim.report for claim in self.claims}


def find_conflict(
    check: str, zh: str, en: str, sides: Iterable[Side], witnesses: Witnesses, severity: str = "warning"
) -> Finding:
    """Make a finding of a conflict set: all its statements, with the better supported side first and the reason.

    Args:
        check: The name of the check.
        zh: Of what several things are said, in Chinese.
        en: The same in English.
        sides: What is said, two sides or more. The finding is placed where the least supported one is said.
        witnesses: What is known of the reports.
        severity: How grave it is.
    """
    ranked = _ranked(sides, witnesses)
    reason = _reason(ranked, witnesses)
    said_zh, said_en = _listed(ranked, witnesses)
    better_zh = f"较可信的是{ranked[0].zh}：{reason[0]}" if reason else "孰是孰非，无从判断"
    better_en = f"{ranked[0].en} is better supported: {reason[1]}" if reason else "nothing tells which is right"
    weakest = min(ranked[-1].claims, key=lambda claim: (claim.report, claim.start, claim.statement))
    return Finding(
        check=check,
        severity=severity,
        message_zh=f"{zh}说法不一：{said_zh}。{better_zh}。",
        message_en=f"{en} is told in {len(ranked)} ways: {said_en}. {better_en[0].upper()}{better_en[1:]}.",
        focus=weakest.statement,
        value=ranked[-1].zh,
        statements=tuple(dict.fromkeys(claim.statement for side in ranked for claim in side.claims)),
    )


def better_side(sides: Iterable[Side], witnesses: Witnesses) -> Side | None:
    """Give the better supported side, or None where nothing sets it apart."""
    ranked = _ranked(sides, witnesses)
    return ranked[0] if _reason(ranked, witnesses) else None


def _ranked(sides: Iterable[Side], witnesses: Witnesses) -> list[Side]:
    return sorted(sides, key=lambda side: (*(-weight for weight in _weights(side, witnesses)), side.zh))


def _listed(ranked: Sequence[Side], witnesses: Witnesses) -> tuple[str, str]:
    """Say what each side says, in both languages; of a great many only the first."""
    counted = [(side, *_counted(side, witnesses)) for side in ranked[:_LISTED]]
    more = len(ranked) - len(counted)
    zh = [f"{side.zh}（{said}）" for side, said, _ in counted] + ([f"另有 {more} 种"] if more else [])
    en = [f"{side.en} ({said})" for side, _, said in counted] + ([f"and {more} more"] if more else [])
    return "；".join(zh), "; ".join(en)


def _counted(side: Side, witnesses: Witnesses) -> tuple[str, str]:
    """Quote one claim of a side, and count its reports and their origins."""
    reports, origins = len(side.reports), witnesses.origins(side.reports)
    first = min(side.claims, key=lambda claim: (claim.report, claim.start, claim.statement))
    zh = f"“{first.quote}”，{reports} 份报告，{origins} 个来源"
    en = f"“{first.quote}”, {_many(reports, 'report')}, {_many(origins, 'origin')}"
    return zh, en


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _weights(side: Side, witnesses: Witnesses) -> tuple[int | Decimal, ...]:
    steps = [claim.step for claim in side.claims if claim.step is not None]
    reviewed = any(witnesses.is_reviewed(claim.statement) for claim in side.claims)
    gaps = [gap for claim in side.claims if (gap := _gap(claim, witnesses)) is not None]
    return (
        side.fit,
        witnesses.origins(side.reports),
        int(reviewed),
        -min(steps, default=Decimal("Infinity")),
        -min(gaps, default=10**9),
    )


def _gap(claim: Claim, witnesses: Witnesses) -> int | None:
    """Count the days between the time that a claim is about and its report."""
    written = witnesses.days(claim.report)
    if claim.day is None or written is None:
        return None
    return abs((date.fromisoformat(written[1]) - date.fromisoformat(claim.day)).days)


def _reason(ranked: Sequence[Side], witnesses: Witnesses) -> tuple[str, str] | None:
    """Tell what sets the best side apart from the next: the first weight in which they differ."""
    best, next_best = (_weights(side, witnesses) for side in ranked[:2])
    return next((why for why, one, other in zip(_REASONS, best, next_best, strict=True) if one != other), None)

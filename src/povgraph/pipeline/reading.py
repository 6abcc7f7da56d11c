"""Read reports and their statements, one after the other, with nothing stored."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from povgraph.errors import SourceError
from povgraph.model import Report, Statements

if TYPE_CHECKING:
    from povgraph.statements.extraction import Extractor

Progress = Callable[[str], None]


def silent(_: str) -> None:
    """Report no progress."""


def extract(
    sources: Sequence[Path], progress: Progress = silent, least: Decimal = Decimal(0)
) -> tuple[list[Statements], list[str]]:
    """Read the statements of all reports below the sources, and name the sources that had to be set aside.

    Statements that are less sure than ``least`` are left out.

    Raises:
        SourceError: no report can be read.
    """
    from povgraph.statements.confidence import at_least  # noqa: PLC0415

    set_aside: list[str] = []
    made = [at_least(extract_report(report), least) for report in read_reports(sources, set_aside, progress)]
    return made, set_aside


def explain(sources: Sequence[Path]) -> Iterator[str]:
    """Say, figure by figure, why the extractor reads the reports as it does."""
    from povgraph.statements.explanations import explain_report  # noqa: PLC0415

    for report in read_reports(sources, [], silent):
        yield from explain_report(extractor(), report)


def extract_report(report: Report) -> Statements:
    """Read the statements of one report."""
    return extractor().extract(report)


def statements_of(report: Report, reviewed: Path | None) -> Statements:
    """Give a report's statements: those of a reviewed file, else extracted ones.

    Raises:
        StatementsError: the file cannot be used.
    """
    from povgraph.statements.reviewed import read_reviewed  # noqa: PLC0415

    return read_reviewed(reviewed, report, notations()) if reviewed else extract_report(report)


def read_reports(sources: Sequence[Path], set_aside: list[str], progress: Progress) -> Iterator[Report]:
    """Read the reports below the sources; one that cannot be used is named in ``set_aside``.

    Raises:
        SourceError: no report can be read.
    """
    from povgraph.text.reports import find_reports, read_report  # noqa: PLC0415

    paths = find_reports(sources)
    seen: dict[str, str] = {}
    for number, path in enumerate(paths, 1):
        progress(f"reading {number} of {len(paths)}: {path.name}")
        try:
            report = read_report(path)
        except SourceError as error:
            set_aside.append(str(error))
            continue
        if report.sha256 in seen:
            set_aside.append(same_text(path, seen[report.sha256]))
            continue
        seen[report.sha256] = str(path)
        yield report
    if not seen:
        raise nothing_read("no report can be read", set_aside)


def same_text(path: Path, other: str) -> str:
    """Say that a text is left out, as another file holds it."""
    return f"{path}: the same text as {other}, which is read once"


def unused(path: Path) -> str:
    """Say that a reviewed statements file is of no report."""
    return f"{path}: no report of this name was read, so its statements are not in the graph"


def nothing_read(what: str, set_aside: Sequence[str]) -> SourceError:
    """Say why nothing is left to work with."""
    return SourceError(set_aside[0] if len(set_aside) == 1 else f"{what}: {'; '.join(set_aside)}")


@cache
def extractor() -> "Extractor":
    """Give the extractor, whose word lists take a while to load."""
    from povgraph.statements.extraction import Extractor  # noqa: PLC0415
    from povgraph.vocabulary import concepts  # noqa: PLC0415

    return Extractor(concepts())


@cache
def notations() -> Mapping[str, frozenset[str]]:
    """Give the notations that a statements file may use, by vocabulary: of units the base ones only."""
    from povgraph.vocabulary import concepts  # noqa: PLC0415

    allowed = {scheme: frozenset(c.notation for c in members) for scheme, members in concepts().items()}
    base = frozenset(c.notation for c in concepts()["unit"] if c.extra.get("baseUnit") == c.notation)
    return {**allowed, "unit": base, "level": allowed["level"] - {"country"}}


def dated(report: Report, rows: Statements) -> Report:
    """Date a report by its statements where nothing beside it does."""
    if report.date or not rows.date:
        return report
    return replace(report, date=rows.date, date_origin="text")

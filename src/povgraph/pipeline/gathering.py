"""Gather the reports of a build: those that are known already, and those that must be read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from povgraph.checks.copies import group_copies
from povgraph.checks.witnesses import name_origins
from povgraph.errors import SourceError, StatementsError
from povgraph.pipeline.entries import Entry
from povgraph.pipeline.reading import Progress, nothing_read, same_text, unused
from povgraph.pipeline.tasks import Read, Reading, look, read
from povgraph.pipeline.workers import Workers
from povgraph.statements.reviewed import ReviewedFiles
from povgraph.text.reports import find_reports, report_id

_Item = TypeVar("_Item")


def readings_of(sources: Sequence[Path], files: ReviewedFiles, least: Decimal, shelf: Path) -> list[Reading]:
    """List the reports below the sources, in their order.

    Raises:
        SourceError: a source does not exist, or holds no report.
    """
    return [Reading(path, files.of(report_id(path)), least, shelf) for path in find_reports(sources)]


@dataclass(slots=True)
class Gathered:
    """The reports of a build in their order, and the sources that were set aside, each with the reason."""

    entries: list[Entry] = field(default_factory=list)
    set_aside: list[str] = field(default_factory=list)


def name_copies(entries: Sequence[Entry]) -> dict[str, str]:
    """Name the origin of each report that is a copy."""
    return name_origins(group_copies({entry.iri: entry.clauses for entry in entries}))


def known_entries(readings: Sequence[Reading], entries: Sequence[Entry]) -> dict[Path, Entry]:
    """Find the reports whose files, and all else that reading them rests on, are as they were."""
    before = {entry.cache: entry for entry in entries}
    found = {}
    for reading in readings:
        try:
            entry = before.get(look(reading).cache)
        except (SourceError, StatementsError):
            continue  # reading says more
        if entry is not None:
            found[reading.path] = entry
    return found


def gather(
    readings: Sequence[Reading],
    files: ReviewedFiles,
    known: Mapping[Path, Entry],
    workers: Workers,
    add: Callable[[Read], None],
    progress: Progress,
) -> Gathered:
    """Read reports and their statements; a bad one is named and set aside while the others go on.

    Args:
        readings: All reports, in their order.
        files: The reviewed statements files.
        known: The reports that need not be read, by their files.
        workers: Read the others.
        add: Called with each report that was read and is used.
        progress: Called with a line for each.

    Raises:
        SourceError: none can be used.
    """
    fresh = [reading for reading in readings if reading.path not in known]
    results = workers.run(read, fresh, lambda reading: str(reading.path), queued=True)
    gathered, seen = Gathered(), dict[str, str]()
    for number, reading in enumerate(readings, 1):
        entry = known.get(reading.path)
        result = next(results) if entry is None else Read(reading.path, entry)
        progress(f"reading {number} of {len(readings)}: {reading.path.name}")
        fault = result.set_aside or _fault(result.entry, seen, files)
        if fault or result.entry is None:
            gathered.set_aside.append(fault)
            continue
        seen[result.entry.report.sha256] = result.entry.source
        gathered.entries.append(result.entry)
        if entry is None:
            add(result)
    gathered.set_aside += [unused(path) for path in files.unused()]
    if not gathered.entries:
        raise nothing_read(
            "nothing to build" if seen or files.unused() else "no report can be read", gathered.set_aside
        )
    return gathered


def _fault(entry: Entry | None, seen: Mapping[str, str], files: ReviewedFiles) -> str:
    """Say why a report that was read cannot be used beside those before it."""
    if entry is None:
        return ""
    if entry.report.sha256 in seen:
        return same_text(Path(entry.source), seen[entry.report.sha256])
    if files.of(entry.report.id):
        try:
            files.take(entry.report.id, entry.source)
        except StatementsError as error:
            return str(error)
    return ""


def chunks(items: Sequence[_Item], size: int) -> Iterator[Sequence[_Item]]:
    """Cut reports into pieces of one size."""
    return (items[start : start + size] for start in range(0, len(items), size))

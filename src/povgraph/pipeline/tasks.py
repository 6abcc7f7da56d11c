"""The work on a build that any process may do: read a report, check some reports, some topics or some things.

What the tasks need beside their items lies in files (the kept reports, and what the graph says of things), so that
processes hand each other little.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from povgraph.errors import SourceError, StatementsError
from povgraph.pipeline.digests import digest_of, reading_digest
from povgraph.pipeline.entries import Entry, Shared
from povgraph.pipeline.keeping import Kept, Shelf
from povgraph.pipeline.reading import dated, statements_of

LinesOf = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Look:
    """A report's files as they lie there: the digest of its text, and the key of what is kept of it."""

    path: Path
    sha256: str
    cache: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A report to be read; ``reviewed`` is the statements file that replaces what would be extracted."""

    path: Path
    reviewed: Path | None
    least: Decimal
    shelf: Path


@dataclass(frozen=True, slots=True)
class Read:
    """What came of reading a report: what is kept of it and its lines about shared things, or why it was set aside."""

    path: Path
    entry: Entry | None = None
    things: tuple[str, ...] = ()
    set_aside: str = ""


def look(reading: Reading) -> Look:
    """Look at the files of a report.

    Raises:
        SourceError: they cannot be read.
    """
    from povgraph.text.decoding import read_bytes  # noqa: PLC0415
    from povgraph.text.metadata import find_metadata  # noqa: PLC0415

    text = read_bytes(reading.path)
    beside = find_metadata(reading.path)
    metadata = None if beside is None else read_bytes(beside)
    reviewed = None if reading.reviewed is None else read_bytes(reading.reviewed, StatementsError)
    parts = (str(reading.path), metadata, str(reading.reviewed), reviewed, str(reading.least))
    digest = sha256(text).hexdigest()
    return Look(reading.path, digest, digest_of(reading_digest(), digest, *parts))


def read(reading: Reading) -> Read:
    """Read a report, or take what is kept of it."""
    from povgraph.graph.shares import things_of  # noqa: PLC0415

    shelf = Shelf(reading.shelf)
    try:
        cache = look(reading).cache
        kept = shelf.get(cache)
        if kept is None:
            kept = _read(reading, cache)
            shelf.put(kept)
    except (SourceError, StatementsError) as error:
        return Read(reading.path, set_aside=str(error))
    return Read(reading.path, kept.entry, tuple(things_of(kept.lines)))


def _read(reading: Reading, cache: str) -> Kept:
    from povgraph.checks.copies import clauses  # noqa: PLC0415
    from povgraph.graph.quads import places_used, report_quads  # noqa: PLC0415
    from povgraph.graph.shares import ties_of  # noqa: PLC0415
    from povgraph.statements.confidence import at_least  # noqa: PLC0415
    from povgraph.statements.files import write_statements  # noqa: PLC0415
    from povgraph.store.manifests import ReportEntry  # noqa: PLC0415
    from povgraph.text.reports import read_report  # noqa: PLC0415

    report = read_report(reading.path)
    rows = at_least(statements_of(report, reading.reviewed), reading.least)
    report = dated(report, rows)
    lines = tuple(report_quads(report, rows))
    text = write_statements(rows, "yaml")
    entry = Entry(
        cache=cache,
        source=str(reading.path),
        report=ReportEntry.of(report, rows.origin),
        notes=report.notes,
        counts={section: len(members) for section, members in rows.sections() if members},
        statements=sha256(text.encode()).hexdigest(),
        places=tuple(sorted(places_used(report, rows), key=str)),
        ties=ties_of(lines),
        clauses=tuple(clauses(report.text)),
    )
    return Kept(entry, report.text, text, lines)


@dataclass(frozen=True, slots=True)
class Batch:
    """Reports to be checked one by one: their keys, where they are kept, what is said of things, where the lines go."""

    caches: tuple[str, ...]
    shelf: Path
    things: Path
    run: Path
    statements: Path


def check_batch(batch: Batch) -> list[Entry]:
    """Check reports one by one, write their statements files, and all their lines, sorted, into a file.

    Raises:
        GoneError: what was kept of one is gone.
    """
    from povgraph.checks.within import check_within  # noqa: PLC0415
    from povgraph.store import folders  # noqa: PLC0415

    kept = [Shelf(batch.shelf).take(cache) for cache in batch.caches]
    with lines_in(batch.things) as lines_of:
        found = check_within([one.share for one in kept], lines_of)
    lines = sorted(line for one in kept for line in one.lines)
    batch.run.write_bytes("\n".join((*lines, "")).encode())
    for one in kept:
        folders.write_file(batch.statements / f"{one.entry.report.key}.yaml", one.statements.encode())
    return [one.entry.checked(found[one.entry.iri].findings, found[one.entry.iri].counted) for one in kept]


@dataclass(frozen=True, slots=True)
class Topics:
    """Topics to be checked: all reports that say something of them, and the origins of those that are copies."""

    topics: frozenset[str]
    caches: tuple[str, ...]
    origins: Mapping[str, str]
    shelf: Path
    things: Path


def check_topics(task: Topics) -> list[Shared]:
    """Check what reports say of topics."""
    from povgraph.checks.between import check_between  # noqa: PLC0415

    shares = [Shelf(task.shelf).take(cache).share for cache in task.caches]
    with lines_in(task.things) as lines_of:
        return check_between(shares, task.topics, lines_of, task.origins)


@dataclass(frozen=True, slots=True)
class Things:
    """Things to be checked, each with the letters of how statements point to it.

    ``pointed`` is a file of the lines of the statements that things point to.
    """

    pointers: Mapping[str, str]
    things: Path
    pointed: Path | None = None


def check_things(task: Things) -> list[Shared]:
    """Check things against the shapes; the findings are not in their places yet."""
    from povgraph.checks.things import check_things as check  # noqa: PLC0415

    with lines_in(task.things) as lines_of, lines_in(task.pointed or task.things) as statements_of:
        return check(task.pointers, lines_of, statements_of if task.pointed else None)


@dataclass(frozen=True, slots=True)
class Locating:
    """Findings to be put in their places, which are in one report."""

    cache: str
    findings: tuple[Shared, ...]
    shelf: Path


def locate(task: Locating) -> list[Shared]:
    """Put findings in their places."""
    from povgraph.checks.passages import Passages  # noqa: PLC0415
    from povgraph.graph.tables import LineTable  # noqa: PLC0415

    passages = Passages(LineTable(Shelf(task.shelf).take(task.cache).lines))
    return [(key, passages.located(finding)) for key, finding in task.findings]


@contextmanager
def lines_in(path: Path) -> Iterator[LinesOf]:
    """Look up the lines of things in a sorted file of them."""
    from povgraph.store.runs import SortedLines  # noqa: PLC0415

    with SortedLines(path) as lines:
        yield lambda node: lines.starting(f"{node} ")

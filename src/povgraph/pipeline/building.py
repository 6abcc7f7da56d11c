"""Build a graph: sources, statements, lines, checks, and a generation of them that takes over at once.

A build looks first at what the one before it kept. Where little has changed, only that is read and checked, and the
graph is made from the one before; the bytes are the same.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from povgraph.checks.reports import json_pieces
from povgraph.checks.shacl import sort_findings
from povgraph.errors import StoreError
from povgraph.graph.findings import finding_quads
from povgraph.pipeline.builds import Built
from povgraph.pipeline.changed import Change, Result
from povgraph.pipeline.comparing import Comparison
from povgraph.pipeline.digests import checking_digest
from povgraph.pipeline.entries import Entry, Ledger
from povgraph.pipeline.gathering import Gathered, gather, known_entries, name_copies, readings_of
from povgraph.pipeline.keeping import GoneError, Shelf
from povgraph.pipeline.reading import Progress
from povgraph.pipeline.tasks import Read, Reading
from povgraph.pipeline.whole import Whole
from povgraph.pipeline.workers import Workers, seldom_collected
from povgraph.statements.reviewed import ReviewedFiles
from povgraph.store import folders
from povgraph.store.generations import Generation, Kept, check, current, prepare, publish
from povgraph.store.manifests import Manifest
from povgraph.store.runs import SortedLines, merge, splice
from povgraph.text.decoding import STDIN

_WAIT = 60.0
#: More changed reports than this share make it quicker to check all.
_FEW = 0.2
#: For fewer reports than this, starting processes takes longer than they save.
_WORTH = 40


def build_into(
    out: Path, sources: Sequence[Path], reviewed: Sequence[Path], least: Decimal, jobs: int, progress: Progress
) -> Built:
    """Build as ``povgraph.pipeline.build`` says; builds into one folder wait for each other."""
    prepare(out)
    files = ReviewedFiles(reviewed)
    cache = out / "cache"
    try:
        cache.mkdir(exist_ok=True)
        with folders.locked(cache / "lock", _WAIT), seldom_collected():
            readings = readings_of(sources, files, least, cache / "reports")
            return _Build(out, cache, files, progress).run(readings, jobs)
    except OSError as error:
        raise StoreError(f"{error.filename or out}: cannot be written: {error.strerror or error}") from error


class _Build:
    """One build, with the cache of its folder."""

    def __init__(self, out: Path, cache: Path, files: ReviewedFiles, progress: Progress) -> None:
        self._out, self._files, self._progress = out, files, progress
        self._shelf_path, self._ledger_path = cache / "reports", cache / "ledger"
        self._shelf = Shelf(self._shelf_path)
        self._cache = cache

    def run(self, readings: Sequence[Reading], jobs: int) -> Built:
        ledger = Ledger.read(self._ledger_path, checking_digest())
        known = known_entries(readings, ledger.entries) if ledger else {}
        few = len(readings) - len(known) <= _FEW * len(readings)
        if ledger and few and (before := self._generation(ledger)):
            try:
                return self._from_before(readings, known, ledger, before)
            except GoneError:
                self._files.forget()
        alone = len(readings) < _WORTH or any(reading.path == STDIN for reading in readings)  # only we can read that
        with Workers(1 if alone else jobs) as workers:
            return self._whole(readings, workers)

    def _generation(self, ledger: Ledger) -> Generation | None:
        """Give the generation in force if it is the one that the ledger tells of."""
        try:
            generation = current(self._out, verify=False)
        except StoreError:
            return None
        return generation if generation.manifest.graph_sha256 == ledger.graph else None

    def _whole(self, readings: Sequence[Reading], workers: Workers) -> Built:
        with TemporaryDirectory(prefix="aside-", dir=self._cache) as folder:
            whole = Whole(self._shelf_path, Path(folder), workers, self._progress)
            gathered = gather(readings, self._files, {}, workers, lambda read: whole.add(read.things), self._progress)
            origins = name_copies(gathered.entries)
            described = whole.describe(gathered.entries)
            entries = whole.check_reports(gathered.entries)
            compare = Comparison(self._shelf_path, described.lines, workers, self._progress)
            ledger = Ledger(
                rests_on=checking_digest(),
                graph="",
                entries=entries,
                origins=origins,
                between=compare.topics(entries, origins),
                things=compare.things(entries, described.nodes),
                places=compare.sums(entries, described.parents),
            )
            whole.write_run(finding_quads(ledger.findings))
            self._progress(f"writing {self._out}")
            names = [f"statements/{entry.report.key}.yaml" for entry in entries]
            kept = {
                name: Kept(Path(folder, name), entry.statements) for name, entry in zip(names, entries, strict=True)
            }
            return self._publish(replace(gathered, entries=entries), ledger, merge(whole.runs), kept, len(entries))

    def _from_before(
        self, readings: Sequence[Reading], known: Mapping[Path, Entry], ledger: Ledger, before: Generation
    ) -> Built:
        fresh: list[Read] = []
        with SortedLines(before.graph) as graph:
            with _verified(before):
                gathered = gather(readings, self._files, known, Workers(1), fresh.append, self._progress)
                self._progress("checking what has changed")
                change = Change(ledger, gathered.entries, graph, self._shelf)
                result = change.result(name_copies(gathered.entries))
            self._progress(f"writing {self._out}")
            pieces = _spliced(graph, result)
            entries = result.ledger.entries
            kept = {f"statements/{entry.report.key}.yaml": self._statements(entry, before) for entry in entries}
            return self._publish(replace(gathered, entries=[*entries]), result.ledger, pieces, kept, len(fresh))

    def _statements(self, entry: Entry, before: Generation) -> Kept | bytes:
        """Give the statements file of a report: that of the build before if it is whole, else what was kept."""
        path = before.path / "statements" / f"{entry.report.key}.yaml"
        if path.is_file() and folders.digest_of_file(path) == entry.statements:
            return Kept(path, entry.statements)
        return self._shelf.take(entry.cache).statements.encode()

    def _publish(
        self,
        gathered: Gathered,
        ledger: Ledger,
        pieces: Iterable[bytes],
        files: Mapping[str, Kept | bytes],
        read: int,
    ) -> Built:
        entries = gathered.entries
        findings = sort_findings(ledger.findings)
        counts = sum((Counter(entry.counts) for entry in entries), Counter[str]())
        manifest = Manifest(reports=[entry.report for entry in entries], counts=dict(counts))
        listed = {**files, "findings.json": (piece.encode() for piece in json_pieces(findings))}
        generation = publish(self._out, (), manifest, listed, pieces=pieces)
        done = replace(ledger, graph=generation.manifest.graph_sha256)
        folders.replace_unflushed(self._ledger_path, done.lines())
        self._shelf.keep_only(entry.cache for entry in entries)
        return Built(
            folder=self._out,
            generation=generation.path,
            reports=tuple(entry.report for entry in entries),
            notes=tuple((entry.report.id, note) for entry in entries for note in entry.notes),
            counts=counts,
            quads=generation.manifest.quads,
            findings=tuple(findings),
            set_aside=tuple(gathered.set_aside),
            origins=len(entries) - len(ledger.origins) + len(set(ledger.origins.values())),
            read=read,
        )


@contextmanager
def _verified(before: Generation) -> Iterator[None]:
    """Compare the graph of the build before with its digest beside the work on it, whose own faults then count less.

    Raises:
        GoneError: it is damaged.
    """
    with ThreadPoolExecutor(1) as beside:
        whole = beside.submit(check, before)
        try:
            yield
        finally:
            try:
                whole.result()
            except StoreError as error:
                raise GoneError(str(error)) from error


def _spliced(graph: SortedLines, result: Result) -> Iterator[bytes]:
    removed, added = ([line.encode() for line in lines] for lines in (result.removed, result.added))
    try:
        yield from splice(graph, removed, added)
    except ValueError as error:
        raise GoneError(f"the graph is not the one that the cache tells of ({error}); build again") from error

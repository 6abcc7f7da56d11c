"""Check a large build again in parts, so that it need not fit into memory; the findings are those of all at once."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from povgraph.checks.copies import clauses
from povgraph.checks.passages import Passage, Passages, located
from povgraph.checks.shacl import sort_findings, told_once
from povgraph.graph.lines import ref
from povgraph.graph.shares import is_thing, ties_of
from povgraph.graph.tables import LineTable
from povgraph.model import Finding
from povgraph.pipeline.comparing import Comparison, homes
from povgraph.pipeline.digests import digest_of
from povgraph.pipeline.entries import Entry
from povgraph.pipeline.gathering import chunks, name_copies
from povgraph.pipeline.keeping import Kept, Shelf
from povgraph.pipeline.parting import OtherGraphError, Parts, graph_of, part, read_part
from povgraph.pipeline.reading import Progress
from povgraph.pipeline.tasks import lines_in
from povgraph.pipeline.whole import REPORTS
from povgraph.pipeline.workers import Workers
from povgraph.store.generations import Generation
from povgraph.store.manifests import ReportEntry
from povgraph.store.originals import text_of
from povgraph.store.runs import SortedLines
from povgraph.vocabulary import graph_iri, iri


def recheck(
    generation: Generation, further: Sequence[Finding], jobs: int, progress: Progress
) -> tuple[list[Finding], dict[str, Passage]]:
    """Check a generation, its texts as they lie there now.

    Args:
        generation: The generation.
        further: Findings of the caller's own checks, which are put in their places among the others.
        jobs: How many processes work at a time.
        progress: Called with a line for each step.

    Returns:
        The findings in their order, and the passages of all statements that they involve.

    Raises:
        OtherGraphError: the graph is not made of reports as a build makes it, and must be checked whole.
        StoreError: the graph is damaged.
    """
    with TemporaryDirectory(prefix="povgraph-") as folder, Workers(jobs) as workers:
        return _Recheck(generation, Path(folder), workers, progress).run(further)


class _Recheck:
    def __init__(self, generation: Generation, aside: Path, workers: Workers, progress: Progress) -> None:
        self._generation, self._aside, self._workers, self._progress = generation, aside, workers, progress
        self._shelf, self._pointed = aside / "reports", Path()

    def run(self, further: Sequence[Finding]) -> tuple[list[Finding], dict[str, Passage]]:
        self._progress("taking the graph apart")
        parts = part(self._generation, self._aside)
        things, self._pointed = parts.described, parts.pointed
        entries = self._check_reports(parts)
        compare = Comparison(self._shelf, things.lines, self._workers, self._progress)
        shared = [
            *compare.topics(entries, name_copies(entries)),
            *compare.things(entries, things.nodes, parts.pointed),
            *compare.sums(entries, things.parents),
        ]
        found = [finding for entry in entries for finding in entry.findings] + [finding for _, finding in shared]
        if further:
            asked = {node for finding in further for node in (finding.focus, *finding.statements)}
            passages = self._passages(asked, entries)
            found += [located(finding, passages.get) for finding in further]
        findings = sort_findings(told_once(found))
        involved = {statement for finding in findings for statement in finding.statements}
        return findings, self._passages(involved, entries)

    def _check_reports(self, parts: Parts) -> list[Entry]:
        reports = self._generation.manifest.reports
        tasks = [
            Parted(path, tuple(some), parts.described.lines, self._shelf)
            for path, some in zip(parts.batches, chunks(reports, REPORTS), strict=True)
        ]
        entries: list[Entry] = []
        for some in self._workers.run(check_parted, tasks, lambda task: f"checking the reports in {task.lines}"):
            entries += some
            self._progress(f"checking {len(entries)} of {len(reports)} reports")
        return entries

    def _passages(self, nodes: Iterable[str], entries: Sequence[Entry]) -> dict[str, Passage]:
        """Find the passages of nodes, each in the report that it belongs to, or that is the home of a thing."""
        wanted: dict[str, list[str]] = {}
        for node, entry in self._homes(nodes, entries).items():
            wanted.setdefault(entry.cache, []).append(node)
        tasks = [Passing(cache, tuple(some), self._shelf) for cache, some in wanted.items()]
        results = self._workers.run(find_passages, tasks, lambda _: "looking up passages", queued=True)
        return dict(sorted((node, one) for some in results for node, one in some.items()))

    def _homes(self, nodes: Iterable[str], entries: Sequence[Entry]) -> dict[str, Entry]:
        written = {node: ref(node) for node in nodes}
        reports = {f"{ref(graph_iri(entry.report.key))} .".encode(): entry for entry in entries}
        things = homes(entries, {one for one in written.values() if is_thing(one)})
        found = {node: things[one] for node, one in written.items() if one in things}
        with SortedLines(self._pointed) as pointed, SortedLines(self._generation.graph) as graph:
            for node, one in written.items():
                line = b"" if is_thing(one) else pointed.first(one) or graph.first(one)  # the map of the graph is large
                if entry := reports.get(graph_of(line)):
                    found[node] = entry
        return found


@dataclass(frozen=True, slots=True)
class Parted:
    """Reports that were taken out of a graph, to be kept and checked; their lines are in a part of it."""

    lines: Path
    reports: tuple[ReportEntry, ...]
    things: Path
    shelf: Path


def check_parted(task: Parted) -> list[Entry]:
    """Keep reports that were taken out of a graph, and check them one by one; the file of their lines goes.

    Raises:
        OtherGraphError: the graph does not describe one of them.
    """
    from povgraph.checks.within import check_within  # noqa: PLC0415

    lines = read_part(task.lines)
    kept = [_kept(report, lines.get(graph_iri(report.key), ())) for report in task.reports]
    for one in kept:
        Shelf(task.shelf).put(one)
    task.lines.unlink()
    with lines_in(task.things) as lines_of:
        found = check_within([one.share for one in kept], lines_of)
    return [one.entry.checked(found[one.entry.iri].findings, found[one.entry.iri].counted) for one in kept]


def _kept(report: ReportEntry, lines: Sequence[str]) -> Kept:
    node = f"{ref(iri('report', report.key))} "
    place = bisect_left(lines, node)
    if not any(line.startswith(node) for line in lines[place : place + 1]):
        raise OtherGraphError(f"{report.id}: the graph does not describe it")
    text = text_of(report.path)
    entry = Entry(
        cache=digest_of(report.key),
        source=report.path,
        report=report,
        notes=(),
        counts={},
        statements="",
        places=(),
        ties=ties_of(lines),
        clauses=() if text is None else tuple(clauses(text)),
    )
    return Kept(entry, text, "", tuple(lines))


@dataclass(frozen=True, slots=True)
class Passing:
    """Nodes whose passages are wanted, which are in one report."""

    cache: str
    nodes: tuple[str, ...]
    shelf: Path


def find_passages(task: Passing) -> dict[str, Passage]:
    """Find the passages that nodes rest on."""
    passages = Passages(LineTable(Shelf(task.shelf).take(task.cache).lines))
    return {node: passage for node in task.nodes if (passage := passages.of(node))}

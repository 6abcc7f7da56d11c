"""Build a whole graph: every report is checked, then every topic and every thing, in any number of processes.

Nothing that grows with the texts is held in memory: each report's lines lie compressed in the cache, those of a batch
of reports sorted in a file, and the graph is the merge of these files.
"""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from povgraph.graph.datasets import dataset_quads
from povgraph.graph.lines import canonical
from povgraph.graph.places import derived_quads, gazetteer_quads
from povgraph.graph.shares import CONTAINED_IN, MENTIONED, line_of, triple_of
from povgraph.pipeline.entries import Entry, Shared
from povgraph.pipeline.gathering import chunks
from povgraph.pipeline.grouping import groups_of_topics, origins_of, shards
from povgraph.pipeline.reading import Progress
from povgraph.pipeline.tasks import (
    Batch,
    Locating,
    Things,
    Topics,
    check_batch,
    check_things,
    check_topics,
    locate,
)
from povgraph.pipeline.workers import Workers

#: So many reports are checked at once, so many speak of the topics of a task, so many things are checked at once.
_REPORTS, _SPEAKING, _THINGS = 64, 128, 4000


class Whole:
    """A whole build: what it needs of all reports while they are read, and the checks once they are.

    Args:
        shelf: Where the reports are kept.
        aside: A folder for what is needed only until the build is done.
        workers: Those who work on it.
        progress: Called with a line for each step.
    """

    def __init__(self, shelf: Path, aside: Path, workers: Workers, progress: Progress) -> None:
        self._shelf, self._aside, self._workers, self._progress = shelf, aside, workers, progress
        self._things = aside / "things.nq"
        self._said = Said()
        self.runs: list[Path] = []

    def add(self, things: Sequence[str]) -> None:
        """Take note of what a report says of things."""
        self._said.add(things)

    def describe(self, entries: Sequence[Entry]) -> dict[str, str]:
        """Write what belongs to no report; give the place in which each place lies, where there is just one."""
        listed = gazetteer_quads({place for entry in entries for place in entry.places})
        dataset = dataset_quads([entry.report for entry in entries])
        self._said.add([*listed, *dataset])
        derived = derived_quads(self._said.lines())
        self._said.add(derived)
        _write(self._things, self._said.lines())
        self.write_run([*listed, *dataset, *derived])
        return self._said.parents()

    def write_run(self, lines: Sequence[str]) -> None:
        """Add lines to the graph."""
        path = self._aside / f"run-{len(self.runs)}"
        _write(path, canonical(lines))
        self.runs.append(path)

    def check_reports(self, entries: Sequence[Entry]) -> list[Entry]:
        """Check every report by itself; give the reports with what was found."""
        (self._aside / "statements").mkdir()
        batches = []
        for number, some in enumerate(chunks(entries, _REPORTS)):
            caches = tuple(entry.cache for entry in some)
            run = self._aside / f"batch-{number}"
            batches.append(Batch(caches, self._shelf, self._things, run, self._aside / "statements"))
        self.runs += [batch.run for batch in batches]
        checked: list[Entry] = []
        for some in self._workers.run(check_batch, batches, lambda batch: f"checking the reports in {batch.run}"):
            checked += some
            self._progress(f"checking {len(checked)} of {len(entries)} reports")
        return checked

    def check_topics(self, entries: Sequence[Entry], origins: Mapping[str, str]) -> list[Shared]:
        """Check every topic."""
        self._progress("comparing reports")
        tasks = [
            Topics(topics, tuple(one.cache for one in some), origins_of(some, origins), self._shelf, self._things)
            for topics, some in shards(groups_of_topics(entries), entries, _SPEAKING)
        ]
        results = self._workers.run(check_topics, tasks, lambda _: "comparing reports")
        return [found for some in results for found in some]

    def check_things(self, entries: Sequence[Entry]) -> list[Shared]:
        """Check every thing."""
        self._progress("checking places, persons and organizations")
        nodes = self._said.nodes()
        letters = letters_of(entries, set(nodes))
        tasks = [
            Things({node: letters.get(node, "") for node in nodes[start : start + _THINGS]}, self._things)
            for start in range(0, len(nodes), _THINGS)
        ]
        results = self._workers.run(check_things, tasks, lambda _: "checking things")
        found = [one for some in results for one in some]
        home = homes(entries, {node for node, _ in found})
        return self.locate(found, home.get)

    def locate(self, findings: Sequence[Shared], home: Callable[[str], Entry | None]) -> list[Shared]:
        """Put findings in their places, of which each lies in one report."""
        return located(findings, home, self._shelf, self._workers)


def located(
    findings: Sequence[Shared], home: Callable[[str], Entry | None], shelf: Path, workers: Workers
) -> list[Shared]:
    """Put findings in their places.

    Args:
        findings: The findings.
        home: Gives the report in which what a finding is about has its place, if there is one.
        shelf: Where the reports are kept.
        workers: Those who do it.
    """
    by_report: dict[str, list[Shared]] = {}
    nowhere = []
    for key, finding in findings:
        entry = home(f"<{finding.focus}>")
        if entry is None:
            nowhere.append((key, finding))
        else:
            by_report.setdefault(entry.cache, []).append((key, finding))
    tasks = [Locating(cache, tuple(some), shelf) for cache, some in by_report.items()]
    results = workers.run(locate, tasks, lambda _: "looking up passages", queued=True)
    return nowhere + [one for some in results for one in some]


class Said:
    """What the reports of a graph, the gazetteer and the derivations say of shared things."""

    def __init__(self) -> None:
        self._triples: dict[str, set[tuple[str, str]]] = {}

    def add(self, lines: Sequence[str]) -> None:
        """Add lines of any graph."""
        for line in lines:
            subject, predicate, value = triple_of(line)
            self._triples.setdefault(subject, set()).add((predicate, value))

    def lines(self) -> list[str]:
        """Give each triple once as a line, in order."""
        return sorted(line_of((node, *pair)) for node, pairs in self._triples.items() for pair in pairs)

    def nodes(self) -> list[str]:
        """List the things, in order."""
        return sorted(self._triples)

    def parents(self) -> dict[str, str]:
        """Give the place in which each place lies, where just one is named."""
        above = {
            node: [value for predicate, value in pairs if predicate == CONTAINED_IN]
            for node, pairs in self._triples.items()
        }
        return {node[1:-1]: found[0][1:-1] for node, found in above.items() if len(found) == 1}


def _write(path: Path, lines: Sequence[str]) -> None:
    path.write_bytes("\n".join((*lines, "")).encode() if lines else b"")


def letters_of(entries: Sequence[Entry], nodes: AbstractSet[str]) -> dict[str, str]:
    """Say of things how the statements of the reports point to them."""
    found: dict[str, set[str]] = {}
    for entry in entries:
        for node in nodes & entry.ties.things.keys():
            found.setdefault(node, set()).update(entry.ties.things[node])
    return {node: "".join(sorted(letters)) for node, letters in found.items()}


def homes(entries: Sequence[Entry], nodes: AbstractSet[str]) -> dict[str, Entry]:
    """Find the report in which each thing has its place: the first that mentions it, or else that speaks of it."""
    found: dict[str, tuple[bool, str, Entry]] = {}
    for entry in entries:
        for node in nodes & entry.ties.things.keys():
            letters = entry.ties.things[node]
            rank = (MENTIONED not in letters, entry.iri, entry)
            if letters and (node not in found or rank[:2] < found[node][:2]):
                found[node] = rank
    return {node: entry for node, (_, _, entry) in found.items()}

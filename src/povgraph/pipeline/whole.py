"""Build a whole graph: every report is read and checked, then what they share, in any number of processes.

Nothing that grows with the texts is held in memory: each report's lines lie compressed in the cache, those of a batch
of reports sorted in a file, and the graph is the merge of these files.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from povgraph.graph.datasets import dataset_quads
from povgraph.graph.lines import canonical
from povgraph.graph.places import derived_quads, gazetteer_quads
from povgraph.graph.shares import CONTAINED_IN, line_of, triple_of
from povgraph.pipeline.entries import Entry
from povgraph.pipeline.gathering import chunks
from povgraph.pipeline.reading import Progress
from povgraph.pipeline.tasks import Batch, check_batch
from povgraph.pipeline.workers import Workers

#: So many reports are checked at once.
REPORTS = 64


@dataclass(frozen=True, slots=True)
class Described:
    """What is said of all things: a file of sorted lines, the things in order, and where each place lies."""

    lines: Path
    nodes: Sequence[str]
    parents: Mapping[str, str]


class Whole:
    """A whole build: what it needs of all reports while they are read, and the checks of each once they are.

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

    def describe(self, entries: Sequence[Entry]) -> Described:
        """Write what belongs to no report, and what is said of things, of which nothing need be held any longer."""
        listed = gazetteer_quads({place for entry in entries for place in entry.places})
        dataset = dataset_quads([entry.report for entry in entries])
        self._said.add([*listed, *dataset])
        derived = derived_quads(self._said.lines())
        self._said.add(derived)
        _write(self._things, self._said.lines())
        self.write_run([*listed, *dataset, *derived])
        said, self._said = self._said, Said()
        return Described(self._things, said.nodes(), said.parents())

    def write_run(self, lines: Sequence[str]) -> None:
        """Add lines to the graph."""
        path = self._aside / f"run-{len(self.runs)}"
        _write(path, canonical(lines))
        self.runs.append(path)

    def check_reports(self, entries: Sequence[Entry]) -> list[Entry]:
        """Check every report by itself; give the reports with what was found."""
        (self._aside / "statements").mkdir()
        batches = []
        for number, some in enumerate(chunks(entries, REPORTS)):
            caches = tuple(entry.cache for entry in some)
            run = self._aside / f"batch-{number}"
            batches.append(Batch(caches, self._shelf, self._things, run, self._aside / "statements"))
        self.runs += [batch.run for batch in batches]
        checked: list[Entry] = []
        for some in self._workers.run(check_batch, batches, lambda batch: f"checking the reports in {batch.run}"):
            checked += some
            self._progress(f"checking {len(checked)} of {len(entries)} reports")
        return checked


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

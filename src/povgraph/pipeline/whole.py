"""Build a whole graph: every report is read and checked, then what they share, in any number of processes.

Nothing that grows with the texts is held in memory: each report's lines lie compressed in the cache, those of a batch
of reports sorted in a file, and the graph is the merge of these files.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from povgraph.graph.datasets import dataset_quads
from povgraph.graph.lines import canonical
from povgraph.graph.places import derived_quads, gazetteer_quads
from povgraph.graph.shares import CONTAINED_IN, line_of, triple_of
from povgraph.pipeline.entries import Entry
from povgraph.pipeline.gathering import chunks
from povgraph.pipeline.reading import Progress
from povgraph.pipeline.tasks import Batch, check_batch
from povgraph.pipeline.workers import Workers
from povgraph.store.runs import merge

#: So many reports are checked at once.
REPORTS = 64
#: So many lines are held before they are set down in a file.
_HELD = 1 << 17


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
        self._said = Said(aside)
        self.runs: list[Path] = []

    def add(self, things: Sequence[str]) -> None:
        """Take note of what a report says of things."""
        self._said.add(things)

    def describe(self, entries: Sequence[Entry]) -> Described:
        """Write what belongs to no report, and what is said of things."""
        listed = gazetteer_quads({place for entry in entries for place in entry.places})
        dataset = dataset_quads([entry.report for entry in entries])
        self._said.add([*listed, *dataset])
        derived = derived_quads(self._said.containing())
        self._said.add(derived)
        self.write_run([*listed, *dataset, *derived])
        return self._said.write(self._aside / "things.nq")

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
            batches.append(Batch(caches, self._shelf, self._aside / "things.nq", run, self._aside / "statements"))
        self.runs += [batch.run for batch in batches]
        checked: list[Entry] = []
        for some in self._workers.run(check_batch, batches, lambda batch: f"checking the reports in {batch.run}"):
            checked += some
            self._progress(f"checking {len(checked)} of {len(entries)} reports")
        return checked


class Said:
    """What the reports of a graph, the gazetteer and the derivations say of shared things, each triple once.

    Lines beyond some are held in sorted files.

    Args:
        aside: A folder for these.
    """

    def __init__(self, aside: Path) -> None:
        self._aside = aside
        self._held: set[str] = set()
        self._around: set[str] = set()
        self._runs: list[Path] = []

    def add(self, lines: Iterable[str]) -> None:
        """Add lines of any graph."""
        said = {line_of(triple_of(line)) for line in lines}
        self._held |= said
        self._around |= {line for line in said if f" {CONTAINED_IN} " in line}
        if len(self._held) >= _HELD:
            self._set_down()

    def containing(self) -> AbstractSet[str]:
        """Give the lines that say in what places lie."""
        return self._around

    def write(self, path: Path) -> Described:
        """Write all lines in order into a file."""
        self._set_down()
        with path.open("wb") as stream:
            nodes = [node.decode() for node, _ in groupby(self._written(stream))]
        for run in self._runs:
            run.unlink()
        return Described(path, nodes, self._parents())

    def _written(self, stream: BinaryIO) -> Iterator[bytes]:
        """Write all lines, and yield the subject of each."""
        for piece in merge(self._runs):
            stream.write(piece)
            yield from (line[: line.index(b" ")] for line in piece.splitlines())

    def _set_down(self) -> None:
        run = self._aside / f"said-{len(self._runs)}"
        _write(run, sorted(self._held))
        self._runs.append(run)
        self._held.clear()

    def _parents(self) -> dict[str, str]:
        """Give the place in which each place lies, where just one is named."""
        above: dict[str, list[str]] = {}
        for node, _, value in map(triple_of, self._around):
            above.setdefault(node[1:-1], []).append(value[1:-1])
        return {node: found[0] for node, found in above.items() if len(found) == 1}


def _write(path: Path, lines: Sequence[str]) -> None:
    path.write_bytes("\n".join((*lines, "")).encode() if lines else b"")

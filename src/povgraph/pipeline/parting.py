"""Take a built graph apart again, so that it is checked as it was built: report by report, thing by thing.

The graph is gone through once. Each line of a report goes to the batch of its report, compressed in a file; what is
said of things goes into one file, each triple once. So many lines are held at most, and the names of all things.
"""

import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain, groupby
from pathlib import Path

from povgraph.errors import StoreError
from povgraph.graph.lines import read_lines, ref
from povgraph.graph.shares import CONTAINED_IN, OWN_STARTS, line_of, triple_of
from povgraph.pipeline.whole import REPORTS, Described
from povgraph.store.generations import Generation, damaged
from povgraph.store.runs import SortedLines
from povgraph.vocabulary import graph_iri

#: So many lines are held before they are written.
_HELD = 1 << 20
_LEVEL = 1


class OtherGraphError(StoreError):
    """A graph is not made of reports as a build makes it."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A graph in parts: files of the lines of some reports each, compressed, and what is said of things."""

    batches: Sequence[Path]
    described: Described


def part(generation: Generation, aside: Path) -> Parts:
    """Take a generation apart into files; a batch holds the next ``REPORTS`` reports of the manifest.

    Raises:
        OtherGraphError: a line of a report stands in the graph of no report.
        StoreError: the graph is not the one that was written.
    """
    return _Parting(generation, aside).parts()


def graph_of(line: bytes) -> bytes:
    """Give the end of a line, its graph and the full stop."""
    return line[line.rfind(b" <") + 1 :]


def read_part(path: Path) -> dict[str, list[str]]:
    """Read a batch again: the lines of each report, in order, by the IRI of its graph."""
    found: dict[str, list[str]] = {}
    for line in read_lines(gzip.decompress(path.read_bytes()).decode()):
        found.setdefault(line[line.rfind(" <") + 2 : -3], []).append(line)
    return found


class _Parting:
    def __init__(self, generation: Generation, aside: Path) -> None:
        reports = generation.manifest.reports
        self._generation, self._digest = generation, sha256()
        self._files = [aside / f"part-{number}" for number in range(-(-len(reports) // REPORTS))]
        self._numbers = {
            f"{ref(graph_iri(report.key))} .".encode(): number // REPORTS for number, report in enumerate(reports)
        }
        self._held: list[list[bytes]] = [[] for _ in self._files]
        self._count = 0
        self._things = aside / "things.nq"
        self._nodes: list[str] = []
        self._parents: dict[str, str] = {}

    def parts(self) -> Parts:
        with SortedLines(self._generation.graph) as graph, self._things.open("wb") as things:
            for start, end, own in _stretches(graph):
                if own:
                    self._give_out(self._blocks(graph, start, end))
                else:
                    things.writelines(self._of_things(self._blocks(graph, start, end)))
        self._write()
        if self._digest.hexdigest() != self._generation.manifest.graph_sha256:
            raise damaged(self._generation.folder, f"{self._generation.graph.name} is not what was written")
        return Parts(self._files, Described(self._things, self._nodes, self._parents))

    def _blocks(self, graph: SortedLines, start: int, end: int) -> Iterator[list[bytes]]:
        """Yield the lines between two offsets, many at a time."""
        rest = b""
        for piece in graph.pieces(start, end):
            self._digest.update(piece)
            *lines, rest = (rest + piece).split(b"\n")
            yield lines

    def _give_out(self, blocks: Iterator[list[bytes]]) -> None:
        """Give each line to the batch of its report."""
        numbers, held = self._numbers, self._held
        for lines in blocks:
            for line in lines:
                number = numbers.get(graph_of(line))
                if number is None:
                    raise OtherGraphError(f"{self._generation.graph}: a statement stands in the graph of no report")
                held[number].append(line)
            self._note(len(lines))

    def _of_things(self, blocks: Iterator[list[bytes]]) -> Iterator[bytes]:
        """Yield what is said of things, each triple once, and give to the reports what is theirs."""
        for subject, group in groupby(chain.from_iterable(blocks), key=lambda line: line[: line.index(b" ")]):
            lines = list(group)
            for line in lines:
                number = self._numbers.get(graph_of(line))
                if number is not None:
                    self._held[number].append(line)
            self._note(len(lines))
            triples = dict.fromkeys(triple_of(line.decode()) for line in lines)
            around = [value for _, predicate, value in triples if predicate == CONTAINED_IN]
            node = subject.decode()
            self._nodes.append(node)
            if len(around) == 1:
                self._parents[node[1:-1]] = around[0][1:-1]
            yield "".join(f"{line_of(triple)}\n" for triple in triples).encode()

    def _note(self, count: int) -> None:
        self._count += count
        if self._count >= _HELD:
            self._write()

    def _write(self) -> None:
        """Write the lines that are held behind those that each file has."""
        for path, lines in zip(self._files, self._held, strict=True):
            if lines:
                with path.open("ab") as stream:
                    stream.write(gzip.compress(b"\n".join((*lines, b"")), _LEVEL))
                lines.clear()
        self._count = 0


def _stretches(graph: SortedLines) -> Iterator[tuple[int, int, bool]]:
    """Cut a graph into stretches of lines of reports and of things."""
    done = 0
    for beginning in sorted(OWN_STARTS):
        start, end = graph.place(beginning.encode()), graph.place((beginning + "\U0010ffff").encode())
        yield done, start, False
        yield start, end, True
        done = end
    yield done, graph.size, False

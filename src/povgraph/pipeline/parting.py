"""Take a built graph apart again, so that it is checked as it was built: report by report, thing by thing.

The graph is gone through once. Each line of a report goes to the batch of its report, compressed in a file; what is
said of things goes into one file, each triple once. So many lines are held at most, and the names of all things.
"""

import gzip
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from pathlib import Path

from povgraph.errors import StoreError
from povgraph.graph.lines import read_lines, ref
from povgraph.graph.shares import CONTAINED_IN, OWN_STARTS, line_of, triple_of
from povgraph.pipeline.whole import REPORTS, Described
from povgraph.store.generations import Generation, check
from povgraph.store.runs import SortedLines
from povgraph.vocabulary import graph_iri

#: So many lines are held before they are written.
_HELD = 1 << 20
_LEVEL = 1


class OtherGraphError(StoreError):
    """A graph is not made of reports as a build makes it."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A graph in parts: files of the lines of some reports each, compressed, and what is said of things.

    ``pointed`` is a file of the sorted lines of those nodes of reports to which things point, as findings do.
    """

    batches: Sequence[Path]
    described: Described
    pointed: Path


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
    return {graph: sorted(lines) for graph, lines in found.items()}  # what is said of things comes first in the file


class _Parting:
    def __init__(self, generation: Generation, aside: Path) -> None:
        reports = generation.manifest.reports
        self._generation = generation
        self._files = [aside / f"part-{number}" for number in range(-(-len(reports) // REPORTS))]
        self._numbers = {
            f"{ref(graph_iri(report.key))} .".encode(): number // REPORTS for number, report in enumerate(reports)
        }
        self._held: list[list[bytes]] = [[] for _ in self._files]
        self._count = 0
        self._things, self._pointed_file = aside / "things.nq", aside / "pointed.nq"
        self._nodes: list[str] = []
        self._parents: dict[str, str] = {}
        self._pointed: set[bytes] = set()

    def parts(self) -> Parts:
        check(self._generation)
        with SortedLines(self._generation.graph) as graph:
            own, others = _stretches(graph)
            with self._things.open("wb") as things:
                for start, end in others:
                    things.writelines(self._of_things(chain.from_iterable(graph.blocks(start, end))))
            with self._pointed_file.open("wb") as pointed:
                for start, end in own:
                    pointed.writelines(self._of_reports(graph.blocks(start, end)))
        self._write()
        described = Described(self._things, self._nodes, self._parents)
        return Parts(self._files, described, self._pointed_file)

    def _of_reports(self, blocks: Iterable[list[bytes]]) -> Iterator[bytes]:
        """Give each line to the batch of its report; yield the lines of the nodes that things point to."""
        numbers, held, wanted = self._numbers, self._held, sorted(self._pointed)
        for lines in blocks:
            for line in lines:
                number = numbers.get(graph_of(line))
                if number is None:
                    raise OtherGraphError(f"{self._generation.graph}: a statement stands in the graph of no report")
                held[number].append(line)
            for node in wanted[bisect_left(wanted, _node(lines[0])) : bisect_right(wanted, _node(lines[-1]))]:
                start = bisect_left(lines, node)
                end = bisect_right(lines, node, start, key=_node)
                yield b"".join(line + b"\n" for line in lines[start:end])
            self._note(len(lines))

    def _of_things(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Yield what is said of things, each triple once, and give to the reports what is theirs."""
        for node, group in groupby(lines, key=_node):
            said = list(group)
            for line in said:
                number = self._numbers.get(graph_of(line))
                if number is not None:
                    self._held[number].append(line)
            self._note(len(said))
            triples = dict.fromkeys(triple_of(line.decode()) for line in said)
            self._pointed.update(f"{value} ".encode() for _, _, value in triples if value.startswith(OWN_STARTS))
            around = [value for _, predicate, value in triples if predicate == CONTAINED_IN]
            name = node.decode().strip()
            self._nodes.append(name)
            if len(around) == 1:
                self._parents[name[1:-1]] = around[0][1:-1]
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


def _node(line: bytes) -> bytes:
    """Give the subject of a line, with the space behind it, so that nodes stand in the order of their lines."""
    return line[: line.index(b" ") + 1]


def _stretches(graph: SortedLines) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Cut a graph into stretches of lines of reports, and those of lines of things between them."""
    own = [
        (graph.place(beginning.encode()), graph.place((beginning + "\U0010ffff").encode()))
        for beginning in sorted(OWN_STARTS)
    ]
    ends = [0, *(end for _, end in own)]
    return own, list(zip(ends, [*(start for start, _ in own), graph.size], strict=True))

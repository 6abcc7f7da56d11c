"""Measure every stage of povgraph beside what a user would otherwise take, in one run: python -m benchmarks

README.md says what is measured. ``--quick`` does it on a small corpus, to see whether everything works.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import stages
from benchmarks.corpus import write_corpus
from benchmarks.measuring import apart
from benchmarks.plotting import plot
from benchmarks.queries import compare
from benchmarks.startup import time_command

#: The reports of a corpus whose graph has about a million triples.
_MILLION = 800


@dataclass
class Row:
    """One line of the table; ``ratio`` is how it stands to its peer or limit, ``target`` what that should be."""

    stage: str
    amount: int
    unit: str
    cpu: float
    wall: float
    peak_mb: int
    peer: str = ""
    ratio: float | None = None
    target: str = ""
    reached: bool | None = None

    @property
    def rate(self) -> float:
        return self.amount / self.cpu if self.cpu else 0.0


def row(stage: str, unit: str, took: dict[str, Any], **more: Any) -> Row:
    return Row(stage, took["amount"], unit, took["cpu"], took["wall"], took["peak_mb"], **more)


def faster(
    stage: str, unit: str, ours: dict[str, Any], peer: str, theirs: dict[str, Any], least: float
) -> Iterator[Row]:
    """Compare rates by CPU time: ours should be ``least`` times the peer's."""
    mine, other = row(stage, unit, ours), row(f"  {peer}", unit, theirs)
    ratio = mine.rate / other.rate
    mine.peer, mine.ratio, mine.target, mine.reached = peer, ratio, f">= {least:g} x", ratio >= least
    yield from (mine, other)


class Benchmark:
    """A run over all stages; rows are printed as they come."""

    def __init__(self, given: argparse.Namespace, folder: Path) -> None:
        self._given, self._folder = given, folder
        self.rows: list[Row] = []
        self.queries: list[dict[str, Any]] = []
        self.scaling: list[dict[str, Any]] = []

    def run(self) -> None:
        steps = {
            "text": self._text,
            "graph": self._graph,
            "store": self._store,
            "queries": self._queries,
            "validate": self._validate,
            "build": self._build,
            "startup": self._startup,
            "scaling": self._scaling,
        }
        for name in self._given.stages or steps:
            for found in steps[name]():
                self.rows.append(found)
                print(_worded(found), file=sys.stderr, flush=True)

    # ------------------------------------------------------------------------------------------------ corpora

    def _corpus(self, reports: int, *, made: bool = False, built: bool = False) -> Path:
        folder = self._folder / f"reports-{reports}"
        write_corpus(folder, reports, self._given.seed)
        if made:
            apart(stages.prepare, folder)
        if built and not (folder / "build" / "current").exists():
            apart(stages.build, folder, "build", len(os.sched_getaffinity(0)))
        return folder

    @property
    def _large(self) -> int:
        return int(self._given.reports)

    @property
    def _small(self) -> int:
        return max(8, self._large // 100)

    # ------------------------------------------------------------------------------------------------ stages

    def _text(self) -> Iterator[Row]:
        folder = self._corpus(self._large)
        ours, theirs = (apart(stage, folder, 200) for stage in (stages.extract, stages.cut))
        yield from faster("text: extraction", "characters", ours, "jieba.lcut", theirs, 0.5)

    def _graph(self) -> Iterator[Row]:
        folder = self._corpus(self._large, made=True, built=True)
        ours, add = apart(stages.write_lines, folder), apart(stages.add_triples, folder)
        yield from faster("graph: lines from statements", "triples", ours, "rdflib Graph.add", add, 4)
        yield row("  rdflib, terms and Graph.add", "triples", apart(stages.make_and_add_triples, folder))
        ours, theirs = apart(stages.write_turtle, folder), apart(stages.serialize_turtle, folder)
        yield from faster("graph: Turtle", "triples", ours, "rdflib Turtle", theirs, 10)

    def _store(self) -> Iterator[Row]:
        folder = self._corpus(self._large, built=True)
        yield row("floor: bytes and digest", "triples", apart(stages.read_bytes, folder))
        yield row("floor: lines", "triples", apart(stages.split_lines, folder))
        ours, bare = apart(stages.load, folder), apart(stages.bulk_load, folder)
        found = row("store: load", "triples", ours, peer="pyoxigraph bulk_load", target="<= 1.3 x")
        found.ratio = ours["cpu"] / bare["cpu"]
        found.reached = found.ratio <= 1.3
        yield found
        yield row("  pyoxigraph bulk_load", "triples", bare)

    def _queries(self) -> Iterator[Row]:
        large, small = self._corpus(self._large, built=True), self._corpus(self._small * 5, built=True)
        for found in compare(large, small, self._given.timeout):
            self.queries.append(found)
            print(_query(found), file=sys.stderr, flush=True)
        yield _limit("queries: slowest against pyoxigraph", max(q["to_pyoxigraph"] for q in self.queries), "<=", 1.3)
        yield _limit("queries: least gain on rdflib", min(q["to_rdflib"] for q in self.queries), ">=", 5)
        yield _limit("queries: median gain on rdflib", median(q["to_rdflib"] for q in self.queries), ">=", 15)

    def _validate(self) -> Iterator[Row]:
        large, small = self._corpus(self._large, built=True), self._corpus(self._small, built=True)
        ours, theirs = apart(stages.validate, large), apart(stages.validate_alone, small)
        yield from faster("validate: all shapes", "triples", ours, "pyshacl", theirs, 100)

    def _build(self) -> Iterator[Row]:
        """Build with one process and with all, then again after one report has changed."""
        folder, cores = self._corpus(self._given.build), len(os.sched_getaffinity(0))
        one, many = (apart(stages.build, folder, f"jobs-{jobs}", jobs) for jobs in (1, cores))
        same = one["graph_sha256"] == many["graph_sha256"]
        yield row(f"build: 1 process, {one['quads']:,} quads", "reports", one)
        found = row(f"build: {cores} processes", "reports", many, peer="1 process", target=">= 1.7 x")
        found.peak_mb += cores * many["child_peak_mb"]
        found.ratio = one["wall"] / many["wall"]
        found.reached = found.ratio >= 1.7 and same
        yield found
        path = sorted((folder / "reports").glob("n*.txt"))[self._given.build // 3]
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("。", "。村里新修了三条水渠。", 1), encoding="utf-8")
        again = apart(stages.build, folder, f"jobs-{cores}", cores)
        path.write_text(text, encoding="utf-8")
        found = row("build: after one changed report", "reports", again, peer="a whole build", target="<= 0.05 x")
        found.ratio = again["cpu"] / many["cpu"]
        found.reached = found.ratio <= 0.05 and again["read"] == 1
        yield found

    def _startup(self) -> Iterator[Row]:
        sample, large = self._folder / "sample", self._corpus(self._large, built=True)
        sample.mkdir(exist_ok=True)
        time_command(["build"], sample)
        for name, arguments, folder, most in (
            ("start-up: --help", ["--help"], sample, 0.15),
            ("start-up: query places, sample", ["query", "places"], sample, 0.4),
            (f"start-up: query places, {self._large} reports", ["query", "places"], large, 0.6),
        ):
            took = time_command(arguments, folder)
            yield Row(
                name, 1, "run", took["cpu"], took["wall"], 0, "", took["wall"], f"<= {most} s", took["wall"] <= most
            )

    def _scaling(self) -> Iterator[Row]:
        for count in self._given.scaling:
            folder = self._corpus(count)
            took = apart(stages.build, folder, "scaling", len(os.sched_getaffinity(0)))
            self.scaling.append({"reports": count, **took, "ms": 1000 * took["cpu"] / count})
            yield row(f"scaling: {count:,} reports, {took['quads']:,} quads", "reports", took)
        times = [one["ms"] for one in self.scaling]
        if len(times) > 1:
            yield _limit("scaling: most over least time per report", max(times) / min(times), "<=", 1.15)


def _limit(name: str, value: float, sign: str, limit: float) -> Row:
    reached = value <= limit if sign == "<=" else value >= limit
    return Row(name, 0, "", 0, 0, 0, "", value, f"{sign} {limit:g} x", reached)


HEAD = f"{'':46}{'amount':>12} {'unit':11}{'CPU s':>9}{'wall s':>9}{'peak MB':>9}{'a second':>12}  {'ratio':>8}  target"


def _worded(found: Row) -> str:
    numbers = " " * 63
    if found.unit:
        numbers = f"{found.amount:>12,} {found.unit:11}{found.cpu:>9.2f}{found.wall:>9.2f}{found.peak_mb:>9,}"
        numbers += f"{found.rate:>12,.0f}" if found.amount > 1 else " " * 12
    ratio = "" if found.ratio is None else f"{found.ratio:.2f}"
    mark = {True: "yes", False: "NO", None: ""}[found.reached]
    return f"{found.stage:46}{numbers:63}  {ratio:>8}  {found.target:9} {mark}".rstrip()


def _query(found: dict[str, Any]) -> str:
    sign = ">" if found["stopped"] else " "
    warned = "" if found["same_rows"] in (True, None) else "  other rows in rdflib!"
    return (
        f"  {found['query']:24}{found['rows']:>8,} rows {found['povgraph']:>8.3f} s, {found['to_pyoxigraph']:>5.2f} x "
        f"pyoxigraph; small: {found['small']:>7.4f} s, rdflib {sign}{found['rdflib']:>7.2f} s, "
        f"{sign}{found['to_rdflib']:>6.0f} x{warned}"
    )


def main() -> None:
    given = _options()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(given.folder or temporary)
        benchmark = Benchmark(given, folder)
        benchmark.run()
    result = {
        "python": platform.python_version(),
        "cores": len(os.sched_getaffinity(0)),
        "seed": given.seed,
        "rows": [{**asdict(one), "rate": one.rate} for one in benchmark.rows],
        "queries": benchmark.queries,
        "scaling": benchmark.scaling,
    }
    if given.plot and benchmark.scaling:
        points = [(one["reports"], one["ms"]) for one in benchmark.scaling]
        svg = plot("Time of a build by its size", "reports", "ms of CPU time a report", {"build": points})
        given.plot.write_text(svg, encoding="utf-8")
    if given.json:
        print(json.dumps(result, ensure_ascii=False, indent=1))
    else:
        print("\n".join([HEAD, *map(_worded, benchmark.rows), *map(_query, benchmark.queries)]))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "stages", nargs="*", metavar="STAGE", help="text graph store queries validate build startup scaling; all"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--plot", type=Path, metavar="SVG", help="draw the time per report by the number of reports")
    parser.add_argument("--seed", type=int, default=2020, help="seed of the corpora (2020)")
    parser.add_argument(
        "--reports", type=int, default=_MILLION, help=f"reports for most stages ({_MILLION}: 1 million triples)"
    )
    parser.add_argument("--build", type=int, default=10_000, help="reports for the builds (10000)")
    parser.add_argument("--scaling", type=int, nargs="+", default=[1000, 3000, 10_000], help="sizes for the plot")
    parser.add_argument("--timeout", type=float, default=60.0, help="seconds that rdflib has for a query (60)")
    parser.add_argument("--folder", type=Path, help="keep the corpora and graphs here, and take those that are here")
    parser.add_argument("--quick", action="store_true", help="all on small corpora")
    given = parser.parse_args()
    if given.quick:
        given.reports, given.build, given.scaling = 100, 100, [50, 100]
    return given


if __name__ == "__main__":
    main()

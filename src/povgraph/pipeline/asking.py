"""Ask a graph that is built: check it, list its sums, cite its statements."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from povgraph.model import Finding
from povgraph.pipeline.reading import Progress, silent

if TYPE_CHECKING:
    from povgraph.checks.passages import Sources
    from povgraph.checks.sums import Sum

    Validated = tuple[list[Finding], Sources]


def validate(
    graphs: Sequence[Path],
    shapes: Sequence[Path] = (),
    *,
    checks: Sequence[Path] = (),
    timeout: float | None = None,
    engine: str = "auto",
    note: Callable[[str], None] = lambda _: None,
    jobs: int = 1,
    progress: Progress = silent,
) -> "Validated":
    """Check build folders or any RDF files; a large build in parts, which takes little memory.

    Args:
        graphs: Build folders and RDF files, each checked by itself.
        shapes: The caller's own shapes in place of povgraph's.
        engine: What runs SHACL: ``auto``, ``pyshacl`` or ``fast``.
        note: Called with a line for each shape that the fast engine has to leave to pyshacl.
        checks: Folders with the caller's own check queries, beside all others.
        timeout: Seconds for each of these queries.
        jobs: How many processes check a large build.
        progress: Called with a line for each step of that.

    Returns:
        The findings, and what is known of their reports; only files that lie below the working folder are named.

    Raises:
        StoreError: the graph cannot be opened.
        SourceError: the shapes cannot be read.
        QueryError: a check query cannot be used, or was stopped.
    """
    from povgraph.checks.passages import Sources  # noqa: PLC0415
    from povgraph.checks.shacl import sort_findings  # noqa: PLC0415
    from povgraph.checks.stored import run_user_checks, user_checks  # noqa: PLC0415

    queries = user_checks(checks)
    findings: list[Finding] = []
    sources = Sources()
    for graph in graphs:
        further = [*run_user_checks(graph, queries, timeout)]
        parted = None if shapes or engine == "pyshacl" else _in_parts(graph, further, jobs, progress)
        found, known = parted or _at_once(graph, shapes, further, engine, note)
        findings += found
        sources = sources.with_more(known)
    return sort_findings(findings), sources


def _at_once(
    graph: Path, shapes: Sequence[Path], further: Sequence[Finding], engine: str, note: Callable[[str], None]
) -> "Validated":
    """Check a graph that is loaded into memory."""
    from povgraph.checks import shacl  # noqa: PLC0415
    from povgraph.checks.passages import Passages, Sources  # noqa: PLC0415
    from povgraph.store.opening import open_graph  # noqa: PLC0415
    from povgraph.store.originals import read_originals, report_paths  # noqa: PLC0415

    files = report_paths(graph)
    store = open_graph(graph, in_memory=True)
    texts = {name: report.text for name, report in read_originals(files)}
    found = shacl.validate(store, shapes=list(shapes) or None, texts=texts, further=further, engine=engine, note=note)
    return found, Sources(_shown(files), texts, Passages(store).involved(found))


def _in_parts(graph: Path, further: Sequence[Finding], jobs: int, progress: Progress) -> "Validated | None":
    """Check a large build in parts; None where the graph is none, or not one of reports as a build makes it."""
    from povgraph.checks.passages import Sources  # noqa: PLC0415
    from povgraph.pipeline.parting import OtherGraphError  # noqa: PLC0415
    from povgraph.pipeline.rechecking import recheck  # noqa: PLC0415
    from povgraph.store.generations import current  # noqa: PLC0415
    from povgraph.store.opening import LARGE  # noqa: PLC0415
    from povgraph.store.originals import Originals, report_paths  # noqa: PLC0415

    if not graph.is_dir() or (generation := current(graph, verify=False)).manifest.quads <= LARGE:
        return None
    try:
        found, passages = recheck(generation, further, jobs, progress)
    except OtherGraphError:
        return None
    files = report_paths(graph)
    return found, Sources(_shown(files), Originals(files), passages)


def _shown(files: Mapping[str, str]) -> dict[str, str]:
    return {name: shown for name, path in files.items() if (shown := _near(path))}


def sums(graph: Path) -> tuple[list["Sum"], dict[str, str]]:
    """List the sums that the figures of a build folder or RDF file make, and name its reports.

    Raises:
        StoreError: the graph cannot be opened.
    """
    from povgraph.checks.own import list_sums  # noqa: PLC0415
    from povgraph.store.opening import open_graph  # noqa: PLC0415
    from povgraph.store.originals import entries, read_originals, report_paths  # noqa: PLC0415
    from povgraph.vocabulary import iri  # noqa: PLC0415

    texts = {name: report.text for name, report in read_originals(report_paths(graph))}
    names = {iri("report", entry.key): entry.id for entry in entries(graph)}
    return list_sums(open_graph(graph, in_memory=True), texts), names


def cite(name: str, graph: Path) -> tuple[str, bool]:
    """Word the evidence of a statement, and tell whether its report still says it.

    Raises:
        QueryError: there is no such statement.
        StoreError: the graph cannot be opened.
    """
    from povgraph.checks.citations import find_citation, write_citation  # noqa: PLC0415
    from povgraph.queries.names import expand  # noqa: PLC0415
    from povgraph.store.opening import open_graph  # noqa: PLC0415
    from povgraph.store.originals import read_originals, report_paths  # noqa: PLC0415

    citation = find_citation(open_graph(graph), expand(name))
    path = report_paths(graph).get(citation.report, "")
    report = dict(read_originals({citation.report: path})).get(citation.report)
    return write_citation(citation, report, _near(path))


def _near(path: str) -> str:
    """Show a file by its path from the working folder; one that lies elsewhere is known by its report's name."""
    full, here = Path(path).resolve(), Path.cwd()
    return str(full.relative_to(here)) if path and full.is_relative_to(here) else ""

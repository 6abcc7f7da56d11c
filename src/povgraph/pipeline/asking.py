"""Ask a graph that is built: check it, list its sums, cite its statements."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from povgraph.model import Finding

if TYPE_CHECKING:
    from povgraph.checks.passages import Sources
    from povgraph.checks.sums import Sum


def validate(
    graphs: Sequence[Path],
    shapes: Sequence[Path] = (),
    *,
    checks: Sequence[Path] = (),
    timeout: float | None = None,
    engine: str = "auto",
    note: Callable[[str], None] = lambda _: None,
) -> "tuple[list[Finding], Sources]":
    """Check build folders or any RDF files.

    Args:
        graphs: Build folders and RDF files, each checked by itself.
        shapes: The caller's own shapes in place of povgraph's.
        engine: What runs SHACL: ``auto``, ``pyshacl`` or ``fast``.
        note: Called with a line for each shape that the fast engine has to leave to pyshacl.
        checks: Folders with the caller's own check queries, beside all others.
        timeout: Seconds for each of these queries.

    Returns:
        The findings, and what is known of their reports; only files that lie below the working folder are named.

    Raises:
        StoreError: the graph cannot be opened.
        SourceError: the shapes cannot be read.
        QueryError: a check query cannot be used, or was stopped.
    """
    from povgraph.checks import shacl, stored  # noqa: PLC0415
    from povgraph.checks.passages import Passages, Sources  # noqa: PLC0415
    from povgraph.store.opening import open_graph  # noqa: PLC0415
    from povgraph.store.originals import read_originals, report_paths  # noqa: PLC0415

    queries = stored.user_checks(checks)
    findings: list[Finding] = []
    sources = Sources()
    for graph in graphs:
        files = report_paths(graph)
        store = open_graph(graph, in_memory=True)
        texts = {name: report.text for name, report in read_originals(files)}
        further = [*stored.run_user_checks(graph, queries, timeout)]
        found = shacl.validate(
            store, shapes=list(shapes) or None, texts=texts, further=further, engine=engine, note=note
        )
        findings += found
        paths = {name: shown for name, path in files.items() if (shown := _near(path))}
        sources = sources.with_more(Sources(paths, texts, Passages(store).involved(found)))
    return shacl.sort_findings(findings), sources


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

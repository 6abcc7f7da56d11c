"""The order of the stages: sources, statements, graph, checks, store. No other module knows it.

Libraries that are slow to import are loaded by the stage that needs them, so that the others start at once.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from povgraph.errors import SourceError, StatementsError
from povgraph.model import Finding, Report, Statements
from povgraph.resources import data_path
from povgraph.statements.reviewed import ReviewedFiles

if TYPE_CHECKING:
    from povgraph.checks.passages import Sources
    from povgraph.checks.sums import Sum
    from povgraph.statements.extraction import Extractor
    from povgraph.store.manifests import Manifest

Progress = Callable[[str], None]
#: A report with the statements that it makes.
Made = tuple[Report, Statements]


def _silent(_: str) -> None:
    """Report no progress."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made.

    ``generation`` is the folder of the new graph; ``counts`` are rows by section and origin; ``set_aside`` names the
    sources that could not be used, and why. ``origins`` counts the reports, copies of one text as one.
    """

    folder: Path
    generation: Path
    reports: tuple[Report, ...]
    counts: Mapping[str, int]
    quads: int
    findings: tuple[Finding, ...]
    set_aside: tuple[str, ...]
    origins: int


def build(
    sources: Sequence[Path],
    out: Path,
    *,
    reviewed: Sequence[Path] = (),
    least: Decimal = Decimal(0),
    progress: Progress = _silent,
) -> Built:
    """Build a graph: read the sources, make statements, write the quads, check them, publish a generation.

    Args:
        sources: Report files and folders of them; none for the sample that povgraph carries.
        out: The build folder. The graph that it holds stays whole until the new one is complete.
        reviewed: Folders with statements files that replace the extracted ones of the same name.
        least: Extracted statements that are less sure are left out.
        progress: Called with a line for each step that takes time.

    Raises:
        PovgraphError: the input cannot be used or the folder cannot be written.
    """
    from povgraph.store.generations import prepare  # noqa: PLC0415

    prepare(out)
    made, set_aside = read_sources(sources, reviewed, least, progress)
    return publish_graph(made, out, set_aside, progress)


def publish_graph(
    made: Sequence[Made], out: Path, set_aside: Sequence[str] = (), progress: Progress = _silent
) -> Built:
    """Make the graph of reports and their statements, and publish it as a generation of a build folder.

    Raises:
        PovgraphError: a statement cannot be used or the folder cannot be written.
    """
    from povgraph.checks.copies import find_copies  # noqa: PLC0415
    from povgraph.checks.reports import write_findings  # noqa: PLC0415
    from povgraph.store.generations import prepare, publish  # noqa: PLC0415

    prepare(out)
    lines, findings = make_graph(made, progress)
    progress(f"writing {out}")
    files = {f"statements/{report.key}.yaml": _yaml(rows) for report, rows in made}
    files["findings.json"] = write_findings(findings, "json")
    generation = publish(out, lines, _manifest(made), files)
    counts = generation.manifest.counts
    reports = [report for report, _ in made]
    origins = len(find_copies({report.key: report.text for report in reports}))
    return Built(out, generation.path, tuple(reports), counts, len(lines), tuple(findings), tuple(set_aside), origins)


def make_graph(made: Sequence[Made], progress: Progress = _silent) -> tuple[list[str], list[Finding]]:
    """Make the graph of reports and their statements, and check it: its lines, findings among them, and the findings.

    Raises:
        StatementsError: a statement cannot be used.
    """
    from povgraph.checks.shacl import check_lines  # noqa: PLC0415
    from povgraph.graph.findings import finding_quads  # noqa: PLC0415
    from povgraph.graph.lines import canonical  # noqa: PLC0415
    from povgraph.graph.quads import graph_lines  # noqa: PLC0415

    lines = graph_lines(made)
    progress(f"checking {len(lines)} quads")
    findings = check_lines(lines, [report for report, _ in made])
    return canonical([*lines, *finding_quads(findings)]), findings


def extract(
    sources: Sequence[Path], progress: Progress = _silent, least: Decimal = Decimal(0)
) -> tuple[list[Statements], list[str]]:
    """Read the statements of all reports below the sources, and name the sources that had to be set aside.

    Statements that are less sure than ``least`` are left out.

    Raises:
        SourceError: no report can be read.
    """
    from povgraph.statements.confidence import at_least  # noqa: PLC0415

    set_aside: list[str] = []
    made = [at_least(extract_report(report), least) for report in _reports(sources, set_aside, progress)]
    return made, set_aside


def explain(sources: Sequence[Path]) -> Iterator[str]:
    """Say, figure by figure, why the extractor reads the reports as it does."""
    from povgraph.statements.explanations import explain_report  # noqa: PLC0415

    for report in _reports(sources, [], _silent):
        yield from explain_report(_extractor(), report)


def validate(
    graphs: Sequence[Path],
    shapes: Sequence[Path] = (),
    *,
    checks: Sequence[Path] = (),
    timeout: float | None = None,
    engine: str = "auto",
    note: Progress = _silent,
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
        store = open_graph(graph)
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
    return list_sums(open_graph(graph), texts), names


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


def read_sources(
    sources: Sequence[Path],
    reviewed: Sequence[Path] = (),
    least: Decimal = Decimal(0),
    progress: Progress = _silent,
) -> tuple[list[Made], list[str]]:
    """Read reports and their statements; a bad one is named and set aside while the others go on.

    Args:
        sources: Report files and folders of them; none for the sample that povgraph carries.
        reviewed: Folders with statements files that replace the extracted ones of the same name.
        least: Extracted statements that are less sure are left out.
        progress: Called with a line for each report.

    Raises:
        SourceError: nothing can be used.
    """
    from povgraph.statements.confidence import at_least  # noqa: PLC0415

    if not sources:
        sources, reviewed = [data_path("sources")], [*reviewed, data_path("statements")]
    made: list[Made] = []
    set_aside: list[str] = []
    files = ReviewedFiles(reviewed)
    for report in _reports(sources, set_aside, progress):
        try:
            rows = at_least(_statements(report, files), least)
        except StatementsError as error:
            set_aside.append(str(error))
            continue
        made.append((dated(report, rows), rows))
    unused = "no report of this name was read, so its statements are not in the graph"
    set_aside += [f"{path}: {unused}" for path in files.unused()]
    if not made:
        raise SourceError(set_aside[0] if len(set_aside) == 1 else f"nothing to build: {'; '.join(set_aside)}")
    return made, set_aside


def _reports(sources: Sequence[Path], set_aside: list[str], progress: Progress) -> Iterator[Report]:
    from povgraph.text.reports import find_reports, read_report  # noqa: PLC0415

    paths = find_reports(sources)
    seen: dict[str, str] = {}
    for number, path in enumerate(paths, 1):
        progress(f"reading {number} of {len(paths)}: {path.name}")
        try:
            report = read_report(path)
        except SourceError as error:
            set_aside.append(str(error))
            continue
        if report.sha256 in seen:
            set_aside.append(f"{path}: the same text as {seen[report.sha256]}, which is read once")
            continue
        seen[report.sha256] = str(path)
        yield report
    if not seen:
        raise SourceError(set_aside[0] if len(set_aside) == 1 else f"no report can be read: {'; '.join(set_aside)}")


def _statements(report: Report, reviewed: ReviewedFiles) -> Statements:
    """Give a report's statements: those of the reviewed file of its name, else extracted ones."""
    return reviewed.read(report, notations()) if report.id in reviewed else extract_report(report)


def extract_report(report: Report) -> Statements:
    """Read the statements of one report."""
    return _extractor().extract(report)


@cache
def _extractor() -> "Extractor":
    from povgraph.statements.extraction import Extractor  # noqa: PLC0415
    from povgraph.vocabulary import concepts  # noqa: PLC0415

    return Extractor(concepts())


@cache
def notations() -> Mapping[str, frozenset[str]]:
    """Give the notations that a statements file may use, by vocabulary: of units the base ones only."""
    from povgraph.vocabulary import concepts  # noqa: PLC0415

    allowed = {scheme: frozenset(c.notation for c in members) for scheme, members in concepts().items()}
    base = frozenset(c.notation for c in concepts()["unit"] if c.extra.get("baseUnit") == c.notation)
    return {**allowed, "unit": base, "level": allowed["level"] - {"country"}}


def dated(report: Report, rows: Statements) -> Report:
    """Date a report by its statements where nothing beside it does."""
    if report.date or not rows.date:
        return report
    return replace(report, date=rows.date, date_origin="text")


def _yaml(rows: Statements) -> str:
    from povgraph.statements.files import write_statements  # noqa: PLC0415

    return write_statements(rows, "yaml")


def _manifest(made: Sequence[Made]) -> "Manifest":
    from povgraph.store.manifests import Manifest, ReportEntry  # noqa: PLC0415

    counts = Counter(section for _, rows in made for section, members in rows.sections() for _ in members)
    entries = [
        ReportEntry(
            id=report.id,
            key=report.key,
            sha256=report.sha256,
            path=str(Path(report.path).absolute()),
            origin=rows.origin,
        )
        for report, rows in made
    ]
    return Manifest(reports=entries, counts=dict(counts))

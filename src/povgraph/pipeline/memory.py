"""Make a graph of reports that a program has at hand, beside those in files: in memory, from the ground up."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from povgraph.errors import StatementsError
from povgraph.model import Finding, Report, Statements
from povgraph.pipeline.reading import Progress, dated, nothing_read, read_reports, silent, statements_of, unused
from povgraph.resources import data_path

#: A report with the statements that it makes.
Made = tuple[Report, Statements]


def read_sources(
    sources: Sequence[Path],
    reviewed: Sequence[Path] = (),
    least: Decimal = Decimal(0),
    progress: Progress = silent,
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
    from povgraph.statements.reviewed import ReviewedFiles  # noqa: PLC0415

    if not sources:
        sources, reviewed = [data_path("sources")], [*reviewed, data_path("statements")]
    made: list[Made] = []
    set_aside: list[str] = []
    files = ReviewedFiles(reviewed)
    for report in read_reports(sources, set_aside, progress):
        try:
            file = files.take(report.id, report.path) if files.of(report.id) else None
            rows = at_least(statements_of(report, file), least)
        except StatementsError as error:
            set_aside.append(str(error))
            continue
        made.append((dated(report, rows), rows))
    set_aside += [unused(path) for path in files.unused()]
    if not made:
        raise nothing_read("nothing to build", set_aside)
    return made, set_aside


def make_graph(made: Sequence[Made]) -> tuple[list[str], list[Finding]]:
    """Make the graph of reports and their statements, and check it: its lines, findings among them, and the findings.

    Raises:
        StatementsError: a statement cannot be used.
    """
    from povgraph.checks.shacl import check_lines  # noqa: PLC0415
    from povgraph.graph.findings import finding_quads  # noqa: PLC0415
    from povgraph.graph.lines import canonical  # noqa: PLC0415
    from povgraph.graph.quads import graph_lines  # noqa: PLC0415

    lines = graph_lines(made)
    findings = check_lines(lines, [report for report, _ in made])
    return canonical([*lines, *finding_quads(findings)]), findings


def publish_graph(made: Sequence[Made], out: Path) -> None:
    """Make the graph of reports and their statements, and publish it as a generation of a build folder.

    Raises:
        PovgraphError: a statement cannot be used or the folder cannot be written.
    """
    from povgraph.checks.reports import write_findings  # noqa: PLC0415
    from povgraph.statements.files import write_statements  # noqa: PLC0415
    from povgraph.store.generations import prepare, publish  # noqa: PLC0415
    from povgraph.store.manifests import Manifest, ReportEntry  # noqa: PLC0415

    prepare(out)
    lines, findings = make_graph(made)
    files = {f"statements/{report.key}.yaml": write_statements(rows, "yaml") for report, rows in made}
    files["findings.json"] = write_findings(findings, "json")
    counts = Counter(section for _, rows in made for section, members in rows.sections() for _ in members)
    entries = [ReportEntry.of(report, rows.origin) for report, rows in made]
    publish(out, lines, Manifest(reports=entries, counts=dict(counts)), files)

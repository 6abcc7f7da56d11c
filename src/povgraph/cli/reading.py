"""The commands that read reports: build, extract, evaluate."""

from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from povgraph.cli.options import PATH, confidence_option, end_progress, jobs_option, progress, warn
from povgraph.model import SECTIONS

if TYPE_CHECKING:
    from povgraph.pipeline import Built
    from povgraph.statements.saving import Form


@click.command(epilog="Example: povgraph build reports/ -o build --statements reviewed/")
@click.argument("sources", nargs=-1, type=PATH, metavar="[SOURCE]...")
@click.option("-o", "--out", type=PATH, default=Path("build"), show_default=True, help="The build folder.")
@click.option(
    "--statements", "reviewed", multiple=True, type=PATH, metavar="DIR", help="Reviewed statements files, by name."
)
@confidence_option
@jobs_option
def build(sources: tuple[Path, ...], out: Path, reviewed: tuple[Path, ...], least: float, jobs: int) -> int:
    """Build a graph from reports: text files (.txt, .md, .html) and folders of them.

    Without a SOURCE the sample report is built. What is known of a report stands beside it in NAME.yaml (title, date,
    publisher, url, language). A statements file of the same name in a --statements folder replaces what would be
    extracted. The graph of an earlier build stays whole until the new one is complete.
    """
    from povgraph import pipeline  # noqa: PLC0415

    sure = Decimal(str(least))
    built = pipeline.build(sources, out, reviewed=reviewed, least=sure, jobs=jobs, progress=progress())
    end_progress()
    click.echo(_summary(built))
    broken = any(finding.severity == "error" for finding in built.findings)
    return max(_set_aside(built.set_aside), int(broken))


@click.command(epilog="Example: povgraph extract report.txt > report.yaml")
@click.argument("sources", nargs=-1, required=True, type=PATH, metavar="SOURCE...")
@click.option("--format", "form", type=click.Choice(["yaml", "json", "jsonl"]), default="yaml", show_default=True)
@click.option("-o", "--out", type=PATH, metavar="DIR", help="Write NAME.yaml (or .json) into this folder.")
@click.option("--explain", is_flag=True, help="Show why each figure reads as it does, instead of the statements.")
@click.option("--force", is_flag=True, help="Write over statements files that are there with other content.")
@confidence_option
def extract(sources: tuple[Path, ...], form: "Form", out: Path | None, explain: bool, force: bool, least: float) -> int:
    """Read the statements of reports: one statements file per report, to look at, correct and build from.

    One report goes to stdout; more need -o DIR. Nothing is stored.
    """
    from povgraph import pipeline  # noqa: PLC0415
    from povgraph.statements.saving import save_statements  # noqa: PLC0415

    if explain:
        for line in pipeline.explain(sources):
            click.echo(line)
        return 0
    made, set_aside = pipeline.extract(sources, progress(), Decimal(str(least)))
    end_progress()
    save_statements(made, form, out, force=force)
    return _set_aside(set_aside)


@click.command(epilog="Example: povgraph evaluate reviewed/ extracted/")
@click.argument("gold", type=PATH)
@click.argument("predicted", type=PATH)
@click.option("--errors", is_flag=True, help="List each row that was missed or is too many, as tab-separated lines.")
@click.option("--json", "as_json", is_flag=True, help="Print the scores as JSON.")
def evaluate(gold: Path, predicted: Path, errors: bool, as_json: bool) -> None:
    """Score statements files against reviewed ones: precision, recall and F1 by kind.

    GOLD and PREDICTED are statements files, or folders with files of the same names (NAME.gold.json counts as NAME).
    """
    from povgraph.statements.evaluation import report_scores  # noqa: PLC0415

    click.echo(report_scores(gold, predicted, errors=errors, as_json=as_json), nl=False)


def _set_aside(faults: tuple[str, ...] | list[str]) -> int:
    for fault in faults:
        warn(f"set aside: {fault}")
    return int(bool(faults))


def _summary(built: "Built") -> str:
    """Word what a build made: counts, findings, and where things lie."""
    grades = Counter(finding.severity for finding in built.findings)
    found = ", ".join(f"{grades[grade]} {grade}" for grade in ("error", "warning", "info") if grades[grade])
    counts = ", ".join(f"{built.counts.get(section, 0)} {section}" for section in SECTIONS)
    notes = [f"  note      {report}: {note}" for report, note in built.notes]
    copied = built.origins < len(built.reports)
    origins = f"{len(built.reports)} reports, {built.origins} origin(s): copies of one text count as one"
    return "\n".join(
        [
            f"{len(built.reports)} report(s), {built.quads} quads",
            *([f"  origins   {origins}"] if copied else []),
            f"  holds     {counts}",
            f"  findings  {found or 'none'}  (povgraph validate -g {built.folder})",
            *notes,
            f"  graph     {built.generation / 'graph.nq'}",
            f"  next      povgraph query places -g {built.folder}",
        ]
    )

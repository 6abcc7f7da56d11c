"""The commands that check: validate, sums, cite."""

import sys
from pathlib import Path

import click

from povgraph.cli.options import PATH, end_progress, graph_option, jobs_option, language_option, progress, warn


@click.command(epilog="Example: povgraph validate --format csv > findings.csv")
@click.argument("graphs", nargs=-1, type=PATH, metavar="[GRAPH]...")
@graph_option
@click.option("--shapes", multiple=True, type=PATH, metavar="FILE", help="Your own shapes, in place of povgraph's.")
@click.option(
    "--checks", "folders", multiple=True, type=PATH, metavar="DIR", help="A folder of your own check queries (*.rq)."
)
@click.option("--timeout", type=click.FloatRange(0, min_open=True), metavar="S", help="Seconds for each of these; 30.")
@click.option("--format", "form", default="text", help="text (default), turtle, json, csv, sarif, html, junit.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="The most that text and html show of one check.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "none"]),
    default="error",
    show_default=True,
    help="The least severity that makes the exit code 1.",
)
@click.option(
    "--engine",
    type=click.Choice(["auto", "pyshacl", "fast"]),
    default="auto",
    show_default=True,
    help="What runs SHACL; both find the same, auto goes by size.",
)
@jobs_option
@language_option
def validate(
    graphs: tuple[Path, ...],
    graph: Path,
    shapes: tuple[Path, ...],
    folders: tuple[Path, ...],
    timeout: float | None,
    form: str,
    limit: int | None,
    fail_on: str,
    engine: str,
    jobs: int,
    lang: str,
) -> int:
    """Check graphs with SHACL and povgraph's own checks; each finding names report, line, column and quote.

    GRAPH is a build folder or any RDF file; without one the graph of -g is checked. Exits with 0 where nothing is as
    grave as --fail-on, with 1 where something is, and with 2 where the graph could not be checked.
    """
    from povgraph import pipeline  # noqa: PLC0415
    from povgraph.checks.reports import check_format, exit_code, write_findings  # noqa: PLC0415

    check_format(form)
    findings, sources = pipeline.validate(
        graphs or (graph,),
        shapes,
        checks=folders,
        timeout=timeout,
        engine=engine,
        note=warn,
        jobs=jobs,
        progress=progress(),
    )
    end_progress()
    click.echo(write_findings(findings, form, language=lang, sources=sources, limit=limit), nl=False)
    return exit_code(findings, fail_on)


@click.command(epilog="Example: povgraph sums --lang zh --format csv")
@graph_option
@click.option("--format", "form", help="table, csv, tsv, json, xml, markdown.")
@click.option("--all", "every", is_flag=True, help="Also what could not be checked.")
@language_option
def sums(graph: Path, form: str | None, every: bool, lang: str) -> int:
    """List the sums that the figures of reports make: changes, shares, parts of totals, rates.

    Each is consistent, explained by rounding, or inconsistent; exits with 1 where one is inconsistent.
    """
    from povgraph import pipeline  # noqa: PLC0415
    from povgraph.checks.summaries import count_verdicts, sums_table  # noqa: PLC0415
    from povgraph.queries.results import terminal_width, write_answer  # noqa: PLC0415

    found, names = pipeline.sums(graph)
    shown = [one for one in found if every or one.verdict != "unchecked"]
    write_answer(sums_table(shown, names, lang), sys.stdout, form, places=terminal_width(sys.stdout))
    if form in (None, "table"):
        click.echo(count_verdicts(found))
    return int(any(one.verdict == "inconsistent" for one in found))


@click.command(epilog="Example: povgraph cite https://w3id.org/povgraph/id/observation/…")
@click.argument("iri")
@graph_option
def cite(iri: str, graph: Path) -> int:
    """Show the sentence behind a statement, as it stands in its report.

    IRI is that of a statement, as the first column of the stored queries gives it; the last part of it is enough.
    Exits with 1 when the report no longer says what was quoted.
    """
    from povgraph import pipeline  # noqa: PLC0415

    citation, holds = pipeline.cite(iri, graph)
    click.echo(citation)
    return int(not holds)

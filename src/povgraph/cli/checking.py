"""The commands that check: validate, sums, cite."""

import sys
from pathlib import Path

import click

from povgraph.cli.options import PATH, graph_option, language_option, warn


@click.command(epilog="Example: povgraph validate --format csv > findings.csv")
@click.argument("graphs", nargs=-1, type=PATH, metavar="[GRAPH]...")
@graph_option
@click.option("--shapes", multiple=True, type=PATH, metavar="FILE", help="Your own shapes, in place of povgraph's.")
@click.option("--format", "form", default="text", show_default=True, help="text, turtle, json, csv, sarif, html.")
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
@language_option
def validate(
    graphs: tuple[Path, ...], graph: Path, shapes: tuple[Path, ...], form: str, fail_on: str, engine: str, lang: str
) -> int:
    """Check graphs with SHACL and povgraph's own checks; each finding names report, line, column and quote.

    GRAPH is a build folder or any RDF file; without one the graph of -g is checked.
    """
    from povgraph import pipeline  # noqa: PLC0415
    from povgraph.checks.reports import exit_code, write_findings  # noqa: PLC0415

    findings, paths = pipeline.validate(graphs or (graph,), shapes, engine=engine, note=warn)
    click.echo(write_findings(findings, form, language=lang, paths=paths), nl=False)
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

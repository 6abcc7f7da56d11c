"""The commands that ask: query, queries."""

import sys
from pathlib import Path

import click

from povgraph.cli.options import PATH, graph_option, language_option, warn


@click.command(epilog="Example: povgraph query observations --bind place=通榆县 --format csv")
@click.argument("name", metavar="NAME|FILE.rq|-")
@click.option("--bind", "bindings", multiple=True, metavar="K=V", help="A parameter: a name, a code, an IRI, a number.")
@click.option("--format", "form", help="table, csv, tsv, json, xml, markdown; turtle, nt for triples.")
@click.option("--excel", is_flag=True, help="CSV with a byte order mark, for spreadsheets.")
@click.option("--endpoint", metavar="URL", help="Ask a SPARQL 1.1 endpoint instead of a graph here.")
@click.option("--timeout", type=click.FloatRange(0, min_open=True), metavar="S", help="Seconds; 30 for own queries.")
@click.option("--queries", "folders", multiple=True, type=PATH, metavar="DIR", help="A folder of your own queries.")
@click.option("--fail-empty", is_flag=True, help="Exit with 1 when there are no rows.")
@graph_option
def query(
    name: str,
    bindings: tuple[str, ...],
    form: str | None,
    excel: bool,
    endpoint: str | None,
    timeout: float | None,
    folders: tuple[Path, ...],
    fail_empty: bool,
    graph: Path,
) -> int:
    """Ask a stored query by NAME, one of your own in FILE.rq, or one from stdin with -.

    `povgraph queries` lists the stored ones.
    """
    from povgraph.queries.binding import read_bindings  # noqa: PLC0415
    from povgraph.queries.results import empty_note, terminal_width, write_answer  # noqa: PLC0415
    from povgraph.queries.running import Limits, answer  # noqa: PLC0415
    from povgraph.queries.stored import find_query  # noqa: PLC0415

    asked, given = find_query(name, folders), read_bindings(bindings)
    limits = Limits(timeout=timeout) if timeout else None
    found = answer(asked, given, graph, limits, endpoint)
    rows = write_answer(found, sys.stdout, form, places=terminal_width(sys.stdout), excel=excel)
    if not rows and not isinstance(found, bool):
        warn(empty_note(asked, given))
    return int(fail_empty and not rows)


@click.command(epilog="Example: povgraph queries observations")
@click.argument("name", required=False)
@click.option("--queries", "folders", multiple=True, type=PATH, metavar="DIR", help="A folder of your own queries.")
@language_option
def queries(name: str | None, folders: tuple[Path, ...], lang: str) -> None:
    """List the stored queries with their questions and parameters, or show one whole."""
    from povgraph.queries.catalogue import describe, list_queries  # noqa: PLC0415

    click.echo(describe(name, folders, lang) if name else list_queries(folders, lang), nl=False)

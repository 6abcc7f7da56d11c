"""The commands that ask: query, queries."""

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from povgraph.cli.options import PATH, graph_option, language_option, warn

if TYPE_CHECKING:
    from povgraph.queries.stored import StoredQuery


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
    from povgraph.queries.results import write_answer  # noqa: PLC0415
    from povgraph.queries.running import Limits, answer  # noqa: PLC0415

    asked = _find(name, folders)
    limits = Limits(timeout=timeout) if timeout else None
    found = answer(asked, read_bindings(bindings), graph, limits, endpoint)
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    rows = write_answer(found, sys.stdout, form, places=width, excel=excel)
    if not rows:
        warn("no rows" + (" for these parameters" if bindings else ""))
    return int(fail_empty and not rows)


@click.command(epilog="Example: povgraph queries observations")
@click.argument("name", required=False)
@click.option("--queries", "folders", multiple=True, type=PATH, metavar="DIR", help="A folder of your own queries.")
@language_option
def queries(name: str | None, folders: tuple[Path, ...], lang: str) -> None:
    """List the stored queries with their questions and parameters, or show one whole."""
    from povgraph.queries.catalogue import describe, list_queries  # noqa: PLC0415

    click.echo(describe(name, folders, lang) if name else list_queries(folders, lang), nl=False)


def _find(name: str, folders: Sequence[Path]) -> "StoredQuery":
    """Find a query by name, in a file, or on stdin."""
    from povgraph.queries.stored import own_query, read_query, stored_query  # noqa: PLC0415

    if name == "-":
        return own_query(sys.stdin.read())
    if name.endswith(".rq") or "/" in name:
        return read_query(Path(name))
    return stored_query(name, folders)

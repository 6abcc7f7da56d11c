"""The commands that ask: query, queries."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from povgraph.cli.completing import complete_binding, complete_query
from povgraph.cli.options import PATH, Command, graph_option, own_language, warn

_FORMATS = "table, csv, tsv, json, xml, markdown, html, xlsx, parquet; turtle, nt, jsonld for triples."


def _options(*options: Callable[[Any], Any]) -> Callable[[Command], Command]:
    """Put options on a command, in the order in which its help lists them."""

    def put(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return put


_folders_option = click.option(
    "--queries", "folders", multiple=True, type=PATH, metavar="DIR", help="A folder of your own queries."
)
_asking_options = _options(
    click.option(
        "--bind",
        "bindings",
        multiple=True,
        metavar="K=V",
        shell_complete=complete_binding,
        help="A parameter: a name, a code, an IRI, a number.",
    ),
    click.option("--limit", type=click.IntRange(0), metavar="N", help="At most so many rows."),
    click.option("--offset", type=click.IntRange(0), default=0, metavar="N", help="Leave out so many rows first."),
    click.option(
        "--timeout",
        type=click.FloatRange(0, min_open=True),
        default=30.0,
        show_default=True,
        metavar="S",
        help="Seconds after which the query is stopped.",
    ),
    _folders_option,
    click.option("--endpoint", metavar="URL", help="Ask a SPARQL 1.1 endpoint instead of a graph here."),
    graph_option,
)
_writing_options = _options(
    click.option("--format", "form", help=f"{_FORMATS} By the file's ending, else table or turtle."),
    click.option(
        "-o",
        "--out",
        type=PATH,
        metavar="FILE",
        callback=lambda _, __, path: None if path == Path("-") else path,
        help="Where to; what stands there stays until the new one is whole.",
    ),
    click.option(
        "--chart", type=PATH, metavar="FILE", help="Draw the rows: lines over time, or bars; .svg, .png, .html."
    ),
    click.option("--excel", is_flag=True, help="CSV with a byte order mark, for spreadsheets."),
    click.option("--time", "times", is_flag=True, help="Say on stderr how long it took."),
    click.option("--fail-empty", is_flag=True, help="Exit with 1 when there are no rows."),
    own_language,
)


@click.command(epilog="Example: povgraph query observations --bind place=通榆县 --format csv")
@click.argument("name", metavar="NAME|FILE.rq|-", shell_complete=complete_query)
@_asking_options
@_writing_options
@click.option("--explain", "explained", is_flag=True, help="Show how often each pattern matches; run nothing.")
def query(
    name: str,
    bindings: tuple[str, ...],
    limit: int | None,
    offset: int,
    timeout: float,
    folders: tuple[Path, ...],
    endpoint: str | None,
    graph: Path,
    explained: bool,
    lang: str,
    **wish: Any,
) -> int:
    """Ask a stored query by NAME, one of your own in FILE.rq, or one from stdin with -.

    `povgraph queries` lists the stored ones. An ASK exits with 0 when true and 1 when false.
    """
    from povgraph.queries import asking  # noqa: PLC0415
    from povgraph.queries.binding import read_bindings  # noqa: PLC0415
    from povgraph.queries.running import Limits  # noqa: PLC0415
    from povgraph.queries.stored import find_query  # noqa: PLC0415

    question = asking.Question(
        query=find_query(name, folders),
        given=read_bindings(bindings),
        graph=graph,
        limits=Limits(timeout),
        endpoint=endpoint,
        limit=limit,
        offset=offset,
    )
    if explained:
        click.echo(asking.explain(question), nl=False)
        return 0
    return asking.ask_question(question, asking.Wish(language=lang, **wish), warn)


@click.command(epilog="Example: povgraph queries observations")
@click.argument("name", required=False, shell_complete=complete_query)
@_folders_option
@own_language
def queries(name: str | None, folders: tuple[Path, ...], lang: str) -> None:
    """List the stored queries with their questions and parameters, or show one whole."""
    from povgraph.queries.catalogue import describe, list_queries  # noqa: PLC0415

    click.echo(describe(name, folders, lang) if name else list_queries(folders, lang), nl=False)

"""What several commands share: options, progress on stderr, writing to a file or to stdout."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

PATH = click.Path(path_type=Path, readable=False)

Command = TypeVar("Command", bound=Callable[..., Any])


def graph_option(command: Command) -> Command:
    """Add ``-g/--graph``, the graph that a command reads."""
    option = click.option(
        "-g",
        "--graph",
        type=PATH,
        envvar="POVGRAPH_GRAPH",
        default=Path("build"),
        show_default="$POVGRAPH_GRAPH, else build",
        help="A build folder or any RDF file.",
    )
    return option(command)


def language_option(command: Command) -> Command:
    """Add ``--lang``, the language of messages."""
    languages = click.Choice(["en", "zh"])
    option = click.option("--lang", type=languages, default="en", show_default=True, help="The language of messages.")
    return option(command)


def confidence_option(command: Command) -> Command:
    """Add ``--min-confidence``, below which extracted statements are left out."""
    sure = click.FloatRange(0, 1)
    text = "Leave out extracted statements that are less sure (0 to 1)."
    return click.option("--min-confidence", "least", type=sure, default=0.0, metavar="SHARE", help=text)(command)


def jobs_option(command: Command) -> Command:
    """Add ``--jobs``, how many processes work at a time."""
    text = "How many processes work at a time (default: one for each core)."
    return click.option("-j", "--jobs", type=click.IntRange(1), default=cores, metavar="N", help=text)(command)


def cores() -> int:
    """Count the cores that this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)  # not on every system
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def progress() -> Callable[[str], None]:
    """Give a reporter of progress: one line on a terminal that is written over, nothing where nobody watches."""
    if not sys.stderr.isatty():
        return lambda _: None
    return lambda step: click.echo(f"\r\x1b[K{step[:78]}", nl=False, err=True)


def end_progress() -> None:
    """Clear the line of progress."""
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", nl=False, err=True)


def warn(message: str) -> None:
    """Say something on stderr that is not an error."""
    click.echo(f"povgraph: {message}", err=True)

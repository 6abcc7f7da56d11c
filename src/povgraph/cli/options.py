"""What several commands share: options, progress on stderr, writing to a file or to stdout."""

import os
import sys
from collections.abc import Callable
from functools import update_wrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click
from click.core import ParameterSource

if TYPE_CHECKING:
    from povgraph.exports.pseudonyms import Key

PATH = click.Path(path_type=Path, readable=False)

_LANGUAGES = click.Choice(["en", "zh"])
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
    option = click.option("--lang", type=_LANGUAGES, default="en", show_default=True, help="The language of messages.")
    return option(command)


def own_language(command: Command) -> Command:
    """Add ``--lang``, by default the language that the user's system speaks."""
    text = "The language of questions and titles."
    option = click.option("--lang", type=_LANGUAGES, default=spoken_language, show_default="the system's", help=text)
    return option(command)


def spoken_language() -> str:
    """Tell the language of the user's system: ``zh`` or ``en``."""
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "zh" if next(filter(None, names), "").startswith("zh") else "en"


def pseudonym_options(command: Command) -> Command:
    """Add ``--pseudonymise`` and ``--salt``, which reach the command as ``key``: None, or what makes pseudonyms."""

    def keyed(*args: Any, hide: bool, salt: str | None, **kwargs: Any) -> Any:
        given = click.get_current_context().get_parameter_source("salt") is ParameterSource.COMMANDLINE
        if given and not hide:
            raise click.UsageError("--salt is for --pseudonymise; without it the names stay")
        return command(*args, key=_key(salt) if hide else None, **kwargs)

    secret = "A secret under which pseudonyms stay the same from export to export."
    salted = click.option("--salt", envvar="POVGRAPH_SALT", show_envvar=True, metavar="TEXT", help=secret)
    flag = click.option("--pseudonymise", "hide", is_flag=True, help="Replace private persons' names by pseudonyms.")
    return cast(Command, flag(salted(update_wrapper(keyed, command))))


def _key(salt: str | None) -> "Key":
    """Make what pseudonyms are made with; without a salt they are new each time, which is said."""
    from povgraph.exports.pseudonyms import Key  # noqa: PLC0415

    if not salt:
        warn("no --salt: these pseudonyms are made with a secret that is now forgotten; the next export has others")
    return Key(salt or None)


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


def write_out(text: str, out: Path | None) -> None:
    """Write a text to a file, which is replaced only once the new one is whole, or to stdout."""
    from povgraph.exports.formats import write_file  # noqa: PLC0415

    if out is None:
        click.echo(text, nl=False)
    else:
        write_file(out, lambda stream: stream.write(text))

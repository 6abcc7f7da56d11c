"""The command line: parse, call one function of the library, print.

Data goes to stdout, messages to stderr. Exit codes: 0 clean, 1 findings, 2 bad input or usage, 130 on Ctrl-C. Heavy
libraries are imported inside the commands that need them, so that ``povgraph --help`` answers at once.
"""

import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper

import click

from povgraph import __version__
from povgraph.errors import PovgraphError, nearest

#: The module of each command; it is imported when the command is used.
_COMMANDS = {
    "build": "reading",
    "extract": "reading",
    "evaluate": "reading",
    "validate": "checking",
    "sums": "checking",
    "cite": "checking",
    "query": "asking",
    "queries": "asking",
    "export": "exporting",
    "dossier": "dossiers",
}

_HELP = {
    "build": "Build a graph from reports: sources, statements, checks, store.",
    "extract": "Read the statements of reports into statements files.",
    "evaluate": "Score statements files against reviewed ones.",
    "validate": "Check a graph with SHACL and povgraph's own checks.",
    "sums": "List the sums that the figures of reports make, and which hold.",
    "cite": "Show the sentence behind a statement.",
    "query": "Ask a stored query or one of your own.",
    "queries": "List the stored queries, or show one.",
    "export": "Write the graph for other tools.",
    "dossier": "Write all that the reports say of one place, person or programme.",
}


class _Commands(click.Group):
    """A group that imports a command when it is used, and offers the nearest one for a name that it does not know."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        if name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"povgraph.cli.{_COMMANDS[name]}"), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in _COMMANDS and not args[0].startswith("-"):
            names = ", ".join(_COMMANDS)
            raise click.UsageError(f"unknown command {args[0]!r}{nearest(args[0], _COMMANDS)} (commands: {names})")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_HELP.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="povgraph")
@click.option("--debug", is_flag=True, help="Show a traceback where something fails.")
def povgraph(debug: bool) -> None:
    """Read Chinese-language reports on poverty alleviation into a knowledge graph that cites its sentences.

    \b
    povgraph build reports/            read a folder of reports
    povgraph query places              ask the graph
    povgraph export --format turtle    take it elsewhere

    Exit codes: 0 clean, 1 findings, 2 bad input or usage.
    """  # noqa: D301  \\b keeps click from filling the lines


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its code."""
    arguments = list(sys.argv[1:] if args is None else args)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", newline="")  # whatever the terminal's own encoding is
    if isinstance(sys.stderr, TextIOWrapper):
        sys.stderr.reconfigure(errors="backslashreplace")  # a message may quote a file name that is no text
    if "_POVGRAPH_COMPLETE" in os.environ:
        import_module("povgraph.cli.completing")  # so that click finds what is done for bash
    sys.exit(_run(arguments))


def _run(arguments: list[str]) -> int:
    try:
        return _call(arguments)
    except Exception as error:  # left to Python, a fault of povgraph's own would exit with 1, as findings do
        if "--debug" in arguments:
            traceback.print_exc()
        what = " ".join(f"{type(error).__name__}: {error}".split())
        return _fail(f"internal error: {what} (povgraph --debug shows where)", 2)


def _call(arguments: list[str]) -> int:
    try:
        code = povgraph.main(arguments, prog_name="povgraph", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        return _fail(error.format_message(), 2)
    except (click.Abort, KeyboardInterrupt):
        return _fail("interrupted", 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that flushing at exit is quiet too
        return 0
    except PovgraphError as error:
        if "--debug" in arguments:
            traceback.print_exc()
        return _fail(str(error), 2)
    except OSError as error:
        return _fail(f"{error.filename or 'output'}: {error.strerror or error}", 2)
    return code if isinstance(code, int) else 0


def _fail(message: str, code: int) -> int:
    click.echo(f"povgraph: {message}", err=True)
    return code

"""What the shell completes: names of queries, parameters and their values. A shell is never told of an error."""

import re
from collections.abc import Iterable
from pathlib import Path

import click
from click.shell_completion import BashComplete, CompletionItem, add_completion_class

from povgraph.cli.options import spoken_language
from povgraph.errors import PovgraphError

_WORD = re.compile(r"[\w./=·“”-]+")  # status=actual


def complete_query(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:  # noqa: ARG001
    """Offer the stored queries, with files as well."""
    from povgraph.queries.completions import complete_names  # noqa: PLC0415

    try:
        names = _items(complete_names(_folders(ctx), spoken_language()), incomplete)
    except PovgraphError:
        names = []
    return names or [CompletionItem(incomplete, type="file")]


def complete_binding(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:  # noqa: ARG001
    """Offer the parameters of the query that is named, and after ``=`` their values."""
    from povgraph.queries.completions import complete_parameters, complete_values  # noqa: PLC0415

    words = [word for word in ctx.args if not word.startswith("-")]  # an option without its value ends click's parsing
    name, language = ctx.params.get("name") or next(iter(words), "-"), spoken_language()
    if name == "-":
        return []
    try:
        if "=" not in incomplete:
            return _items(complete_parameters(name, _folders(ctx), language), incomplete)
        graph = ctx.params.get("graph") or Path("build")
        return _items(complete_values(name, _folders(ctx), incomplete, graph, language), incomplete)
    except PovgraphError:
        return []


def _folders(ctx: click.Context) -> tuple[Path, ...]:
    return tuple(ctx.params.get("folders") or ())


def _items(found: Iterable[tuple[str, str]], incomplete: str) -> list[CompletionItem[str]]:
    """Offer what a shell takes as one plain word: it would run a ``$(…)`` in a name that a stranger's text holds."""
    plain = ((value, told) for value, told in found if _WORD.fullmatch(value) and value.startswith(incomplete))
    return [CompletionItem(value, help=" ".join(told.split()) or None) for value, told in plain]


class _Bash(BashComplete):
    """Bash breaks ``place=通榆县`` at its ``=``, and puts a space after every completion."""

    source_template = BashComplete.source_template.replace(
        "COMPREPLY+=($value)", 'COMPREPLY+=("$value")\n            [[ $value == *= ]] && compopt -o nospace'
    )

    def get_completion_args(self) -> tuple[list[str], str]:
        """Give the words before the one that is completed, and that one, joined again at ``=``."""
        words, incomplete = super().get_completion_args()
        joined: list[str] = []
        for word in [*words, incomplete]:
            if joined and (word == "=" or joined[-1].endswith("=")) and not joined[-1].startswith("-"):
                joined[-1] += word
            else:
                joined.append(word)
        return joined[:-1], joined[-1]

    def format_completion(self, item: CompletionItem[str]) -> str:
        """Give what stands after the ``=`` only, which is the word that bash completes."""
        name, sign, value = item.value.partition("=")
        return f"{item.type},{value if sign and value else name + sign}"


add_completion_class(_Bash)

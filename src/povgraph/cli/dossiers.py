"""The command that writes the dossier of one thing."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from povgraph.cli.options import PATH, graph_option, language_option, pseudonym_options, write_out

if TYPE_CHECKING:
    from povgraph.exports.pseudonyms import Key


@click.command(epilog="Example: povgraph dossier 通榆县 -o tongyu.html --lang zh")
@click.argument("name")
@click.option("--kind", type=click.Choice(["place", "person", "organization", "programme"]), help="What NAME is.")
@click.option("--within", "deep", is_flag=True, help="Of a place also all that is said of what lies in it.")
@click.option("--format", "form", help="markdown, html. By the file's ending, else markdown.")
@click.option("-o", "--out", type=PATH, metavar="FILE", help="Where to; what stands there stays whole until then.")
@language_option
@pseudonym_options
@graph_option
def dossier(
    name: str,
    kind: str | None,
    deep: bool,
    form: str | None,
    out: Path | None,
    lang: str,
    graph: Path,
    key: "Key | None",
) -> None:
    """Write all that the reports say of NAME: a place, a person, an organization or a programme.

    NAME is a name, a code or an IRI. Every statement stands in its sentence, with its report and date; figures are
    drawn over time, what is planned told apart from what is; findings of the checks stand where they touch.
    """
    from povgraph.exports.dossiers import dossier_format, make_dossier, write_dossier  # noqa: PLC0415

    form = dossier_format(form, out)
    made = make_dossier(graph, name, kind=kind, language=lang, deep=deep, key=key)
    write_out(write_dossier(made, form, lang, pseudonyms=key is not None), out)

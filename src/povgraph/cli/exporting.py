"""The command that writes the graph for other tools."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from povgraph.cli.options import PATH, graph_option, pseudonym_options

if TYPE_CHECKING:
    from povgraph.exports.pseudonyms import Key

_FORMATS = "turtle, nt, nq, trig, jsonld, rdfxml, csv, csv-excel (folders of tables), geojson, graphml, gexf, qb, map"


@click.command(epilog="Example: povgraph export --format csv -o tables")
@click.option("--format", "form", help=f"{_FORMATS}. By the file's ending, else turtle.")
@click.option("-o", "--out", type=PATH, metavar="FILE|DIR", help="Where to; what stands there stays whole until then.")
@pseudonym_options
@graph_option
def export(form: str | None, out: Path | None, graph: Path, key: "Key | None") -> None:
    """Write the graph for other tools: as RDF, tables, places, a network, a data cube or a map.

    With --pseudonymise, villagers and others who hold no public post have pseudonyms everywhere, also in quotes;
    officials and authors stay named. docs/pseudonyms.md says what that does not protect.
    """
    from povgraph.exports.formats import export as write_graph  # noqa: PLC0415
    from povgraph.exports.formats import format_of  # noqa: PLC0415

    write_graph(graph, form or format_of(out), out or sys.stdout, key=key)

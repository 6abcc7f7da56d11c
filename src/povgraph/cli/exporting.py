"""The command that writes the graph for other tools."""

import sys
from pathlib import Path

import click

from povgraph.cli.options import PATH, graph_option

_FORMATS = "turtle, nt, nq, trig, jsonld, rdfxml, csv, csv-excel (folders of tables), geojson, graphml, gexf, qb, map"


@click.command(epilog="Example: povgraph export --format csv -o tables")
@click.option("--format", "form", help=f"{_FORMATS}. By the file's ending, else turtle.")
@click.option("-o", "--out", type=PATH, metavar="FILE|DIR", help="Where to; what stands there stays whole until then.")
@graph_option
def export(form: str | None, out: Path | None, graph: Path) -> None:
    """Write the graph for other tools: as RDF, tables, places, a network, a data cube or a map."""
    from povgraph.exports.formats import export as write_graph  # noqa: PLC0415
    from povgraph.exports.formats import format_of  # noqa: PLC0415

    write_graph(graph, form or format_of(out), out or sys.stdout)

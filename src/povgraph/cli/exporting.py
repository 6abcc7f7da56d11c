"""The command that writes the graph for other tools."""

import sys
from pathlib import Path

import click

from povgraph.cli.options import PATH, graph_option


@click.command(epilog="Example: povgraph export --format turtle -o graph.ttl")
@click.option("--format", "form", help="turtle, nt, nq, trig, jsonld, rdfxml. By the file's ending, else turtle.")
@click.option("-o", "--out", type=PATH, metavar="FILE|DIR", help="Where to; what stands there stays whole until then.")
@graph_option
def export(form: str | None, out: Path | None, graph: Path) -> None:
    """Write the graph as Turtle, N-Triples, N-Quads, TriG, JSON-LD or RDF/XML."""
    from povgraph.exports.formats import export as write_graph  # noqa: PLC0415
    from povgraph.exports.formats import format_of  # noqa: PLC0415

    write_graph(graph, form or format_of(out), out or sys.stdout)

"""The Python API: read reports, extract their statements, build a graph, ask it. ``import povgraph`` has all of it."""

from povgraph.api.building import build, extract, read, read_text
from povgraph.api.citations import Citation
from povgraph.api.graphs import Graph, open  # noqa: A004  povgraph.open reads as the builtin does
from povgraph.api.rows import Rows
from povgraph.errors import PovgraphError
from povgraph.model import Finding, Report, Statements

__all__ = [
    "Citation",
    "Finding",
    "Graph",
    "PovgraphError",
    "Report",
    "Rows",
    "Statements",
    "build",
    "extract",
    "open",
    "read",
    "read_text",
]

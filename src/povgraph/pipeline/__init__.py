"""The order of the stages: sources, statements, graph, checks, store. No other package knows it.

Libraries that are slow to import are loaded by the stage that needs them, so that the others start at once.
"""

from povgraph.pipeline.asking import cite, sums, validate
from povgraph.pipeline.builds import Built, build
from povgraph.pipeline.memory import Made, make_graph, publish_graph, read_sources
from povgraph.pipeline.reading import dated, explain, extract, extract_report, notations

__all__ = [
    "Built",
    "Made",
    "build",
    "cite",
    "dated",
    "explain",
    "extract",
    "extract_report",
    "make_graph",
    "notations",
    "publish_graph",
    "read_sources",
    "sums",
    "validate",
]

"""The order of the stages: sources, statements, graph, checks, store. No other package knows it.

Libraries that are slow to import are loaded by the stage that needs them, so that the others start at once.
"""

from povgraph.pipeline.asking import cite, report_paths, sums, validate
from povgraph.pipeline.builds import Built, build
from povgraph.pipeline.reading import explain, extract, notations

__all__ = ["Built", "build", "cite", "explain", "extract", "notations", "report_paths", "sums", "validate"]

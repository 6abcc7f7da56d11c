"""The graph for other tools."""

from povgraph.exports.formats import FORMATS, export, lines_of, write

__all__ = ["FORMATS", "export", "lines_of", "write"]

"""The graph for other tools."""

from povgraph.exports.contents import Content, lines_of
from povgraph.exports.formats import FILES, FOLDERS, export, format_names, format_of

__all__ = ["FILES", "FOLDERS", "Content", "export", "format_names", "format_of", "lines_of"]

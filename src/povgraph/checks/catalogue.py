"""List povgraph's own shapes for the documentation."""

from rdflib import Graph, Literal, URIRef

from povgraph.checks.results import SH
from povgraph.checks.shapes import SHAPE, own_shape_files, read_shapes, shape_names


def write_catalogue() -> str:
    """Write one table for each file of shapes, in Markdown; ``docs/shapes.md`` holds it, and a test compares.

    >>> "| `low-value` | Violation |" in write_catalogue()
    True
    """
    return "\n".join(_section(path.stem, read_shapes([path])) for path in own_shape_files() if path.stem != "prefixes")


def _section(title: str, shapes: Graph) -> str:
    rows = "".join(_row(shapes, name) for name in shape_names(shapes))
    return f"### {title}.ttl\n\n| shape | severity | says |\n|---|---|---|\n{rows}"


def _row(shapes: Graph, name: str) -> str:
    node = URIRef(SHAPE + name)
    severity = str(shapes.value(node, URIRef(SH + "severity"))).removeprefix(SH)
    found = shapes.objects(node, URIRef(SH + "message"))
    english = next(str(text) for text in found if isinstance(text, Literal) and text.language == "en")
    return f"| `{name}` | {severity} | {english.replace('|', '/')} |\n"

"""Read shapes into rdflib graphs, from files only: nothing is ever fetched."""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from pyoxigraph import RdfFormat, parse
from rdflib import Graph, URIRef

from povgraph.checks.graphs import to_rdflib
from povgraph.checks.results import SH
from povgraph.errors import ResourceError, SourceError
from povgraph.resources import ontology_path
from povgraph.vocabulary import BASE

#: The IRIs of povgraph's own shapes begin so; what follows is the name of the check.
SHAPE = f"{BASE}id/shape/"

_MAX_BYTES = 16 * 1024 * 1024
_SUFFIXES = (".ttl", ".nt", ".nq", ".trig", ".jsonld", ".rdf")
_TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")


def own_shape_files() -> list[Path]:
    """List the files of povgraph's own shapes."""
    return sorted(ontology_path("shapes").glob("*.ttl"))


@cache
def own_shapes() -> Graph:
    """Read povgraph's own shapes.

    Raises:
        ResourceError: a file of theirs is broken.
    """
    try:
        return read_shapes(own_shape_files())
    except SourceError as error:
        raise ResourceError(f"{error}; reinstall povgraph") from error


def read_shapes(paths: Sequence[Path]) -> Graph:
    """Read files of shapes into one graph; the suffix says the format.

    Raises:
        SourceError: a file cannot be read, is no RDF, or the files together hold no shape with a target.
    """
    graph = Graph()
    for path in paths:
        _add_file(graph, path)
    if not any(_has_target(graph, name) for name in _TARGETS):
        where = ", ".join(map(str, paths))
        raise SourceError(f"{where}: no SHACL shape with a target (sh:targetClass, sh:targetNode, …)")
    return graph


def _has_target(graph: Graph, name: str) -> bool:
    return (None, URIRef(SH + name), None) in graph


def _add_file(graph: Graph, path: Path) -> None:
    content, form = _read_bytes(path), _format(path)
    if form == RdfFormat.RDF_XML and b"<!DOCTYPE" in content:
        raise SourceError(f"{path}: RDF/XML with a DOCTYPE is refused; convert it to Turtle")
    try:
        for triple in to_rdflib(parse(content, format=form, base_iri=path.resolve().as_uri())):
            graph.add(triple)
    except SyntaxError as error:
        raise SourceError(f"{path}:{error.lineno}: {_reason(error)}") from error


def _reason(error: SyntaxError) -> str:
    """Drop the place from the parser's message, which the caller puts first."""
    return error.msg.partition(": ")[2] or error.msg


def _format(path: Path) -> RdfFormat:
    form = RdfFormat.from_extension(path.suffix.removeprefix(".")) if path.suffix in _SUFFIXES else None
    if form is None:
        raise SourceError(f"{path}: not a file of shapes; allowed are {', '.join(_SUFFIXES)}")
    return form


def _read_bytes(path: Path) -> bytes:
    if not path.is_file():
        raise SourceError(f"{path}: {'not a regular file' if path.exists() else 'no such file'}")
    try:
        with path.open("rb") as file:
            content = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror}") from error
    if len(content) > _MAX_BYTES:
        raise SourceError(f"{path}: larger than {_MAX_BYTES // 1024 // 1024} MB, too large for a file of shapes")
    return content


def shape_names(graph: Graph) -> list[str]:
    """Name povgraph's own shapes in a graph.

    >>> "village-container" in shape_names(own_shapes())
    True
    """
    kinds: Iterable[str] = ("NodeShape", "PropertyShape")
    found = {str(node) for kind in kinds for node in graph.subjects(None, URIRef(SH + kind))}
    return sorted(iri.removeprefix(SHAPE) for iri in found if iri.startswith(SHAPE))

"""Put povgraph's ontology into a store, in the graph that is named after it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from povgraph.errors import ResourceError
from povgraph.vocabulary import graph_iri, ontology_files

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store


def add_ontology(store: "Store") -> None:
    """Load the ontology into a store in memory.

    Raises:
        ResourceError: a file of the ontology is missing or broken.
    """
    from pyoxigraph import NamedNode, RdfFormat  # noqa: PLC0415  here, so that --help starts without it

    graph = NamedNode(graph_iri("ontology"))
    for path in ontology_files():
        try:
            store.bulk_load(path=path, format=RdfFormat.TURTLE, to_graph=graph)
        except (OSError, SyntaxError) as error:
            raise _broken(path, error) from error


def ontology_quads() -> "Iterator[Quad]":
    """Yield the ontology quad by quad: a store on disk takes one batch much faster than four files.

    Raises:
        ResourceError: a file of the ontology is missing or broken.
    """
    from pyoxigraph import NamedNode, Quad, RdfFormat, parse  # noqa: PLC0415

    graph = NamedNode(graph_iri("ontology"))
    for path in ontology_files():
        try:
            for quad in parse(path=path, format=RdfFormat.TURTLE):
                yield Quad(quad.subject, quad.predicate, quad.object, graph)
        except (OSError, SyntaxError) as error:
            raise _broken(path, error) from error


def _broken(path: Path, error: Exception) -> ResourceError:
    return ResourceError(f"{path}: {error}")

"""What is exported: the canonical lines of a graph, and a store of them for the formats that ask questions."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from povgraph.graph.lines import canonical, read_lines, split
from povgraph.store.generations import check, current
from povgraph.store.ontologies import add_ontology
from povgraph.store.opening import graph_path, read_quads
from povgraph.vocabulary import graph_iri

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store

    from povgraph.exports.pseudonyms import Key
    from povgraph.queries.answers import Table


class Content:
    """The graph as a format sees it.

    ``lines`` are its statements as sorted lines of N-Quads, each once, without the ontology. What a format is to leave
    out or to change is changed in the lines, before any format sees them.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines

    @cached_property
    def store(self) -> "Store":
        """A store of the lines, with the ontology in a graph of its own."""
        from pyoxigraph import RdfFormat, Store  # noqa: PLC0415  only the formats that ask need it

        store = Store()
        store.bulk_load(input="\n".join(self.lines).encode(), format=RdfFormat.N_QUADS, lenient=True)
        add_ontology(store)
        return store

    @cached_property
    def union(self) -> "Store":
        """A store of the union of all graphs, with the ontology: each triple once, however many reports say it.

        Across named graphs the engine finds a triple as often as there are graphs that hold it, and a query that joins
        such triples multiplies them.
        """
        from pyoxigraph import RdfFormat, Store  # noqa: PLC0415

        store = Store()
        triples = "".join(f"{' '.join(split(line)[:3])} .\n" for line in self.lines)
        store.bulk_load(input=triples.encode(), format=RdfFormat.N_TRIPLES, lenient=True)
        add_ontology(store)
        return store

    def table(self, name: str, **given: str) -> "Table":
        """Ask the query ``queries/exports/NAME.rq`` of the union of all graphs.

        Raises:
            QueryError: there is no such query, or a parameter cannot be used.
        """
        from povgraph.queries.running import run_table  # noqa: PLC0415
        from povgraph.queries.stored import stored_query  # noqa: PLC0415

        return run_table(self.union, stored_query(name, section="exports"), given)


def content_of(source: "Path | Store | Iterable[str]", key: "Key | None" = None) -> Content:
    """Give what is exported of a graph; with a key, private persons have pseudonyms that are made with it.

    Raises:
        StoreError: there is no graph, or it is damaged.
    """
    lines = lines_of(source)
    if key is not None:
        from povgraph.exports.pseudonyms import pseudonymise  # noqa: PLC0415  loads the words by which people are named

        lines = pseudonymise(lines, key)
    return Content(lines)


def lines_of(source: "Path | Store | Iterable[str]") -> list[str]:
    """Give the canonical lines of a build folder, an RDF file, a store, or lines in any order.

    Raises:
        StoreError: there is no graph, or it is damaged.
    """
    from pyoxigraph import Store  # noqa: PLC0415  here, so that --help starts without it

    if isinstance(source, Path):
        path = graph_path(source)
        return _build_lines(path) if path.is_dir() else _quad_lines(read_quads(path))
    if isinstance(source, Store):
        ontology = graph_iri("ontology")
        return _quad_lines(quad for quad in source if getattr(quad.graph_name, "value", None) != ontology)
    return canonical(source)


def _build_lines(folder: Path) -> list[str]:
    generation = current(folder, verify=False)
    content = generation.graph.read_bytes()
    check(generation, content)
    return list(read_lines(content.decode()))


def _quad_lines(quads: "Iterable[Quad]") -> list[str]:
    return canonical(f"{quad} ." for quad in quads)

"""Write a graph in any of the formats, whole or not at all, the same bytes for the same graph.

All formats are written from the sorted lines and hold the data graphs; the ontology is not among them. The formats
without named graphs (Turtle, N-Triples, RDF/XML) hold their union.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from povgraph.errors import StoreError, nearest
from povgraph.exports.jsonld import write_jsonld
from povgraph.exports.rdfxml import write_rdfxml
from povgraph.graph.lines import canonical, read_lines, split
from povgraph.graph.turtle import write_trig, write_turtle
from povgraph.store.generations import check, current
from povgraph.store.opening import graph_path, read_quads
from povgraph.vocabulary import graph_iri

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store


def write_nquads(lines: Sequence[str], out: TextIO) -> None:
    """Write the lines as they are."""
    out.writelines(f"{line}\n" for line in lines)


def write_ntriples(lines: Sequence[str], out: TextIO) -> None:
    """Write the union of all graphs, one triple a line."""
    last = ""
    for line in lines:
        quad = split(line)
        triple = f"{quad.subject} {quad.predicate} {quad.object} .\n"
        if triple != last:
            out.write(triple)
        last = triple


#: The formats of ``povgraph export`` that are RDF, by name.
FORMATS: dict[str, Callable[[Sequence[str], TextIO], None]] = {
    "turtle": write_turtle,
    "nt": write_ntriples,
    "nq": write_nquads,
    "trig": write_trig,
    "jsonld": write_jsonld,
    "rdfxml": write_rdfxml,
}


_ALIASES = {"json-ld": "jsonld", "rdf/xml": "rdfxml", "ttl": "turtle", "n-triples": "nt", "n-quads": "nq"}


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


def write(lines: Sequence[str], name: str, out: TextIO) -> None:
    """Write canonical lines in a format.

    Raises:
        StoreError: there is no such format, or it cannot hold the graph.
    """
    writer_of(name)(lines, out)


def writer_of(name: str) -> Callable[[Sequence[str], TextIO], None]:
    """Find a format's writer.

    Raises:
        StoreError: there is no such format.
    """
    name = _ALIASES.get(name, name)
    if name not in FORMATS:
        raise StoreError(f"unknown format {name!r}; known are {', '.join(FORMATS)}{nearest(name, FORMATS)}")
    return FORMATS[name]


def export(source: "Path | Store | Iterable[str]", name: str, out: Path | TextIO) -> None:
    """Write a graph to a file, which is replaced only once the new one is whole, or to an open stream.

    Raises:
        StoreError: there is no such graph or format, or the file cannot be written.
    """
    writer = writer_of(name)
    lines = lines_of(source)
    if not isinstance(out, Path):
        writer(lines, out)
        return
    try:
        _replace(out, lambda stream: writer(lines, stream))
    except OSError as error:
        raise StoreError(f"{out}: cannot be written: {error.strerror or error}") from error


def _replace(path: Path, fill: Callable[[TextIO], None]) -> None:
    path = path.resolve()  # a link stays a link
    if path.exists() and not path.is_file():  # /dev/stdout, a pipe
        with path.open("w", encoding="utf-8", newline="\n") as stream:
            fill(stream)
        return
    aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with aside.open("w", encoding="utf-8", newline="\n") as stream:
            fill(stream)
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(path)
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def _build_lines(folder: Path) -> list[str]:
    generation = current(folder, verify=False)
    content = generation.graph.read_bytes()
    check(generation, content)
    return list(read_lines(content.decode()))


def _quad_lines(quads: "Iterable[Quad]") -> list[str]:
    return canonical(f"{quad} ." for quad in quads)

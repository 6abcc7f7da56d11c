"""Write a graph in any of the formats, whole or not at all, the same bytes for the same graph.

All formats are written from the sorted lines and hold the data graphs; the ontology is not among them. The formats
without named graphs (Turtle, N-Triples, RDF/XML and what is no RDF) hold their union.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from povgraph.errors import StoreError, nearest
from povgraph.exports.contents import Content, content_of
from povgraph.exports.cubes import write_cube
from povgraph.exports.exchanges import exchange
from povgraph.exports.geojson import write_geojson
from povgraph.exports.graphml import write_gexf, write_graphml
from povgraph.exports.jsonld import write_jsonld
from povgraph.exports.maps import write_map
from povgraph.exports.rdfxml import write_rdfxml
from povgraph.exports.tables import write_tables
from povgraph.graph.lines import split
from povgraph.graph.turtle import write_trig, write_turtle
from povgraph.store.folders import sync_folder, sync_tree

if TYPE_CHECKING:
    from pyoxigraph import Store

    from povgraph.exports.pseudonyms import Key


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


def _of_lines(writer: Callable[[Sequence[str], TextIO], None]) -> Callable[[Content, TextIO], None]:
    return lambda content, out: writer(content.lines, out)


#: The formats of one file: each writes the graph into a text stream.
FILES: dict[str, Callable[[Content, TextIO], None]] = {
    "turtle": _of_lines(write_turtle),
    "nt": _of_lines(write_ntriples),
    "nq": _of_lines(write_nquads),
    "trig": _of_lines(write_trig),
    "jsonld": _of_lines(write_jsonld),
    "rdfxml": _of_lines(write_rdfxml),
    "geojson": write_geojson,
    "graphml": write_graphml,
    "gexf": write_gexf,
    "qb": write_cube,
    "map": write_map,
}

#: The formats of several files: each fills a new folder.
FOLDERS: dict[str, Callable[[Content, Path], None]] = {
    "csv": write_tables,
    "csv-excel": partial(write_tables, excel=True),
}

_ALIASES = {"json-ld": "jsonld", "rdf/xml": "rdfxml", "ttl": "turtle", "n-triples": "nt", "n-quads": "nq"}
#: The format that the end of a file's name stands for.
_ENDINGS = {
    ".ttl": "turtle",
    ".nt": "nt",
    ".nq": "nq",
    ".trig": "trig",
    ".jsonld": "jsonld",
    ".rdf": "rdfxml",
    ".geojson": "geojson",
    ".graphml": "graphml",
    ".gexf": "gexf",
}
#: The format that is likely meant by an ending that could stand for several.
_MEANT = {".csv": "csv", ".html": "map", ".json": "jsonld", ".xml": "rdfxml"}
#: What povgraph leaves in a folder that it filled, so that it may replace it.
_MARKER = ".povgraph-export"


def format_names() -> list[str]:
    """Name all formats."""
    return [*FILES, *FOLDERS]


def format_of(path: Path | None) -> str:
    """Give the format that the end of a file's name stands for; Turtle where no file is named.

    Raises:
        StoreError: it stands for none.
    """
    ending = path.suffix.lower() if path else ".ttl"
    if ending not in _ENDINGS:
        known = ", ".join(_ENDINGS)
        hint = f"; try --format {_MEANT[ending]}" if ending in _MEANT else nearest(ending, _ENDINGS)
        raise StoreError(f"{path}: its ending names no format; give one with --format (endings: {known}){hint}")
    return _ENDINGS[ending]


def export(source: "Path | Store | Iterable[str]", name: str, out: Path | TextIO, *, key: "Key | None" = None) -> None:
    """Write a graph to a file or a folder, which is replaced only once the new one is whole, or to an open stream.

    With a key, private persons have pseudonyms that are made with it.

    Raises:
        StoreError: there is no such graph or format, the format cannot hold the graph, or it cannot be written there.
    """
    name = _known(name, format_names())
    if name in FOLDERS and not isinstance(out, Path):
        raise StoreError(f"format {name!r} makes several files; name a folder for them with -o DIR")
    content = content_of(source, key)
    if not isinstance(out, Path):
        FILES[name](content, out)
        return
    try:
        if name in FOLDERS:
            _replace_folder(out, lambda folder: FOLDERS[name](content, folder))
        else:
            write_file(out, lambda stream: FILES[name](content, stream))
    except OSError as error:
        raise StoreError(f"{out}: cannot be written: {error.strerror or error}") from error


def _known(name: str, names: Iterable[str]) -> str:
    known = _ALIASES.get(name, name)
    if known not in names:
        raise StoreError(f"unknown format {name!r}; known are {', '.join(names)}{nearest(name, names)}")
    return known


def _replace_folder(path: Path, fill: Callable[[Path], None]) -> None:
    path = path.resolve()
    if path.exists() and not (path / _MARKER).is_file() and (not path.is_dir() or any(path.iterdir())):
        raise StoreError(f"{path}: holds other files; name a new folder, or one that an export made")
    aside, old = (path.with_name(f".{path.name}.{os.getpid()}.{end}") for end in ("tmp", "old"))
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        aside.mkdir()
        (aside / _MARKER).touch()
        fill(aside)
        sync_tree(aside)
        if path.exists():
            exchange(aside, path, old)
        else:
            aside.rename(path)
        sync_folder(path.parent)
    finally:
        for folder in (aside, old):
            shutil.rmtree(folder, ignore_errors=True)


def write_file(path: Path, fill: Callable[[TextIO], object]) -> None:
    """Write a file, which is replaced only once the new one is whole."""
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

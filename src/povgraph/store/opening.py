"""Open a graph to ask it: the one in force in a build folder, or any RDF file.

What is opened has been compared with its manifest first: a damaged graph must never answer as if it were whole.
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from povgraph.errors import StoreError, nearest
from povgraph.store import caches
from povgraph.store.foreign import check_depth, check_xml
from povgraph.store.generations import Generation, check, current
from povgraph.store.ontologies import add_ontology

if TYPE_CHECKING:
    from pyoxigraph import Quad, RdfFormat, Store

#: Above this many quads a graph is kept on disk in the engine's own form, since loading it each time takes too long.
LARGE = 150_000
_FORMATS = {
    ".ttl": "TURTLE",
    ".nt": "N_TRIPLES",
    ".nq": "N_QUADS",
    ".trig": "TRIG",
    ".jsonld": "JSON_LD",
    ".rdf": "RDF_XML",
    ".xml": "RDF_XML",
    ".owl": "RDF_XML",
}


def graph_path(given: Path | None = None) -> Path:
    """Say which graph is meant: the one given, else ``$POVGRAPH_GRAPH``, else the folder ``build``.

    Raises:
        StoreError: there is nothing at that path.
    """
    path = given or Path(os.environ.get("POVGRAPH_GRAPH") or "build")
    if not path.exists():
        option = "" if path == Path("build") else f" -o {path}"
        raise StoreError(f"{path}: no graph here; run `povgraph build{option}` first, or name a graph with -g")
    return path


def open_graph(path: Path, *, in_memory: bool = False) -> "Store":
    """Open a build folder or an RDF file, with the ontology in a graph of its own.

    Args:
        path: The folder or the file.
        in_memory: Load a large build, too, rather than open it on disk, where going through all of it takes five times
            as long: for whoever does.

    Raises:
        StoreError: there is no graph, it cannot be read, or it is damaged.
    """
    path = graph_path(path)
    if path.is_dir():
        return _open_build(path, LARGE if not in_memory else sys.maxsize)
    store = _read_file(path)
    add_ontology(store)
    return store


def _open_build(folder: Path, most: int) -> "Store":
    """Open a build: in memory up to so many quads, from the disk beyond."""
    for _ in range(3):
        generation = current(folder, verify=False)
        try:
            if generation.manifest.quads > most and (store := caches.open_cache(generation)):
                return store
            return load(generation)
        except FileNotFoundError:
            continue  # two builds took over since the pointer was read
    raise StoreError(f"{folder}: its files are being replaced or are missing; run `povgraph build -o {folder}` again")


def load(generation: Generation) -> "Store":
    """Load a whole generation into memory, after checking that it is what was written.

    Raises:
        StoreError: it is not, or it cannot be read.
        FileNotFoundError: the generation has been removed.
    """
    from pyoxigraph import RdfFormat, Store  # noqa: PLC0415

    try:
        content = generation.graph.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise StoreError(f"{generation.graph}: {error.strerror}") from error
    check(generation, content)
    store = Store()
    store.bulk_load(input=content, format=RdfFormat.N_QUADS, lenient=True)  # our own lines, just verified
    add_ontology(store)
    return store


def _read_file(path: Path) -> "Store":
    from pyoxigraph import Store  # noqa: PLC0415

    store = Store()
    store.bulk_extend(read_quads(path))
    return store


def read_quads(path: Path) -> "list[Quad]":
    """Read an RDF file, the literals as they are written.

    Raises:
        StoreError: it is none, or not one that is safe to read.
    """
    from pyoxigraph import parse  # noqa: PLC0415

    form = file_format(path)
    try:
        content = path.read_bytes()
        check_xml(path, content) if form.name == "RDF/XML" else check_depth(path, content)
        return list(parse(input=content, format=form, base_iri=path.resolve().as_uri()))
    except SyntaxError as error:
        raise StoreError(f"{path}: not {form.name}: {error}") from error
    except (OSError, ValueError) as error:
        raise StoreError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error


def file_format(path: Path) -> "RdfFormat":
    """Tell the format of an RDF file by the end of its name.

    Raises:
        StoreError: it is no regular file, or of no known format.
    """
    from pyoxigraph import RdfFormat  # noqa: PLC0415

    if not path.is_file():
        raise StoreError(f"{path}: not a regular file")
    ending = path.suffix.lower()
    if ending not in _FORMATS:
        raise StoreError(f"{path}: not an RDF file; known are {', '.join(_FORMATS)}{nearest(ending, _FORMATS)}")
    form: RdfFormat = getattr(RdfFormat, _FORMATS[ending])
    return form

"""Keep a large graph on disk as the engine reads it, so that asking it need not load it.

The cache lies in its generation and holds the ontology too. It can be rebuilt at any time: it is used only if its
stamp names this graph and this ontology, its files have the sizes that were written, and no quad is missing.
"""

import json
import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from povgraph.errors import StoreError
from povgraph.store import folders
from povgraph.store.generations import Generation, check
from povgraph.store.ontologies import ontology_quads
from povgraph.vocabulary import ontology_files

if TYPE_CHECKING:
    from pyoxigraph import Store

_WAIT = 3600.0
_STAMP = "povgraph.json"
#: What the engine's data files end in.
_DATA = (".sst", ".blob")


def open_cache(generation: Generation) -> "Store | None":
    """Open the cache of a generation, read-only; build it where it lacks or is not whole.

    Returns:
        The store, or None where no cache can be kept (a read-only medium, a full disk).

    Raises:
        StoreError: the graph itself is damaged.
        FileNotFoundError: the generation has been removed.
    """
    path = generation.path / "cache"
    store = _open(path, generation)
    if store is not None:
        return store
    if not generation.graph.exists():
        raise FileNotFoundError(generation.graph)
    try:
        with folders.locked(generation.path / "cache.lock", _WAIT):
            store = _open(path, generation)
            if store is None:
                _build(path, generation)
                store = _open(path, generation)
    except OSError:
        return None
    return store


def unopened(generation: Path) -> list[Path]:
    """List the data files of the cache in a generation's folder that this process has not opened.

    The engine opens sixteen of them at once, and each of the others when a query first touches it.
    """
    files = [path for path in (generation / "cache" / "store").glob("*") if path.suffix in _DATA]
    descriptors = Path("/proc/self/fd")
    opened = {os.path.realpath(link) for link in descriptors.iterdir()} if descriptors.exists() else set()
    return [path for path in files if os.path.realpath(path) not in opened]


def _open(path: Path, generation: Generation) -> "Store | None":
    """Open a cache if it is what was built from this graph and this ontology."""
    from pyoxigraph import Store  # noqa: PLC0415

    try:
        stamp = json.loads((path / _STAMP).read_bytes())
        found, wanted = _files(path / "store"), stamp["files"]
        if stamp["of"] != _origin(generation) or _sizes(found) != _sizes(wanted):
            return None
        store = Store.read_only(str(path / "store"))
        # Counting reads an index through; files that nobody has touched since they were counted need no second count.
        return store if found == wanted or len(store) == stamp["quads"] else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _build(path: Path, generation: Generation) -> None:
    from pyoxigraph import RdfFormat, Store  # noqa: PLC0415

    check(generation)
    aside = path.with_name(f"cache-{os.getpid()}.tmp")
    for leaving in (path, *path.parent.glob("cache-*.tmp")):
        folders.remove(leaving)
    try:
        aside.mkdir()
        store = Store(str(aside / "store"))
        store.bulk_load(path=str(generation.graph), format=RdfFormat.N_QUADS, lenient=True)
        if len(store) != generation.manifest.quads:
            raise StoreError(f"{generation.graph}: {len(store)} quads, not {generation.manifest.quads}; build again")
        store.bulk_extend(ontology_quads())
        store.optimize()  # what was loaded in batches becomes one, which is read in two thirds of the time
        store.flush()
        quads = len(store)
        del store  # closes it
        stamp = {"of": _origin(generation), "files": _files(aside / "store"), "quads": quads}
        folders.write_file(aside / _STAMP, json.dumps(stamp).encode())
        folders.sync_tree(aside)
        aside.rename(path)
    finally:
        folders.remove(aside)


def _origin(generation: Generation) -> str:
    """Digest what a cache is made of."""
    digest = sha256(generation.manifest.graph_sha256.encode())
    for path in ontology_files():
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(folder: Path) -> dict[str, list[int]]:
    """List the engine's data files, each with size and time; its log and lock change without meaning anything."""
    return {
        item.name: [item.stat().st_size, item.stat().st_mtime_ns]
        for item in sorted(folder.iterdir())
        if item.suffix in _DATA or item.name.startswith(("CURRENT", "MANIFEST"))
    }


def _sizes(files: dict[str, list[int]]) -> dict[str, int]:
    return {name: size for name, (size, _) in files.items()}

"""Keep builds as immutable generations: a new one is written aside and takes over by one atomic switch.

A build folder holds

- ``.povgraph``: the marker, without which nothing is ever written among a folder's files;
- ``current``: the name of the generation in force;
- ``generations/<name>/``: ``graph.nq``, ``manifest.json`` and whatever else belongs to a build, named by its content.

The generation before stays, so that who reads it can finish; older ones, and what killed builds left, are removed.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath

from povgraph.errors import StoreError
from povgraph.store import folders
from povgraph.store.manifests import FORMAT, Manifest

_MARKER = ".povgraph"
_LOCK = ".povgraph.lock"
_POINTER = "current"
_GENERATIONS = "generations"
_GRAPH = "graph.nq"
_MANIFEST = "manifest.json"
_NAME = re.compile(r"[0-9a-f]{16}")  # 3fa94c01d2b7e655


@dataclass(frozen=True, slots=True)
class Generation:
    """One complete build. ``path`` is its folder."""

    folder: Path
    path: Path
    manifest: Manifest

    @property
    def name(self) -> str:
        """The name of the generation, from its content."""
        return self.path.name

    @property
    def graph(self) -> Path:
        """The graph as sorted N-Quads."""
        return self.path / _GRAPH


def prepare(folder: Path) -> None:
    """Make a folder ready for builds, or find out before the work begins that it cannot be one.

    Raises:
        StoreError: the folder holds something else, is of another version, or cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / _MARKER).is_file():
            _check_marker(folder)
        elif any(not item.name.startswith(_MARKER) for item in folder.iterdir()):
            raise StoreError(f"{folder}: not a build folder and not empty; give a new or an empty one with -o")
        else:
            marker = {"format": FORMAT, "made_by": "povgraph"}
            folders.replace_file(folder / _MARKER, json.dumps(marker).encode() + b"\n")
        if not os.access(folder, os.W_OK | os.X_OK):
            raise StoreError(f"{folder}: cannot be written: permission denied")
    except OSError as error:
        raise _unwritable(folder, error) from error


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that lies elsewhere whole and never changes, so that a build may link to it; with its digest."""

    path: Path
    sha256: str


#: The files of a build by relative path: their content whole, or in pieces, or a file that is linked to.
Files = Mapping[str, str | bytes | Iterator[bytes] | Kept]


def publish(
    folder: Path,
    lines: Iterable[str],
    manifest: Manifest | None = None,
    files: Files | None = None,
    *,
    pieces: Iterable[bytes] | None = None,
    wait: float = 60.0,
) -> Generation:
    """Write a build and put it in force; until it is complete the one before stays, untouched.

    Args:
        folder: The build folder; made where it lacks.
        lines: The canonical lines of the graph.
        manifest: What the caller knows of the build.
        files: More files of the build, by relative path.
        pieces: The bytes of the graph piece by piece, in place of its lines.
        wait: Seconds to wait for another build that writes here.

    Raises:
        StoreError: the folder cannot be used or written, the disk is full, or another build is writing.
    """
    prepare(folder)
    try:
        with folders.locked(folder / _LOCK, wait):
            (folder / _GENERATIONS).mkdir(exist_ok=True)
            _sweep(folder, keep=_kept(folder))
            aside = folder / _GENERATIONS / f".tmp-{os.getpid()}"
            try:
                written = _write(
                    aside, files or {}, manifest or Manifest(), folders.encoded(lines) if pieces is None else pieces
                )
                generation = _settle(folder, aside, written)
                before = _in_force(folder)
                if before != generation.name:
                    folders.replace_file(folder / _POINTER, generation.name.encode() + b"\n")
            finally:
                for leaving in aside.parent.glob(f"{aside.name}*"):
                    folders.remove(leaving)
            if before != generation.name:
                _sweep(folder, keep={generation.name, before or ""})
    except OSError as error:
        raise _unwritable(folder, error) from error
    return generation


def current(folder: Path, *, verify: bool = True) -> Generation:
    """Open the generation in force.

    Args:
        folder: The build folder.
        verify: Read the whole graph and compare its digest and count with the manifest's.

    Raises:
        StoreError: nothing is built there, or what is there is damaged.
    """
    if not (folder / _MARKER).is_file():
        raise StoreError(f"{folder}: not a build folder; make one with `povgraph build -o {folder}`")
    _check_marker(folder)
    while True:
        name = _pointed(folder)
        if name is None:
            raise StoreError(f"{folder}: no finished build here; run `povgraph build -o {folder}`")
        try:
            return _read(folder, name, verify)
        except StoreError:
            if _pointed(folder) == name:  # else builds took over while we looked
                raise


def location(folder: Path) -> Path | None:
    """Say where the generation in force lies, if there is one; nothing of it is read.

    Raises:
        StoreError: the pointer to it is damaged.
    """
    return folder / _GENERATIONS / name if (name := _pointed(folder)) else None


def check(generation: Generation, content: bytes | None = None) -> None:
    """Make sure that a generation's graph is the one that was written.

    Args:
        generation: The generation.
        content: The bytes of its graph, if they have been read already.

    Raises:
        StoreError: it is not.
    """
    found = folders.digest_of_file(generation.graph) if content is None else sha256(content).hexdigest()
    if found != generation.manifest.graph_sha256:
        raise damaged(generation.folder, f"{_GRAPH} is not what was written")


def damaged(folder: Path, what: str) -> StoreError:
    """Word what is wrong with a build folder, and what helps."""
    return StoreError(f"{folder}: damaged ({what}); run `povgraph build -o {folder}` again")


def _read(folder: Path, name: str, verify: bool) -> Generation:
    path = folder / _GENERATIONS / name
    try:
        content = (path / _MANIFEST).read_bytes()
        if sha256(content).hexdigest()[:16] != name:
            raise damaged(folder, f"{_MANIFEST} is not what was written")
        generation = Generation(folder, path, Manifest.from_json(content, str(path / _MANIFEST)))
        if generation.graph.stat().st_size != generation.manifest.graph_bytes:
            raise damaged(folder, f"{_GRAPH} is cut off")
        if verify:
            _check_files(generation)
    except OSError as error:
        raise damaged(folder, f"{Path(error.filename or path).name}: {error.strerror}") from error
    return generation


def _check_files(generation: Generation) -> None:
    """Make sure that all files of a generation are what was written."""
    check(generation)
    for name, digest in generation.manifest.files.items():
        if folders.digest_of_file(generation.path / name) != digest:
            raise damaged(generation.folder, f"{name} is not what was written")


def _write(aside: Path, files: Files, manifest: Manifest, graph: Iterable[bytes]) -> Manifest:
    """Write all files of a generation and give its complete manifest."""
    aside.mkdir()
    digests = {}
    for name, content in sorted(files.items()):
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or str(path) in {_GRAPH, _MANIFEST, "."}:
            raise StoreError(f"{name!r} cannot be the name of a file in a build")
        (aside / path).parent.mkdir(parents=True, exist_ok=True)
        digests[str(path)] = _write_file(aside / path, content)
    digest, quads, size = folders.write_pieces(aside / _GRAPH, graph)
    complete = replace(manifest, files=digests, graph_sha256=digest, graph_bytes=size, quads=quads)
    folders.write_file(aside / _MANIFEST, complete.to_json())
    folders.sync_tree(aside)
    return complete


def _write_file(path: Path, content: str | bytes | Iterator[bytes] | Kept) -> str:
    """Write or link a file, and give its digest."""
    if isinstance(content, Kept):
        folders.link_file(content.path, path)
        return content.sha256
    if isinstance(content, Iterator):
        return folders.write_pieces(path, content)[0]
    data = content.encode() if isinstance(content, str) else content
    folders.write_file(path, data)
    return sha256(data).hexdigest()


def _settle(folder: Path, aside: Path, manifest: Manifest) -> Generation:
    """Move a written generation to its name, unless the same one lies there whole."""
    name = sha256(manifest.to_json()).hexdigest()[:16]
    generation = Generation(folder, folder / _GENERATIONS / name, manifest)
    if generation.path.exists():
        try:
            return _read(folder, name, verify=True)
        except StoreError:
            generation.path.rename(aside.with_name(f"{aside.name}-damaged"))
    aside.rename(generation.path)
    folders.sync_folder(generation.path.parent)
    return generation


def _kept(folder: Path) -> set[str]:
    """Name what a new build must leave: everything that is complete."""
    return {item.name for item in (folder / _GENERATIONS).iterdir() if _NAME.fullmatch(item.name)}


def _sweep(folder: Path, keep: set[str]) -> None:
    """Remove old generations and the leavings of killed builds; the lock makes sure that none is at work."""
    for item in (folder / _GENERATIONS).iterdir():
        if item.name not in keep:
            folders.remove(item)
    for item in folder.glob(f"{_POINTER}.*.tmp"):
        folders.remove(item)


def _in_force(folder: Path) -> str | None:
    """Name the generation before; a damaged pointer names none, and a new build mends it."""
    try:
        return _pointed(folder)
    except StoreError:
        return None


def _pointed(folder: Path) -> str | None:
    """Read the pointer."""
    try:
        name = (folder / _POINTER).read_text(encoding="ascii", errors="replace").strip()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise damaged(folder, f"{_POINTER}: {error.strerror}") from error
    if not _NAME.fullmatch(name):
        raise damaged(folder, f"{_POINTER} names no generation")
    return name


def _check_marker(folder: Path) -> None:
    try:
        marker = json.loads((folder / _MARKER).read_bytes())
        found = marker["format"]
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise damaged(folder, f"{_MARKER} cannot be read") from error
    if found != FORMAT:
        raise StoreError(
            f"{folder}: built by another version of povgraph (format {found!r}, this one writes {FORMAT}); "
            "build into a new folder with -o"
        )


def _unwritable(folder: Path, error: OSError) -> StoreError:
    return StoreError(f"{folder}: cannot be written: {error.strerror or error}; what was built before is untouched")

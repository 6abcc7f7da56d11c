"""Write files and folders so that they are whole or not there, even after a crash."""

import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from povgraph.errors import StoreError

_CHUNK_LINES = 8192
_BUFFER = 16 << 20
_LOCK_PAUSE = 0.05


@contextmanager
def locked(path: Path, wait: float) -> Iterator[None]:
    """Hold a lock file; the lock ends with the process, however that ends.

    Args:
        path: The lock file; it is made where it lacks and stays.
        wait: Seconds to wait for another process.

    Raises:
        StoreError: another process still holds the lock.
    """
    with path.open("ab") as stream:
        deadline = time.monotonic() + wait
        while not _try_lock(stream):
            if time.monotonic() >= deadline:
                raise StoreError(f"{path.parent}: another process is writing here; wait for it, or use another folder")
            time.sleep(_LOCK_PAUSE)
        yield  # closing the file gives the lock back


if sys.platform == "win32":
    import msvcrt

    def _try_lock(stream: BinaryIO) -> bool:
        try:
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def sync_folder(path: Path) -> None:
        """Do nothing: folders cannot be flushed on this system."""
else:
    import fcntl

    def _try_lock(stream: BinaryIO) -> bool:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def sync_folder(path: Path) -> None:
        """Flush a folder, so that the names in it survive a crash."""
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def write_file(path: Path, content: bytes) -> None:
    """Write and flush a new file."""
    with path.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def replace_file(path: Path, content: bytes) -> None:
    """Give a file new content at once: readers see the old or the new, whole."""
    aside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        aside.unlink(missing_ok=True)
        write_file(aside, content)
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def replace_unflushed(path: Path, pieces: Iterable[bytes]) -> None:
    """Give a file of a cache new content at once; a crash may lose or damage it, which its digest tells."""
    aside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with aside.open("wb") as stream:
        stream.writelines(pieces)
    aside.replace(path)


def encoded(lines: Iterable[str]) -> Iterator[bytes]:
    """Encode lines, many at a time."""
    return ("\n".join((*chunk, "")).encode() for chunk in _chunks(lines))


def write_pieces(path: Path, pieces: Iterable[bytes]) -> tuple[str, int, int]:
    """Write and flush a new file piece by piece; give its digest, its lines and its bytes."""
    digest, count, size = sha256(), 0, 0

    def look(piece: bytes) -> int:
        digest.update(piece)
        return piece.count(b"\n")

    with path.open("xb") as stream, ThreadPoolExecutor(1) as beside:
        looked = beside.submit(int)
        for piece in pieces:
            count += looked.result()
            looked = beside.submit(look, piece)  # while it is being written, and the next one made
            stream.write(piece)
            size += len(piece)
        count += looked.result()
        stream.flush()
        os.fsync(stream.fileno())
    return digest.hexdigest(), count, size


def link_file(path: Path, target: Path) -> None:
    """Give a file that never changes a second name, or copy it where the system cannot."""
    try:
        os.link(path, target)
    except OSError:
        write_file(target, path.read_bytes())


def _chunks(lines: Iterable[str]) -> Iterator[list[str]]:
    chunk: list[str] = []
    for line in lines:
        chunk.append(line)
        if len(chunk) == _CHUNK_LINES:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def digest_of_file(path: Path) -> str:
    """Give the digest of a file; in large pieces, so that it seldom waits for what other threads do."""
    digest = sha256()
    buffer = memoryview(bytearray(min(path.stat().st_size, _BUFFER)))
    with path.open("rb", buffering=0) as stream:
        while size := stream.readinto(buffer):
            digest.update(buffer[:size])
    return digest.hexdigest()


def sync_tree(folder: Path) -> None:
    """Flush a folder and all folders in it."""
    for parent, _, _ in os.walk(folder, topdown=False):
        sync_folder(Path(parent))


def remove(path: Path) -> None:
    """Remove a file or a folder; what cannot be removed stays for the next build."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)

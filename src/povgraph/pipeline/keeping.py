"""Keep what reading a report gave: its text, its statements and its lines, in the cache of a build folder.

The cache can be deleted at any time. What is in it is used only if it has the digest that was written with it, and
only for a report with the same files, read by the same povgraph.
"""

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from povgraph.errors import StoreError
from povgraph.graph.shares import Share
from povgraph.pipeline.entries import Entry
from povgraph.store import folders

_DIGEST = 32
_LEVEL = 1  # the lines shrink to a tenth even so, as fast as they are written


class GoneError(StoreError):
    """What was kept of a build is not there any more, or not as it was written."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One report as it was read: what ties it to others, its text, its statements file, and its sorted lines.

    Of one that was taken out of a graph there is no statements file, and its text may not be at hand.
    """

    entry: Entry
    text: str | None
    statements: str
    lines: tuple[str, ...]

    @property
    def share(self) -> Share:
        """The report as the checks see it."""
        return Share(self.entry.iri, self.text, self.lines)


class Shelf:
    """The folder of kept reports."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, kept: Kept) -> None:
        """Keep a report."""
        head = json.dumps([kept.entry.to_json(), kept.text, kept.statements])
        data = zlib.compress("\n".join((head, *kept.lines)).encode(), _LEVEL)
        path = self._path(kept.entry.cache)
        path.parent.mkdir(parents=True, exist_ok=True)
        folders.replace_unflushed(path, (sha256(data).digest(), data))

    def get(self, cache: str) -> Kept | None:
        """Give a report, or None where it is not there as it was written."""
        try:
            content = self._path(cache).read_bytes()
        except OSError:
            return None
        data = content[_DIGEST:]
        if sha256(data).digest() != content[:_DIGEST]:
            return None
        head, *lines = zlib.decompress(data).decode().split("\n")
        entry, text, statements = json.loads(head)
        return Kept(Entry.from_json(entry), text, statements, tuple(lines))

    def take(self, cache: str) -> Kept:
        """Give a report that was kept for sure.

        Raises:
            GoneError: it is gone, or damaged.
        """
        kept = self.get(cache)
        if kept is None:
            raise GoneError(f"{self.folder}: what was kept of a report is gone or damaged; build again")
        return kept

    def keep_only(self, caches: Iterable[str]) -> None:
        """Remove all reports but these."""
        wanted = set(caches)
        for path in self.folder.glob("??/*"):
            if path.name not in wanted:
                path.unlink(missing_ok=True)

    def _path(self, cache: str) -> Path:
        return self.folder / cache[:2] / cache

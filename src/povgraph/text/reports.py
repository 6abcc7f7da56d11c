"""Reports as files: find them, decode them, and add what stands beside them."""

import os
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from povgraph.errors import SourceError
from povgraph.model import Report
from povgraph.text.decoding import STDIN, decode, read_bytes
from povgraph.text.markup import read_page
from povgraph.text.metadata import Metadata, find_metadata, read_metadata

_PAGES = frozenset((".html", ".htm"))
_ENDINGS = frozenset((".txt", ".md")) | _PAGES

#: A folder with this file in it holds what a build made, and no reports.
BUILD_MARKER = ".povgraph"

_LONGEST_TITLE = 200  # in code points; a longer first line is no title


def find_reports(paths: Sequence[Path]) -> list[Path]:
    """Find the report files that the given paths name.

    A file given by name is taken as it is, whatever its ending, and ``-`` is standard input. A folder is walked, in
    the order of names, for ``.txt``, ``.md`` and ``.html`` files; hidden files and folders, build folders and files
    called ``README`` are left out. No file comes twice.

    Raises:
        SourceError: a path does not exist or is neither file nor folder, or a folder holds no report.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        for file in _files_of(path):
            found.setdefault(file if file == STDIN else file.resolve(), file)
    return list(found.values())


def read_report(path: Path) -> Report:
    """Read one report with its metadata.

    The text is that of the file, untouched but for a byte order mark; of an ``.html`` file it is what
    :func:`povgraph.text.markup.read_page` makes of it. All offsets refer to it. The digest is that of the file's bytes.
    The id is the file's stem, or the folder's name where the file is called ``source``. Where the metadata have no
    title it is the page's, or the first line that is not empty; a date is never guessed here.

    Raises:
        SourceError: the file cannot be read or decoded, is empty, or its metadata do not hold.
    """
    data = read_bytes(path)
    text, notes = decode(data, str(path))
    title = None
    if path.suffix.lower() in _PAGES:
        page = read_page(text)
        text, title = page.text, page.title
    if not text.strip().strip("\ufeff\u200b"):
        raise SourceError(f"{path}: empty; a report is a text")
    known = _metadata_of(path, digest := sha256(data).hexdigest())
    return Report(
        id=report_id(path),
        text=text,
        sha256=digest,
        path=str(path),
        title=known.title or title or _first_line(text, markdown=path.suffix.lower() == ".md"),
        date=known.date,
        date_origin=(known.date_origin or "metadata") if known.date else None,
        publisher=known.publisher,
        url=known.url,
        language=known.language or "zh",
        license=known.license,
        notes=notes,
    )


def _files_of(path: Path) -> Iterable[Path]:
    if path == STDIN or path.is_file():
        return [path]
    if not path.exists():
        raise SourceError(f"{path}: no such file or folder")
    if not path.is_dir():
        raise SourceError(f"{path}: neither a regular file nor a folder; a pipe is read as -")
    found = list(_walk(path))
    if not found:
        raise SourceError(f"{path}: no report in this folder; looked for {', '.join(sorted(_ENDINGS))}")
    return found


def _walk(top: Path) -> Iterator[Path]:
    def stop(fault: OSError) -> None:
        raise SourceError(f"{fault.filename}: {(fault.strerror or str(fault)).lower()}")

    for folder, folders, names in os.walk(top, onerror=stop):
        if BUILD_MARKER in names:
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (file for name in sorted(names) if _is_report(file := Path(folder, name)))


def _is_report(file: Path) -> bool:
    wanted = file.suffix.lower() in _ENDINGS and not file.name.startswith(".") and file.stem.upper() != "README"
    return wanted and file.is_file()


def report_id(path: Path) -> str:
    """Name a report by its file: the stem, or the folder's name where the file is called ``source``."""
    if path == STDIN:
        return "stdin"
    name = path.resolve().parent.name if path.stem == "source" else path.stem
    return os.fsencode(name or path.stem).decode("utf-8", "replace")


def _metadata_of(path: Path, digest: str) -> Metadata:
    beside = None if path == STDIN else find_metadata(path)
    if beside is None:
        return Metadata()
    known = read_metadata(beside)
    if known.sha256 not in {None, digest}:
        raise SourceError(f"{path}: its sha256 is {digest}, but {beside} says {known.sha256}; the text has changed")
    return known


def _first_line(text: str, *, markdown: bool) -> str | None:
    """Give the first line that is not empty, without the signs of a Markdown heading; None if it is a whole text."""
    line = next((line for line in text.splitlines() if line.strip()), "").strip()
    title = line.lstrip("#").strip() if markdown else line
    return title if 0 < len(title) <= _LONGEST_TITLE else None

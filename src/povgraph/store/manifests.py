"""The manifest of a build: what the graph holds, and by what to tell that it is whole."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from povgraph import __version__
from povgraph.errors import StoreError
from povgraph.model import Report

FORMAT = 1


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """One report of a build. ``path`` is the source as it was given; ``origin`` is that of the statements.

    ``license`` is the IRI of the report's licence, where it is known.
    """

    id: str
    key: str
    sha256: str
    path: str = ""
    origin: str = "extracted"
    license: str | None = None

    @classmethod
    def of(cls, report: Report, origin: str) -> "ReportEntry":
        """List a report whose statements have this origin."""
        path = str(Path(report.path).absolute())
        return cls(report.id, report.key, report.sha256, path, origin, report.license)


_SAID = tuple(item.name for item in fields(ReportEntry))


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build says of itself. It holds no times, so that the same build is the same bytes.

    ``counts`` is of rows by section or whatever else the caller counts; ``files`` holds the digests of the other
    files of the generation. The digest and the number of ``graph.nq``'s quads are filled in when it is written.
    """

    reports: Sequence[ReportEntry] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    graph_sha256: str = ""
    graph_bytes: int = 0
    quads: int = 0
    povgraph: str = __version__
    format: int = FORMAT

    def to_json(self) -> bytes:
        """Write the manifest; the same manifest is always the same bytes."""
        content = {item.name: getattr(self, item.name) for item in fields(self)}
        content["reports"] = [{name: getattr(entry, name) for name in _SAID} for entry in self.reports]
        return (json.dumps(content, ensure_ascii=True, indent=1, sort_keys=True) + "\n").encode()

    @classmethod
    def from_json(cls, content: bytes, where: str) -> "Manifest":
        """Read a manifest.

        Raises:
            StoreError: it is damaged, or another version of povgraph wrote it.
        """
        try:
            return cls._read(json.loads(content))
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise StoreError(f"{where}: not a manifest of this version of povgraph ({error}); build again") from error

    @classmethod
    def _read(cls, content: Any) -> "Manifest":
        if content["format"] != FORMAT:
            raise ValueError(f"format {content['format']!r}, not {FORMAT}")
        for key in ("graph_bytes", "quads"):
            if not isinstance(content[key], int):
                raise TypeError(f"{key} is no number")
        reports = tuple(ReportEntry(**entry) for entry in content.pop("reports"))
        return cls(reports=reports, **content)

"""What a build keeps of each report, so that the next one need not read it again, and the ledger of all of them."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from decimal import Decimal
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

from povgraph.checks.figures import Figure
from povgraph.checks.shacl import told_once
from povgraph.graph.shares import Ties
from povgraph.model import Finding
from povgraph.store.manifests import ReportEntry
from povgraph.vocabulary import iri

_FORMAT = 1
_NUMBERS = ("value", "low", "high")
_DEFAULTS = {item.name: item.default for item in fields(Finding)}


@dataclass(frozen=True, slots=True)
class Entry:
    """One report of a build.

    ``cache`` is the key of what is kept of it; ``source`` the file as it was given. ``places`` are the codes that it
    uses, each with its year; ``clauses`` the hashes of its clauses. ``findings`` are those of the report alone, and
    ``counted`` its figures that are added up with those of other reports; both are empty until it is checked.
    """

    cache: str
    source: str
    report: ReportEntry
    notes: tuple[str, ...]
    counts: Mapping[str, int]
    statements: str
    places: tuple[tuple[str, int | None], ...]
    ties: Ties
    clauses: tuple[int, ...]
    findings: tuple[Finding, ...] = ()
    counted: tuple[Figure, ...] = ()

    @property
    def iri(self) -> str:
        """The IRI of the report."""
        return iri("report", self.report.key)

    def to_json(self) -> str:
        """Write the entry on one line."""
        content = {item.name: getattr(self, item.name) for item in fields(self)}
        content |= {
            "report": asdict(self.report),
            "ties": [self.ties.things, sorted(self.ties.topics), self.ties.within, self.ties.names],
            "findings": [pack_finding(finding) for finding in self.findings],
            "counted": [_pack_figure(figure) for figure in self.counted],
        }
        return json.dumps(content, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, line: str) -> "Entry":
        """Read an entry."""
        content = json.loads(line)
        things, topics, *pairs = content["ties"]
        return cls(
            **content
            | {
                "report": ReportEntry(**content["report"]),
                "notes": tuple(content["notes"]),
                "places": tuple((code, year) for code, year in content["places"]),
                "ties": Ties(
                    things, frozenset(topics), *(tuple((one, other) for one, other in part) for part in pairs)
                ),
                "clauses": tuple(content["clauses"]),
                "findings": tuple(map(unpack_finding, content["findings"])),
                "counted": tuple(map(_unpack_figure, content["counted"])),
            }
        )

    def checked(self, findings: Iterable[Finding], counted: Iterable[Figure]) -> "Entry":
        """Add what the checks of the report alone gave."""
        return replace(self, findings=tuple(findings), counted=tuple(counted))


#: A finding about something that reports share, with the topic, the thing or the key that it is of.
Shared = tuple[str, Finding]


@dataclass(frozen=True, slots=True)
class Ledger:
    """All that a build keeps of the generation that it made, whose graph has the digest ``graph``.

    ``origins`` are those of the reports that are copies, by IRI. ``between`` are the findings by topic, ``things``
    those by thing, ``places`` those of figures that are added up. ``written`` are lines that the ledger before had of
    reports, by their keys.
    """

    rests_on: str
    graph: str
    entries: Sequence[Entry]
    origins: Mapping[str, str] = field(default_factory=dict)
    between: Sequence[Shared] = ()
    things: Sequence[Shared] = ()
    places: Sequence[Shared] = ()
    written: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def findings(self) -> list[Finding]:
        """All findings of the build, in no order."""
        own = [finding for entry in self.entries for finding in entry.findings]
        shared = [finding for part in (self.between, self.things, self.places) for _, finding in part]
        return [*told_once(own + shared)]

    def lines(self) -> Iterator[bytes]:
        """Write the ledger: what it rests on, a line for each report, and the digest of all of them."""
        head = {"format": _FORMAT, "rests_on": self.rests_on, "graph": self.graph, "origins": dict(self.origins)} | {
            name: [[key, pack_finding(finding)] for key, finding in getattr(self, name)]
            for name in ("between", "things", "places")
        }
        digest = sha256()
        first = json.dumps(head, ensure_ascii=False).encode("utf-8", "surrogatepass")
        for content in chain([first], map(self._line, self.entries)):
            line = content + b"\n"
            digest.update(line)
            yield line
        yield digest.hexdigest().encode()

    def _line(self, entry: Entry) -> bytes:
        return self.written.get(entry.cache) or entry.to_json().encode("utf-8", "surrogatepass")

    @classmethod
    def read(cls, path: Path, rests_on: str) -> "Ledger | None":
        """Read a ledger; None where there is none, it is damaged, or it rests on something else than now."""
        try:
            body = path.read_bytes()
            first, *lines, digest = body.split(b"\n")
            if sha256(memoryview(body)[: -len(digest)]).hexdigest().encode() != digest:
                return None
            head = json.loads(first.decode("utf-8", "surrogatepass"))
            if (head["format"], head["rests_on"]) != (_FORMAT, rests_on):
                return None
        except (OSError, ValueError, TypeError, KeyError):
            return None
        entries = [Entry.from_json(line.decode("utf-8", "surrogatepass")) for line in lines]
        shared = {
            name: tuple((key, unpack_finding(finding)) for key, finding in head[name])
            for name in ("between", "things", "places")
        }
        written = {entry.cache: line for entry, line in zip(entries, lines, strict=True)}
        return cls(rests_on, head["graph"], entries, head["origins"], written=written, **shared)


def pack_finding(finding: Finding) -> dict[str, Any]:
    """Give the fields of a finding that say something."""
    return {name: value for name in _DEFAULTS if (value := getattr(finding, name)) not in (None, ())}


def unpack_finding(content: dict[str, Any]) -> Finding:
    """Make a finding of its fields."""
    return Finding(**content | {"statements": tuple(content.get("statements", ()))})


def _pack_figure(figure: Figure) -> dict[str, Any]:
    content = {name: value for name, value in asdict(figure).items() if value is not None}
    return content | {name: str(content[name]) for name in _NUMBERS if name in content}


def _unpack_figure(content: dict[str, Any]) -> Figure:
    return Figure(**content | {name: Decimal(content[name]) for name in _NUMBERS if name in content})

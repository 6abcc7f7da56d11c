"""What a dossier holds, in the language of its reader."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from povgraph.checks.figures import Figure

_OFFSET = re.compile(r"[0-9]{1,15}")


def decimal_of(text: str) -> Decimal | None:
    """Read a number; None for what is none, as a foreign graph may have it."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def place_of(start: str, end: str) -> tuple[int, int] | None:
    """Read the offsets of a passage; None for what are none."""
    return (int(start), int(end)) if all(map(_OFFSET.fullmatch, (start, end))) else None


def day_of(text: str | None) -> date | None:
    """Read a day; None for what is none."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Source:
    """A report. ``issued`` is its date at the precision known."""

    iri: str
    id: str
    title: str = ""
    issued: str = ""
    publisher: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A finding that touches a statement; one of several statements is a conflict of these."""

    finding: str
    check: str
    severity: str
    text: str
    conflict: bool


@dataclass(frozen=True, slots=True)
class Words:
    """A quote with the words around it: its sentence where the report is at hand, else (``cut``) what the graph has."""

    before: str
    quote: str
    after: str
    cut: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement. ``title`` says what is stated, ``time`` when that was, as the text dates it.

    ``figure`` is the figure of an observation; ``line`` and ``column`` place the quote in its report.
    """

    iri: str
    title: str
    time: str
    words: Words
    source: Source
    line: int | None = None
    column: int | None = None
    origin: str = ""
    confidence: str = ""
    figure: Figure | None = None
    notes: tuple[Note, ...] = ()

    @property
    def planned(self) -> bool:
        """Tell whether the figure is one that is planned."""
        return self.figure is not None and self.figure.status == "planned"


@dataclass(frozen=True, slots=True)
class Section:
    """Statements of one sort; those of one indicator are in the order of time."""

    title: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Something that lies in a place, and the number of statements about it."""

    kind: str
    iri: str
    name: str
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All that the reports say of a thing: figures by indicator, the other statements by sort."""

    kind: str
    iri: str
    name: str
    facts: tuple[tuple[str, str], ...]
    figures: tuple[Section, ...]
    others: tuple[Section, ...]
    notes: tuple[Note, ...]
    sources: tuple[Source, ...]
    parts: tuple[Part, ...] = ()
    within: tuple["Dossier", ...] = ()

    @property
    def statements(self) -> int:
        """Count the statements."""
        return sum(len(section.said) for section in (*self.figures, *self.others))

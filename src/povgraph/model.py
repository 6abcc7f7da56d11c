"""The records that flow between the stages: reports, mentions, statements, findings.

Quantities are ``Decimal`` in a base unit, dates are ISO 8601 strings at the precision that the text gives
(``2018``, ``2018-07``, ``2018-12-31``), and spans are half-open code-point offsets into the source text.
The rows below are those of a statements file; ``docs/statements.md`` says what each key means.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

#: The section of a statements file that holds each kind of row, in the order in which a file lists them.
SECTIONS: tuple[str, ...] = (
    "places",
    "people",
    "organizations",
    "programmes",
    "outcomes",
    "observations",
    "anomalies",
)


@dataclass(slots=True, unsafe_hash=True)
class Span:
    """A half-open range of code points in a report's text.

    Nobody changes one; it is not frozen, since that would make the thousands that a text has three times as dear.
    """

    start: int
    end: int

    def __contains__(self, other: "Span") -> bool:
        """Tell whether another span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Report:
    """One source text and what is known of it.

    ``date`` is the report's own date at the precision known, and ``date_origin`` says who says so: ``metadata``
    (the file beside the text) or ``text`` (inferred). ``text`` is the decoded source, untouched.
    """

    id: str
    text: str
    sha256: str
    path: str = ""
    title: str | None = None
    date: str | None = None
    date_origin: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str = "zh"
    license: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The report's name in IRIs: its id and the beginning of its digest, so that corpora merge without clashes."""
        return f"{self.id}-{self.sha256[:8]}"

    def position(self, offset: int) -> tuple[int, int]:
        """Give the 1-based line and column of a code-point offset."""
        line_start = self.text.rfind("\n", 0, offset) + 1
        return self.text.count("\n", 0, offset) + 1, offset - line_start + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What every row has: its evidence, where it came from, how it was reached, and how sure that way has been.

    ``quote`` is a verbatim substring of the report; ``start`` and ``end`` are its offsets, None where a person
    wrote the row by hand. ``origin`` is ``extracted`` or ``reviewed``.
    """

    quote: str
    start: int | None = None
    end: int | None = None
    origin: str = "extracted"
    method: str | None = None
    confidence: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Statement):
    """A place in China that the report names, down to the village."""

    name: str
    level: str
    code: str | None = None
    within: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post that a person holds, and the place or organization in which it is held."""

    post: str
    of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Statement):
    """A person named in the report: an official, a private person, or an author of the report."""

    name: str
    role: str
    posts: tuple[Post, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization(Statement):
    """A named organization that acts or is acted on."""

    name: str
    kind: str
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme(Statement):
    """A policy, plan, project, model, campaign or document with a proper name."""

    name: str
    measure: str
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Statement):
    """An event or a result that is not a bare figure."""

    kind: str
    about: str
    name: str | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation(Statement):
    """A figure said of something.

    ``value`` is in the base unit ``unit``; ``low`` and ``high`` are the interval that the wording leaves open, where
    the extractor knows more than ``bound`` says (``70多万`` is 700000 to 800000). ``since`` is the key ``from`` of a
    statements file, ``until`` the key ``to``: a state has only ``until``, what happened in a period has both.
    """

    about: str
    indicator: str
    kind: str
    value: Decimal
    unit: str
    bound: str = "eq"
    since: str | None = None
    until: str | None = None
    per: str | None = None
    status: str = "actual"
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Anomaly(Statement):
    """A place in the text that is plainly broken; ``should_be`` is what was meant, where that can be told."""

    kind: str
    should_be: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """All that one report says: the content of a statements file."""

    document: str
    date: str | None = None
    origin: str = "extracted"
    places: tuple[Place, ...] = ()
    people: tuple[Person, ...] = ()
    organizations: tuple[Organization, ...] = ()
    programmes: tuple[Programme, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    observations: tuple[Observation, ...] = ()
    anomalies: tuple[Anomaly, ...] = ()

    def sections(self) -> Iterator[tuple[str, tuple[Statement, ...]]]:
        """Yield each section's name and rows, in file order."""
        for name in SECTIONS:
            yield name, getattr(self, name)


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept of the ontology as the text half sees it.

    ``words`` are its labels in Chinese (preferred, alternative, hidden): what the extractor listens for. ``extra``
    holds its other literal values by the local name of the property (``factor``, ``base``, ``unit`` …).
    """

    scheme: str
    notation: str
    zh: str
    en: str
    words: tuple[str, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that a check has to say about the graph, with the place in the report that it is about.

    ``severity`` is ``error``, ``warning`` or ``info``; ``focus`` is the IRI of the node; ``line`` and ``column`` are
    1-based. ``message`` says what is wrong and what is allowed, in Chinese and English, with the sum where there is
    one. ``statements`` are the IRIs of all statements involved, ``focus`` among them where it is one; ``repair`` is
    what the text may have meant, which is never applied by itself; it stands for ``value`` where the quote holds that
    once. ``evidence`` is the IRI of the passage that ``line``, ``column`` and ``quote`` tell of.
    """

    check: str
    severity: str
    message_zh: str
    message_en: str
    focus: str
    path: str | None = None
    value: str | None = None
    report: str | None = None
    line: int | None = None
    column: int | None = None
    quote: str | None = None
    statements: tuple[str, ...] = ()
    repair: str | None = None
    evidence: str | None = None

"""Find the passage of a report behind a node of the graph: a statement, its evidence, or the thing it is about."""

from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from povgraph.graph.tables import Quads
from povgraph.model import Finding
from povgraph.vocabulary import OA, ORG, POV, PROV, RDF

if TYPE_CHECKING:
    from pyoxigraph import NamedNode


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A passage of a report; the line, column and quote are missing for a report as a whole.

    ``evidence`` is the passage's node, ``statements`` are those through which it was found.
    """

    report: str
    line: int | None = None
    column: int | None = None
    quote: str | None = None
    evidence: str | None = None
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sources:
    """What those who write findings may know of the reports, by their IRIs: files and texts.

    ``passages`` are those of the statements involved, by the statement's IRI.
    """

    paths: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    passages: Mapping[str, Passage] = field(default_factory=dict)

    def with_more(self, other: "Sources") -> "Sources":
        """Join what is known of two graphs."""
        texts = ChainMap(*(cast("dict[str, str]", one.texts) for one in (other, self)))  # nobody changes them
        return Sources({**self.paths, **other.paths}, texts, {**self.passages, **other.passages})


def located(finding: Finding, passage_of: Callable[[str], Passage | None]) -> Finding:
    """Say where the report speaks of what a finding is about, and which statements that concerns.

    Where its focus is no statement, a finding that names statements stands at the first of them.

    Args:
        finding: The finding.
        passage_of: Gives the passage that a node rests on.
    """
    passage, named = passage_of(finding.focus), finding.statements
    if passage and finding.focus in passage.statements:
        named = tuple(dict.fromkeys((finding.focus, *named)))
    elif named:
        passage = passage_of(named[0]) or passage
    if passage is None:
        return finding
    found = replace(finding, statements=named or passage.statements, evidence=passage.evidence)
    if finding.line is not None:  # the check itself knew the place
        return found
    return replace(found, report=passage.report, line=passage.line, column=passage.column, quote=passage.quote)


class Passages:
    """The passages of a graph, looked up by node and remembered."""

    def __init__(self, store: Quads) -> None:
        self._store = store
        self._known: dict[str, Passage | None] = {}

    def of(self, node: str) -> Passage | None:
        """Give the passage that a node rests on, the first of its report where there are several.

        A thing that reports speak of is placed where it is mentioned, or else where something is said of it.
        """
        if node not in self._known:
            self._known[node] = self._find(node) if _is_iri(node) else None
        return self._known[node]

    def located(self, finding: Finding) -> Finding:
        """Say where the report speaks of what a finding is about, as ``located`` does."""
        return located(finding, self.of)

    def involved(self, findings: Iterable[Finding]) -> dict[str, Passage]:
        """Give the passages of all statements that findings involve."""
        statements = {statement for finding in findings for statement in finding.statements}
        return {statement: passage for statement in sorted(statements) if (passage := self.of(statement))}

    def _find(self, node: str) -> Passage | None:
        if self._is_a(node, POV.Report):
            return Passage(node)
        found = [passage for one, by in self._evidence(node) if (passage := self._passage(one, by))]
        return min(found, key=lambda passage: (passage.report, passage.line or 0, passage.column or 0), default=None)

    def _evidence(self, node: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the evidence of a statement, a selector or a thing, each with the statements that it was found by."""
        held = [node] if self._is_a(node, POV.Evidence) else sorted(self._subjects(OA.hasSelector, node))
        rests = sorted(self._objects(node, PROV.wasDerivedFrom))
        if held or rests:
            yield from ((one, self._resting(one)) for one in held)
            yield from ((one, (node,) if self._is_a(node, POV.Statement) else ()) for one in rests)
            return
        statements = sorted({s for path in (POV.about, ORG.member, POV.post) for s in self._subjects(path, node)})
        mentions = [statement for statement in statements if self._is_a(statement, POV.Mention)]
        for statement in mentions or statements:
            yield from ((one, (statement,)) for one in sorted(self._objects(statement, PROV.wasDerivedFrom)))

    def _resting(self, evidence: str) -> tuple[str, ...]:
        return tuple(s for s in sorted(self._subjects(PROV.wasDerivedFrom, evidence)) if self._is_a(s, POV.Statement))

    def _passage(self, evidence: str, statements: tuple[str, ...]) -> Passage | None:
        reports = sorted(self._objects(evidence, OA.hasSource))
        if not reports:
            return None
        quotes = [text for one in self._objects(evidence, OA.hasSelector) for text in self._objects(one, OA.exact)]
        line, column = self._number(evidence, POV.line), self._number(evidence, POV.column)
        return Passage(reports[0], line, column, min(quotes, default=None), evidence, statements)

    def _number(self, node: str, path: str) -> int | None:
        """Give a line or column, or nothing where the graph has no single whole number."""
        values = [*self._objects(node, path)]
        return int(values[0]) if len(values) == 1 and values[0].isascii() and values[0].isdigit() else None

    def _is_a(self, node: str, kind: str) -> bool:
        return kind in self._objects(node, RDF.type)

    def _objects(self, node: str, path: str) -> set[str]:
        quads = self._store.quads_for_pattern(_named(node), _named(path), None, None)
        return {getattr(quad.object, "value", "") for quad in quads}

    def _subjects(self, path: str, node: str) -> set[str]:
        quads = self._store.quads_for_pattern(None, _named(path), _named(node), None)
        return {getattr(quad.subject, "value", "") for quad in quads}


def _is_iri(node: str) -> bool:
    """Tell an IRI from a blank node, or from a literal, which a shape may target too."""
    try:
        return not node.startswith("_:") and bool(_named(node))
    except ValueError:
        return False


def _named(iri: str) -> "NamedNode":
    from pyoxigraph import NamedNode  # noqa: PLC0415

    return NamedNode(iri)

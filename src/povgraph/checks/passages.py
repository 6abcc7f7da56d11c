"""Find the passage of a report behind a node of the graph: a statement, its evidence, or the thing it is about."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from povgraph.vocabulary import OA, ORG, POV, PROV, RDF

if TYPE_CHECKING:
    from pyoxigraph import NamedNode, Store


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A passage of a report; the line, column and quote are missing for a report as a whole."""

    report: str
    line: int | None = None
    column: int | None = None
    quote: str | None = None


class Passages:
    """The passages of a graph, looked up by node and remembered."""

    def __init__(self, store: "Store") -> None:
        self._store = store
        self._known: dict[str, Passage | None] = {}

    def of(self, node: str) -> Passage | None:
        """Give the passage that a node rests on, the first of its report where there are several.

        A thing that reports speak of is placed where it is mentioned, or else where something is said of it.
        """
        if node not in self._known:
            self._known[node] = None if node.startswith("_:") else self._find(node)
        return self._known[node]

    def _find(self, node: str) -> Passage | None:
        if self._is_a(node, POV.Report):
            return Passage(node)
        evidence = [node] if self._is_a(node, POV.Evidence) else [*self._evidence(node)]
        found = [passage for one in evidence if (passage := self._passage(one))]
        return min(found, key=lambda passage: (passage.report, passage.line or 0, passage.column or 0), default=None)

    def _evidence(self, node: str) -> Iterator[str]:
        """Yield the evidence of a statement, of a selector, or of the statements about a thing."""
        direct = [*self._objects(node, PROV.wasDerivedFrom), *self._subjects(OA.hasSelector, node)]
        if direct:
            yield from direct
            return
        statements = [s for path in (POV.about, ORG.member, POV.post) for s in self._subjects(path, node)]
        mentions = [statement for statement in statements if self._is_a(statement, POV.Mention)]
        for statement in mentions or statements:
            yield from self._objects(statement, PROV.wasDerivedFrom)

    def _passage(self, evidence: str) -> Passage | None:
        reports = sorted(self._objects(evidence, OA.hasSource))
        if not reports:
            return None
        quotes = [text for one in self._objects(evidence, OA.hasSelector) for text in self._objects(one, OA.exact)]
        return Passage(
            reports[0], self._number(evidence, POV.line), self._number(evidence, POV.column), min(quotes, default=None)
        )

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


def _named(iri: str) -> "NamedNode":
    from pyoxigraph import NamedNode  # noqa: PLC0415

    return NamedNode(iri)

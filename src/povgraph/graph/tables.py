"""Lines as a store is read, without a store: reading a few columns of a report's lines needs no engine.

Loading lines into the engine and fetching them again costs some ten times as much as taking them apart here.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, Protocol

from povgraph.graph.lines import value_of
from povgraph.vocabulary import XSD

#: The digits before and behind the point that the engine's decimals surely hold.
_WHOLE, _FRACTION = 20, 18


class Quads(Protocol):
    """What the checks ask of a graph: a store of the engine answers it, and so does a ``LineTable``."""

    def quads_for_pattern(self, subject: Any, predicate: Any, object: Any, graph_name: Any) -> Iterator[Any]:  # noqa: A002
        """Yield the quads of a pattern; None stands for any term."""
        ...


class Term(NamedTuple):
    """An IRI or a literal: the text of it, and its language."""

    value: str
    language: str | None = None


class Row(NamedTuple):
    """A quad, named as the engine names its parts."""

    subject: Term
    object: Term
    graph_name: Term


class LineTable:
    """Lines of N-Quads by predicate; the objects of a predicate are read when it is first asked for.

    >>> table = LineTable(['<http://e/a> <http://e/p> "一"@zh <http://e/g> .'])
    >>> [row.object for row in table.rows("http://e/p")]
    [Term(value='一', language='zh')]
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines: dict[str, list[tuple[str, str]]] = {}
        for line in lines:
            subject, predicate, rest = line.split(" ", 2)
            self._lines.setdefault(predicate, []).append((subject, rest))
        self._terms: dict[str, Term] = {}
        self._rows: dict[str, Sequence[Row]] = {}
        self._by_subject: dict[str, dict[str, list[Row]]] = {}
        self._by_object: dict[str, dict[str, list[Row]]] = {}

    def rows(self, predicate: str) -> Sequence[Row]:
        """Give the quads of a predicate, named by its IRI."""
        known = self._rows.get(predicate)
        if known is None:
            known = [_row(*pair, self._terms) for pair in self._lines.get(f"<{predicate}>", ())]
            self._rows[predicate] = known
        return known

    def quads_for_pattern(
        self,
        subject: Any,
        predicate: Any,
        object: Any,  # noqa: A002  the engine's name
        graph_name: Any,  # noqa: ARG002
    ) -> Iterator[Row]:
        """Yield the quads of a predicate, of all subjects and objects or of one."""
        path: str = predicate.value
        found: Iterable[Row]
        if subject is not None:
            found = _indexed(self._by_subject, path, self.rows(path), 0).get(subject.value, ())
        elif object is not None:
            found = _indexed(self._by_object, path, self.rows(path), 1).get(object.value, ())
        else:
            found = self.rows(path)
        return iter(found)


def _indexed(
    indexes: dict[str, dict[str, list[Row]]], path: str, rows: Sequence[Row], position: int
) -> dict[str, list[Row]]:
    index = indexes.get(path)
    if index is None:
        index = indexes[path] = {}
        for row in rows:
            index.setdefault(row[position].value, []).append(row)
    return index


def _row(subject: str, rest: str, terms: dict[str, Term]) -> Row:
    """Take the rest of a line of povgraph's own apart: an object, the graph's IRI, and a full stop."""
    text, graph, _ = rest.rsplit(" ", 2)
    return Row(_iri(subject, terms), _object(text, terms), _iri(graph, terms))


def _iri(text: str, terms: dict[str, Term]) -> Term:
    known = terms.get(text)
    if known is None:
        known = terms[text] = Term(text[1:-1])
    return known


def _object(text: str, terms: dict[str, Term]) -> Term:
    if text[0] == "<":
        return _iri(text, terms)
    known = terms.get(text)
    if known is None:
        body, datatype, language = value_of(text)
        known = terms[text] = Term(_shortest(body) if datatype == XSD.decimal else body, language)
    return known


def _shortest(number: str) -> str:
    """Write a decimal as the engine gives it back, 78000 for 78000.0; what it cannot hold, it gives back as it was."""
    whole, _, fraction = number.partition(".")
    fraction = fraction.rstrip("0")
    if len(whole.lstrip("-")) > _WHOLE or len(fraction) > _FRACTION:
        return number
    return f"{whole}.{fraction}" if fraction else whole

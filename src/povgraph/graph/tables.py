"""Lines as a store is read, without a store: reading a few columns of a report's lines needs no engine.

Loading lines into the engine and fetching them again costs some ten times as much as taking them apart here.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, Protocol

from povgraph.graph.lines import value_of
from povgraph.vocabulary import XSD

#: The digits before and behind the point that the engine's decimals surely hold.
_WHOLE, _FRACTION = 20, 18
_DECIMAL = XSD.decimal


class Quads(Protocol):
    """What the checks ask of a graph: a store of the engine answers it, and so does a ``LineTable``."""

    def quads_for_pattern(self, subject: Any, predicate: Any, object: Any, graph_name: Any) -> Iterator[Any]:  # noqa: A002
        """Yield the quads of a pattern; None stands for any term."""
        ...


#: A subject, and what it has for a predicate: the text of it, and its language.
Pair = tuple[str, str, str | None]


class Term(NamedTuple):
    """An IRI or a literal: the text of it, and its language."""

    value: str
    language: str | None = None


class Row(NamedTuple):
    """A quad, named as the engine names its parts."""

    subject: Term
    object: Term
    graph_name: Term


def pairs_of(quads: Quads, path: str) -> Iterable[Pair]:
    """Give the subjects and objects of a predicate, whoever has the quads; what is no IRI or literal has no text."""
    if isinstance(quads, LineTable):
        return quads.pairs(path)
    from pyoxigraph import NamedNode  # noqa: PLC0415

    found = quads.quads_for_pattern(None, NamedNode(path), None, None)
    return (
        (getattr(quad.subject, "value", ""), getattr(quad.object, "value", ""), getattr(quad.object, "language", None))
        for quad in found
    )


def subjects_with(quads: Quads, path: str, value: str) -> Iterable[str]:
    """Give the subjects that have an IRI for a predicate."""
    if isinstance(quads, LineTable):
        return quads.subjects(path, value)
    from pyoxigraph import NamedNode  # noqa: PLC0415

    found = quads.quads_for_pattern(None, NamedNode(path), NamedNode(value), None)
    return (getattr(quad.subject, "value", "") for quad in found)


class LineTable:
    """Lines of N-Quads by predicate; they are taken further apart when they are asked for.

    >>> table = LineTable(['<http://e/a> <http://e/p> "一"@zh <http://e/g> .'])
    >>> table.pairs("http://e/p")
    [('http://e/a', '一', 'zh')]
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines: dict[str, list[_Line]] = {}
        for line in lines:
            subject, predicate, rest = line.split(" ", 2)
            self._lines.setdefault(predicate, []).append((subject, rest))
        self._pairs: dict[str, Sequence[Pair]] = {}
        self._by_subject: dict[str, dict[str, list[_Line]]] = {}
        self._by_object: dict[str, dict[str, list[_Line]]] = {}

    def pairs(self, predicate: str) -> Sequence[Pair]:
        """Give the subjects and objects of a predicate, named by its IRI."""
        known = self._pairs.get(predicate)
        if known is None:
            lines = self._lines.get(f"<{predicate}>", ())
            known = [(subject[1:-1], *_said(rest.rsplit(" ", 2)[0])) for subject, rest in lines]
            self._pairs[predicate] = known
        return known

    def subjects(self, predicate: str, value: str) -> list[str]:
        """Give the subjects that have an IRI for a predicate."""
        wanted = f"<{value}> "
        return [subject[1:-1] for subject, rest in self._lines.get(f"<{predicate}>", ()) if rest.startswith(wanted)]

    def quads_for_pattern(
        self,
        subject: Any,
        predicate: Any,
        object: Any,  # noqa: A002  the engine's name
        graph_name: Any,  # noqa: ARG002
    ) -> Iterator[Row]:
        """Yield the quads of a predicate, of all subjects and objects or of one."""
        path = f"<{predicate.value}>"
        found: Sequence[_Line] = self._lines.get(path, ())
        if subject is not None:
            index = self._by_subject.get(path)
            if index is None:
                index = self._by_subject[path] = _indexed(found, lambda line: line[0])
            found = index.get(f"<{subject.value}>", ())
        elif object is not None:
            index = self._by_object.get(path)
            if index is None:
                index = self._by_object[path] = _indexed(found, lambda line: line[1].partition(" ")[0])
            found = index.get(f"<{object.value}>", ())
        return (_row(*line) for line in found)


#: The subject of a line, and what follows its predicate.
_Line = tuple[str, str]


def _indexed(lines: Sequence[_Line], key: Callable[[_Line], str]) -> dict[str, list[_Line]]:
    index: dict[str, list[_Line]] = {}
    for line in lines:
        index.setdefault(key(line), []).append(line)
    return index


def _row(subject: str, rest: str) -> Row:
    """Take the rest of a line of povgraph's own apart: an object, the graph's IRI, and a full stop."""
    text, graph, _ = rest.rsplit(" ", 2)
    return Row(Term(subject[1:-1]), Term(*_said(text)), Term(graph[1:-1]))


def _said(text: str) -> tuple[str, str | None]:
    """Read an object as the engine gives it back: its text and its language."""
    if text[0] == "<":
        return text[1:-1], None
    body, datatype, language = value_of(text)
    return _shortest(body) if datatype == _DECIMAL else body, language


def _shortest(number: str) -> str:
    """Write a decimal as the engine gives it back, 78000 for 78000.0; what it cannot hold, it gives back as it was."""
    whole, _, fraction = number.partition(".")
    fraction = fraction.rstrip("0")
    if len(whole.lstrip("-")) > _WHOLE or len(fraction) > _FRACTION:
        return number
    return f"{whole}.{fraction}" if fraction else whole

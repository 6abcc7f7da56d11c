"""Run SHACL with pyshacl, on all nodes or on those that may break a shape, and take its results apart."""

import logging
import re
import warnings
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from typing import Any

import pyshacl
from pyoxigraph import Store
from pyshacl.errors import ConstraintLoadError, ReportableRuntimeError, ShapeLoadError, ValidationFailure
from pyshacl.rdfutil.stringify import stringify_blank_node
from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from povgraph.checks.graphs import StoreCopy, StoreView
from povgraph.checks.results import SH, ShapeFinding
from povgraph.checks.shapes import SHAPE
from povgraph.checks.suspects import narrow
from povgraph.errors import QueryError, SourceError
from povgraph.graph.lines import literal, ref

_LEVELS = {"Violation": "error", "Warning": "warning", "Info": "info"}
_NOISY = ("pyshacl-validate", "rdflib.term", "pyshacl.shapes_graph", "pyshacl.shape")
_TEMPLATE = re.compile(r"\\\{[?$]\w+\\\}|\\\{\\[?$]\w+\\\}")  # {?value}, after re.escape
_PLAIN = ("focusNode", "value", "resultSeverity", "sourceConstraintComponent")
_NESTED = ("resultPath", "sourceShape", "sourceConstraint")
_BAD_SHAPES = (ShapeLoadError, ConstraintLoadError, ReportableRuntimeError, ValidationFailure)

#: From this many quads on the fast engine runs, where the choice is left to povgraph.
LARGE = 20_000


def run_shapes(
    store: Store,
    shapes: Graph,
    where: str,
    engine: str = "auto",
    note: Callable[[str], None] = lambda _: None,
    about: Container[str] | None = None,
) -> list[ShapeFinding]:
    """Validate the union of a store's graphs, and give one finding for each result, in no order.

    Results about nodes that only the ontology describes are left out. Both engines give the same results: ``pyshacl``
    looks at every node that a shape targets; ``fast`` first passes over all that surely conform, many at once.

    Args:
        store: The data, with the ontology loaded, whose classes and concepts the shapes refer to.
        shapes: The shapes, as a graph; imports are not followed.
        where: The files of the shapes, for the error message.
        engine: ``pyshacl``, ``fast`` or ``auto``, which goes by the size of the graph.
        note: Called with a line for each shape that the fast engine has to leave to pyshacl.
        about: The IRIs of the nodes that results are wanted about; without it, all.

    Raises:
        SourceError: the shapes are not valid SHACL, or a SPARQL constraint cannot be run.
    """
    with _quiet():
        if engine == "fast" or (engine == "auto" and len(store) >= LARGE):
            narrowed, left = narrow(store, shapes, about)
            for shape in left:
                note(f"{where}: pyshacl looks at every node that {nested_text(shapes, shape)} targets")
            data: StoreView = StoreView(store)
        else:
            narrowed, data = shapes, StoreCopy(store)
        report = _validate(data, narrowed, where)
    results = (_Result(report, shapes, node) for node in report.objects(None, URIRef(SH + "result")))
    wanted = (one for one in results if about is None or str(one.focus) in about)
    return [result.finding() for result in wanted if result.focus not in data.foreign]


def _validate(data: Graph, shapes: Graph, where: str) -> Graph:
    stringify_blank_node.dict_cache.clear()  # pyshacl knows graphs by their address, where another one may have been
    try:
        _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", do_owl_imports=False)
    except _BAD_SHAPES as error:
        raise SourceError(f"{where}: not valid SHACL: {_one_line(error)}") from error
    except (QueryError, SyntaxError, re.error) as error:
        raise SourceError(f"{where}: a constraint cannot be run: {_one_line(error)}") from error
    if not isinstance(report, Graph):  # pyshacl gives a failure of validation instead of raising it
        raise SourceError(f"{where}: not valid SHACL: {_one_line(report)}")
    return report


def _one_line(error: Any) -> str:
    return " ".join(str(getattr(error, "message", "") or error).split())


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the libraries from writing to stderr what comes back as a result or an exception anyway."""
    loggers = [logging.getLogger(name) for name in _NOISY]
    before = [logger.disabled for logger in loggers]
    for logger in loggers:
        logger.disabled = True
    try:
        with warnings.catch_warnings():  # rdflib's, on literals that are not of their datatypes
            warnings.simplefilter("ignore", DeprecationWarning)
            warnings.simplefilter("ignore", UserWarning)
            yield
    finally:
        for logger, disabled in zip(loggers, before, strict=True):
            logger.disabled = disabled


class _Result:
    """One validation result of a report."""

    def __init__(self, report: Graph, shapes: Graph, node: Node) -> None:
        self._report, self._shapes, self._node = report, shapes, node
        self.focus = self._value("focusNode")
        self._shape = self._value("sourceShape")
        self._path = self._value("resultPath")

    def finding(self) -> ShapeFinding:
        messages = self._messages()
        value = self._value("value")
        return ShapeFinding(
            check=self._check(),
            severity=_LEVELS.get(_local(self._value("resultSeverity")), "info"),
            message_zh=_message(messages, "zh"),
            message_en=_message(messages, "en"),
            focus=_plain(self.focus),
            path=None if self._path is None else self._path_text(),
            value=None if value is None else _plain(value),
            terms=self._terms(messages),
        )

    def _value(self, name: str) -> Node | None:
        return self._report.value(self._node, URIRef(SH + name))

    def _check(self) -> str:
        """Name the check: by the shape where it has a name, else by what it demands."""
        if isinstance(self._shape, URIRef):
            return str(self._shape).removeprefix(SHAPE)
        return _local(self._value("sourceConstraintComponent")).removesuffix("ConstraintComponent")

    def _path_text(self) -> str:
        return str(self._path) if isinstance(self._path, URIRef) else nested_text(self._report, self._path)

    def _terms(self, messages: list[Literal]) -> tuple[tuple[str, str], ...]:
        terms = [(name, term_text(value)) for name in _PLAIN if (value := self._value(name)) is not None]
        terms += [
            (name, nested_text(self._report, value)) for name in _NESTED if (value := self._value(name)) is not None
        ]
        terms += [("resultMessage", term_text(message)) for message in messages]
        return tuple(sorted(terms))

    def _messages(self) -> list[Literal]:
        """Give the messages with their languages, which pyshacl drops where it fills in a template."""
        written = [*self._report.objects(self._node, URIRef(SH + "resultMessage"))]
        sources = (self._shape, self._value("sourceConstraint"))
        templates = [text for node in sources if node for text in self._shapes.objects(node, URIRef(SH + "message"))]
        return sorted(_with_language(message, templates) for message in written)


def _with_language(message: Node, templates: list[Node]) -> Literal:
    text = Literal(message) if not isinstance(message, Literal) else message
    if text.language:
        return text
    for template in templates:
        pattern = _TEMPLATE.sub("(?s:.*)", re.escape(str(template)))
        language = getattr(template, "language", None)
        if language and re.fullmatch(pattern, str(text)):
            return Literal(str(text), lang=language)
    return text


def _message(messages: list[Literal], language: str) -> str:
    """Choose the message in a language, or else one without, or any."""
    for wanted in (language, None):
        found = [str(message) for message in messages if message.language == wanted]
        if found:
            return "; ".join(found)
    return "; ".join(str(message) for message in messages)


def _local(node: Node | None) -> str:
    return re.split(r"[#/]", str(node))[-1]


def _plain(node: Node | None) -> str:
    return f"_:{node}" if isinstance(node, BNode) else str(node)


def term_text(node: Node | None) -> str:
    """Write a term as N-Triples does."""
    if isinstance(node, BNode):
        return f"_:{node}"
    if isinstance(node, Literal):
        datatype = None if node.language else node.datatype
        return literal(str(node), str(datatype) if datatype else None, node.language)
    return ref(str(node))


def nested_text(graph: Graph, node: Node | None, within: tuple[Node, ...] = ()) -> str:
    """Write a path or a shape as Turtle: an IRI as it is, a list or a blank node with all that is in it."""
    if not isinstance(node, BNode) or node in within:
        return "[]" if isinstance(node, BNode) else term_text(node)
    inner = (*within, node)
    if (node, RDF.first, None) in graph:
        return f"( {' '.join(nested_text(graph, item, inner) for item in Collection(graph, node))} )"
    parts = sorted(f"{term_text(p)} {nested_text(graph, o, inner)}" for p, o in graph.predicate_objects(node))
    return f"[ {' ; '.join(parts)} ]" if parts else "[]"

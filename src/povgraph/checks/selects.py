"""Run a SPARQL constraint once for all focus nodes, and give those that it may find fault with."""

import re
from collections.abc import Sequence
from typing import Any

from pyoxigraph import NamedNode, QuerySolutions, Store
from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef
from rdflib.term import Node

from povgraph.checks.graphs import counts
from povgraph.checks.parameters import UncoveredError
from povgraph.checks.results import SH
from povgraph.errors import QueryError
from povgraph.queries.tokens import Token, check

_PREFIXES = {"rdf": str(RDF), "rdfs": str(RDFS), "owl": str(OWL)}  # those that pyshacl declares unasked
#: Words with which an answer for all nodes may differ from the answers for each, or which pyshacl refuses.
_BEYOND = frozenset(("UNION", "MINUS", "VALUES", "SERVICE", "BNODE", "RAND", "UUID", "STRUUID", "NOW"))
_REFUSED = re.compile(r"minus|values|service|\bas\s+[?$](this|shapesGraph|currentShape)\b", re.I)
_GROUPS = ("OPTIONAL", "EXISTS")


def find_by_select(store: Store, shapes: Graph, shape: Node, targets: str, constraint: Node) -> set[Any]:
    """Give the nodes that a constraint of a shape selects.

    Args:
        store: The data, the union of its graphs.
        shapes: The graph that the shape is in.
        shape: The shape, whose path stands for ``$PATH``.
        targets: Patterns that bind ``$this`` to the focus nodes.
        constraint: The value of ``sh:sparql``.

    Raises:
        UncoveredError: the query might answer otherwise for one node than for all, or cannot be run.
    """
    text = _select(shapes, constraint)
    path = shapes.value(shape, URIRef(SH + "path"))
    try:
        query = _for_all(text, check(text), targets, path)
        rows = store.query(query, prefixes=_prefixes(shapes, constraint), use_default_graph_as_union=True)
    except (QueryError, SyntaxError, ValueError) as error:
        raise UncoveredError from error
    if not isinstance(rows, QuerySolutions):
        raise UncoveredError
    return {row[0] for row in rows}


def _select(shapes: Graph, constraint: Node) -> str:
    said = {str(name).removeprefix(SH): value for name, value in shapes.predicate_objects(constraint)}
    texts = list(shapes.objects(constraint, URIRef(SH + "select")))
    messages = list(shapes.objects(constraint, URIRef(SH + "message")))
    strings = all(isinstance(one, Literal) and isinstance(one.value, str) for one in (*texts, *messages))
    if len(texts) != 1 or not strings or "deactivated" in said:
        raise UncoveredError
    return str(texts[0])


def _prefixes(shapes: Graph, constraint: Node) -> dict[str, str]:
    """Collect the declared prefixes; pyshacl adds those of all ontologies, which is left to it."""
    if (None, RDF.type, OWL.Ontology) in shapes:
        raise UncoveredError
    found = dict(_PREFIXES)
    for source in shapes.objects(constraint, URIRef(SH + "prefixes")):
        for declaration in shapes.objects(source, URIRef(SH + "declare")):
            names = list(shapes.objects(declaration, URIRef(SH + "prefix")))
            spaces = list(shapes.objects(declaration, URIRef(SH + "namespace")))
            if len(names) != 1 or len(spaces) != 1 or found.get(str(names[0]), str(spaces[0])) != str(spaces[0]):
                raise UncoveredError
            found[str(names[0])] = str(spaces[0])
    return found


def _for_all(text: str, tokens: Sequence[Token], targets: str, path: Node | None) -> str:
    """Turn a query about one ``$this`` into one that lists them."""
    opening = next((n for n, token in enumerate(tokens) if token.text == "{"), len(tokens))
    select = next((n for n, token in enumerate(tokens[:opening]) if token.is_word("SELECT")), len(tokens))
    head, body = tokens[select:opening], tokens[opening + 1 :]
    if not _projects_this(head) or not _binds_this(body) or not _is_flat(tokens[opening:]):
        raise UncoveredError
    words = {token.text.upper() for token in tokens if token.kind == "word"}
    if counts(tokens) or not _BEYOND.isdisjoint(words) or _REFUSED.search(text):
        raise UncoveredError
    prologue = text[: tokens[select].start]
    return f"{prologue} SELECT DISTINCT $this WHERE {{ {targets} {_spelled(body, path)}"


def _is_this(token: Token) -> bool:
    return token.kind == "variable" and token.text[1:] == "this"


def _projects_this(head: Sequence[Token]) -> bool:
    return any(_is_this(token) or token.text == "*" for token in head)


def _binds_this(body: Sequence[Token]) -> bool:
    """Tell whether the first triple pattern binds ``$this``, to nodes that the graph speaks of."""
    end = next((n for n, token in enumerate(body) if token.text in ".;{}" or _is_keyword(token)), len(body))
    first = body[:end]
    return any(map(_is_this, first)) and not any(token.text in ("*", "?") for token in first)


def _is_keyword(token: Token) -> bool:
    return token.kind == "word" and token.text not in ("a", "true", "false")


def _is_flat(tokens: Sequence[Token]) -> bool:
    """Tell whether all groups are those of OPTIONAL and EXISTS, which see what is bound outside, and none follows."""
    depth = 0
    for number, token in enumerate(tokens):
        if token.text == "{" and depth and not tokens[number - 1].is_word(*_GROUPS):
            return False
        depth += (token.text == "{") - (token.text == "}")
        if depth == 0 and number < len(tokens) - 1:
            return False
    return depth == 0


def _spelled(tokens: Sequence[Token], path: Node | None) -> str:
    """Write tokens as they stood, without comments, ``$PATH`` as the path of the shape."""
    parts, end = [], tokens[0].start
    for token in tokens:
        name = token.text[1:] if token.kind == "variable" else ""
        if name in ("shapesGraph", "currentShape") or (name == "PATH" and not isinstance(path, URIRef)):
            raise UncoveredError
        parts.append(" " if token.start > end else "")
        parts.append(str(NamedNode(str(path))) if name == "PATH" else token.text)
        end = token.end
    return "".join(parts)

"""Write a graph as JSON-LD: one object for each subject in each graph, with prefixes, readable without a processor."""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, TextIO

from povgraph.errors import StoreError
from povgraph.graph.lines import Quad, split, value_of
from povgraph.graph.turtle import by_graph, reading_order
from povgraph.vocabulary import BASE, PREFIXES, RDF, XSD

_TYPE = f"<{RDF.type}>"
_CANONICAL_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")  # exact as a number of JSON
_NATIVE = {"true": True, "false": False}
_LOCAL = re.compile(r"[A-Za-z0-9_\u4e00-\u9fff][A-Za-z0-9_.\u4e00-\u9fff-]*")
_RELATIVE = re.compile(r"(?!.*//)(?!.*/\.{1,2}(?:/|$))[a-z]+/[^?#:]*")
_NAMESPACES = {space: prefix for prefix, space in PREFIXES.items()}


def write_jsonld(lines: Sequence[str], out: TextIO) -> None:
    """Write the lines; named graphs stay apart.

    Raises:
        StoreError: a value has no form in JSON-LD.
    """
    context = {"@base": BASE, **dict(sorted(PREFIXES.items()))}
    out.write(f'{{\n"@context": {json.dumps(context, indent=1)},\n"@graph": [')
    between = "\n"
    for item in _items(lines):
        out.write(between + json.dumps(item, ensure_ascii=False, indent=1))
        between = ",\n"
    out.write("\n]\n}\n")


def _items(lines: Sequence[str]) -> Iterator[dict[str, Any]]:
    for graph, members in by_graph(lines):
        if graph:
            yield {"@id": _id(graph), "@graph": list(_nodes(members))}
        else:
            yield from _nodes(members)


def _nodes(lines: Sequence[str]) -> Iterator[dict[str, Any]]:
    for subject, quads in groupby(map(split, reading_order(lines)), lambda quad: quad.subject):
        yield {"@id": _id(subject), **_said(quads)}


def _said(quads: Iterator[Quad]) -> dict[str, Any]:
    found: dict[str, list[Any]] = {}
    for quad in quads:
        if quad.predicate == _TYPE and quad.object[0] == "<":
            found.setdefault("@type", []).append(_name(quad.object[1:-1]))
        else:
            found.setdefault(_name(quad.predicate[1:-1]), []).append(_value(quad.object))
    types = {"@type": found.pop("@type")} if "@type" in found else {}
    return {**types, **{name: values[0] if len(values) == 1 else values for name, values in found.items()}}


def _value(term: str) -> Any:
    if term[0] != '"':
        return {"@id": _id(term)}
    text, datatype, language = value_of(term)
    if language:
        return {"@language": language, "@value": text}
    if datatype is None:
        return text
    if datatype == XSD.integer and _CANONICAL_INTEGER.fullmatch(text):
        return int(text)
    if datatype == XSD.boolean and text in _NATIVE:
        return _NATIVE[text]
    return {"@type": _name(datatype), "@value": text}


def _id(term: str) -> str:
    if term.startswith("_:"):
        return term
    if term.startswith("<<"):
        raise StoreError(f"JSON-LD cannot hold the triple {term[:60]} as a value; export as turtle")
    iri = term[1:-1]
    relative = iri[len(BASE) :]
    if iri.startswith(BASE) and _RELATIVE.fullmatch(relative):
        return relative
    return _name(iri)


def _name(iri: str) -> str:
    """Shorten an IRI by a prefix where that is safe."""
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    prefix = _NAMESPACES.get(iri[:cut])
    return f"{prefix}:{iri[cut:]}" if prefix and _LOCAL.fullmatch(iri, cut) else iri

"""Write a graph as RDF/XML: one description for each subject, in the order in which Turtle has them."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TextIO

from povgraph.errors import StoreError
from povgraph.graph.lines import Quad, clean, split, value_of
from povgraph.graph.turtle import reading_order
from povgraph.vocabulary import PREFIXES

_RDF = PREFIXES["rdf"]
# The longest end of an IRI that can be the name of an element: poverty-incidence in …#poverty-incidence
_ELEMENT = re.compile(r"[A-Za-z_\u4e00-\u9fff][A-Za-z0-9_.\u4e00-\u9fff-]*$")
# Names with a meaning of their own in the syntax.
_SYNTAX = frozenset(
    {"RDF", "Description", "ID", "about", "nodeID", "resource", "datatype", "parseType", "li"}
    | {"aboutEach", "aboutEachPrefix", "bagID"}
)
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})  # a bare CR would be read as LF
_ATTRIBUTE = {**_TEXT, ord('"'): "&quot;"}


def write_rdfxml(lines: Sequence[str], out: TextIO) -> None:
    """Write the union of all graphs in the lines.

    Raises:
        StoreError: a predicate or a value has no form in XML.
    """
    names = _names({split(line).predicate for line in lines})
    spaces = {**PREFIXES, **{name.partition(":")[0]: space for space, name in names.values()}}
    used = {name.partition(":")[0] for _, name in names.values()} | {"rdf"}
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF')
    for prefix in sorted(used):
        out.write(f'\n    xmlns:{prefix}="{spaces[prefix].translate(_ATTRIBUTE)}"')
    out.write(">\n")
    for subject, quads in groupby(map(split, reading_order(lines)), lambda quad: quad.subject):
        out.write(f"  <rdf:Description {_node('about', subject)}>\n")
        out.writelines(_properties(quads, names))
        out.write("  </rdf:Description>\n")
    out.write("</rdf:RDF>\n")


def _names(predicates: set[str]) -> dict[str, tuple[str, str]]:
    """Give each predicate its namespace and its prefixed name; unknown namespaces are numbered."""
    prefixes = {space: prefix for prefix, space in PREFIXES.items()}
    names = {}
    for predicate in sorted(predicates):
        iri = predicate[1:-1]
        match = _ELEMENT.search(iri)
        if match is None or match.start() == 0 or (iri[: match.start()] == _RDF and match[0] in _SYNTAX):
            raise StoreError(f"RDF/XML cannot hold the property {predicate}; export as turtle")
        space = iri[: match.start()]
        prefix = prefixes.setdefault(space, f"ns{len(prefixes) - len(PREFIXES) + 1}")
        names[predicate] = (space, f"{prefix}:{match[0]}")
    return names


def _properties(quads: Iterator[Quad], names: dict[str, tuple[str, str]]) -> Iterator[str]:
    last = ("", "")
    for quad in quads:
        if quad[1:3] != last:  # the same triple may stand in two graphs
            last = quad[1:3]
            yield f"    {_property(names[quad.predicate][1], quad.object)}\n"


def _property(name: str, value: str) -> str:
    if value[0] != '"':
        return f"<{name} {_node('resource', value)}/>"
    text, datatype, language = value_of(value)
    if clean(text) != text:
        raise StoreError(f"RDF/XML cannot hold the control characters of {value[:60]}; export as turtle")
    about = f' xml:lang="{language}"' if language else ""
    if datatype:
        about = f' rdf:datatype="{datatype.translate(_ATTRIBUTE)}"'
    return f"<{name}{about}>{text.translate(_TEXT)}</{name}>"


def _node(attribute: str, term: str) -> str:
    if term.startswith("_:"):
        return f'rdf:nodeID="{term[2:]}"'
    if term.startswith("<<"):
        raise StoreError(f"RDF/XML cannot hold the triple {term[:60]} as a value; export as turtle")
    return f'rdf:{attribute}="{term[1:-1].translate(_ATTRIBUTE)}"'

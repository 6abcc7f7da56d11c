"""The JSON-LD context, ``ontology/context.jsonld``, as its writer uses it: short keys for what is said.

What no key can hold is written in the general form, under a prefixed name or a whole IRI, so that nothing is lost.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from povgraph.errors import StoreError
from povgraph.graph.lines import value_of
from povgraph.resources import ontology_path
from povgraph.vocabulary import BASE, XSD

_ID_BASE = f"{BASE}id/"
_CANONICAL_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")  # exact as a number of JSON
_INTEGERS = frozenset((XSD.integer, XSD.nonNegativeInteger))
_NATIVE = {"true": True, "false": False}
_LOCAL = re.compile(r"[A-Za-z0-9_\u4e00-\u9fff][A-Za-z0-9_.\u4e00-\u9fff-]*")
_NOTATION = re.compile(r"[a-z][a-z0-9-]*")  # poor-population
_RELATIVE = re.compile(r"(?!.*//)(?!.*/\.{1,2}(?:/|$))[a-z-]+/[^?#:]*")  # place/220822/陆家村


@dataclass(frozen=True, slots=True)
class Term:
    """A key: the property that it stands for, and the values that it can hold in short.

    ``type`` is ``@language`` for texts by language, ``@id`` for references, ``@vocab`` for concepts by their notation,
    a datatype, or None. ``vocab`` begins the IRIs of the concepts; ``taken`` are notations that mean something else.
    """

    key: str
    iri: str
    type: str | None
    vocab: str
    taken: frozenset[str]

    def value(self, term: str) -> Any:
        """Write an object; None where the key cannot hold it."""
        if term[0] != '"':
            return self._reference(term)
        text, datatype, language = value_of(term)
        if self.type == "@language":
            return None if datatype else {language or "@none": text}
        if self.type is None:
            return general(term)
        if self.type != datatype:
            return None
        return int(text) if datatype in _INTEGERS and _CANONICAL_INTEGER.fullmatch(text) else text

    def _reference(self, term: str) -> Any:
        if self.type == "@id":
            return identifier(term)
        if self.type is None:
            return general(term)
        notation = term[1:-1].removeprefix(self.vocab)
        short = self.type == "@vocab" and _NOTATION.fullmatch(notation) and notation not in self.taken
        return notation if short else None


@cache
def context() -> dict[str, Any]:
    """Read the context.

    >>> context()["figures"]["@reverse"]
    'pov:about'
    """
    found: dict[str, Any] = json.loads(ontology_path("context.jsonld").read_text(encoding="utf-8"))["@context"]
    return found


@cache
def properties(nested: str = "") -> dict[str, Term]:
    """Give the key of each property, by its IRI, at the top or behind the key of what is nested.

    >>> properties()["http://www.w3.org/2000/01/rdf-schema#label"].key
    'label'
    """
    found = dict(properties()) if nested else {}
    keys = context().get(nested, {}).get("@context", {}) if nested else context()
    for key, meaning in keys.items():
        said = meaning if isinstance(meaning, dict) else {"@id": meaning}
        if ":" in str(said.get("@id")) and key not in _prefixes():
            own = said.get("@context", {})
            kind = said.get("@container") or said.get("@type")
            taken = frozenset(context()) - frozenset(own)
            iri = _whole(said["@id"])
            found[iri] = Term(key, iri, kind and _whole(kind), own.get("@vocab", ""), taken)
    return found


@cache
def _prefixes() -> dict[str, str]:
    return {key: iri for key, iri in context().items() if isinstance(iri, str) and iri[-1] in "#/" and key[0] != "@"}


@cache
def _spaces() -> dict[str, str]:
    return {space: prefix for prefix, space in _prefixes().items()}


@cache
def places() -> dict[str, int]:
    """Give the place of each key in the context, which is its place in an object."""
    return {key: place for place, key in enumerate(context())}


def _whole(name: str) -> str:
    prefix, _, local = name.partition(":")
    return _prefixes()[prefix] + local if prefix in _prefixes() else name


def general(term: str) -> Any:
    """Write an object so that it means the same behind any key without a type."""
    if term[0] != '"':
        return {"id": identifier(term)}
    text, datatype, language = value_of(term)
    if language:
        return {"@language": language, "@value": text}
    if datatype is None:
        return text
    if datatype == XSD.integer and _CANONICAL_INTEGER.fullmatch(text):
        return int(text)
    if datatype == XSD.boolean and text in _NATIVE:
        return _NATIVE[text]
    return {"@type": name(datatype), "@value": text}


def identifier(term: str) -> str:
    """Write an IRI or a blank node as a reference, relative to the base of povgraph's things where that is safe.

    Raises:
        StoreError: it is a triple, or an IRI that the context would read as another.
    """
    if term.startswith("_:"):
        return term
    if term.startswith("<<"):
        raise StoreError(f"JSON-LD cannot hold the triple {term[:60]} as a value; export as turtle")
    iri = term[1:-1]
    relative = iri[len(_ID_BASE) :]
    return relative if iri.startswith(_ID_BASE) and _RELATIVE.fullmatch(relative) else name(iri)


def name(iri: str) -> str:
    """Shorten an IRI to the key of a class or by a prefix, where that is safe.

    >>> name("https://w3id.org/povgraph/ontology#Place"), name("http://www.w3.org/ns/oa#exact")
    ('Place', 'oa:exact')

    Raises:
        StoreError: the context would read it as another.
    """
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    prefix, local = _spaces().get(iri[:cut]), iri[cut:]
    if prefix and _LOCAL.fullmatch(local):
        return local if context().get(local) == f"{prefix}:{local}" and local[0].isupper() else f"{prefix}:{local}"
    if iri.partition(":")[0] in _prefixes():
        raise StoreError(f"JSON-LD cannot hold <{iri[:60]}>, which begins like a prefix; export as turtle")
    return iri

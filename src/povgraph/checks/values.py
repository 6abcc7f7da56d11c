"""Tell of a single value that it is surely what a shape demands; of what is unusual, nothing is sure.

pyshacl has the last word on every value that is not sure, so these tests may be too strict, and never too lax.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode

from povgraph.vocabulary import PREFIXES

XSD = PREFIXES["xsd"]
RDF = PREFIXES["rdf"]
STRING, LANG_STRING = f"{XSD}string", f"{RDF}langString"

_INTEGER = re.compile(r"[+-]?[0-9]{1,40}", re.A)
_DECIMAL = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{1,40})?", re.A)
_DOUBLE = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{1,40})?([eE][+-]?[0-9]{1,2})?", re.A)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.A)
_DATE_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})?", re.A)
#: Their whitespace is collapsed by rdflib.
_COLLAPSED = {f"{XSD}normalizedString", f"{XSD}token"}
_NODE_KINDS = {
    NamedNode: {"IRI", "IRIOrLiteral", "BlankNodeOrIRI"},
    BlankNode: {"BlankNode", "BlankNodeOrIRI", "BlankNodeOrLiteral"},
    Literal: {"Literal", "IRIOrLiteral", "BlankNodeOrLiteral"},
}


def is_of_kind(term: Any, kind: str) -> bool:
    """Tell whether a term is of a node kind, which is given by its local name."""
    return kind in _NODE_KINDS[type(term)]


def text_of(term: Any) -> str | None:
    """Give the text that patterns and lengths are about; None for blank nodes, and where rdflib might change it."""
    if isinstance(term, NamedNode) or (isinstance(term, Literal) and term.datatype.value not in _COLLAPSED):
        return str(term.value)
    return None


def languages_of(term: Any) -> set[str]:
    """Give the language ranges that a text falls under: ``zh-Hans`` under ``zh-hans``, ``zh`` and ``*``."""
    language = term.language if isinstance(term, Literal) else None
    return {language.lower(), language.lower().partition("-")[0], "*"} if language else set()


def has_datatype(term: Any, datatype: str) -> bool:
    """Tell whether a term is surely a well-formed literal of a datatype."""
    if not isinstance(term, Literal) or term.datatype.value != datatype:
        return False
    if datatype in _WELL_FORMED:
        return _WELL_FORMED[datatype](term.value)
    return not datatype.startswith((XSD, RDF))  # of other datatypes rdflib knows nothing


def rank_of(term: Any) -> tuple[str, Any] | None:
    """Give what a value is compared by, and what it compares with; None where comparing is not sure.

    >>> rank_of(Literal("1.5", datatype=NamedNode(XSD + "decimal")))
    ('number', Decimal('1.5'))
    """
    return _rank(term.value, term.datatype.value) if isinstance(term, Literal) else None


@lru_cache(maxsize=100_000)
def _rank(text: str, datatype: str) -> tuple[str, Any] | None:
    if datatype in _NUMBERS and _NUMBERS[datatype].fullmatch(text):
        return "number", Decimal(text)
    if datatype == f"{XSD}date" and _is_date(text):
        return "date", date.fromisoformat(text)
    return None


def _matches(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.fullmatch(text) is not None


def _is_date(text: str) -> bool:
    return _DATE.fullmatch(text) is not None and _is_read_by(date.fromisoformat, text)


def _is_date_time(text: str) -> bool:
    return _DATE_TIME.fullmatch(text) is not None and _is_read_by(datetime.fromisoformat, text)


def _is_read_by(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True


def _always(_: str) -> bool:
    return True


_NUMBERS = {f"{XSD}integer": _INTEGER, f"{XSD}decimal": _DECIMAL}
_WELL_FORMED: dict[str, Callable[[str], bool]] = {
    STRING: _always,
    LANG_STRING: _always,
    f"{XSD}boolean": _matches(re.compile("true|false")),
    f"{XSD}integer": _matches(_INTEGER),
    f"{XSD}decimal": _matches(_DECIMAL),
    f"{XSD}double": _matches(_DOUBLE),
    f"{XSD}float": _matches(_DOUBLE),
    f"{XSD}date": _is_date,
    f"{XSD}dateTime": _is_date_time,
}

"""Short names of IRIs, for people: ``place/220822`` for a thing of the graph, ``indicator:…`` for a term."""

import re

from povgraph.vocabulary import BASE, PREFIXES

_THINGS = f"{BASE}id/"
_LONGEST_FIRST = sorted(PREFIXES.items(), key=lambda item: -len(item[1]))
_KIND = re.compile(r"[a-z-]+/[^\s]")  # place/220822
_PREFIXED = re.compile(r"([A-Za-z][\w-]*):(?!//)(.*)", re.DOTALL)  # indicator:poverty-incidence


def shorten(iri: str) -> str:
    """Give the short name of an IRI, or the IRI where it has none.

    >>> shorten("https://w3id.org/povgraph/id/place/220822/乌兰花镇")
    'place/220822/乌兰花镇'
    >>> shorten("https://w3id.org/povgraph/id/indicator/poverty-incidence")
    'indicator:poverty-incidence'
    """
    for prefix, start in _LONGEST_FIRST:
        rest = iri.removeprefix(start)
        if rest != iri and rest and not set(rest) & set("/#?"):
            return f"{prefix}:{rest}"
    return iri.removeprefix(_THINGS)


def expand(name: str) -> str:
    """Give the IRI that a short name stands for; anything else is given back, without ``<`` and ``>`` around it.

    >>> expand("place/220822"), expand("pov:about"), expand("通榆县")
    ('https://w3id.org/povgraph/id/place/220822', 'https://w3id.org/povgraph/ontology#about', '通榆县')
    """
    if name.startswith("<") and name.endswith(">"):
        return name[1:-1]
    prefixed = _PREFIXED.fullmatch(name)
    if prefixed and prefixed[1] in PREFIXES:
        return PREFIXES[prefixed[1]] + prefixed[2]
    return _THINGS + name if _KIND.match(name) else name

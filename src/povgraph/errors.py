"""The one tree of errors: bad input is raised as one of these; bad data is a finding, never an exception."""

from collections.abc import Iterable
from difflib import get_close_matches


class PovgraphError(Exception):
    """Something the user can act on. The message is one line: where, what, what is allowed."""


class SourceError(PovgraphError):
    """A report, or what stands beside it, cannot be read."""


class StatementsError(PovgraphError):
    """A statements file does not keep to its format."""


class ResourceError(PovgraphError):
    """A part of povgraph itself (ontology, queries, gazetteer, lexicon) is missing or broken."""


class QueryError(PovgraphError):
    """A query or a parameter of it cannot be used, or the query was stopped."""


class StoreError(PovgraphError):
    """A graph cannot be written, found, or trusted."""


def nearest(word: str, allowed: Iterable[str]) -> str:
    """Word the nearest match as a suffix for an error message, or nothing.

    >>> nearest("observation", ["observations", "places"])
    "; did you mean 'observations'?"
    >>> nearest("zzz", ["observations", "places"])
    ''
    """
    found = get_close_matches(word, list(allowed), n=1, cutoff=0.6)
    return f"; did you mean {found[0]!r}?" if found else ""

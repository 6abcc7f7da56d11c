"""Say in one line where a user's text stops being SPARQL, and why as far as that can be told."""

import re
from collections.abc import Sequence

from povgraph.errors import QueryError, nearest
from povgraph.queries.binding import BoundQuery
from povgraph.queries.stored import StoredQuery
from povgraph.queries.tokens import Token, form, position, tokenize
from povgraph.vocabulary import PREFIXES

_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected )?(.*)", re.DOTALL)  # error at 2:14: expected OPTIONAL
_ALTERNATIVE = re.compile(r"\[[^\]]*\](?:\.\.\])?|\"[^\"]*\"|[^,]+")  # ",", OPTIONAL, Prefix not found
_SHOWN = 60


def syntax_error(query: StoredQuery, bound: BoundQuery, message: str) -> QueryError:
    """Turn the engine's message about the bound text into one about the user's text."""
    where = "" if query.path == "-" else f"{query.path}: "
    known = _known_mistake(query.text, tokenize(query.text))
    found = _PLACE.match(message)
    if known or not found:
        return QueryError(f"{where}{known or ' '.join(message.split())}")
    line, column = _translated(query, bound, int(found[1]), int(found[2]))
    lines = query.text.splitlines() or [""]
    shown = lines[min(line, len(lines)) - 1].strip()
    shown = shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"
    return QueryError(f"{where}line {line}, column {column}: not SPARQL{_reason(found[3])}: {shown!r}")


def _translated(query: StoredQuery, bound: BoundQuery, line: int, column: int) -> tuple[int, int]:
    """Give the place in the user's text of a place in the bound text."""
    before = bound.text.split("\n")[: line - 1]
    offset = bound.origin(sum(len(one) + 1 for one in before) + column - 1)
    return query.text.count("\n", 0, offset) + 1, offset - query.text.rfind("\n", 0, offset)


def _known_mistake(text: str, tokens: Sequence[Token]) -> str:
    """Name the mistakes for which the engine has no words."""
    if not form(tokens):
        return f"{position(text, 0)}: a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE"
    declared = {token.text for token, before in zip(tokens[1:], tokens, strict=False) if before.is_word("PREFIX")}
    for token in tokens:
        prefix = token.text.partition(":")[0]
        if token.kind == "name" and prefix not in PREFIXES and prefix != "_" and f"{prefix}:" not in declared:
            return f"{position(text, token.start)}: unknown prefix '{prefix}:'{nearest(prefix, PREFIXES)}"
    return ""


def _reason(expected: str) -> str:
    """Keep the engine's sentences (``Prefix not found``); its lists of words rarely name the one that is missing."""
    alternatives = [part.strip() for part in _ALTERNATIVE.findall(expected.removeprefix("one of "))]
    sentences = [part for part in alternatives if re.fullmatch(r"[A-Z]\w*(?: \w+){2,}", part)]
    return f" ({'; '.join(sentences)})" if sentences else ""

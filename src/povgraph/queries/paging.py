"""Take a page of an answer: LIMIT and OFFSET are put into the query, so that the engine need not make the rest."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from povgraph.errors import QueryError
from povgraph.queries.stored import StoredQuery
from povgraph.queries.tokens import Token, tokenize


def page(query: StoredQuery, limit: int | None, offset: int = 0) -> StoredQuery:
    r"""Narrow a query to so many rows after so many; a LIMIT and OFFSET of its own are counted within.

    For CONSTRUCT and DESCRIBE they count matches of the WHERE clause, as SPARQL has it.

    >>> query = StoredQuery(name="q", path="-", text="SELECT * { ?s ?p ?o } LIMIT 50 OFFSET 10")
    >>> page(query, 100, 20).text
    'SELECT * { ?s ?p ?o }                   \nLIMIT 30 OFFSET 30'

    Raises:
        QueryError: the query is an ASK, which gives no rows.
    """
    if limit is None and not offset:
        return query
    if query.form == "ASK":
        raise QueryError("--limit and --offset are for rows; an ASK query gives true or false")
    tokens = tokenize(query.text)
    text, own = query.text, {}
    for word, number in _modifiers(tokens):
        own[word.text.upper()] = int(number.text)
        text = text[: word.start] + " " * (number.end - word.start) + text[number.end :]
    room = None if "LIMIT" not in own else max(own["LIMIT"] - offset, 0)
    rows = min((number for number in (limit, room) if number is not None), default=None)
    written = ("" if rows is None else f"LIMIT {rows} ") + f"OFFSET {own.get('OFFSET', 0) + offset}"
    at = next((token.start for token in _outside(tokens) if token.is_word("VALUES")), len(text))
    return replace(query, text=f"{text[:at]}\n{written}" + (f"\n{text[at:]}" if at < len(text) else ""))


def _outside(tokens: Sequence[Token]) -> list[Token]:
    """Give the tokens outside all brackets, where the modifiers of the query itself stand."""
    found, depth = [], 0
    for token in tokens:
        depth -= token.text in ("}", ")", "]")
        if not depth:
            found.append(token)
        depth += token.text in ("{", "(", "[")
    return found


def _modifiers(tokens: Sequence[Token]) -> list[tuple[Token, Token]]:
    pairs = pairwise(_outside(tokens))
    return [(word, number) for word, number in pairs if word.is_word("LIMIT", "OFFSET") and number.text.isdigit()]

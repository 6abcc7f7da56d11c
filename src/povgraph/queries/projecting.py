"""Have a query give a variable that it uses but does not show."""

from dataclasses import replace

from povgraph.queries.stored import StoredQuery
from povgraph.queries.tokens import tokenize


def project(query: StoredQuery, variable: str) -> StoredQuery:
    """Add a variable to the columns of a SELECT, as the last of them, unless it is one.

    >>> project(StoredQuery(name="q", path="-", text="SELECT ?name WHERE { ?x a ?name }", columns=("name",)), "x").text
    'SELECT ?name ?x WHERE { ?x a ?name }'
    """
    if not query.columns or variable in query.columns:  # a SELECT * gives all of them
        return query
    depth = 0
    for token in tokenize(query.text):
        if depth == 0 and (token.text == "{" or token.is_word("WHERE")):
            text = f"{query.text[: token.start]}?{variable} {query.text[token.start :]}"
            return replace(query, text=text, columns=(*query.columns, variable))
        depth += (token.text in ("{", "(")) - (token.text in ("}", ")"))
    return query

"""The parts that a query's WHERE clause is made of, each with the variables that it binds or uses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from povgraph.queries.tokens import Token

Kind = Literal["triple", "group", "union", "optional", "minus", "graph", "select", "filter", "bind", "values"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a group: a triple pattern, a clause, or a group within.

    ``text`` can be asked by itself inside ``{ }``; ``start`` is where it stands in the query. ``terms`` are subject,
    predicate and object of a triple pattern. ``parts`` are those of a group, a union's being its branches.
    """

    kind: Kind
    text: str
    start: int
    variables: frozenset[str]
    terms: tuple[str, ...] = ()
    parts: tuple["Part", ...] = ()
    single: bool = False  # gives one row at most, as `SELECT (COUNT(*) AS ?n) { … }` does

    def triples(self) -> Iterator["Part"]:
        """Give all triple patterns in it, in their order."""
        if self.kind == "triple":
            yield self
        for part in self.parts:
            yield from part.triples()


def triple(subject: str, predicate: str, value: str, start: int) -> Part:
    """Make a triple pattern of its terms as text; a blank node joins as a variable does."""
    terms = (subject, predicate, value)
    return Part(
        kind="triple",
        text=f"{' '.join(terms)} .",
        start=start,
        variables=frozenset(term[1:] for term in terms if term[0] in "?$" and term[1:])
        | frozenset(term for term in terms if term.startswith("_:")),
        terms=terms,
    )


def joined(tokens: Sequence[Token]) -> str:
    """Write tokens as they stand in the text, with a space where something stood between two."""
    text = tokens[0].text
    for token, before in zip(tokens[1:], tokens, strict=False):
        text += (" " if token.start > before.end else "") + token.text
    return text

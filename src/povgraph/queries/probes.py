"""Ask small questions about the parts of a query: does this match anything, how often, is there such a term?"""

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from povgraph.queries.parts import Part
from povgraph.queries.patterns import Query
from povgraph.queries.resolving import Ask, Term

#: The most matches that are counted: beyond it the number tells nothing more.
MOST = 1_000_000
_NAMES = 20_000


@dataclass(frozen=True, slots=True)
class Probe:
    """Asks about the parts of one query, with its prefixes, and the parameters bound to it."""

    query: Query
    ask: Ask
    bound: Part | None = None

    def matches(self, parts: Sequence[Part]) -> bool:
        """Tell whether parts match anything together."""
        rows = self.ask(f"{self.query.prologue} SELECT * {{ {self._joined(parts)} }} LIMIT 1")
        return any(True for _ in rows)

    def count(self, part: Part) -> int:
        """Count the matches of a part by itself, up to ``MOST``."""
        inner = f"SELECT * {{ {self._joined([part])} }} LIMIT {MOST}"
        rows = list(self.ask(f"{self.query.prologue} SELECT (COUNT(*) AS ?_count) {{ {{ {inner} }} }}"))
        found = rows[0][0] if rows else None
        return int(found.value) if isinstance(found, Literal) else 0

    def _joined(self, parts: Sequence[Part]) -> str:
        used = frozenset[str]().union(*(part.variables for part in parts))
        bound = [self.bound] if self.bound and self.bound not in parts and self.bound.variables & used else []
        return " ".join(part.text for part in (*bound, *parts))

    def term(self, text: str) -> Term | None:
        """Give the term that a piece of the query's text writes."""
        rows = list(self.ask(f"{self.query.prologue} SELECT (({text}) AS ?_term) {{ }}"))
        return rows[0][0] if rows else None

    def known(self, term: NamedNode) -> bool:
        """Tell whether an IRI stands anywhere in the graph."""
        places = (f"{term} ?_p ?_o", f"?_s {term} ?_o", f"?_s ?_p {term}")
        return any(any(True for _ in self.ask(f"SELECT * {{ {place} }} LIMIT 1")) for place in places)

    def neighbours(self, term: NamedNode, position: int) -> list[str]:
        """List the IRIs of a term's own namespace that stand as subject, predicate or object (0, 1, 2)."""
        space = term.value[: max(term.value.rfind("#"), term.value.rfind("/")) + 1]
        names = ["?_s", "?_p", "?_o"]
        names[position] = "?_t"
        within = f"FILTER(STRSTARTS(STR(?_t), {Literal(space)}))"
        rows = self.ask(f"SELECT DISTINCT ?_t {{ {' '.join(names)} {within} }} LIMIT {_NAMES}")
        return [row[0].value for row in rows if isinstance(row[0], NamedNode)]

    def values(self, triple: Part) -> list[Literal]:
        """List the literals that stand where a triple pattern has its object, other terms being as they are."""
        subject, predicate, _ = triple.terms
        inner = f"SELECT DISTINCT ?_t {{ {subject} {predicate} ?_t FILTER(ISLITERAL(?_t)) }} LIMIT {_NAMES}"
        return [row[0] for row in self.ask(f"{self.query.prologue} {inner}") if isinstance(row[0], Literal)]

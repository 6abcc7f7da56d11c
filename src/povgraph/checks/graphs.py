"""Give pyshacl the graph it expects: SPARQL answered by pyoxigraph, triples copied from a store or read out of it.

rdflib parses and plans each query anew, once for every focus node; pyoxigraph answers the same queries some hundred
times as fast. The reference engine copies the triples into rdflib's memory, since it asks for nearly all of them one
by one and each crossing costs more than a copy; the fast one asks for few and reads them from the store.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from pyoxigraph import BlankNode, NamedNode, Quad, QuerySolutions, Store, Variable
from pyoxigraph import Literal as StoreLiteral
from pyoxigraph import Triple as QuotedTriple
from rdflib import BNode, Graph, IdentifiedNode, Literal, URIRef
from rdflib import Variable as GraphVariable
from rdflib.plugins.stores.memory import Memory
from rdflib.query import Result
from rdflib.term import Node

from povgraph.errors import QueryError
from povgraph.queries.tokens import Token, check
from povgraph.vocabulary import graph_iri

Triple = tuple[Node, Node, Node]
StoreTerm = NamedNode | BlankNode | StoreLiteral

#: What counts rows or names graphs answers otherwise where a triple stands in several graphs.
_COUNTING = frozenset(
    ("GRAPH", "COUNT", "SUM", "AVG", "MIN", "MAX", "SAMPLE", "GROUP_CONCAT", "GROUP", "LIMIT", "OFFSET")
)


class UnionStore(Memory):
    """The union of a store's graphs, each triple once, as rdflib reads a store; only prefixes are kept in memory."""

    graph: Graph

    def __init__(self, source: Store) -> None:
        super().__init__()
        self._source, self._size = source, len(source)

    def triples(self, triple_pattern: Any, context: Any = None) -> Any:  # noqa: ARG002  there is one
        """Yield the triples of a pattern; a literal is the subject of none."""
        subject, predicate, value = (None if term is None else store_term(term) for term in triple_pattern)
        if isinstance(subject, StoreLiteral) or not isinstance(predicate, NamedNode | None):
            return
        for triple in dict.fromkeys(to_rdflib(self._source.quads_for_pattern(subject, predicate, value, None))):
            yield triple, iter((self.graph,))

    def __len__(self, context: Any = None) -> int:
        """Count the triples, those that stand in several graphs several times; pyshacl asks whether there are any."""
        return self._size


class StoreView(Graph):
    """The union of a store's graphs, read when it is asked for.

    ``foreign`` holds the subjects that only the ontology describes: what is said of them is not the data's fault.
    """

    def __init__(self, source: Store, store: Memory | None = None) -> None:
        super().__init__(store=UnionStore(source) if store is None else store)
        self._source = source
        self._whole: dict[str, bool] = {}
        self.foreign = {rdflib_term(node) for node in _foreign(source)}
        if isinstance(self.store, UnionStore):
            self.store.graph = self

    @cached_property
    def _merged(self) -> Store:
        """Copy the union: in a store's own union, a triple that stands in many graphs counts many times."""
        merged = Store()
        merged.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in self._source)
        return merged

    def query(self, query_object: Any, *args: Any, **options: Any) -> Result:
        """Run a SELECT of pyshacl, with its bindings; what else rdflib's method may be told means nothing here."""
        bindings = args[3] if len(args) > 3 else options.get("initBindings")
        text = str(query_object)
        if text not in self._whole:
            self._whole[text] = self._needs_whole(check(text))
        terms: dict[Any, Any] = {Variable(name): store_term(term) for name, term in (bindings or {}).items()}
        store, union = (self._merged, False) if self._whole[text] else (self._source, True)
        try:
            rows = store.query(text, substitutions=terms, use_default_graph_as_union=union)
        except RuntimeError as error:  # a variable to be bound that is not selected
            raise QueryError(str(error)) from error
        if not isinstance(rows, QuerySolutions):
            raise QueryError("sh:select must be a SELECT query")
        return _result(rows)

    def _needs_whole(self, tokens: list[Token]) -> bool:
        return counts(tokens)


class StoreCopy(StoreView):
    """The union of a store's graphs, copied into rdflib's memory."""

    def __init__(self, source: Store) -> None:
        super().__init__(source, Memory())
        for triple in to_rdflib(self._merged):
            self.store.add(triple, self)

    def _needs_whole(self, _: list[Token]) -> bool:
        return True


def counts(tokens: Sequence[Token]) -> bool:
    """Tell whether a query could answer otherwise where triples are doubled: it counts, cuts off or names graphs."""
    words = [token.text.upper() for token in tokens if token.kind == "word"]
    return words.count("SELECT") > 1 or not _COUNTING.isdisjoint(words)


def _foreign(store: Store) -> Iterator[Any]:
    ontology = NamedNode(graph_iri("ontology"))
    for node in {quad.subject for quad in store.quads_for_pattern(None, None, None, ontology)}:
        if all(quad.graph_name == ontology for quad in store.quads_for_pattern(node, None, None, None)):
            yield node


def _result(rows: QuerySolutions) -> Result:
    names = [variable.value for variable in rows.variables]
    result = Result("SELECT")
    result.vars = [GraphVariable(name) for name in names]
    result.bindings = [
        {GraphVariable(name): rdflib_term(value) for name, value in zip(names, row, strict=True) if value is not None}
        for row in rows
    ]
    return result


def to_rdflib(quads: Iterable[Quad]) -> Iterator[Triple]:
    """Turn quads into rdflib's triples; literals keep the form in which they are written."""
    known: dict[Any, Node] = {}
    for quad in quads:
        if isinstance(quad.object, QuotedTriple):
            continue  # RDF 1.2, which rdflib has no term for
        subject, predicate, value = quad.subject, quad.predicate, quad.object
        yield (
            known.get(subject) or known.setdefault(subject, rdflib_term(subject)),
            known.get(predicate) or known.setdefault(predicate, rdflib_term(predicate)),
            known.get(value) or known.setdefault(value, rdflib_term(value)),
        )


def rdflib_term(term: Any) -> IdentifiedNode | Literal:
    """Turn a term of the store into rdflib's."""
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return BNode(term.value)
    if term.language:
        return Literal(term.value, lang=term.language)
    datatype = term.datatype.value
    plain = datatype == "http://www.w3.org/2001/XMLSchema#string"
    return Literal(term.value, datatype=None if plain else URIRef(datatype), normalize=False)


def store_term(term: Any) -> StoreTerm:
    """Turn a term of rdflib into the store's.

    Raises:
        ValueError: an IRI or a language tag that the store does not take.
    """
    if isinstance(term, URIRef):
        return NamedNode(term)
    if isinstance(term, BNode):
        return BlankNode(term)
    if term.language:
        return StoreLiteral(term, language=term.language)
    return StoreLiteral(term, datatype=NamedNode(term.datatype) if term.datatype else None)

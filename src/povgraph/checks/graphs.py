"""Give pyshacl the graph it expects: triples in rdflib's memory, SPARQL answered by pyoxigraph.

rdflib parses and plans each query anew, once for every focus node; pyoxigraph answers the same queries some hundred
times as fast. The triples are copied, since pyshacl asks for them one by one and each crossing costs more than a copy.
The queries run over a copy too: in the union of named graphs a triple that stands in many of them counts many times.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any

from pyoxigraph import BlankNode, NamedNode, Quad, QuerySolutions, Store, Variable
from pyoxigraph import Literal as StoreLiteral
from pyoxigraph import Triple as QuotedTriple
from rdflib import BNode, Graph, IdentifiedNode, Literal, URIRef
from rdflib import Variable as GraphVariable
from rdflib.query import Result
from rdflib.term import Node

from povgraph.errors import QueryError
from povgraph.vocabulary import graph_iri

Triple = tuple[Node, Node, Node]


class StoreGraph(Graph):
    """A copy of the union of a store's graphs, whose queries run in the store.

    ``foreign`` holds the subjects that only the ontology describes: what is said of them is not the data's fault.
    """

    def __init__(self, store: Store, check: Callable[[str], object]) -> None:
        super().__init__()
        self._union = Store()
        self._check = check
        self._checked: set[str] = set()
        self.foreign: set[Node] = set()
        self._fill(store)

    def _fill(self, store: Store) -> None:
        ontology = NamedNode(graph_iri("ontology"))
        quads = [*store.quads_for_pattern(None, None, None, ontology)]
        rest = [quad for quad in store if quad.graph_name != ontology]
        self._union.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in chain(quads, rest))
        for triple in to_rdflib(self._union):
            self.store.add(triple, self)
        own = {quad.subject for quad in rest}
        self.foreign = {_term(quad.subject) for quad in quads if quad.subject not in own}

    def query(self, query_object: Any, *args: Any, **options: Any) -> Result:
        """Run a SELECT of pyshacl, with its bindings; what else rdflib's method may be told means nothing here."""
        bindings = args[3] if len(args) > 3 else options.get("initBindings")
        text = str(query_object)
        if text not in self._checked:
            self._check(text)
            self._checked.add(text)
        terms: dict[Any, Any] = {Variable(name): _store_term(term) for name, term in (bindings or {}).items()}
        rows = self._union.query(text, substitutions=terms)
        if not isinstance(rows, QuerySolutions):
            raise QueryError("sh:select must be a SELECT query")
        return _result(rows)


def _result(rows: QuerySolutions) -> Result:
    names = [variable.value for variable in rows.variables]
    result = Result("SELECT")
    result.vars = [GraphVariable(name) for name in names]
    result.bindings = [
        {GraphVariable(name): _term(value) for name, value in zip(names, row, strict=True) if value is not None}
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
            known.get(subject) or known.setdefault(subject, _term(subject)),
            known.get(predicate) or known.setdefault(predicate, _term(predicate)),
            known.get(value) or known.setdefault(value, _term(value)),
        )


def _term(term: Any) -> IdentifiedNode | Literal:
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return BNode(term.value)
    if term.language:
        return Literal(term.value, lang=term.language)
    datatype = term.datatype.value
    plain = datatype == "http://www.w3.org/2001/XMLSchema#string"
    return Literal(term.value, datatype=None if plain else URIRef(datatype), normalize=False)


def _store_term(term: Any) -> NamedNode | BlankNode | StoreLiteral:
    if isinstance(term, URIRef):
        return NamedNode(term)
    if isinstance(term, BNode):
        return BlankNode(term)
    if term.language:
        return StoreLiteral(term, language=term.language)
    return StoreLiteral(term, datatype=NamedNode(term.datatype) if term.datatype else None)

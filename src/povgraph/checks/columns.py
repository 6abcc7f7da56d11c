"""Read from a store, for many nodes at once, what SHACL asks for: the nodes of a class, the values of a path."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Any

from pyoxigraph import Literal, NamedNode, Store, Triple

Pair = tuple[Any, Any]

_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_SUBCLASS = NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")


class Column:
    """The values that many nodes have for one path, each value once.

    ``first`` holds one value of every node, ``more`` all values of those that have several.
    """

    def __init__(self, pairs: Iterable[Pair]) -> None:
        self.first: dict[Any, Any] = {}
        self.more: dict[Any, set[Any]] = {}
        for node, value in pairs:
            first = self.first.setdefault(node, value)
            if first is not value and first != value:
                self.more.setdefault(node, {first}).add(value)

    def of(self, node: Any) -> Collection[Any]:
        """Give the values of a node."""
        if node in self.more:
            return self.more[node]
        return (self.first[node],) if node in self.first else ()

    @cached_property
    def distinct(self) -> set[Any]:
        """All values of all nodes."""
        return set(self.first.values()).union(*self.more.values())

    def pairs(self) -> Iterator[Pair]:
        """Yield each node with each of its values."""
        return ((node, value) for node in self.first for value in self.of(node))

    def having(self, values: AbstractSet[Any], among: AbstractSet[Any]) -> set[Any]:
        """Choose the nodes that have one of these values."""
        return {node for node in among if not values.isdisjoint(self.of(node))} if values else set()


class Columns:
    """The union of a store's graphs by predicate, for those predicates that are asked for."""

    def __init__(self, store: Store, predicates: AbstractSet[NamedNode]) -> None:
        self._columns = _read(store, {*predicates, _TYPE, _SUBCLASS})
        self._inverses: dict[NamedNode, Column] = {}
        self._instances: dict[Any, AbstractSet[Any]] = {}

    def column(self, predicate: NamedNode) -> Column:
        """Give the values of a predicate."""
        return self._columns[predicate]

    def inverse(self, predicate: NamedNode) -> Column:
        """Give the nodes that point to each node with a predicate."""
        if predicate not in self._inverses:
            self._inverses[predicate] = Column((value, node) for node, value in self.column(predicate).pairs())
        return self._inverses[predicate]

    def instances(self, name: Any) -> AbstractSet[Any]:
        """Give the nodes of a class and of all classes below it."""
        if name not in self._instances:
            typed = self.inverse(_TYPE)
            self._instances[name] = {node for one in self.below(name) for node in typed.of(one)}
        return self._instances[name]

    def below(self, name: Any) -> list[Any]:
        """List a class with all classes below it; they may run in a circle."""
        found = {name: None}
        waiting = [name]
        while waiting:
            lower = [one for one in self.inverse(_SUBCLASS).of(waiting.pop()) if one not in found]
            found |= dict.fromkeys(lower)
            waiting += lower
        return list(found)


def _read(store: Store, predicates: AbstractSet[NamedNode]) -> dict[NamedNode, Column]:
    """Read columns in one loop, with few calls, since a graph has millions of triples; equal terms become one."""
    columns = {predicate: Column(()) for predicate in predicates}
    terms: dict[Any, Any] = {}
    for quad in store:
        column = columns.get(quad.predicate)
        value: Any = quad.object
        kind = type(value)
        if column is None or kind is Triple:  # RDF 1.2, of which rdflib knows nothing
            continue
        if kind is Literal and value.direction:
            value = Literal(value.value, language=value.language)
        node = terms.setdefault(quad.subject, quad.subject)
        value = terms.setdefault(value, value)
        known = column.first.setdefault(node, value)
        if known is not value:
            column.more.setdefault(node, {known}).add(value)
    return columns


def chain(columns: Sequence[Column]) -> Column:
    """Follow paths one after the other."""
    if len(columns) == 1:
        return columns[0]
    head, tail = columns[0], chain(columns[1:])
    return Column((node, value) for node, middle in head.pairs() for value in tail.of(middle))


def either(columns: Sequence[Column]) -> Column:
    """Follow any of several paths."""
    return Column(pair for column in columns for pair in column.pairs())

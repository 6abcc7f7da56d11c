"""Read what a shape says, strictly: what is not as it usually is, only pyshacl may interpret."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode
from rdflib import RDF, XSD, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from povgraph.checks.graphs import store_term
from povgraph.checks.results import SH


class UncoveredError(Exception):
    """A shape says something of which only pyshacl can tell what it means."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """The values that a shape has for one property of ``sh:``."""

    shapes: Graph
    shape: Node
    values: tuple[Node, ...]

    @classmethod
    def of(cls, shapes: Graph, shape: Node, name: str) -> "Parameters":
        """Read a property, which is given by its local name."""
        return cls(shapes, shape, tuple(shapes.objects(shape, URIRef(SH + name))))

    def beside(self, name: str) -> "Parameters":
        """Read another property of the same shape."""
        return Parameters.of(self.shapes, self.shape, name)

    @property
    def only(self) -> Node:
        """Give the one value that there may be."""
        if len(self.values) != 1:
            raise UncoveredError
        return self.values[0]

    @property
    def count(self) -> int:
        """Give the one value, a whole number."""
        value = self.only
        if not isinstance(value, Literal) or value.datatype != XSD.integer or not isinstance(value.value, int):
            raise UncoveredError
        if value.value < 0:
            raise UncoveredError
        return value.value

    @property
    def is_true(self) -> bool:
        """Tell whether the one value is true."""
        value = self.only
        if not isinstance(value, Literal) or not isinstance(value.value, bool):
            raise UncoveredError
        return value.value

    @property
    def strings(self) -> list[str]:
        """Give the values, which are plain strings."""
        return [string(value) for value in self.values]

    @property
    def terms(self) -> list[Any]:
        """Give the values as terms of the store."""
        return [store_term(value) for value in self.values]

    @property
    def names(self) -> list[NamedNode]:
        """Give the values, which are classes or predicates."""
        return [named(value) for value in self.values]

    def lists(self) -> Iterator[list[Node]]:
        """Yield the members of each value, which is a list."""
        for value in self.values:
            if value != RDF.nil and (value, RDF.first, None) not in self.shapes:
                raise UncoveredError
            yield list(Collection(self.shapes, value))


def string(value: Node) -> str:
    """Give the text of a plain string."""
    if not isinstance(value, Literal) or value.language or value.datatype not in (None, XSD.string):
        raise UncoveredError
    return str(value)


def named(value: Node) -> NamedNode:
    """Give a class or predicate as the store has it."""
    if not isinstance(value, URIRef):
        raise UncoveredError
    return NamedNode(value)

"""Find, for many nodes at once, those that a shape may find fault with, so that pyshacl need only look at these.

A node is passed over only where it surely conforms; whatever is unusual makes it a suspect. So pyshacl alone decides
what a fault is and words it, and the results are the same as if it had looked at all nodes.
"""

import re
from collections.abc import Container, Sequence
from typing import Any

from pyoxigraph import NamedNode, Store
from rdflib import OWL, RDF, RDFS, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from povgraph.checks.columns import Column, Columns, chain, either
from povgraph.checks.components import OF_NODES, OF_VALUES, Nodes
from povgraph.checks.graphs import rdflib_term
from povgraph.checks.parameters import Parameters, UncoveredError, named
from povgraph.checks.results import SH
from povgraph.checks.selects import find_by_select

_TARGETS = ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf")
_SILENT = {"path", "flags", "name", "description", "message", "severity", "order", "group", "defaultValue", *_TARGETS}
_OF_SHAPES = ("node", "property", "and", "or")
_KINDS = {"NodeShape", "PropertyShape"}
_DEEPEST = 5


def narrow(store: Store, shapes: Graph, about: Container[str] | None = None) -> tuple[Graph, list[Node]]:
    """Copy shapes so that each targets its suspects only, of those in ``about``; list the shapes left as they are.

    A shape that is a blank node is left, since results about it show all that is said in it.
    """
    suspects = Suspects(store, shapes)
    narrowed, left = Graph(), []
    narrowed += shapes
    for shape in suspects.targeting():
        try:
            found = suspects.of(shape)
        except UncoveredError:
            left.append(shape)
            continue
        for target in _TARGETS:
            narrowed.remove((shape, URIRef(SH + target), None))
        for kind in suspects.classes_of(shape):
            narrowed.remove((shape, RDF.type, kind))
        for node in (one for one in found if about is None or getattr(one, "value", None) in about):
            narrowed.add((shape, URIRef(SH + "targetNode"), rdflib_term(node)))
    return narrowed, left


class Suspects:
    """The nodes of a store that may break the shapes of a graph."""

    def __init__(self, store: Store, shapes: Graph) -> None:
        self._store, self._shapes = store, shapes
        self._columns = Columns(store, {NamedNode(node) for node in shapes.objects() if isinstance(node, URIRef)})
        self._classes = {OWL.Class, RDFS.Class, *shapes.subjects(RDFS.subClassOf, RDFS.Class)}
        self._custom = (None, URIRef(SH + "parameter"), None) in shapes

    def targeting(self) -> list[Node]:
        """List the shapes that have targets."""
        found = {shape for target in _TARGETS for shape in self._shapes.subjects(URIRef(SH + target))}
        typed = {shape for kind in _KINDS for shape in self._shapes.subjects(RDF.type, URIRef(SH + kind))}
        return sorted(found | {shape for shape in typed if self.classes_of(shape)}, key=str)

    def classes_of(self, shape: Node) -> list[Node]:
        """List the types of a shape that make it a class, and so a target of its own."""
        return [kind for kind in self._shapes.objects(shape, RDF.type) if kind in self._classes]

    def of(self, shape: Node) -> Nodes:
        """Give the suspects among the nodes that a shape targets.

        Raises:
            UncoveredError: only pyshacl can tell.
        """
        if isinstance(shape, BNode):
            raise UncoveredError
        try:
            focus = self._focus(shape)
            found = self._among(shape, focus)
            for constraint in self._all(shape, "sparql").values if focus else ():
                found |= find_by_select(self._store, self._shapes, shape, self._patterns(shape), constraint)
            return found.union(self._all(shape, "targetNode").terms)
        except (ValueError, re.error) as error:  # a term that the store refuses, a list or a pattern that is none
            raise UncoveredError from error

    def _all(self, shape: Node, name: str) -> Parameters:
        return Parameters.of(self._shapes, shape, name)

    def _target_classes(self, shape: Node) -> list[NamedNode]:
        return self._all(shape, "targetClass").names + ([named(shape)] if self.classes_of(shape) else [])

    def _focus(self, shape: Node) -> set[Any]:
        """Give the nodes that a shape targets, but for single ones, which are always suspects."""
        found: set[Any] = set()
        for one in self._target_classes(shape):
            found |= self._columns.instances(one)
        for predicate in self._all(shape, "targetSubjectsOf").names:
            found.update(self._columns.column(predicate).first)
        for predicate in self._all(shape, "targetObjectsOf").names:
            found |= self._columns.column(predicate).distinct
        return found

    def _patterns(self, shape: Node) -> str:
        """Write the same targets as patterns that bind ``$this``."""
        below = [str(one) for top in self._target_classes(shape) for one in self._columns.below(top)]
        if any(one.startswith("_:") for one in below):
            raise UncoveredError
        found = [f"VALUES ?povgraphClass {{ {' '.join(below)} }} $this a ?povgraphClass ."] if below else []
        found += [f"$this {one} ?povgraphValue ." for one in self._all(shape, "targetSubjectsOf").names]
        found += [f"?povgraphNode {one} $this ." for one in self._all(shape, "targetObjectsOf").names]
        return found[0] if len(found) == 1 else " UNION ".join(f"{{ {one} }}" for one in found)

    def _among(self, shape: Node, focus: set[Any], within: tuple[Node, ...] = ()) -> set[Any]:
        """Give the suspects among some nodes, but for those of the shape's own SPARQL constraints."""
        if shape in within or isinstance(shape, Literal):
            raise UncoveredError
        said = self._said(shape, nested=bool(within))
        column = self._values(shape, focus)
        found: set[Any] = set()
        for component in said:
            parameters = self._all(shape, component)
            if component in OF_NODES:
                found |= OF_NODES[component](focus, column, parameters, self._columns)
            elif component in OF_VALUES:
                found |= column.having(OF_VALUES[component](column.distinct, parameters, self._columns), focus)
            else:
                found |= column.having(self._of_shapes(component, column.distinct, parameters, (*within, shape)), focus)
        return found

    def _said(self, shape: Node, nested: bool) -> set[str]:
        """Name the components of a shape, all of them known ones."""
        names = {str(predicate) for predicate, _ in self._shapes.predicate_objects(shape)}
        found = {one.removeprefix(SH) for one in names if one.startswith(SH)} - _SILENT
        paths = len(self._all(shape, "path").values)
        kinds = {str(kind).removeprefix(SH) for kind in self._shapes.objects(shape, RDF.type)} & _KINDS
        known = {*OF_VALUES, *_OF_SHAPES, *(OF_NODES if paths else ()), *(() if nested else ("sparql",))}
        fitting = kinds <= {"PropertyShape" if paths else "NodeShape"}
        if self._custom or paths > 1 or not fitting or not found <= known:
            raise UncoveredError
        return found - {"sparql"}

    def _of_shapes(self, component: str, values: set[Any], parameters: Parameters, within: tuple[Node, ...]) -> Nodes:
        """Give the values that may break a shape which all of them must conform to, or one of several."""
        if component in ("and", "or"):
            found = [[self._among(one, values, within) for one in members] for members in parameters.lists()]
            join = set[Any].intersection if component == "or" else set[Any].union
            return set[Any]().union(*(join(*sets) for sets in found))
        if any(bool(self._all(one, "path").values) != (component == "property") for one in parameters.values):
            raise UncoveredError
        return set[Any]().union(*(self._among(one, values, within) for one in parameters.values))

    def _values(self, shape: Node, focus: set[Any]) -> Column:
        paths = self._all(shape, "path").values
        return self._follow(paths[0]) if paths else Column((node, node) for node in focus)

    def _follow(self, path: Node, depth: int = 0) -> Column:
        """Give the values of a path: a predicate, the inverse of one, a sequence or a choice."""
        if isinstance(path, URIRef):
            return self._columns.column(named(path))
        said = {str(predicate): value for predicate, value in self._shapes.predicate_objects(path)}
        if depth == _DEEPEST:
            raise UncoveredError
        if said.keys() == {str(RDF.first), str(RDF.rest)}:
            return chain(self._steps(path, depth))
        if said.keys() == {f"{SH}inversePath"}:
            return self._columns.inverse(named(said[f"{SH}inversePath"]))
        if said.keys() == {f"{SH}alternativePath"}:
            return either(self._steps(said[f"{SH}alternativePath"], depth))
        raise UncoveredError

    def _steps(self, listed: Node, depth: int) -> Sequence[Column]:
        (members,) = Parameters(self._shapes, listed, (listed,)).lists()
        if not 2 <= len(members) <= _DEEPEST:
            raise UncoveredError
        return [self._follow(member, depth + 1) for member in members]

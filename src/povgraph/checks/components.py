"""The constraint components of SHACL Core that can be asked for many nodes at once.

Each tells what may break it, and passes over only what surely does not.
"""

import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from operator import ge, gt, le, lt
from typing import Any

from pyoxigraph import BlankNode

from povgraph.checks.columns import Column, Columns
from povgraph.checks.parameters import Parameters, UncoveredError, string
from povgraph.checks.results import SH
from povgraph.checks.values import has_datatype, is_of_kind, languages_of, rank_of, text_of

Nodes = AbstractSet[Any]
Compare = Callable[[Any, Any], bool]
#: Gives those values that may break what every single value must be.
OfValues = Callable[[Nodes, Parameters, Columns], Nodes]
#: Gives those nodes whose values may break what they must be together.
OfNodes = Callable[[set[Any], Column, Parameters, Columns], Nodes]


def _class(values: Nodes, parameters: Parameters, columns: Columns) -> Nodes:
    wanted = [columns.instances(name) for name in parameters.names]
    return {value for value in values if not all(value in instances for instances in wanted)}


def _in(values: Nodes, parameters: Parameters, _: Columns) -> Nodes:
    (allowed,) = Parameters(parameters.shapes, parameters.shape, (parameters.only,)).lists()
    terms = Parameters(parameters.shapes, parameters.shape, tuple(allowed)).terms
    return values - set(terms)


def _node_kind(values: Nodes, parameters: Parameters, _: Columns) -> Nodes:
    kind = str(parameters.only).removeprefix(SH)
    return {value for value in values if not is_of_kind(value, kind)}


def _datatype(values: Nodes, parameters: Parameters, _: Columns) -> Nodes:
    datatype = str(parameters.only)
    return {value for value in values if not has_datatype(value, datatype)}


def _pattern(values: Nodes, parameters: Parameters, _: Columns) -> Nodes:
    flags = parameters.beside("flags").strings
    if len(flags) > 1:
        raise UncoveredError
    known = {"i": re.I, "m": re.M}
    given = sum(flag for letter, flag in known.items() if flags and letter in flags[0].lower())
    searches = [re.compile(pattern, given).search for pattern in parameters.strings]
    return {value for value in values if (text := text_of(value)) is None or not all(s(text) for s in searches)}


def _length(holds: Compare) -> OfValues:
    def broken(values: Nodes, parameters: Parameters, _: Columns) -> Nodes:
        bound = parameters.count
        return {value for value in values if (text := text_of(value)) is None or not holds(len(text), bound)}

    return broken


def _language_in(values: Nodes, parameters: Parameters, _: Columns) -> Nodes:
    (members,) = parameters.lists()
    ranges = {string(member).lower() for member in members}
    return {value for value in values if ranges.isdisjoint(languages_of(value))}


def _range(holds: Compare) -> OfValues:
    def broken(values: Nodes, parameters: Parameters, _: Columns) -> Nodes:
        bounds = parameters.terms
        if not all(map(rank_of, bounds)):
            raise UncoveredError
        return {value for value in values if not all(_stand(holds, value, bound) for bound in bounds)}

    return broken


def _min_count(focus: set[Any], column: Column, parameters: Parameters, _: Columns) -> Nodes:
    least = parameters.count
    if least <= 1:
        return focus.difference(column.first) if least else set()
    return {node for node in focus if len(column.of(node)) < least}


def _max_count(focus: set[Any], column: Column, parameters: Parameters, _: Columns) -> Nodes:
    most = parameters.count
    if most == 0:
        return focus.intersection(column.first)
    return {node for node in focus.intersection(column.more) if len(column.more[node]) > most}


def _unique_lang(focus: set[Any], column: Column, parameters: Parameters, _: Columns) -> Nodes:
    if not parameters.is_true:
        return set()
    return {node for node in focus.intersection(column.more) if _share_language(column.more[node])}


def _has_value(focus: set[Any], column: Column, parameters: Parameters, _: Columns) -> Nodes:
    wanted = parameters.terms
    return {node for node in focus if not all(term in column.of(node) for term in wanted)}


def _equals(focus: set[Any], column: Column, parameters: Parameters, columns: Columns) -> Nodes:
    others = [columns.column(name) for name in parameters.names]
    return {node for node in focus if any(set(column.of(node)) != set(other.of(node)) for other in others)}


def _disjoint(focus: set[Any], column: Column, parameters: Parameters, columns: Columns) -> Nodes:
    others = [columns.column(name) for name in parameters.names]
    return {node for node in focus if not all(set(column.of(node)).isdisjoint(other.of(node)) for other in others)}


def _order(holds: Compare) -> OfNodes:
    def broken(focus: set[Any], column: Column, parameters: Parameters, columns: Columns) -> Nodes:
        others = [columns.column(name) for name in parameters.names]
        return {node for node in focus if not all(_stand_all(holds, column, other, node) for other in others)}

    return broken


def _stand_all(holds: Compare, column: Column, other: Column, node: Any) -> bool:
    values = column.of(node)
    if any(isinstance(value, BlankNode) for value in values):  # pyshacl gives up on these
        return False
    return all(_stand(holds, one, high) for high in other.of(node) for one in values)


def _stand(holds: Compare, one: Any, other: Any) -> bool:
    first, second = rank_of(one), rank_of(other)
    return first is not None and second is not None and first[0] == second[0] and holds(first[1], second[1])


def _share_language(values: Nodes) -> bool:
    tags = [language.lower() for value in values if (language := getattr(value, "language", None))]
    return len(tags) > len(set(tags))


OF_VALUES: dict[str, OfValues] = {
    "class": _class,
    "in": _in,
    "nodeKind": _node_kind,
    "datatype": _datatype,
    "pattern": _pattern,
    "minLength": _length(ge),
    "maxLength": _length(le),
    "languageIn": _language_in,
    "minInclusive": _range(ge),
    "minExclusive": _range(gt),
    "maxInclusive": _range(le),
    "maxExclusive": _range(lt),
}
OF_NODES: dict[str, OfNodes] = {
    "minCount": _min_count,
    "maxCount": _max_count,
    "uniqueLang": _unique_lang,
    "hasValue": _has_value,
    "equals": _equals,
    "disjoint": _disjoint,
    "lessThan": _order(lt),
    "lessThanOrEquals": _order(le),
}

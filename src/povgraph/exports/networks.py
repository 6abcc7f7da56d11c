"""The graph as a network: entities, reports and outcomes as nodes, what connects them as edges.

Figures are no nodes, since they connect nothing; an ``about`` edge counts them. Each edge carries the words
that say it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from povgraph.exports.contents import Content
from povgraph.exports.records import Record, records, typed

#: The attributes of nodes and edges beside label and kind, with their types. All are absent where nothing is said.
NODE_ATTRIBUTES = {"type": "string", "code": "string", "latitude": "double", "longitude": "double"}
EDGE_ATTRIBUTES = {"statement": "string", "quote": "string", "report": "string", "line": "integer"}

Attributes = dict[str, str | int | float]

#: The tables that say more of entities: the column that tells the type of each.
_TYPES = {"places": "level", "people": "role", "organizations": "kind", "programmes": "measure"}
_STATEMENTS = ("mentions", "outcomes", "observations")


@dataclass(frozen=True, slots=True)
class Node:
    """A thing. ``kind`` is place, person, organization, programme, subject, report or outcome; ``id`` its IRI."""

    id: str
    label: str
    kind: str
    attributes: Attributes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edge:
    """A directed relation. ``kind`` is within, place, post, outcome or about.

    ``weight`` is the number of statements that make it.
    """

    source: str
    target: str
    kind: str
    label: str
    weight: int = 1
    attributes: Attributes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes and edges, in an order that follows from the graph alone; every edge ends in nodes."""

    nodes: list[Node]
    edges: list[Edge]


def network(content: Content) -> Network:
    """Make the network of a graph."""
    found = {name: list(records(content, name)) for name in ("entities", "reports", "posts", *_TYPES, *_STATEMENTS)}
    nodes = {node.id: node for node in _nodes(found)}
    edges = list(_edges(found))
    for edge in edges:
        for end in (edge.source, edge.target):
            nodes.setdefault(end, Node(end, end, "other"))  # a stranger's graph may say nothing of it
    return Network(list(nodes.values()), edges)


def _nodes(found: dict[str, list[Record]]) -> Iterator[Node]:
    more = {next(iter(row.values())): _more(row, table) for table in _TYPES for row in found[table]}
    for row in found["reports"]:
        yield Node(row["report"], row["title"] or row["identifier"] or row["report"], "report")
    for row in found["entities"]:
        yield Node(row["entity"], row["name"] or row["entity"], row["kind"], more.get(row["entity"], {}))
    for row in found["outcomes"]:
        yield Node(row["outcome"], row["name"] or row["kind"], "outcome", {"type": row["kind"]})


def _more(row: Record, table: str) -> Attributes:
    kind = row[_TYPES[table]]
    return {**({"type": kind} if kind else {}), **_chosen(row, table, NODE_ATTRIBUTES)}


def _chosen(row: Record, table: str, attributes: dict[str, str]) -> Attributes:
    """Take from a row what the attributes have room for: no text where a number belongs."""
    told = typed(row, table)
    return {
        name: told[name]
        for name, kind in attributes.items()
        if name in told and (kind == "string" or not isinstance(told[name], str))
    }


def _edges(found: dict[str, list[Record]]) -> Iterator[Edge]:
    for row in found["places"]:
        if row["within"]:
            yield Edge(row["place"], row["within"], "within", "within")
    for table, key in (("organizations", "organization"), ("programmes", "programme")):
        for row in found[table]:
            if row["place"]:
                yield Edge(row[key], row["place"], "place", "place", attributes=_said(row, table))
    for row in found["posts"]:
        if row["held_in"]:
            said = _said(row, "posts", "holding")
            yield Edge(row["person"], row["held_in"], "post", row["post"] or "post", attributes=said)
    for row in found["outcomes"]:
        said = _said(row, "outcomes", "outcome")
        yield Edge(row["outcome"], row["about"], "outcome", row["kind"], attributes=said)
    yield from _about((row, table) for table in _STATEMENTS for row in found[table])


def _about(rows: Iterable[tuple[Record, str]]) -> Iterator[Edge]:
    """Yield an edge from each report to each thing that it speaks of, with the first words that do."""
    said: dict[tuple[str, str], list[tuple[Record, str]]] = {}
    for row, table in rows:
        said.setdefault((row["report"], row["about"]), []).append((row, table))
    for (report, thing), members in said.items():
        yield Edge(report, thing, "about", "about", len(members), _said(*members[0]))


def _said(row: Record, table: str, key: str = "") -> Attributes:
    statement: Attributes = {"statement": row[key]} if key else {}
    return {**statement, **_chosen(row, table, EDGE_ATTRIBUTES)}

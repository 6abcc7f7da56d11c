"""Find in the lines of a graph whom they call private, whom public, and by which names each report knows them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from povgraph.graph.lines import split, value_of
from povgraph.vocabulary import BASE, OA, ORG, POV, PROV, RDF, RDFS, concept_iri

_PRIVATE = f"<{concept_iri('role', 'private')}>"
_LABEL, _TYPE = f"<{RDFS.label}>", f"<{RDF.type}>"
_PERSON, _ROLE, _LEVEL = f"<{POV.Person}>", f"<{POV.role}>", f"<{POV.level}>"
_MEMBER, _POST = f"<{ORG.member}>", f"<{POV.post}>"
_EXACT, _FROM, _MEANT = f"<{OA.exact}>", f"<{PROV.wasDerivedFrom}>", f"<{POV.shouldBe}>"
_STATEMENTS = tuple(f"<{BASE}id/{kind}/" for kind in ("anomaly", "post-holding", "evidence"))

#: A person, or a name, in the graph of a report: graph, name.
Said = tuple[str, str]


@dataclass(frozen=True, slots=True)
class People:
    """Who is named where. Nodes and graphs are written as in a line; names are as the labels have them.

    ``private`` and ``public`` are the labels of persons by node, each with its graph; whoever any report calls an
    official or an author is public. ``posts`` are the titles of posts by person; ``places`` are names of places;
    ``garbled`` are broken passages with what was meant, by graph; ``homes`` are the graphs that say something of a
    node.
    """

    private: Mapping[str, frozenset[Said]]
    public: Mapping[str, frozenset[Said]]
    posts: Mapping[str, frozenset[str]]
    places: frozenset[str]
    garbled: frozenset[tuple[str, str, str]]
    homes: Mapping[str, frozenset[str]]


@dataclass(slots=True)
class _Reading:
    """What has been read so far; each list holds pairs of subject and value."""

    persons: set[str] = field(default_factory=set)
    open_roles: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    labels: dict[str, set[Said]] = field(default_factory=dict)
    homes: dict[str, set[str]] = field(default_factory=dict)
    values: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    meant: set[tuple[str, str, str]] = field(default_factory=set)

    def take(self, line: str) -> None:
        """Read one line."""
        quad = split(line)
        subject, predicate, value = quad[:3]
        self.homes.setdefault(subject, set()).add(quad.graph)
        if predicate == _LABEL:
            self.labels.setdefault(subject, set()).add((quad.graph, value_of(value)[0]))
        elif predicate == _TYPE and value == _PERSON:
            self.persons.add(subject)
        elif predicate == _ROLE and value != _PRIVATE:
            self.open_roles.add(subject)
        elif predicate == _LEVEL:
            self.places.add(subject)
        elif predicate == _MEANT:
            self.meant.add((quad.graph, subject, value_of(value)[0]))
        elif predicate in (_MEMBER, _POST, _EXACT, _FROM) and subject.startswith(_STATEMENTS):
            self.values.setdefault((subject, predicate), set()).add(value)


def read_people(lines: Sequence[str]) -> People:
    """Read who is private, who is public, and what else bears on their names."""
    reading = _Reading()
    for line in lines:
        reading.take(line)
    found = reading
    private = found.persons - found.open_roles
    return People(
        private=_labelled(private, found.labels),
        public=_labelled(found.persons & found.open_roles, found.labels),
        posts=_posts(private, found),
        places=frozenset(name for place in found.places for _, name in found.labels.get(place, ())),
        garbled=frozenset(_garbled(found)),
        homes={node: frozenset(graphs) for node, graphs in found.homes.items()},
    )


def _labelled(nodes: Iterable[str], labels: Mapping[str, set[Said]]) -> dict[str, frozenset[Said]]:
    return {node: frozenset(labels.get(node, ())) for node in nodes}


def _posts(persons: set[str], found: _Reading) -> dict[str, frozenset[str]]:
    """Give the titles of the posts that persons hold."""
    titles: dict[str, set[str]] = {}
    for (holding, predicate), members in found.values.items():
        if predicate == _MEMBER:
            held = found.values.get((holding, _POST), set())
            for person in members & persons:
                titles.setdefault(person, set()).update(name for post in held for _, name in found.labels.get(post, ()))
    return {person: frozenset(names) for person, names in titles.items()}


def _garbled(found: _Reading) -> Iterable[tuple[str, str, str]]:
    """Yield each garbled passage with its graph and what was meant."""
    for graph, anomaly, meant in found.meant:
        for evidence in found.values.get((anomaly, _FROM), ()):
            for quote in found.values.get((f"{evidence[:-1]}/quote>", _EXACT), ()):
                yield graph, value_of(quote)[0], meant

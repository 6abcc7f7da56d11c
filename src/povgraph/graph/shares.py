"""What one report has a share in: things that other reports speak of too, and statements that are compared with theirs.

The nodes of a graph are of two kinds. Statements, passages and the report itself belong to one report alone; places,
persons, organizations, programmes and posts are things that reports share. So a graph can be checked report by report
and thing by thing, and where one report has changed, only what it has a share in must be looked at again.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from povgraph.graph import terms as t
from povgraph.graph.lines import ref, split
from povgraph.vocabulary import BASE, graph_iri, iri

_ID = f"<{BASE}id/"
_OWN = ("anomaly", "evidence", "mention", "observation", "outcome", "post-holding", "report", "subject")
_COMPARED = ("mention", "observation", "outcome", "post-holding")
#: How the nodes that belong to one report alone begin.
OWN_STARTS = tuple(f"{_ID}{kind}/" for kind in _OWN)
_MENTION, _EVIDENCE, _PLACE = f"{_ID}mention/", f"{_ID}evidence/", f"{_ID}place/"
#: The predicates by which statements point to things, each with a letter.
_ABOUT, _MEMBER, _POST = t.ABOUT.strip(), t.MEMBER.strip(), t.POST.strip()
_POINTERS = {_ABOUT: "a", _MEMBER: "m", _POST: "p"}
CONTAINED_IN, _HELD_IN, _LABEL = t.CONTAINED_IN.strip(), t.HELD_IN.strip(), t.LABEL.strip()
_DERIVED_FROM, _TYPE = t.DERIVED_FROM.strip(), t.TYPE.strip()
#: How a mention of a thing is marked beside the letters of the predicates.
MENTIONED = "n"

_THINGS = ref(graph_iri("things"))
_ANY = ref(iri("statement", "any"))

#: The terms of a line without its graph: subject, predicate, object.
Triple = tuple[str, str, str]


def is_thing(node: str) -> bool:
    """Tell whether a node, as it is written in a line, is one that reports share.

    >>> is_thing("<https://w3id.org/povgraph/id/place/220822>"), is_thing("<https://w3id.org/povgraph/id/mention/0f>")
    (True, False)
    """
    return node.startswith(_ID) and not node.startswith(OWN_STARTS)


@dataclass(frozen=True, slots=True)
class Share:
    """One report of a graph: its IRI, its text (None where that is not at hand), and its sorted lines."""

    report: str
    text: str | None
    lines: Sequence[str]


def texts_of(shares: Iterable[Share]) -> dict[str, str]:
    """Give the texts of reports by IRI, those that are at hand."""
    return {share.report: share.text for share in shares if share.text is not None}


@dataclass(frozen=True, slots=True)
class Ties:
    """What ties a report to others; all nodes are as they are written in a line.

    ``things`` are the shared things that it describes, each with the letters of how its statements point to them.
    ``topics`` are what statements that are compared across reports are about; for those about nothing that is shared,
    the report itself is the topic. ``within`` are its pairs of a place and the place around it, ``names`` those of a
    place and a name of it.
    """

    things: dict[str, str]
    topics: frozenset[str]
    within: tuple[tuple[str, str], ...]
    names: tuple[tuple[str, str], ...]


def things_of(lines: Sequence[str]) -> list[str]:
    """Choose the lines of a report that describe shared things."""
    found: list[str] = []
    done = 0
    for start, end in sorted(_range(lines, beginning) for beginning in OWN_STARTS):
        found += lines[done:start]
        done = end
    return found + list(lines[done:])


def things_in(lines: Iterable[str]) -> list[str]:
    """List the shared things that lines describe."""
    return sorted({node for line in lines if is_thing(node := _subject(line))})


def own_nodes(lines: Sequence[str]) -> set[str]:
    """List the nodes that belong to a report alone."""
    spans = (_range(lines, beginning) for beginning in OWN_STARTS)
    return {_subject(line) for start, end in spans for line in lines[start:end]}


def triple_of(line: str) -> Triple:
    """Give the terms of a line without its graph."""
    return split(line)[:3]


def ties_of(lines: Sequence[str]) -> Ties:
    """Read from the sorted lines of a report what ties it to others."""
    things: dict[str, set[str]] = {}
    within, names = [], []
    for line in things_of(lines):
        subject, predicate, value = triple_of(line)
        things.setdefault(subject, set())
        if predicate == CONTAINED_IN:
            within.append((subject, value))
        elif predicate == _LABEL and subject.startswith(_PLACE):
            names.append((subject, value))
    topics = set()
    for statement in _statements(lines):
        topics.update([statement.topic] if statement.topic else [])
        for predicate, value in statement.points:
            if value in things:
                things[value].add(_POINTERS[predicate])
                things[value].update(MENTIONED if statement.is_mention else "")
    letters = {node: "".join(sorted(said)) for node, said in things.items()}
    return Ties(letters, frozenset(topics), tuple(within), tuple(names))


def surroundings(nodes: Iterable[str], lines_of: Callable[[str], Iterable[str]]) -> list[str]:
    """Give what is said of some things and of those that this leads to: the place around one, the holder of a post.

    Args:
        nodes: The things.
        lines_of: Gives the lines of a thing, of any graph.

    Returns:
        Lines of a graph without a report, each triple once, in order.
    """
    known: set[str] = set()
    found: set[Triple] = set()
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        if node in known:
            continue
        known.add(node)
        triples = {triple_of(line) for line in lines_of(node)}
        found |= triples
        waiting += [value for _, _, value in triples if is_thing(value)]
    return [line_of(triple) for triple in sorted(found)]


def types_of_statements(lines: Iterable[str], lines_of: Callable[[str], Iterable[str]]) -> list[str]:
    """Give the types of the nodes of reports to which lines point, as lines of any graph, in order."""
    pointed = {value for line in lines if (value := triple_of(line)[2]).startswith(OWN_STARTS)}
    return [line for node in sorted(pointed) for line in lines_of(node) if line.split(" ", 2)[1] == _TYPE]


def line_of(triple: Triple) -> str:
    """Write a triple as a line of the graph of things."""
    return f"{' '.join(triple)} {_THINGS} ."


def pointers_to(node: str, letters: str) -> list[str]:
    """Write lines that stand for all statements that point to a thing, as ``Ties`` tells of them."""
    return [line_of((_ANY, predicate, node)) for predicate, letter in _POINTERS.items() if letter in letters]


def lines_about(lines: Sequence[str], topics: Iterable[str]) -> tuple[list[str], dict[str, str]]:
    """Choose the lines of a report that say something of some topics, those of their passages and of the things meant.

    Returns:
        The lines, in no order, and the topic of each statement by its IRI.
    """
    wanted = frozenset(topics)
    start, end = _range(lines, f"{_ID}report/")
    found = [*lines[start:end]]
    passages: set[str] = set()
    things: set[str] = set()
    said: dict[str, str] = {}
    for statement in _statements(lines):
        if statement.topic is not None and statement.topic in wanted:
            said[statement.node[1:-1]] = statement.topic
            found += statement.lines
            passages.update(statement.passages)
            things.update(value for _, value in statement.points if is_thing(value))
    for passage in sorted(passages):
        start, end = _range(lines, passage[:-1])  # with its position and its quote, whose names go on from its own
        found += lines[start:end]
    return [*found, *_described(lines, things)], said


def _described(lines: Sequence[str], things: Iterable[str]) -> Iterator[str]:
    """Yield what a report says of some things, and of those that this leads to."""
    waiting = sorted(things)
    known = set(waiting)
    while waiting:
        start, end = _range(lines, f"{waiting.pop()} ")
        for line in lines[start:end]:
            yield line
            value = line.split(" ", 3)[2]
            if value not in known and is_thing(value):
                known.add(value)
                waiting.append(value)


@dataclass(frozen=True, slots=True)
class _Statement:
    node: str
    topic: str | None
    lines: list[str]
    points: list[tuple[str, str]]
    passages: list[str]

    @property
    def is_mention(self) -> bool:
        return self.node.startswith(_MENTION)


def _statements(lines: Sequence[str]) -> Iterator[_Statement]:
    """Yield the statements of which some are compared across reports."""
    start, _ = _range(lines, f"{_ID}report/")
    report = lines[start].partition(" ")[0]
    start, end = _range(lines, f"{_ID}post/")
    held = {quad[0]: quad[2] for quad in map(split, lines[start:end]) if quad[1] == _HELD_IN}
    for kind in _COMPARED:
        start, end = _range(lines, f"{_ID}{kind}/")
        for node, group in groupby(lines[start:end], key=_subject):
            said = list(group)
            parts = [line.split(" ", 3) for line in said]
            points = [(predicate, value) for _, predicate, value, _ in parts if predicate in _POINTERS]
            passages = [value for _, predicate, value, _ in parts if predicate == _DERIVED_FROM]
            topic = _topic(kind, dict(points), held)
            yield _Statement(node, topic if topic is None or is_thing(topic) else report, said, points, passages)


def _subject(line: str) -> str:
    return line[: line.index(" ")]


def _topic(kind: str, points: dict[str, str], held: dict[str, str]) -> str | None:
    """Say what a statement is compared by: what it is about, or for a post where it is held; None for nothing.

    Of mentions only those of places are compared.
    """
    if kind == "post-holding":
        return held.get(points.get(_POST, ""))
    about = points.get(_ABOUT)
    return None if kind == "mention" and about and not about.startswith(_PLACE) else about


def _range(lines: Sequence[str], beginning: str) -> tuple[int, int]:
    """Give where the lines that begin so start and end."""
    start = bisect_left(lines, beginning)
    return start, bisect_left(lines, beginning + "\U0010ffff", start)

"""Build a graph from the one before: what changed reports have a share in is checked again, and nothing else.

A finding depends on a report and on what the graph says of the things that it names; or on all that is said of one
topic, of one thing, or of figures that are added up. So what must be done again is

- the reports that were added, and those that name a thing of which something else is said now, or of a place around it;
- the topics that these and the removed reports speak of, and those of reports that have become copies, or are none now;
- the things that the added and removed reports describe, those of which something else is said, and places within them;
- the sums of figures with a key of which these reports have a figure.

All of it is done by the functions that check a whole graph, so that the result is the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from povgraph.checks.between import check_between
from povgraph.checks.things import check_things
from povgraph.checks.within import check_within
from povgraph.graph.datasets import dataset_quads
from povgraph.graph.findings import finding_quads, identity_of
from povgraph.graph.places import derived_quads, gazetteer_quads
from povgraph.graph.shares import CONTAINED_IN, Share, triple_of
from povgraph.model import Finding
from povgraph.pipeline.adding import check_sums, key_of, reports_of
from povgraph.pipeline.comparing import homes, letters_of, located
from povgraph.pipeline.entries import Entry, Ledger, Shared
from povgraph.pipeline.grouping import groups_of_topics, origins_of
from povgraph.pipeline.keeping import Shelf
from povgraph.pipeline.workers import Workers
from povgraph.store.runs import SortedLines
from povgraph.vocabulary import graph_iri


class View:
    """What an old graph says of things, and what it says once some lines have gone and others have come."""

    def __init__(self, old: SortedLines) -> None:
        self._old = old
        self._removed: set[str] = set()
        self._added: dict[str, list[str]] = {}
        self._known: dict[str, list[str]] = {}

    def change(self, removed: Sequence[str], added: Sequence[str]) -> None:
        """Take lines out and put others in."""
        self._removed |= set(removed)
        for line in added:
            self._added.setdefault(line[: line.index(" ")], []).append(line)

    def before(self, node: str) -> list[str]:
        """Give the lines of a thing in the old graph."""
        if node not in self._known:
            self._known[node] = self._old.starting(f"{node} ")
        return self._known[node]

    def lines(self, node: str) -> list[str]:
        """Give the lines of a thing in the new graph."""
        stayed = [line for line in self.before(node) if line not in self._removed]
        return stayed + self._added.get(node, [])

    def get(self, place: str, /) -> str | None:
        """Give the place around a place, None where there is none or more than one."""
        around = {triple_of(line)[2] for line in self.lines(f"<{place}>") if f" {CONTAINED_IN} " in line}
        return around.pop()[1:-1] if len(around) == 1 else None

    def is_moved(self, node: str) -> bool:
        """Tell whether a place lies in another one now."""
        before, now = (
            {triple_of(line) for line in lines if f" {CONTAINED_IN} " in line}
            for lines in (self.before(node), self.lines(node))
        )
        return before != now

    def is_changed(self, node: str) -> bool:
        """Tell whether something else is said of a thing now."""
        return set(map(triple_of, self.before(node))) != set(map(triple_of, self.lines(node)))


@dataclass(frozen=True, slots=True)
class Result:
    """What a changed build comes to: its ledger, but for the graph's digest, and how the old graph becomes the new."""

    ledger: Ledger
    removed: tuple[str, ...]
    added: tuple[str, ...]


class Change:
    """The change from one build to the next.

    Args:
        before: The ledger of the build before.
        entries: The reports of the new one; those that were added have not been checked.
        graph: The graph of the build before.
        shelf: Where the reports are kept.
    """

    def __init__(self, before: Ledger, entries: Sequence[Entry], graph: SortedLines, shelf: Shelf) -> None:
        old, new = ({entry.cache: entry for entry in some} for some in (before.entries, entries))
        self._before, self._entries, self._shelf = before, list(entries), shelf
        self._removed = [entry for cache, entry in old.items() if cache not in new]
        self._added = [entry for cache, entry in new.items() if cache not in old]
        self._gone = [line for entry in self._removed for line in shelf.take(entry.cache).lines]
        self._come = [line for entry in self._added for line in shelf.take(entry.cache).lines]
        self._view = View(graph)
        self._view.change(self._gone, self._come)
        self._described = {node for entry in (*self._removed, *self._added) for node in entry.ties.things}

    def result(self, origins: Mapping[str, str]) -> Result:
        """Check what has changed; ``origins`` are those of the reports that are copies now."""
        self._describe()
        altered = self._altered()
        around = altered | self._within(altered)
        spoken = [entry for entry in self._entries if not around.isdisjoint(entry.ties.things)]
        again = {entry.cache for entry in (*self._added, *spoken)}
        old = [entry for entry in self._before.entries if entry.cache in again] + self._removed
        checked = self._check_reports(again)
        ledger = Ledger(
            rests_on=self._before.rests_on,
            graph="",
            entries=checked,
            origins=origins,
            between=self._check_topics(self._touched(again, origins), checked, origins),
            things=self._check_things(altered),
            places=self._check_sums(old, [entry for entry in checked if entry.cache in again], checked),
            written={cache: line for cache, line in self._before.written.items() if cache not in again},
        )
        gone, come = _finding_lines(self._before.findings, ledger.findings)
        return Result(ledger, (*self._gone, *gone), (*self._come, *come))

    def _describe(self) -> None:
        """Change the lines that belong to no report: the gazetteer's, the dataset's, and what is derived."""
        old, new = (
            {place for entry in some for place in entry.places} for some in (self._before.entries, self._entries)
        )
        listed = (gazetteer_quads(old), gazetteer_quads(new)) if old != new else ([], [])
        dataset = (dataset_quads([entry.report for entry in some]) for some in (self._before.entries, self._entries))
        self._replace(*listed)
        self._replace(*dataset)
        self._described |= {line[: line.index(" ")] for line in set(listed[0]) ^ set(listed[1])}
        self._inside = self._containment([*listed[0], *listed[1]])
        moved = {node for node in self._described if self._view.is_moved(node)}
        for place in sorted(moved | self._within(moved)):
            self._derive(place)

    def _replace(self, old: Sequence[str], new: Sequence[str]) -> None:
        gone, come = sorted(set(old) - set(new)), sorted(set(new) - set(old))
        self._view.change(gone, come)
        self._gone += gone
        self._come += come

    def _derive(self, place: str) -> None:
        """Derive anew in what a place lies."""
        tail = f" <{graph_iri('derived')}> ."
        old = [line for line in self._view.before(place) if line.endswith(tail)]
        path: dict[str, list[str]] = {}
        waiting = [place]
        while waiting:
            node = waiting.pop()
            if node not in path:
                path[node] = [line for line in self._view.lines(node) if f" {CONTAINED_IN} " in line]
                waiting += [triple_of(line)[2] for line in path[node]]
        derived = derived_quads(line for lines in path.values() for line in lines)
        new = [line for line in derived if line.startswith(f"{place} ")]
        self._replace(old, new)
        self._described.update([place] if set(old) != set(new) else [])

    def _containment(self, listed: Sequence[str]) -> dict[str, set[str]]:
        """Gather the places within each place, before and now, from the reports and some lines of the gazetteer."""
        pairs = [pair for entry in (*self._before.entries, *self._added) for pair in entry.ties.within]
        triples = (triple_of(line) for line in listed if f" {CONTAINED_IN} " in line)
        inside: dict[str, set[str]] = {}
        for place, around in (*pairs, *((triple[0], triple[2]) for triple in triples)):
            inside.setdefault(around, set()).add(place)
        return inside

    def _within(self, places: set[str]) -> set[str]:
        """Find the places within some places, at any depth, before or now."""
        found: set[str] = set()
        waiting = list(places)
        while waiting:
            new = self._inside.get(waiting.pop(), set()) - found
            found |= new
            waiting += new
        return found

    def _altered(self) -> set[str]:
        """Find the things of which something else is said, or to which statements point in another way."""
        letters = [letters_of(some, self._described) for some in (self._before.entries, self._entries)]
        return {
            node
            for node in self._described
            if self._view.is_changed(node) or letters[0].get(node, "") != letters[1].get(node, "")
        }

    def _check_reports(self, again: set[str]) -> list[Entry]:
        shares = {entry.cache: self._share(entry) for entry in self._entries if entry.cache in again}
        found = check_within(list(shares.values()), self._view.lines) if shares else {}
        return [
            entry.checked(found[entry.iri].findings, found[entry.iri].counted) if entry.cache in again else entry
            for entry in self._entries
        ]

    def _share(self, entry: Entry) -> Share:
        return self._shelf.take(entry.cache).share

    def _touched(self, again: set[str], origins: Mapping[str, str]) -> frozenset[str]:
        """Name the topics that must be compared anew, with all that bear one of their names, before or now."""
        copied = {
            entry.cache for entry in self._entries if self._before.origins.get(entry.iri) != origins.get(entry.iri)
        }
        entries = (*self._before.entries, *self._added)
        gone = {entry.cache for entry in self._removed}
        topics = {topic for entry in entries if entry.cache in again | copied | gone for topic in entry.ties.topics}
        groups = groups_of_topics(entries)
        return frozenset(topic for group in groups if not topics.isdisjoint(group) for topic in group)

    def _check_topics(
        self, topics: frozenset[str], entries: Sequence[Entry], origins: Mapping[str, str]
    ) -> tuple[Shared, ...]:
        kept = [one for one in self._before.between if one[0] not in topics]
        speaking = [entry for entry in entries if not topics.isdisjoint(entry.ties.topics)]
        shares = [self._share(entry) for entry in speaking]
        found = check_between(shares, topics, self._view.lines, origins_of(speaking, origins)) if shares else []
        return (*kept, *found)

    def _check_things(self, altered: set[str]) -> tuple[Shared, ...]:
        nodes = self._described | altered | self._within(altered)
        letters = letters_of(self._entries, nodes)
        pointers = {node: letters.get(node, "") for node in sorted(nodes) if self._view.lines(node)}
        found = check_things(pointers, self._view.lines)
        home = homes(self._entries, {node for node, _ in found})
        kept = [one for one in self._before.things if one[0] not in nodes]
        return (*kept, *self._located(found, home))

    def _check_sums(self, old: Sequence[Entry], new: Sequence[Entry], entries: Sequence[Entry]) -> tuple[Shared, ...]:
        keys = frozenset(key_of(figure) for entry in (*old, *new) for figure in entry.counted)
        found = check_sums(entries, self._view, keys)
        kept = [one for one in self._before.places if one[0] not in keys]
        return (*kept, *self._located(found, reports_of(entries)))

    def _located(self, findings: Sequence[Shared], home: Mapping[str, Entry]) -> list[Shared]:
        return located(findings, home.get, self._shelf.folder, Workers(1))


def _finding_lines(old: Sequence[Finding], new: Sequence[Finding]) -> tuple[list[str], list[str]]:
    """Give the lines of findings that go and those that come; two findings may share a node."""
    before, now = set(old), set(new)
    gone, come = before - now, now - before
    nodes = set(map(identity_of, gone))
    stayed = [finding for finding in before & now if identity_of(finding) in nodes]
    come_lines = finding_quads(come)
    return sorted(set(finding_quads(gone)) - set(finding_quads([*come, *stayed]))), come_lines

"""Check what reports share, once each is checked by itself: topics, things, and figures of places within places."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from povgraph.checks.series import Parents
from povgraph.graph.shares import MENTIONED
from povgraph.pipeline.adding import check_sums, reports_of
from povgraph.pipeline.entries import Entry, Shared
from povgraph.pipeline.grouping import groups_of_topics, origins_of, shards
from povgraph.pipeline.reading import Progress
from povgraph.pipeline.tasks import Locating, Things, Topics, check_things, check_topics, locate
from povgraph.pipeline.workers import Workers

#: So many reports speak of the topics of a task, so many things are checked at once.
_SPEAKING, _THINGS = 128, 4000


class Comparison:
    """The checks of what the reports of a graph share, spread over processes.

    Args:
        shelf: Where the reports are kept.
        things: A file of the sorted lines of what all of them say of things.
        workers: Those who work on it.
        progress: Called with a line for each step.
    """

    def __init__(self, shelf: Path, things: Path, workers: Workers, progress: Progress) -> None:
        self._shelf, self._things, self._workers, self._progress = shelf, things, workers, progress

    def topics(self, entries: Sequence[Entry], origins: Mapping[str, str]) -> list[Shared]:
        """Check every topic."""
        self._progress("comparing reports")
        tasks = [
            Topics(topics, tuple(one.cache for one in some), origins_of(some, origins), self._shelf, self._things)
            for topics, some in shards(groups_of_topics(entries), entries, _SPEAKING)
        ]
        results = self._workers.run(check_topics, tasks, lambda _: "comparing reports")
        return [found for some in results for found in some]

    def things(self, entries: Sequence[Entry], nodes: Sequence[str], pointed: Path | None = None) -> list[Shared]:
        """Check every thing; ``pointed`` is a file of the lines of the statements that things point to, if any do."""
        self._progress("checking places, persons and organizations")
        letters = letters_of(entries, set(nodes))
        tasks = [
            Things({node: letters.get(node, "") for node in nodes[start : start + _THINGS]}, self._things, pointed)
            for start in range(0, len(nodes), _THINGS)
        ]
        results = self._workers.run(check_things, tasks, lambda _: "checking things")
        found = [one for some in results for one in some]
        return self._located(found, homes(entries, {node for node, _ in found}).get)

    def sums(self, entries: Sequence[Entry], parents: Parents) -> list[Shared]:
        """Check what places count against the places within them."""
        return self._located(check_sums(entries, parents), reports_of(entries).get)

    def _located(self, findings: Sequence[Shared], home: Callable[[str], Entry | None]) -> list[Shared]:
        return located(findings, home, self._shelf, self._workers)


def located(
    findings: Sequence[Shared], home: Callable[[str], Entry | None], shelf: Path, workers: Workers
) -> list[Shared]:
    """Put findings in their places.

    Args:
        findings: The findings.
        home: Gives the report in which what a finding is about has its place, if there is one.
        shelf: Where the reports are kept.
        workers: Those who do it.
    """
    by_report: dict[str, list[Shared]] = {}
    nowhere = []
    for key, finding in findings:
        entry = home(f"<{finding.focus}>")
        if entry is None:
            nowhere.append((key, finding))
        else:
            by_report.setdefault(entry.cache, []).append((key, finding))
    tasks = [Locating(cache, tuple(some), shelf) for cache, some in by_report.items()]
    results = workers.run(locate, tasks, lambda _: "looking up passages", queued=True)
    return nowhere + [one for some in results for one in some]


def letters_of(entries: Sequence[Entry], nodes: AbstractSet[str]) -> dict[str, str]:
    """Say of things how the statements of the reports point to them."""
    found: dict[str, set[str]] = {}
    for entry in entries:
        for node in nodes & entry.ties.things.keys():
            found.setdefault(node, set()).update(entry.ties.things[node])
    return {node: "".join(sorted(letters)) for node, letters in found.items()}


def homes(entries: Sequence[Entry], nodes: AbstractSet[str]) -> dict[str, Entry]:
    """Find the report in which each thing has its place: the first that mentions it, or else that speaks of it."""
    found: dict[str, tuple[bool, str, Entry]] = {}
    for entry in entries:
        for node in nodes & entry.ties.things.keys():
            letters = entry.ties.things[node]
            rank = (MENTIONED not in letters, entry.iri, entry)
            if letters and (node not in found or rank[:2] < found[node][:2]):
                found[node] = rank
    return {node: entry for node, (_, _, entry) in found.items()}

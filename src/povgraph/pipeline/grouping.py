"""Group what is checked together: the topics that bear one name, and the reports that speak of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from urllib.parse import unquote

from povgraph.pipeline.entries import Entry


def groups_of_topics(entries: Sequence[Entry]) -> list[frozenset[str]]:
    """Group the topics of reports: places that bear one name stand together, every other topic by itself.

    What lies in one county stands close together, and what only one report speaks of beside what else it speaks of, so
    that few reports are looked at twice.
    """
    above: dict[str, str] = {}
    speaking: dict[str, list[Entry]] = {}
    for entry in entries:
        for place, name in (*entry.ties.names, *_last_steps(entry)):
            _join(place, name, above)
        for topic in entry.ties.topics:
            speaking.setdefault(topic, []).append(entry)
    groups: dict[str, set[str]] = {}
    for topic in sorted(speaking):
        groups.setdefault(_root(topic, above), set()).add(topic)
    shared = {topic for topic, some in speaking.items() if len(some) > 1}
    return sorted(map(frozenset, groups.values()), key=lambda group: _neighbourhood(group, shared, speaking))


def _neighbourhood(
    group: frozenset[str], shared: AbstractSet[str], speaking: Mapping[str, Sequence[Entry]]
) -> tuple[str, str]:
    """Say beside what a group stands: by what follows the kind in a name, which begins with the code of a county."""
    first = min(group, key=_key)
    beside = speaking[first][0].ties.topics & shared if shared.isdisjoint(group) else group
    return min(map(_key, beside), default=_key(first)), first


def _key(topic: str) -> str:
    return topic.split("/id/", 1)[1].partition("/")[2]


def _last_steps(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield each place with the last step of its path, as its name would be written."""
    for place, _ in entry.ties.names:
        yield place, f'"{unquote(place[1:-1].rpartition("/")[2])}"@zh'


def _join(one: str, other: str, above: dict[str, str]) -> None:
    first, second = _root(one, above), _root(other, above)
    if first != second:
        above[second] = first


def _root(node: str, above: dict[str, str]) -> str:
    while (up := above.get(node, node)) != node:
        above[node] = above.get(up, up)
        node = up
    return node


def shards(
    groups: Sequence[frozenset[str]], entries: Sequence[Entry], size: int
) -> Iterator[tuple[frozenset[str], list[Entry]]]:
    """Put groups of topics together until so many reports speak of them; yield them with these reports."""
    speaking: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        for topic in entry.ties.topics:
            speaking.setdefault(topic, []).append(number)
    topics: set[str] = set()
    reports: set[int] = set()
    for group in groups:
        topics |= group
        reports.update(number for topic in group for number in speaking.get(topic, ()))
        if len(reports) >= size:
            yield frozenset(topics), [entries[number] for number in sorted(reports)]
            topics, reports = set(), set()
    if topics:
        yield frozenset(topics), [entries[number] for number in sorted(reports)]


def origins_of(entries: Iterable[Entry], origins: Mapping[str, str]) -> dict[str, str]:
    """Choose the origins of some reports."""
    return {entry.iri: origins[entry.iri] for entry in entries if entry.iri in origins}

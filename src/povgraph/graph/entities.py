"""Tell what the names of a statements file mean, and give each thing its IRI.

A name is resolved inside its own file and never guessed: what answers to no row, or to two, becomes a ``pov:Subject``
of that report, and a check finds it. Things that reports can share (places by code, what lies in them, posts and
programmes) have IRIs that do not depend on the report, so that merging corpora is a set union.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from povgraph.graph.lines import ref
from povgraph.model import Organization, Person, Place, Programme, Report, Statements
from povgraph.vocabulary import iri

COUNTRY_NAME = "中国"
_CODE = re.compile(r"[0-9]{6}")  # 220822
_NATIONWIDE = frozenset({"government", "party"})
_DEEPEST = 8  # places above a place; more is no geography
_QUOTATION_MARKS = dict.fromkeys(map(ord, '“”‘’《》〈〉「」『』"'))


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that statements are about. ``node`` is its IRI as it is written in a line."""

    kind: str
    key: tuple[str, ...]
    name: str = field(compare=False)
    node: str


def _entity(kind: str, key: tuple[str, ...], name: str) -> Entity:
    return Entity(kind, key, name, ref(iri(kind, *key)))


COUNTRY = _entity("place", ("CN",), COUNTRY_NAME)


def bare(name: str) -> str:
    """Take the quotation marks off a name, since texts set them or not.

    >>> bare("“千村示范”工程")
    '千村示范工程'
    """
    return name.translate(_QUOTATION_MARKS) or name


def code_of(place: Place) -> str | None:
    """Give the place's code if it has the form of one."""
    return place.code if place.code and _CODE.fullmatch(place.code) else None


class Entities:
    """The things that one statements file names."""

    def __init__(self, report: Report, statements: Statements) -> None:
        self._report = report
        self._rows: dict[str, list[Place]] = {}
        for row in statements.places:
            self._rows.setdefault(row.name, []).append(row)
        self._places = _index(statements.places, self.place)
        self._others = _index(statements.organizations, self.organization)
        _merge(self._others, _index(statements.programmes, self.programme))
        _merge(self._others, _index(statements.people, self.person))

    def named(self, name: str) -> Entity:
        """Resolve what a figure or an outcome is said of, or what a post is held in.

        A place goes before anything else of that name, as the format says; two things of one name are neither.
        """
        found = self._places.get(bare(name)) or self._others.get(bare(name), set())
        if len(found) == 1:
            return next(iter(found))
        return COUNTRY if name == COUNTRY_NAME else self._subject(name)

    def place_named(self, name: str) -> Entity:
        """Resolve the name of a place."""
        found = self._places.get(bare(name), set())
        if len(found) == 1:
            return next(iter(found))
        return COUNTRY if name == COUNTRY_NAME else self._subject(name)

    def place(self, row: Place) -> Entity:
        """Identify a place: by its code, else by its name below what it lies in."""
        return _entity("place", self._place_key(row), row.name)

    def container(self, row: Place) -> Entity | None:
        """Resolve what a place lies in, as the file says."""
        if row.within is None:
            return None
        above = self._above(row)
        if above is not None:
            return self.place(above)
        return COUNTRY if row.within == COUNTRY_NAME else self._subject(row.within)

    def organization(self, row: Organization) -> Entity:
        """Identify an organization: by its name in its place; bodies of state and party without one by name alone."""
        name = bare(row.name)
        place = self.place_named(row.place) if row.place else None
        if row.kind in _NATIONWIDE and place in (None, COUNTRY):
            return _entity("organization", (name,), row.name)
        above = place.key if place and place.kind == "place" else self._scope
        return _entity("organization", (*above, name), row.name)

    def programme(self, row: Programme) -> Entity:
        """Identify a programme: by its name in its place, or by its name alone."""
        place = self.place_named(row.place) if row.place else None
        if place is None:
            above: tuple[str, ...] = ()
        else:
            above = place.key if place.kind == "place" else self._scope
        return _entity("programme", (*above, bare(row.name)), row.name)

    def person(self, row: Person) -> Entity:
        """Identify a person: by name and where the first post is held, else within the report.

        Names of places are not unique, so a place stands with its key; what it holds else stands with its name.
        """
        of = next((post.of for post in row.posts if post.of), None)
        if of is None:
            return _entity("person", (self._report.key, row.name), row.name)
        held = self._held_in(of)
        return _entity("person", (*(held.key if held.kind == "place" else (bare(of),)), row.name), row.name)

    def post(self, title: str, of: str | None) -> tuple[str, Entity | None]:
        """Give the node of a post and what it is held in."""
        held = self._held_in(of) if of else None
        key = held.key if held else self._scope
        return ref(iri("post", *key, title)), held

    @property
    def _scope(self) -> tuple[str, ...]:
        return ("report", self._report.key)

    def _held_in(self, name: str) -> Entity:
        """Resolve what a post is held in: a person is none such."""
        found = self.named(name)
        return self._subject(name) if found.kind == "person" else found

    def _subject(self, name: str) -> Entity:
        return _entity("subject", (self._report.key, name), name)

    def _place_key(self, row: Place) -> tuple[str, ...]:
        path = [row]
        while (code := code_of(path[-1])) is None:
            above = self._above(path[-1])
            if above is None or above in path or len(path) == _DEEPEST:
                return (*self._scope, *self._unlinked(path[-1]), *(step.name for step in reversed(path)))
            path.append(above)
        return (code, *(step.name for step in reversed(path[:-1])))

    def _above(self, row: Place) -> Place | None:
        """Find the one row that a place lies in; the same place in two rows counts once."""
        rows = (up for up in self._rows.get(row.within or "", ()) if up is not row)
        found = {(code_of(up), up.level, up.within): up for up in rows}
        return next(iter(found.values())) if len(found) == 1 else None

    def _unlinked(self, row: Place) -> tuple[str, ...]:
        """Keep the name of what a place lies in even if it has no row: it tells two places of one name apart."""
        return (row.within,) if row.within and row.within != COUNTRY_NAME else ()


_Row = TypeVar("_Row", Place, Person, Organization, Programme)


def _index(rows: Iterable[_Row], identify: Callable[[_Row], Entity]) -> dict[str, set[Entity]]:
    found: dict[str, set[Entity]] = {}
    for row in rows:
        found.setdefault(bare(row.name), set()).add(identify(row))
    return found


def _merge(into: dict[str, set[Entity]], more: dict[str, set[Entity]]) -> None:
    for name, entities in more.items():
        into.setdefault(name, set()).update(entities)

"""The towns and villages that the counties of one text have by the nationwide list."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from povgraph.links.gazetteer import Gazetteer, Settlement


class Listing(NamedTuple):
    """The names of one county's towns and villages, the last two characters of each, and the villages of each town."""

    names: frozenset[str]
    tails: frozenset[str]
    towns: tuple[tuple[str, tuple[str, ...]], ...]


class Listings:
    """What the counties of a text have, asked by full name.

    ``names`` are those of all towns and villages, ``tails`` the last two characters of each.
    """

    def __init__(self, known: Gazetteer, counties: Iterable[str]) -> None:
        self._counties = {county: listing_of(known, county) for county in dict.fromkeys(counties)}
        self.names = _together([listing.names for listing in self._counties.values()])
        self.tails = _together([listing.tails for listing in self._counties.values()])

    def named(self, name: str) -> list[Settlement]:
        """List the towns, then the villages of a name, county by county."""
        found: list[Settlement] = []
        for county, listing in self._counties.items():
            if name in listing.names:
                found += [Settlement(name, "township", None, county) for town, _ in listing.towns if town == name]
                found += [Settlement(name, "village", town, county) for town, own in listing.towns if name in own]
        return found


def _together(sets: Sequence[frozenset[str]]) -> frozenset[str]:
    return sets[0] if len(sets) == 1 else frozenset().union(*sets)  # most texts name one county, whose set is large


@lru_cache(maxsize=64)  # the reports of one folder speak of the same counties
def listing_of(known: Gazetteer, county: str) -> Listing:
    """Give what a county has by the nationwide list."""
    towns = tuple((town, tuple(villages.split())) for town, villages in known.towns(county))
    names = frozenset(town for town, _ in towns).union(*(villages for _, villages in towns))
    return Listing(names, frozenset(name[-2:] for name in names), towns)

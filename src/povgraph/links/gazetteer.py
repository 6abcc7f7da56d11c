"""Know the places of China: which code and name each had in which year, what lies inside what.

The data are `data/gazetteer/areas.csv` (provinces, prefectures, counties with their years) and
`settlements.tsv` (townships and villages as of 2018); their README says where they come from.
"""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from povgraph.errors import ResourceError
from povgraph.resources import data_path

_NOW = 9999
#: How many names are looked for in the 9 MB of settlements before an index costs less: it takes as long as these.
_WORTH_AN_INDEX = 40


@dataclass(frozen=True, slots=True)
class Area:
    """A province, prefecture or county under one code and one name.

    `since` and `until` are years, both included; a place that changed is in force twice in the year of
    its change. `point` is longitude and latitude of the seat.
    """

    code: str
    name: str
    level: str
    parent: str | None
    since: int
    until: int | None
    short: str
    aliases: tuple[str, ...]
    english: str
    pinyin: str
    point: tuple[float, float] | None

    def in_force(self, year: int | None) -> bool:
        """Tell whether the place had this code and name in a year (None: now)."""
        if year is None:
            return self.until is None
        return self.since <= year and (self.until is None or year <= self.until)

    def distance(self, year: int | None) -> int:
        """Count the years between a year and the time in force, 0 if inside."""
        wanted = _NOW if year is None else year
        return max(self.since - wanted, wanted - (self.until or _NOW), 0)


@dataclass(frozen=True, slots=True)
class Settlement:
    """A township or village. `county` is a county code, or a prefecture's where no county lies between."""

    name: str
    level: str
    township: str | None
    county: str


class Gazetteer:
    """Answer questions about places; settlements are read when first asked for."""

    def __init__(self, areas: Iterable[Area], moved: Mapping[str, str], settlements: Path) -> None:
        self._areas = tuple(areas)
        self._moved = moved
        self._settlements = settlements
        self._by_code = _grouped(self._areas, lambda area: (area.code,))
        self._by_year: dict[int | None, tuple[Area, ...]] = {}
        self._ancestors: dict[str, frozenset[str]] = {}
        self._parents: dict[tuple[str, int, int | None], tuple[Area, ...]] = {}
        self._asked = 0

    @classmethod
    def load(cls, folder: Path | None = None) -> "Gazetteer":
        """Read a gazetteer folder, by default the one that povgraph carries.

        Raises:
            ResourceError: a file is missing or a row is not of the format.
        """
        folder = folder or data_path("gazetteer")
        path = folder / "areas.csv"
        try:
            with path.open(encoding="utf-8", newline="") as stream:
                rows = list(csv.reader(stream))[1:]
            moved = {row[0]: row[12] for row in rows if row[12]}
            return cls([_area(row) for row in rows], moved, folder / "settlements.tsv")
        except (OSError, ValueError, IndexError, csv.Error) as error:
            raise ResourceError(f"{path}: no gazetteer can be read: {error}") from error

    def areas(self, year: int | None = None) -> tuple[Area, ...]:
        """Return the areas in force in a year, by code."""
        if year not in self._by_year:
            self._by_year[year] = tuple(area for area in self._areas if area.in_force(year))
        return self._by_year[year]

    def named(self, name: str, year: int | None = None) -> tuple[Area, ...]:
        """Find areas by official name, short form or alias.

        A place that changed code in the year comes once, as it was after the change. If nobody bore the
        name in that year, those who bore it officially nearest in time are returned.

        >>> [(area.name, area.code) for area in gazetteer().named("吉林", 2018)]
        [('吉林省', '220000'), ('吉林市', '220200')]
        """
        found = self._by_name.get(name, ())
        current = _without_predecessors(area for area in found if area.in_force(year))
        if current:
            return current
        former = [area for area in found if area.name == name]
        nearest = min((area.distance(year) for area in former), default=0)
        return tuple(area for area in former if area.distance(year) == nearest)

    def code(self, code: str, year: int | None = None) -> Area | None:
        """Return the area with a code: as in force in the year, else as nearest in time."""
        rows = self._by_code.get(code, ())
        return min(rows, key=lambda area: (area.distance(year), -area.since), default=None)

    def parents(self, area: Area, year: int | None = None) -> tuple[Area, ...]:
        """Return the areas around an area, the nearest first."""
        key = area.code, area.since, year
        if key not in self._parents:
            self._parents[key] = tuple(self._find_parents(area, year))
        return self._parents[key]

    def _find_parents(self, area: Area, year: int | None) -> Iterator[Area]:
        parent = area.parent
        while parent and (above := self.code(parent, year or area.until)):
            yield above
            parent = above.parent

    def children(self, code: str, year: int | None = None) -> tuple[Area, ...]:
        """Return the areas directly below a code."""
        return tuple(area for area in self._by_parent.get(code, ()) if area.in_force(year))

    def within(self, area_code: str, other_code: str) -> bool:
        """Tell whether the first place lies, or once lay, inside the second; no place is inside itself."""
        return other_code in self._around(area_code)

    def _around(self, code: str) -> frozenset[str]:
        """Give the codes of all places that the place of a code lies, or once lay, inside."""
        if code not in self._ancestors:
            parents = {area.parent for area in self._by_code.get(code, ()) if area.parent}
            self._ancestors[code] = frozenset(parents).union(*map(self._around, parents))
        return self._ancestors[code]

    def homophones(self, pinyin: str, parent: str | None, year: int | None = None) -> tuple[Area, ...]:
        """Find areas whose official name sounds alike, anywhere below a parent (None: in the country).

        >>> [area.name for area in gazetteer().homophones("wang qing xian", "220000")]
        ['汪清县']
        """
        found = (area for area in self._by_pinyin.get(pinyin, ()) if area.in_force(year))
        return _without_predecessors(a for a in found if parent is None or self.within(a.code, parent))

    def townships(self, county_code: str) -> tuple[str, ...]:
        """Return the townships that a county had in 2018, whatever its code was then."""
        return tuple(town for town, _ in self.towns(county_code))

    def villages(self, county_code: str, township: str | None = None) -> tuple[Settlement, ...]:
        """Return the villages of a county, or of one of its townships."""
        return tuple(
            Settlement(village, "village", town, county_code)
            for town, villages in self.towns(county_code)
            if township in (None, town)
            for village in villages.split()
        )

    def settlements(self, name: str) -> tuple[Settlement, ...]:
        """Find townships and villages of the whole country by full name.

        >>> [(found.township, found.county) for found in gazetteer().settlements("骆驼湾村")]
        [('龙泉关镇', '130624')]
        """
        wanted, found = name.encode(), []
        position = self._lines.find(wanted) if name.split() == [name] else -1
        while position >= 0:
            end = position + len(wanted)
            before, after = self._lines[position - 1 : position], self._lines[end : end + 1]
            if before in (b"\t", b" ") and after in (b"\t", b" ", b"\n"):
                start = self._lines.rfind(b"\n", 0, position) + 1
                county, town, _ = self._lines[start : self._lines.find(b"\n", end)].decode().split("\t")
                is_town = after == b"\t"
                level = "township" if is_town else "village"
                found.append(Settlement(name, level, None if is_town else town, county))
            position = self._lines.find(wanted, end)
        return tuple(found)

    def has_settlement(self, name: str) -> bool:
        """Tell whether any township or village of the country has a full name.

        >>> gazetteer().has_settlement("骆驼湾村"), gazetteer().has_settlement("骆驼湾")
        (True, False)
        """
        self._asked += 1
        if self._asked <= _WORTH_AN_INDEX:
            return bool(self.settlements(name))
        return name.encode() in self._settlement_names

    def settlement_in(self, name: str, county_code: str) -> Settlement | None:
        """Find the one settlement of a name in a county; a township before villages, None if ambiguous."""
        if name in self.townships(county_code):
            return Settlement(name, "township", None, county_code)
        found = [village for village in self.villages(county_code) if village.name == name]
        return found[0] if len(found) == 1 else None

    @cached_property
    def _by_name(self) -> dict[str, tuple[Area, ...]]:
        return _grouped(self._areas, lambda area: {area.name, area.short, *area.aliases} - {""})

    @cached_property
    def _by_parent(self) -> dict[str, tuple[Area, ...]]:
        return _grouped(self._areas, lambda area: (area.parent or "",))

    @cached_property
    def _by_pinyin(self) -> dict[str, tuple[Area, ...]]:
        return _grouped(self._areas, lambda area: (area.pinyin,))

    @cached_property
    def _lines(self) -> bytes:
        try:
            return self._settlements.read_bytes()
        except OSError as error:
            raise ResourceError(f"{self._settlements}: cannot be read: {error.strerror}") from error

    @cached_property
    def _settlement_names(self) -> frozenset[bytes]:
        return frozenset(name for line in self._lines.splitlines() for name in line.split()[1:])

    def towns(self, county_code: str) -> Iterator[tuple[str, str]]:
        """Yield the townships of a county, each with its villages in one string."""
        code = self._moved.get(county_code, county_code).encode() + b"\t"
        start = self._first_line(code)
        while self._lines.startswith(code, start):
            end = self._lines.find(b"\n", start)
            _, town, villages = self._lines[start:end].decode().split("\t")
            yield town, villages
            start = end + 1

    def _first_line(self, prefix: bytes) -> int:
        """Bisect for the offset of the first line that is not before a prefix."""
        low, high = 0, len(self._lines)
        while low < high:
            middle = max(self._lines.rfind(b"\n", low, (low + high) // 2) + 1, low)
            if self._lines[middle : middle + len(prefix)] < prefix:
                low = self._lines.find(b"\n", middle) + 1
            else:
                high = middle
        return low


@cache
def gazetteer() -> Gazetteer:
    """Load the gazetteer that povgraph carries, once."""
    return Gazetteer.load()


def _area(row: list[str]) -> Area:
    code, name, level, parent, since, until, short, aliases, english, pinyin, lon, lat, _ = row
    return Area(
        code,
        name,
        level,
        parent or None,
        int(since),
        int(until) if until else None,
        short,
        tuple(aliases.split("|")) if aliases else (),
        english,
        pinyin,
        (float(lon), float(lat)) if lon else None,
    )


def _grouped(areas: Iterable[Area], keys: Callable[[Area], Iterable[str]]) -> dict[str, tuple[Area, ...]]:
    found: dict[str, list[Area]] = defaultdict(list)
    for area in areas:
        for key in keys(area):
            found[key].append(area)
    return {key: tuple(group) for key, group in found.items()}


def _without_predecessors(areas: Iterable[Area]) -> tuple[Area, ...]:
    """Drop a row if another in the same province begins under the same name or short form when it ends."""
    found = tuple(areas)
    return tuple(area for area in found if not any(_succeeds(other, area) for other in found))


def _succeeds(later: Area, area: Area) -> bool:
    if area.until is None or later.since < area.until or later.code[:2] != area.code[:2] or later is area:
        return False
    return later.name == area.name or (area.short != "" and later.short == area.short)

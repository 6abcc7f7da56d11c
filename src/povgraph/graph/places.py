"""What povgraph itself knows of the places that reports name: their rows in the gazetteer, and what lies in what."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache

from povgraph.graph import terms as t
from povgraph.graph.entities import COUNTRY
from povgraph.graph.lines import canonical, literal, ref, split
from povgraph.links.gazetteer import Area, Gazetteer, gazetteer
from povgraph.vocabulary import BASE, graph_iri, iri

_PLACES = f"<{BASE}id/place/"


def year_of(date: str | None) -> int | None:
    """Give the year of a partial date."""
    return int(date[:4]) if date else None


def gazetteer_quads(used: Iterable[tuple[str, int | None]], known: Gazetteer | None = None) -> list[str]:
    """Describe the coded places that reports use, and the places above them, as in force in the reports' years.

    Args:
        used: Codes, each with the year for which it is meant, or None for now.
        known: The gazetteer; by default the one that povgraph carries.
    """
    known = known or gazetteer()
    areas: dict[tuple[str, str, int], Area] = {}
    for code, year in used:
        area = known.code(code, year)
        for place in (area, *known.parents(area, year)) if area else ():
            areas[place.code, place.name, place.since] = place
    said = [*_country(), *(pair for area in areas.values() for pair in _area(area, known))]
    tail = f" {ref(graph_iri('gazetteer'))} ."
    return canonical(line + tail for line in said)


def _country() -> Iterator[str]:
    node = COUNTRY.node
    yield node + t.TYPE + t.PLACE_CLASS
    yield node + t.TYPE + t.CLASSES["country"]
    yield node + t.LEVEL + t.concept("level", "country")
    yield node + t.LABEL + literal(COUNTRY.name, lang="zh")
    yield node + t.LABEL + literal("China", lang="en")


def _area(area: Area, known: Gazetteer) -> Iterator[str]:
    node = ref(iri("place", area.code))
    revision = last_change(known) if area.until is None else area.until
    code_list = ref(f"{BASE}id/code-list/gbt2260-{revision}")
    yield node + t.TYPE + t.PLACE_CLASS
    yield node + t.TYPE + t.CLASSES[area.level]
    yield node + t.LEVEL + t.concept("level", area.level)
    yield node + t.LABEL + literal(area.name, lang="zh")
    if area.english:
        yield node + t.LABEL + literal(area.english, lang="en")
    yield node + t.CONTAINED_IN + (ref(iri("place", area.parent)) if area.parent else COUNTRY.node)
    yield f'{node}{t.NOTATION}"{area.code}"^^{code_list}'
    yield code_list + t.TYPE + t.RDFS_DATATYPE
    yield code_list + t.LABEL + literal(f"GB/T 2260 行政区划代码（{revision} 年）", lang="zh")
    yield code_list + t.LABEL + literal(f"GB/T 2260 codes of administrative divisions ({revision})", lang="en")
    if area.point:
        for predicate, degrees in zip((t.LONGITUDE, t.LATITUDE), area.point, strict=True):
            yield node + predicate + literal(Decimal(repr(degrees)))


@cache
def last_change(known: Gazetteer) -> int:
    """Give the year of the last change that the gazetteer knows: up to then its rows are known to be in force."""
    return max(area.since for area in known.areas())


def derived_quads(lines: Iterable[str]) -> list[str]:
    """Derive all places above each place from the lines that say in what it lies directly.

    A name that was not resolved is no place, and ends the way up.
    """
    above: dict[str, set[str]] = {}
    for line in lines:
        if t.CONTAINED_IN in line:
            quad = split(line)
            if f" {quad.predicate} " == t.CONTAINED_IN and quad.object.startswith(_PLACES):
                above.setdefault(quad.subject, set()).add(quad.object)
    tail = f" {ref(graph_iri('derived'))} ."
    return canonical(place + t.WITHIN + other + tail for place in above for other in _reach(place, above))


def _reach(place: str, above: dict[str, set[str]]) -> set[str]:
    """Follow containment upwards; a circle in the data ends it, and no place lies in itself."""
    found: set[str] = set()
    open_ends = [place]
    while open_ends:
        for other in above.get(open_ends.pop(), ()):
            if other not in found:
                found.add(other)
                open_ends.append(other)
    return found - {place}

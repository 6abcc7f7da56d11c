"""Find places that reports put in two places: two codes of one county, two townships or counties of one village.

A code that is another place's is wrong by itself.

Most names of villages are borne by many, and counties of one name lie in several provinces; so two are taken for one
place only where the gazetteer knows a single place of that name.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import unquote

from povgraph.checks.support import Claim, Side, find_conflict
from povgraph.checks.triples import subjects_of
from povgraph.checks.witnesses import Witnesses
from povgraph.graph.places import year_of
from povgraph.graph.tables import Quads
from povgraph.links.gazetteer import Gazetteer, Settlement, gazetteer
from povgraph.model import Finding
from povgraph.vocabulary import BASE, POV, RDF, RDFS

_PLACES, _GRAPHS, _REPORTS = f"{BASE}id/place/", f"{BASE}graph/", f"{BASE}id/report/"
_CODED = frozenset({"prefecture", "county"})
#: Years of the code list in which a former name of a code is looked for.
_REVISIONS = (None, *range(1980, 2021))
#: A mention of a place, and the report that makes it.
_Mention = tuple[str, str]


def find_localities(store: Quads, witnesses: Witnesses, known: Gazetteer | None = None) -> Iterator[Finding]:
    """Yield a conflict for each place that reports give two codes, or put into two townships or counties."""
    known = known or gazetteer()
    mentions = _mentions(store, witnesses)
    for name, coded in _named(store, mentions, witnesses).items():
        right = {code for code, made in coded.items() if _bears(code, name, made, witnesses, known)}
        for code in sorted(coded.keys() - right):
            yield from _wrong_code(name, code, coded, right, witnesses, known)
    for (name, *_), villages in _villages(mentions).items():
        if len(villages) > 1:
            yield from _parents(name, villages, witnesses, known)


def _mentions(store: Quads, witnesses: Witnesses) -> dict[str, list[_Mention]]:
    """List the mentions of each place."""
    found: dict[str, list[_Mention]] = {}
    for statement in subjects_of(store, RDF.type, POV.Mention):
        place = witnesses.about.get(statement, "")
        if place.startswith(_PLACES):
            found.setdefault(place, []).append((statement, witnesses.reports.get(statement, "")))
    return found


def _named(
    store: Quads, mentions: Mapping[str, list[_Mention]], witnesses: Witnesses
) -> dict[str, dict[str, list[_Mention]]]:
    """Gather, by the name that a report gives, the codes of prefectures and counties with their mentions."""
    from pyoxigraph import NamedNode  # noqa: PLC0415

    found: dict[str, dict[str, list[_Mention]]] = {}
    labels = {
        (quad.object.value, quad.subject.value, quad.graph_name.value)
        for quad in store.quads_for_pattern(None, NamedNode(RDFS.label), None, None)
        if witnesses.levels.get(quad.subject.value) in _CODED
        and getattr(quad.graph_name, "value", "").startswith(_GRAPHS)
    }
    for name, place, graph in sorted(labels):
        report = _REPORTS + graph.removeprefix(_GRAPHS)
        made = [mention for mention in mentions.get(place, ()) if mention[1] == report]
        if made:
            coded = found.setdefault(name, {})
            coded.setdefault(place.removeprefix(_PLACES), []).extend(made)
    return found


def _wrong_code(
    name: str,
    code: str,
    coded: Mapping[str, list[_Mention]],
    right: Iterable[str],
    witnesses: Witnesses,
    known: Gazetteer,
) -> Iterator[Finding]:
    """Compare a code that never was the name's with the one of its province that is, or with whose it is."""
    same, area = [other for other in right if other[:2] == code[:2]], known.code(code)
    if len(same) == 1 and code.isdigit():
        sides = [_side(same[0], coded[same[0]], witnesses, 1), _side(code, coded[code], witnesses, 0)]
        finding = find_conflict("place-code-conflict", f"{name}的代码", f"The code of {name}", sides, witnesses)
        yield replace(finding, repair=same[0])
    elif area is not None:
        statements = tuple(statement for statement, _ in coded[code])
        meant = [one.code for one in known.named(name) if one.code[:2] == code[:2]]
        yield Finding(
            check="place-code-name",
            severity="error",
            message_zh=f"代码 {code} 是{area.name}的，从来不是{name}的。",
            message_en=f"The code {code} is that of {area.name} and never was that of {name}.",
            focus=statements[0],
            value=code,
            statements=statements,
            repair=meant[0] if len(meant) == 1 else None,
        )


def _bears(code: str, name: str, made: Iterable[_Mention], witnesses: Witnesses, known: Gazetteer) -> bool:
    """Tell whether a code is, or ever was, that of a name."""
    days = (witnesses.days(report) for _, report in made)
    years = {*_REVISIONS, *(year_of(day[1]) for day in days if day)}
    areas = (known.code(code, year) for year in years)
    return any(area is not None and name in {area.name, area.short, *area.aliases} for area in areas)


def _villages(mentions: Mapping[str, list[_Mention]]) -> dict[tuple[str, ...], dict[tuple[str, ...], list[_Mention]]]:
    """Group villages that lie in a coded county: by name and township, and by name and county."""
    found: dict[tuple[str, ...], dict[tuple[str, ...], list[_Mention]]] = {}
    for place, made in mentions.items():
        path = tuple(map(unquote, place.removeprefix(_PLACES).split("/")))
        if len(path) == 3 and path[0].isdigit():  # county, township, village
            county, township, name = path
            found.setdefault((name, township), {})[path] = made
            found.setdefault((name, "", county), {})[path] = made
    return found


def _parents(
    name: str, villages: Mapping[tuple[str, ...], list[_Mention]], witnesses: Witnesses, known: Gazetteer
) -> Iterator[Finding]:
    """Compare the places in which a village is said to lie, where the country has only one village of its name."""
    found = known.settlements(name)
    if len(found) != 1:
        return
    true = found[0]
    right = [path for path in villages if _is_in(path, true, known)]
    wrong = sorted(path for path in villages if not _is_in(path, true, known))
    for path in wrong if len(right) == 1 else ():
        sides = [_side(_shown(one, known), villages[one], witnesses, fit) for one, fit in ((right[0], 1), (path, 0))]
        zh, en = f"{name}所在的地方", f"Where {name} lies"
        yield replace(find_conflict("place-parent-conflict", zh, en, sides, witnesses), repair=_shown(right[0], known))


def _is_in(path: tuple[str, ...], true: Settlement, known: Gazetteer) -> bool:
    """Tell whether a path names the township and county that the gazetteer knows, whatever the county's code was."""
    return path[1] == true.township and (path[0] == true.county or path[1] in known.townships(path[0]))


def _shown(path: tuple[str, ...], known: Gazetteer) -> str:
    area = known.code(path[0])
    return (area.name if area else path[0]) + path[1]


def _side(what: str, mentions: Iterable[_Mention], witnesses: Witnesses, fit: int) -> Side:
    claims = []
    for statement, report in mentions:
        quote, start = witnesses.quotes.get(statement, ("", None))
        claims.append(Claim(statement, report, quote, start or 0))
    return Side(what, what, tuple(claims), fit)

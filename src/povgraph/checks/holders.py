"""Find posts that two persons hold at one time, and persons whose name is spelt in two ways.

A post changes hands, so two names are a conflict only if reports of one day or month give them, or if one report gives
the one name between two that give the other. Within one year otherwise they are worth a note.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from povgraph.checks.support import Claim, Side, find_conflict
from povgraph.checks.triples import subjects_of, value_of
from povgraph.checks.witnesses import Witnesses
from povgraph.checks.wordings import says_any
from povgraph.graph.tables import Quads
from povgraph.model import Finding
from povgraph.resources import lexicon
from povgraph.vocabulary import ORG, POV, RDF

_SHORTEST_SPELT = 3
#: Of a post with more holders than this the data are no holders of one post.
_MOST = 12


@dataclass(frozen=True, slots=True)
class _Holding:
    """That a report names a holder of a post; ``first`` and ``last`` are the days of the report's date."""

    statement: str
    report: str
    name: str
    quote: str
    start: int
    first: str
    last: str


def find_holders(store: Quads, witnesses: Witnesses) -> Iterator[Finding]:
    """Yield a finding for each two names that reports of one time give for one post."""
    for (held, post), holdings in _posts(store, witnesses).items():
        names: dict[str, list[_Holding]] = {}
        for holding in holdings:
            names.setdefault(holding.name, []).append(holding)
        if len(names) <= _MOST:
            for one, other in combinations(names.values(), 2):
                yield from _compare(witnesses.labels.get(held, held), post, one, other, witnesses)


def _posts(store: Quads, witnesses: Witnesses) -> dict[tuple[str, str], list[_Holding]]:
    """Gather the holdings of posts that one person holds, by where the post is held and what it is.

    Only places and organizations count: a name that was not resolved is another thing in each report.
    """
    places, members, labels = value_of(store, POV.heldIn), value_of(store, ORG.member), witnesses.labels
    kinds = witnesses.levels.keys() | set(subjects_of(store, RDF.type, POV.Organization))
    found: dict[tuple[str, str], list[_Holding]] = {}
    for statement, node in sorted(value_of(store, POV.post).items()):
        held, report = places.get(node), witnesses.reports.get(statement, "")
        days = witnesses.days(report)
        if held is None or days is None or held not in kinds:
            continue
        post = _single_posts().get((witnesses.levels.get(held, "body"), labels.get(node, "")))
        name = labels.get(members.get(statement, ""))
        if post and name and not _changes_hands(witnesses.words(statement, report, held)):
            quote, start = witnesses.quotes.get(statement, ("", None))
            found.setdefault((held, post), []).append(_Holding(statement, report, name, quote, start or 0, *days))
    return found


def _changes_hands(sentence: str) -> bool:
    """Tell whether a post may be one of another time: 原县长, 老支书; not for 老百姓 and 高原.

    >>> _changes_hands("老支书说"), _changes_hands("老百姓的日子好了")
    (True, False)
    """
    for word in lexicon("conflicts")["no_handovers"]:
        sentence = sentence.replace(word, " ")
    return says_any(sentence, "handovers")


@cache
def _single_posts() -> Mapping[tuple[str, str], str]:
    posts = lexicon("conflicts")["single_posts"]
    return {
        (level, title): post for level, named in posts.items() for post, titles in named.items() for title in titles
    }


def _compare(
    held: str, post: str, one: list[_Holding], other: list[_Holding], witnesses: Witnesses
) -> Iterator[Finding]:
    pairs = {(a.report, b.report) for a in one for b in other if a.last[:4] == b.last[:4]}
    if not pairs:
        return
    zh, en = f"{held}的{post}", f"The {post} of {held}"
    sides = [_side(one, pairs), _side(other, pairs)]
    if _spelt_alike(one[0].name, other[0].name):
        yield find_conflict("person-spelling", f"{zh}的姓名", f"The name of {en[0].lower()}{en[1:]}", sides, witnesses)
    elif _at_one_time(one, other) or _at_one_time(other, one):
        yield find_conflict("post-conflict", zh, en, sides, witnesses)
    else:
        zh, en = f"{zh}（同年或有更替）", f"{en} (it may have changed hands)"
        yield find_conflict("post-handover", zh, en, sides, witnesses, "info")


def _side(holdings: Iterable[_Holding], pairs: set[tuple[str, str]]) -> Side:
    reports = {report for pair in pairs for report in pair}
    kept = [holding for holding in holdings if holding.report in reports]
    claims = tuple(Claim(one.statement, one.report, one.quote, one.start) for one in kept)
    return Side(kept[0].name, kept[0].name, claims)


def _at_one_time(one: Iterable[_Holding], other: Iterable[_Holding]) -> bool:
    """Tell whether both names are given in one month, or one between two of the other."""
    others = [(holding.first, holding.last) for holding in other]
    earliest, latest = min(last for _, last in others), max(first for first, _ in others)
    months = {(first[:7], last[:7]) for first, last in others}
    return any(
        (holding.first[:7], holding.last[:7]) in months or earliest < holding.first <= holding.last < latest
        for holding in one
    )


def _spelt_alike(one: str, other: str) -> bool:
    """Tell whether two names differ in one character other than the family name's.

    >>> _spelt_alike("张建国", "张建囯"), _spelt_alike("李斌", "李彬"), _spelt_alike("张建国", "王建国")
    (True, False, False)
    """
    if len(one) != len(other) or len(one) < _SHORTEST_SPELT or one[0] != other[0]:
        return False
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1

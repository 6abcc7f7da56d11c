"""Check what reports say of one topic: a place, a person, a post. Each finding is of one topic, and of no other.

A topic is what a figure or an outcome is about, a place that is mentioned, or where a post is held. Places that may be
one and the same, since they bear one name, are checked together: ``povgraph.pipeline`` groups them.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from povgraph.checks.arithmetic import check_passages, check_topics
from povgraph.checks.conflicts import check_conflicts
from povgraph.checks.figures import Figure, read_figures
from povgraph.checks.passages import Passages
from povgraph.checks.promises import check_promises
from povgraph.checks.stored import own_checks, run_own_checks
from povgraph.checks.sums import Sum
from povgraph.checks.within import LinesOf, load_lines
from povgraph.graph.shares import Share, lines_about, surroundings, texts_of, things_in
from povgraph.graph.tables import LineTable
from povgraph.model import Finding
from povgraph.vocabulary import RDF

if TYPE_CHECKING:
    from pyoxigraph import Store


def check_between(
    shares: Sequence[Share], topics: Collection[str], lines_of: LinesOf, origins: Mapping[str, str]
) -> list[tuple[str, Finding]]:
    """Check all that reports say of some topics.

    Args:
        shares: All reports that say something of them.
        topics: The topics, with all others that bear one of their names.
        lines_of: Gives what the whole graph says of a thing.
        origins: The origins of the reports that are copies.

    Returns:
        Each finding, in its place, with its topic.
    """
    lines: list[str] = []
    topic_of: dict[str, str] = {}
    for share in shares:
        chosen, said = lines_about(share.lines, topics)
        lines += chosen
        topic_of |= said
    lines += surroundings(things_in(lines), lines_of)
    table = LineTable(lines)
    passages = Passages(table)
    found = _findings(shares, table, lines, lines_of, origins)
    return [(topic_of[finding.focus], passages.located(finding)) for finding in found]


def _findings(
    shares: Sequence[Share], table: LineTable, lines: Sequence[str], lines_of: LinesOf, origins: Mapping[str, str]
) -> Iterator[Finding]:
    figures = read_figures(table)
    texts = texts_of(shares)
    by_report = {share.report: share for share in shares}

    @cache
    def beside(report: str) -> Mapping[object, Sum]:
        return _sums_beside(by_report[report], lines_of)

    yield from (one.finding() for one in check_topics(figures, beside) if one.verdict == "inconsistent")
    yield from check_promises(figures)
    yield from check_conflicts(table, figures, texts, origins)
    yield from run_own_checks(_asked(lines))


def _sums_beside(share: Share, lines_of: LinesOf) -> Mapping[object, Sum]:
    """Give the sums that the figures of a report make beside each other."""
    around = surroundings(things_in(share.lines), lines_of)
    figures: Sequence[Figure] = read_figures(LineTable([*share.lines, *around]))
    return check_passages(figures, texts_of([share]))


def _asked(lines: Sequence[str]) -> "Store":
    """Load the lines of the predicates that the stored checks ask for; most of a graph are others."""
    return load_lines(line for line in lines if _is_asked(line.split(" ", 2)[1]))


@cache
def _is_asked(predicate: str) -> bool:
    return _local(predicate) in _words_of_checks()


@cache
def _words_of_checks() -> frozenset[str]:
    return frozenset(word for query in own_checks() for word in re.findall(r"\w+", query.text)) | {_local(RDF.type)}


def _local(predicate: str) -> str:
    return re.split("[#/]", predicate.rstrip(">"))[-1]

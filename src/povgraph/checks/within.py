"""Check reports one by one: all that depends on a report alone, and on what the graph says of the things it names."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from povgraph.checks.anomalies import find_anomalies
from povgraph.checks.arithmetic import check_passages, is_sane
from povgraph.checks.brokenness import check_broken
from povgraph.checks.evidence import check_quotes
from povgraph.checks.figures import Figure, read_figures
from povgraph.checks.passages import Passages
from povgraph.checks.series import is_counted
from povgraph.checks.unsaid import find_unsaid
from povgraph.graph.shares import Share, own_nodes, surroundings, texts_of, things_in, things_of, triple_of
from povgraph.graph.tables import LineTable
from povgraph.model import Finding
from povgraph.store.ontologies import add_ontology

if TYPE_CHECKING:
    from pyoxigraph import Store

LinesOf = Callable[[str], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Within:
    """What the checks of single reports give for one: findings with their places, and figures to add up by places."""

    findings: list[Finding]
    counted: list[Figure]


def check_within(shares: Sequence[Share], lines_of: LinesOf) -> dict[str, Within]:
    """Check some reports of a graph; each is checked as if it were alone with the things that it names.

    Args:
        shares: The reports.
        lines_of: Gives what the whole graph says of a thing.

    Returns:
        What was found, by the report's IRI.
    """
    described = [line for share in shares for line in things_of(share.lines)]
    known = set(map(triple_of, described))
    around = surroundings(things_in(described), lines_of)
    lines = [line for share in shares for line in share.lines]
    lines += [line for line in around if triple_of(line) not in known]
    owners = {node[1:-1]: share.report for share in shares for node in own_nodes(share.lines)}
    texts = texts_of(shares)
    table = LineTable(lines)
    figures = read_figures(table)
    found = {share.report: Within([], []) for share in shares}
    passages = Passages(table)
    for finding in _findings(lines, table, figures, texts, owners):
        owner = owners.get(finding.focus)
        if owner:
            found[owner].findings.append(passages.located(finding))
    for figure in figures:
        if is_sane(figure) and is_counted(figure):
            found[figure.report].counted.append(figure)
    return found


def _findings(
    lines: Sequence[str], table: LineTable, figures: Sequence[Figure], texts: Mapping[str, str], about: Container[str]
) -> Iterator[Finding]:
    from povgraph.checks.engine import run_shapes  # noqa: PLC0415  loads rdflib and pyshacl
    from povgraph.checks.shapes import own_shapes  # noqa: PLC0415

    store = load_lines(lines)
    yield from run_shapes(store, own_shapes(), "ontology/shapes", "fast", about=about)
    yield from find_anomalies(store)
    yield from check_quotes(store, texts)
    yield from find_unsaid(figures)
    yield from (one.finding() for one in check_passages(figures, texts).values() if one.verdict == "inconsistent")
    yield from check_broken(table, figures, texts)


def load_lines(lines: Iterable[str]) -> "Store":
    """Load lines of povgraph's own into a store in memory, with the ontology."""
    from pyoxigraph import RdfFormat, Store  # noqa: PLC0415

    store = Store()
    store.bulk_load("\n".join(lines).encode(), format=RdfFormat.N_QUADS, lenient=True)
    add_ontology(store)
    return store

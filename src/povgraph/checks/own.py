"""Run povgraph's own checks over a graph: everything that shapes cannot say."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from povgraph.checks.anomalies import find_anomalies
from povgraph.checks.arithmetic import arithmetic_table, check_arithmetic
from povgraph.checks.brokenness import check_broken
from povgraph.checks.conflicts import check_conflicts
from povgraph.checks.evidence import check_quotes
from povgraph.checks.figures import read_figures
from povgraph.checks.promises import check_promises
from povgraph.checks.sums import Sum
from povgraph.checks.triples import values_of
from povgraph.checks.unsaid import find_unsaid
from povgraph.model import Finding
from povgraph.vocabulary import SCHEMA

if TYPE_CHECKING:
    from pyoxigraph import Store


def run_checks(store: "Store", texts: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what is wrong with the texts behind a graph, and with quotes that they do not hold.

    Args:
        store: The graph, with the ontology loaded.
        texts: The texts of its reports by the report's IRI, as far as they are at hand.
    """
    figures = read_figures(store)
    yield from find_anomalies(store)
    yield from check_quotes(store, texts)
    yield from find_unsaid(figures)
    yield from check_arithmetic(figures, parents=_parents(store), texts=texts)
    yield from check_promises(figures)
    yield from check_conflicts(store, figures, texts)
    yield from check_broken(store, figures, texts)


def list_sums(store: "Store", texts: Mapping[str, str]) -> list[Sum]:
    """List all sums that the figures of a graph make, those that hold among them."""
    return arithmetic_table(read_figures(store), parents=_parents(store), texts=texts)


def _parents(store: "Store") -> dict[str, str]:
    """Give the place in which each place lies, where the graph names just one."""
    above = values_of(store, SCHEMA.containedInPlace)
    return {place: found[0] for place, found in above.items() if len(found) == 1}

"""Find what reports say that cannot all hold: figures, holders of posts, dates of delisting, places, spellings.

All that is said stays in the graph. A finding is a conflict set: every statement involved, with the count of reports
and of origins on each side, and which side is better supported and why.
"""

from collections.abc import Iterator, Mapping, Sequence

from povgraph.checks.delistings import find_delistings
from povgraph.checks.discrepancies import find_discrepancies
from povgraph.checks.figures import Figure
from povgraph.checks.holders import find_holders
from povgraph.checks.localities import find_localities
from povgraph.checks.slips import find_slips
from povgraph.checks.witnesses import Witnesses
from povgraph.checks.wordings import Wordings
from povgraph.graph.tables import Quads
from povgraph.model import Finding


def check_conflicts(
    store: Quads, figures: Sequence[Figure], texts: Mapping[str, str], origins: Mapping[str, str] | None = None
) -> Iterator[Finding]:
    """Yield a warning for each thing that is told in ways that cannot all hold.

    Args:
        store: The graph, all named graphs taken together. It is only read.
        figures: Its figures, as ``read_figures`` gives them.
        texts: The texts of reports by the report's IRI. They tell copies apart from independent reports, and show
            the words around a figure; without them each report is its own origin, and only its quotes are compared.
        origins: The origins of the reports that are copies, where they are known already.
    """
    witnesses = Witnesses(store, texts, origins)
    wordings = Wordings(texts, witnesses.levels)
    slips = [*find_slips(figures, wordings, witnesses)]
    yield from (slip.finding for slip in slips)
    spoilt = frozenset[str]().union(*(slip.spoilt for slip in slips))
    sound = (figure for figure in figures if figure.iri not in spoilt)
    yield from find_discrepancies(sound, wordings, witnesses)
    yield from find_holders(store, witnesses)
    yield from find_delistings(store, witnesses)
    yield from find_localities(store, witnesses)

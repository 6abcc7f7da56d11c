"""Lay out the sums of reports as a table: what was worked out, and whether it holds."""

from collections import Counter
from collections.abc import Mapping, Sequence

from pyoxigraph import Literal, NamedNode

from povgraph.checks.sums import Sum
from povgraph.queries.answers import Table
from povgraph.resources import lexicon

COLUMNS = ("report", "sum", "verdict", "shown", "statement")


def sums_table(sums: Sequence[Sum], names: Mapping[str, str], language: str) -> Table:
    """Give a row for each sum: its report, its kind, the verdict, the numbers, and the statement that is checked.

    Args:
        sums: The sums in the order in which they shall stand.
        names: A name for each report's IRI.
        language: ``zh`` or ``en``.
    """
    kinds = lexicon("arithmetic")["sums"]
    rows = (
        (
            Literal(names.get(one.report, one.report)),
            Literal(kinds[one.relation][language] if one.relation in kinds else one.relation),
            Literal(one.verdict),
            Literal(one.shown_zh if language == "zh" else one.shown_en),
            NamedNode(one.claimed.iri),
        )
        for one in sums
    )
    return Table(COLUMNS, rows)


def count_verdicts(sums: Sequence[Sum]) -> str:
    """Count the sums by verdict.

    >>> count_verdicts([])
    '0 sums'
    """
    counts = Counter(one.verdict for one in sums)
    parts = [f"{counts[verdict]} {verdict}" for verdict in ("consistent", "rounding", "inconsistent", "unchecked")]
    total = f"{len(sums)} sum{'' if len(sums) == 1 else 's'}"
    return f"{total}: {', '.join(part for part in parts if not part.startswith('0 '))}" if sums else total

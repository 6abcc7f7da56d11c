"""Add up figures of places within places: the one check that goes beyond the names of a topic."""

from collections.abc import Iterable, Mapping, Sequence

from povgraph.checks.figures import Figure
from povgraph.checks.series import Parents, check_places
from povgraph.pipeline.entries import Entry, Shared


def key_of(figure: Figure) -> str:
    """Name what figures must have in common to be added up: indicator, unit and time."""
    return f"{figure.indicator} {figure.unit} {figure.period}"


def check_sums(entries: Sequence[Entry], parents: Parents, keys: frozenset[str] | None = None) -> list[Shared]:
    """Check what places count against the places within them.

    Args:
        entries: The reports.
        parents: Where places lie.
        keys: The keys of the figures that are wanted; without it, all.

    Returns:
        Each finding with its key, not in its place yet.
    """
    groups: dict[str, list[Figure]] = {}
    for entry in entries:
        for figure in entry.counted:
            if keys is None or key_of(figure) in keys:
                groups.setdefault(key_of(figure), []).append(figure)
    return [
        (key, one.finding())
        for key, figures in sorted(groups.items())
        for one in check_places(sorted(figures, key=_order), parents)
        if one.verdict == "inconsistent"
    ]


def _order(figure: Figure) -> tuple[str, int, int, str]:
    return figure.report, figure.start or 0, figure.end or 0, figure.iri


def reports_of(entries: Iterable[Entry]) -> Mapping[str, Entry]:
    """Find the report of each figure, by how the figure is written in a line."""
    return {f"<{figure.iri}>": entry for entry in entries for figure in entry.counted}

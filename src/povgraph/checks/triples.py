"""Read the values of one property of a whole graph in one pass, since a query for each node would take a day."""

from povgraph.graph.tables import Quads, pairs_of, subjects_with
from povgraph.vocabulary import OA, PROV


def values_of(store: Quads, path: str, language: str | None = None) -> dict[str, list[str]]:
    """Give the values of a property by subject, each once and in order; in one language only where one is named."""
    found: dict[str, set[str]] = {}
    for node, value, tag in pairs_of(store, path):
        if language is None or tag == language:
            found.setdefault(node, set()).add(value)
    return {node: sorted(values) for node, values in found.items()}


def value_of(store: Quads, path: str, language: str | None = None) -> dict[str, str]:
    """Give the value of a property by subject, the first in order where a subject has several."""
    found: dict[str, str] = {}
    for node, value, tag in pairs_of(store, path):
        if language is None or tag == language:
            found[node] = min(found.get(node, value), value)
    return found


def subjects_of(store: Quads, path: str, value: str) -> list[str]:
    """List the subjects that have a certain IRI for a value, each once and in order."""
    return sorted(set(subjects_with(store, path, value)))


def quotes_of(store: Quads) -> dict[str, tuple[str, int | None]]:
    """Give the quote of each statement, and where it begins; of several passages the first in order of their names."""
    selectors = values_of(store, OA.hasSelector)
    exact, starts = value_of(store, OA.exact), value_of(store, OA.start)
    found: dict[str, tuple[str, int | None]] = {}
    for statement, evidence in value_of(store, PROV.wasDerivedFrom).items():
        parts = selectors.get(evidence, [])
        quote = next((exact[part] for part in parts if part in exact), None)
        start = next((starts[part] for part in parts if part in starts), "")
        if quote is not None:
            whole = start.isascii() and start.isdigit() and len(start) < 16
            found[statement] = quote, int(start) if whole else None
    return found

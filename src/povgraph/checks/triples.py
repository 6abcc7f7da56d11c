"""Read the values of one property of a whole graph in one pass, since a query for each node would take a day."""

from povgraph.graph.tables import Quads
from povgraph.vocabulary import OA, PROV


def values_of(store: Quads, path: str, language: str | None = None) -> dict[str, list[str]]:
    """Give the values of a property by subject, each once and in order; in one language only where one is named."""
    from pyoxigraph import NamedNode  # noqa: PLC0415

    found: dict[str, set[str]] = {}
    for quad in store.quads_for_pattern(None, NamedNode(path), None, None):
        if language is None or getattr(quad.object, "language", None) == language:
            found.setdefault(getattr(quad.subject, "value", ""), set()).add(getattr(quad.object, "value", ""))
    return {node: sorted(values) for node, values in found.items()}


def value_of(store: Quads, path: str, language: str | None = None) -> dict[str, str]:
    """Give the value of a property by subject, the first in order where a subject has several."""
    from pyoxigraph import NamedNode  # noqa: PLC0415

    found: dict[str, str] = {}
    for quad in store.quads_for_pattern(None, NamedNode(path), None, None):
        if language is None or getattr(quad.object, "language", None) == language:
            node, value = getattr(quad.subject, "value", ""), getattr(quad.object, "value", "")
            found[node] = min(found.get(node, value), value)
    return found


def subjects_of(store: Quads, path: str, value: str) -> list[str]:
    """List the subjects that have a certain IRI for a value, each once and in order."""
    from pyoxigraph import NamedNode  # noqa: PLC0415

    quads = store.quads_for_pattern(None, NamedNode(path), NamedNode(value), None)
    return sorted({getattr(quad.subject, "value", "") for quad in quads})


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

"""Read the figures of a graph back as records, so that sums can be checked and reports compared."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from povgraph.graph.tables import Quads, pairs_of, subjects_with
from povgraph.vocabulary import OA, POV, PROV, RDF, RDFS

_ENDS = {"low": POV.low, "high": POV.high}
_NOTATIONS = {"indicator": POV.indicator, "kind": POV.kind, "unit": POV.unit, "bound": POV.bound}
_NAMED = (*_NOTATIONS, "per", "status")
_OPTIONAL = {"per": POV.per, "status": POV.status, "period": POV.period, "first": POV.from_, "last": POV.to}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that a report states: an observation of the graph.

    ``about`` and ``report`` are IRIs, ``name`` is the label of what it is about; ``indicator``, ``kind``, ``unit``,
    ``bound``, ``per`` and ``status`` are notations. ``low`` and ``high`` bound what the wording leaves open (None: no
    end). ``period`` is the time at the precision of the text (EDTF: ``2018``, ``2016/2019``, ``../2018-12-31``),
    ``first`` and ``last`` are its first and last day. ``start`` and ``end`` are offsets in the report, where known.
    """

    iri: str
    report: str
    about: str
    name: str
    indicator: str
    kind: str
    value: Decimal
    unit: str
    bound: str
    low: Decimal | None = None
    high: Decimal | None = None
    per: str | None = None
    status: str | None = None
    period: str | None = None
    first: str | None = None
    last: str | None = None
    quote: str = ""
    start: int | None = None
    end: int | None = None


def read_figures(store: Quads) -> list[Figure]:
    """List the observations of a graph in the order of their reports and places.

    What is not whole (no value, no unit, two values) is left out: shapes report it.
    """
    found = list(_Reader(store).figures())
    return sorted(found, key=lambda figure: (figure.report, figure.start or 0, figure.end or 0, figure.iri))


class _Reader:
    """Gathers each property of all observations in one pass over its triples."""

    def __init__(self, store: Quads) -> None:
        self._store = store

    def figures(self) -> Iterator[Figure]:
        observations = set(subjects_with(self._store, RDF.type, POV.Observation))
        notations = {name: self._values(path, observations) for name, path in (_NOTATIONS | _OPTIONAL).items()}
        numbers = {name: self._values(path, observations) for name, path in ({"value": POV.value} | _ENDS).items()}
        about, reports = self._values(POV.about, observations), self._values(POV.report, observations)
        labels = self._values(RDFS.label, {thing for values in about.values() for thing in values}, "zh")
        evidence = self._values(PROV.wasDerivedFrom, observations)
        selectors = self._values(OA.hasSelector, {one for values in evidence.values() for one in values})
        parts = {part for values in selectors.values() for part in values}
        quotes, starts, ends = (self._values(path, parts) for path in (OA.exact, OA.start, OA.end))
        for node in observations:
            said: dict[str, Any] = {name: _one(values.get(node)) for name, values in notations.items()}
            said |= {name: (said[name] or "").rpartition("/")[2] or None for name in _NAMED}
            said |= {name: _number(_one(values.get(node))) for name, values in numbers.items()}
            thing, report = _one(about.get(node)), _one(reports.get(node))
            if thing is None or report is None or said["value"] is None or any(said[n] is None for n in _NOTATIONS):
                continue
            passages = [selector for one in evidence.get(node, ()) for selector in sorted(selectors.get(one, ()))]
            yield Figure(
                iri=node,
                report=report,
                about=thing,
                name=min(labels.get(thing, {thing})),
                quote=_first(quotes, passages) or "",
                start=_offset(_first(starts, passages)),
                end=_offset(_first(ends, passages)),
                **said,
            )

    def _values(self, path: str, wanted: AbstractSet[str], language: str | None = None) -> dict[str, set[str]]:
        """Give the values of a property by subject for some subjects, in one language only where one is named."""
        values: dict[str, set[str]] = {}
        for node, value, tag in pairs_of(self._store, path):
            if node in wanted and (language is None or tag == language):
                values.setdefault(node, set()).add(value)
        return values


def _one(values: set[str] | None) -> str | None:
    return next(iter(values)) if values and len(values) == 1 else None


def _first(values: dict[str, set[str]], nodes: list[str]) -> str | None:
    return next((min(values[node]) for node in nodes if node in values), None)


def _offset(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else None


def _number(text: str | None) -> Decimal | None:
    try:
        number = Decimal(text) if text else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None

"""Write the observations as an RDF Data Cube (W3C), in Turtle: what statistical tools of the Semantic Web read.

``ontology/cube.ttl`` is the cube's structure. The observations keep their own IRIs and all that is said of them; the
things, passages and reports that they name are described too, so that the file stands alone.
"""

from collections.abc import Iterable, Iterator
from typing import TextIO

from povgraph.errors import StoreError
from povgraph.exports.contents import Content
from povgraph.graph import terms as t
from povgraph.graph.lines import canonical, literal, ref, split, value_of
from povgraph.graph.turtle import write_turtle
from povgraph.resources import ontology_path
from povgraph.vocabulary import OA, POV, PROV, QB, RDF, SKOS, concept_iri, concepts, iri

_OBSERVATION = f"<{POV.Observation}>"
_TYPE = f"<{RDF.type}>"
_DATASET, _PERIODS, _PERS = (ref(iri("cube", name)) for name in ("observations", "periods", "pers"))
_PERIOD, _PER, _STATEMENT = (f" {ref(iri('cube', name))} " for name in ("period", "per", "statement"))
_UNDATED, _UNSTATED = ref(iri("cube", "period", "undated")), ref(iri("cube", "per", "unstated"))
#: What an observation must say once to have its place in the cube.
_REQUIRED = tuple(
    f"<{name}>" for name in (POV.about, POV.indicator, POV.kind, POV.status, POV.value, POV.unit, POV.bound, POV.report)
)
#: What the file describes beside the observations, where they name it.
_NAMED = tuple(f"<{name}>" for name in (POV.about, POV.report, PROV.wasDerivedFrom, OA.hasSelector))
_CODES = frozenset(("indicator", "observation-kind", "status", "per", "unit", "bound"))

#: What is said of a subject: its properties with their values.
_Said = dict[str, list[str]]


def write_cube(content: Content, out: TextIO) -> None:
    """Write the cube.

    Raises:
        StoreError: an observation does not say what the cube needs.
    """
    subjects = _subjects(content.lines)
    observations = {node: said for node, said in subjects.items() if _OBSERVATION in said.get(_TYPE, ())}
    lines = [*_structure(), *_codes(), *_described(observations, subjects)]
    for node, said in observations.items():
        lines += _observation(node, said)
    write_turtle(canonical(f"{line} ." for line in lines), out)


def _subjects(lines: Iterable[str]) -> dict[str, _Said]:
    found: dict[str, _Said] = {}
    for line in lines:
        subject, predicate, value, _ = split(line)
        values = found.setdefault(subject, {}).setdefault(predicate, [])
        if value not in values[-1:]:
            values.append(value)
    return found


def _structure() -> Iterator[str]:
    from pyoxigraph import RdfFormat, parse  # noqa: PLC0415  --help starts without the engine

    return (str(quad.triple) for quad in parse(path=ontology_path("cube.ttl"), format=RdfFormat.TURTLE))


def _codes() -> Iterator[str]:
    """Describe the concepts of the code lists, those of ``per`` in the cube's own list too."""
    concept_class, in_scheme, label = ref(SKOS.Concept), f" {ref(SKOS.inScheme)} ", f" {ref(SKOS.prefLabel)} "
    for scheme in sorted(_CODES):
        lists = [ref(concept_iri(scheme, "")[:-1]), *([_PERS] if scheme == "per" else [])]
        yield lists[0] + t.TYPE + ref(SKOS.ConceptScheme)
        for concept in concepts()[scheme]:
            node = ref(concept_iri(scheme, concept.notation))
            yield node + t.TYPE + concept_class
            yield node + t.NOTATION + literal(concept.notation)
            yield from (
                node + label + literal(text, lang=lang) for lang, text in (("zh", concept.zh), ("en", concept.en))
            )
            yield from (node + in_scheme + name for name in lists)


def _described(observations: dict[str, _Said], subjects: dict[str, _Said]) -> Iterator[str]:
    """Yield all that is said of the things that observations name, and of those that these name in turn."""
    waiting = list(observations.values())
    met = set(observations)
    while waiting:
        said = waiting.pop()
        for node in (value for predicate in _NAMED for value in said.get(predicate, ())):
            if node in subjects and node not in met:
                met.add(node)
                waiting.append(subjects[node])
                yield from _lines(node, subjects[node])


def _lines(node: str, said: _Said) -> Iterator[str]:
    return (f"{node} {predicate} {value}" for predicate, values in said.items() for value in values)


def _observation(node: str, said: _Said) -> Iterator[str]:
    for predicate in _REQUIRED:
        if len(said.get(predicate, ())) != 1:
            count = len(said.get(predicate, ()))
            raise StoreError(f"{node[1:-1]} has {count} {predicate[1:-1]}, a cube needs one; see `povgraph validate`")
    yield from _lines(node, said)
    yield node + t.TYPE + ref(QB.Observation)
    yield f"{node} <{QB.dataSet}> {_DATASET}"
    yield node + _STATEMENT + node
    yield node + _PER + said.get(f"<{POV.per}>", [_UNSTATED])[0]
    yield from _period(node, said)


def _period(node: str, said: _Said) -> Iterator[str]:
    """Say the period of an observation, and describe it."""
    first, last = (said.get(f"<{name}>", [""])[0] for name in (POV.from_, POV.to))
    stated = said.get(f"<{POV.period}>") or ([literal(f"{_day(first)}/{_day(last)}")] if first or last else [])
    if not stated:
        yield node + _PERIOD + _UNDATED
        return
    text = value_of(stated[0])[0]
    period = ref(iri("cube", "period", text))
    yield node + _PERIOD + period
    yield period + t.TYPE + ref(SKOS.Concept)
    yield f"{period} <{SKOS.inScheme}> {_PERIODS}"
    yield f"{period} <{SKOS.prefLabel}> {literal(text)}"
    yield period + t.NOTATION + stated[0]
    if first:
        yield period + t.FROM + first
    if last:
        yield period + t.TO + last


def _day(term: str) -> str:
    return value_of(term)[0] if term else ".."

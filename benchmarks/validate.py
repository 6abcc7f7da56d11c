"""Compare the two SHACL engines: triples a second, the ratio, and the memory that each takes.

Run ``python -m benchmarks.validate`` (``--json`` for JSON); README.md says what is measured.
"""

import argparse
import json
import multiprocessing
import platform
import resource
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from time import process_time

import pyshacl
from benchmarks.extract import write_reports
from pyoxigraph import NamedNode, RdfFormat, Store
from rdflib import RDF, Graph, URIRef

from povgraph.checks.engine import run_shapes
from povgraph.checks.graphs import to_rdflib
from povgraph.checks.results import SH
from povgraph.checks.shapes import own_shapes
from povgraph.graph.quads import graph_lines
from povgraph.model import Report
from povgraph.statements.extraction import Extractor
from povgraph.vocabulary import BASE, PREFIXES, concepts, graph_iri, ontology_files

#: Faults in some of 256 statements each, beside those that the reports have anyway.
_FAULTS = (
    "DELETE { GRAPH ?g { ?s pov:status ?x } } WHERE { GRAPH ?g { ?s pov:status ?x } FILTER STRENDS(STR(?s), '00') }",
    "INSERT { GRAPH ?g { ?s pov:high -1 } } WHERE { GRAPH ?g { ?s pov:value ?x } FILTER STRENDS(STR(?s), '01') }",
    "INSERT { GRAPH ?g { ?s pov:line 0 } } WHERE { GRAPH ?g { ?s pov:line ?x } FILTER STRENDS(STR(?s), '02') }",
    "INSERT { GRAPH ?g { ?s pov:unit unit:mu } } WHERE { GRAPH ?g { ?s pov:unit ?x } FILTER STRENDS(STR(?s), '03') }",
)
_STEP = 50


def main() -> None:
    options = _options()
    sizes = {"alone": options.reference, "pyshacl": 4 * options.reference, "fast": options.triples}
    result: dict[str, object] = {"python": platform.python_version(), "seed": options.seed}
    rows = {name: _apart(name, size, options.seed) for name, size in sizes.items()}
    result |= rows
    for name in ("alone", "pyshacl"):
        result[f"ratio to {name}"] = round(rows["fast"]["rate"] / rows[name]["rate"], 1)
    print(json.dumps(result, ensure_ascii=False) if options.json else _worded(result))


def _apart(engine: str, size: int, seed: int) -> dict[str, int | float]:
    """Measure in a process of its own, so that the memory is that of one engine."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(measure, (engine, size, seed))


def measure(engine: str, size: int, seed: int) -> dict[str, int | float]:
    """Validate a graph of about this size; the time is CPU time, the memory what is resident at the peak."""
    store, shapes = write_graph(size, seed), own_shapes()
    loaded, start = _resident(), process_time()
    findings = _ENGINES[engine](store, shapes)
    seconds = process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {
        "triples": len(store),
        "findings": findings,
        "seconds": round(seconds, 2),
        "rate": round(len(store) / seconds),
        "loaded_mb": loaded,
        "peak_mb": peak,
    }


def _alone(store: Store, shapes: Graph) -> int:
    """Run pyshacl as one does on a graph of rdflib, without anything of povgraph."""
    graph = Graph()
    for triple in to_rdflib(store):
        graph.add(triple)
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none")
    return len(set(report.subjects(RDF.type, URIRef(SH + "ValidationResult"))))


_ENGINES: dict[str, Callable[[Store, Graph], int]] = {
    "alone": _alone,
    "pyshacl": lambda store, shapes: len(run_shapes(store, shapes, "shapes", "pyshacl")),
    "fast": lambda store, shapes: len(run_shapes(store, shapes, "shapes", "fast")),
}


def write_graph(size: int, seed: int) -> Store:
    """Build the graph of as many written reports as make this size, with faults, and load it with the ontology."""
    store = Store()
    for path in ontology_files():
        store.bulk_load(path=path, format=RdfFormat.TURTLE, to_graph=NamedNode(graph_iri("ontology")))
    extractor = Extractor(concepts())
    for number in range(1_000_000):
        if len(store) >= size:
            break
        count = min(_STEP, max(1, (size - len(store)) // 1300))
        texts = enumerate(write_reports(seed * 10_000 + number, count))
        reports = [_report(f"written-{number}-{n}", text) for n, text in texts]
        lines = graph_lines((report, extractor.extract(report)) for report in reports)
        store.bulk_load("\n".join(lines).encode(), format=RdfFormat.N_QUADS)
    for fault in _FAULTS:
        store.update(fault, base_iri=f"{BASE}id/", prefixes=PREFIXES)
    return store


def _report(name: str, text: str) -> Report:
    return Report(id=name, text=text, sha256=sha256(text.encode()).hexdigest(), path="")


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() // 1024**2


def _worded(result: dict[str, object]) -> str:
    names = {
        "alone": "pyshacl alone",
        "pyshacl": "pyshacl, SPARQL by pyoxigraph",
        "fast": "fast",
    }
    lines = [f"{'':30}{'triples':>10}{'findings':>10}{'CPU s':>9}{'triples/s':>11}{'loaded MB':>11}{'peak MB':>9}"]
    for name, title in names.items():
        row = result[name]
        assert isinstance(row, dict)
        counts = f"{row['triples']:>10,}{row['findings']:>10,}{row['seconds']:>9}{row['rate']:>11,}"
        lines.append(f"{title:30}{counts}{row['loaded_mb']:>11,}{row['peak_mb']:>9,}")
    lines += [f"fast is {result[f'ratio to {name}']} times as fast as {names[name]}" for name in ("alone", "pyshacl")]
    return "\n".join(lines)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--seed", type=int, default=2020, help="seed of the written reports (2020)")
    parser.add_argument(
        "--triples", type=int, default=1_000_000, help="size of the graph for the fast engine (1000000)"
    )
    parser.add_argument(
        "--reference", type=int, default=10_000, help="… for pyshacl alone (10000), a quarter of the other's"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()

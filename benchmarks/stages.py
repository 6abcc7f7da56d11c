"""The stages of a build, each beside what a user would otherwise take: what is measured, and on what.

Every function is run in a process of its own: it prepares, measures with the clock that it is given, and returns the
amount of its work.
"""

import pickle
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks.measuring import Clock

Made = list[tuple[Any, Any]]


def made(folder: Path) -> Made:
    """Give the reports of a corpus with their statements, extracted once and kept."""
    kept = folder / "made.pickle"
    if not kept.exists():
        from povgraph.pipeline.reading import dated, extractor  # noqa: PLC0415
        from povgraph.text.reports import find_reports, read_report  # noqa: PLC0415

        reports = [read_report(path) for path in find_reports([folder / "reports"])]
        pairs = [(report, extractor().extract(report)) for report in reports]
        kept.write_bytes(pickle.dumps([(dated(report, rows), rows) for report, rows in pairs]))
    return list(pickle.loads(kept.read_bytes()))


def prepare(clock: Clock, folder: Path) -> int:
    """Extract the statements of a corpus, so that the stages after it need not."""
    with clock.running():
        return len(made(folder))


# ------------------------------------------------------------------------------------------------ reading text


def extract(clock: Clock, folder: Path, most: int) -> int:
    """Read statements out of texts; the amount is characters."""
    from povgraph.pipeline.reading import extractor  # noqa: PLC0415

    return _read(clock, folder, most, lambda report: extractor().extract(report))


def cut(clock: Clock, folder: Path, most: int) -> int:
    """Cut the same texts into words with jieba."""
    import logging  # noqa: PLC0415

    import jieba  # noqa: PLC0415

    jieba.setLogLevel(logging.WARNING)
    return _read(clock, folder, most, lambda report: jieba.lcut(report.text))


def _read(clock: Clock, folder: Path, most: int, read: Callable[[Any], object]) -> int:
    from povgraph.text.reports import find_reports, read_report  # noqa: PLC0415

    reports = [read_report(path) for path in find_reports([folder / "reports"])[:most]]
    for report in reports:  # as extract.py: word lists, and the counties that texts name, are read once
        read(report)
    with clock.running():
        for report in reports:
            read(report)
    return sum(len(report.text) for report in reports)


# ------------------------------------------------------------------------------------------------ statements to a graph


def write_lines(clock: Clock, folder: Path) -> int:
    """Make the sorted lines of a graph of statements."""
    from povgraph.graph.quads import graph_lines  # noqa: PLC0415

    pairs = made(folder)
    graph_lines(pairs[:1])  # loads the gazetteer
    with clock.running():
        return len(graph_lines(pairs))


def add_triples(clock: Clock, folder: Path) -> int:
    """Add the same triples to a graph of rdflib, one by one, with their terms made already."""
    from rdflib import Graph  # noqa: PLC0415

    triples = _triples(folder)
    graph = Graph()
    with clock.running():
        for triple in triples:
            graph.add(triple)
    return len(triples)


def make_and_add_triples(clock: Clock, folder: Path) -> int:
    """Make the terms, too, as who builds a graph with rdflib has to."""
    from rdflib import Graph, Literal, URIRef  # noqa: PLC0415

    from povgraph.graph.lines import split, value_of  # noqa: PLC0415
    from povgraph.graph.quads import graph_lines  # noqa: PLC0415

    texts = [
        (
            quad.subject[1:-1],
            quad.predicate[1:-1],
            quad.object[1:-1] if quad.object[0] == "<" else value_of(quad.object),
        )
        for quad in map(split, graph_lines(made(folder)))
    ]
    graph = Graph()
    with clock.running():
        for subject, predicate, value in texts:
            term = URIRef(value) if isinstance(value, str) else Literal(value[0], value[2], value[1])
            graph.add((URIRef(subject), URIRef(predicate), term))
    return len(texts)


def _triples(folder: Path) -> list[Any]:
    from pyoxigraph import RdfFormat, parse  # noqa: PLC0415

    from povgraph.checks.graphs import to_rdflib  # noqa: PLC0415

    return list(to_rdflib(parse(path=str(graph_of(folder)), format=RdfFormat.N_QUADS)))


def graph_of(folder: Path) -> Path:
    """Give the file of the graph that was built of a corpus."""
    from povgraph.store.generations import current  # noqa: PLC0415

    return current(folder / "build", verify=False).graph


def write_turtle(clock: Clock, folder: Path) -> int:
    """Write the graph as Turtle."""
    from povgraph.exports.contents import lines_of  # noqa: PLC0415
    from povgraph.graph.turtle import write_turtle as write  # noqa: PLC0415

    lines = lines_of(folder / "build")
    with clock.running(), (folder / "out.ttl").open("w", encoding="utf-8") as out:
        write(lines, out)
    return len(lines)


def serialize_turtle(clock: Clock, folder: Path) -> int:
    """Write the same graph as Turtle with rdflib."""
    from rdflib import Graph  # noqa: PLC0415

    from povgraph.vocabulary import PREFIXES  # noqa: PLC0415

    graph = Graph()
    for name, namespace in PREFIXES.items():
        graph.bind(name, namespace)
    for triple in _triples(folder):
        graph.add(triple)
    with clock.running():
        graph.serialize(str(folder / "out-rdflib.ttl"), format="turtle")
    return len(graph)


# ------------------------------------------------------------------------------------------------ the store


def read_bytes(clock: Clock, folder: Path) -> int:
    """Read the bytes of the graph, and digest them: the floor of loading."""
    path = graph_of(folder)
    with clock.running():
        content = path.read_bytes()
        sha256(content)
        return content.count(b"\n")


def split_lines(clock: Clock, folder: Path) -> int:
    """Read the graph and split it into lines: the floor of whatever looks at lines."""
    path = graph_of(folder)
    with clock.running():
        return len(path.read_text(encoding="utf-8").split("\n"))


def load(clock: Clock, folder: Path) -> int:
    """Open the graph in memory as povgraph does: read, compared with its digest, loaded, with the ontology."""
    from povgraph.store.generations import current  # noqa: PLC0415
    from povgraph.store.opening import load as open_in_memory  # noqa: PLC0415

    with clock.running():
        return len(open_in_memory(current(folder / "build", verify=False)))


def bulk_load(clock: Clock, folder: Path) -> int:
    """Load the same lines with pyoxigraph alone."""
    from pyoxigraph import RdfFormat, Store  # noqa: PLC0415

    path, store = str(graph_of(folder)), Store()
    with clock.running():
        store.bulk_load(path=path, format=RdfFormat.N_QUADS)
        return len(store)


# ------------------------------------------------------------------------------------------------ validation


def validate(clock: Clock, folder: Path) -> int:
    """Validate the graph against povgraph's shapes."""
    from povgraph.checks.engine import run_shapes  # noqa: PLC0415
    from povgraph.checks.shapes import own_shapes  # noqa: PLC0415
    from povgraph.store.generations import current  # noqa: PLC0415
    from povgraph.store.opening import load as open_in_memory  # noqa: PLC0415

    store, shapes = open_in_memory(current(folder / "build", verify=False)), own_shapes()
    with clock.running():
        clock.more["findings"] = len(run_shapes(store, shapes, "shapes", "fast"))
    return len(store)


def validate_alone(clock: Clock, folder: Path) -> int:
    """Validate a small graph with pyshacl as anyone would, with the ontology in it."""
    import pyshacl  # noqa: PLC0415
    from rdflib import Graph  # noqa: PLC0415

    from povgraph.checks.graphs import to_rdflib  # noqa: PLC0415
    from povgraph.checks.shapes import own_shapes  # noqa: PLC0415
    from povgraph.store.generations import current  # noqa: PLC0415
    from povgraph.store.opening import load as open_in_memory  # noqa: PLC0415

    graph, shapes = Graph(), own_shapes()
    for triple in to_rdflib(open_in_memory(current(folder / "build", verify=False))):
        graph.add(triple)
    with clock.running():
        pyshacl.validate(graph, shacl_graph=shapes, inference="none")
    return len(graph)


# ------------------------------------------------------------------------------------------------ builds


def build(clock: Clock, folder: Path, name: str, jobs: int) -> int:
    """Build the graph of a corpus; the amount is reports."""
    from povgraph.pipeline import build as build_graph  # noqa: PLC0415
    from povgraph.store.generations import current  # noqa: PLC0415

    with clock.running():
        built = build_graph([folder / "reports"], folder / name, jobs=jobs)
    clock.more |= {"quads": built.quads, "read": built.read, "findings": len(built.findings), "jobs": jobs}
    clock.more["graph_sha256"] = current(folder / name, verify=False).manifest.graph_sha256
    return len(built.reports)

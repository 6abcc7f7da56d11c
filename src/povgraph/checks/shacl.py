"""Validate a graph: shapes, quotes and broken text in, findings with their evidence out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from povgraph.checks.own import run_checks
from povgraph.checks.passages import Passages
from povgraph.model import Finding, Report
from povgraph.vocabulary import graph_iri, iri, ontology_files

if TYPE_CHECKING:
    from pyoxigraph import Store

#: Checks of several statements by how their names begin, in the order in which they tell.
_FAMILIES = ("sum-", "promise-", "scale-slip", "figure-conflict", "delisting-conflict")
_SEVERITIES = {"error": 0, "warning": 1, "info": 2}


def validate(
    store: "Store",
    *,
    shapes: Sequence[Path] | None = None,
    texts: Mapping[str, str] | None = None,
    engine: str = "auto",
    note: Callable[[str], None] = lambda _: None,
    further: Iterable[Finding] = (),
) -> list[Finding]:
    """Check a graph and give what is wrong with it, in the order of the reports.

    Args:
        store: The graph, all named graphs taken together, with the ontology loaded. It is only read.
        shapes: Files with the caller's own shapes, which then replace povgraph's and its other checks, so that
            any graph can be validated.
        texts: The texts of reports by the report's IRI; quotes are compared with those given.
        engine: ``pyshacl``, the reference; ``fast``, which finds the same; ``auto``, by the size of the graph.
        note: Called with a line for each shape that the fast engine has to leave to pyshacl.
        further: Findings of the caller's own checks, which are put in their places among the others.

    Raises:
        SourceError: a file of shapes cannot be read, or its shapes are not valid SHACL.
        QueryError: one of povgraph's own check queries is broken.
    """
    from povgraph.checks.engine import run_shapes  # noqa: PLC0415  loads rdflib and pyshacl
    from povgraph.checks.shapes import own_shapes, read_shapes  # noqa: PLC0415
    from povgraph.checks.stored import run_own_checks  # noqa: PLC0415

    if shapes:
        found: list[Finding] = [*run_shapes(store, read_shapes(shapes), ", ".join(map(str, shapes)), engine, note)]
    else:
        found = [*run_shapes(store, own_shapes(), "ontology/shapes", engine, note)]
        found += [*run_checks(store, texts or {}), *run_own_checks(store)]
    passages = Passages(store)
    return sort_findings(told_once([passages.located(finding) for finding in (*found, *further)]))


def told_once(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Leave out what another check says as well of the very same statements: 320户58人 is one fault, not two.

    A sum goes before a promise, that before a conflict, and that before what a stored query finds.
    """
    told: dict[frozenset[str], tuple[int, str]] = {}
    for finding in findings:
        if (rank := _rank(finding.check)) is not None:
            involved = frozenset((finding.focus, *finding.statements))
            told[involved] = min(told.get(involved, (rank, finding.check)), (rank, finding.check))
    for finding in findings:
        first = told.get(frozenset((finding.focus, *finding.statements)))
        if first is None or _rank(finding.check) is None or first[1] == finding.check:
            yield finding


@cache
def _rank(check: str) -> int | None:
    """Say how early a check tells of several statements; None where a check tells of one."""
    from povgraph.checks.stored import own_checks  # noqa: PLC0415

    families = next((rank for rank, family in enumerate(_FAMILIES) if check.startswith(family)), None)
    stored = len(_FAMILIES) if check in {query.name for query in own_checks()} else None
    return stored if families is None else families


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Put findings into their one order: by report and place in it, then by severity; what has no report comes last."""
    return sorted(findings, key=_order)


def _order(finding: Finding) -> tuple[object, ...]:
    return (
        finding.report is None,
        finding.report or "",
        finding.line or 0,
        finding.column or 0,
        _SEVERITIES[finding.severity],
        finding.check,
        "" if finding.focus.startswith("_:") else finding.focus,  # the labels of blank nodes mean nothing
        finding.path or "",
        finding.value or "",
        finding.message_en,
        finding.message_zh,
        finding.statements,
        finding.repair or "",
        finding.quote or "",
        finding.evidence or "",
    )


def check_lines(lines: Sequence[str], reports: Sequence[Report]) -> list[Finding]:
    """Check a graph that is about to be published, quotes and all.

    Args:
        lines: The graph as lines of N-Quads, without the ontology.
        reports: The reports that it was made from.
    """
    from pyoxigraph import NamedNode, RdfFormat, Store  # noqa: PLC0415

    store = Store()
    store.bulk_load("\n".join(lines).encode(), format=RdfFormat.N_QUADS)
    for path in ontology_files():
        store.bulk_load(path=path, format=RdfFormat.TURTLE, to_graph=NamedNode(graph_iri("ontology")))
    return validate(store, texts={iri("report", report.key): report.text for report in reports})

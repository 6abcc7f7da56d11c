"""Findings as nodes of a graph of their own, in the terms of SHACL's results.

A finding is named by all that it says, so that the same checks over the same statements give the same bytes.
"""

import re
from collections.abc import Iterable, Iterator

from povgraph.graph import terms as t
from povgraph.graph.figures import Pair
from povgraph.graph.lines import canonical, literal, ref
from povgraph.graph.passages import identity
from povgraph.model import Finding
from povgraph.vocabulary import graph_iri, iri

_IRI = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*://|urn:)\S+")  # https://w3id.org/povgraph/id/place/220822


def finding_quads(findings: Iterable[Finding]) -> list[str]:
    """Write findings as lines, sorted."""
    tail = f" {ref(graph_iri('findings'))} ."
    nodes = ((ref(finding_iri(finding)), finding) for finding in findings)
    return canonical(node + predicate + value + tail for node, finding in nodes for predicate, value in _said(finding))


def finding_iri(finding: Finding) -> str:
    """Name a finding by what it says; where it stands follows from what it is about."""
    return iri("finding", identity(*identity_of(finding)))


def identity_of(finding: Finding) -> tuple[str | None, ...]:
    """Give all by which a finding is named."""
    said = (finding.check, finding.severity, finding.focus, finding.path, finding.value)
    worded = (finding.message_zh, finding.message_en, finding.repair)
    return (*said, *worded, *finding.statements)


def _said(finding: Finding) -> Iterator[Pair]:
    yield t.TYPE, t.FINDING_CLASS
    yield t.CHECK, literal(finding.check)
    yield t.RESULT_SEVERITY, t.SEVERITIES[finding.severity]
    yield t.FOCUS_NODE, _term(finding.focus)
    for text, language in ((finding.message_zh, "zh"), (finding.message_en, "en")):
        if text:
            yield t.RESULT_MESSAGE, literal(text, lang=language)
    if finding.path and _IRI.fullmatch(finding.path):  # a longer path would take blank nodes
        yield t.RESULT_PATH, ref(finding.path)
    if finding.value is not None:
        yield t.RESULT_VALUE, _term(finding.value)
    for statement in finding.statements:
        yield t.INVOLVES, ref(statement)
    if finding.evidence:
        yield t.DERIVED_FROM, ref(finding.evidence)
    if finding.repair:
        yield t.REPAIR, literal(finding.repair)


def _term(text: str) -> str:
    return ref(text) if _IRI.fullmatch(text) else literal(text)

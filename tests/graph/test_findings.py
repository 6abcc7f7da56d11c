"""Findings as nodes: named by what they say, in a graph of their own, never blank, whatever the texts hold."""

from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from povgraph.graph.findings import finding_iri, finding_quads
from povgraph.graph.lines import canonical, split
from povgraph.model import Finding
from povgraph.vocabulary import BASE, graph_iri

FOCUS, OTHER = f"{BASE}id/observation/1f", f"{BASE}id/observation/2f"
FINDING = Finding(
    check="households-persons",
    severity="error",
    message_zh="320 户 > 58 人",
    message_en="320 households > 58 persons",
    focus=FOCUS,
    path=f"{BASE}ontology#value",
    value="320",
    statements=(FOCUS, OTHER),
    repair="32",
    evidence=f"{BASE}id/evidence/7",
)


def said(finding: Finding) -> set[tuple[str, str]]:
    quads = map(split, finding_quads([finding]))
    return {(quad.predicate.strip("<>").replace("/", "#").rpartition("#")[2], quad.object) for quad in quads}


def test_a_finding_says_everything() -> None:
    assert said(FINDING) == {
        ("type", f"<{BASE}ontology#Finding>"),
        ("check", '"households-persons"'),
        ("resultSeverity", "<http://www.w3.org/ns/shacl#Violation>"),
        ("focusNode", f"<{FOCUS}>"),
        ("resultMessage", '"320 户 > 58 人"@zh'),
        ("resultMessage", '"320 households > 58 persons"@en'),
        ("resultPath", f"<{BASE}ontology#value>"),
        ("value", '"320"'),
        ("involves", f"<{FOCUS}>"),
        ("involves", f"<{OTHER}>"),
        ("wasDerivedFrom", f"<{BASE}id/evidence/7>"),
        ("repair", '"32"'),
    }


def test_what_it_lacks_is_absent() -> None:
    bare = Finding(check="x", severity="info", message_zh="问题", message_en="", focus=f"{BASE}id/place/CN")
    assert sorted(name for name, _ in said(bare)) == ["check", "focusNode", "resultMessage", "resultSeverity", "type"]


@pytest.mark.parametrize(
    ("focus", "written"),
    [
        (FOCUS, f"<{FOCUS}>"),
        ("http://example.org/a", "<http://example.org/a>"),
        ("urn:isbn:1", "<urn:isbn:1>"),
        ("注：不是地址", '"注：不是地址"'),
        ("note: no address", '"note: no address"'),
        ("_:b0", '"_:b0"'),
    ],
)
def test_a_focus_is_a_node_or_a_text_and_never_blank(focus: str, written: str) -> None:
    assert ("focusNode", written) in said(replace(FINDING, focus=focus))


def test_a_path_that_needs_blank_nodes_is_left_out() -> None:
    assert "resultPath" not in {name for name, _ in said(replace(FINDING, path="( <http://e/a> <http://e/b> )"))}


def test_the_name_follows_from_what_is_said_alone() -> None:
    same = replace(FINDING, line=3, column=1, quote="约320户", report=f"{BASE}id/report/r", evidence=None)
    assert finding_iri(same) == finding_iri(FINDING)
    changed = [
        replace(FINDING, **{name: "另"})
        for name in ("check", "focus", "path", "value", "message_zh", "message_en", "repair")
    ]
    changed += [replace(FINDING, severity="info"), replace(FINDING, statements=(FOCUS,)), replace(FINDING, repair=None)]
    assert len({finding_iri(one) for one in [FINDING, *changed]}) == len(changed) + 1


def test_the_order_in_which_they_come_means_nothing() -> None:
    other = replace(FINDING, check="a")
    assert finding_quads([FINDING, other, FINDING]) == finding_quads([other, FINDING])


TEXTS = st.one_of(st.none(), st.text(max_size=8))


@given(st.text(max_size=8), st.text(max_size=8), TEXTS, TEXTS, TEXTS)
def test_the_engine_reads_the_same_lines_whatever_they_say(
    check: str, focus: str, path: str | None, value: str | None, repair: str | None
) -> None:
    hostile = replace(FINDING, check=check, message_zh=check, focus=focus, path=path, value=value, repair=repair)
    lines = finding_quads([hostile])
    quads = list(ox.parse(input="\n".join(lines).encode(), format=ox.RdfFormat.N_QUADS))
    assert canonical(f"{quad} ." for quad in quads) == lines
    assert {quad.graph_name.value for quad in quads} == {graph_iri("findings")}
    assert not [
        quad for quad in quads if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)
    ]

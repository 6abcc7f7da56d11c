"""Golden cases: a source and its statements make the graph that lies beside them, byte for byte.

``--update-golden`` writes the graphs anew; read the difference before you keep it.
"""

import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from povgraph.checks.shacl import check_lines
from povgraph.graph.findings import finding_quads
from povgraph.graph.lines import canonical
from povgraph.graph.quads import graph_lines
from povgraph.model import Report, Statements
from povgraph.statements.files import locate, read_statements
from povgraph.text.reports import read_report
from povgraph.vocabulary import concepts

CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/statements.yaml"))
VOCABULARY = {scheme: frozenset(concept.notation for concept in members) for scheme, members in concepts().items()}
PROGRAM = """
import sys
from pathlib import Path
from povgraph.graph.quads import graph_lines
from povgraph.statements.files import read_statements
from povgraph.text.reports import read_report
folders = map(Path, sys.argv[1:])
made = [(read_report(folder / "source.txt"), read_statements(folder / "statements.yaml")) for folder in folders]
sys.stdout.buffer.write("\\n".join(graph_lines(made)).encode())
"""


def case(folder: Path) -> tuple[Report, Statements]:
    report = read_report(folder / "source.txt")
    return report, locate(read_statements(folder / "statements.yaml", VOCABULARY), report.text)


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_graph(folder: Path, request: pytest.FixtureRequest) -> None:
    text = "".join(f"{line}\n" for line in graph_lines([case(folder)]))
    golden = folder / "graph.nq"
    if request.config.getoption("--update-golden"):
        golden.write_bytes(text.encode())
    assert text.encode() == golden.read_bytes()


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_findings(folder: Path, request: pytest.FixtureRequest) -> None:
    report, statements = case(folder)
    lines = graph_lines([(report, statements)])
    found = finding_quads(check_lines(lines, [report]))
    golden = folder / "findings.nq"
    if request.config.getoption("--update-golden"):
        golden.write_bytes("".join(f"{line}\n" for line in found).encode())
    assert found == golden.read_text(encoding="utf-8").split("\n")[:-1]
    again = check_lines([*lines, *found], [report])
    assert finding_quads(again) == found, "findings in the graph change what the checks find"


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_the_engine_reads_the_same_lines(folder: Path) -> None:
    content = (folder / "graph.nq").read_bytes()
    lines = content.decode().split("\n")[:-1]
    assert canonical(f"{quad} ." for quad in ox.parse(input=content, format=ox.RdfFormat.N_QUADS)) == lines
    assert not [line for line in lines if "_:" in line and line.startswith("_:")]


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_every_statement_has_evidence_that_quotes_the_report(folder: Path) -> None:
    report, _ = case(folder)
    store = ox.Store()
    store.bulk_load(path=str(folder / "graph.nq"), format=ox.RdfFormat.N_QUADS)
    rows = store.query(
        """SELECT ?statement ?start ?end ?exact ?prefix ?suffix ?line ?column {
             ?statement a pov:Statement OPTIONAL {
               ?statement prov:wasDerivedFrom ?evidence . ?evidence pov:line ?line ; pov:column ?column ;
                 oa:hasSelector [ oa:start ?start ; oa:end ?end ] ,
                                [ oa:exact ?exact ; oa:prefix ?prefix ; oa:suffix ?suffix ] } }""",
        prefixes={
            "pov": "https://w3id.org/povgraph/ontology#",
            "prov": "http://www.w3.org/ns/prov#",
            "oa": "http://www.w3.org/ns/oa#",
        },
        use_default_graph_as_union=True,
    )
    found = list(rows)
    assert found
    for row in found:
        start, end = int(row["start"].value), int(row["end"].value)
        assert row["exact"].value == report.text[start:end]
        assert row["prefix"].value == report.text[max(start - 32, 0) : start]
        assert row["suffix"].value == report.text[end : end + 32]
        assert (int(row["line"].value), int(row["column"].value)) == report.position(start)


def test_two_processes_with_other_hash_seeds_write_the_same_bytes() -> None:
    outputs = set()
    for seed in ("0", "1", "2019"):
        path = os.pathsep.join(item for item in sys.path if item)
        command = [sys.executable, "-S", "-c", PROGRAM, *map(str, CASES)]
        done = subprocess.run(
            command, check=True, capture_output=True, env={"PYTHONPATH": path, "PYTHONHASHSEED": seed}
        )
        outputs.add(done.stdout)
    assert len(outputs) == 1


def test_a_union_of_builds_is_the_build_of_the_union() -> None:
    apart = {line for folder in CASES for line in graph_lines([case(folder)])}
    assert canonical(apart) == graph_lines([case(folder) for folder in CASES])

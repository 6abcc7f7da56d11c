"""Check queries: povgraph's own find what they should and nothing else; a user's are strangers' queries."""

import re
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store

from povgraph.checks.shacl import validate
from povgraph.checks.stored import own_checks, run_own_checks, run_user_checks, user_checks
from povgraph.errors import QueryError
from povgraph.model import Finding
from povgraph.vocabulary import BASE, PREFIXES, graph_iri, ontology_files

ROOT = Path(__file__).parents[2]
GOOD = ROOT / "tests" / "shapes" / "good.ttl"
EDTF = "^^<http://id.loc.gov/datatypes/edtf/EDTF>"
DOCS = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")


def store_of(update: str = "") -> Store:
    store = Store()
    for path in ontology_files():
        store.load(path=path, format=RdfFormat.TURTLE, to_graph=NamedNode(graph_iri("ontology")))
    store.load(path=GOOD, format=RdfFormat.TURTLE)
    store.update(update, base_iri=f"{BASE}id/", prefixes=PREFIXES)
    return store


def figure(
    name: str, indicator: str, value: str, *, more: str = "", report: str = "r1", about: str = "<place/x>"
) -> str:
    """Write an exact figure of a level that is actual."""
    return (
        f"<observation/{name}> a pov:Statement , pov:Observation ; pov:indicator indicator:{indicator} ; "
        f"pov:value {value}.0 ; pov:low {value}.0 ; pov:high {value}.0 ; pov:status <concept/status/actual> ; "
        f"pov:about {about} ; pov:kind <concept/observation-kind/level> ; pov:report <report/{report}> {more} ."
    )


def at(year: int) -> str:
    return f'; pov:period "{year}"{EDTF} ; pov:to "{year}-12-31"^^xsd:date'


def village(report: str, county: str, name: str = "新桥村") -> str:
    mention = f"<mention/{report}-{county}-{name}> a pov:Mention ; pov:report <report/{report}>"
    return (
        f"{mention} ; pov:about <place/{county}/{name}> . "
        f'<place/{county}/{name}> a pov:Village ; rdfs:label "{name}"@zh ; pov:within <place/{county}> , <place/CN> . '
        f'<place/{county}> a pov:County ; rdfs:label "{county}县"@zh , "{county} County"@en .'
    )


def delisting(year: int) -> str:
    kind = "pov:kind <concept/outcome-kind/delisting>"
    return f'<outcome/d> a pov:Outcome ; {kind} ; pov:about <place/x> ; pov:to "{year}-12-31"^^xsd:date .'


FOUND = [
    ("households-over-population", figure("h", "households", "320") + figure("p", "population", "58")),
    ("households-over-population", figure("h", "poor-households", "9") + figure("p", "poor-population", "8")),
    (
        "households-over-population",
        figure("h", "households", "9", more=at(2018)) + figure("p", "population", "8", more=at(2018), report="r2"),
    ),
    ("delisted-still-poor", delisting(2018) + figure("h", "poverty-incidence", "23", more=at(2018))),
    ("delisted-still-poor", delisting(2018) + figure("h", "poverty-incidence", "4", more=at(2019))),
    ("village-in-two-counties", village("r1", "甲") + village("r1", "乙")),
]
NOTHING = [
    figure("h", "households", "58") + figure("p", "population", "58"),
    figure("h", "households", "320") + figure("p", "population", "58", report="r2"),
    figure("h", "households", "320", more=at(2018)) + figure("p", "population", "58", more=at(2017)),
    figure("h", "households", "320", more=at(2018)) + figure("p", "population", "58"),
    figure("h", "households", "320") + figure("p", "population", "58", about="<place/y>"),
    figure("h", "households", "320") + figure("p", "poor-population", "58"),
    figure("h", "households", "320") + figure("p", "population", "3", more="; pov:per <concept/per/household>"),
    delisting(2018) + figure("h", "poverty-incidence", "23", more=at(2015)),
    delisting(2018) + figure("h", "poverty-incidence", "3", more=at(2019)),
    delisting(2018) + figure("h", "poverty-incidence", "23"),
    village("r1", "甲") + village("r2", "乙"),
    village("r1", "甲") + village("r1", "乙", "老桥村"),
    village("r1", "甲") + village("r1", "甲", "老桥村"),
]


@pytest.mark.parametrize(("check", "data"), FOUND)
def test_own_checks_find_their_faults_once(check: str, data: str) -> None:
    store = store_of(f"INSERT DATA {{ {data} GRAPH <http://example.org/copy> {{ {data} }} }}")
    (finding,) = run_own_checks(store)
    assert finding.check == check
    assert len(finding.statements) == 1
    assert not finding.message_zh.isascii()
    for text in (finding.message_zh, finding.message_en):
        assert not re.search(r"\.0\b", text), "a count has no decimals"
    if check != "village-in-two-counties":
        assert " > " in finding.message_en, "the message shows the sum"


@pytest.mark.parametrize("data", NOTHING)
def test_own_checks_find_nothing_else(data: str) -> None:
    assert list(run_own_checks(store_of(f"INSERT DATA {{ {data} }}"))) == []


def test_own_checks_are_documented_and_each_is_tried() -> None:
    names = [query.name for query in own_checks()]
    assert names == re.findall(r"^\| `([a-z-]+)` \| (?:error|warning|info) \|", DOCS, re.M)
    assert set(names) == {name for name, _ in FOUND}
    for query in own_checks():
        assert query.trusted
        assert query.summary_en.isascii()
        assert query.summary_zh
        assert not query.summary_zh.isascii()
        assert "\nORDER BY " in query.text


def test_they_are_among_the_findings_with_their_place() -> None:
    data = figure("h", "households", "320") + figure("p", "population", "58")
    data = data.replace("<report/r1>", "<report/2019-03-heliu-1f0c2d3e> ; prov:wasDerivedFrom <evidence/0008>")
    found = validate(store_of(f"INSERT DATA {{ {data} }}"))
    (finding,) = [one for one in found if one.check.startswith("households-")]
    assert finding.statements == (finding.focus, f"{BASE}id/observation/p")
    assert (finding.quote, finding.line, finding.evidence) == ("全村三百二十多户", 3, f"{BASE}id/evidence/0008")


# ---------------------------------------------------------------- a user's own

HEAD = "#+ summary: A check.\n#+ summary_zh: 一项检查。\n"
PLACES = "?focus a pov:County"


def own(folder: Path, text: str, name: str = "mine.rq") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def found(folder: Path, graph: Path = GOOD, timeout: float = 20) -> list[Finding]:
    return list(run_user_checks(graph, user_checks([folder]), timeout))


def test_a_row_is_a_finding(tmp_path: Path) -> None:
    query = f"""{HEAD}SELECT ?focus ?severity ?message_en ?value ?repair ?statement ?statement_2 {{
      {PLACES} . BIND("error" AS ?severity) BIND("1 > 0" AS ?message_en) BIND(4.5 AS ?value) BIND("四"@zh AS ?repair)
      BIND(<{BASE}id/outcome/a> AS ?statement) BIND(<{BASE}id/outcome/b> AS ?statement_2) }}"""
    (finding,) = found(own(tmp_path, query))
    assert finding == Finding(
        check="mine",
        severity="error",
        message_zh="一项检查。",
        message_en="1 > 0",
        focus=f"{BASE}id/place/229901",
        value="4.5",
        repair="四",
        statements=(f"{BASE}id/outcome/a", f"{BASE}id/outcome/b"),
    )


def test_the_focus_and_a_summary_are_enough(tmp_path: Path) -> None:
    (finding,) = found(own(tmp_path, f"#+ summary_zh: 查一查。\nSELECT ?focus {{ {PLACES} }}"))
    assert (finding.severity, finding.message_zh, finding.message_en) == ("warning", "查一查。", "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"{HEAD}SELECT ?place {{ ?place a pov:County }}", "mine.rq:3: unknown column ?place"),
        (
            f"{HEAD}SELECT ?value\n  ?focsu {{ ?focsu a ?value }}",
            "mine.rq:4: unknown column ?focsu; did you mean 'focus'?",
        ),
        (f"{HEAD}\nSELECT ?value {{ ?s a ?value }}", "mine.rq:4: no column ?focus"),
        (f"{HEAD}SELECT * {{ {PLACES} }}", "mine.rq:3: a check is a SELECT that names its columns"),
        (f"{HEAD}ASK {{ {PLACES} }}", "mine.rq:3: a check is a SELECT"),
        (f"SELECT ?focus {{ {PLACES} }}", "mine.rq:1: a stored query needs a '#+ summary:'"),
        ("#+ sumary: x\nSELECT ?focus {}", "mine.rq:1: unknown key 'sumary'"),
        (f"{HEAD}SELECT ?focus {{ {PLACES} ", "mine.rq: line 3"),
        (f"{HEAD}SELECT ?focus\n{{ ?focus a nix:County }}", "mine.rq: line 4, column 12: unknown prefix 'nix:'"),
        (
            f"{HEAD}SELECT ?focus {{ SERVICE <http://e/> {{ {PLACES} }} }}",
            "mine.rq: line 3, column 17: SERVICE is refused",
        ),
        (f"{HEAD}DELETE WHERE {{ {PLACES} }}", "mine.rq"),
        (f"{HEAD}SELECT ?focus {{ {'{' * 200} {PLACES} {'}' * 200} }}", "mine.rq: line 3, column 144: nested deeper"),
        (f'{HEAD}SELECT ?focus {{ BIND("x" AS ?focus) }}', "mine.rq:3: row 1: ?focus must be a node"),
        (f"{HEAD}SELECT ?focus {{ OPTIONAL {{ ?focus a pov:Nothing }} }}", "mine.rq:3: row 1: ?focus must be a node"),
        (
            f'{HEAD}SELECT ?focus ?severity {{ {PLACES} BIND("eror" AS ?severity) }}',
            "mine.rq:3: row 1: unknown severity 'eror'; did you mean 'error'? (allowed: error, warning, info)",
        ),
        (
            f'{HEAD}SELECT ?focus ?statement {{ {PLACES} BIND("x" AS ?statement) }}',
            "mine.rq:3: row 1: ?statement must be the IRI of a statement",
        ),
        (
            f"{HEAD}#+ parameters:\n#+   - {{name: place, type: place, required: true}}\nSELECT ?focus {{ {PLACES} }}",
            "mine.rq: query 'mine' needs --bind place",
        ),
    ],
)
def test_errors_name_the_file_and_the_line(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=re.escape(message)):
        found(own(tmp_path, text))


def test_a_query_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    product = " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(9))
    endless = f"{HEAD}SELECT ?focus {{ {product} BIND(?a0 AS ?focus) }} ORDER BY ?c8"
    with pytest.raises(QueryError, match=r"mine\.rq: stopped after 1 s"):
        found(own(tmp_path, endless), timeout=1)


def test_folders_that_cannot_be_used(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="no such folder"):
        user_checks([tmp_path / "none"])
    with pytest.raises(QueryError, match="no check query here"):
        user_checks([tmp_path])
    taken = own(tmp_path, f"{HEAD}SELECT ?focus {{ {PLACES} }}", "delisted-still-poor.rq")
    with pytest.raises(QueryError, match="the name 'delisted-still-poor' is taken"):
        user_checks([taken])


# ---------------------------------------------------------------- the example of the documentation


def test_the_example_of_the_documentation_works(tmp_path: Path) -> None:
    (example,) = re.findall(r"```sparql\n(.*?)```", DOCS, re.S)
    folder = own(tmp_path, example, "high-incidence.rq")
    assert found(folder) == []
    graph = tmp_path / "graph.ttl"
    data = figure("h", "poverty-incidence", "61", about="<place/229901>", more="; pov:unit unit:percent")
    graph.write_text("\n".join(f"{quad.triple} ." for quad in store_of(f"INSERT DATA {{ {data} }}")), encoding="utf-8")
    (finding,) = found(folder, graph)
    assert (finding.check, finding.severity, finding.message_en) == (
        "high-incidence",
        "error",
        "河柳县: 61 > 50 %",
    )
    assert finding.focus == f"{BASE}id/observation/h"

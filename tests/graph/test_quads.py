import re
from dataclasses import replace
from decimal import Decimal

import pytest

from povgraph.errors import StatementsError
from povgraph.graph.figures import interval
from povgraph.graph.lines import split
from povgraph.graph.passages import identity
from povgraph.graph.places import derived_quads, gazetteer_quads
from povgraph.graph.quads import dataset_quads, graph_lines, places_used, report_quads
from povgraph.model import Anomaly, Observation, Outcome, Person, Place, Post, Report, Statement, Statements
from povgraph.vocabulary import BASE, PREFIXES

TEXT = "县里的路\n农安县修路30公里，农安县获奖。"
REPORT = Report(
    id="r", text=TEXT, sha256="a" * 64, date="2019-08", date_origin="text", title="路", url="https://e.org/a?b"
)
PLACE = Place(quote="农安县", name="农安县", level="county", code="220122", within="长春市")
ROAD = Observation(
    quote="修路30公里", about="农安县", indicator="road-length", kind="level", value=Decimal(30), unit="km"
)


def pairs(lines: list[str], kind: str) -> dict[str, list[str]]:
    """Give what is said of the one thing of a kind, in prefixed names."""
    subjects = {split(line).subject for line in lines if split(line).subject.startswith(f"<{BASE}id/{kind}/")}
    (subject,) = subjects
    found: dict[str, list[str]] = {}
    for line in lines:
        quad = split(line)
        if quad.subject == subject:
            found.setdefault(short(quad.predicate), []).append(short(quad.object))
    return found


def short(term: str) -> str:
    for prefix, space in PREFIXES.items():
        term = term.replace(f"<{space}", f"{prefix}:")
    return term.replace(f"<{BASE}id/", "").replace("https://w3id.org/povgraph/", "").replace(">", "")


def of(**rows: tuple[Statement, ...]) -> list[str]:
    return report_quads(REPORT, Statements(document="r", **rows))  # type: ignore[arg-type]


def test_the_report_itself() -> None:
    said = pairs(of(), "report")
    assert said["dct:issued"] == ['"2019-08"^^xsd:gYearMonth']
    assert said["pov:to"] == ['"2019-08-31"^^xsd:date']
    assert said["pov:year"] == ['"2019"^^xsd:integer']
    assert said["pov:dateOrigin"] == ["concept:date-origin/text"]
    assert said["dc:source"] == ['"https://e.org/a?b"^^xsd:anyURI']
    assert said["dct:title"] == ['"路"@zh']


def test_a_licence_is_what_all_reports_name() -> None:
    free, other = "https://example.org/cc", replace(REPORT, id="s")
    one = replace(REPORT, license=free)
    assert pairs(report_quads(one, Statements(document="r")), "report")["dct:license"] == [f"<{free}"]
    assert "dct:license" not in pairs(dataset_quads([one, other]), "dataset")
    assert "dct:license" not in pairs(dataset_quads([other]), "dataset")
    assert pairs(dataset_quads([one, replace(other, license=free)]), "dataset")["dct:license"] == [f"<{free}"]


def test_a_report_of_which_little_is_known() -> None:
    lines = report_quads(Report(id="r", text="x", sha256="a" * 64), Statements(document="r"))
    assert set(pairs(lines, "report")) == {"rdf:type", "dct:identifier", "dct:language", "pov:sha256"}


def test_an_observation() -> None:
    row = replace(
        ROAD, since="2018", until="2018", per="year", status="planned", confidence=Decimal("0.9"), method="grammar"
    )
    lines = of(places=(PLACE,), observations=(row,))
    said = pairs(lines, "observation")
    evidence = said.pop("prov:wasDerivedFrom")
    assert said == {
        "rdf:type": ["pov:Observation", "pov:Statement"],
        "pov:about": ["place/220122"],
        "pov:bound": ["concept:bound/eq"],
        "pov:confidence": ['"0.9"^^xsd:decimal'],
        "pov:from": ['"2018-01-01"^^xsd:date'],
        "pov:high": ['"30.0"^^xsd:decimal'],
        "pov:indicator": ["indicator:road-length"],
        "pov:kind": ["concept:observation-kind/level"],
        "pov:low": ['"30.0"^^xsd:decimal'],
        "pov:method": ['"grammar"'],
        "pov:origin": ["concept:origin/extracted"],
        "pov:per": ["concept:per/year"],
        "pov:period": ['"2018/2018"^^<http://id.loc.gov/datatypes/edtf/EDTF'],
        "pov:report": ["report/r-aaaaaaaa"],
        "pov:status": ["concept:status/planned"],
        "pov:to": ['"2018-12-31"^^xsd:date'],
        "pov:unit": ["unit:km"],
        "pov:value": ['"30.0"^^xsd:decimal'],
        "pov:year": ['"2018"^^xsd:integer'],
    }
    assert any(short(line).startswith(f'{evidence[0]} pov:line "2"') for line in lines)
    assert any(short(line).startswith(f'{evidence[0]} pov:column "4"') for line in lines)


def test_an_outcome_and_an_anomaly() -> None:
    award = Outcome(quote="农安县获奖", kind="award", about="农安县", name="奖", time="2019-08")
    broken = Anomaly(quote="县里的路", kind="garbled-name", should_be="线里的路")
    lines = of(places=(PLACE,), outcomes=(award,), anomalies=(broken,))
    said = pairs(lines, "outcome")
    assert said["pov:period"] == ['"2019-08"^^<http://id.loc.gov/datatypes/edtf/EDTF']
    assert (said["pov:from"], said["pov:to"]) == (['"2019-08-01"^^xsd:date'], ['"2019-08-31"^^xsd:date'])
    assert said["schema:name"] == ['"奖"@zh']
    assert pairs(lines, "anomaly")["pov:shouldBe"] == ['"线里的路"@zh']


def test_a_post() -> None:
    row = Person(quote="农安县", name="王海", role="official", posts=(Post(post="县长", of="农安县"),))
    lines = of(places=(PLACE,), people=(row,))
    assert pairs(lines, "post-holding")["pov:post"] == ["post/220122/县长"]
    assert pairs(lines, "post-holding")["org:member"] == ["person/220122/王海"]
    assert pairs(lines, "post")["pov:heldIn"] == ["place/220122"]


@pytest.mark.parametrize(
    ("bound", "value", "low", "high"),
    [
        ("eq", 30, "30", "30"),
        ("approx", 30, "27", "33"),
        ("ge", 30, "30", None),
        ("le", 30, None, "30"),
        ("eq", -90, "-90", "-90"),
        ("approx", -90, "-99", "-81"),
        ("ge", -90, None, "-90"),
        ("le", -90, "-90", None),
        ("ge", 0, "0", None),
        ("unheard-of", 30, None, None),
    ],
)
def test_intervals(bound: str, value: int, low: str | None, high: str | None) -> None:
    ends = interval(replace(ROAD, bound=bound, value=Decimal(value)))
    assert ends == (low and Decimal(low), high and Decimal(high))


def test_the_ends_of_a_row_win() -> None:
    row = replace(ROAD, bound="ge", value=Decimal(700000), low=Decimal(0), high=Decimal(800000))
    assert interval(row) == (0, 800000)
    said = pairs(of(places=(PLACE,), observations=(row,)), "observation")
    assert (said["pov:low"], said["pov:high"]) == (['"0.0"^^xsd:decimal'], ['"800000.0"^^xsd:decimal'])


def test_the_same_row_twice_is_one_statement() -> None:
    again = replace(ROAD, confidence=Decimal("0.5"), origin="reviewed")
    assert of(observations=(ROAD, again)) == of(observations=(ROAD,))


def test_order_and_certainty_are_no_part_of_the_name() -> None:
    one, two = ROAD, replace(ROAD, value=Decimal(31))
    assert of(observations=(one, two)) == of(observations=(two, one))
    sure = replace(one, confidence=Decimal("0.9"))
    names = [{line.split()[0] for line in of(observations=(row,))} for row in (one, sure)]
    assert names[0] == names[1]


@pytest.mark.parametrize(
    "change", [{"value": Decimal(31)}, {"per": "year"}, {"until": "2018"}, {"quote": "农安县修路30公里"}]
)
def test_what_is_said_and_where_is_the_name(change: dict[str, object]) -> None:
    lines = of(places=(PLACE,), observations=(ROAD, replace(ROAD, **change)))  # type: ignore[arg-type]
    assert len({line.split()[0] for line in lines if line.startswith(f"<{BASE}id/observation/")}) == 2


@pytest.mark.parametrize(("start", "column"), [(None, "1"), (5, "1"), (15, "11"), (2, "1")])
def test_offsets_count_only_where_the_quote_stands(start: int | None, column: str) -> None:
    row = Anomaly(quote="农安县", kind="contradiction", start=start, end=None)
    said = pairs(
        [
            line
            for line in of(anomalies=(row,))
            if "/position>" not in line.split()[0] and "/quote>" not in line.split()[0]
        ],
        "evidence",
    )
    assert said["pov:column"] == [f'"{column}"^^xsd:integer']


def test_a_quote_that_the_report_lacks_has_no_position() -> None:
    lines = of(anomalies=(Anomaly(quote="没有的话", kind="contradiction"),))
    assert any('oa#exact> "没有的话"' in line for line in lines)
    assert not any("/position>" in line for line in lines)


@pytest.mark.parametrize("date", ["2019-13", "x"])
def test_a_date_that_is_none_is_refused(date: str) -> None:
    with pytest.raises(StatementsError, match="is not a date"):
        of(observations=(replace(ROAD, until=date),))


def test_identities_never_run_together() -> None:
    parts = [
        ("ab", "c"),
        ("a", "bc"),
        ("abc",),
        ("abc", ""),
        ("abc", None),
        ("2:ab", "c"),
        ("a", "b", "c"),
        ("\ud800",),
    ]
    assert len({identity(*each) for each in parts}) == len(parts)


def test_the_gazetteer_describes_places_and_what_is_above_them() -> None:
    said = pairs([line for line in gazetteer_quads([("220122", 2019)]) if "/220122>" in line.split()[0]], "place")
    assert said["rdfs:label"] == ['"Nong\'an County"@en', '"农安县"@zh']
    assert said["schema:containedInPlace"] == ["place/220100"]
    assert re.fullmatch(r'"220122"\^\^code-list/gbt2260-20\d\d', said["skos:notation"][0])
    subjects = {line.split()[0] for line in gazetteer_quads([("220122", 2019)])}
    assert {f"<{BASE}id/place/{code}>" for code in ("220000", "220100", "220122", "CN")} < subjects


def test_a_code_that_no_list_has_stays_plain() -> None:
    row = replace(PLACE, code="999999", within="中国")
    assert places_used(REPORT, Statements(document="r", places=(row,))) == {("999999", 2019)}
    lines = graph_lines([(REPORT, Statements(document="r", places=(row,)))])
    assert any('/999999> <http://www.w3.org/2004/02/skos/core#notation> "999999" <' in line for line in lines)
    assert any(
        line.startswith(f"<{BASE}id/place/999999> <{PREFIXES['schema']}containedInPlace> <{BASE}id/place/CN>")
        for line in lines
    )


def contained(*steps: tuple[str, str]) -> list[str]:
    return [
        f"<{BASE}id/place/{inner}> <{PREFIXES['schema']}containedInPlace> <{BASE}id/{outer}> <{BASE}graph/r> ."
        for inner, outer in steps
    ]


def test_derived_places_end_in_a_circle_and_at_what_is_no_place() -> None:
    lines = contained(("a", "place/b"), ("b", "place/c"), ("c", "place/a"), ("d", "subject/x"), ("e", "place/d"))
    found = {(short(split(line).subject), short(split(line).object)) for line in derived_quads(lines)}
    circle = {("a", "b"), ("a", "c"), ("b", "a"), ("b", "c"), ("c", "a"), ("c", "b")}
    assert found == {(f"place/{one}", f"place/{other}") for one, other in circle | {("e", "d")}}


def test_the_dataset_names_its_reports() -> None:
    lines = dataset_quads([REPORT, replace(REPORT, id="s")])
    assert sum("hasPart" in line for line in lines) == 2
    assert all(line.endswith(f" <{BASE}graph/dataset> .") for line in lines)

import json
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from povgraph.errors import StatementsError
from povgraph.model import Observation, Person, Place, Post, Statements
from povgraph.statements.files import locate, parse_statements, read_statements, write_statements
from povgraph.statements.kinds import KINDS
from povgraph.statements.reading import FaultyStatementsError

ROW = "{about: 青石县, indicator: poverty-incidence, kind: level, value: 1.2, unit: percent, quote: 1.2%}"
VOCABULARY = {
    "indicator": frozenset(f"i{n}" for n in range(30)) | {"poverty-incidence"},
    "unit": frozenset({"percent", "person"}),
}


def observation(**given: Any) -> Observation:
    row = {"about": "青石县", "indicator": "wage", "kind": "level", "value": Decimal(1), "unit": "yuan", "quote": "1元"}
    return Observation(**(row | given))


class TestRead:
    def test_all_that_a_row_may_say(self) -> None:
        read = parse_statements(
            "document: a\ndate: 2019-08\norigin: reviewed\nobservations:\n- {about: 青石县, indicator: wage,"
            " kind: level, value: -1.50, unit: yuan, bound: ge, from: 2016, to: 2018-12-31, per: month,"
            " status: planned, low: 1e3, high: 2, quote: 工资, start: 3, end: 5, origin: extracted,"
            " method: grammar, confidence: 0.9, line: 7}",
            "x.yaml",
        )
        row = read.observations[0]
        assert (read.document, read.date, read.origin) == ("a", "2019-08", "reviewed")
        assert (row.value, row.low, row.high) == (Decimal("-1.50"), Decimal(1000), Decimal(2))
        assert (row.since, row.until, row.per, row.status) == ("2016", "2018-12-31", "month", "planned")
        assert (row.start, row.end, row.origin, row.method) == (3, 5, "extracted", "grammar")
        assert row.confidence == Decimal("0.9")

    def test_texts_stay_as_written(self) -> None:
        text = "places:\n- {name: no, level: county, code: 220822, within: 2018, quote: 2018-12-31}"
        place = parse_statements(text, "a.yaml").places[0]
        assert (place.name, place.code, place.within, place.quote) == ("no", "220822", "2018", "2018-12-31")

    def test_defaults(self) -> None:
        read = parse_statements(f"places:\nobservations:\n- {ROW}", "some/folder/通报.gold.yaml")
        row = read.observations[0]
        assert (read.document, read.date, read.places) == ("通报", None, ())
        assert (row.bound, row.status, row.origin, row.until, row.start) == ("eq", "actual", "extracted", None, None)

    def test_json_is_known_by_its_beginning(self) -> None:
        text = '{"document": "a",\n\t"places": [{"name": "青石县 \\ud83d\\ude00", "level": "county", "quote": "q"}]}'
        assert parse_statements(text, "a.yaml").places[0].name == "青石县 😀"
        assert parse_statements(text, "-").places == parse_statements(text, "a.json").places

    def test_yaml_in_braces(self) -> None:
        assert parse_statements("{document: a, places: []}", "a.yaml").document == "a"

    def test_json_lines_are_known_by_their_beginning(self) -> None:
        statements = Statements(document="a", date="2019", places=(Place(name="青石县", level="county", quote="青石"),))
        assert parse_statements(write_statements(statements, "jsonl"), "-") == statements

    def test_vocabulary_allows(self) -> None:
        assert parse_statements(f"observations:\n- {ROW}", "a.yaml", VOCABULARY).observations

    def test_missing_file(self, tmp_path: Path) -> None:
        with pytest.raises(StatementsError, match=r"nothing\.yaml: no such file$"):
            read_statements(tmp_path / "nothing.yaml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "a.yaml:1: empty; a statements file has document, date"),
        ("- a", "a.yaml:1: a list where a table is wanted"),
        ("document: a\nobservation: []", "a.yaml:2: unknown key 'observation'; .*did you mean 'observations'"),
        ("places: 3", "a.yaml:1: places is '3'; wanted: a list of rows"),
        ("places:\n- 青石县", r"a.yaml:2: places\[0\]: '青石县' where a row is wanted"),
        ("date: 2019-8", "a.yaml:1: date is '2019-8'; wanted: a date as YYYY"),
        ("places:\n- {name: 甲, quote: 甲}", r"places\[0\]: lacks level"),
        ("places:\n- {name: '', level: county, quote: 甲}", r"places\[0\]: lacks name"),
        ("places:\n- {name: 甲, level: county, code: 2208, quote: 甲}", "code is '2208'; wanted: six digits"),
        ("places:\n- {name: 甲, level: county, quote: 甲, nmae: 乙}", "unknown key 'nmae'; .*did you mean 'name'"),
        ("places:\n- {name: [甲], level: county, quote: 甲}", "name is a list; wanted: a text"),
        ("places:\n- {name: 甲, level: county, quote: 甲, start: 1}", "start and end must both be there"),
        ("places:\n- {name: 甲, level: county, quote: 甲, start: 3, end: 3}", "start before end"),
        ("places:\n- {name: 甲, level: county, quote: 甲, start: -1, end: 3}", "wanted: an offset, 0 or more"),
        ("places:\n- {name: 甲, level: county, quote: 甲, confidence: 2}", "wanted: a number from 0 to 1"),
        ("places:\n- name: 甲\n  level: county\n  code: x\n  quote: 甲", r"a.yaml:4: places\[0\]: code is 'x'"),
        ("places:\n- {name: 甲, name: 乙, quote: 甲}", "a.yaml:2: the key 'name' stands here twice"),
        ("people:\n- {name: 甲, role: x, posts: 乙, quote: 甲}", "posts is '乙'; wanted: a list of"),
        ("people:\n- {name: 甲, role: x, posts: [{of: 乙}], quote: 甲}", "posts is a list; lacks post"),
        ("people:\n- {name: 甲, role: x, posts: [{pots: 乙}], quote: 甲}", "unknown key 'pots'; .*did you mean 'post'"),
        (f"observations:\n- {ROW.replace('1.2,', '一,')}", "value is '一'; wanted: a number such as 78000 or 4.9"),
        (f"observations:\n- {ROW.replace('1.2,', '.nan,')}", "value is '.nan'; wanted"),
        (f"observations:\n- {ROW.replace('1.2,', '1e999999999,')}", "wanted: a number"),
        (f"observations:\n- {ROW.replace('1.2,', '「1」,')}", "wanted: a number"),
        (f"observations:\n- {ROW.replace('1.2,', chr(34) + '1.2' + chr(34) + ',')}", "without quotes"),
        (f"observations:\n- {ROW.replace('percent', 'percents')}", "unit is 'percents'; .*did you mean 'percent'"),
        (
            f"observations:\n- {ROW.replace('poverty-', 'povrty-')}",
            r"indicator is 'povrty-incidence'; not one of the 31 notations .*; did you mean 'poverty-incidence'\?",
        ),
    ],
)
def test_faults_name_line_row_and_what_is_allowed(text: str, said: str) -> None:
    with pytest.raises(StatementsError, match=said) as caught:
        parse_statements(text, "a.yaml", VOCABULARY)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[", "a.json:1: not JSON: a value is wanted here"),
        ('{"places": [\n{"name": "甲" "level": 1}]}', "a.json:2: not JSON: ',' is wanted here"),
        ('{"document": "a",\n}', "a.json:2: not JSON: a key in double quotes is wanted here"),
        ('{"document": "a"} 1', "a.json:1: not JSON: something follows the end"),
        ('{"document": "a', "a.json:1: not JSON: unterminated string"),
        ('{"document": "a",\n"document": "b"}', r"a.json:2: the key 'document' stands here twice \(first in line 1\)"),
        ('{"document": "\\ud800"}', "half a surrogate pair"),
        ('{"document": NaN}', "a value is wanted here"),
        ("[" * 100_000, "nested deeper than 16 levels"),
        ('{"observations": [{"value": true}]}', "value is 'true'; wanted: a number|lacks about"),
    ],
)
def test_faults_in_json(text: str, said: str) -> None:
    with pytest.raises(StatementsError, match=said):
        parse_statements(text, "a.json")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"document": "a", "section": "place"}', r"a\.jsonl:1: section is 'place'; .*did you mean 'places'"),
        (
            '{"section": "document", "document": "a"}\n{"section": "places", "document": "b"}',
            "a.jsonl:2: document is 'b'",
        ),
        ("\n[]", "a.jsonl:2: each line must be a statement"),
        ('{"section": "places", "name": "甲", "level": "county"}', r"a\.jsonl:1: places\[0\]: lacks quote"),
    ],
)
def test_faults_in_json_lines(text: str, said: str) -> None:
    with pytest.raises(StatementsError, match=said):
        parse_statements(text, "a.jsonl")


def test_all_faults_are_reported_together() -> None:
    with pytest.raises(FaultyStatementsError) as caught:
        parse_statements("dcoument: a\nplaces:\n- {name: 甲}\n- {level: county, quote: 乙}", "a.yaml")
    assert [fault.split(": ", 1)[0] for fault in caught.value.faults] == [
        "a.yaml:1",
        "a.yaml:3",
        "a.yaml:3",
        "a.yaml:4",
    ]
    assert str(caught.value).endswith("(and 3 more)")


class TestWrite:
    statements = Statements(
        document="2019-01-青石",
        date="2019",
        origin="reviewed",
        places=(Place(name="青石县", level="county", code="229999", quote="青石县", origin="reviewed"),),
        people=(
            Person(
                name="王小山",
                role="official",
                posts=(Post(post="县长", of="青石县"),),
                quote="县长王小山",
                origin="reviewed",
            ),
        ),
        observations=(observation(until="2018-12-31", start=3, end=5, confidence=Decimal("0.9")),),
    )

    def test_yaml_has_one_row_a_line(self) -> None:
        assert write_statements(self.statements).splitlines() == [
            'document: "2019-01-青石"',
            'date: "2019"',
            "origin: reviewed",
            "places:",
            '- {name: 青石县, level: county, code: "229999", within: null, quote: 青石县}',
            "people:",
            "- {name: 王小山, role: official, posts: [{post: 县长, of: 青石县}], quote: 县长王小山}",
            "organizations: []",
            "programmes: []",
            "outcomes: []",
            "observations:",
            "- {about: 青石县, indicator: wage, kind: level, value: 1, unit: yuan, bound: eq, from: null,"
            ' to: "2018-12-31", per: null, status: actual, quote: 1元, start: 3, end: 5, origin: extracted,'
            " confidence: 0.9}",
            "anomalies: []",
        ]

    def test_json_is_what_other_programs_expect(self) -> None:
        read = json.loads(write_statements(self.statements, "json"))
        assert (read["document"], read["date"]) == ("2019-01-青石", "2019")
        assert read["observations"][0]["value"] == 1
        assert read["places"][0]["code"] == "229999"

    def test_json_lines_name_document_and_section(self) -> None:
        lines = [json.loads(line) for line in write_statements(self.statements, "jsonl").splitlines()]
        assert [line["section"] for line in lines] == ["document", "places", "people", "observations"]
        assert {line["document"] for line in lines} == {"2019-01-青石"}

    def test_unknown_format(self) -> None:
        with pytest.raises(StatementsError, match="unknown format 'yml'; allowed: yaml, json, jsonl"):
            write_statements(self.statements, "yml")  # type: ignore[arg-type]


SIGNS = st.sampled_from("\"'#:,[]{}&*!|>%@`?-~\\/ \t\n\r\x85\u2028\u202e\u200b\ufeff\u00ad\x07\x7f\ufffe甲“《0:0. 😀")
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=20),
    st.lists(SIGNS, min_size=1, max_size=12).map("".join),
    st.sampled_from(
        ["null", "~", "yes", "No", "1e3", "0x1F", "2018", "2018-12-31", "1:30", "=", "<<", "- 甲", "甲: 乙"]
    ),
)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=6)
DATES = st.dates().map(str).filter(lambda text: text >= "1000").map(lambda text: text[:7])
OFFSETS = st.tuples(st.integers(0, 1000), st.integers(1, 99)).map(lambda pair: (pair[0], sum(pair)))


def rows_of(section: str) -> st.SearchStrategy[Any]:
    kind = KINDS[section]
    special = {
        "code": st.from_regex(r"\A[0-9]{6}\Z"),
        "posts": st.lists(st.builds(Post, post=TEXTS, of=st.none() | TEXTS), max_size=2).map(tuple),
        "value": NUMBERS,
        **dict.fromkeys(("low", "high"), st.none() | NUMBERS),
        **dict.fromkeys(("since", "until", "time"), st.none() | DATES),
        "confidence": st.none() | st.decimals(0, 1, places=3),
    }
    given_ = {}
    for key in kind.keys:
        default = next(item.default for item in fields(kind.record) if item.name == key.attribute)
        optional = TEXTS if key.required or default is not None else st.none() | TEXTS
        given_[key.attribute] = special.get(key.attribute, optional)
    del given_["start"], given_["end"]
    return st.builds(
        lambda offsets, **values: kind.record(start=offsets and offsets[0], end=offsets and offsets[1], **values),
        st.none() | OFFSETS,
        **given_,
    )


STATEMENTS = st.builds(
    Statements,
    document=TEXTS,
    date=st.none() | DATES,
    origin=TEXTS,
    **{section: st.lists(rows_of(section), max_size=2).map(tuple) for section in KINDS},
)


@settings(max_examples=60, deadline=None)
@given(STATEMENTS, st.sampled_from(["yaml", "json", "jsonl"]))
def test_what_is_written_reads_back(statements: Statements, written_as: Any) -> None:
    assert parse_statements(write_statements(statements, written_as), f"a.{written_as}") == statements


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_other_yaml_readers_see_the_same_texts(text: str) -> None:
    written = write_statements(Statements(document=text, places=(Place(name=text, level="county", quote=text),)))
    read = yaml.safe_load(written)
    assert (read["document"], read["places"][0]["name"], read["places"][0]["quote"]) == (text, text, text)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(SIGNS | st.sampled_from(["places:", "- {", "quote: ", '"section": ', "---", "\\U", "FFFFFFFF"])).map(
        "".join
    )
)
def test_any_text_is_read_or_refused_in_one_line(text: str) -> None:
    for where in ("a.yaml", "a.json", "a.jsonl"):
        try:
            parse_statements(text, where)
            said = ""
        except StatementsError as error:
            said = str(error)
        assert "\n" not in said


class TestLocate:
    text = "青石县有贫困户92户。后来青石县的贫困户降到2户。"

    def place(self, *rows: Any) -> list[tuple[int | None, int | None]]:
        found = locate(Statements(document="a", observations=rows), self.text)
        return [(row.start, row.end) for row in found.observations]

    def test_only_place(self) -> None:
        assert self.place(observation(quote="贫困户92户")) == [(4, 10)]

    def test_first_place_that_is_not_before_the_row_above(self) -> None:
        rows = [observation(quote=quote) for quote in ("青石县", "后来", "青石县", "92户")]
        assert self.place(*rows) == [(0, 3), (11, 13), (13, 16), (7, 10)]

    def test_offsets_are_kept_where_they_hold(self) -> None:
        assert self.place(observation(quote="青石县", start=13, end=16)) == [(13, 16)]

    def test_offsets_of_a_changed_quote_are_put_right(self) -> None:
        assert self.place(observation(quote="2户", start=21, end=22)) == [(22, 24)]
        assert self.place(observation(quote="的贫困户", start=13, end=20)) == [(16, 20)]
        assert self.place(observation(quote="青石县", start=10, end=12)) == [(13, 16)]

    def test_quote_that_is_not_in_the_text_names_its_line(self, tmp_path: Path) -> None:
        path = tmp_path / "a.yaml"
        path.write_text(f"observations:\n- {ROW}\n- {ROW}\n", encoding="utf-8")
        with pytest.raises(
            FaultyStatementsError, match=r"a\.yaml:2: observations\[0\]: the quote '1.2%' is not"
        ) as caught:
            locate(read_statements(path), self.text, path)
        assert len(caught.value.faults) == 2

    def test_quote_without_words(self) -> None:
        with pytest.raises(FaultyStatementsError, match=r"a: observations\[0\]: the quote ' ' is not in the report"):
            self.place(observation(quote=" "))

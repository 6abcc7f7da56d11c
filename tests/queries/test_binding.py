"""Parameters become terms: typed, looked up, and never able to change the query around them."""

import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Store

from povgraph.errors import QueryError
from povgraph.queries.answers import Table
from povgraph.queries.binding import bind, free_term, read_bindings, term
from povgraph.queries.resolving import Ask
from povgraph.queries.running import ask, run
from povgraph.queries.stored import Parameter, own_query, stored_query
from povgraph.queries.tokens import tokenize

ID = "https://w3id.org/povgraph/id/"
ECHO = """#+ parameters:
#+   - name: text
#+     type: string
SELECT ?_text ?_text2 WHERE { BIND(1 AS ?one) }
"""
HOSTILE = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.text(st.sampled_from("\"'\\\n\r\t\x00<>{}()?$#.@^;`\u202e\u2066\u200b贫 uU0022"), max_size=40),
    st.sampled_from(
        [
            '" } } #',
            '"@zh } SERVICE <http://127.0.0.1/> { } VALUES ?x { "',
            "\\u0022 } DROP ALL #",
            "\\",
            '\\"',
            "\u202e} LLA PORD",
            '"""',
            "x\x00y",
            "<http://e/> ) } UNION { ?s ?p ?o",
        ]
    ),
)


@pytest.fixture(scope="session")
def look(store: Store) -> Ask:
    return lambda text: ask(store, text)


def value(store: Store, given: str) -> list[tuple[object, ...]]:
    found = run(store, own_query(ECHO), {"text": given})
    assert isinstance(found, Table)
    return list(found.rows)


@given(HOSTILE)
def test_a_text_comes_back_as_itself_whatever_it_holds(text: str) -> None:
    assert value(Store(), text) == [(Literal(text), None)]


@given(HOSTILE)
def test_a_text_is_one_token_of_the_bound_query(text: str) -> None:
    bound = bind(own_query(ECHO), {"text": text}, lambda _: ())
    tokens = [token.text for token in tokenize(bound.text)]
    brace = tokens.index("{") + 1
    block = ["VALUES", "(", "?_text", ")", "{", "(", str(Literal(text)), ")", "}"]
    assert tokens[brace : brace + len(block)] == block
    assert tokens[:brace] + tokens[brace + len(block) :] == [token.text for token in tokenize(ECHO)]


@given(HOSTILE, st.sampled_from(["place", "report", "person", "programme", "organization", "indicator", "iri", "date"]))
def test_hostile_values_of_every_type_are_refused_or_harmless(text: str, kind: str) -> None:
    parameter = Parameter(name="x", type=kind)
    queries: list[str] = []

    def listen(query: str) -> list[tuple[None]]:
        queries.append(query)
        Store().query(query)
        return []

    with suppress(QueryError):
        assert isinstance(term(parameter, text, listen), NamedNode | Literal)
    for query in queries:
        assert not [token for token in tokenize(query) if token.is_word("SERVICE", "DROP", "UNION")]


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(QueryError, match="not valid Unicode"):
        value(Store(), "\ud800")


def test_a_long_value_is_refused() -> None:
    with pytest.raises(QueryError, match="4096 characters"):
        value(Store(), "贫" * 4097)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("place", "青石县", "place/990121"),
        ("place", "Qingshi County", "place/990121"),
        ("place", "990121", "place/990121"),
        ("place", "place/990121/柳树镇", "place/990121/柳树镇"),
        ("place", ID + "place/990121", "place/990121"),
        ("place", f"<{ID}place/990121>", "place/990121"),
        ("place", "中国", "place/CN"),
        ("report", "notes", "report/r3-notes-cccccccc"),
        ("report", "走访笔记", "report/r3-notes-cccccccc"),
        ("person", "李大山", "person/青石县/李大山"),
        ("programme", "陆海协作", "programme/陆海协作"),
        ("organization", "云江省扶贫办", "organization/云江省扶贫办"),
        ("indicator", "poverty-incidence", "indicator/poverty-incidence"),
        ("indicator", "贫困发生率", "indicator/poverty-incidence"),
        ("indicator", "Poverty incidence", "indicator/poverty-incidence"),
        ("indicator", "indicator:wage", "indicator/wage"),
        ("measure", "industry", "measure/industry"),
        ("unit", "hectare", "unit/hectare"),
        ("iri", "observation/o01", "observation/o01"),
    ],
)
def test_names_codes_and_iris_are_resolved(look: Ask, kind: str, text: str, expected: str) -> None:
    assert term(Parameter(name="x", type=kind), text, look) == NamedNode(ID + expected)


def test_concepts_of_small_schemes(look: Ask) -> None:
    parameter = Parameter(name="x", type="kind", scheme="outcome-kind")
    assert term(parameter, "award", look) == NamedNode(ID + "concept/outcome-kind/award")


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        ("place", "青石", "no place '青石' in this graph; did you mean '青石县'?"),
        ("place", "清石县", "no place '清石县' in this graph; did you mean '青石县'?"),
        ("place", "110000", "no place 'place/110000' in this graph"),
        (
            "place",
            "白沙县",
            "'白沙县' is the name of 2 places: place/990122 (临河市), place/990221 (南岭市); give the short IRI",
        ),
        (
            "place",
            "新桥村",
            "'新桥村' is the name of 2 places: place/990121/柳树镇/新桥村 (柳树镇), place/990122/新桥村 (白沙县)",
        ),
        ("person", "李大", "did you mean '李大山'?"),
        ("report", "note", "did you mean 'notes'?"),
        ("indicator", "poverty", "no indicator 'poverty'"),
        ("indicator", "poverty-incidense", "did you mean 'poverty-incidence'?"),
        ("place", "", "no place '' in this graph"),
        ("year", "18", "'18' is no year, such as 2018"),
        ("year", "２０１８", "is no year"),
        ("date", "2018-02-30", "is no date, such as 2018-12-31"),
        ("date", "2018", "is no date"),
        ("integer", "4.9", "is no integer"),
        ("decimal", "1e5", "is no decimal, such as 4.9"),
        ("iri", "通榆县", "is no IRI"),
    ],
)
def test_what_cannot_be_resolved_is_explained(look: Ask, kind: str, text: str, message: str) -> None:
    with pytest.raises(QueryError, match=re.escape(message)) as caught:
        term(Parameter(name="x", type=kind), text, look)
    assert str(caught.value).startswith("parameter 'x': ")


def test_enumerated_values() -> None:
    parameter = Parameter(name="x", allowed=("first", "second"))
    assert term(parameter, "first", lambda _: ()) == Literal("first")
    with pytest.raises(QueryError, match=r"'frist'; did you mean 'first'\? \(allowed: first, second\)"):
        term(parameter, "frist", lambda _: ())


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("observations", {"plase": "青石县"}, "unknown parameter 'plase'; did you mean 'place'?"),
        ("observations", {"x": "1"}, "unknown parameter 'x' (allowed: indicator, place, report, since, status, until)"),
        ("coverage", {"x": "1"}, "unknown parameter 'x'; this query takes none"),
        ("about", {}, "query 'about' needs --bind place=…: the place"),
    ],
)
def test_unknown_and_missing_parameters(look: Ask, name: str, given: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError, match=re.escape(message)):
        bind(stored_query(name), given, look)


def test_a_default_is_bound_and_can_be_replaced(look: Ask) -> None:
    query = stored_query("largest-falls")
    assert f"VALUES (?_indicator) {{ (<{ID}indicator/poverty-incidence>) }}" in bind(query, {}, look).text
    assert f"(<{ID}indicator/poor-households>)" in bind(query, {"indicator": "贫困户"}, look).text


def test_nothing_given_changes_nothing(look: Ask) -> None:
    query = stored_query("places")
    assert bind(query, {}, look).text == query.text


def test_a_query_without_a_header_binds_its_variables(store: Store) -> None:
    query = own_query("SELECT ?place { ?place rdfs:label ?name ; a pov:Place }")
    found = run(store, query, {"name": '"青石县"@zh'})
    assert isinstance(found, Table)
    assert {row[0] for row in found.rows} == {NamedNode(ID + "place/990121")}
    with pytest.raises(QueryError, match=r"no variable \?nome; did you mean 'name'"):
        run(store, query, {"nome": "x"})


@pytest.mark.parametrize("text", ['"a"@zh }', "<a b>", '"a"^^<x:y> .', "a", "18-01-01"])
def test_what_is_no_term_is_a_text(text: str) -> None:
    assert free_term(text) == Literal(text)


@pytest.mark.parametrize("text", ['"a" . <x:x> <x:x> "b"', '"a\\q"', "<a>", '"a" "b"'])
def test_broken_terms_are_refused(text: str) -> None:
    with pytest.raises(QueryError, match="term in N-Triples syntax"):
        free_term(text)


def test_command_line_pairs() -> None:
    assert read_bindings(["a==", "b="]) == {"a": "=", "b": ""}
    for pairs in (["place"], ["=x"], ["a=1", "a=2"]):
        with pytest.raises(QueryError, match="--bind"):
            read_bindings(pairs)


def test_help_for_ambiguous_names_stays_short(tmp_path: Path) -> None:
    many = Store()
    lines = "".join(
        f"<{ID}person/{n}/王芳> a <https://w3id.org/povgraph/ontology#Person> ; "
        f'<http://www.w3.org/2000/01/rdf-schema#label> "王芳"@zh .\n'
        for n in range(40)
    )
    path = tmp_path / "many.ttl"
    path.write_text(lines, encoding="utf-8")
    many.load(path=path)
    with pytest.raises(QueryError, match=r"is the name of 40 people: .* and 32 more; give the short IRI"):
        term(Parameter(name="x", type="person"), "王芳", lambda text: ask(many, text))


def bound_text(text: str, given: dict[str, str]) -> str:
    header = "".join(f"#+   - name: {name}\n#+     type: iri\n" for name in given)
    return bind(own_query(f"#+ summary: x\n#+ parameters:\n{header}{text}"), given, lambda _: ()).text


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("SELECT ?s { ?s a ?_p }", 1),
        ("SELECT ?s { { ?s a ?_p } UNION { ?s a ?x } }", 2),
        ("SELECT ?s { { SELECT ?s { ?s a ?_p } } }", 2),
        ("SELECT ?s { ?s a ?x MINUS { ?s a ?_p { ?s a ?_p } } }", 1),
        ("SELECT ?s { ?s a ?x FILTER EXISTS { ?s a ?_p } }", 2),
    ],
)
def test_each_group_that_names_a_parameter_begins_with_it(text: str, blocks: int) -> None:
    assert bound_text(text, {"p": "http://e/x"}).count("VALUES (?_p) { (<http://e/x>) }") == blocks


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("SELECT ?s { ?s a ?v FILTER(!BOUND(?_p) || ?v = ?_p) }", True),
        ("SELECT ?s { ?s a ?x OPTIONAL { ?s a ?v } FILTER(!BOUND(?_p) || ?v = ?_p) }", False),
        ("SELECT ?s { ?s a ?v FILTER(!BOUND(?_p) || ?v != ?_p) }", False),
        ("SELECT ?s { ?s a ?v OPTIONAL { ?s a ?x FILTER(!BOUND(?_p) || ?v = ?_p) } }", False),
    ],
)
def test_what_must_equal_a_parameter_is_bound_with_it(text: str, bound: bool) -> None:
    assert ("VALUES (?_p ?v) { (<http://e/x> <http://e/x>) }" in bound_text(text, {"p": "http://e/x"})) is bound


def test_a_place_in_the_bound_text_is_one_in_the_text_before() -> None:
    query = own_query("#+ summary: x\n#+ parameters:\n#+   - name: p\nSELECT ?s { { ?s a ?_p } UNION { ?t a ?_p } }")
    found = bind(query, {"p": "x"}, lambda _: ())
    assert len(found.inserted) == 3
    for word in ("SELECT", "?s a", "UNION", "?t a"):
        assert found.origin(found.text.index(word)) == query.text.index(word)

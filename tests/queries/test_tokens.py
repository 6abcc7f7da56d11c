"""The tokenizer reads SPARQL as the engine does, and refuses what the engine could read differently."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, Store

from povgraph.errors import QueryError
from povgraph.queries.stored import stored_queries
from povgraph.queries.tokens import MAX_BYTES, check, columns, form, tokenize, where_start

TEXT = st.text(alphabet=st.sampled_from("abSELCTservicX?$:.#<>{}()'\"\\ \n\t贫困@^|/!=+-*0159_"), max_size=60)


def texts(query: str) -> list[str]:
    return [token.text for token in tokenize(query)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?地 { ?地 a pov:Place }", ["SELECT", "?地", "{", "?地", "a", "pov:Place", "}"]),
        ("# SERVICE <x>\nASK{}", ["ASK", "{", "}"]),
        ("ASK { ?a <http://e/#x> 'it\\'s' }", ["ASK", "{", "?a", "<http://e/#x>", "'it\\'s'", "}"]),
        ('"""a "quoted" {text}"""@zh', ['"""a "quoted" {text}"""', "@zh"]),
        ("?a<?b", ["?a", "<", "?b"]),
        ("?a<=4.9e2", ["?a", "<=", "4.9e2"]),
        ("pov:a/b:c.d|^:e", ["pov:a", "/", "b:c.d", "|", "^", ":e"]),
        ("a:b.", ["a:b", "."]),
        ("_:b0 [] ()", ["_:b0", "[", "]", "(", ")"]),
        ("'x'^^xsd:date", ["'x'", "^^", "xsd:date"]),
        ("''", ["''"]),
    ],
)
def test_tokens(query: str, expected: list[str]) -> None:
    assert texts(query) == expected


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("ASK {\n ?a ?b 'x }", "line 2, column 8: string without an end"),
        ("ASK {\n  § }", "line 2, column 3: unexpected character '§'"),
    ],
)
def test_says_where_it_cannot_read_on(query: str, message: str) -> None:
    with pytest.raises(QueryError, match=re.escape(message)):
        tokenize(query)


@given(TEXT)
def test_tokens_cover_the_text_and_never_crash(text: str) -> None:
    try:
        tokens = tokenize(text)
    except QueryError:
        return
    end = 0
    for token in tokens:
        between = text[end : token.start]
        assert not re.sub(r"#[^\r\n]*", "", between).strip(" \t\r\n")
        assert text[token.start : token.end] == token.text
        end = token.end


@given(st.text())
def test_a_literal_is_one_token(value: str) -> None:
    literal = str(Literal(value))
    assert texts(f"ASK {{ ?a ?b {literal} }}")[4] == literal


@pytest.mark.parametrize("query", stored_queries(), ids=lambda query: query.name)
def test_stored_queries_pass_the_check(query: object) -> None:
    check(query.text)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1/> {} }",
        "SELECT * { service silent ?x {} }",
        "SELECT * {SERVICE:b{}}",
        "SELECT * {SerViceSilent:b{}}",
        "SELECT * { ?s ?p trueSERVICE:b{}}",
        "SELECT * { ?s ?p 1SERVICE<http://127.0.0.1/>{}}",
        "SELECT * { ?s ?p 'x'SERVICE<http://127.0.0.1/>{}}",
        "SELECT * { ?s ?p a:b.c.SERVICE<http://127.0.0.1/>{}}",
    ],
)
def test_service_is_refused_however_it_is_glued(query: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused"):
        check(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?service rdfs:label 'SERVICE <x>' } # SERVICE",
        "SELECT * { ?x schema:service <http://e/SERVICE> }",
        "SELECT ?from { ?x pov:from ?from ; e:INSERT ?insert FILTER(?x < ?from) }",
        "SELECT * { ?s <http://e/#a> ?o FILTER(?o < 3 && ?o > 1) }",
        "SELECT * { ?s ?p ?o FILTER(EXISTS { ?s <http://e/#a> ?o }) }",
    ],
)
def test_words_in_other_places_are_not_keywords(query: str) -> None:
    check(query)


def test_a_less_than_that_may_begin_a_comment_is_refused() -> None:
    hidden = 'SELECT * { ?x ?y ?z FILTER(?z <#> """\n 1) SERVICE <http://127.0.0.1/> {} #"""\n ) }'
    with pytest.raises(QueryError, match="line 1, column 31: '<' may mean less-than"):
        check(hidden)
    quoted = "SELECT * { ?x ?y ?z FILTER(?z <'> ') SERVICE <http://127.0.0.1/> {} FILTER('a' = ' ') }"
    with pytest.raises(QueryError):
        check(quoted)


@pytest.mark.parametrize(
    ("query", "word"),
    [("SELECT * FROM <file:///etc/passwd> {}", "FROM"), ("DROP ALL", "DROP"), ("LOAD <http://e/>", "LOAD")]
    + [(f"PREFIX a: <a:> {word} DATA {{ a:a a:b a:c }}", word) for word in ("INSERT", "delete")],
)
def test_other_data_and_updates_are_refused(query: str, word: str) -> None:
    with pytest.raises(QueryError, match=f"{word.upper()} is refused"):
        check(query)


@pytest.mark.parametrize("sign", ["{", "(", "[", "!", "<<(", "( !", "-"])
def test_deep_nesting_is_refused(sign: str) -> None:
    check("ASK { " + sign * 60 + "}")
    with pytest.raises(QueryError, match="nested deeper than 128"):
        check("ASK { " + sign * 130)


@pytest.mark.parametrize("bad", ["\x00", "\ud800"])
def test_what_is_no_text_is_refused(bad: str) -> None:
    with pytest.raises(QueryError, match="NUL or half a surrogate"):
        check(f"ASK {{ ?a ?b '{bad}' }}")


def test_long_queries_are_refused() -> None:
    with pytest.raises(QueryError, match="at most 65536"):
        check("ASK {}" + " " * MAX_BYTES)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?a (COUNT(DISTINCT ?b) AS ?n) WHERE { ?a ?b ?c }", ("a", "n")),
        ("PREFIX x: <y> SELECT DISTINCT $a { SELECT ?b {} }", ("a",)),
        ("SELECT (EXISTS { ?x ?y ?z } AS ?found) {}", ("found",)),
        ("SELECT * { ?a ?b ?c }", ()),
        ("ASK { ?a ?b ?c }", ()),
    ],
)
def test_columns(query: str, expected: tuple[str, ...]) -> None:
    assert columns(tokenize(query)) == expected


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("select ?x {}", "SELECT"),
        ("PREFIX ask: <x> CONSTRUCT {} {}", "CONSTRUCT"),
        ("BASE <x> describe <y>", "DESCRIBE"),
    ],
)
def test_form(query: str, name: str) -> None:
    assert form(tokenize(query)) == name


@pytest.mark.parametrize(
    ("query", "before"),
    [
        ("SELECT ?x WHERE { ?x ?y ?z }", "SELECT ?x WHERE {"),
        ("SELECT (EXISTS { ?a ?b ?c } AS ?found) { ?x ?y ?z }", "SELECT (EXISTS { ?a ?b ?c } AS ?found) {"),
        ("CONSTRUCT { ?x ?y ?z } WHERE { ?x ?y ?z }", "CONSTRUCT { ?x ?y ?z } WHERE {"),
        ("# {\nASK { ?x ?y '{' }", "# {\nASK {"),
        ("DESCRIBE ?x { ?x ?y ?z }", "DESCRIBE ?x {"),
    ],
)
def test_where_start(query: str, before: str) -> None:
    start = where_start(tokenize(query))
    assert query[:start] == before
    Store().query(f"{query[:start]} VALUES (?w) {{ (1) }} {query[start:]}")


@pytest.mark.parametrize("query", ["DESCRIBE <a:a>", "CONSTRUCT WHERE { ?x ?y ?z }", "ASK { SELECT ?x { ?x ?y ?z } }"])
def test_where_nothing_can_be_bound(query: str) -> None:
    with pytest.raises(QueryError, match="cannot be bound"):
        where_start(tokenize(query))

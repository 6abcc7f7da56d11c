from decimal import Decimal

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import example, given
from hypothesis import strategies as st

from povgraph.graph.lines import Quad, canonical, clean, decimal_text, literal, read_lines, ref, split, value_of
from povgraph.vocabulary import BASE, iri

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

# All code points, lone surrogates among them, with the awkward ones often.
AWKWARD = "\x00\x01\t\n\x0b\r\x1f\"'\\<>{}|^` %_:@.贫\x7f\x85\u00a0"
AWKWARD += "\u200b\u200f\u2028\u202e\ud800\udfff\ufdd0\ufeff\ufffe\uffff"
CHARACTERS = st.one_of(st.characters(), st.characters(categories=["Cs", "Cc", "Cf"]), st.sampled_from(AWKWARD))
TEXTS = st.text(CHARACTERS, max_size=40)
LANGUAGES = st.sampled_from([None, "zh", "en", "zh-hans"])


def oxigraph(line: str) -> ox.Quad:
    (quad,) = ox.parse(input=line.encode(), format=ox.RdfFormat.N_QUADS)
    return quad


def rdflib_object(line: str) -> rdflib.term.Node:
    graph = rdflib.Dataset()
    graph.parse(data=line.encode(), format="nquads")
    ((_, _, value, _),) = graph.quads()
    return value


def line_of(value: str) -> str:
    return f"<http://e/s> <http://e/p> {value} <http://e/g> .\n"


@given(TEXTS, LANGUAGES)
@example(AWKWARD, None)
def test_a_literal_is_read_back_by_both_parsers(text: str, language: str | None) -> None:
    line = line_of(literal(text, lang=language))
    read = oxigraph(line).object
    assert isinstance(read, ox.Literal)
    assert (read.value, read.language) == (clean(text), language)
    other = rdflib_object(line)
    assert isinstance(other, rdflib.Literal)
    assert (str(other), other.language) == (clean(text), language)


@given(TEXTS, LANGUAGES)
@example(AWKWARD, "zh")
def test_a_literal_is_written_as_oxigraph_writes_it(text: str, language: str | None) -> None:
    term = literal(text, lang=language)
    assert str(oxigraph(line_of(term))) + " ." == line_of(term).rstrip("\n")


@given(TEXTS, LANGUAGES)
def test_the_value_of_a_literal_is_read_back(text: str, language: str | None) -> None:
    assert value_of(literal(text, lang=language)) == (clean(text), None, language)


def test_bidirectional_and_zero_width_characters_stay() -> None:
    assert clean("\u202e县\u200b\u200f\ufeff") == "\u202e县\u200b\u200f\ufeff"


@given(TEXTS)
@example(AWKWARD)
@example("%zz%4e%")
def test_any_text_makes_an_iri_that_both_parsers_read(text: str) -> None:
    written = ref(f"{BASE}x/{text.replace('#', '')}")
    line = f"{written} {written} {written} .\n"
    assert oxigraph(line).subject == ox.NamedNode(written[1:-1])
    assert rdflib_object(line) == rdflib.URIRef(written[1:-1])


@given(TEXTS, TEXTS)
def test_minted_iris_need_no_escapes(one: str, two: str) -> None:
    minted = iri("subject", one, two)
    assert ref(minted) == f"<{minted}>"


@given(st.decimals(allow_nan=False, allow_infinity=False))
@example(Decimal("1E+20"))
@example(Decimal("-0.0"))
@example(Decimal("1.500"))
def test_a_decimal_has_one_form_without_exponent(value: Decimal) -> None:
    text = decimal_text(value)
    assert Decimal(text) == value
    assert set(text) <= set("-.0123456789")
    assert decimal_text(Decimal(text)) == text
    assert not text.startswith("-0.0") or set(text) - set("-.0")


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-sNaN"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        decimal_text(Decimal(text))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        (-3, '"-3"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        (Decimal("66.6667"), '"66.6667"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        (Decimal("78000"), '"78000.0"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("", '""'),
    ],
)
def test_the_datatype_follows_from_the_value(value: str | int | Decimal, expected: str) -> None:
    assert literal(value) == expected


OBJECTS = st.one_of(
    TEXTS.map(literal),
    TEXTS.map(lambda text: literal(text, lang="zh")),
    TEXTS.map(lambda text: literal(text, "http://e/datatype")),
    TEXTS.map(lambda text: ref(f"{BASE}{text}")),
    st.just("_:b0"),
    st.just('<<( <http://e/s> <http://e/p> "x" )>>'),
)


@given(OBJECTS, st.sampled_from(["", "<http://e/g>", "_:g"]))
@example('"a <b> _:c"', "<http://e/g>")
@example('"a <b>"^^<http://e/d>', "")
@example('"a _:b"@zh', "")
def test_a_line_is_taken_apart_as_it_was_made(value: str, graph: str) -> None:
    line = " ".join(part for part in ("<http://e/s>", "<http://e/p>", value, graph, ".") if part)
    assert split(line) == Quad("<http://e/s>", "<http://e/p>", value, graph)


def test_lines_end_with_a_line_feed_only() -> None:
    lines = canonical([line_of(literal("一\u2028二\x85三")).rstrip("\n")] * 2)
    assert list(read_lines("".join(f"{line}\n" for line in lines))) == lines
    assert len(lines) == 1

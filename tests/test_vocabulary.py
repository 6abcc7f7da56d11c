"""IRIs: always accepted, never ambiguous, readable again. Namespaces: closed. Concepts: quick to read."""

import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib import URIRef

from povgraph import resources, vocabulary
from povgraph.errors import ResourceError
from povgraph.vocabulary import (
    BASE,
    DCT,
    POV,
    PREFIXES,
    RDF,
    XSD,
    concept_iri,
    concepts,
    graph_iri,
    iri,
    ontology_files,
    terms,
)

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=12)
AWKWARD = st.text(
    st.sampled_from('中é.~ /?#%&<>"{}|^`\\[]+Bb\u0301\u0307\u0327\u200b\u202e\ufeff\ud800\udc00\ue000\uffff😀')
)
SEGMENTS = st.lists(ANY_TEXT | AWKWARD, min_size=1, max_size=4)
RFC_3987_SEGMENT = re.compile(
    "(?:[A-Za-z0-9._~-]|%[0-9A-F]{2}|[\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef]"
    + "|".join(["", *(f"[{chr(p << 16)}-{chr((p << 16) + 0xFFFD)}]" for p in range(1, 14))])
    + ")*"
)


def segments(minted: str) -> list[str]:
    return [unquote(part, errors="surrogatepass") for part in minted.removeprefix(f"{BASE}id/").split("/")]


@given(SEGMENTS)
def test_every_iri_is_accepted_and_its_segments_are_those_of_rfc_3987(parts):
    minted = iri("subject", *parts)
    assert NamedNode(minted).value == minted
    assert URIRef(minted).n3() == f"<{minted}>"
    assert [quad.object.value for quad in parse(f"<x:s> <x:p> <{minted}> .", format=RdfFormat.N_TRIPLES)] == [minted]
    assert all(RFC_3987_SEGMENT.fullmatch(part) for part in minted.removeprefix(BASE).split("/"))


@given(SEGMENTS)
def test_an_iri_gives_its_segments_back(parts):
    assert segments(iri("subject", *parts)) == ["subject", *(unicodedata.normalize("NFC", part) for part in parts)]


@given(SEGMENTS, SEGMENTS)
def test_two_things_share_an_iri_only_if_their_normalised_keys_are_equal(left, right):
    normal = [[unicodedata.normalize("NFC", part) for part in key] for key in (left, right)]
    assert (iri("place", *left) == iri("place", *right)) == (normal[0] == normal[1])


@given(SEGMENTS)
def test_normalising_an_iri_again_changes_nothing(parts):
    minted = iri("subject", *parts)
    assert unicodedata.normalize("NFC", minted) == minted


@given(SEGMENTS)
def test_resolving_an_iri_changes_nothing(parts):
    minted = iri("subject", *parts)
    turtle = f"@base <https://example.org/a/b> . <s> <p> <{minted}> ."
    assert [quad.object.value for quad in parse(turtle, format=RdfFormat.TURTLE)] == [minted]


@pytest.mark.parametrize(
    ("segment", "expected"),
    [
        ("大河村", "大河村"),
        ("“三变”改革", "“三变”改革"),
        ("Lǘliáng", "Lǘliáng"),
        ("Lu\u0308", "Lü"),
        ("1 + 9", "1%20%2B%209"),
        ("一村/一品", "一村%2F一品"),
        ("a~b c", "a~b%20c"),
        ("100%", "100%25"),
        ("%E4", "%25E4"),
        ("王\u3000某", "王%E3%80%80某"),
        ("甲\u200b乙", "甲%E2%80%8B乙"),
        ("\u202e甲", "%E2%80%AE甲"),
        ("\ufeff甲", "%EF%BB%BF甲"),
        ("龙\n", "龙%0A"),
        ("\ud800", "%ED%A0%80"),
        ("\ue863", "%EE%A1%A3"),
        ("+\u0307", "%2B%CC%87"),
        ("𠮷", "𠮷"),
        (".", "%2E"),
        ("..", "%2E%2E"),
        ("a.b", "a.b"),
        ("", ""),
    ],
)
def test_what_is_kept_and_what_is_encoded(segment, expected):
    assert iri("subject", segment) == f"{BASE}id/subject/{expected}"


def test_graphs_and_concepts_have_fixed_names():
    assert graph_iri("2019-某县 报告") == f"{BASE}graph/2019-某县%20报告"
    assert concept_iri("indicator", "wage") == f"{PREFIXES['indicator']}wage"
    assert concept_iri("unit", "mu") == f"{PREFIXES['unit']}mu"
    assert concept_iri("measure", "land") == f"{PREFIXES['measure']}land"
    assert concept_iri("status", "planned") == f"{PREFIXES['concept']}status/planned"


def test_a_namespace_gives_its_terms_and_nothing_else():
    assert RDF.type == "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    assert POV.from_ == f"{BASE}ontology#from"
    assert "about" in dir(POV)
    with pytest.raises(AttributeError, match=r"no term 'abuot' in .*ontology#; did you mean 'about'\?"):
        POV.abuot  # noqa: B018
    with pytest.raises(AttributeError, match="did you mean 'title'"):
        DCT.titel  # noqa: B018
    with pytest.raises(AttributeError, match="no term 'gMonthDay'"):
        XSD.gMonthDay  # noqa: B018


def test_the_terms_are_those_that_a_turtle_parser_finds():
    [path, *_] = ontology_files()
    subjects = {quad.subject.value for quad in parse(path=path, format=RdfFormat.TURTLE)}
    assert terms() == {name.removeprefix(PREFIXES["pov"]) for name in subjects if name.startswith(PREFIXES["pov"])} - {
        ""
    }


def test_the_ontology_files_are_there_and_shapes_are_not_among_them():
    names = [path.name for path in ontology_files()]
    assert names == ["povgraph.ttl", "indicators.ttl", "measures.ttl", "units.ttl", "vocabularies.ttl"]


def test_concepts_carry_words_and_the_values_of_own_properties():
    incidence = next(c for c in concepts()["indicator"] if c.notation == "poverty-incidence")
    assert (incidence.zh, incidence.en) == ("贫困发生率", "poverty incidence")
    assert incidence.words[0] == incidence.zh
    assert "贫困率" in incidence.words
    assert dict(incidence.extra) == {"unit": "percent"}
    hectare = next(c for c in concepts()["unit"] if c.notation == "hectare")
    assert dict(hectare.extra) == {"baseUnit": "hectare", "numerator": "1", "denominator": "1", "ucum": "har"}
    assert concepts() is concepts()


def test_a_broken_concept_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "ontology" / "concepts").mkdir(parents=True)
    (tmp_path / "ontology" / "concepts" / "units.ttl").write_text("unit:mu a pov:Unit .", encoding="utf-8")
    monkeypatch.setattr(resources, "root", lambda: tmp_path)
    with pytest.raises(ResourceError, match=r"units\.ttl: .*unit"):
        concepts.__wrapped__()


def test_importing_the_vocabulary_loads_no_rdf_library():
    code = (
        "import sys, povgraph.vocabulary as v; v.POV.about; print(*{'pyoxigraph', 'rdflib', 'yaml'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_all_concepts_are_read_in_a_moment():
    code = (
        "import time, pyoxigraph, povgraph.vocabulary as v; spent = []\n"
        "for _ in range(5):\n"
        "    start = time.process_time(); v.concepts.__wrapped__(); spent.append(time.process_time() - start)\n"
        "print(min(spent))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(done.stdout) < 0.03


def test_prefixes_are_distinct_and_end_where_a_name_begins():
    assert len(set(PREFIXES.values())) == len(PREFIXES)
    assert all(address[-1] in "#/" for address in PREFIXES.values())
    assert vocabulary.EDTF.startswith("http://id.loc.gov/")

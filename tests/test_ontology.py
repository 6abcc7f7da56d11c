"""The ontology is whole: terms named, placed, aligned and used; concepts named, defined and convertible."""

import ast
import re
from collections import Counter, defaultdict
from fractions import Fraction
from pathlib import Path

import pytest
import rdflib
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, XSD, BNode, Literal, URIRef
from rdflib.namespace import DCAT, FOAF, ORG, PROV, QB, SDO, SH, VANN

from povgraph.resources import ontology_path, queries_path
from povgraph.text.normal import normalise
from povgraph.vocabulary import BASE, EDTF, PREFIXES, concepts, ontology_files, terms

POV = rdflib.Namespace(PREFIXES["pov"])
SOURCES = Path(__file__).parents[1] / "src" / "povgraph"

# What rdflib does not list: Web Annotation, QUDT, and newer terms of schema.org.
FURTHER_TERMS = {
    "http://www.w3.org/ns/oa#": {"SpecificResource"},
    "http://qudt.org/schema/qudt/": {"Unit", "hasUnit", "scalingOf", "ucumCode"},
    "https://schema.org/": {"StatisticalVariable", "measurementDenominator", "observationAbout", "sha256"},
    "https://www.apache.org/licenses/": {"LICENSE-2.0"},
    "http://id.loc.gov/datatypes/edtf/": {"EDTF"},
    f"{BASE}ontology/": {"0.1.0"},
}

# notation, Chinese label, usual unit: the list of indicators of the statements format.
INDICATORS = """
population 人口 person
households 户数 household
poor-population 贫困人口 person
poor-households 贫困户 household
poor-villages 贫困村 village
poor-counties 贫困县 county
poverty-incidence 贫困发生率 percent
persons-lifted 脱贫人口 person
households-lifted 脱贫户 household
villages-delisted 贫困村退出 village
counties-delisted 贫困县摘帽 county
missed-identification-rate 漏评率 percent
wrong-exit-rate 错退率 percent
approval-rate 群众认可度 percent
per-capita-income 人均收入 yuan
household-income 家庭收入 yuan
wage 工资 yuan
income-gain 增收 yuan
dividend 分红 yuan
land-rent 租金 yuan
collective-income 村集体收入 yuan
subsidy 补贴 yuan
funds-invested 投入资金 yuan
loans 贷款 yuan
donations 捐款 yuan
output-value 产值 yuan
sales 销售额 yuan
price 单价 yuan
output-quantity 产量 tonne
cultivated-area 耕地面积 hectare
planted-area 种植面积 hectare
land-transferred-area 流转面积 hectare
built-area 建筑面积 square-metre
livestock 存栏 animal
persons-relocated 搬迁人口 person
households-relocated 搬迁户 household
houses-renovated 危房改造 household
road-length 公路里程 km
power-capacity 装机容量 kilowatt
projects 项目数 item
products 产品数 item
enterprises 企业数 item
cooperatives 合作社数 item
bases 基地数 item
jobs 岗位 item
persons-employed 就业人数 person
persons-trained 培训人次 person
persons-benefited 受益人口 person
households-benefited 受益户 household
villages-benefited 受益村 village
cadres-dispatched 驻村干部 person
work-teams 驻村工作队 item
coverage-rate 覆盖率 percent
share 占比 percent
other 其他指标
"""

# The other schemes and their notations, in the order in which tables and messages list them.
CLOSED = {
    "measure": "industry relocation land employment health education finance ecology solar e-commerce tourism housing "
    "infrastructure social-security party-building pairing assets ideology governance other",
    "level": "country province prefecture county township village",
    "observation-kind": "level change growth",
    "bound": "eq approx ge le",
    "per": "household person month year mu village",
    "status": "actual planned",
    "outcome-kind": "delisting award relocation founding completion other",
    "organization-kind": "company cooperative association government party school media other",
    "role": "official private author",
    "anomaly-kind": "missing-number impossible-value garbled-name contradiction",
    "origin": "extracted reviewed",
    "date-origin": "metadata text",
}

BASE_UNITS = (
    "person household village county township yuan hectare percent km tonne kilowatt square-metre item year animal"
)


def read(*paths: Path) -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in paths:
        graph.parse(path, format="turtle")
    return graph


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    return read(*ontology_files())


CLASSES, PROPERTIES = (
    sorted(
        {
            term.removeprefix(POV)
            for kind in kinds
            for term in read(ontology_path("povgraph.ttl")).subjects(RDF.type, kind)
            if term.startswith(POV)
        }
    )
    for kinds in ((OWL.Class,), (OWL.ObjectProperty, OWL.DatatypeProperty))
)
CONCEPTS = sorted(str(concept) for concept in read(*ontology_files()).subjects(RDF.type, SKOS.Concept))
SCHEMES = sorted(str(scheme) for scheme in read(*ontology_files()).subjects(RDF.type, SKOS.ConceptScheme))


def languages(graph: rdflib.Graph, subject: URIRef, predicate: URIRef) -> list[str | None]:
    return sorted(value.language for value in graph.objects(subject, predicate))


# ---------------------------------------------------------------- the terms


def test_the_header_says_what_this_is_and_imports_nothing(graph):
    ontology = URIRef(PREFIXES["pov"])
    assert (ontology, RDF.type, OWL.Ontology) in graph
    assert languages(graph, ontology, DCTERMS.title) == ["en", "zh"]
    assert languages(graph, ontology, DCTERMS.description) == ["en", "zh"]
    assert graph.value(ontology, DCTERMS.license)
    assert graph.value(ontology, OWL.versionInfo) == Literal("0.1.0")
    assert not list(graph.objects(None, OWL.imports))


def test_nothing_is_a_blank_node(graph):
    assert not [triple for triple in graph if any(isinstance(term, BNode) for term in triple)]


def test_every_term_is_a_class_or_a_property():
    assert set(CLASSES) | set(PROPERTIES) == terms()
    assert not set(CLASSES) & set(PROPERTIES)


@pytest.mark.parametrize("term", CLASSES + PROPERTIES)
def test_a_term_is_named_and_defined_in_both_languages(graph, term):
    assert languages(graph, POV[term], RDFS.label) == ["en", "zh"]
    assert languages(graph, POV[term], SKOS.definition) == ["en", "zh"]
    assert graph.value(POV[term], RDFS.isDefinedBy) == URIRef(PREFIXES["pov"])


@pytest.mark.parametrize("term", PROPERTIES)
def test_a_property_says_what_it_joins(graph, term):
    [domain] = graph.objects(POV[term], RDFS.domain)
    [range_] = graph.objects(POV[term], RDFS.range)
    assert domain in {DCAT.Dataset, *(POV[name] for name in CLASSES)}
    if (POV[term], RDF.type, OWL.ObjectProperty) in graph:
        assert range_ in {POV[name] for name in CLASSES}
    else:
        assert range_ in {XSD.string, XSD.boolean, XSD.date, XSD.decimal, XSD.integer, RDF.langString, URIRef(EDTF)}


def aligned(graph: rdflib.Graph, term: URIRef) -> bool:
    above = [*graph.objects(term, RDFS.subClassOf), *graph.objects(term, RDFS.subPropertyOf)]
    return any(not str(other).startswith(POV) or aligned(graph, other) for other in above) or any(
        graph.objects(term, SKOS.closeMatch)
    )


@pytest.mark.parametrize("term", CLASSES + PROPERTIES)
def test_a_term_is_aligned_or_says_why_it_is_our_own(graph, term):
    note = languages(graph, POV[term], SKOS.editorialNote)
    assert note == ([] if aligned(graph, POV[term]) else ["en", "zh"])


def test_the_terms_of_others_exist(graph):
    known = [RDF, RDFS, OWL, XSD, SKOS, DCTERMS, DCAT, FOAF, ORG, PROV, QB, SDO, SH, VANN]
    further = {base + name for base, names in FURTHER_TERMS.items() for name in names}
    for term in {str(term) for triple in graph for term in triple if isinstance(term, URIRef)} - further:
        if not term.startswith((POV, f"{BASE}id/")):
            assert any(term in namespace for namespace in known if term.startswith(str(namespace))), term


def test_the_place_directly_above_is_one_of_the_places_above(graph):
    assert (SDO.containedInPlace, RDFS.subPropertyOf, POV.within) in graph
    assert (POV.within, RDF.type, OWL.TransitiveProperty) in graph


# ---------------------------------------------------------------- terms in use


def python_uses(path: Path) -> set[str]:
    """Find ``POV.x`` and ``vocabulary.POV.x``, and ``pov:x`` in strings, such as a query in the code."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value).rpartition(".")[2] == "POV":
            found.add(node.attr.rstrip("_"))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found |= text_uses(node.value)
    return found


def text_uses(text: str) -> set[str]:
    """Find ``pov:x`` outside comment lines."""
    lines = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    return set(re.findall(r"(?<![\w-])pov:(\w+)", lines)) | set(re.findall(rf"<{re.escape(POV)}(\w+)>", lines))


def uses() -> dict[str, set[str]]:
    """Map each term that code, queries, shapes or concepts use to the files that use it."""
    texts = [*queries_path().rglob("*.rq"), *ontology_path("shapes").rglob("*.ttl"), *ontology_files()[1:]]
    found = defaultdict(set)
    for path in [*SOURCES.rglob("*.py"), *texts]:
        names = python_uses(path) if path.suffix == ".py" else text_uses(path.read_text(encoding="utf-8"))
        for name in names:
            found[name].add(path.name)
    return found


def test_only_terms_of_the_ontology_are_used():
    assert {name: files for name, files in uses().items() if name not in terms()} == {}


def test_every_term_is_used(graph):
    """A class is also in use as the superclass, domain or range of a term in use."""
    used = set(uses())
    while True:
        behind = {
            str(other).removeprefix(POV)
            for name in used
            for predicate in (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range)
            for other in graph.objects(POV[name], predicate)
        }
        if behind & terms() <= used:
            break
        used |= behind
    assert terms() - used == set()


# ---------------------------------------------------------------- the concepts


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_scheme_is_named_and_defined_in_both_languages(graph, scheme):
    assert languages(graph, URIRef(scheme), SKOS.prefLabel) == ["en", "zh"]
    assert languages(graph, URIRef(scheme), SKOS.definition) == ["en", "zh"]


@pytest.mark.parametrize("concept", CONCEPTS)
def test_a_concept_is_named_defined_and_has_its_notation_in_its_iri(graph, concept):
    concept = URIRef(concept)
    scheme, notation = concept.rsplit("/", 1)
    assert languages(graph, concept, SKOS.prefLabel) == ["en", "zh"]
    assert languages(graph, concept, SKOS.definition) == ["en", "zh"]
    assert list(graph.objects(concept, SKOS.notation)) == [Literal(notation)]
    assert [str(value) for value in graph.objects(concept, SKOS.inScheme)] == [scheme]
    assert scheme in SCHEMES
    [own] = [kind for kind in graph.objects(concept, RDF.type) if kind.startswith(POV)]
    assert (own, RDFS.subClassOf, SKOS.Concept) in graph


@pytest.mark.parametrize("concept", CONCEPTS)
def test_the_labels_of_a_concept_are_chinese_and_differ(graph, concept):
    labels = [
        label
        for predicate in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
        for label in graph.objects(URIRef(concept), predicate)
        if predicate != SKOS.prefLabel or label.language == "zh"
    ]
    assert {label.language for label in labels} == {"zh"}
    assert [text for text, count in Counter(map(str, labels)).items() if count > 1] == []
    assert not [label for label in map(str, labels) if label != label.strip() or not label]


def test_all_indicators_are_there_with_their_units():
    expected = [tuple([*line.split(), ""][:3]) for line in INDICATORS.strip().splitlines()]
    assert [(c.notation, c.zh, c.extra.get("unit", "")) for c in concepts()["indicator"]] == expected


@pytest.mark.parametrize("scheme", CLOSED)
def test_a_closed_vocabulary_has_its_notations(scheme):
    assert " ".join(c.notation for c in concepts()[scheme]) == CLOSED[scheme]


def test_there_are_no_other_schemes():
    assert set(concepts()) == {"indicator", "unit", *CLOSED}


def test_words_are_written_in_the_form_in_which_texts_are_read():
    """Another form would never be heard: readers see full-width brackets and ASCII letters and digits."""
    words = [word for members in concepts().values() for concept in members for word in concept.words]
    assert [word for word in words if word != normalise(word)] == []


@pytest.mark.parametrize("scheme", ["indicator", "unit", "measure", "per", "outcome-kind", "organization-kind"])
def test_a_word_and_a_unit_name_one_concept(scheme):
    named = Counter((word, concept.extra.get("unit")) for concept in concepts()[scheme] for word in concept.words)
    assert [word for word, count in named.items() if count > 1] == []


def test_the_base_units_come_first_and_convert_to_themselves():
    units = concepts()["unit"]
    assert " ".join(unit.notation for unit in units[:15]) == BASE_UNITS
    for unit in units[:15]:
        assert (unit.extra["baseUnit"], unit.extra["numerator"], unit.extra["denominator"]) == (unit.notation, "1", "1")


def test_a_unit_converts_to_a_base_unit_or_not_at_all():
    for unit in concepts()["unit"]:
        conversion = {key: unit.extra[key] for key in ("baseUnit", "numerator", "denominator") if key in unit.extra}
        assert len(conversion) in {0, 3}, unit.notation
        assert not conversion or conversion["baseUnit"] in BASE_UNITS.split()


@pytest.mark.parametrize(
    ("word", "base", "factor"),
    [
        ("亩", "hectare", Fraction(1, 15)),
        ("分地", "hectare", Fraction(1, 150)),
        ("平方公里", "hectare", Fraction(100)),
        ("米", "km", Fraction(1, 1000)),
        ("厘米", "km", Fraction(1, 100000)),
        ("毫米", "km", Fraction(1, 1000000)),
        ("华里", "km", Fraction(1, 2)),
        ("斤", "tonne", Fraction(1, 2000)),
        ("公斤", "tonne", Fraction(1, 1000)),
        ("克", "tonne", Fraction(1, 1000000)),
        ("兆瓦", "kilowatt", Fraction(1000)),
        ("瓦", "kilowatt", Fraction(1, 1000)),
        ("吉瓦", "kilowatt", Fraction(1000000)),
        ("毛", "yuan", Fraction(1, 10)),
        ("分钱", "yuan", Fraction(1, 100)),
        ("块钱", "yuan", Fraction(1)),
        ("人次", "person", Fraction(1)),
        ("户次", "household", Fraction(1)),
        ("个百分点", "percent", Fraction(1)),
        ("成", "percent", Fraction(10)),
        ("倍", "percent", Fraction(100)),
        ("‰", "percent", Fraction(1, 10)),
        ("个月", "year", Fraction(1, 12)),
        ("平米", "square-metre", Fraction(1)),
        ("家", "item", Fraction(1)),
        ("羽", "animal", Fraction(1)),
        ("个行政村", "village", Fraction(1)),
        ("个县（市、区）", "county", Fraction(1)),
    ],
)
def test_what_a_unit_word_is_worth(word, base, factor):
    [unit] = [unit for unit in concepts()["unit"] if word in unit.words]
    assert unit.extra["baseUnit"] == base
    assert Fraction(int(unit.extra["numerator"]), int(unit.extra["denominator"])) == factor


@pytest.mark.parametrize("word", ["美元", "港币", "欧元", "日元", "千瓦时"])
def test_what_does_not_convert(word):
    [unit] = [unit for unit in concepts()["unit"] if word in unit.words]
    assert "baseUnit" not in unit.extra


def test_the_conventional_intervals():
    bounds = {bound.notation: dict(bound.extra) for bound in concepts()["bound"]}
    assert bounds == {
        "eq": {"lowFactor": "1.0", "highFactor": "1.0"},
        "approx": {"lowFactor": "0.9", "highFactor": "1.1"},
        "ge": {"lowFactor": "1.0"},
        "le": {"highFactor": "1.0"},
    }


def test_the_examples_of_the_documentation_are_turtle_in_terms_of_the_ontology():
    page = (SOURCES.parents[1] / "docs" / "ontology.md").read_text(encoding="utf-8")
    prefixes = "".join(f"@prefix {prefix}: <{address}> .\n" for prefix, address in PREFIXES.items())
    examples = re.findall(r"```turtle\n(.*?)```", page, flags=re.DOTALL)
    graph = rdflib.Graph()
    for example in examples:
        graph.parse(data=prefixes + example, format="turtle")
    used = {str(term).removeprefix(POV) for triple in graph for term in triple if term.startswith(POV)}
    assert len(examples) == 2
    assert used <= terms()
    assert {URIRef(f"{BASE}id/concept/{name}") for name in ("bound/approx", "level/county")} <= set(graph.objects())

"""The names of the graph: closed namespaces, minting of IRIs, and the concepts of ``ontology/concepts/``.

Here the RDF half begins. Every IRI in the graph is made in this module, from a namespace that knows its terms (a typo
raises, it never reaches the data) or from :func:`iri`, which encodes what an IRI may not hold.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

from povgraph.errors import ResourceError, nearest
from povgraph.model import Concept
from povgraph.resources import ontology_path

#: The values of each predicate of one subject, each with its language.
_Values = dict[str, list[tuple[str, str | None]]]

BASE = "https://w3id.org/povgraph/"

#: The prefixes that Turtle is written with and that queries may use without declaring them.
PREFIXES: dict[str, str] = {
    "pov": f"{BASE}ontology#",
    "indicator": f"{BASE}id/indicator/",
    "unit": f"{BASE}id/unit/",
    "measure": f"{BASE}id/measure/",
    "concept": f"{BASE}id/concept/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

#: The datatype of dates and intervals at the precision of the text (Extended Date/Time Format of ISO 8601-2).
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"

#: The schemes whose concepts have a prefix of their own; the small vocabularies lie under ``concept:``.
LARGE_SCHEMES = frozenset({"indicator", "unit", "measure"})

_TERM = re.compile(r"^pov:(\w+) a ", re.MULTILINE)  # pov:about a owl:ObjectProperty ;

# Unreserved ASCII, Latin letters with their accents (pinyin), and the everyday Han block: most segments, at once.
_PLAIN = re.compile(r"[A-Za-z0-9._~\-\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u4e00-\u9fff]*")

# All that is not unreserved or ucschar (RFC 3987: controls, delimiters, surrogates, private use, noncharacters), and
# spaces and whatever else does not show or turns the direction of the text. A list, since Unicode's grows with Python.
_ENCODED = re.compile(
    r"[\x00-,/:-@\[-^`{-}\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f"
    r"\u205f-\u206f\u3000\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"
    r"\U0001d173-\U0001d17a\U000e0000-\U0010ffff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0xE0000, 0x10000))
    + "]"
)


class Namespace:
    """A namespace that knows its terms; any other name raises ``AttributeError`` with the nearest match.

    A name that is a Python keyword takes an underscore: ``POV.from_``.

    >>> POV.about
    'https://w3id.org/povgraph/ontology#about'
    >>> DCT.titel
    Traceback (most recent call last):
    AttributeError: no term 'titel' in http://purl.org/dc/terms/; did you mean 'title'?
    """

    __slots__ = ("_iri", "_names")

    def __init__(self, iri: str, names: Callable[[], frozenset[str]]) -> None:
        self._iri = iri
        self._names = names

    def __getattr__(self, name: str) -> str:
        local = name.rstrip("_")
        if local not in self._names():
            raise AttributeError(f"no term {local!r} in {self._iri}{nearest(local, sorted(self._names()))}")
        return self._iri + local

    def __dir__(self) -> list[str]:
        return sorted(self._names())


def _closed(prefix: str, names: str) -> Namespace:
    known = frozenset(names.split())
    return Namespace(PREFIXES[prefix], lambda: known)


@cache
def terms() -> frozenset[str]:
    """Give the local names of all classes and properties that ``ontology/povgraph.ttl`` defines."""
    return frozenset(_TERM.findall(ontology_path("povgraph.ttl").read_text(encoding="utf-8")))


POV = Namespace(PREFIXES["pov"], terms)
DC = _closed("dc", "publisher source")
DCAT = _closed("dcat", "Dataset")
DCT = _closed("dct", "description hasPart identifier issued language license title")
OA = _closed(
    "oa",
    "SpecificResource TextPositionSelector TextQuoteSelector end exact hasSelector hasSource prefix start suffix",
)
ORG = _closed("org", "member")
PROV = _closed("prov", "wasDerivedFrom")
QB = _closed("qb", "Observation dataSet")
RDF = _closed("rdf", "langString type")
RDFS = _closed("rdfs", "Datatype label")
SCHEMA = _closed("schema", "containedInPlace latitude longitude name")
SH = _closed("sh", "Info Violation Warning focusNode resultMessage resultPath resultSeverity value")
SKOS = _closed("skos", "Concept ConceptScheme altLabel definition hiddenLabel inScheme notation prefLabel")
VOID = _closed("void", "Dataset uriSpace vocabulary")
XSD = _closed("xsd", "anyURI boolean date decimal gYear gYearMonth integer nonNegativeInteger string")


def iri(kind: str, *segments: str) -> str:
    """Mint the IRI of a thing from its kind and the segments of its key.

    Each segment is normalised to NFC and keeps its Chinese letters; what an IRI segment may not hold, or what a reader
    would not see in it, is percent-encoded as UTF-8 (RFC 3987). Equal IRIs mean equal normalised segments.

    >>> iri("place", "220822", "乌兰花镇")
    'https://w3id.org/povgraph/id/place/220822/乌兰花镇'
    >>> iri("programme", "“三变” 50%")
    'https://w3id.org/povgraph/id/programme/“三变”%2050%25'
    """
    return f"{BASE}id/" + "/".join(_segment(part) for part in (kind, *segments))


def graph_iri(name: str) -> str:
    """Name a graph: a report's key, or ``gazetteer``, ``derived``, ``dataset``, ``findings``, ``ontology``.

    >>> graph_iri("derived")
    'https://w3id.org/povgraph/graph/derived'
    """
    return f"{BASE}graph/{_segment(name)}"


def concept_iri(scheme: str, notation: str) -> str:
    """Name a concept by its scheme and notation, whether the scheme has it or not (a check finds those that lack).

    >>> concept_iri("unit", "hectare"), concept_iri("level", "county")
    ('https://w3id.org/povgraph/id/unit/hectare', 'https://w3id.org/povgraph/id/concept/level/county')
    """
    return iri(scheme, notation) if scheme in LARGE_SCHEMES else iri("concept", scheme, notation)


@lru_cache(maxsize=65536)
def _segment(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    if text in {".", ".."}:  # a resolver would take these for steps in the path
        return text.replace(".", "%2E")
    return text if _PLAIN.fullmatch(text) else "".join(_encoded(text))


def _encoded(text: str) -> Iterator[str]:
    """Yield the characters, encoded where need be.

    A combining mark after an encoded character is encoded too: it would join the last digit of ``%2B`` to another
    letter as soon as someone normalises the IRI.
    """
    after_encoded = False
    for char in text:
        after_encoded = bool(_ENCODED.match(char) or (after_encoded and unicodedata.combining(char)))
        yield quote(char, safe="", errors="surrogatepass") if after_encoded else char


def ontology_files() -> list[Path]:
    """List the files of the ontology: terms, then concepts. Shapes are not among them."""
    return [ontology_path("povgraph.ttl"), *_concept_files()]


def _concept_files() -> list[Path]:
    return sorted(ontology_path("concepts").glob("*.ttl"))


@cache
def concepts() -> Mapping[str, tuple[Concept, ...]]:
    """Read all concepts, by the name of their scheme, in the order in which the files list them.

    ``extra`` holds what else povgraph's own properties say of a concept, other concepts by their notation.

    >>> [level.zh for level in concepts()["level"]]
    ['国家', '省级', '地级', '县级', '乡级', '村级']
    >>> mu = next(unit for unit in concepts()["unit"] if unit.notation == "mu")
    >>> mu.extra["numerator"], mu.extra["denominator"], mu.extra["baseUnit"]
    ('1', '15', 'hectare')

    Raises:
        ResourceError: a file of the ontology cannot be read.
    """
    found: dict[str, list[Concept]] = {}
    for path in _concept_files():
        for values in _subjects(path):
            if SKOS.inScheme in values:
                concept = _concept(values)
                found.setdefault(concept.scheme, []).append(concept)
    return MappingProxyType({scheme: tuple(members) for scheme, members in found.items()})


def _subjects(path: Path) -> Iterable[_Values]:
    """Read a Turtle file: for each subject the values of each predicate, with their languages."""
    from pyoxigraph import RdfFormat, parse  # noqa: PLC0415  here, so that --help starts without it

    subjects: dict[str, _Values] = {}
    try:
        for quad in parse(path=path, format=RdfFormat.TURTLE):
            value = quad.object
            said = subjects.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, [])
            said.append((value.value, getattr(value, "language", None)))
    except (OSError, SyntaxError) as error:
        raise ResourceError(f"{path}: {error}; reinstall povgraph") from error
    return subjects.values()


def _concept(values: _Values) -> Concept:
    labels = {language: text for text, language in values[SKOS.prefLabel]}
    worded = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
    own = PREFIXES["pov"]
    return Concept(
        scheme=_last(values[SKOS.inScheme][0][0]),
        notation=values[SKOS.notation][0][0],
        zh=labels["zh"],
        en=labels["en"],
        words=tuple(text for label in worded for text, language in values.get(label, ()) if language == "zh"),
        extra={name.removeprefix(own): _last(said[0][0]) for name, said in values.items() if name.startswith(own)},
    )


def _last(text: str) -> str:
    """Give the notation at the end of a concept's IRI; any other value as it is."""
    return text.rpartition("/")[2] if text.startswith(BASE) else text

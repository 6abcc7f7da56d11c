"""The predicates and classes of the graph as they stand in a line, from the closed namespaces of ``vocabulary``.

A predicate carries the spaces around it, so that a line is a concatenation of strings that are already written.
"""

from functools import lru_cache

from povgraph.graph.lines import ref
from povgraph.vocabulary import BASE, DC, DCAT, DCT, OA, ORG, POV, PROV, RDF, RDFS, SCHEMA, SH, SKOS, VOID, concept_iri


def _predicate(iri: str) -> str:
    return f" {ref(iri)} "


@lru_cache(maxsize=4096)
def concept(scheme: str, notation: str) -> str:
    """Write the IRI of a concept.

    >>> concept("unit", "hectare")
    '<https://w3id.org/povgraph/id/unit/hectare>'
    """
    return ref(concept_iri(scheme, notation))


ONTOLOGY = ref(f"{BASE}ontology#")

TYPE = _predicate(RDF.type)
LABEL = _predicate(RDFS.label)
NAME = _predicate(SCHEMA.name)
NOTATION = _predicate(SKOS.notation)
CONTAINED_IN = _predicate(SCHEMA.containedInPlace)
LONGITUDE = _predicate(SCHEMA.longitude)
LATITUDE = _predicate(SCHEMA.latitude)
MEMBER = _predicate(ORG.member)
DERIVED_FROM = _predicate(PROV.wasDerivedFrom)

IDENTIFIER = _predicate(DCT.identifier)
TITLE = _predicate(DCT.title)
DESCRIPTION = _predicate(DCT.description)
ISSUED = _predicate(DCT.issued)
LANGUAGE = _predicate(DCT.language)
LICENSE = _predicate(DCT.license)
HAS_PART = _predicate(DCT.hasPart)
PUBLISHER = _predicate(DC.publisher)
SOURCE = _predicate(DC.source)
VOCABULARY = _predicate(VOID.vocabulary)
URI_SPACE = _predicate(VOID.uriSpace)

HAS_SOURCE = _predicate(OA.hasSource)
HAS_SELECTOR = _predicate(OA.hasSelector)
START = _predicate(OA.start)
END = _predicate(OA.end)
EXACT = _predicate(OA.exact)
PREFIX = _predicate(OA.prefix)
SUFFIX = _predicate(OA.suffix)

ABOUT = _predicate(POV.about)
BOUND = _predicate(POV.bound)
CHECK = _predicate(POV.check)
COLUMN = _predicate(POV.column)
CONFIDENCE = _predicate(POV.confidence)
DATE_ORIGIN = _predicate(POV.dateOrigin)
FROM = _predicate(POV.from_)
HELD_IN = _predicate(POV.heldIn)
HIGH = _predicate(POV.high)
INDICATOR = _predicate(POV.indicator)
INVOLVES = _predicate(POV.involves)
KIND = _predicate(POV.kind)
LEVEL = _predicate(POV.level)
LINE = _predicate(POV.line)
LOW = _predicate(POV.low)
MEASURE = _predicate(POV.measure)
METHOD = _predicate(POV.method)
ORIGIN = _predicate(POV.origin)
PER = _predicate(POV.per)
PERIOD = _predicate(POV.period)
PLACE = _predicate(POV.place)
POST = _predicate(POV.post)
REPAIR = _predicate(POV.repair)
REPORT = _predicate(POV.report)
ROLE = _predicate(POV.role)
SHA256 = _predicate(POV.sha256)
SHOULD_BE = _predicate(POV.shouldBe)
SOFTWARE_VERSION = _predicate(POV.softwareVersion)
STATUS = _predicate(POV.status)
TO = _predicate(POV.to)
UNIT = _predicate(POV.unit)
VALUE = _predicate(POV.value)
WITHIN = _predicate(POV.within)
YEAR = _predicate(POV.year)

FOCUS_NODE = _predicate(SH.focusNode)
RESULT_MESSAGE = _predicate(SH.resultMessage)
RESULT_PATH = _predicate(SH.resultPath)
RESULT_SEVERITY = _predicate(SH.resultSeverity)
RESULT_VALUE = _predicate(SH.value)

RDFS_DATATYPE = ref(RDFS.Datatype)
DATASETS = (ref(DCAT.Dataset), ref(VOID.Dataset))
EVIDENCE = (ref(POV.Evidence), ref(OA.SpecificResource))
POSITION_SELECTOR = ref(OA.TextPositionSelector)
QUOTE_SELECTOR = ref(OA.TextQuoteSelector)
REPORT_CLASS = ref(POV.Report)
FINDING_CLASS = ref(POV.Finding)
PLACE_CLASS = ref(POV.Place)
STATEMENT_CLASS = ref(POV.Statement)
POST_CLASS = ref(POV.Post)

#: SHACL's severities by those of findings.
SEVERITIES = {"error": ref(SH.Violation), "warning": ref(SH.Warning), "info": ref(SH.Info)}

#: The class of a place by its level, of a thing by its kind, and of a statement by its kind.
CLASSES = {
    "country": ref(POV.Country),
    "province": ref(POV.Province),
    "prefecture": ref(POV.Prefecture),
    "county": ref(POV.County),
    "township": ref(POV.Township),
    "village": ref(POV.Village),
    "person": ref(POV.Person),
    "organization": ref(POV.Organization),
    "programme": ref(POV.Programme),
    "subject": ref(POV.Subject),
    "mention": ref(POV.Mention),
    "post-holding": ref(POV.PostHolding),
    "outcome": ref(POV.Outcome),
    "observation": ref(POV.Observation),
    "anomaly": ref(POV.Anomaly),
}

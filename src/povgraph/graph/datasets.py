"""The graph's description of itself: DCAT and VoID."""

from collections.abc import Iterable
from typing import Protocol

from povgraph import __version__
from povgraph.graph import terms as t
from povgraph.graph.lines import canonical, literal, ref
from povgraph.vocabulary import BASE, graph_iri, iri

_NODE = ref(iri("dataset", "povgraph"))
_TITLES = {"zh": "扶贫报告知识图谱", "en": "Knowledge graph of poverty alleviation reports"}
_DESCRIPTIONS = {
    "zh": "从中文扶贫报告读出的地方、人物、组织、项目、成果与数字，每条陈述都附原文出处。引文的权利属于报告的发布者。",
    "en": (
        "Places, people, organizations, programmes, outcomes and figures read from Chinese-language reports on "
        "poverty alleviation, each statement with the passage that makes it. Quotations remain their publishers'."
    ),
}


class Named(Protocol):
    """What the description says of a report: the report itself has it, and so has its entry in a manifest."""

    @property
    def key(self) -> str:
        """The report's name in IRIs."""
        ...

    @property
    def license(self) -> str | None:
        """The IRI of its licence."""
        ...


def dataset_quads(reports: Iterable[Named]) -> list[str]:
    """Describe the dataset and name the reports in it.

    What is made of reports is theirs who wrote them: a licence stands only where all reports name the same one.
    """
    reports = list(reports)
    licenses = {report.license for report in reports}
    said = [t.TYPE + each for each in t.DATASETS]
    said += [t.TITLE + literal(text, lang=lang) for lang, text in _TITLES.items()]
    said += [t.DESCRIPTION + literal(text, lang=lang) for lang, text in _DESCRIPTIONS.items()]
    said += [
        t.VOCABULARY + t.ONTOLOGY,
        t.URI_SPACE + literal(f"{BASE}id/"),
        t.SOFTWARE_VERSION + literal(__version__),
    ]
    said += [t.LICENSE + ref(one) for one in licenses if one and len(licenses) == 1]
    said += [t.HAS_PART + ref(iri("report", report.key)) for report in reports]
    tail = f" {ref(graph_iri('dataset'))} ."
    return canonical(_NODE + pair + tail for pair in said)

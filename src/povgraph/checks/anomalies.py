"""Show the places where the text of a report is plainly broken: each anomaly of the graph becomes a finding."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from povgraph.model import Finding
from povgraph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Store

_ANOMALIES = """
SELECT DISTINCT ?anomaly ?kind ?zh ?en ?meant WHERE {
  ?anomaly a pov:Anomaly ; pov:kind ?kind .
  OPTIONAL { ?kind skos:prefLabel ?zh . FILTER (LANG(?zh) = "zh") }
  OPTIONAL { ?kind skos:prefLabel ?en . FILTER (LANG(?en) = "en") }
  OPTIONAL { ?anomaly pov:shouldBe ?meant }
}"""


def find_anomalies(store: "Store") -> Iterator[Finding]:
    """Yield one warning for each anomaly, named by its kind; the text is at fault there, not the graph."""
    rows = store.query(_ANOMALIES, prefixes=PREFIXES, use_default_graph_as_union=True)
    for row in rows:  # type: ignore[union-attr]
        anomaly, kind, zh, en, meant = (term.value if term else "" for term in row)
        name = kind.rpartition("/")[2]
        yield Finding(
            check=name,
            severity="warning",
            message_zh=f"原文此处有误：{zh or name}" + (f"，应为“{meant}”" if meant else ""),
            message_en=f"The text is broken here: {en or name}" + (f", should be “{meant}”" if meant else ""),
            focus=anomaly,
            statements=(anomaly,),
            repair=meant or None,
        )

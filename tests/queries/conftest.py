"""The invented graph that the stored queries are tested on."""

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from povgraph.store.opening import add_ontology

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def graph() -> Path:
    return HERE / "graph.trig"


@pytest.fixture(scope="session")
def store(graph: Path) -> Store:
    opened = Store()
    opened.load(path=graph, format=RdfFormat.TRIG)
    add_ontology(opened)
    return opened

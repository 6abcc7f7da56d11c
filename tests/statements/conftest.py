"""What the tests of statements share: reading one text."""

from collections.abc import Callable
from hashlib import sha256

import pytest

from povgraph.model import Observation, Report
from povgraph.statements.extraction import Extractor
from povgraph.vocabulary import concepts

Observe = Callable[[str], list[Observation]]


@pytest.fixture(scope="session")
def observe() -> Observe:
    """Read the observations of a text that was written in August 2019."""
    extractor = Extractor(concepts())

    def read(text: str) -> list[Observation]:
        report = Report(id="r", text=text, sha256=sha256(text.encode()).hexdigest(), date="2019-08")
        return list(extractor.extract(report).observations)

    return read

"""What the tests of statements share: reading one text."""

from collections.abc import Callable
from hashlib import sha256

import pytest

from povgraph.model import Observation, Report, Statements
from povgraph.statements.extraction import Extractor
from povgraph.vocabulary import concepts

Read = Callable[[str], Statements]
Observe = Callable[[str], list[Observation]]


@pytest.fixture(scope="session")
def extract() -> Read:
    """Read all statements of a text that was written in August 2019."""
    extractor = Extractor(concepts())

    def read(text: str) -> Statements:
        return extractor.extract(Report(id="r", text=text, sha256=sha256(text.encode()).hexdigest(), date="2019-08"))

    return read


@pytest.fixture(scope="session")
def observe(extract: Read) -> Observe:
    """Read the observations of a text that was written in August 2019."""
    return lambda text: list(extract(text).observations)

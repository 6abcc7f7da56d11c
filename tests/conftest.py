"""What all tests share."""

import os

import hypothesis
import pytest

# The machines that run these are shared: a slow example is no failure. CI tries the same examples each time, so that a
# change is judged by what it changes; at a desk the examples are new with every run.
hypothesis.settings.register_profile(
    "shared",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("shared")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files of tests/cases anew")

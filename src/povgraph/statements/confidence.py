"""Say how sure a statement is: how often the way by which it was reached has been right on reviewed statements.

The shares are data (``data/lexicon/confidence.yaml``), counted by ``python -m benchmarks.confidence``. They are
statements about the extractor, not about the world: 0.8 means that of ten rows reached so, eight were as a careful
reader would write them.
"""

from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

from povgraph.model import Observation, Statement, Statements
from povgraph.resources import lexicon


@cache
def _shares() -> dict[str, dict[str, Decimal]]:
    tables: dict[str, dict[str, Any]] = lexicon("confidence")["shares"]
    return {section: {way: Decimal(str(share)) for way, share in table.items()} for section, table in tables.items()}


def way(row: Statement) -> str:
    """Name the way by which a row was reached, as the shares are kept by it.

    For a figure that is the rule that found its subject, and whether a word named its indicator.
    """
    method = row.method or "any"
    if isinstance(row, Observation):
        return f"{method} other" if row.indicator == "other" else method
    return method


def confidence(section: str, row: Statement) -> Decimal:
    """Say how sure a row is; a way that has not been measured is as sure as its section as a whole."""
    shares = _shares()[section]
    return shares.get(way(row), shares["any"])


def at_least(statements: Statements, least: Decimal) -> Statements:
    """Keep the rows that are at least so sure; rows without a confidence, which a person wrote, stay."""
    changed: dict[str, Any] = {
        section: tuple(row for row in rows if row.confidence is None or row.confidence >= least)
        for section, rows in statements.sections()
    }
    return replace(statements, **changed)

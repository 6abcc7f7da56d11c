"""What is known of those who say a thing: when each report was written, and which reports are copies of one another."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from povgraph.checks.copies import find_copies
from povgraph.checks.triples import quotes_of, subjects_of, value_of
from povgraph.errors import StatementsError
from povgraph.graph.dates import days
from povgraph.graph.tables import Quads
from povgraph.text.normal import normalise
from povgraph.vocabulary import DCT, POV, RDFS, concept_iri

_ENDS = re.compile("[。；！？!?;\n]")
_REACH = 120


def name_origins(groups: Iterable[Sequence[str]]) -> dict[str, str]:
    """Name the origin of each report that has copies: the first of them."""
    return {report: group[0] for group in groups if len(group) > 1 for report in group}


class Witnesses:
    """The reports of a graph as witnesses of what they say.

    ``texts`` are the texts of reports by the report's IRI; a report whose text is not given is its own origin.
    ``origins`` names the origin of each report that is a copy, where that is known already.
    """

    def __init__(self, store: Quads, texts: Mapping[str, str], origins: Mapping[str, str] | None = None) -> None:
        self.texts = texts
        self.labels = value_of(store, RDFS.label, "zh")
        self.levels = {node: level.rpartition("/")[2] for node, level in value_of(store, POV.level).items()}
        self._store = store
        self._dates = value_of(store, DCT.issued)
        self._reviewed = frozenset(subjects_of(store, POV.origin, concept_iri("origin", "reviewed")))
        self._origins = name_origins(find_copies(texts)) if origins is None else origins

    def days(self, report: str) -> tuple[str, str] | None:
        """Give the first and last day of a report's date at the precision known, or None."""
        date = self._dates.get(report)
        try:
            return days(date) if date else None
        except StatementsError:
            return None  # a shape reports it

    def origin(self, report: str) -> str:
        """Name the origin of a report: the first of the copies that it is one of."""
        return self._origins.get(report, report)

    def origins(self, reports: Iterable[str]) -> int:
        """Count of how many origins some reports are."""
        return len({self.origin(report) for report in reports})

    @cached_property
    def quotes(self) -> dict[str, tuple[str, int | None]]:
        """The quote of each statement, and where it begins."""
        return quotes_of(self._store)

    @cached_property
    def reports(self) -> dict[str, str]:
        """The report of each statement."""
        return value_of(self._store, POV.report)

    @cached_property
    def about(self) -> dict[str, str]:
        """What each statement is about."""
        return value_of(self._store, POV.about)

    def words(self, statement: str, report: str, thing: str) -> str:
        """Give the sentence of a statement without the name of what it is about, which may hold any word."""
        return self._sentence(statement, report).replace(self.labels.get(thing) or "\n", " ")

    def _sentence(self, statement: str, report: str) -> str:
        """Give the sentence that a statement rests on in normal form, or its quote where no text is known."""
        quote, start = self.quotes.get(statement, ("", None))
        text = self.texts.get(report)
        if text is None or start is None or text[start : start + len(quote)] != quote:
            return normalise(quote)
        end = start + len(quote)
        before, after = text[max(start - _REACH, 0) : start], text[end : end + _REACH]
        return normalise(_ENDS.split(before)[-1] + quote + _ENDS.split(after, maxsplit=1)[0])

    def is_reviewed(self, statement: str) -> bool:
        """Tell whether a person has reviewed a statement."""
        return statement in self._reviewed

"""Show a quote in its sentence, where the report is at hand and still is what was read."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from povgraph.checks.citations import sentence_around
from povgraph.exports.dossiers.records import Words

if TYPE_CHECKING:
    from povgraph.exports.pseudonyms import Pseudonyms


class Sentences:
    """The reports at hand.

    Args:
        texts: Their texts by IRI, each the text that the graph was made from.
        pseudonyms: Those of the graph, where private persons have some.
    """

    def __init__(self, texts: Mapping[str, str], pseudonyms: "Pseudonyms | None" = None) -> None:
        self._pseudonyms = pseudonyms
        named = texts.items() if pseudonyms is None else ((pseudonyms.node(one), text) for one, text in texts.items())
        self._texts = dict(named)
        self._names = {report if pseudonyms is None else pseudonyms.node(report): report for report in texts}

    def words(self, report: str, place: tuple[int, int] | None, kept: Words) -> Words:
        """Give a quote in its sentence.

        Args:
            report: The IRI of its report.
            place: Its offsets there, if the graph has them.
            kept: What the graph has of the words.
        """
        text = self._texts.get(report)
        if text is None or place is None or not 0 <= place[0] < place[1] <= len(text):
            return kept
        start, end = place
        first, last = sentence_around(text, start, end)
        parts = text[first:start], text[start:end], text[end:last]
        if self._pseudonyms is not None:
            parts = self._pseudonyms.quote(self._names[report], *parts)
        elif parts[1] != kept.quote:
            return kept
        return Words(*parts, cut=False)

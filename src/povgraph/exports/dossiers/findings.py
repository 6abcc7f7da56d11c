"""Find the findings that touch a statement: those that involve it, and those about the words that it rests on."""

from collections.abc import Iterable, Mapping

from povgraph.exports.dossiers.records import Note, place_of
from povgraph.vocabulary import BASE

_STATEMENTS = tuple(f"{BASE}id/{kind}/" for kind in ("mention", "post-holding", "outcome", "observation", "anomaly"))


class Notes:
    """The findings of a graph.

    Args:
        rows: The rows of the query ``dossier-findings``.
        language: The language of the messages.
    """

    def __init__(self, rows: Iterable[Mapping[str, str]], language: str) -> None:
        self._by_node: dict[str, set[str]] = {}
        self._passages: dict[str, set[tuple[int, int, str]]] = {}
        found: dict[str, Mapping[str, str]] = {}
        for row in rows:
            found[row["finding"]] = row
            self._by_node.setdefault(row["node"], set()).add(row["finding"])
            place = place_of(row["start"], row["end"])
            if place is not None:
                self._passages.setdefault(row["report"], set()).add((*place, row["finding"]))
        involved: dict[str, int] = {}
        for node, findings in self._by_node.items():
            for one in findings if node.startswith(_STATEMENTS) else ():
                involved[one] = involved.get(one, 0) + 1
        self._notes = {one: _note(row, involved.get(one, 0) > 1, language) for one, row in found.items()}

    def about(self, thing: str) -> tuple[Note, ...]:
        """Give the findings whose focus is a thing itself."""
        return self._sorted(self._by_node.get(thing, set()))

    def touching(self, statement: str, report: str, place: tuple[int, int] | None) -> tuple[Note, ...]:
        """Give the findings that involve a statement, or that are about words which its quote holds."""
        found = set(self._by_node.get(statement, ()))
        if place is not None:
            passages = self._passages.get(report, ())
            found |= {finding for start, end, finding in passages if start < place[1] and place[0] < end}
        return self._sorted(found)

    def _sorted(self, findings: set[str]) -> tuple[Note, ...]:
        return tuple(sorted((self._notes[one] for one in findings), key=lambda note: (note.check, note.finding)))


def _note(row: Mapping[str, str], conflict: bool, language: str) -> Note:
    texts = (row["en"], row["zh"])
    text = texts[language == "zh"] or texts[language != "zh"]
    repair = f" ({row['repair']})" if row["repair"] and row["repair"] not in text else ""
    return Note(row["finding"], row["check"], row["severity"], text + repair, conflict)

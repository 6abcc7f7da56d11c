"""Evidence: where in its report a statement is said, by position and by quote.

The quote decides. Offsets count only if the quote stands there; a quote without offsets (a person wrote the row) is
looked for; a quote that the report lacks gets no position, and a check finds it.
"""

from bisect import bisect_right
from hashlib import sha256

from povgraph.graph import terms as t
from povgraph.graph.lines import literal, ref
from povgraph.model import Report, Statement
from povgraph.vocabulary import XSD, iri

#: How many characters of the report are kept on either side of a quote.
CONTEXT = 32
_EVIDENCE = iri("evidence", "")
_OFFSET = f'"^^{ref(XSD.nonNegativeInteger)}'


def identity(*parts: str | None) -> str:
    """Digest what identifies a statement: parts carry their length, so that no two lists of parts run together.

    >>> identity("ab", "c") == identity("a", "bc"), identity(None) == identity("")
    (False, False)
    """
    text = "".join(["-" if part is None else f"{len(part)}:{part}" for part in parts])
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


class Passages:
    """The evidence in one report; each passage is written once."""

    def __init__(self, report: Report, node: str, tail: str) -> None:
        self._report = report
        self._node = node
        self._tail = tail
        self._nodes: dict[tuple[int | None, str], str] = {}
        self._line_starts = [0]
        position = report.text.find("\n")
        while position >= 0:
            self._line_starts.append(position + 1)
            position = report.text.find("\n", position + 1)
        self.lines: list[str] = []

    def locate(self, row: Statement) -> int | None:
        """Give the offset of a row's quote in the report, or None if it is not there."""
        if row.start is not None and row.quote and self._report.text.startswith(row.quote, row.start):
            return row.start
        found = self._report.text.find(row.quote) if row.quote else -1
        return found if found >= 0 else None

    def evidence(self, start: int | None, quote: str) -> str:
        """Give the node of a passage, and write it when it is new."""
        known = self._nodes.get((start, quote))
        if known is None:
            place = None if start is None else str(start)
            base = _EVIDENCE + identity(self._report.key, "evidence", place, quote)
            known = self._nodes[(start, quote)] = f"<{base}>"
            self._write(base, start, quote)
        return known

    def _write(self, base: str, start: int | None, quote: str) -> None:
        node, quoted, tail = f"<{base}>", f"<{base}/quote>", self._tail
        self.lines += [
            node + t.TYPE + t.EVIDENCE[0] + tail,
            node + t.TYPE + t.EVIDENCE[1] + tail,
            node + t.HAS_SOURCE + self._node + tail,
            node + t.HAS_SELECTOR + quoted + tail,
            quoted + t.TYPE + t.QUOTE_SELECTOR + tail,
            quoted + t.EXACT + literal(quote) + tail,
        ]
        if start is not None:
            self._write_position(base, start, start + len(quote))

    def _write_position(self, base: str, start: int, end: int) -> None:
        node, position, quoted, tail = f"<{base}>", f"<{base}/position>", f"<{base}/quote>", self._tail
        text = self._report.text
        line = bisect_right(self._line_starts, start)
        self.lines += [
            node + t.HAS_SELECTOR + position + tail,
            node + t.LINE + literal(line) + tail,
            node + t.COLUMN + literal(start - self._line_starts[line - 1] + 1) + tail,
            position + t.TYPE + t.POSITION_SELECTOR + tail,
            f'{position}{t.START}"{start}{_OFFSET}{tail}',
            f'{position}{t.END}"{end}{_OFFSET}{tail}',
            quoted + t.PREFIX + literal(text[max(start - CONTEXT, 0) : start]) + tail,
            quoted + t.SUFFIX + literal(text[end : end + CONTEXT]) + tail,
        ]

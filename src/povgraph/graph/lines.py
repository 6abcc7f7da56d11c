"""Write RDF terms as N-Quads: the one way by which values become RDF.

A graph is a sorted list of unique lines in the canonical form of N-Triples and N-Quads; as no node is blank, that
list is the graph's canonical form too. Lines carry no line end.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain, compress
from operator import ne
from typing import NamedTuple

_XSD = "http://www.w3.org/2001/XMLSchema#"
_SUFFIXES = {
    bool: f"^^<{_XSD}boolean>",
    int: f"^^<{_XSD}integer>",
    Decimal: f"^^<{_XSD}decimal>",
}

# What XML 1.0 cannot hold either, so that every format can carry every value: "\x00", "\ud800", "\ufffe".
_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile('[\x00-\x1f"\\\\\x7f\ud800-\udfff\ufffe\uffff]')
_ESCAPED = re.compile(r"\\([tbnrf\"'\\]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})")  # \n, \u200B
_UNESCAPES = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_ESCAPES = {"\t": "\\t", "\n": "\\n", "\r": "\\r", '"': '\\"', "\\": "\\\\", "\x7f": "\\u007F"}

# What RFC 3987 allows in an IRI, but for spaces: ASCII marks, all scripts, no private use; "%" only before hex digits.
_UCSCHAR = "\xa0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef" + "".join(
    f"{chr(plane << 16 | (0x1000 if plane == 0xE else 0))}-{chr(plane << 16 | 0xFFFD)}" for plane in range(1, 0xF)
)
_FOREIGN = re.compile(f"\\s|[^A-Za-z0-9_.~:/?#@!$&'()*+,;=%{_UCSCHAR}-]|%(?![0-9A-Fa-f]{{2}})")


def clean(text: str) -> str:
    r"""Remove the characters that no RDF syntax can carry; bidirectional and zero-width marks stay.

    >>> clean("脱\x00贫\u200b县")
    '脱贫\u200b县'
    """
    return _IMPOSSIBLE.sub("", text)


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0], "")


def ref(iri: str) -> str:
    """Write an IRI; what an IRI cannot hold is percent-encoded.

    >>> ref("https://w3id.org/povgraph/id/place/220822/陆家村")
    '<https://w3id.org/povgraph/id/place/220822/陆家村>'
    >>> ref("http://example.org/a b>")
    '<http://example.org/a%20b%3E>'
    """
    return f"<{_FOREIGN.sub(_percent, iri)}>"


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "ignore"))


def literal(value: str | int | Decimal, datatype: str | None = None, lang: str | None = None) -> str:
    r"""Write a literal; the datatype of a number or a boolean follows from the value.

    Args:
        value: The value; a ``Decimal`` must be finite.
        datatype: The datatype's IRI, for a value that is not a plain string.
        lang: The language tag of a string.

    >>> literal("陆家村“模式”\n", lang="zh")
    '"陆家村“模式”\\n"@zh'
    >>> literal(Decimal("4.90")), literal(2019)
    ('"4.9"^^<http://www.w3.org/2001/XMLSchema#decimal>', '"2019"^^<http://www.w3.org/2001/XMLSchema#integer>')
    """
    if isinstance(value, str):
        body = _SPECIAL.sub(_escape, value) if _SPECIAL.search(value) else value
        if lang:
            return f'"{body}"@{lang}'
        return f'"{body}"^^{ref(datatype)}' if datatype else f'"{body}"'
    text = decimal_text(value) if isinstance(value, Decimal) else str(value).lower()
    return f'"{text}"^^{ref(datatype)}' if datatype else f'"{text}"{_SUFFIXES[type(value)]}'


def decimal_text(value: Decimal) -> str:
    """Write a decimal in the canonical form of XML Schema: no exponent, no idle zeros, one digit behind the point.

    >>> [decimal_text(Decimal(text)) for text in ("7.8E+4", "-0.50", "1E-7", "-0")]
    ['78000.0', '-0.5', '0.0000001', '0.0']

    Raises:
        ValueError: the value is not a number.
    """
    if not value.is_finite():
        raise ValueError(f"{value} is not a number that xsd:decimal can hold")
    whole, _, rest = f"{value:f}".partition(".")
    rest = rest.rstrip("0") or "0"
    return "0.0" if rest == "0" and not whole.strip("-0") else f"{whole}.{rest}"


class Quad(NamedTuple):
    """The terms of one line, each as it is written; ``graph`` is empty in the default graph."""

    subject: str
    predicate: str
    object: str
    graph: str


def split(line: str) -> Quad:
    """Take a line apart again.

    >>> split('<http://e/a> <http://e/p> "一 <二>" <http://e/g> .').object
    '"一 <二>"'
    """
    subject, predicate, rest = line.split(" ", 2)
    rest = rest[:-2]
    if rest[-1] == ">" or rest.rfind("_:") > 0:  # else the line ends with a literal, or with one blank node
        head, _, last = rest.rpartition(" ")
        if head and '"' not in last and last[:2] != ")>" and last[0] in "<_":
            return Quad(subject, predicate, head, last)
    return Quad(subject, predicate, rest, "")


def value_of(term: str) -> tuple[str, str | None, str | None]:
    r"""Read a literal as it is written: its text, its datatype's IRI or None, its language or None.

    >>> value_of('"陆家村\\n"@zh'), value_of('"4.9"^^<http://www.w3.org/2001/XMLSchema#decimal>')[0]
    (('陆家村\n', None, 'zh'), '4.9')
    """
    end = term.rindex('"')
    body, rest = term[1:end], term[end + 1 :]
    if "\\" in body:
        body = _ESCAPED.sub(_unescape, body)
    return body, rest[3:-1] if rest.startswith("^^") else None, rest[1:] if rest.startswith("@") else None


def _unescape(match: re.Match[str]) -> str:
    code = match[1]
    return _UNESCAPES[code] if len(code) == 1 else chr(int(code[1:], 16))


def canonical(lines: Iterable[str]) -> list[str]:
    """Put lines into their one order, each once."""
    ordered = sorted(lines)  # before duplicates go: lines that come in sorted runs are merged, not sorted
    return list(compress(ordered, map(ne, ordered, chain(("",), ordered))))


def read_lines(text: str) -> Iterator[str]:
    """Yield the lines of N-Quads text; only a line feed ends a line (a literal may hold U+2028)."""
    return (line for line in text.split("\n") if line)

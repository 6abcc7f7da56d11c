"""Write sorted lines as Turtle and TriG that a person can read: grouped, prefixed, in the order of a report.

The lines must be canonical (``lines.canonical``); the output is then the same bytes for the same graph. Literals take
Turtle's short forms only where every parser gives back the same term.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TextIO

from povgraph.graph.lines import split
from povgraph.vocabulary import BASE, PREFIXES

_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_BASE_START = f"<{BASE}"
_CACHED = 100_000
#: The kinds of things in the order in which a file is read: what is read, what is spoken of, what is said, where.
_KINDS = (
    *("dataset", "report", "place", "person", "organization", "programme", "post", "subject"),
    *("post-holding", "outcome", "observation", "anomaly", "mention", "evidence"),
)
# A subset of PN_LOCAL that needs no escapes: poverty-incidence, 220822, 陆家村, v1.2
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_LOCAL = re.compile(f"[A-Za-z0-9_{_HAN}](?:[A-Za-z0-9_.{_HAN}-]*[A-Za-z0-9_{_HAN}-])?")
_INTEGER = re.compile(r'"(-?[1-9][0-9]*|0)"\^\^<http://www\.w3\.org/2001/XMLSchema#integer>')  # "2019"^^…
_DECIMAL = re.compile(r'"(-?(?:0|[1-9][0-9]*)\.[0-9]+)"\^\^<http://www\.w3\.org/2001/XMLSchema#decimal>')  # "4.9"^^…
_BOOLEAN = re.compile(r'"(true|false)"\^\^<http://www\.w3\.org/2001/XMLSchema#boolean>')
# A reference that stays itself when resolved against BASE: no empty or dot segments, no scheme before the first slash.
_RELATIVE = re.compile(r"(?!.*//)(?!.*/\.{1,2}(?:[/?#]|$))[a-z]+/[^?#]*")


def write_turtle(lines: Sequence[str], out: TextIO) -> None:
    """Write the union of all graphs in the lines as Turtle."""
    out.write(header())
    for block in _Blocks().write(lines):
        out.write("\n" + block)


def write_trig(lines: Sequence[str], out: TextIO) -> None:
    """Write the lines as TriG, one block for each named graph."""
    blocks = _Blocks()
    out.write(header())
    for graph, members in by_graph(lines):
        indent = "    " if graph else ""
        if graph:
            out.write(f"\n{blocks.short(graph)} {{\n")
        for number, block in enumerate(blocks.write(members, indent)):
            out.write("\n" + block if number or not graph else block)
        if graph:
            out.write("}\n")


def header() -> str:
    """Write the base and the prefixes, all of them, so that the text can be streamed behind them."""
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(PREFIXES.items()))
    return f"@base <{BASE}> .\n{prefixes}"


def by_graph(lines: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Group lines by graph, the default graph first, then by name."""
    graphs: dict[str, list[str]] = {}
    for line in lines:
        graphs.setdefault(split(line).graph, []).append(line)
    return sorted(graphs.items())


def reading_order(lines: Sequence[str]) -> Iterator[str]:
    """Yield sorted lines kind by kind, a thing before what lies below it; foreign subjects come last."""
    done: list[tuple[int, int]] = []
    for kind in _KINDS:
        start = bisect_left(lines, f"{_BASE_START}id/{kind}/")
        end = bisect_left(lines, f"{_BASE_START}id/{kind}0", start)  # "0" follows "/"
        done.append((start, end))
        yield from sorted(lines[start:end], key=_below)
    last = 0
    for start, end in sorted(done):
        yield from lines[last:start]
        last = max(last, end)
    yield from lines[last:]


def _below(line: str) -> str:
    """Sort ``<a>`` before ``<a/b>``, which the lines' own order does not."""
    return line.replace(">", "", 1)


class _Blocks:
    """The writer of subjects, with the short forms of the terms that it has met."""

    def __init__(self) -> None:
        self._namespaces = {iri: name for name, iri in PREFIXES.items()}
        self._short: dict[str, str] = {}

    def write(self, lines: Sequence[str], indent: str = "") -> Iterator[str]:
        """Yield one block of text for each subject."""
        known, short = self._short, self.short
        subject = predicate = ""
        groups: dict[str, list[str]] = {}
        objects: list[str] = []
        for line in reading_order(lines):
            quad = split(line)
            if quad[0] != subject:
                if groups:
                    yield _block(short(subject), groups, indent)
                subject, predicate, groups = quad[0], "", {}
            if quad[1] != predicate:
                predicate = quad[1]
                objects = groups[predicate if predicate == _TYPE else known.get(predicate) or short(predicate)] = []
            value = quad[2]
            written = value if value[0] == '"' and value[-1] != ">" else known.get(value) or short(value)
            if not objects or objects[-1] != written:  # the same triple may stand in two graphs
                objects.append(written)
        if groups:
            yield _block(short(subject), groups, indent)

    def short(self, term: str) -> str:
        """Shorten a term, from memory where it was met before."""
        found = self._short.get(term)
        if found is None:
            if len(self._short) >= _CACHED:
                self._short.clear()
            found = self._short[term] = self._shorten(term)
        return found

    def _shorten(self, term: str) -> str:
        if term[0] == "<" and term[1] != "<":
            return self._name(term[1:-1])
        if term[0] != '"' or term[-1] != ">":
            return term
        for pattern in (_DECIMAL, _INTEGER, _BOOLEAN):
            if match := pattern.fullmatch(term):
                return match[1]
        body, _, datatype = term.rpartition("^^")
        return f"{body}^^{self.short(datatype)}"

    def _name(self, iri: str) -> str:
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        prefix = self._namespaces.get(iri[:cut])
        if prefix is not None and _LOCAL.fullmatch(iri, cut):
            return f"{prefix}:{iri[cut:]}"
        if iri.startswith(BASE) and _RELATIVE.fullmatch(iri, len(BASE)):
            return f"<{iri[len(BASE) :]}>"
        return f"<{iri}>"


def _block(subject: str, groups: dict[str, list[str]], indent: str) -> str:
    """Write all that is said of one subject, its types first."""
    types = groups.pop(_TYPE, None)
    parts = [f"a {', '.join(types)}"] if types else []
    parts += [f"{predicate} {', '.join(objects)}" for predicate, objects in groups.items()]
    if len(parts) == 1:
        return f"{indent}{subject} {parts[0]} .\n"
    separator = f" ;\n{indent}    "
    return f"{indent}{subject}\n{indent}    {separator.join(parts)} .\n"

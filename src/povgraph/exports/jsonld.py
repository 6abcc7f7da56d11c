"""Write a graph as JSON-LD that is plain JSON to a programmer: things by section, with what is said of them inside.

The keys are those of ``ontology/context.jsonld``, which stands at the top of the document, so that nothing is fetched.
A statement stands inside what it is about, its evidence inside the statement.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, TextIO

from povgraph.exports.contexts import context, general, identifier, name, places, properties
from povgraph.graph.lines import split, value_of
from povgraph.graph.turtle import reading_order
from povgraph.vocabulary import BASE, OA, ORG, POV, PROV, RDF

_KIND = re.compile(f"<{re.escape(BASE)}id/([a-z-]+)/")
_TYPE, _EVIDENCE, _POST = f"<{RDF.type}>", f"<{PROV.wasDerivedFrom}>", f"<{POV.post}>"
_REPORT, _SELECTOR, _START = f"<{POV.report}>", f"<{OA.hasSelector}>", f"<{OA.start}>"

#: Where the things of each kind stand in the document.
_SECTIONS = {
    "dataset": "dataset",
    "report": "reports",
    "place": "places",
    "person": "people",
    "organization": "organizations",
    "programme": "programmes",
    "subject": "subjects",
    **dict.fromkeys(("mention", "post-holding", "outcome", "observation", "anomaly"), "statements"),
    "finding": "findings",
}
#: The key behind which the statements of each kind stand in what they are about, and the property that says what it is.
_NESTED = {
    "mention": ("mentions", f"<{POV.about}>"),
    "outcome": ("outcomes", f"<{POV.about}>"),
    "observation": ("figures", f"<{POV.about}>"),
    "post-holding": ("posts", f"<{ORG.member}>"),
    "anomaly": ("anomalies", _REPORT),
}
_OWNERS = frozenset(_SECTIONS) - frozenset(_NESTED) - {"finding", "dataset"}
_SELECTORS = {f"<{OA.TextQuoteSelector}>": "quote", f"<{OA.TextPositionSelector}>": "position"}
_LAST = 1 << 60


def write_jsonld(lines: Sequence[str], out: TextIO) -> None:
    """Write the union of all graphs in the lines.

    Raises:
        StoreError: a value has no form in JSON-LD.
    """
    graph = _Graph(lines)
    out.write(f'{{\n"@context": {_json(context())}')
    for section in (*dict.fromkeys(_SECTIONS.values()), "others"):
        between = f',\n"{section}": [\n'
        for node in graph.section(section):
            out.write(between + _json(node))
            between = ",\n"
        if between == ",\n":
            out.write("\n]")
    out.write("\n}\n")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _kind(term: str) -> str:
    match = _KIND.match(term)
    return match[1] if match else ""


class _Graph:
    """What is said of each subject, and what stands inside what."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._said: dict[str, list[tuple[str, str]]] = {}
        for line in reading_order(lines):
            subject, predicate, value, _ = split(line)
            said = self._said.setdefault(subject, [])
            if not said or said[-1] != (predicate, value):  # the same triple may stand in two graphs
                said.append((predicate, value))
        self._links = dict(self._find_links())
        self._nested: dict[str, dict[str, list[str]]] = {}
        for statement, (_, owner) in self._links.items():
            key = _NESTED[_kind(statement)][0]
            self._nested.setdefault(owner, {}).setdefault(key, []).append(statement)
        inside = {
            value
            for subject, said in self._said.items()
            for predicate, value in said
            if self._inside(subject, predicate, value)
        }
        self._sections: dict[str, list[str]] = {}
        for subject in self._said:
            if subject not in self._links and subject not in inside:
                self._sections.setdefault(_SECTIONS.get(_kind(subject), "others"), []).append(subject)

    def section(self, section: str) -> Iterator[dict[str, Any]]:
        """Yield the things of a section as objects of JSON."""
        return (self._node(subject) for subject in self._sections.get(section, ()))

    def _find_links(self) -> Iterator[tuple[str, tuple[str, str]]]:
        """Yield each statement that stands inside another thing, and the triple that its standing there says."""
        for subject, said in self._said.items():
            about = _NESTED.get(_kind(subject), ("", ""))[1]
            for predicate, value in said:
                if predicate == about and _kind(value) in _OWNERS and value in self._said:
                    yield subject, (predicate, value)
                    break

    def _inside(self, subject: str, predicate: str, value: str) -> bool:
        """Tell whether the object of a triple stands inside its subject; what does so holds no circle."""
        holder, held = _kind(subject), _kind(value)
        if value not in self._said:
            return False
        if predicate == _EVIDENCE:
            return held == "evidence" and (holder in _NESTED or holder == "finding")
        if predicate == _POST:
            return (holder, held) == ("post-holding", "post")
        return predicate == _SELECTOR and holder == "evidence" and value.startswith(subject[:-1] + "/")

    def _node(self, subject: str, nested: str = "") -> dict[str, Any]:
        link = self._links.get(subject)
        found: dict[str, Any] = {}
        for pair in self._said[subject]:
            if pair != link:
                self._add(found, subject, *pair, nested)
        for key, statements in self._nested.get(subject, {}).items():
            found[key] = [self._node(statement, key) for statement in sorted(statements, key=self._position)]
        last = len(places())
        ordered = sorted(found.items(), key=lambda item: (places().get(item[0], last), item[0]))
        return {"id": identifier(subject), **{key: _single(key, values) for key, values in ordered}}

    def _add(self, found: dict[str, Any], subject: str, predicate: str, value: str, nested: str) -> None:
        if predicate == _TYPE and value[0] == "<" and value[1] != "<":
            found.setdefault("type", []).append(name(value[1:-1]))
            return
        if self._inside(subject, predicate, value):
            key = self._selector(value) if predicate == _SELECTOR else properties()[predicate[1:-1]].key
            found.setdefault(key, []).append(self._node(value, nested))
            return
        term = properties(nested).get(predicate[1:-1])
        written = term.value(value) if term else None
        if term is None or written is None:
            found.setdefault(name(predicate[1:-1]), []).append(general(value))
        elif term.type == "@language":
            for language, text in written.items():
                found.setdefault(term.key, {}).setdefault(language, []).append(text)
        else:
            found.setdefault(term.key, []).append(written)

    def _selector(self, node: str) -> str:
        types = (value for predicate, value in self._said[node] if predicate == _TYPE)
        return next((_SELECTORS[kind] for kind in types if kind in _SELECTORS), name(OA.hasSelector))

    def _position(self, statement: str) -> tuple[str, int, str]:
        """Sort statements as their reports say them."""
        starts = (
            int(value_of(start)[0])
            for evidence in self._objects(statement, _EVIDENCE)
            for selector in self._objects(evidence, _SELECTOR)
            for start in self._objects(selector, _START)
            if start[0] == '"' and value_of(start)[0].isdecimal()
        )
        return next(iter(self._objects(statement, _REPORT)), ""), min(starts, default=_LAST), statement

    def _objects(self, subject: str, predicate: str) -> list[str]:
        return [value for said, value in self._said.get(subject, ()) if said == predicate]


def _single(key: str, values: Any) -> Any:
    """Write one value without its list, but for the keys that are lists always."""
    if isinstance(values, dict):
        return {language: texts[0] if len(texts) == 1 else texts for language, texts in values.items()}
    always = key == "type" or (isinstance(context().get(key), dict) and "@reverse" in context()[key])
    return values if always or len(values) > 1 else values[0]

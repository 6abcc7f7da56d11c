"""Rewrite the lines of a graph so that private persons are known by pseudonyms only."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from urllib.parse import quote, unquote

from povgraph.errors import StoreError
from povgraph.exports.pseudonyms.keys import Key
from povgraph.exports.pseudonyms.people import read_people
from povgraph.exports.pseudonyms.scopes import Scope, Scopes
from povgraph.exports.pseudonyms.texts import Texts
from povgraph.graph.lines import Quad, canonical, literal, split, value_of
from povgraph.vocabulary import BASE, EDTF, OA, POV, PREFIXES, PROV, RDFS, SH, XSD, graph_iri, iri

_LABEL = f"<{RDFS.label}>"
_EXACT, _PREFIX, _SUFFIX = f"<{OA.exact}>", f"<{OA.prefix}>", f"<{OA.suffix}>"
_AROUND = (_PREFIX, _SUFFIX)
_CHANGED = f"<{POV.pseudonymised}>"
#: What ties a finding to the reports that it is about.
_TIES = frozenset(f"<{term}>" for term in (SH.focusNode, POV.involves, PROV.wasDerivedFrom))
#: Values that hold no names.
_BARE_TYPES = frozenset(
    (*(getattr(XSD, name) for name in ("boolean", "date", "decimal", "gYear", "gYearMonth", "integer")), EDTF)
) | {XSD.nonNegativeInteger}
_ADDRESS = XSD.anyURI
# A node that is named by a digest of what it says, in the order in which one rests on another.
_HASHED = re.compile(rf"<{re.escape(BASE)}id/([a-z-]+)/([0-9a-f]{{24}})(/[a-z]+)?>")
_THING = re.compile(rf"<{re.escape(BASE)}(id|graph)/([^<>]*)>")
#: Terms of vocabularies, which name nobody.
_VOCABULARIES = tuple(f"<{space}" for space in PREFIXES.values())
_FINDING = f"<{BASE}id/finding/"
_IN_ADDRESS = "/:?#[]@!$&'()*+,;=%~"


def pseudonymise(lines: Sequence[str], key: Key) -> list[str]:
    """Give canonical lines in which private persons have pseudonyms: in names, IRIs, quotes, titles, messages.

    Statements that name one get IRIs of their own too, since the old ones are digests of the name among others.

    Raises:
        StoreError: a triple is the value of another, and private persons are named.
    """
    return Pseudonyms(lines, key).lines()


class Pseudonyms:
    """A graph and its pseudonyms, for whoever must treat texts or nodes as its lines are treated.

    Args:
        lines: The canonical lines of the graph.
        key: What the pseudonyms are made with.
    """

    def __init__(self, lines: Sequence[str], key: Key) -> None:
        self._source = lines
        self._key = key
        self._people = read_people(lines)
        self._scopes = Scopes(self._people, key)
        self._texts = Texts(self._scopes)
        self._known: dict[str, str] = {}
        self._touched: set[str] = set()
        self._rests: set[tuple[str, str]] = set()
        self._lines = self._rewritten() if self._people.private else list(lines)

    def lines(self) -> list[str]:
        """Give the lines."""
        return self._lines

    def node(self, address: str) -> str:
        """Give the IRI that a node of the graph has now."""
        return self._renamed(self._term(f"<{address}>"))[1:-1]

    def quote(self, report: str, before: str, exact: str, after: str) -> tuple[str, str, str]:
        """Put pseudonyms into words of a report (its IRI in the graph as it was), which are not cut within a name."""
        scope = self._people.homes.get(f"<{report}>", frozenset())
        return self._texts.replace_quote(before, exact, after, scope, cut=False)

    def _rewritten(self) -> list[str]:
        quads = [
            quad for _, group in groupby(map(split, self._source), lambda q: q.subject) for quad in self._one(group)
        ]
        while more := {one for one, other in self._rests if other in self._touched} - self._touched:
            self._touched |= more
        return canonical(" ".join(filter(None, (*map(self._renamed, quad[:3]), quad.graph, "."))) for quad in quads)

    def _one(self, group: Iterable[Quad]) -> Iterator[Quad]:
        """Rewrite all that is said of one subject."""
        said = list(group)
        homes = self._home_of(said)
        subject, base = self._term(said[0].subject), _base(said[0].subject)
        around = self._around(said)
        for quad in said:
            graph = self._term(quad.graph) if quad.graph else ""
            value = self._value(quad, homes, around)
            if base and quad.predicate in (_EXACT, *_AROUND) and value != quad.object:
                yield Quad(base, _CHANGED, literal(True), graph)
            if base:
                self._note(base, quad, value, graph)
            yield Quad(subject, quad.predicate, value, graph)

    def _home_of(self, said: Sequence[Quad]) -> Scope | None:
        """Give the reports that a finding is about; None for all else."""
        if not said[0].subject.startswith(_FINDING):
            return None
        tied = [self._people.homes.get(quad.object, frozenset()) for quad in said if quad.predicate in _TIES]
        return frozenset().union(*tied)

    def _around(self, said: Sequence[Quad]) -> dict[str, str]:
        """Rewrite a quote together with the words around it, by predicate; empty where there is not one of each."""
        found = {quad.predicate: quad for quad in said if quad.predicate in (_EXACT, *_AROUND)}
        if _EXACT not in found or sum(quad.predicate in found for quad in said) != len(found):
            return {}
        before, exact, after = (
            value_of(found[name].object)[0] if name in found else "" for name in (_PREFIX, _EXACT, _SUFFIX)
        )
        scope = frozenset({found[_EXACT].graph})
        changed = self._texts.replace_quote(before, exact, after, scope, cut=True)
        return dict(zip((_PREFIX, _EXACT, _SUFFIX), changed, strict=True))

    def _value(self, quad: Quad, homes: Scope | None, around: dict[str, str]) -> str:
        term, subject = quad.object, quad.subject
        if term[0] == "<":
            return self._term(term)
        if term[0] != '"':
            return term
        text, datatype, language = value_of(term)
        if datatype in _BARE_TYPES:
            return term
        if quad.predicate == _LABEL and subject in self._people.private:
            new = self._scopes.pseudonym(subject)
        elif quad.predicate == _LABEL and subject in self._people.public:
            return term
        elif quad.predicate in around:
            new = around[quad.predicate]
        elif datatype == _ADDRESS:
            new = self._address(text, frozenset({quad.graph}))
        else:
            homes = self._people.homes[subject] if quad.predicate == _LABEL else homes
            new = self._texts.replace(text, frozenset({quad.graph}) if homes is None else homes)
        return term if new == text else literal(new, datatype, language)

    def _note(self, base: str, quad: Quad, value: str, graph: str) -> None:
        """Note of a node that is named by a digest whether that tells of a name, or on which other node it rests."""
        if (value != quad.object and quad.predicate not in _AROUND) or graph != quad.graph:
            self._touched.add(base)
        elif (other := _base(quad.object)) and other != base:
            self._rests.add((base, other))

    def _renamed(self, term: str) -> str:
        match = _HASHED.fullmatch(term)
        if match is None or _base(term) not in self._touched:
            return term
        return f"<{BASE}id/{match[1]}/{self._key.digest(_base(term))}{match[3] or ''}>"

    def _term(self, term: str) -> str:
        """Rewrite an IRI, the same way wherever it stands."""
        known = self._known.get(term)
        if known is None:
            known = self._known[term] = term if _base(term) else self._new_term(term)
        return known

    def _new_term(self, term: str) -> str:
        if term[:1] != "<" or term.startswith(_VOCABULARIES):
            return term
        if term[1:2] == "<":
            raise StoreError(f"the triple {term[:60]} as a value cannot be pseudonymised; export without it")
        homes = self._people.homes.get(term, frozenset())
        thing = _THING.fullmatch(term)
        if thing is None:
            new = self._address(term[1:-1], homes)
            return term if new == term[1:-1] else f"<{new}>"
        if thing[1] == "graph":
            homes = frozenset({term})
        segments = [unquote(segment, errors="surrogatepass") for segment in thing[2].split("/")]
        changed = [self._texts.replace(segment, homes) for segment in segments]
        if term in self._people.private:
            changed[-1] = self._scopes.pseudonym(term)
        elif term in self._people.public:
            changed[-1] = segments[-1]
        if changed == segments:
            return term
        return f"<{graph_iri(*changed) if thing[1] == 'graph' else iri(*changed)}>"

    def _address(self, address: str, scope: Scope) -> str:
        """Rewrite an address that is not povgraph's own."""
        text = unquote(address)
        new = self._texts.replace(text, scope)
        return address if new == text else quote(new, safe=_IN_ADDRESS)


def _base(term: str) -> str:
    """Give the node that is named by a digest and that a term is, or is a part of; empty for any other term."""
    match = _HASHED.fullmatch(term)
    return f"<{BASE}id/{match[1]}/{match[2]}>" if match else ""

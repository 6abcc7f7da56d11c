"""Decide what stands in place of a name: by the report that says it, since namesakes elsewhere are others."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from povgraph.exports.pseudonyms.forms import Form, bare, family, misspelt, short_forms
from povgraph.exports.pseudonyms.keys import Key
from povgraph.exports.pseudonyms.people import People, Said

#: The graphs that a text belongs to; more than one for a finding about several reports.
Scope = frozenset[str]

#: What is done with a form in a scope: the pseudonym; an empty text where the words must stay; None where they are
#: nothing in particular.
Decision = str | None

_KEPT = ""


class Scopes:
    """The names of a graph, and what becomes of each in a scope."""

    def __init__(self, people: People, key: Key) -> None:
        self._key = key
        #: Of each form in each graph: the nodes of the persons whom it may mean.
        self._meant: dict[tuple[str, str], set[str]] = {}
        self._misspelt: dict[str, set[str]] = {}
        self._names = _by_name(people.private)
        self._public = _by_name(people.public)
        self._places = {bare(name)[0] for name in people.places}
        self.forms: dict[str, Form] = {name: Form(name, len(name)) for name in self._names if len(name) > 1}
        self.forms |= {name: Form(name, 0) for name in {*self._places, *self._public} - self.forms.keys() if name}
        self._add_forms(people)
        self.decide: Callable[[str, Scope], Decision] = cache(self._decide)
        self.full_names: Callable[[Scope], frozenset[str]] = cache(self._full_names)

    def pseudonym(self, node: str) -> str:
        """Give the pseudonym of a person by their node."""
        return self._key.name(node)

    def _full_names(self, scope: Scope) -> frozenset[str]:
        """Give the names of the private persons in some graphs, and the garbled spellings of these."""
        known = ((name, graphs) for name, graphs in self._names.items() if len(name) > 1)
        spelt = (name for graph in scope for name in self._misspelt.get(graph, ()))
        return frozenset((*(name for name, graphs in known if not scope.isdisjoint(graphs)), *spelt))

    def _add_forms(self, people: People) -> None:
        """Add garbled spellings and short forms, each in the graph of a person who may be meant by it."""
        garbled: dict[str, list[tuple[str, str]]] = {}
        for graph, quote, meant in people.garbled:
            garbled.setdefault(graph, []).append((bare(quote)[0], bare(meant)[0]))
        public = {(graph, family(name)) for name, said in self._public.items() for graph in said}
        for name, graphs in self._names.items():
            for graph, nodes in graphs.items():
                posts = frozenset(post for node in nodes for post in people.posts.get(node, ()))
                spelt = {misspelt(name, *passage) for passage in garbled.get(graph, ())}
                forms = [Form(one, len(one)) for one in sorted(filter(None, spelt)) if len(one) > 1]
                self._misspelt.setdefault(graph, set()).update(form.words for form in forms)
                for form in [*forms, *short_forms(name, posts, (graph, family(name)) in public)]:
                    self.forms.setdefault(form.words, form)
                    self._meant.setdefault((form.words, graph), set()).update(nodes)

    def _decide(self, words: str, scope: Scope) -> Decision:
        if words in self._names:
            return self._decide_name(words, scope)
        if words in self._places or any(graph in self._public.get(words, ()) for graph in scope):
            return _KEPT
        nodes = {node for graph in scope for node in self._meant.get((words, graph), ())}
        return self._one_of(nodes, words, scope) if nodes else None

    def _decide_name(self, name: str, scope: Scope) -> Decision:
        """A private person's name goes, unless only somebody public is called so in the report.

        Where the report has no row of that name, it is the name of somebody whom only that report knows.
        """
        nodes = {node for graph in scope for node in self._names[name].get(graph, ())}
        if not nodes and any(graph in self._public.get(name, ()) for graph in scope):
            return _KEPT
        return self._one_of(nodes, name, scope)

    def _one_of(self, nodes: set[str], words: str, scope: Scope) -> str:
        """Give the pseudonym of the one person meant; where that is open, one that claims to be none of them."""
        return self._key.name(*nodes) if len(nodes) == 1 else self._key.name("open", words, *sorted(scope))


def _by_name(labels: Mapping[str, Iterable[Said]]) -> dict[str, dict[str, set[str]]]:
    """Map bare names to graphs to the nodes that bear them there; IRIs have them in NFC."""
    found: dict[str, dict[str, set[str]]] = {}
    for node, said in labels.items():
        for graph, label in said:
            for name in {bare(label)[0], bare(unicodedata.normalize("NFC", label))[0]} - {""}:
                found.setdefault(name, {}).setdefault(graph, set()).add(node)
    return found

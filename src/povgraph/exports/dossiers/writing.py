"""Make the dossier of a thing that the caller names, and write it."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from povgraph.errors import StoreError, nearest
from povgraph.exports.contents import Content, lines_of
from povgraph.exports.dossiers.collecting import Collector
from povgraph.exports.dossiers.markdown import write_markdown
from povgraph.exports.dossiers.pages import write_html
from povgraph.exports.dossiers.sentences import Sentences
from povgraph.queries.resolving import thing_of_any
from povgraph.queries.running import ask
from povgraph.store.opening import open_graph
from povgraph.store.originals import unchanged_texts

if TYPE_CHECKING:
    from pyoxigraph import Store

    from povgraph.exports.dossiers.records import Dossier
    from povgraph.exports.pseudonyms import Key

#: The kinds of things that have a dossier.
KINDS = ("place", "person", "organization", "programme")
FORMATS = {"markdown": write_markdown, "html": write_html}
_ENDINGS = {".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html"}
_ALIASES = {"md": "markdown"}


def dossier_format(name: str | None, path: Path | None) -> str:
    """Give the format of a dossier: the one named, else that of the file's ending, else Markdown.

    Raises:
        StoreError: there is no such format.
    """
    if name is None:
        name = _ENDINGS.get(path.suffix.lower(), path.suffix) if path else "markdown"
    known = _ALIASES.get(name, name)
    if known not in FORMATS:
        raise StoreError(f"no format {name!r} for a dossier; known are {', '.join(FORMATS)}{nearest(name, FORMATS)}")
    return known


def find_thing(store: "Store", name: str, kind: str | None = None) -> tuple[str, str]:
    """Find what a name, a code or an IRI stands for; give its kind and its IRI.

    Raises:
        QueryError: nothing goes by it, or several things do.
    """
    found, node = thing_of_any((kind,) if kind else KINDS, name, lambda text: ask(store, text))
    return found, node.value


def make_dossier(
    graph: Path,
    name: str,
    *,
    kind: str | None = None,
    language: str = "en",
    deep: bool = False,
    key: "Key | None" = None,
) -> "Dossier":
    """Gather the dossier of a thing of a build folder or an RDF file.

    Args:
        graph: The graph.
        name: The thing's name, code or IRI, as the graph has them; also where it will have a pseudonym.
        kind: What it is, where other things share its name.
        language: The reader's, ``zh`` or ``en``.
        deep: Whether the dossier of a place holds those of what lies in it.
        key: What pseudonyms of private persons are made with; None for none.

    Raises:
        QueryError: nothing goes by that name, or several things do.
        StoreError: the graph cannot be opened.
    """
    store = open_graph(graph)
    found, node = find_thing(store, name, kind)
    return dossier_of(store, (found, node), unchanged_texts(graph), language=language, deep=deep, key=key)


def dossier_of(
    store: "Store", thing: tuple[str, str], texts: Mapping[str, str], *, language: str, deep: bool, key: "Key | None"
) -> "Dossier":
    """Gather the dossier of a thing (its kind and IRI); ``texts`` are those of the reports at hand, by IRI."""
    kind, node = thing
    if key is None:
        return Collector(store, Sentences(texts), language).collect(kind, node, deep=deep)
    from povgraph.exports.pseudonyms import Pseudonyms  # noqa: PLC0415  loads the words by which people are named

    pseudonyms = Pseudonyms(lines_of(store), key)
    content = Content(pseudonyms.lines())
    sentences = Sentences(texts, pseudonyms)
    return Collector(content.store, sentences, language).collect(kind, pseudonyms.node(node), deep=deep)


def write_dossier(dossier: "Dossier", form: str, language: str, *, pseudonyms: bool = False) -> str:
    """Write a dossier in one of ``FORMATS``."""
    return FORMATS[form](dossier, language, pseudonyms=pseudonyms)

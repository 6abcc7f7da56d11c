"""A graph as an object: ask it, cite it, check it, write it."""

import shutil
import tempfile
import weakref
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from povgraph.api.citations import Citation, citation_of
from povgraph.api.rows import Rows, rows_of
from povgraph.errors import QueryError
from povgraph.model import Finding, Report
from povgraph.queries.answers import Answer, Table, Triples
from povgraph.queries.stored import StoredQuery, find_query, own_query, read_query
from povgraph.vocabulary import PREFIXES, iri

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store
    from rdflib import Graph as RdflibGraph

    from povgraph.exports.pseudonyms import Key

_Form = TypeVar("_Form", Table, Triples, bool)


def open(path: str | PathLike[str] | None = None) -> "Graph":  # noqa: A001  povgraph.open reads as the builtin does
    """Open a graph: a build folder or an RDF file; without a path ``$POVGRAPH_GRAPH``, else ``build``.

    Raises:
        StoreError: there is no graph, or it is damaged.
    """
    graph = Graph(path)
    _ = graph.store
    return graph


class Graph:
    """A graph of what reports say: a build folder, an RDF file, or one that was just built in memory.

    Args:
        path: A build folder or an RDF file; None for ``$POVGRAPH_GRAPH``, else ``build``.
        lines: The canonical lines of a graph in memory, instead of a path.
        reports: The reports that such a graph was made from.
        set_aside: The sources that could not be used, and why.

    Raises:
        StoreError: there is nothing at the path.
    """

    def __init__(
        self,
        path: str | PathLike[str] | None = None,
        *,
        lines: Sequence[str] | None = None,
        reports: Iterable[Report] = (),
        set_aside: Iterable[str] = (),
    ) -> None:
        from povgraph.store.opening import graph_path  # noqa: PLC0415

        self.path = graph_path(None if path is None else Path(path)) if lines is None else None
        self.set_aside = tuple(set_aside)
        self._lines = lines
        self._reports = {iri("report", report.key): report.text for report in reports}

    def __repr__(self) -> str:
        return f"<povgraph.Graph {self.path or 'in memory'}>"

    def query(self, query: str | PathLike[str], /, *, timeout: float = 30, **params: object) -> Rows:
        """Ask a query that gives rows.

        Args:
            query: The name of a stored query (``povgraph queries`` lists them), a file that ends in ``.rq``, or SPARQL.
            timeout: Seconds after which a query of your own is stopped; it runs in a process that can be killed.
            params: The query's parameters: names, codes, IRIs, numbers, days.

        Raises:
            QueryError: the query or a parameter cannot be used, or the query was stopped.
        """
        return rows_of(self._answer(query, params, timeout, Table, "SELECT"))

    def ask(self, query: str | PathLike[str], /, *, timeout: float = 30, **params: object) -> bool:
        """Ask an ASK query; the arguments are those of ``query``.

        Raises:
            QueryError: the query or a parameter cannot be used, or the query was stopped.
        """
        return self._answer(query, params, timeout, bool, "ASK")

    def construct(self, query: str | PathLike[str], /, *, timeout: float = 30, **params: object) -> "RdflibGraph":
        """Ask a CONSTRUCT or DESCRIBE query; the arguments are those of ``query``.

        Raises:
            QueryError: the query or a parameter cannot be used, or the query was stopped.
        """
        from pyoxigraph import DefaultGraph, Quad  # noqa: PLC0415

        found = self._answer(query, params, timeout, Triples, "CONSTRUCT or DESCRIBE")
        return _rdflib(Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in found.triples)

    def cite(self, statement: str) -> Citation:
        """Find the sentence behind a statement.

        Args:
            statement: Its IRI, as most queries give it in the first column, or the digits at its end.

        Raises:
            QueryError: there is no such statement.
        """
        from povgraph.checks.citations import find_citation  # noqa: PLC0415
        from povgraph.queries.names import expand  # noqa: PLC0415

        return citation_of(find_citation(self.store, expand(statement)), self.texts)

    def validate(self) -> list[Finding]:
        """Check the graph with SHACL and povgraph's own checks, as ``povgraph validate`` does."""
        from povgraph.checks.shacl import validate  # noqa: PLC0415

        return validate(self.store, texts=self.texts)

    def export(
        self, form: str, path: str | PathLike[str], *, pseudonymise: bool = False, salt: str | None = None
    ) -> None:
        """Write the graph for other tools; what stands at the path stays whole until the new one is.

        Args:
            form: A format of ``povgraph export``: ``turtle``, ``nq``, ``jsonld`` …
            path: The file, or the folder for a format of several files.
            pseudonymise: Whether private persons get pseudonyms, everywhere.
            salt: A secret under which pseudonyms stay the same from export to export.

        Raises:
            StoreError: there is no such format, it cannot hold the graph, or it cannot be written there.
        """
        from povgraph.exports.formats import export  # noqa: PLC0415

        export(self.path or self._lines or (), form, Path(path), key=_key(pseudonymise, salt))

    def dossier(
        self,
        name: str,
        form: str = "markdown",
        *,
        kind: str | None = None,
        lang: str = "en",
        within: bool = False,
        pseudonymise: bool = False,
        salt: str | None = None,
    ) -> str:
        """Write all that the reports say of one thing, as ``povgraph dossier`` does.

        Args:
            name: Its name, code or IRI.
            form: ``markdown`` or ``html``.
            kind: ``place``, ``person``, ``organization`` or ``programme``, where other things share the name.
            lang: ``en`` or ``zh``.
            within: Whether the dossier of a place holds what is said of all that lies in it.
            pseudonymise: Whether private persons get pseudonyms.
            salt: As for ``export``.

        Raises:
            QueryError: nothing goes by that name, or several things do.
            StoreError: there is no such format.
        """
        from povgraph.exports import dossiers  # noqa: PLC0415
        from povgraph.store.originals import unchanged_texts  # noqa: PLC0415

        form, key = dossiers.dossier_format(form, None), _key(pseudonymise, salt)
        thing = dossiers.find_thing(self.store, name, kind)
        texts = self._reports if self.path is None else unchanged_texts(self.path)
        found = dossiers.dossier_of(self.store, thing, texts, language=lang, deep=within, key=key)
        return dossiers.write_dossier(found, form, lang, pseudonyms=pseudonymise)

    @cached_property
    def store(self) -> "Store":
        """The graph in the engine (``pyoxigraph.Store``), with the ontology in a graph of its own; only to be read."""
        from povgraph.exports.contents import Content  # noqa: PLC0415
        from povgraph.store.opening import open_graph  # noqa: PLC0415

        return open_graph(self.path) if self.path is not None else Content(self._lines or ()).store

    @cached_property
    def rdflib(self) -> "RdflibGraph":
        """A copy of the graph for rdflib: all named graphs taken together, without the ontology."""
        from pyoxigraph import NamedNode  # noqa: PLC0415

        from povgraph.vocabulary import graph_iri  # noqa: PLC0415

        ontology = NamedNode(graph_iri("ontology"))
        return _rdflib(quad for quad in self.store if quad.graph_name != ontology)

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The texts of the reports, by IRI, as they are now where they still lie where they were read."""
        if self.path is None:
            return self._reports
        from povgraph.store.originals import read_originals, report_paths  # noqa: PLC0415

        return {name: report.text for name, report in read_originals(report_paths(self.path))}

    def _answer(
        self,
        query: str | PathLike[str],
        params: Mapping[str, object],
        timeout: float,
        form: type[_Form],
        name: str,
    ) -> _Form:
        from povgraph.queries.running import Limits, run, run_apart  # noqa: PLC0415

        asked = _query(query)
        given = {key: str(value) for key, value in params.items() if value is not None}
        found: Answer
        if asked.trusted:
            found = run(self.store, asked, given)
        else:
            found = run_apart(self.path or self._file, asked, given, Limits(timeout=timeout))
        if not isinstance(found, form):
            raise QueryError(f"{asked.path}: is a {asked.form} query; this is for {name} (query, ask, construct)")
        return found

    @cached_property
    def _file(self) -> Path:
        """The graph in memory as a file, for the process that runs queries of one's own."""
        folder = tempfile.mkdtemp(prefix="povgraph-")
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        path = Path(folder) / "graph.nq"
        path.write_text("".join(f"{line}\n" for line in self._lines or ()), encoding="utf-8", newline="\n")
        return path


def _query(query: str | PathLike[str]) -> StoredQuery:
    if not isinstance(query, str):
        return read_query(Path(query))
    return own_query(query) if any(char.isspace() or char == "{" for char in query) else find_query(query)


def _key(pseudonymise: bool, salt: str | None) -> "Key | None":
    from povgraph.errors import StoreError  # noqa: PLC0415

    if not pseudonymise:
        if salt is not None:
            raise StoreError("a salt is for pseudonymise=True; without it the names stay")
        return None
    from povgraph.exports.pseudonyms import Key  # noqa: PLC0415

    return Key(salt)


def _rdflib(quads: "Iterable[Quad]") -> "RdflibGraph":
    from rdflib import Graph as RdflibGraph  # noqa: PLC0415

    from povgraph.checks.graphs import to_rdflib  # noqa: PLC0415

    graph = RdflibGraph()
    for prefix, space in PREFIXES.items():
        graph.bind(prefix, space)
    for triple in to_rdflib(quads):
        graph.add(triple)
    return graph

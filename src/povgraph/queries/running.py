"""Run queries: povgraph's own in this process, strangers' in one that can be killed.

The engine has no time limit, does not hear Ctrl-C, and some queries end its process; so a stranger's query is checked
first, runs in a worker under limits, and is given up by SIGKILL. Its answer is handed on only when it is whole.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from pyoxigraph import QueryResultsFormat, RdfFormat, Store, parse, parse_query_results

from povgraph import errors
from povgraph.errors import QueryError
from povgraph.queries.answers import Answer, Table, Triples, answer_of
from povgraph.queries.binding import bind
from povgraph.queries.resolving import Row
from povgraph.queries.stored import StoredQuery
from povgraph.queries.syntax import syntax_error
from povgraph.queries.tokens import check, tokenize
from povgraph.vocabulary import PREFIXES

DEFAULT_TIMEOUT = 30.0
DEFAULT_MEMORY = 2 * 1024**3
_READY = b"ready\n"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a stranger's query may use beyond the open graph: seconds, and bytes of address space."""

    timeout: float = DEFAULT_TIMEOUT
    memory: int = DEFAULT_MEMORY


def answer(
    query: StoredQuery,
    given: Mapping[str, str],
    graph: Path,
    limits: Limits | None = None,
    endpoint: str | None = None,
    opened: Callable[[], object] | None = None,
) -> Answer:
    """Answer a query from a graph, or from an endpoint, in the way that its origin calls for.

    One of povgraph's own runs in this process, unless limits are asked for; any other runs in a worker.

    Args:
        query: A stored query or a user's own.
        given: Values of parameters, as text.
        graph: A build folder or an RDF file; not read when there is an endpoint.
        limits: Time and memory.
        endpoint: The address of a SPARQL 1.1 endpoint.
        opened: Is called once the graph is open and the query about to run.

    Raises:
        QueryError: the query or a parameter cannot be used, or the query was stopped.
        StoreError: the graph cannot be opened.
    """
    if endpoint is not None:
        from povgraph.queries.endpoints import answer_at  # noqa: PLC0415  only remote queries need HTTP

        return answer_at(endpoint, query, given, (limits or Limits()).timeout)
    if query.trusted and limits is None:
        from povgraph.store.opening import open_graph  # noqa: PLC0415  a worker opens the graph itself

        store = open_graph(graph)
        if opened:
            opened()
        return run(store, query, given)
    return run_apart(graph, query, given, limits or Limits(), opened)


def run(store: Store, query: StoredQuery, given: Mapping[str, str] | None = None) -> Answer:
    """Run a query in this process, over the union of all graphs. For queries that are trusted.

    Raises:
        QueryError: the query or a parameter cannot be used.
    """
    bound = bind(query, given or {}, lambda text: ask(store, text))
    try:
        return answer_of(evaluate(store, bound.text))
    except SyntaxError as error:
        raise syntax_error(query, bound, str(error)) from error


def run_table(store: Store, query: StoredQuery, given: Mapping[str, str] | None = None) -> Table:
    """Run a query that gives rows, as ``run`` does.

    Raises:
        QueryError: the query gives no rows, or it or a parameter cannot be used.
    """
    found = run(store, query, given)
    if not isinstance(found, Table):
        raise QueryError(f"{query.path}: gives no rows; only a SELECT does")
    return found


def evaluate(store: Store, text: str) -> Any:
    """Hand a text to the engine with povgraph's prefixes and the union of the graphs as the default graph."""
    return store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)


def ask(store: Store, text: str) -> Iterable[Row]:
    """Run one of povgraph's own look-ups."""
    found = answer_of(evaluate(store, text))
    return found.rows if isinstance(found, Table) else ()


def run_apart(
    graph: Path,
    query: StoredQuery,
    given: Mapping[str, str],
    limits: Limits,
    opened: Callable[[], object] | None = None,
) -> Answer:
    """Run a query in a worker process that is killed at its deadline; the time counts from when the graph is open.

    Raises:
        QueryError: the query is refused, cannot be used, took too long, or ended its process.
        StoreError: the graph cannot be opened.
    """
    with tempfile.NamedTemporaryFile() as result:
        form = _work(_request("answer", graph, query, given, limits), result.file, limits, opened)
        return _read_answer(result.name, form)  # the engine holds the file open; its name may go


def notes_apart(task: str, graph: Path, query: StoredQuery, given: Mapping[str, str], limits: Limits) -> list[str]:
    """Have a worker say something of a query: its ``plan``, ``why`` it is empty, or of ``products`` in it.

    Raises:
        QueryError: as ``run_apart`` does.
        StoreError: the graph cannot be opened.
    """
    with tempfile.NamedTemporaryFile() as result:
        _work(_request(task, graph, query, given, limits), result.file, limits)
        return [str(line) for line in json.loads(Path(result.name).read_bytes())]


def _request(task: str, graph: Path, query: StoredQuery, given: Mapping[str, str], limits: Limits) -> dict[str, Any]:
    _checked(query)
    return {
        "task": task,
        "graph": str(graph),
        "text": query.text,
        "where": query.path,
        "trusted": query.trusted,
        "given": dict(given),
        "memory": limits.memory,
        "seconds": limits.timeout,
    }


def _checked(query: StoredQuery) -> None:
    try:
        check(query.text) if not query.trusted else tokenize(query.text)
    except QueryError as error:
        raise QueryError(str(error) if query.path == "-" else f"{query.path}: {error}") from error


def _work(
    request: Mapping[str, Any], result: IO[bytes], limits: Limits, opened: Callable[[], object] | None = None
) -> str:
    """Run the worker to its end and give the form of the answer that it left in ``result``."""
    command = [sys.executable, "-P", "-m", "povgraph.queries.worker"]  # -P: import nothing from the current folder
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=result, stderr=pipe, bufsize=0) as worker:
        try:
            message = _converse(worker, json.dumps(request).encode("ascii"), limits.timeout, opened)
        except subprocess.TimeoutExpired as error:
            told = f"stopped after {limits.timeout:g} s; ask for less, or allow more with --timeout SECONDS"
            raise QueryError(told) from error
        finally:
            worker.kill()
    return _outcome(worker.returncode, message.decode("utf-8", "replace"), limits)


def _converse(
    worker: "subprocess.Popen[bytes]", request: bytes, timeout: float, opened: Callable[[], object] | None
) -> bytes:
    """Send the request, wait until the graph is open, then at most so long; give what the worker says at its end."""
    if worker.stdin is None or worker.stderr is None:
        raise QueryError("the worker has no pipes")
    with suppress(BrokenPipeError), worker.stdin as stdin:  # how a worker ended that did not read is told below
        stdin.write(request)
    worker.stdin = None
    first = worker.stderr.readline()
    if first != _READY:
        return first + worker.communicate()[1]
    if opened:
        opened()
    return worker.communicate(timeout=timeout)[1]


def _outcome(code: int, message: str, limits: Limits) -> str:
    """Read the worker's last line: the form of the answer, or an error that this process raises in its place."""
    last = message.strip().splitlines()[-1:] or [""]
    if code == 0 and last[0].startswith("done "):
        return last[0].removeprefix("done ")
    if code == 2 and last[0].startswith("{"):
        told = json.loads(last[0])
        raise getattr(errors, told["error"])(told["message"])
    if "memory allocation" in message or "MemoryError" in message:
        raise QueryError(f"the query needed more than {limits.memory // 1024**2} MB of memory and was stopped")
    ended = f"signal {-code}" if code < 0 else f"exit {code}"
    raise QueryError(f"the query ended the engine ({ended}); it may be too deeply nested: write it more simply")


def _read_answer(path: str, form: str) -> Answer:
    if form == "triples":
        return Triples(quad.triple for quad in parse(path=path, format=RdfFormat.N_TRIPLES))
    return answer_of(parse_query_results(path=path, format=QueryResultsFormat.JSON))

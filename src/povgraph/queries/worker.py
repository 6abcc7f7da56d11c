"""Run one stranger's query under limits: ``python -m povgraph.queries.worker``, started by ``running`` alone.

The request comes as JSON on standard input, the answer goes to standard output (a file), and standard error carries
``ready`` once the graph is open, then ``done FORM`` or one line of JSON that names an error.
"""

import errno
import json
import math
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pyoxigraph import QueryBoolean, QueryResultsFormat, QueryTriples, RdfFormat, Store

from povgraph.errors import PovgraphError, QueryError
from povgraph.queries.binding import bind
from povgraph.queries.emptiness import why_empty
from povgraph.queries.plans import plan
from povgraph.queries.products import product_warnings
from povgraph.queries.resolving import Ask
from povgraph.queries.running import ask, evaluate
from povgraph.queries.stored import StoredQuery, own_query
from povgraph.queries.syntax import syntax_error
from povgraph.store.caches import unopened
from povgraph.store.generations import location
from povgraph.store.opening import open_graph

MAX_ANSWER = 2 * 1024**3
_TASKS: dict[str, Callable[[StoredQuery, Mapping[str, str], Ask], list[str]]] = {
    "plan": plan,
    "why": why_empty,
    "products": lambda query, _, ask: product_warnings(query.text, ask),
}


def main() -> int:
    """Read the request, answer it, and say how it went; give the exit code."""
    try:
        _tell(f"done {_work(json.load(sys.stdin))}")
    except PovgraphError as error:
        return _failed(type(error).__name__, str(error))
    except MemoryError:
        return _failed("QueryError", "the query needed more memory than it may use")
    except OSError as error:
        large = error.errno == errno.EFBIG
        reason = f"the answer is larger than {MAX_ANSWER} bytes" if large else f"the engine could not go on: {error}"
        return _failed("QueryError", reason)
    return 0


def _failed(name: str, message: str) -> int:
    _tell(json.dumps({"error": name, "message": message}))
    return 2


def _tell(line: str) -> None:
    os.write(2, line.encode() + b"\n")


def _work(request: dict[str, Any]) -> str:
    query = replace(own_query(request["text"], request["where"]), trusted=request["trusted"])
    graph = Path(request["graph"])
    store = open_graph(graph)
    generation = location(graph) if graph.is_dir() else None
    limit(request["memory"], request["seconds"], unopened(generation) if generation else [])
    _tell("ready")
    given: dict[str, str] = request["given"]
    if request["task"] == "answer":
        return _write(_evaluated(store, query, given))
    if request["task"] != "why":  # a query that is no SPARQL has no plan
        _evaluated(Store(), query, given, store)
    lines = _TASKS[request["task"]](query, given, lambda text: ask(store, text))
    sys.stdout.write(json.dumps(lines))
    sys.stdout.flush()
    return "notes"


def _evaluated(store: Store, query: StoredQuery, given: Mapping[str, str], known: Store | None = None) -> Any:
    """Start a query on a store, with parameters looked up in it, or in another that knows their names."""
    bound = bind(query, given, lambda text: ask(known or store, text))
    try:
        return evaluate(store, bound.text)
    except SyntaxError as error:
        raise syntax_error(query, bound, str(error)) from error
    except ValueError as error:
        raise QueryError(" ".join(str(error).split())) from error


def _write(result: Any) -> str:
    out = sys.stdout.buffer
    if isinstance(result, QueryTriples):
        result.serialize(out, format=RdfFormat.N_TRIPLES)
        form = "triples"
    else:
        result.serialize(out, format=QueryResultsFormat.JSON)
        form = "boolean" if isinstance(result, QueryBoolean) else "rows"
    out.flush()
    return form


def limit(memory: int, seconds: float, later: Sequence[Path] = ()) -> None:
    """Limit what the query may use beyond the graph.

    Processor time is limited too, should nobody be left to kill this process. New files and sockets are ruled out: a
    query reads the graph and nothing else, so that even a call of a service that slipped through the check fails.
    Of a large graph on disk the engine has yet to open the files ``later``; so many descriptors are left to it.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  Unix only

    _lower(resource.RLIMIT_AS, _address_space() + memory)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_CPU, math.ceil(time.process_time() + seconds) + 5)
    _lower(resource.RLIMIT_FSIZE, MAX_ANSWER)
    probe = os.dup(0)
    os.close(probe)
    _lower(resource.RLIMIT_NOFILE, probe + len(later))


def _address_space() -> int:
    """Give the bytes of address space in use, 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _lower(limit: int, value: int) -> None:
    import resource  # noqa: PLC0415  Unix only

    hard = resource.getrlimit(limit)[1]
    wanted = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(limit, (wanted, wanted))


if __name__ == "__main__":
    sys.exit(main())

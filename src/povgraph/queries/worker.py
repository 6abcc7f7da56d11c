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
from pathlib import Path
from typing import Any

from pyoxigraph import QueryBoolean, QueryResultsFormat, QueryTriples, RdfFormat

from povgraph.errors import PovgraphError, QueryError
from povgraph.queries.binding import bind
from povgraph.queries.running import ask, evaluate
from povgraph.queries.stored import own_query
from povgraph.queries.syntax import syntax_error
from povgraph.store.opening import open_graph

MAX_ANSWER = 2 * 1024**3


def main() -> int:
    """Read the request, answer it, and say how it went; give the exit code."""
    try:
        _tell(f"done {_answer(json.load(sys.stdin))}")
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


def _answer(request: dict[str, Any]) -> str:
    query = own_query(request["text"], request["where"])
    store = open_graph(Path(request["graph"]))
    _limit(request["memory"], request["seconds"])
    _tell("ready")
    bound = bind(query, request["given"], lambda text: ask(store, text))
    try:
        result = evaluate(store, bound.text)
    except SyntaxError as error:
        raise syntax_error(query, bound, str(error)) from error
    except ValueError as error:
        raise QueryError(" ".join(str(error).split())) from error
    return _write(result)


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


def _limit(memory: int, seconds: float) -> None:
    """Limit what the query may use beyond the open graph.

    Processor time is limited too, should nobody be left to kill this process. New files and sockets are ruled out: a
    query reads the open graph and nothing else, so that even a call of a service that slipped through the check fails.
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
    _lower(resource.RLIMIT_NOFILE, probe)


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

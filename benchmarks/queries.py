"""Every stored query on povgraph, on pyoxigraph directly, and on rdflib."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import process_time
from typing import Any

from benchmarks.measuring import Clock, TooLongError, apart

_ROUNDS = 3
#: What takes less than this many seconds is asked ten times as often: the clock of a shared machine is coarse.
_SHORT = 0.01


def stored() -> dict[str, Any]:
    """Give povgraph's own queries by name."""
    from povgraph.queries.stored import stored_queries  # noqa: PLC0415

    return {query.name: query for query in stored_queries() if query.trusted}


def time_queries(clock: Clock, folder: Path, rounds: int = _ROUNDS) -> int:
    """Time every query with its default parameters, on povgraph and on pyoxigraph in turns; the best round counts."""
    from povgraph.queries.binding import bind  # noqa: PLC0415
    from povgraph.queries.running import ask, evaluate, run  # noqa: PLC0415
    from povgraph.store.generations import current  # noqa: PLC0415
    from povgraph.store.opening import load  # noqa: PLC0415

    store = load(current(folder / "build", verify=False))
    for name, query in stored().items():
        given = _given(store, query)
        text = bind(query, given, lambda text: ask(store, text)).text
        times: dict[str, list[float]] = {"povgraph": [], "pyoxigraph": []}
        rows = 0
        while len(times["povgraph"]) < (rounds * 10 if min(times["povgraph"], default=0.0) < _SHORT else rounds):
            start = process_time()
            rows = sum(1 for _ in _answers(run(store, query, given)))
            times["povgraph"].append(process_time() - start)
            start = process_time()
            sum(1 for _ in evaluate(store, text))
            times["pyoxigraph"].append(process_time() - start)
        best = {engine: min(seconds) for engine, seconds in times.items()}
        clock.more[name] = {**best, "rows": rows, "text": text}
    return len(store)


def time_in_rdflib(clock: Clock, folder: Path, texts: dict[str, str], timeout: float) -> int:
    """Time queries, parameters and all, on a graph of rdflib that holds the same triples."""
    from rdflib import Graph  # noqa: PLC0415

    from povgraph.checks.graphs import to_rdflib  # noqa: PLC0415
    from povgraph.store.generations import current  # noqa: PLC0415
    from povgraph.store.opening import load  # noqa: PLC0415
    from povgraph.vocabulary import PREFIXES  # noqa: PLC0415

    graph = Graph()
    for triple in to_rdflib(load(current(folder / "build", verify=False))):
        graph.add(triple)
    for name, text in texts.items():
        start = process_time()
        try:
            with _deadline(timeout):
                rows = sum(1 for _ in graph.query(text, initNs=PREFIXES))
                clock.more[name] = {"rdflib": process_time() - start, "stopped": False, "rows": rows}
        except TooLongError:
            clock.more[name] = {"rdflib": process_time() - start, "stopped": True, "rows": None}
    return len(graph)


@contextmanager
def _deadline(seconds: float) -> Iterator[None]:
    """Interrupt what runs too long; rdflib is all Python, so that a signal reaches it."""

    def stop(*_: object) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)  # CPU time
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def compare(large: Path, small: Path, timeout: float) -> Iterator[dict[str, Any]]:
    """Yield a row for each query: seconds on the large graph, and against rdflib on the small one."""
    on_large, on_small = apart(time_queries, large), apart(time_queries, small)
    texts = {name: on_small[name]["text"] for name in stored()}
    in_rdflib = apart(time_in_rdflib, small, texts, timeout)
    for name, other in in_rdflib.items():
        if name not in texts:
            continue
        here, there = on_large[name], on_small[name]
        row = {"query": name, **{key: here[key] for key in ("rows", "povgraph", "pyoxigraph")}}
        row |= {"to_pyoxigraph": here["povgraph"] / here["pyoxigraph"], "small": there["povgraph"]}
        row |= {"rdflib": other["rdflib"], "stopped": other["stopped"]}
        row["same_rows"] = None if other["stopped"] else other["rows"] == there["rows"]
        yield row | {"to_rdflib": row["rdflib"] / there["povgraph"], "small_triples": in_rdflib["amount"]}


def _given(store: Any, query: Any) -> dict[str, str]:
    """Give values for the parameters that a query must have: a county of which much is said, a word of the genre."""
    from povgraph.queries.running import evaluate  # noqa: PLC0415

    busiest = "SELECT ?p { ?s pov:about ?p . ?p a pov:County } GROUP BY ?p ORDER BY DESC(COUNT(?s)) ?p LIMIT 1"
    values = {"text": "脱贫"}
    if any(parameter.name == "place" and parameter.required for parameter in query.parameters):
        values["place"] = next(iter(evaluate(store, busiest)))[0].value
    return {parameter.name: values[parameter.name] for parameter in query.parameters if parameter.required}


def _answers(answer: Any) -> Any:
    return getattr(answer, "rows", None) or getattr(answer, "triples", ())

"""A remote endpoint is asked by one POST, and nothing that it answers is taken on trust."""

import gc
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat, Store

from povgraph.errors import QueryError
from povgraph.queries import endpoints
from povgraph.queries.answers import Table, Triples
from povgraph.queries.running import Limits, answer
from povgraph.queries.stored import own_query, stored_query

JSON = "application/sparql-results+json"
Reply = Callable[[str], tuple[int, dict[str, str], bytes]]


class Server(ThreadingHTTPServer):
    """A loopback server whose answers a test chooses; it remembers what it was asked."""

    daemon_threads = True
    reply: Reply
    asked: list[tuple[dict[str, str], str]]


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode("ascii")
        query = parse_qs(body)["query"][0]
        self.server.asked.append((dict(self.headers.items()), query))
        status, headers, content = self.server.reply(query)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(ConnectionError):  # a test may have hung up
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture
def server(store: Store) -> Iterator[Server]:
    def reply(query: str) -> tuple[int, dict[str, str], bytes]:
        found = store.query(query, use_default_graph_as_union=True)
        if isinstance(found, QueryTriples):
            return 200, {"Content-Type": "application/n-triples"}, found.serialize(format=RdfFormat.N_TRIPLES)
        return 200, {"Content-Type": JSON}, found.serialize(format=QueryResultsFormat.JSON)

    gc.collect()  # answers that other tests left in cycles must not be dropped on the threads of the server
    with Server(("127.0.0.1", 0), Handler) as running:
        running.reply = reply
        running.asked = []
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def address(server: Server) -> str:
    return f"http://127.0.0.1:{server.server_address[1]}/sparql"


def ask(server: Server, text: str = "SELECT ?x { ?x a pov:Report }", timeout: float = 10, **given: str) -> object:
    return answer(own_query(text), given, Path("unused"), Limits(timeout=timeout), address(server))


def test_a_stored_query_with_a_name_in_its_parameter(server: Server) -> None:
    found = answer(stored_query("places"), {"place": "青石县"}, Path("unused"), None, address(server))
    assert isinstance(found, Table)
    assert len(list(found.rows)) == 3
    assert len(server.asked) == 2
    headers, query = server.asked[1]
    assert headers["Accept"] == JSON
    assert headers["User-Agent"].startswith("povgraph/")
    assert "VALUES (?_place) { (<https://w3id.org/povgraph/id/place/990121>) }" in query


def test_missing_prefixes_are_declared_for_the_endpoint(server: Server) -> None:
    found = ask(server, "PREFIX rdfs: <http://e/>\nSELECT ?x { ?x a pov:Report }")
    assert isinstance(found, Table)
    assert len(list(found.rows)) == 3
    assert server.asked[0][1].startswith("PREFIX pov: <https://w3id.org/povgraph/ontology#> PREFIX rdfs: <http://e/>\n")


def test_the_other_forms(server: Server) -> None:
    assert ask(server, "ASK { ?x a pov:Report }") is True
    found = ask(server, "CONSTRUCT { ?x a pov:Report } WHERE { ?x a pov:Report }")
    assert isinstance(found, Triples)
    assert len(list(found.triples)) == 3


@pytest.mark.parametrize(
    ("status", "headers", "content", "message"),
    [
        (400, {}, b"bad\nquery", "answers 400 Bad Request: bad query"),
        (500, {}, b"", "answers 500 Internal Server Error"),
        (302, {"Location": "http://127.0.0.1:1/other"}, b"", "redirects to http://127.0.0.1:1/other"),
        (200, {"Content-Type": "text/html"}, b"<html>", "answers text/html, not application/sparql-results"),
        (200, {"Content-Type": JSON}, b"{}", "the answer is broken"),
        (200, {"Content-Type": JSON}, b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":', "the answer is broken"),
        (200, {"Content-Type": JSON}, b"\xff\xfe", "the answer is broken"),
        (200, {"Content-Type": JSON, "Content-Length": "900"}, b"{", "127.0.0.1"),
    ],
)
def test_what_is_no_answer(server: Server, status: int, headers: dict[str, str], content: bytes, message: str) -> None:
    server.reply = lambda _: (status, headers, content)
    with pytest.raises(QueryError, match=message) as caught:
        ask(server)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(address(server))


def test_a_large_answer_is_cut_off(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoints, "MAX_BYTES", 1000)
    server.reply = lambda _: (200, {"Content-Type": JSON}, b" " * 5000)
    with pytest.raises(QueryError, match="larger than 1000 bytes"):
        ask(server)


def test_a_slow_endpoint_is_left(server: Server) -> None:
    def wait(_: str) -> tuple[int, dict[str, str], bytes]:
        time.sleep(1.5)
        return 200, {}, b""

    server.reply = wait
    start = time.monotonic()
    with pytest.raises(QueryError, match=r"no answer within 0\.3 s"):
        ask(server, timeout=0.3)
    assert time.monotonic() - start < 1.4


@pytest.mark.parametrize("where", ["file:///etc/passwd", "ftp://e/", "e.org/sparql", "http:///x", "javascript:1"])
def test_only_http(where: str) -> None:
    with pytest.raises(QueryError, match="begins with http:// or https://"):
        answer(own_query("ASK {}"), {}, Path("unused"), None, where)


def test_nobody_there() -> None:
    with pytest.raises(QueryError, match=r"http://127\.0\.0\.1:9/sparql: .*refused"):
        answer(own_query("ASK {}"), {}, Path("unused"), None, "http://127.0.0.1:9/sparql")


def test_strangers_queries_are_checked_for_endpoints_too(server: Server) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused"):
        ask(server, "SELECT * { SERVICE <http://127.0.0.1/> {} }")
    assert not server.asked

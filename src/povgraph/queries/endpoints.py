"""Ask a SPARQL 1.1 endpoint over HTTP: one POST, no redirects, an answer of limited size in limited time."""

import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Mapping
from http.client import HTTPException
from io import BytesIO
from typing import Any
from urllib.parse import urlencode, urlsplit

from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

from povgraph import __version__
from povgraph.errors import QueryError
from povgraph.queries.answers import Answer, Table, Triples, answer_of
from povgraph.queries.binding import bind
from povgraph.queries.resolving import Row
from povgraph.queries.stored import StoredQuery
from povgraph.queries.tokens import check, form
from povgraph.vocabulary import PREFIXES

MAX_BYTES = 512 * 1024**2
_CHUNK = 1 << 16
_JSON = "application/sparql-results+json"
_TRIPLES = "application/n-triples"


def answer_at(endpoint: str, query: StoredQuery, given: Mapping[str, str], timeout: float) -> Answer:
    """Answer a query from an endpoint. Names in parameters are looked up there too.

    Raises:
        QueryError: the query is refused, or the endpoint cannot be reached or answers with something else.
    """
    tokens = check(query.text)
    bound = bind(query, given, lambda text: _ask(endpoint, text, timeout))
    prologue = _missing_prefixes({token.text for token in tokens if token.kind == "name"}, query.text)
    body, media = _post(endpoint, prologue + bound.text, form(tokens), timeout)
    return _read(endpoint, body, media, form(tokens))


def _ask(endpoint: str, text: str, timeout: float) -> Iterable[Row]:
    found = _read(endpoint, *_post(endpoint, text, "SELECT", timeout), "SELECT")
    return found.rows if isinstance(found, Table) else ()


def _missing_prefixes(names: set[str], text: str) -> str:
    """Declare povgraph's prefixes where a query uses them undeclared, on its first line: lines keep their number."""
    declared = {name.lower() for name in re.findall(r"(?i)\bPREFIX\s+([\w.-]*):", text)}
    used = {name.partition(":")[0] for name in names}
    return "".join(
        f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items() if name in used and name not in declared
    )


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: the address that was named is the one that is asked."""

    def redirect_request(self, req: urllib.request.Request, *rest: Any) -> None:
        rest[0].close()
        raise QueryError(f"{req.full_url}: redirects to {rest[-1]}; name that address if it is the one you mean")


def _post(endpoint: str, text: str, query_form: str, timeout: float) -> tuple[bytes, str]:
    if urlsplit(endpoint).scheme not in ("http", "https") or not urlsplit(endpoint).hostname:
        raise QueryError(f"{endpoint}: an endpoint's address begins with http:// or https://")
    media = _JSON if query_form in ("SELECT", "ASK") else _TRIPLES
    request = urllib.request.Request(
        endpoint,
        data=urlencode({"query": text}).encode("ascii"),
        headers={
            "Accept": media,
            "Content-Type": "application/x-www-form-urlencoded",
            "User-Agent": f"povgraph/{__version__}",
        },
    )
    deadline = time.monotonic() + timeout
    try:
        with urllib.request.build_opener(_Stay).open(request, timeout=timeout) as response:
            return _body(endpoint, response, deadline, timeout), response.headers.get_content_type()
    except urllib.error.HTTPError as error:
        with error:
            told = " ".join(error.read(2000).decode("utf-8", "replace").split())[:200]
        raise QueryError(f"{endpoint}: answers {error.code} {error.reason}" + (f": {told}" if told else "")) from error
    except TimeoutError as error:
        raise QueryError(f"{endpoint}: no answer within {timeout:g} s") from error
    except urllib.error.URLError as error:
        late = isinstance(error.reason, TimeoutError)
        raise QueryError(f"{endpoint}: {f'no answer within {timeout:g} s' if late else error.reason}") from error
    except (OSError, HTTPException) as error:
        raise QueryError(f"{endpoint}: {error}") from error


def _body(endpoint: str, response: Any, deadline: float, timeout: float) -> bytes:
    out = BytesIO()
    while chunk := response.read1(_CHUNK):
        out.write(chunk)
        if out.tell() > MAX_BYTES:
            raise QueryError(f"{endpoint}: the answer is larger than {MAX_BYTES} bytes")
        if time.monotonic() > deadline:
            raise QueryError(f"{endpoint}: no whole answer within {timeout:g} s")
    return out.getvalue()


def _read(endpoint: str, body: bytes, media: str, query_form: str) -> Answer:
    wanted = _JSON if query_form in ("SELECT", "ASK") else _TRIPLES
    if media not in (wanted, "application/json", "text/plain"):
        raise QueryError(f"{endpoint}: answers {media}, not {wanted}")
    try:
        if wanted == _TRIPLES:
            return Triples([quad.triple for quad in parse(body, format=RdfFormat.N_TRIPLES)])
        found = answer_of(parse_query_results(body, format=QueryResultsFormat.JSON))
        return Table(found.columns, list(found.rows)) if isinstance(found, Table) else found
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"{endpoint}: the answer is broken: {' '.join(str(error).split())}") from error

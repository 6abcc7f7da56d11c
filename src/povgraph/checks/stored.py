"""Run stored check queries: each row that one gives is a finding. docs/checks.md says what such a query looks like.

povgraph's own lie in ``queries/checks/``. Those of a user are strangers' queries: they run in a worker under limits.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

from povgraph.checks.wording import SEVERITIES
from povgraph.errors import QueryError, nearest
from povgraph.model import Finding
from povgraph.queries.answers import Answer, Table
from povgraph.queries.resolving import Term
from povgraph.queries.running import DEFAULT_TIMEOUT, Limits, run, run_apart
from povgraph.queries.stored import StoredQuery, stored_queries
from povgraph.queries.tokens import tokenize

if TYPE_CHECKING:
    from pyoxigraph import Store

#: The columns that a check query may give; those that begin with ``statement`` name further statements involved.
COLUMNS = ("focus", "severity", "message_zh", "message_en", "value", "repair", "statement")


def own_checks() -> list[StoredQuery]:
    """Read povgraph's own check queries, sorted by name.

    Raises:
        QueryError: one of them is broken.
    """
    return _checked(stored_queries(section="checks"))


def user_checks(folders: Sequence[Path]) -> list[StoredQuery]:
    """Read the check queries in a user's folders, sorted by name.

    Raises:
        QueryError: a folder holds none, or a file is no check query.
    """
    for folder in folders:
        if folder.is_dir() and not any(folder.rglob("*.rq")):
            raise QueryError(f"{folder}: no check query here; a check query is a file NAME.rq")
    return _checked(query for query in stored_queries(folders, section="checks") if not query.trusted)


def run_own_checks(store: "Store") -> Iterator[Finding]:
    """Run povgraph's own check queries over a graph.

    Raises:
        QueryError: one of them is broken.
    """
    for query in own_checks():
        yield from _findings(query, run(store, query))


def run_user_checks(graph: Path, checks: Iterable[StoredQuery], timeout: float | None = None) -> Iterator[Finding]:
    """Run a user's check queries over a build folder or an RDF file, each in a worker and for so many seconds at most.

    Raises:
        QueryError: a query is refused, fails, is stopped, or gives rows that are no findings; the file is named.
        StoreError: the graph cannot be opened.
    """
    limits = Limits(timeout=timeout or DEFAULT_TIMEOUT)
    for query in checks:
        try:
            answer = run_apart(graph, query, {}, limits)
        except QueryError as error:
            raise QueryError(str(error) if query.path in str(error) else f"{query.path}: {error}") from error
        yield from _findings(query, answer)


def _checked(queries: Iterable[StoredQuery]) -> list[StoredQuery]:
    found = list(queries)
    for query in found:
        _check_columns(query)
    return found


def _check_columns(query: StoredQuery) -> None:
    if query.form != "SELECT" or not query.columns:
        raise QueryError(f"{_line(query, query.form)}: a check is a SELECT that names its columns, ?focus among them")
    for column in query.columns:
        if column not in COLUMNS and not column.startswith("statement"):
            hint = nearest(column, COLUMNS)
            raise QueryError(f"{_line(query, column)}: unknown column ?{column}{hint} (allowed: {', '.join(COLUMNS)})")
    if "focus" not in query.columns:
        raise QueryError(f"{_line(query, 'SELECT')}: no column ?focus, which is what a finding is about")


def _line(query: StoredQuery, word: str) -> str:
    """Word the place of a keyword or a variable as ``FILE:LINE``."""
    starts = (t.start for t in tokenize(query.text) if t.text[1:] == word or (word and t.is_word(word)))
    return f"{query.path}:{query.text.count(chr(10), 0, next(starts, 0)) + 1}"


def _findings(query: StoredQuery, answer: Answer) -> Iterator[Finding]:
    """Read rows as findings; the union of the graphs may give a row twice."""
    if isinstance(answer, Table):
        rows = (dict(zip(answer.columns, row, strict=True)) for row in answer.rows)
        yield from dict.fromkeys(_finding(query, row, number) for number, row in enumerate(rows, 1))


def _finding(query: StoredQuery, row: dict[str, Term | None], number: int) -> Finding:
    texts = {name: _text(query, name, term, number) for name, term in row.items() if term is not None}
    if not isinstance(row["focus"], NamedNode | BlankNode):
        raise QueryError(f"{_line(query, 'focus')}: row {number}: ?focus must be a node, not {row['focus']}")
    severity = texts.get("severity", "warning")
    if severity not in SEVERITIES:
        allowed = f"{nearest(severity, SEVERITIES)} (allowed: {', '.join(SEVERITIES)})"
        raise QueryError(f"{_line(query, 'severity')}: row {number}: unknown severity {severity!r}{allowed}")
    return Finding(
        check=query.name,
        severity=severity,
        message_zh=texts.get("message_zh") or query.summary_zh,
        message_en=texts.get("message_en") or query.summary_en,
        focus=texts["focus"],
        value=texts.get("value"),
        statements=tuple(dict.fromkeys(text for name, text in texts.items() if name.startswith("statement"))),
        repair=texts.get("repair"),
    )


def _text(query: StoredQuery, name: str, term: Term, number: int) -> str:
    if isinstance(term, BlankNode) and name in ("focus", "value"):
        return str(term)
    wanted = NamedNode if name.startswith("statement") else NamedNode | Literal
    if not isinstance(term, wanted):
        what = "the IRI of a statement" if wanted is NamedNode else "a text or an IRI"
        raise QueryError(f"{_line(query, name)}: row {number}: ?{name} must be {what}, not {term}")
    return term.value

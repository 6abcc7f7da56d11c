"""Ask one question from its words to its answer: warn, run, write, and say why where there is nothing."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from time import monotonic

from povgraph.errors import QueryError
from povgraph.queries.answers import Answer, Table
from povgraph.queries.catalogue import summary
from povgraph.queries.paging import page
from povgraph.queries.patterns import read_query
from povgraph.queries.products import loose_pieces
from povgraph.queries.projecting import project
from povgraph.queries.results import format_of, known_format, terminal_width, write_answer, write_file
from povgraph.queries.running import Limits, answer, notes_apart
from povgraph.queries.stored import StoredQuery

#: The seconds that may be spent on what is said beside the answer.
_ASIDE = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A query with the values of its parameters, what it is asked of, and which rows are wanted."""

    query: StoredQuery
    given: Mapping[str, str] = field(default_factory=dict)
    graph: Path = Path("build")
    limits: Limits = field(default_factory=Limits)
    endpoint: str | None = None
    limit: int | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How the answer is wanted: in which format and file, as a chart, with times on stderr, in which language."""

    form: str | None = None
    out: Path | None = None
    excel: bool = False
    times: bool = False
    fail_empty: bool = False
    chart: Path | None = None
    language: str = "en"

    @property
    def writes(self) -> bool:
        """Tell whether the rows are written: always but for a chart, where that must be asked for."""
        return bool(not self.chart or self.form or self.out or self.excel)

    def widened(self, query: StoredQuery) -> StoredQuery:
        """Have the query give what a chart of it needs beyond its columns."""
        needed = query.chart.hidden(query.columns) if self.chart and query.chart else ()
        for variable in needed:
            query = project(query, variable)
        return query

    def format_for(self, query: StoredQuery) -> str:
        """Give the format of the answer to a query, before that is run.

        Raises:
            QueryError: there is no such format for it.
            ResourceError: the extra that the format needs is not installed.
        """
        named = self.form or (format_of(self.out) if self.out else "csv" if self.excel else None)
        form = known_format(named, query.form or "SELECT")
        if self.chart:
            _check_chart(self.chart, query)
        if self.excel and form != "csv":
            raise QueryError(f"--excel is for csv, not {form}; for a workbook take --format xlsx")
        return form


def ask_question(question: Question, wish: Wish, say: Callable[[str], object]) -> int:
    """Answer a question and write the answer as it is wanted; give the exit code.

    Args:
        question: What is asked.
        wish: How the answer is wanted.
        say: Hears warnings, times, and why there is no answer.

    Returns:
        1 for an ASK that is false, or for no rows where that is to fail; else 0.

    Raises:
        QueryError: the query or a parameter cannot be used, or the query was stopped.
        StoreError: the graph cannot be opened.
    """
    form = wish.format_for(question.query)
    for warning in warnings(question):
        say(f"warning: {warning}")
    marks = [monotonic()]
    found = answer(
        page(wish.widened(question.query), question.limit, question.offset),
        question.given,
        question.graph,
        question.limits,
        question.endpoint,
        lambda: marks.append(monotonic()),
    )
    marks.append(monotonic())
    if wish.chart and isinstance(found, Table):
        found = _drawn(found, wish.chart, question, wish, say)
    rows = _hand_over(found, form, question.query, wish)
    if wish.times:
        say(_times([*marks, monotonic()], rows))
    if isinstance(found, bool):
        return int(not found)
    if not rows:
        say(emptiness(question))
    return int(wish.fail_empty and not rows)


def _check_chart(path: Path, query: StoredQuery) -> None:
    from povgraph.queries.drawing import check_chart  # noqa: PLC0415  only charts need it

    if query.form != "SELECT":
        raise QueryError(f"--chart draws rows; {query.form or 'this'} gives none")
    if query.chart and query.chart.kind == "none":
        raise QueryError(f"the figures of {query.name!r} are not of one kind, so no chart is drawn of them")
    check_chart(path)


def _drawn(found: Table, path: Path, question: Question, wish: Wish, say: Callable[[str], object]) -> Table:
    """Draw an answer and give it back as the query says it, to be written too."""
    from povgraph.queries.drawing import draw  # noqa: PLC0415  only charts need it

    query, rows = question.query, list(found.rows)
    if not rows:
        raise QueryError(f"nothing to draw: {emptiness(question)}")
    for note in draw(Table(found.columns, rows), path, query, _title(query, wish), wish.language):
        say(note)
    shown = len(query.columns) or len(found.columns)
    return Table(found.columns[:shown], [row[:shown] for row in rows])


def _hand_over(found: Answer, form: str, query: StoredQuery, wish: Wish) -> int:
    title = _title(query, wish)
    if not wish.writes:
        return len(list(found.rows)) if isinstance(found, Table) else 0
    if wish.out:
        return write_file(found, wish.out, form, excel=wish.excel, title=title)
    return write_answer(found, sys.stdout, form, places=terminal_width(sys.stdout), excel=wish.excel, title=title)


def _title(query: StoredQuery, wish: Wish) -> str:
    return summary(query, wish.language) if query.has_header else query.name


def _times(marks: list[float], rows: int) -> str:
    spent = [later - earlier for earlier, later in pairwise(marks)]
    opened = f"{spent[0]:.3f} s to open the graph, " if len(spent) > 2 else ""
    return f"{opened}{spent[-2]:.3f} s to answer, {spent[-1]:.3f} s to write {rows} row{'s' * (rows != 1)}"


def warnings(question: Question) -> list[str]:
    """Say what may go wrong with a user's own query, before it is run: a large Cartesian product."""
    query = question.query
    if query.trusted or question.endpoint is not None:
        return []
    where = read_query(query.text).where
    if where is None or not loose_pieces(where):
        return []
    try:
        return notes_apart("products", question.graph, query, question.given, _aside(question.limits))
    except QueryError:
        return []  # the query itself will say what is wrong with it


def emptiness(question: Question) -> str:
    """Say that there are no rows, and why, as far as that can be told in a short time."""
    if question.offset or question.limit == 0:
        return f"no rows: {'--limit 0' if question.limit == 0 else f'--offset {question.offset}'} leaves none"
    told = empty_note(question.query, question.given)
    if question.endpoint is not None:
        return told
    try:
        reasons = notes_apart("why", question.graph, question.query, question.given, _aside(question.limits))
    except QueryError:
        return told  # no reason was found in time
    return "; ".join([told, *reasons])


def empty_note(query: StoredQuery, given: Mapping[str, str]) -> str:
    """Say that there is nothing, with the parameters, defaults included, that the answer was narrowed by.

    >>> from povgraph.queries.stored import stored_query
    >>> empty_note(stored_query("poverty-trend"), {"since": "2030"})
    "no rows: nothing in this graph answers 'poverty-trend' with since=2030"
    """
    narrowed = {item.name: item.default for item in query.parameters if item.default is not None} | dict(given)
    listed = ", ".join(f"{name}={value}" for name, value in narrowed.items())
    asked = "the query" if query.path == "-" else repr(query.name)
    return f"no rows: nothing in this graph answers {asked}" + (f" with {listed}" if listed else "")


def explain(question: Question) -> str:
    """Explain a question without answering it: its parameters as terms, and how often each pattern matches.

    Raises:
        QueryError: the query or a parameter cannot be used, or there was no time for it.
        StoreError: the graph cannot be opened.
    """
    if question.endpoint is not None:
        raise QueryError("--explain looks into a graph here; an endpoint does not tell")
    lines = notes_apart("plan", question.graph, question.query, question.given, question.limits)
    return "".join(f"{line}\n" for line in lines)


def _aside(limits: Limits) -> Limits:
    return replace(limits, timeout=min(limits.timeout, _ASIDE))

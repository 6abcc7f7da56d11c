"""Read what a query's WHERE clause is made of: its triple patterns, groups and filters, each with its variables.

This serves explanations, not answers: the engine alone says what a query means. Where a text uses a form that is not
known here, nothing is said of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, count

from povgraph.queries.parts import Kind, Part, joined, triple
from povgraph.queries.tokens import MAX_NESTING, Token, columns, form, tokenize

_OPENING = {"{": "}", "(": ")", "[": "]"}
_CLAUSES: dict[str, Kind] = {"OPTIONAL": "optional", "MINUS": "minus", "GRAPH": "graph"}
_KEYWORDS = (*_CLAUSES, "FILTER", "BIND", "VALUES")
_ATOMS = frozenset(("variable", "iri", "name", "string", "number", "word"))
_AGGREGATES = ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT")


@dataclass(frozen=True, slots=True)
class Query:
    """A query in parts: its prologue (prefixes), the rest from its form on, its WHERE clause (None where unclear)."""

    prologue: str
    body: str
    where: Part | None


class _UnclearError(Exception):
    """The text has a form that is not known here, or none that is SPARQL."""


def read_query(text: str) -> Query:
    """Read a query.

    >>> [part.text for part in read_query("SELECT * { ?o a pov:Observation ; pov:year 2018 }").where.parts]
    ['?o a pov:Observation .', '?o pov:year 2018 .']
    """
    tokens = tokenize(text)
    begin = next((token.start for token in tokens if token.is_word("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")), 0)
    return Query(text[:begin], text[begin:], _where(text, tokens))


def _where(text: str, tokens: Sequence[Token]) -> Part | None:
    opening = _where_brace(tokens)
    if opening is None or _depth(tokens) > MAX_NESTING:
        return None
    try:
        return _Reader(text, tokens, opening).group("group")
    except _UnclearError:
        return None


def _depth(tokens: Sequence[Token]) -> int:
    steps = ((token.text in _OPENING) - (token.text in _OPENING.values()) for token in tokens)
    return max(accumulate(steps), default=0)


def _where_brace(tokens: Sequence[Token]) -> int | None:
    """Give the place of the ``{`` that opens the WHERE clause: a CONSTRUCT has its template before it."""
    depth, template = 0, form(tokens) == "CONSTRUCT"
    for number, token in enumerate(tokens):
        if token.text == "{" and depth == 0:
            if not template or tokens[number - 1].is_word("WHERE"):
                return number
            template = False
        depth += (token.text in ("{", "(")) - (token.text in ("}", ")"))
    return None


class _Reader:
    """Reads groups from tokens, the next one at ``_at``."""

    def __init__(self, text: str, tokens: Sequence[Token], at: int) -> None:
        self._text = text
        self._tokens = tokens
        self._at = at
        self._names = count()

    def _peek(self, ahead: int = 0) -> Token:
        if self._at + ahead >= len(self._tokens):
            raise _UnclearError
        return self._tokens[self._at + ahead]

    def _next(self, *expected: str) -> Token:
        token = self._peek()
        if expected and token.text not in expected:
            raise _UnclearError
        self._at += 1
        return token

    def _skip_balanced(self) -> None:
        """Step over what stands between an opening bracket and its closing one."""
        closers = [_OPENING[self._next(*_OPENING).text]]
        while closers:
            token = self._next()
            if token.text in _OPENING:
                closers.append(_OPENING[token.text])
            elif token.text in _OPENING.values() and token.text != closers.pop():
                raise _UnclearError

    def _part(self, kind: Kind, first: int, parts: Sequence[Part] = (), single: bool = False) -> Part:
        """Make a part of the tokens from ``first`` up to here; its variables are those that stand in it."""
        tokens = self._tokens[first : self._at]
        variables = frozenset(token.text[1:] for token in tokens if token.kind == "variable")
        text = self._text[tokens[0].start : tokens[-1].end]
        start = tokens[0].start
        return Part(kind=kind, text=text, start=start, variables=variables, parts=tuple(parts), single=single)

    def group(self, kind: Kind, first: int | None = None) -> Part:
        """Read ``{ … }``, a part that began at ``first``."""
        first = self._at if first is None else first
        self._next("{")
        if self._peek().is_word("SELECT"):
            return self._select(first)
        parts: list[Part] = []
        while self._peek().text != "}":
            parts += self._parts()
        self._next("}")
        return self._part(kind, first, parts)

    def _select(self, first: int) -> Part:
        """Read a subquery: only what it projects is seen from outside."""
        begin = self._at
        while self._peek().text != "{":
            self._skip_balanced() if self._peek().text in _OPENING else self._next()
        head = self._tokens[begin : self._at]
        body = self.group("group")
        tail = self._at
        while self._peek().text != "}":
            self._skip_balanced() if self._peek().text in _OPENING else self._next()
        grouped = any(token.is_word("GROUP") for token in self._tokens[tail : self._at])
        self._next("}")
        shown = frozenset(columns(head)) or body.variables
        single = not grouped and any(token.is_word(*_AGGREGATES) for token in head)
        return replace(self._part("select", first, [body], single=single), variables=shown)

    def _parts(self) -> Iterator[Part]:
        """Read the next clause, or the triple patterns of one subject."""
        token = self._peek()
        first = self._at
        word = token.text.upper() if token.kind == "word" else ""
        if token.text == ".":
            self._next()
        elif token.text == "{":
            yield self._union()
        elif word in _CLAUSES:
            self._next()
            if word == "GRAPH":
                self._next()
            yield self.group(_CLAUSES[word], first)
        elif word == "FILTER":
            yield self._filter()
        elif word == "BIND":
            self._next()
            self._skip_balanced()
            yield self._part("bind", first)
        elif word == "VALUES":
            yield self._values()
        else:
            yield from self._statements()

    def _union(self) -> Part:
        first = self._at
        branches = [self.group("group")]
        while self._peek().is_word("UNION"):
            self._next()
            branches.append(self.group("group"))
        return branches[0] if len(branches) == 1 else self._part("union", first, branches)

    def _filter(self) -> Part:
        first = self._at
        self._next()
        while self._peek().text not in ("(", "{"):
            self._next()  # NOT EXISTS, or the name of a function
        self._skip_balanced()
        return self._part("filter", first)

    def _values(self) -> Part:
        first = self._at
        self._next()
        if self._peek().text == "(":
            self._skip_balanced()
        else:
            self._next()
        begin = self._at
        self._skip_balanced()
        rows = [token for token in self._tokens[begin : self._at] if token.text not in ("{", "}")]
        single = len([token for token in rows if token.text == "("] or rows) <= 1
        return self._part("values", first, single=single)

    def _statements(self) -> Iterator[Part]:
        """Read ``subject predicate object , object ; predicate object``."""
        found: list[Part] = []
        bracketed = self._peek().text == "["
        subject = self._term(found)
        if not (bracketed and self._peek().text in (".", "}")):
            self._predicates(subject, found)
        yield from found

    def _predicates(self, subject: str, found: list[Part]) -> None:
        while True:
            start = self._peek().start
            predicate = self._predicate()
            while True:
                found.append(triple(subject, predicate, self._term(found), start))
                if self._peek().text != ",":
                    break
                self._next()
            while self._peek().text == ";":
                self._next()
            if self._peek().text in (".", "}", "]", "{") or self._peek().is_word(*_KEYWORDS):
                return
            if self._tokens[self._at - 1].text != ";":
                raise _UnclearError

    def _predicate(self) -> str:
        """Read a variable or a path."""
        first = self._at
        while True:
            while self._peek().text in ("^", "!"):
                self._next()
            if self._peek().text == "(":
                self._skip_balanced()
            elif self._next().kind not in ("variable", "iri", "name", "word"):
                raise _UnclearError
            if self._peek().text in ("*", "+", "?") and not self._is_sign():
                self._next()
            if self._peek().text not in ("/", "|"):
                return joined(self._tokens[first : self._at])
            self._next()

    def _is_sign(self) -> bool:
        """Tell whether a ``+`` is that of a number, as in ``pov:value +5``."""
        token, following = self._peek(), self._peek(1)
        return token.text == "+" and following.kind == "number" and following.start == token.end

    def _term(self, found: list[Part]) -> str:
        first = self._at
        token = self._next()
        if token.text == "[":
            return self._bracketed(found)
        if token.text in ("+", "-"):
            token = self._next()
        if token.kind not in _ATOMS:
            raise _UnclearError
        if token.kind == "string" and self._peek().text == "^^":
            self._at += 2
        elif token.kind == "string" and self._peek().kind == "language":
            self._next()
        return joined(self._tokens[first : self._at])

    def _anonymous(self) -> str:
        return f"?_anonymous{next(self._names)}"

    def _bracketed(self, found: list[Part]) -> str:
        node = self._anonymous()
        if self._peek().text != "]":
            self._predicates(node, found)
        self._next("]")
        return node

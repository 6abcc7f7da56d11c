"""Split SPARQL into tokens, so that what a query does is known before any engine sees it.

The engine has no limits of its own and reads without separating words first (``SERVICE:x{}`` calls a service), so the
rules here are stricter than the grammar wherever the two could read one text differently.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from povgraph.errors import QueryError

MAX_BYTES = 64 * 1024
MAX_NESTING = 128

_LETTER = r"A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D" \
          r"\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"  # fmt: skip
_WORD = rf"{_LETTER}_0-9\u00B7\u0300-\u036F\u203F\u2040"
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_LOCAL = rf"(?:[{_WORD}:]|{_ESCAPED})(?:(?:[{_WORD}:.\-]|{_ESCAPED})*(?:[{_WORD}:\-]|{_ESCAPED}))?"

#: Each kind of token with an example; the first that matches wins.
_KINDS: tuple[tuple[str, str], ...] = (
    ("space", r"[ \t\r\n]+"),
    ("comment", r"#[^\r\n]*"),
    ("iri", r"<[^<>\"{}|^`\\\x00-\x20]*(?:\\[uU][0-9A-Fa-f]+[^<>\"{}|^`\\\x00-\x20]*)*>"),  # <https://a/b#c>
    ("string", r'"""(?:"{0,2}(?:[^"\\]|\\.))*"""' r"|'''(?:'{0,2}(?:[^'\\]|\\.))*'''"),  # """通榆县"""
    ("string", r'"(?!"")(?:[^"\\\r\n]|\\.)*"' r"|'(?!'')(?:[^'\\\r\n]|\\.)*'"),  # "通榆县"
    ("variable", rf"[?$][{_WORD}]+"),  # ?place
    ("language", r"@[A-Za-z]+(?:-+[A-Za-z0-9]+)*"),  # @zh
    ("name", rf"(?:[{_LETTER}_](?:[{_WORD}.\-]*[{_WORD}\-])?)?:(?:{_LOCAL})?"),  # pov:about, _:b0
    ("number", r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"),  # 4.9
    ("word", rf"[{_LETTER}_][{_WORD}]*"),  # SELECT
    ("sign", r"<<\(|\)>>|<<|>>|\{\||\|\}|\^\^|&&|\|\||!=|<=|>=|[{}()\[\].,;=<>!+\-*/|^?~]"),
)
_TOKEN = re.compile("|".join(f"(?P<{kind}_{n}>{pattern})" for n, (kind, pattern) in enumerate(_KINDS)), re.DOTALL)
_KIND_OF = {f"{kind}_{n}": kind for n, (kind, _) in enumerate(_KINDS)}

_OPEN = {"{": "}", "(": ")", "[": "]", "<<": ">>", "<<(": ")>>", "{|": "|}"}
_OPERANDS = frozenset({"variable", "string", "language", "name", "number", "iri", "word"})
_UPDATES = frozenset(("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"))
_FORMS = frozenset(("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"))


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query: its kind, its text, and where it starts (0-based code-point offset)."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Give the offset after the last character."""
        return self.start + len(self.text)

    def is_word(self, *words: str) -> bool:
        """Tell whether this is one of these keywords, in any case."""
        return self.kind == "word" and self.text.upper() in words


def position(text: str, offset: int) -> str:
    """Word an offset as ``line N, column M``, both counted from 1."""
    line = text.count("\n", 0, offset) + 1
    return f"line {line}, column {offset - text.rfind(chr(10), 0, offset)}"


def tokenize(text: str) -> list[Token]:
    """Split a query into tokens, without spaces and comments.

    >>> [t.text for t in tokenize('ASK { ?地 rdfs:label "通榆县"@zh } # 有吗')]
    ['ASK', '{', '?地', 'rdfs:label', '"通榆县"', '@zh', '}']

    Raises:
        QueryError: a character starts no token, or a string does not end.
    """
    return [token for token in _scan(text) if token.kind not in ("space", "comment")]


def _scan(text: str) -> Iterator[Token]:
    offset = 0
    while offset < len(text):
        found = _TOKEN.match(text, offset)
        if not found or not found.lastgroup:
            what = "string without an end" if text[offset] in "\"'" else f"unexpected character {text[offset]!r}"
            raise QueryError(f"{position(text, offset)}: {what}")
        yield Token(_KIND_OF[found.lastgroup], found.group(), offset)
        offset = found.end()


def check(text: str) -> list[Token]:
    """Check that a stranger's query is small, shallow and only reads; give its tokens.

    Raises:
        QueryError: it is too long or too deeply nested, is an update, calls a service or names its own data set.
    """
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        raise QueryError(f"the query has {size} bytes; at most {MAX_BYTES} are allowed")
    if "\x00" in text or any("\ud800" <= c <= "\udfff" for c in text):
        raise QueryError("the query holds a NUL or half a surrogate pair; write it as an escape inside a string")
    tokens = tokenize(text)
    _check_nesting(text, tokens)
    _check_reading(text, tokens)
    return tokens


def _check_nesting(text: str, tokens: Sequence[Token]) -> None:
    closers: list[str] = []
    run = 0
    for token, previous in zip(tokens, (None, *tokens), strict=False):
        run = run + 1 if token.text in ("!", "-", "+", "^") else 0
        if token.kind != "sign":
            _check_ambiguity(text, token, previous, closers)
        elif token.text in _OPEN:
            closers.append(_OPEN[token.text])
        elif closers and token.text == closers[-1]:
            closers.pop()
        if len(closers) + run > MAX_NESTING:
            raise QueryError(f"{position(text, token.start)}: nested deeper than {MAX_NESTING}")


def _check_ambiguity(text: str, token: Token, previous: Token | None, closers: list[str]) -> None:
    """Refuse ``(?a <#> …``: an engine may read it as less-than and a comment, and then all after it differently."""
    if token.kind != "iri" or previous is None or not closers or closers[-1] != ")":
        return
    operand = previous.kind in _OPERANDS or previous.text in (")", "]")
    if operand and ("#" in token.text or "'" in token.text):
        raise QueryError(
            f"{position(text, token.start)}: '<' may mean less-than here; put a space after it, or use a prefixed name"
        )


def _check_reading(text: str, tokens: Sequence[Token]) -> None:
    for token in tokens:
        word = token.text.upper()
        where = position(text, token.start)
        if token.kind in ("word", "name") and _may_call_service(token):
            raise QueryError(f"{where}: SERVICE is refused: nothing is fetched from other places while a query runs")
        if token.kind == "word" and word == "FROM":
            raise QueryError(f"{where}: FROM is refused: a query reads the graph it is given; pick a part with GRAPH")
        if token.kind == "word" and word in _UPDATES:
            raise QueryError(f"{where}: {word} is refused: a query only reads; statements change through a new build")


def _may_call_service(token: Token) -> bool:
    """Tell whether an engine that glues words could find SERVICE here: ``trueSERVICE:x``, ``a:b.c.SERVICE``."""
    prefix, colon, local = token.text.upper().partition(":")
    return "SERVICE" in prefix or bool(colon and ".SERVICE" in local)


def form(tokens: Sequence[Token]) -> str:
    """Name the form of a query: ``SELECT``, ``ASK``, ``CONSTRUCT`` or ``DESCRIBE``; empty when it has none."""
    return next((t.text.upper() for t in tokens if t.is_word(*_FORMS)), "")


def columns(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Name the columns of a SELECT; none for ``SELECT *`` and the other forms.

    >>> columns(tokenize("SELECT ?place (MIN(?l) AS ?name) { ?place rdfs:label ?l }"))
    ('place', 'name')
    """
    if form(tokens) != "SELECT":
        return ()
    start = next(n for n, t in enumerate(tokens) if t.is_word("SELECT"))
    found: list[str] = []
    depth = 0
    for token, previous in zip(tokens[start + 1 :], tokens[start:], strict=False):
        if depth == 0 and (token.text == "{" or token.is_word("WHERE")):
            break
        depth += (token.text in _OPEN) - (token.text in _OPEN.values())
        if token.kind == "variable" and (depth == 0 or (depth == 1 and previous.is_word("AS"))):
            found.append(token.text[1:])
    return tuple(found)


def where_start(tokens: Sequence[Token]) -> int:
    """Give the offset just after the ``{`` that opens the WHERE clause.

    Raises:
        QueryError: there is none, or nothing can be put there (``CONSTRUCT WHERE``, a subquery as the whole clause).
    """
    depth = 0
    template = form(tokens) == "CONSTRUCT"
    for number, token in enumerate(tokens):
        if token.text == "{" and depth == 0:
            following = tokens[number + 1 : number + 2]
            if template and tokens[number - 1].is_word("WHERE"):
                break
            if not template:
                if following and following[0].is_word("SELECT"):
                    break
                return token.end
            template = False
        depth += (token.text in _OPEN) - (token.text in _OPEN.values())
    raise QueryError("parameters cannot be bound in this query: it has no WHERE clause that starts with patterns")

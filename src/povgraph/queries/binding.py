"""Bind parameters as RDF terms: a VALUES block at the start of the WHERE clause, never a splice of text.

A group within, which does not see what is bound outside, begins with one, too, if it names a parameter; and a variable
that must be equal to a parameter is bound with it: so the engine begins with what is bound, and goes through no more.
The engine's own substitution needs the variable in the projection, so the terms go into the query; they are written by
the engine's library in the syntax of N-Triples, in which every character that could end a literal is escaped.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, islice

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from povgraph.errors import QueryError, nearest
from povgraph.queries.names import expand
from povgraph.queries.resolving import THINGS, Ask, concept, thing
from povgraph.queries.stored import Parameter, StoredQuery, declared
from povgraph.queries.tokens import Token, tokenize, where_start

_XSD = "http://www.w3.org/2001/XMLSchema#"
_MAX_VALUE = 4096

Term = Literal | NamedNode
_TERM = re.compile(r'<[^<>\s]*>|".*"(?:@[A-Za-z-]+|\^\^<[^<>\s]*>)?')  # "通榆县"@zh
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")  # -90
_DECIMAL = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,18})?")  # 4.9
_YEAR = re.compile(r"[0-9]{4}")  # 2018
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")  # 2018-12-31


@dataclass(frozen=True, slots=True)
class BoundQuery:
    """A query whose parameters are bound, and how much was put in where (to translate the places of errors).

    ``inserted`` are pairs of an offset in the text before and a length, in order; nothing put in has a line end.
    """

    text: str
    inserted: tuple[tuple[int, int], ...] = ()

    @property
    def block(self) -> tuple[int, str]:
        """Give the first block that was put in, and where it starts."""
        start, length = self.inserted[0] if self.inserted else (0, 0)
        return start, self.text[start : start + length]

    def origin(self, offset: int) -> int:
        """Give the place in the text before of a place in this one; of what was put in, where that was done."""
        before = 0
        for start, length in self.inserted:
            if offset - before > start:
                before += min(length, offset - before - start)
        return offset - before


def read_bindings(pairs: Iterable[str]) -> dict[str, str]:
    """Read ``name=value`` pairs as the command line gives them.

    >>> read_bindings(["place=通榆县", "since=2015"])
    {'place': '通榆县', 'since': '2015'}

    Raises:
        QueryError: a pair has no ``=``, or a name stands there twice.
    """
    found: dict[str, str] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name:
            raise QueryError(f"--bind {pair!r}: must be NAME=VALUE, for example --bind place=通榆县")
        if name in found:
            raise QueryError(f"--bind {pair!r}: {name!r} is already bound to {found[name]!r}")
        found[name] = value
    return found


def bind(query: StoredQuery, given: Mapping[str, str], ask: Ask) -> BoundQuery:
    """Bind the given values and the defaults.

    Args:
        query: The query with its declared parameters. One without a header may be given any of its variables.
        given: The values as text, by the names of the parameters.
        ask: How to look things up in the graph that the query is for.

    Raises:
        QueryError: an unknown or missing parameter, a value of the wrong type, a name that is unknown or ambiguous.
    """
    terms = dict(_declared_terms(query, given, ask)) if query.has_header else {}
    if not terms and not given:
        return BoundQuery(query.text)
    tokens = tokenize(query.text)
    variables = {token.text[1:] for token in tokens if token.kind == "variable"}
    terms = terms or dict(_free_terms(given, variables))
    return _insert(query.text, tokens, {_variable(name, variables): term for name, term in terms.items()})


def _declared_terms(query: StoredQuery, given: Mapping[str, str], ask: Ask) -> Iterable[tuple[str, Term]]:
    for name in given:
        declared(query.parameters, name)
    for parameter in query.parameters:
        value = given.get(parameter.name, parameter.default)
        if value is None and parameter.required:
            raise QueryError(
                f"query {query.name!r} needs --bind {parameter.name}=…: {parameter.description_en or parameter.type}"
            )
        if value is not None:
            yield parameter.name, term(parameter, value, ask)


def _free_terms(given: Mapping[str, str], variables: set[str]) -> Iterable[tuple[str, Term]]:
    for name, value in given.items():
        if _variable(name, variables) not in variables:
            raise QueryError(f"unknown parameter {name!r}: the query has no variable ?{name}{nearest(name, variables)}")
        _check_text(name, value)
        yield name, free_term(value)


def _variable(name: str, variables: set[str]) -> str:
    return f"_{name}" if f"_{name}" in variables else name


def term(parameter: Parameter, value: str, ask: Ask) -> Term:
    """Make the RDF term that a value stands for under the type of a parameter.

    Raises:
        QueryError: the value is not of the type, or nothing goes by that name.
    """
    _check_text(parameter.name, value)
    try:
        if parameter.type in THINGS:
            return thing(parameter.type, value, ask)
        if parameter.type in ("indicator", "measure", "unit", "kind"):
            node, notation = concept(parameter.scheme or parameter.type, value, ask)
            _check_allowed(parameter, notation)
            return node
        _check_allowed(parameter, value)
        return _VALUES[parameter.type](value)
    except QueryError as error:
        raise QueryError(f"parameter {parameter.name!r}: {error}") from error


def _check_text(name: str, value: str) -> None:
    if len(value) > _MAX_VALUE:
        raise QueryError(f"parameter {name!r}: a value may have {_MAX_VALUE} characters, not {len(value)}")
    if any("\ud800" <= char <= "\udfff" for char in value):
        raise QueryError(f"parameter {name!r}: the value is not valid Unicode")


def _check_allowed(parameter: Parameter, value: str) -> None:
    if parameter.allowed and value not in parameter.allowed:
        raise QueryError(f"{value!r}{nearest(value, parameter.allowed)} (allowed: {', '.join(parameter.allowed)})")


def _number(pattern: re.Pattern[str], datatype: str, example: str) -> Callable[[str], Literal]:
    def read(value: str) -> Literal:
        if not pattern.fullmatch(value):
            raise QueryError(f"{value!r} is no {datatype}, such as {example}")
        return Literal(value, datatype=NamedNode(_XSD + datatype))

    return read


def _year(value: str) -> Literal:
    if not _YEAR.fullmatch(value):
        raise QueryError(f"{value!r} is no year, such as 2018")
    return Literal(value, datatype=NamedNode(f"{_XSD}integer"))


def _date(value: str) -> Literal:
    try:
        if not _DATE.fullmatch(value):
            raise ValueError(value)
        date.fromisoformat(value)
    except ValueError as error:
        raise QueryError(f"{value!r} is no date, such as 2018-12-31") from error
    return Literal(value, datatype=NamedNode(f"{_XSD}date"))


def _iri(value: str) -> NamedNode:
    try:
        return NamedNode(expand(value))
    except ValueError as error:
        raise QueryError(f"{value!r} is no IRI or short name, such as place/220822") from error


_VALUES: dict[str, Callable[[str], Term]] = {
    "string": Literal,
    "integer": _number(_INTEGER, "integer", "2018"),
    "decimal": _number(_DECIMAL, "decimal", "4.9"),
    "year": _year,
    "date": _date,
    "iri": _iri,
}


def free_term(value: str) -> Term:
    """Read a value for a parameter that no header declares: a term in N-Triples syntax, a number, a date, or a text.

    >>> [str(free_term(text)) for text in ('通榆县', '"通榆县"@zh', "<https://w3id.org/povgraph/id/place/CN>")]
    ['"通榆县"', '"通榆县"@zh', '<https://w3id.org/povgraph/id/place/CN>']
    """
    if _TERM.fullmatch(value):
        try:
            quads = list(islice(parse(f"<a:a> <a:a> {value} .", format=RdfFormat.N_TRIPLES), 2))
        except SyntaxError as error:
            raise QueryError(f"{value!r} is no term in N-Triples syntax") from error
        found = quads[0].object if len(quads) == 1 else None
        if isinstance(found, Literal | NamedNode):
            return found
        raise QueryError(f"{value!r} is no single term in N-Triples syntax")
    for pattern, kind in ((_INTEGER, "integer"), (_DECIMAL, "decimal"), (_DATE, "date")):
        if pattern.fullmatch(value):
            return _VALUES[kind](value)
    return Literal(value)


def _insert(text: str, tokens: list[Token], terms: Mapping[str, Term]) -> BoundQuery:
    start = where_start(tokens)
    inside = [token for token in tokens if token.start >= start]
    blocks = [(start, _values({**terms, **_equals(inside, terms)}))]
    for group in _groups(inside):
        named = {token.text[1:] for token in group if token.kind == "variable"}
        if known := {name: term for name, term in terms.items() if name in named}:
            blocks.append((group[0].end, _values(known)))
    parts, done = [], 0
    for offset, block in blocks:
        parts += [text[done:offset], block]
        done = offset
    return BoundQuery("".join((*parts, text[done:])), tuple((offset, len(block)) for offset, block in blocks))


def _values(terms: Mapping[str, Term]) -> str:
    names = " ".join(f"?{name}" for name in terms)
    return f" VALUES ({names}) {{ ({' '.join(str(term) for term in terms.values())}) }} "


def _groups(inside: Sequence[Token]) -> list[Sequence[Token]]:
    """List the groups within a WHERE clause, each from its brace on, in order, but for what MINUS takes away."""
    found: list[Sequence[Token]] = []
    opened: list[tuple[int, bool]] = []
    for number, token in enumerate(inside):
        if token.text == "{":
            opened.append((number, inside[number - 1].is_word("MINUS") or any(minus for _, minus in opened)))
        elif token.text == "}" and opened:
            start, minus = opened.pop()
            if not minus and not inside[start + 1].is_word("SELECT"):
                found.append(inside[start:number])
    return sorted(found, key=lambda group: group[0].start)


def _equals(inside: Sequence[Token], terms: Mapping[str, Term]) -> dict[str, Term]:
    """Find the variables that FILTER(!BOUND(?_name) || ?variable = ?_name) makes equal to an IRI that is bound.

    Only those that a triple pattern of the clause itself binds: what OPTIONAL leaves open may not be bound before.
    """
    depths = [0, *accumulate((token.text in ("{", "(")) - (token.text in ("}", ")")) for token in inside)]
    outside = [token if depth == 0 else None for token, depth in zip(inside, depths, strict=False)]
    bound = {token.text for token in outside if token and token.kind == "variable"}
    found = {}
    for number, token in enumerate(outside):
        words = [one.text for one in inside[number : number + 13]]
        name, variable = "".join(words[5:6]), "".join(words[8:9])
        wanted = ["FILTER", "(", "!", "BOUND", "(", name, ")", "||", variable, "=", name, ")"]
        if token and words[:12] == wanted and variable in bound and isinstance(terms.get(name[1:]), NamedNode):
            found[variable[1:]] = terms[name[1:]]
    return found

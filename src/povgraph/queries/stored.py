"""Find the stored queries and read what each asks: its question, its parameters, its columns."""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from povgraph.errors import QueryError, nearest
from povgraph.queries.axes import Axes, read_axes
from povgraph.queries.headers import Mapping, Reader, read_header
from povgraph.queries.tokens import MAX_BYTES, columns, form, tokenize
from povgraph.resources import queries_path

#: The types of parameters. Those of things and of concepts take a name, a code or an IRI; see ``resolving``.
TYPES = frozenset(
    (
        *("place", "report", "person", "programme", "organization"),
        *("indicator", "measure", "unit", "kind"),
        *("date", "year", "integer", "decimal", "string", "iri"),
    )
)

_KEYS = frozenset(
    ("summary", "summary_zh", "description", "description_zh", "tags", "parameters", "defaults", "enumerate", "chart")
)
_PARAMETER_KEYS = frozenset(("name", "type", "scheme", "required", "description", "description_zh"))
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")  # since


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of a query: ``?_NAME`` in its text.

    ``default`` is bound when the caller gives nothing; a parameter without one stays unbound, unless it is
    ``required``. ``allowed`` lists its values where they are few, ``scheme`` the concepts that a ``kind`` comes from.
    """

    name: str
    type: str = "string"
    description_en: str = ""
    description_zh: str = ""
    default: str | None = None
    required: bool = False
    allowed: tuple[str, ...] = ()
    scheme: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredQuery:
    """A query with its header. ``trusted`` is true only of those that povgraph itself carries."""

    name: str
    text: str
    path: str
    form: str = "SELECT"
    summary_en: str = ""
    summary_zh: str = ""
    description_en: str = ""
    description_zh: str = ""
    tags: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    columns: tuple[str, ...] = ()
    chart: Axes | None = None
    trusted: bool = False

    @property
    def has_header(self) -> bool:
        """Tell whether the query says what it asks; one that does takes its declared parameters only."""
        return bool(self.summary_en or self.summary_zh or self.parameters)


def stored_queries(folders: Iterable[Path] = (), section: str = "answers") -> list[StoredQuery]:
    """Read all stored queries, povgraph's own and those in the user's folders, sorted by name.

    Args:
        folders: The user's folders.
        section: Which of povgraph's own: ``answers``, ``checks``, whose rows are findings, or ``exports``, which
            some formats ask.

    Raises:
        QueryError: a file has no proper header, or two files share a name.
    """
    files = sorted(_files(folders, section).values(), key=lambda file: file[0].stem)
    return [_load(path, trusted) for path, trusted in files]


def stored_query(name: str, folders: Iterable[Path] = (), section: str = "answers") -> StoredQuery:
    """Read one stored query by its name, from one section of povgraph's own and the user's folders.

    Raises:
        QueryError: there is none of that name, or it has no proper header.
    """
    files = _files(folders, section)
    if name not in files:
        raise QueryError(f"unknown query {name!r}{nearest(name, files) or '; `povgraph queries` lists them'}")
    return _load(*files[name])


def query_names(folders: Iterable[Path] = ()) -> list[str]:
    """Name the stored queries without reading them (for completion and nearest matches)."""
    return sorted(_files(folders))


def find_query(word: str, folders: Iterable[Path] = (), stdin: TextIO | None = None) -> StoredQuery:
    """Find the query that a word of the command line means: ``-``, a file that ends in ``.rq``, or a stored name.

    Raises:
        QueryError: there is no such query, or it cannot be read.
    """
    if word == "-":
        return own_query((stdin or sys.stdin).read(MAX_BYTES + 1))
    return read_query(Path(word)) if word.endswith(".rq") else stored_query(word, folders)


def own_query(text: str, where: str = "-") -> StoredQuery:
    """Take a user's text as a query; a header is optional, and nothing in it is trusted.

    Raises:
        QueryError: the header, where there is one, is not proper.
    """
    return _parse(text, Path(where).stem or "query", where, trusted=False)


def read_query(path: Path) -> StoredQuery:
    """Read a user's query from a file.

    Raises:
        QueryError: the file cannot be read, is too long, or its header is not proper.
    """
    return own_query(_read(path), str(path))


def _files(folders: Iterable[Path], section: str = "answers") -> dict[str, tuple[Path, bool]]:
    found = {path.stem: (path, True) for path in _queries_in(queries_path(section))}
    for folder in folders:
        if not folder.is_dir():
            raise QueryError(f"{folder}: no such folder of queries")
        for path in _queries_in(folder):
            if path.stem in found:
                raise QueryError(f"{path}: the name {path.stem!r} is taken by {found[path.stem][0]}")
            found[path.stem] = (path, False)
    return found


def _queries_in(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*.rq")) if path.is_file())


def _read(path: Path) -> str:
    try:
        if not path.is_file():
            raise QueryError(f"{path}: no such file")
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise QueryError(f"{path}: longer than {MAX_BYTES} bytes")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError(f"{path}: not UTF-8 at byte {error.start}") from error
    except OSError as error:
        raise QueryError(f"{path}: {error.strerror}") from error


def _load(path: Path, trusted: bool) -> StoredQuery:
    query = _parse(_read(path), path.stem, str(path), trusted)
    if not query.summary_en and not query.summary_zh:
        raise QueryError(f"{path}:1: a stored query needs a '#+ summary:' or '#+ summary_zh:' at its top")
    return query


def _parse(text: str, name: str, where: str, trusted: bool) -> StoredQuery:
    header = read_header(text, where)
    reader = Reader(header, where, _KEYS)
    try:
        tokens = tokenize(text)
    except QueryError as error:
        raise QueryError(f"{where}: {error}") from error
    chart, variables = reader.mapping("chart"), {token.text[1:] for token in tokens if token.kind == "variable"}
    return StoredQuery(
        name=name,
        text=text,
        path=where,
        form=form(tokens),
        summary_en=reader.text("summary", ""),
        summary_zh=reader.text("summary_zh", ""),
        description_en=reader.text("description", ""),
        description_zh=reader.text("description_zh", ""),
        tags=reader.texts("tags"),
        parameters=_parameters(reader, where),
        columns=columns(tokens),
        chart=read_axes(chart, where, columns(tokens), variables) if chart else None,
        trusted=trusted,
    )


def _parameters(reader: Reader, where: str) -> tuple[Parameter, ...]:
    defaults, choices = reader.pairs("defaults"), reader.pairs("enumerate")
    found: dict[str, Parameter] = {}
    for mapping in reader.mappings("parameters"):
        parameter = _parameter(mapping, where, defaults, choices)
        if parameter.name in found:
            raise reader.error("parameters", f"parameter {parameter.name!r} stands there twice")
        found[parameter.name] = parameter
    for key, given in (("defaults", defaults), ("enumerate", choices)):
        for name in given:
            if name not in found:
                raise reader.error(key, f"{key} of an unknown parameter {name!r}{nearest(name, found)}")
    return tuple(found.values())


def _parameter(mapping: Mapping, where: str, defaults: dict[str, object], choices: dict[str, object]) -> Parameter:
    reader = Reader(mapping, where, _PARAMETER_KEYS)
    name, kind = reader.text("name"), reader.text("type", "string")
    scheme, required = reader.text("scheme", ""), reader.text("required", "false")
    default, allowed = defaults.get(name), choices.get(name, [])
    if not _NAME.fullmatch(name):
        raise reader.error("name", f"{name!r} is no name: letters, digits and _ are allowed")
    if kind not in TYPES:
        raise reader.error("type", f"unknown type {kind!r}{nearest(kind, TYPES)} (allowed: {_listed(TYPES)})")
    if (kind == "kind") != bool(scheme):
        raise reader.error("scheme", "a parameter of type 'kind', and only that, names its 'scheme'")
    if required not in ("true", "false"):
        raise reader.error("required", f"'required' is true or false, not {required!r}")
    if not isinstance(default, str | None) or not isinstance(allowed, list):
        raise reader.error("name", f"the default of {name!r} must be a text, its 'enumerate' a list of texts")
    return Parameter(
        name=name,
        type=kind,
        description_en=reader.text("description", ""),
        description_zh=reader.text("description_zh", ""),
        default=default,
        required=required == "true",
        allowed=tuple(str(value) for value in allowed),
        scheme=scheme or None,
    )


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))


def declared(parameters: Sequence[Parameter], name: str) -> Parameter:
    """Give the parameter of a name.

    Raises:
        QueryError: the query declares none of that name.
    """
    for parameter in parameters:
        if parameter.name == name:
            return parameter
    names = [parameter.name for parameter in parameters]
    hint = nearest(name, names) or (f" (allowed: {_listed(names)})" if names else "; this query takes none")
    raise QueryError(f"unknown parameter {name!r}{hint}")

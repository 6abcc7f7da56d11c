"""Describe the stored queries: in a list, one by one, and as the catalogue in ``docs/queries.md``.

``python -m povgraph.queries.catalogue docs/queries.md`` brings the page up to date.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from povgraph.queries.stored import Parameter, StoredQuery, stored_queries, stored_query
from povgraph.queries.tables import fit, width

_BEGIN = "<!-- catalogue: written by python -m povgraph.queries.catalogue docs/queries.md -->"
_END = "<!-- end of catalogue -->"
_FIXED = "fixed"
_WORDS = {
    "en": {"required": "required", "default": "default", "parameters": "parameters", "columns": "columns"},
    "zh": {"required": "必填", "default": "默认", "parameters": "参数", "columns": "列"},
}


def summary(query: StoredQuery, language: str = "en") -> str:
    """Give a query's question in a language, or in the other one where it has none."""
    texts = (query.summary_en, query.summary_zh)
    return (texts[language == "zh"] or texts[language != "zh"]) or "—"


def list_queries(folders: Iterable[Path] = (), language: str = "en") -> str:
    """List the stored queries, and those in the user's folders, one line each, grouped by tag."""
    return listing(stored_queries(folders), language)


def listing(queries: Iterable[StoredQuery], language: str = "en") -> str:
    """List queries with their questions, grouped by their first tag.

    >>> query = StoredQuery(name="places", text="", path="", summary_zh="有哪些地方？", tags=("places",))
    >>> print(listing([query], "zh"), end="")
    places
      places  有哪些地方？
    """
    groups: dict[str, list[StoredQuery]] = {}
    for query in queries:
        groups.setdefault(next((tag for tag in query.tags if tag != _FIXED), "own"), []).append(query)
    size = max((width(query.name) for members in groups.values() for query in members), default=0)
    lines: list[str] = []
    for tag, members in sorted(groups.items()):
        lines.append(tag)
        lines += [f"  {fit(query.name, size)}  {summary(query, language)}" for query in members]
    return "".join(f"{line}\n" for line in lines)


def describe(name: str, folders: Iterable[Path] = (), language: str = "en") -> str:
    """Show one stored query whole: question, parameters, columns, and its text without the header.

    Raises:
        QueryError: there is none of that name.
    """
    query = stored_query(name, folders)
    words = _WORDS[language]
    told = query.description_zh if language == "zh" else query.description_en
    lines = [query.name, f"  {summary(query, language)}"]
    lines += [f"  {told}"] if told else []
    if query.parameters:
        lines += ["", f"{words['parameters']}:"]
        lines += [f"  {_parameter(parameter, language)}" for parameter in query.parameters]
    if query.columns:
        lines += ["", f"{words['columns']}: {', '.join(query.columns)}"]
    body = "\n".join(line for line in query.text.splitlines() if not line.startswith("#+")).strip()
    return "".join(f"{line}\n" for line in [*lines, "", body])


def _parameter(parameter: Parameter, language: str) -> str:
    told = parameter.description_zh if language == "zh" else parameter.description_en
    return f"{parameter.name} ({', '.join(_facts(parameter, language))})" + (f": {told}" if told else "")


def _facts(parameter: Parameter, language: str) -> Iterator[str]:
    words = _WORDS[language]
    yield parameter.scheme or parameter.type
    if parameter.allowed:
        yield " | ".join(parameter.allowed)
    if parameter.default is not None:
        yield f"{words['default']} {parameter.default}"
    if parameter.required:
        yield words["required"]


def catalogue(queries: Iterable[StoredQuery]) -> str:
    """Write the catalogue as Markdown, the queries with fixed columns first."""
    ordered = sorted(queries, key=lambda query: (_FIXED not in query.tags, query.name))
    return "\n".join(line for query in ordered for line in _entry(query))


def _entry(query: StoredQuery) -> Iterator[str]:
    yield from (f"### `{query.name}`", "", f"{query.summary_en} {query.summary_zh}", "")
    if query.description_en:
        yield from (query.description_en, query.description_zh, "")
    columns = ", ".join(f"`{column}`" for column in query.columns) or "none: it gives RDF"
    yield f"- columns{' (fixed)' if _FIXED in query.tags else ''}: {columns}"
    for parameter in query.parameters:
        facts = ", ".join(_facts(parameter, "en"))
        yield f"- `{parameter.name}` ({facts}): {parameter.description_en} / {parameter.description_zh}"
    yield ""


def with_catalogue(page: str, queries: Iterable[StoredQuery]) -> str:
    """Put the current catalogue between the marks of a page.

    Raises:
        ValueError: the page lacks the marks.
    """
    head, _, rest = page.partition(_BEGIN)
    _, end, tail = rest.partition(_END)
    if not end:
        raise ValueError(f"the page needs the lines {_BEGIN} and {_END}")
    return f"{head}{_BEGIN}\n\n{catalogue(queries)}\n{_END}{tail}"


def main(paths: list[str]) -> None:
    """Bring pages up to date."""
    for path in map(Path, paths):
        path.write_text(with_catalogue(path.read_text(encoding="utf-8"), stored_queries()), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])

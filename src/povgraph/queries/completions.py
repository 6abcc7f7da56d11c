"""What a shell may offer while a question is typed: names of queries, of parameters, and values of parameters."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from povgraph.queries.catalogue import summary
from povgraph.queries.resolving import THINGS, names_of
from povgraph.queries.stored import Parameter, find_query, stored_queries

_MOST = 100


def complete_names(folders: Iterable[Path], language: str) -> Iterator[tuple[str, str]]:
    """Give the names of the stored queries, each with its question."""
    for query in stored_queries(folders):
        yield query.name, summary(query, language)


def complete_parameters(name: str, folders: Iterable[Path], language: str) -> Iterator[tuple[str, str]]:
    """Give ``NAME=`` for each parameter of a query, with what it is.

    Raises:
        QueryError: there is no such query.
    """
    for parameter in find_query(name, folders).parameters:
        told = (parameter.description_en, parameter.description_zh)[language == "zh"]
        yield f"{parameter.name}=", told


def complete_values(
    name: str, folders: Iterable[Path], pair: str, graph: Path, language: str
) -> Iterator[tuple[str, str]]:
    """Give ``NAME=VALUE`` for the values that a parameter may have, where they are few or the graph knows them.

    Raises:
        QueryError: there is no such query.
        StoreError: the graph cannot be opened.
    """
    wanted, _, begun = pair.partition("=")
    for parameter in find_query(name, folders).parameters:
        if parameter.name == wanted:
            offered = (value for value in _values(parameter, graph, language) if value[0].startswith(begun))
            for value, told in sorted(offered)[:_MOST]:
                yield f"{wanted}={value}", told


def _values(parameter: Parameter, graph: Path, language: str) -> Iterator[tuple[str, str]]:
    if parameter.allowed:
        yield from ((value, "") for value in parameter.allowed)
    elif parameter.type in THINGS:
        yield from ((value, "") for value in _things(parameter.type, graph))
    elif parameter.type in ("indicator", "measure", "unit", "kind"):
        from povgraph.vocabulary import concepts  # noqa: PLC0415  only these need the ontology

        for concept in concepts().get(parameter.scheme or parameter.type, ()):
            yield concept.notation, concept.zh if language == "zh" else concept.en


def _things(kind: str, graph: Path) -> list[str]:
    from povgraph.queries.running import ask  # noqa: PLC0415
    from povgraph.store.opening import open_graph  # noqa: PLC0415

    store = open_graph(graph)
    return names_of(kind, lambda text: ask(store, text))

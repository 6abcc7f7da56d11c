"""The data dictionary of the CSV export: its tables and columns, read from ``queries/exports/tables.yaml``."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from povgraph.resources import queries_path
from povgraph.vocabulary import concepts

#: What stands between the values of a cell that holds several.
BETWEEN = "; "


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: what it holds, in English and Chinese.

    ``type`` is ``string``, ``iri``, ``number``, ``integer`` or ``date``; ``scheme`` the vocabulary that its values come
    from, ``values`` their list where they come from none; ``refers`` the table whose key stands in it. A cell holds
    one value unless ``several``.
    """

    name: str
    type: str
    title: str
    title_zh: str
    description: str
    description_zh: str
    scheme: str | None = None
    values: tuple[str, ...] = ()
    several: bool = False
    refers: str | None = None

    @property
    def allowed(self) -> tuple[str, ...]:
        """List all values that may stand in the column; empty where that is open."""
        return tuple(concept.notation for concept in concepts()[self.scheme]) if self.scheme else self.values


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSpec:
    """A table: the rows that the query of its name gives, one for each value of the first column."""

    name: str
    title: str
    title_zh: str
    description: str
    description_zh: str
    columns: tuple[Column, ...]

    @property
    def key(self) -> Column:
        """Give the column that names a row."""
        return self.columns[0]


@cache
def tables() -> dict[str, TableSpec]:
    """Read all tables, by name, in the order in which a reader wants them."""
    import yaml  # noqa: PLC0415  only this export reads it

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the file is povgraph's own
    content = yaml.load(queries_path("exports", "tables.yaml").read_text(encoding="utf-8"), Loader=loader)
    shared = content["shared"]
    return {name: _table(name, shared, **table) for name, table in content["tables"].items()}


def _table(name: str, shared: dict[str, dict[str, Any]], columns: list[Any], **said: str) -> TableSpec:
    return TableSpec(name=name, columns=tuple(_column(item, shared) for item in columns), **said)


def _column(item: str | dict[str, Any], shared: dict[str, dict[str, Any]]) -> Column:
    said = {"name": item, **shared[item]} if isinstance(item, str) else item
    return Column(**{**said, "values": tuple(said.get("values", ()))})

"""Describe the tables of the CSV export as a Frictionless data package."""

import json
from typing import Any

from povgraph import __version__
from povgraph.exports.dictionary import BETWEEN, Column, TableSpec, tables
from povgraph.vocabulary import BASE

_PROFILE = "tabular-data-package"
_TYPES = {"iri": "string"}  # the format "uri" would refuse Chinese letters
_DESCRIPTION = (
    "Places, people, organizations, programmes, outcomes and figures read from Chinese-language reports on poverty "
    "alleviation, each with the words that say it. An empty cell means that the report does not say. "
    "A text that begins with an apostrophe has had it put in front, so that no spreadsheet takes the text for a "
    "formula: to have the text back, take one apostrophe off."
)
_DESCRIPTION_ZH = (
    "从中文扶贫报告读出的地方、人物、组织、项目、成果与数字，每条都附原文。空白表示报告没有说。"
    "以撇号开头的文字，其撇号是另加的，以免电子表格把文字当作公式：去掉一个撇号即为原文。"
)


def datapackage(paths: dict[str, str]) -> str:
    """Write ``datapackage.json`` for tables that lie at these paths, by their names."""
    package = {
        "profile": _PROFILE,
        "name": "povgraph",
        "id": f"{BASE}id/dataset/povgraph",
        "title": "What reports on poverty alleviation say",
        "title_zh": "扶贫报告所说",
        "description": _DESCRIPTION,
        "description_zh": _DESCRIPTION_ZH,
        "version": __version__,
        "licenses": [{"name": "Apache-2.0", "title": "Apache License 2.0; quotations remain their publishers'"}],
        "resources": [_resource(tables()[name], path) for name, path in paths.items()],
    }
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _resource(table: TableSpec, path: str) -> dict[str, Any]:
    references = [
        {"fields": column.name, "reference": _reference(table, column.refers)}
        for column in table.columns
        if column.refers
    ]
    schema: dict[str, Any] = {
        "fields": [_field(column, column is table.key) for column in table.columns],
        "missingValues": [""],
        "primaryKey": table.key.name,
    }
    if references:
        schema["foreignKeys"] = references
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": path,
        "title": table.title,
        "title_zh": table.title_zh,
        "description": table.description,
        "description_zh": table.description_zh,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _reference(table: TableSpec, name: str) -> dict[str, str]:
    own = "" if name == table.name else name  # the specification's word for the table itself
    return {"resource": own, "fields": tables()[name].key.name}


def _field(column: Column, is_key: bool) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES.get(column.type, column.type),
        "title": column.title,
        "title_zh": column.title_zh,
        "description": column.description,
        "description_zh": column.description_zh,
    }
    constraints: dict[str, Any] = {"required": True, "unique": True} if is_key else {}
    if column.allowed and column.several:
        one = f"({'|'.join(column.allowed)})"
        constraints["pattern"] = f"{one}({BETWEEN}{one})*"
    elif column.allowed:
        constraints["enum"] = list(column.allowed)
    return {**field, "constraints": constraints} if constraints else field

"""Read Chinese-language reports on poverty alleviation into a knowledge graph with evidence for every statement.

>>> import povgraph
>>> graph = povgraph.build()
>>> [row["name"] for row in graph.query("places") if row["level"] == "village"]
['大北山村', '陆家村', '河北村']

``docs/python.md`` shows the rest. All names are loaded when they are first used.
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = [
    "Citation",
    "Finding",
    "Graph",
    "PovgraphError",
    "Report",
    "Rows",
    "Statements",
    "__version__",
    "build",
    "extract",
    "open",
    "read",
    "read_text",
]

if TYPE_CHECKING:
    from povgraph.api import (
        Citation,
        Finding,
        Graph,
        PovgraphError,
        Report,
        Rows,
        Statements,
        build,
        extract,
        open,  # noqa: A004  povgraph.open reads as the builtin does
        read,
        read_text,
    )


def __getattr__(name: str) -> Any:
    """Load a name of the API."""
    if name not in __all__:
        raise AttributeError(f"module 'povgraph' has no attribute {name!r}")
    from povgraph import api  # noqa: PLC0415

    return getattr(api, name)


def __dir__() -> list[str]:
    return sorted((*globals(), *__all__))

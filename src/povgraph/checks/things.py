"""Check the things that reports share against the shapes, by all that the whole graph says of each."""

from collections.abc import Mapping

from povgraph.checks.within import LinesOf, load_lines
from povgraph.graph.shares import pointers_to, surroundings, types_of_statements
from povgraph.model import Finding


def check_things(
    pointers: Mapping[str, str], lines_of: LinesOf, statements_of: LinesOf | None = None
) -> list[tuple[str, Finding]]:
    """Check some things.

    Args:
        pointers: The things as they are written in a line, each with the letters of how statements point to it.
        lines_of: Gives what the whole graph says of a thing.
        statements_of: Gives what it says of a statement, where things point to some.

    Returns:
        Each finding with its thing, not in its place yet.
    """
    from povgraph.checks.engine import run_shapes  # noqa: PLC0415  loads rdflib and pyshacl
    from povgraph.checks.shapes import own_shapes  # noqa: PLC0415

    lines = surroundings(sorted(pointers), lines_of)
    lines += types_of_statements(lines, statements_of) if statements_of else ()
    lines += [line for node, letters in sorted(pointers.items()) for line in pointers_to(node, letters)]
    about = {node[1:-1] for node in pointers}
    found = run_shapes(load_lines(lines), own_shapes(), "ontology/shapes", "fast", about=about)
    return [(f"<{finding.focus}>", finding) for finding in found]

"""Check the things that reports share against the shapes, by all that the whole graph says of each."""

from collections.abc import Mapping

from povgraph.checks.within import LinesOf, load_lines
from povgraph.graph.shares import pointers_to, surroundings
from povgraph.model import Finding


def check_things(pointers: Mapping[str, str], lines_of: LinesOf) -> list[tuple[str, Finding]]:
    """Check some things.

    Args:
        pointers: The things as they are written in a line, each with the letters of how statements point to it.
        lines_of: Gives what the whole graph says of a thing.

    Returns:
        Each finding with its thing, not in its place yet.
    """
    from povgraph.checks.engine import run_shapes  # noqa: PLC0415  loads rdflib and pyshacl
    from povgraph.checks.shapes import own_shapes  # noqa: PLC0415

    lines = surroundings(sorted(pointers), lines_of)
    lines += [line for node, letters in sorted(pointers.items()) for line in pointers_to(node, letters)]
    found = run_shapes(load_lines(lines), own_shapes(), "ontology/shapes", "fast")
    return [(node, finding) for finding in found if (node := f"<{finding.focus}>") in pointers]

"""Ask the graph: stored queries, their parameters, running them safely, and the formats of their answers."""

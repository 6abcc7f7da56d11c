"""Private persons under pseudonyms: everywhere in a graph, before any format sees it."""

from povgraph.exports.pseudonyms.keys import Key
from povgraph.exports.pseudonyms.rewriting import Pseudonyms, pseudonymise

__all__ = ["Key", "Pseudonyms", "pseudonymise"]

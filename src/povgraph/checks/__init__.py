"""Say what is wrong with a graph, and where the report stands that it comes from.

Every check yields findings (``povgraph.model.Finding``): the SHACL shapes of ``ontology/shapes/`` or of the user, the
comparison of quotes with the text, the places where the text itself is broken, and stored check queries. A finding is a
value, never an exception; only what cannot be checked at all raises.
"""

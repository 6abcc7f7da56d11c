"""Statements as quads with provenance: RDF begins here."""

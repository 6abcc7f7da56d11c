"""Text as povgraph reads it: decoded, normalised one character for one, cut into sentences and clauses."""

"""From mentions to statements, and statements files."""

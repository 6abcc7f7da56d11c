"""Read Chinese-language reports on poverty alleviation into a knowledge graph with evidence for every statement."""

__version__ = "0.1.0"

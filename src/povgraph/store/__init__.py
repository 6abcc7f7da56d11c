"""Builds as immutable generations, and opening a graph to ask it."""

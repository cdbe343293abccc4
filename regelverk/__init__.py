"""Read Norwegian law and letters, find and compare clauses, and draft amendments."""

__version__ = "0.1.0"

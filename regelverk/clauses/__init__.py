"""Cooperation clauses: which sentences of law make bodies work together, how, and who with whom."""

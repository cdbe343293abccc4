"""Allocation letters: what they share, what each agency is told, and where they part."""

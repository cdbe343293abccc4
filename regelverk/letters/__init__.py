"""Allocation letters: which initiatives they share, what each agency is told, and where the letters part."""

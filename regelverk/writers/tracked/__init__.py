"""Word files with tracked changes: `redline` beside a revision, `revise` at quoted words."""

from regelverk.writers.tracked.parts import Parts
from regelverk.writers.tracked.quotes import Edit
from regelverk.writers.tracked.redline import AUTHOR, redline, revise

__all__ = ["AUTHOR", "Edit", "Parts", "redline", "revise"]

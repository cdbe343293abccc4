"""Imported once by the process that workers are forked from, so that each starts warm.

Reading the first sentence loads and compiles every rule; a worker that is forked afterwards need
not do it again.
"""

import gc

from regelverk import NamedBytes, find_clauses, read

_SENTENCE = "§ 1. Samarbeid\n\nEtaten skal samarbeide med kommunen når det trengs."

find_clauses(read(NamedBytes("oppvarming.txt", _SENTENCE.encode())))
gc.freeze()  # so that a worker's collector does not copy what it shares with us

"""How alike the clauses of several acts are: element by element, and in wording."""

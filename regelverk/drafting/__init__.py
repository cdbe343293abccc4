"""Draft harmonised sections: a model clause, adapted to each act, with the wording that amends the act."""

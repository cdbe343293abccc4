"""Draft harmonised sections: a model clause adapted to each act, and the amending words."""

"""复核: recompute a filled form and say what is wrong with it, cell by cell."""

"""自评与复核: hand in filled forms, watch, read the result on the form itself, export it."""

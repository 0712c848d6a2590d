"""评价实施: from what was found at the sample points and the material behind it to scores and a conclusion."""

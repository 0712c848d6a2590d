"""事前绩效评估: from the graded points of a sheet to a total and a conclusion."""

"""绩效评价: evaluation projects from preparation to report."""

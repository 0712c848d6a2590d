"""评价指标体系: required indicators, weights, targets and their sources, scoring rules."""

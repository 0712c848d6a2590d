"""自定公式: a small safe language for scoring rules, read by hand-written code and worked out exactly."""

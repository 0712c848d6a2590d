"""Who may evaluate: the team, its lead evaluator, qualifications and conflicts of interest."""

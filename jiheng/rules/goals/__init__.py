"""Review of performance goals: grades and what follows from them."""

"""How well and how fast the recheck reads real forms."""

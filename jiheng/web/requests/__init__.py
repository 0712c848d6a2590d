"""The side of the unit: notices addressed to it, and what it hands in on them."""

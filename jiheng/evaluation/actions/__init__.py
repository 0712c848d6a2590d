"""Writes on evaluations, one file a noun."""

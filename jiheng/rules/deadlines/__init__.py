"""Counting days and saying when something is due or late."""

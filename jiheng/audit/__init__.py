"""Append-only, hash-chained events with one writer."""

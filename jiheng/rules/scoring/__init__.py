"""Scoring methods: each takes plain values and returns a Score that explains itself."""

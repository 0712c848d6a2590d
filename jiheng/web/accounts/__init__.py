"""Logging in and out, the own password, the choice of organisation."""

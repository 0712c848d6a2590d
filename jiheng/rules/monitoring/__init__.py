"""Lights of the monitoring stage; a light only warns, people judge the deviation."""

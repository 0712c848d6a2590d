"""Workbooks in and out: official Excel layouts, read by meaning and written as people know them."""

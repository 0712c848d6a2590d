"""The preparation of an evaluation as one workbook: one layout, read and written by the same table."""

"""How fast a large report is written as Word, PDF and workbook."""

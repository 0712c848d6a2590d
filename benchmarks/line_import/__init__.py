"""How long 200,000 fund lines take from the stored file into the detail table, and what memory that needs."""

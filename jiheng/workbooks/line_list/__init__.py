"""A list of fund lines in an office's own layout: opened, its columns recognised, its rows read cell by cell."""

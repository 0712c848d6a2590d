"""Long work in the background, on the database itself."""

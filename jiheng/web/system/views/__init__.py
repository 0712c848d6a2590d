"""The views of the system pages, one module per noun."""

"""How long the pages of a large evaluation take on the server, and how long it takes to score it anew."""

"""How long evaluation files are kept."""

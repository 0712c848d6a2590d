"""Django wiring: settings, addresses and the server's entry points."""

"""绩衡 Jiheng: government budget performance management whose every score can be defended."""

__version__ = "0.1.0"

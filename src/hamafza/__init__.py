"""Hamafza: a networked, real-time newsroom for a federation of public-relations offices."""

__version__ = "0.1.0"

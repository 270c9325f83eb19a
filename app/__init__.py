"""Lectern: a desktop app that speaks what you type, at once, with no network."""

__version__ = "0.1.0"

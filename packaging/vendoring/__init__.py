"""Vendoring: fetches a released voice once, at build time, and pins every byte of it."""

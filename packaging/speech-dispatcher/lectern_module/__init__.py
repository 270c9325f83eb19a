"""Lectern's module for speech-dispatcher: its lines in, the running app's socket out.

The standard library alone, so that any Python of the system runs it; what is said over the socket
is taken from `app.remote`, which needs no more.
"""

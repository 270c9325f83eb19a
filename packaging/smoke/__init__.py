"""Tries a built bundle as on a machine that has nothing but a screen and a sound server.

`packaging/smoke_test.py` is the door. `machine` makes the place; `contents`, `terminal` and
`window` are what is tried there, `tracing` reads what the programs asked of the system, and `times`
compares the start with that of the sources.
"""

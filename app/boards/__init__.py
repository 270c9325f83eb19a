"""Phrase boards: what they are, their files, and changes to them. No window, no sound."""

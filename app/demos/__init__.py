"""Scripted demos: what a playlist says, and where its player is. No window, no voice."""

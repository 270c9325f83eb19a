"""Subtitles: what is said, cut into cues with times, and the files they are kept in."""

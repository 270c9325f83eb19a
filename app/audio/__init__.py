"""Samples to a device or a file: the only place that imports sounddevice and soundfile."""

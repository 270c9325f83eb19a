"""Text to samples: the only place that imports torch and TTS."""

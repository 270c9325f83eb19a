"""Takes of scipy its first module only: TTS imports it by name and, to speak, never calls it."""

hiddenimports = ["scipy._cyutility"]

"""How good a voice is: what is understood, how clean it sounds, and how it moves."""

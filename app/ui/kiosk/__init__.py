"""The kiosk: its window, its faces, its set-up page and its lock."""

"""The local socket, and the media keys of the desktop."""

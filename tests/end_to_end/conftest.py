"""The private sound server for every end-to-end test that asks for it."""

from tests.sound_server import sound_server

__all__ = ["sound_server"]

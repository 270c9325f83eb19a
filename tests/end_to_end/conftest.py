"""What every end-to-end test may ask for: a private sound server, and the real window."""

from tests.end_to_end.desk import desk
from tests.sound_server import sound_server

__all__ = ["desk", "sound_server"]

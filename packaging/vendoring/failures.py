"""What can go wrong while vendoring, each as a cause and a next step."""

from __future__ import annotations

from app.errors import LecternError


class VendoringError(LecternError):
    """A voice cannot be vendored; nothing half-made is left in the models folder."""

"""Errors that a user can act on.

Every error carries two sentences: what happened, naming the cause, and what to do next. The
window shows both in its notice bar, the command line prints them on standard error. Anything
that is not a `LecternError` is a fault of ours: it goes to the log and to one dialog.
"""

from __future__ import annotations


class LecternError(Exception):
    """Something a user can act on.

    Args:
        message: what happened, one sentence that names the cause.
        hint: what to do next, one sentence; empty when there is nothing to do.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class UsageError(LecternError):
    """The command line or a request makes no sense as given."""

    exit_code = 2


class NothingToSayError(LecternError):
    """The text holds nothing that can be spoken."""


class FitError(LecternError):
    """A text cannot be said in the time that was asked for."""


class TextFileError(LecternError):
    """A text file cannot be read or written."""


class VoiceError(LecternError):
    """A voice folder is missing, incomplete, damaged or of a kind that is not supported."""


class DeviceError(LecternError):
    """The compute device (CUDA or CPU) that was asked for does not work."""


class SoundError(LecternError):
    """There is no sound device, or it refuses to play."""


class AudioFileError(LecternError):
    """An audio file cannot be written: the format, the folder or the disk."""


class SubtitlesError(LecternError):
    """Subtitles cannot be written: the format, the folder or the disk."""


class BoardError(LecternError):
    """A phrase board cannot be read or written: the file is damaged, unsafe or too large."""


class DemoError(LecternError):
    """A demo cannot be played: its file cannot be read, or what it says makes no sense."""


class SettingsError(LecternError):
    """The settings file cannot be read or written."""

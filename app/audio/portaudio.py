"""PortAudio as sounddevice offers it: loaded late, kept quiet, set for short periods.

Importing sounddevice initialises PortAudio, which talks to the sound server. It is therefore
imported by whoever plays, on the playback thread, and not before.

ALSA and PortAudio print what they think of on standard error, from C, past every Python logger;
what matters comes back as error codes too. ALSA takes a function to be told instead. It is given
one of libc's that takes no arguments and has no effect, because a Python function would need the
GIL on ALSA's own threads. (sounddevice itself silences the start of the library.)

PortAudio 19.6 ends the process when ALSA has no configuration at all, as in a container without
ALSA's data: that is looked at beforehand.

PortAudio cuts an ALSA buffer into four periods, and a sound server moves sound by the period. With
a buffer of 0.2 s that is 50 ms, too coarse to keep little in the buffer and still be in time; with
twenty periods it moves in steps of 10 ms.
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import re
import sys
from dataclasses import dataclass
from typing import Any

from app.errors import SoundError

ALSA_PERIODS = 20
CHOOSE = "Connect one, or choose another in Settings, Sound."

# What ALSA lists as devices and are parts of its plumbing, of no use to choose.
_PLUMBING = re.compile(
    "a52|center_lfe|dmix|front|iec958|jack|lavrate|modem|null|oss|phoneline|rear|samplerate|side"
    "|spdif|speex|speexrate|surround[0-9]+|sysdefault|upmix|vdownmix"
)


@dataclass(frozen=True, slots=True)
class SoundDevice:
    """A device that plays. `default`: it is the one used when none is chosen."""

    name: str
    channels: int
    sample_rate: int
    default: bool = False


def load() -> Any:
    """The sounddevice module, with PortAudio initialised.

    Raises:
        SoundError: PortAudio is missing or does not start.
    """
    if sys.platform.startswith("linux"):
        _prepare_alsa()
    try:
        import sounddevice
    except OSError as error:
        raise SoundError(
            "The sound library PortAudio is missing.",
            "Install it (Debian and Ubuntu: libportaudio2) and start Lectern again.",
        ) from error
    except Exception as error:  # PortAudioError, which cannot be imported in this case
        raise SoundError(f"The sound system did not start: {error}.", CHOOSE) from error
    with contextlib.suppress(OSError, AttributeError):  # on Linux only
        ctypes.CDLL(sounddevice._libname).PaAlsa_SetNumPeriods(ALSA_PERIODS)
    return sounddevice


def restart(library: Any) -> None:
    """Have PortAudio look for devices again. No stream may be open.

    Raises:
        SoundError: PortAudio does not start again.
    """
    try:
        while library._initialized:
            library._terminate()
        library._initialize()
    except library.PortAudioError as error:
        raise SoundError(f"The sound system did not start: {error}.", CHOOSE) from error


def playing_devices(library: Any) -> dict[int, SoundDevice]:
    """The devices that can play, by PortAudio's number, of the system's best interface only.

    Windows has four interfaces that list the same devices; WASAPI is the one with whole names
    and short delays.
    """
    apis = library.query_hostapis()
    if not apis:
        return {}
    number = next(
        (n for n, api in enumerate(apis) if api["name"] == "Windows WASAPI"),
        max(library.default.hostapi, 0),
    )
    default = apis[number]["default_output_device"]
    found: dict[int, SoundDevice] = {}
    for index in apis[number]["devices"]:
        info = library.query_devices(index)
        name, channels = info["name"], info["max_output_channels"]
        if channels > 0 and (index == default or not _PLUMBING.fullmatch(name)):
            rate = int(info["default_samplerate"])
            found[index] = SoundDevice(name, channels, rate, index == default)
    return found


def is_wasapi(library: Any, index: int) -> bool:
    """The device belongs to WASAPI, which converts sample rates when it is asked to."""
    api = library.query_devices(index)["hostapi"]
    return bool(library.query_hostapis(api)["name"] == "Windows WASAPI")


def leave_running(library: Any) -> None:
    """Let the process end without closing PortAudio, which would wait for a device that hangs."""
    atexit.unregister(library._exit_handler)


def _prepare_alsa() -> None:
    with contextlib.suppress(OSError, AttributeError):
        alsa = ctypes.CDLL("libasound.so.2")
        ignore = ctypes.cast(ctypes.CDLL(None).getpid, ctypes.c_void_p)
        alsa.snd_lib_error_set_handler(ignore)
        found = ctypes.c_void_p()
        updated = alsa.snd_config_update()
        root = ctypes.c_void_p.in_dll(alsa, "snd_config")
        if updated < 0 or alsa.snd_config_search(root, b"pcm", ctypes.byref(found)) < 0:
            raise SoundError("No sound device was found.", CHOOSE)

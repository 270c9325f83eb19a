"""The list of sound devices, read in a helper process.

PortAudio knows the devices there were when it started. Reading the list again means restarting
it, which would end what is playing; so another process, which starts PortAudio afresh, reads it.
A sound system that hangs then hangs there, and the helper is ended at the deadline.
"""

from __future__ import annotations

import multiprocessing
from multiprocessing.connection import Connection

from app.audio.portaudio import CHOOSE, SoundDevice, load, playing_devices
from app.errors import SoundError

DEADLINE_S = 15.0


def list_devices(deadline: float = DEADLINE_S) -> tuple[SoundDevice, ...]:
    """The devices that can play now, the default one first. Blocks for some 0.3 s.

    Safe in a frozen app whose first statement is `multiprocessing.freeze_support()`.

    Raises:
        SoundError: the sound system is missing or does not answer within `deadline` seconds.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    helper = context.Process(target=_report, args=(theirs,), name="sound devices", daemon=True)
    helper.start()
    theirs.close()
    try:
        if not ours.poll(deadline):
            raise SoundError("The sound system does not answer.", CHOOSE)
        answer: tuple[SoundDevice, ...] | SoundError = ours.recv()
    except EOFError as error:
        raise SoundError("The sound system ended unexpectedly.", CHOOSE) from error
    finally:
        ours.close()
        helper.kill()
        helper.join()
    if isinstance(answer, SoundError):
        raise answer
    return answer


def _report(answers: Connection) -> None:
    answers.send(_found())


def _found() -> tuple[SoundDevice, ...] | SoundError:
    try:
        devices = playing_devices(load()).values()
    except SoundError as error:
        return error
    return tuple(sorted(devices, key=lambda device: not device.default))

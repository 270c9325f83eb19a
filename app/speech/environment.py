"""What has to be arranged in a process before torch and coqui-tts are imported in it.

Besides variables that the libraries read, modules are put in the place of what they import and
Lectern has no use for. Placeholders are honest here because nothing that speaks touches what they
stand for, and a test renders speech with them in place.
"""

from __future__ import annotations

import os
import sys
from importlib.machinery import ModuleSpec
from types import ModuleType

_OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "HF_DATASETS_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "TRAINER_TELEMETRY": "0",
    "WANDB_MODE": "disabled",
    "COQUI_TOS_AGREED": "0",
}

# torch's threads wait for each other after every layer, and there are hundreds of small ones. By
# default they spin for long while they wait, which is ruinous on a busy machine; asleep at once,
# two are slower than one alone (38 against 20 ms to the first sound of three words). So they spin
# long enough for the next layer to come, and `app.speech.threads` looks after busy machines.
_PATIENT_THREADS = {"GOMP_SPINCOUNT": "10000", "KMP_BLOCKTIME": "1"}

# oneDNN keeps the last 1024 kernels that it compiled, one for each shape of its input, and clauses
# have hundreds of lengths: that grew by 340 MB in 2,000 words. What still uses it (bfloat16, and
# encoders of other kinds than FastPitch's own) is as fast with 128.
_FEW_KERNELS = {"ONEDNN_PRIMITIVE_CACHE_CAPACITY": "128"}

# The shapes that every operator would give, for tracing and compiling: a quarter of torch's import.
_UNUSED = ("torch._meta_registrations",)


def prepare_environment() -> None:
    """To be called before torch is imported: no calls home, patient threads, a shorter import."""
    os.environ.update(_OFFLINE)
    for name, value in {**_PATIENT_THREADS, **_FEW_KERNELS}.items():
        os.environ.setdefault(name, value)
    if "torch" not in sys.modules:
        for name in _UNUSED:
            put_placeholder(name)


def put_placeholder(name: str) -> None:
    """An empty module that `importlib.util.find_spec` finds (it raises when `__spec__` is None)."""
    module = ModuleType(name, "Placeholder: not needed to speak.")
    module.__spec__ = ModuleSpec(name, None)
    sys.modules.setdefault(name, module)

"""Half precision for training: where the device is quicker with it, and nowhere else."""

from __future__ import annotations

import torch

from app.speech.precision import has_bfloat16


def half(device: torch.device) -> torch.autocast:
    """A context in which matrix products are done in bfloat16, on CUDA and on processors that have
    instructions for it; on others that would be a hundred times slower, and it changes nothing."""
    able = device.type == "cuda" or has_bfloat16(device)
    return torch.autocast(device.type, torch.bfloat16, enabled=able)

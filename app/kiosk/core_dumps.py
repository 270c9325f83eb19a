"""No core dumps: in one, which systems keep as a file, lies whatever a visitor typed last."""

from __future__ import annotations


def forbid() -> None:
    """Have none made of this process, nor of those that it starts from now on."""
    try:
        import resource
    except ImportError:  # Windows, where reports of crashes are made without the memory
        return
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, most))

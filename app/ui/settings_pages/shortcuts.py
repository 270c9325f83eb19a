"""Which keys do what, and which are wanted twice: plain functions on names and key texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QKeySequence

from app.ui.actions import ActionSpec

_PORTABLE = QKeySequence.SequenceFormat.PortableText
_NATIVE = QKeySequence.SequenceFormat.NativeText


def keys_in_use(spec: ActionSpec, chosen: Mapping[str, str]) -> tuple[str, ...]:
    """The shortcuts of an action, as portable text: the user's where there is one."""
    keys = (chosen[spec.name],) if spec.name in chosen else spec.keys
    return tuple(portable(key) for key in keys if key)


def conflicts(
    specs: Sequence[ActionSpec], chosen: Mapping[str, str]
) -> dict[str, tuple[ActionSpec, ...]]:
    """For every action that shares a shortcut, by name: the others that want it too."""
    users: dict[str, list[ActionSpec]] = {}
    for spec in specs:
        for key in dict.fromkeys(keys_in_use(spec, chosen)):
            users.setdefault(key, []).append(spec)
    found: dict[str, tuple[ActionSpec, ...]] = {}
    for sharing in users.values():
        if len(sharing) > 1:
            for spec in sharing:
                others = tuple(other for other in sharing if other is not spec)
                found[spec.name] = tuple(dict.fromkeys((*found.get(spec.name, ()), *others)))
    return found


def with_keys(chosen: Mapping[str, str], spec: ActionSpec, key: str) -> dict[str, str]:
    """`chosen` with `key` ("" for none) for one action; what is built in is not kept."""
    result = {name: text for name, text in chosen.items() if name != spec.name}
    built_in = tuple(portable(text) for text in spec.keys)
    if (portable(key),) != built_in and (key or built_in):
        result[spec.name] = portable(key)
    return result


def portable(key: str) -> str:
    """`key` as the settings keep it, on every system alike."""
    return QKeySequence(key).toString(_PORTABLE)


def shown(keys: Sequence[str]) -> str:
    """Shortcuts as the system's users know them."""
    return ", ".join(QKeySequence(key).toString(_NATIVE) for key in keys)

"""Walks a window as a screen reader does, and names what would be silent there."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QWidget


def walk(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """`interface` and all below it."""
    yield interface
    for index in range(interface.childCount()):
        child = interface.child(index)
        if child is not None and child.isValid():
            yield from walk(child)


def silent(window: QWidget) -> list[str]:
    """The focusable items of `window` that have no name or no role, as class names and texts."""
    root = QAccessible.queryAccessibleInterface(window)
    found = []
    for item in walk(root):
        state = item.state()
        if not state.focusable or state.invisible:
            continue
        name = item.text(QAccessible.Text.Name).strip()
        if not name or item.role() == QAccessible.Role.NoRole:
            thing = item.object()
            what = thing.metaObject().className() if thing else "item"
            found.append(f"{what} {item.role()} {name!r}")
    return found


def tab_stops(window: QWidget) -> list[QWidget]:
    """What Tab goes through in `window`, in order, beginning with what has the focus."""
    stops: list[QWidget] = []
    for _ in range(200):
        focused = QApplication.focusWidget()
        if focused is None or focused in stops:
            return stops
        stops.append(focused)
        window.focusNextChild()
    raise AssertionError("Tab never comes round")


def reachable(window: QWidget) -> list[QWidget]:
    """The visible, enabled widgets of `window` that take the focus by Tab."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisibleTo(window)
        and widget.isEnabled()
        and widget.focusProxy() is None
    ]

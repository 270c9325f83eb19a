"""The page Keys: every command with its shortcut, and where two want the same.

It is a list with one editor below it, not an editor in every row: forty fields that catch keys
would be forty traps for somebody who works by keyboard.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QKeySequence
from PySide6.QtWidgets import (
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from app.settings import Settings
from app.ui.actions import ActionSpec
from app.ui.announce import announce
from app.ui.flow_layout import FlowLayout
from app.ui.icons import icon
from app.ui.settings_pages.page import Page
from app.ui.settings_pages.shortcuts import conflicts, keys_in_use, shown, with_keys

NAME_ROLE = Qt.ItemDataRole.UserRole


class KeysPage(Page):
    """Choose a command in the list, then press its new keys in the field below."""

    title = "Keys"
    icon = "keys"

    def __init__(self, specs: Sequence[ActionSpec]) -> None:
        super().__init__()
        self._specs = tuple(specs)
        self._rows: dict[str, QTreeWidgetItem] = {}
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Find a command")
        self.filter.setAccessibleName("Find a command")
        self.filter.textChanged.connect(self._on_filter)
        self._add(self.filter)
        self.list = self._build_list()
        self._add(self.list)
        self._layout.setStretchFactor(self.list, 1)
        self.editor = QKeySequenceEdit()
        self.editor.setMaximumSequenceLength(1)
        self.editor.editingFinished.connect(self._on_recorded)
        self.label = self._add_labelled("New &shortcut", self.editor)
        self.conflict = QLabel()
        self.conflict.setWordWrap(True)
        self.conflict.setTextFormat(Qt.TextFormat.PlainText)
        self._add(self.conflict)
        self._add(self._build_buttons())
        self._wheel_guard.watch(self)
        self.list.setCurrentItem(self._rows[self._specs[0].name])

    def with_defaults(self, settings: Settings) -> Settings:
        return replace(settings, keys={})

    # ------------------------------------------------------------------------- building

    def _build_list(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setAccessibleName("Commands")
        tree.setHeaderLabels(["Command", "Shortcut"])
        tree.setRootIsDecorated(False)
        tree.setIndentation(0)
        tree.setAllColumnsShowFocus(True)
        tree.setMinimumHeight(130)
        tree.setTabKeyNavigation(False)
        header = tree.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionsMovable(False)
        for spec in self._specs:
            row = QTreeWidgetItem([f"{spec.menu}: {spec.title}", ""])
            row.setData(0, NAME_ROLE, spec.name)
            self._rows[spec.name] = row
            tree.addTopLevelItem(row)
        tree.currentItemChanged.connect(lambda *_: self._show_editor())
        return tree

    def _build_buttons(self) -> QWidget:
        self.take = QPushButton()
        self.take.clicked.connect(self._on_take)
        self.none = QPushButton("&No shortcut")
        self.none.clicked.connect(lambda: self._choose(""))
        self.built_in = QPushButton("&Built-in shortcut")
        self.built_in.clicked.connect(self._on_built_in)
        row = QWidget()
        layout = FlowLayout(row)
        for button in (self.none, self.built_in, self.take):
            layout.addWidget(button)
        return row

    # -------------------------------------------------------------------------- showing

    def _show(self) -> None:
        clashes = conflicts(self._specs, self.settings.keys)
        for spec in self._specs:
            row = self._rows[spec.name]
            others = clashes.get(spec.name, ())
            keys = shown(keys_in_use(spec, self.settings.keys))
            row.setText(1, keys)
            row.setIcon(1, icon("warning") if others else QIcon())
            font = row.font(0)
            font.setBold(spec.name in self.settings.keys)
            row.setFont(0, font)
            also = ", ".join(other.title for other in others)
            said = f"{row.text(0)}, {keys or 'no shortcut'}"
            clash = f", also the shortcut of {also}" if also else ""
            row.setData(0, Qt.ItemDataRole.AccessibleTextRole, said + clash)
            row.setData(1, Qt.ItemDataRole.AccessibleTextRole, keys or "no shortcut")
            row.setToolTip(1, f"Also the shortcut of: {also}" if also else "")
        self._show_editor()

    def _show_editor(self) -> None:
        spec = self._current()
        if spec is None:
            return
        keys = keys_in_use(spec, self.settings.keys)
        self.label.setText(f"New &shortcut for “{spec.title.replace('&', '&&')}”")
        for field in (self.editor, *self.editor.findChildren(QLineEdit)):
            field.setAccessibleName(f"New shortcut for {spec.title}")
        self.editor.blockSignals(True)
        self.editor.setKeySequence(QKeySequence(keys[0]) if keys else QKeySequence())
        self.editor.blockSignals(False)
        self.none.setEnabled(bool(keys))
        self.built_in.setEnabled(spec.name in self.settings.keys)
        others = conflicts(self._specs, self.settings.keys).get(spec.name, ())
        names = " and ".join(f"“{other.title}”" for other in others)
        self.conflict.setText(
            f"{names} has this shortcut too: as long as two commands share it, neither gets it."
            if others
            else ""
        )
        self.conflict.setVisible(bool(others))
        self.take.setVisible(bool(others))
        self.take.setText(f"&Take it from {names}".replace("&&", "&") if others else "")

    def _current(self) -> ActionSpec | None:
        row = self.list.currentItem()
        name = row.data(0, NAME_ROLE) if row else None
        return next((spec for spec in self._specs if spec.name == name), None)

    # -------------------------------------------------------------------------- choices

    def _on_filter(self, text: str) -> None:
        wanted = text.casefold().strip()
        for row in self._rows.values():
            row.setHidden(wanted not in f"{row.text(0)} {row.text(1)}".casefold())
        current = self.list.currentItem()
        if current is None or current.isHidden():
            first = next((row for row in self._rows.values() if not row.isHidden()), None)
            if first is not None:
                self.list.setCurrentItem(first)

    def _on_recorded(self) -> None:
        sequence = self.editor.keySequence()
        spec = self._current()
        present = keys_in_use(spec, self.settings.keys) if spec else ()
        key = sequence.toString(QKeySequence.SequenceFormat.PortableText)
        if key != (present[0] if present else ""):
            self._choose(key)

    def _on_built_in(self) -> None:
        spec = self._current()
        if spec is not None:
            kept = {name: key for name, key in self.settings.keys.items() if name != spec.name}
            self.wished.emit(replace(self.settings, keys=kept))

    def _on_take(self) -> None:
        spec = self._current()
        keys = dict(self.settings.keys)
        if spec is not None:
            for other in conflicts(self._specs, keys).get(spec.name, ()):
                keys = with_keys(keys, other, "")
            self.wished.emit(replace(self.settings, keys=keys))

    def _choose(self, key: str) -> None:
        spec = self._current()
        if spec is None:
            return
        keys = with_keys(self.settings.keys, spec, key)
        self.wished.emit(replace(self.settings, keys=keys))
        others = conflicts(self._specs, keys).get(spec.name, ())
        if others:
            announce(self, self.conflict.text())

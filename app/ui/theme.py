"""Gives the app its look, and keeps it in step with the system.

Fusion is the base on every system: it draws everything from the palette, so that the contrast
that the tokens promise is the contrast on the screen. `Appearance` follows the system's colour
scheme, its wish for contrast and its wish for no motion while the app runs, unless the user chose
otherwise.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDir, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from app.settings import Look, Motion, Theme
from app.ui.style_sheet import SEARCH_PATH, style_sheet
from app.ui.system_look import SystemLook
from app.ui.tokens import (
    DARK,
    HIGH_CONTRAST_DARK,
    HIGH_CONTRAST_LIGHT,
    LIGHT,
    Colours,
)

MARKS_FOLDER = Path(__file__).parent / "icons" / "marks"

EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
)

# Faces made for reading, as the systems have them; the last resort is any serif.
TEXT_FAMILIES = (
    "Charter",
    "Iowan Old Style",
    "Source Serif 4",
    "Georgia",
    "Noto Serif",
    "P052",
    "DejaVu Serif",
    "serif",
)


def palette(colours: Colours) -> QPalette:
    """The palette in `colours`; icons and Fusion draw from it."""
    role = QPalette.ColorRole
    roles = {
        role.Window: colours.window,
        role.WindowText: colours.ink,
        role.Base: colours.page,
        role.AlternateBase: colours.raised,
        role.Text: colours.ink,
        role.PlaceholderText: colours.muted,
        role.Button: colours.raised,
        role.ButtonText: colours.ink,
        role.BrightText: colours.error_ink,
        role.ToolTipBase: colours.ink,
        role.ToolTipText: colours.page,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Light: colours.page,
        role.Midlight: colours.soft,
        role.Mid: colours.line,
        role.Dark: colours.edge,
        role.Shadow: colours.edge,
    }
    result = QPalette()
    for each, colour in roles.items():
        result.setColor(each, QColor(colour))
    disabled = QColor(colours.disabled)
    for each in (role.WindowText, role.Text, role.ButtonText, role.Link, role.PlaceholderText):
        result.setColor(QPalette.ColorGroup.Disabled, each, disabled)
    result.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(colours.soft))
    result.setColor(QPalette.ColorGroup.Disabled, role.HighlightedText, disabled)
    return result


def apply(app: QApplication, colours: Colours, *, animated: bool = True) -> None:
    """Give `app` its style, palette and style sheet in `colours`."""
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    QDir.setSearchPaths(SEARCH_PATH, [str(MARKS_FOLDER)])
    app.setPalette(palette(colours))
    size = app.font().pointSizeF()
    sheet = style_sheet(colours, size if size > 0 else 10.0, animated=animated)
    if sheet != app.styleSheet():
        app.setStyleSheet(sheet)


def text_font(look: Look) -> QFont:
    """The font that the text is set in."""
    font = QFont()
    font.setFamilies([look.font_family, *TEXT_FAMILIES] if look.font_family else [*TEXT_FAMILIES])
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setPointSize(look.font_size)
    return font


class Appearance(QObject):
    """The look in use: the user's choice, and the system's where the user left it to it.

    `changed` is emitted with the new colours, after they were applied.
    """

    changed = Signal(object)

    def __init__(
        self,
        app: QApplication,
        look: Look,
        system: SystemLook | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._look = look
        self._system = system or SystemLook(app.styleHints(), self)
        self._in_use: tuple[Colours, bool] | None = None
        self._updating = False
        self._cursor_flash = 0
        self._effects: tuple[Qt.UIEffect, ...] = ()

    @property
    def colours(self) -> Colours:
        return self._in_use[0] if self._in_use else LIGHT

    @property
    def animated(self) -> bool:
        """Whether things may move."""
        return self._in_use is None or self._in_use[1]

    def start(self) -> None:
        """Apply the look and follow the system from now on."""
        self._cursor_flash = self._app.styleHints().cursorFlashTime()
        self._effects = tuple(e for e in EFFECTS if QApplication.isEffectEnabled(e))
        self._system.start()
        self._system.changed.connect(self._on_system_changed)
        self._update()

    def close(self) -> None:
        self._system.changed.disconnect(self._on_system_changed)
        self._system.close()

    def set_look(self, look: Look) -> None:
        self._look = look
        self._update()

    def _on_system_changed(self) -> None:
        self._update()

    def _update(self) -> None:
        if self._updating:  # telling the system of a scheme makes it tell us
            return
        self._updating = True
        try:
            schemes = {Theme.LIGHT: Qt.ColorScheme.Light, Theme.DARK: Qt.ColorScheme.Dark}
            self._system.tell(schemes.get(self._look.theme))
            wanted = (self._wanted_colours(), self._wanted_animated())
        finally:
            self._updating = False
        if wanted != self._in_use:
            self._in_use = wanted
            self._apply(*wanted)

    def _apply(self, colours: Colours, animated: bool) -> None:
        apply(self._app, colours, animated=animated)
        self._app.setCursorFlashTime(self._cursor_flash if animated else 0)
        for effect in self._effects:
            QApplication.setEffectEnabled(effect, animated)
        self.changed.emit(colours)

    def _wanted_colours(self) -> Colours:
        theme, scheme = self._look.theme, self._system.scheme()
        if theme is Theme.HIGH_CONTRAST:
            light = scheme == Qt.ColorScheme.Light
            return HIGH_CONTRAST_LIGHT if light else HIGH_CONTRAST_DARK
        dark = theme is Theme.DARK or (theme is Theme.SYSTEM and scheme == Qt.ColorScheme.Dark)
        if self._system.high_contrast():
            return HIGH_CONTRAST_DARK if dark else HIGH_CONTRAST_LIGHT
        return DARK if dark else LIGHT

    def _wanted_animated(self) -> bool:
        return self._look.motion is not Motion.NONE and not self._system.reduced_motion()

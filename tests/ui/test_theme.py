"""The look follows the user's choice, else the system's, while the app runs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.settings import Look, Motion, Theme
from app.ui.system_look import SystemLook
from app.ui.theme import Appearance, text_font
from app.ui.tokens import DARK, HIGH_CONTRAST_DARK, HIGH_CONTRAST_LIGHT, LIGHT, Colours


class Desktop(SystemLook):
    """A desktop whose wishes the test changes."""

    def __init__(self) -> None:
        super().__init__(QApplication.styleHints())
        self.wishes = {"scheme": Qt.ColorScheme.Unknown, "contrast": False, "still": False}
        self.told: list[Qt.ColorScheme | None] = []

    def wish(self, **wishes: object) -> None:
        self.wishes.update(wishes)  # type: ignore[arg-type]
        self.changed.emit()

    def scheme(self) -> Qt.ColorScheme:
        return self.wishes["scheme"]  # type: ignore[return-value]

    def high_contrast(self) -> bool:
        return bool(self.wishes["contrast"])

    def reduced_motion(self) -> bool:
        return bool(self.wishes["still"])

    def tell(self, scheme: Qt.ColorScheme | None) -> None:
        self.told.append(scheme)
        self.changed.emit()


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    """The application, as it was afterwards."""
    before = (qapp.styleSheet(), qapp.palette(), qapp.cursorFlashTime())
    yield qapp
    qapp.setStyleSheet(before[0])
    qapp.setPalette(before[1])
    qapp.setCursorFlashTime(before[2])


@pytest.fixture
def desktop() -> Desktop:
    return Desktop()


def window_colour(app: QApplication) -> str:
    return app.palette().color(QPalette.ColorRole.Window).name().upper()


@pytest.mark.parametrize(
    ("theme", "scheme", "contrast", "expected"),
    [
        (Theme.SYSTEM, Qt.ColorScheme.Unknown, False, LIGHT),
        (Theme.SYSTEM, Qt.ColorScheme.Light, False, LIGHT),
        (Theme.SYSTEM, Qt.ColorScheme.Dark, False, DARK),
        (Theme.SYSTEM, Qt.ColorScheme.Dark, True, HIGH_CONTRAST_DARK),
        (Theme.SYSTEM, Qt.ColorScheme.Light, True, HIGH_CONTRAST_LIGHT),
        (Theme.LIGHT, Qt.ColorScheme.Dark, False, LIGHT),
        (Theme.DARK, Qt.ColorScheme.Light, False, DARK),
        (Theme.DARK, Qt.ColorScheme.Light, True, HIGH_CONTRAST_DARK),
        (Theme.HIGH_CONTRAST, Qt.ColorScheme.Unknown, False, HIGH_CONTRAST_DARK),
        (Theme.HIGH_CONTRAST, Qt.ColorScheme.Light, False, HIGH_CONTRAST_LIGHT),
    ],
)
def test_the_choice_comes_first_then_the_system(
    app: QApplication,
    desktop: Desktop,
    theme: Theme,
    scheme: Qt.ColorScheme,
    contrast: bool,
    expected: Colours,
) -> None:
    desktop.wishes.update(scheme=scheme, contrast=contrast)  # type: ignore[arg-type]
    appearance = Appearance(app, Look(theme=theme), desktop)
    appearance.start()
    assert appearance.colours == expected
    assert window_colour(app) == expected.window
    appearance.close()


def test_it_follows_the_system_while_the_app_runs(app: QApplication, desktop: Desktop) -> None:
    appearance = Appearance(app, Look(), desktop)
    seen: list[Colours] = []
    appearance.changed.connect(seen.append)
    appearance.start()
    desktop.wish(scheme=Qt.ColorScheme.Dark)
    assert window_colour(app) == DARK.window
    desktop.wish(contrast=True)
    desktop.wish(contrast=True)
    appearance.set_look(Look(theme=Theme.LIGHT, font_size=40))
    assert desktop.told[-1] == Qt.ColorScheme.Light
    appearance.set_look(Look(theme=Theme.SYSTEM))
    assert desktop.told[-1] is None
    desktop.wish(contrast=False)
    assert seen == [LIGHT, DARK, HIGH_CONTRAST_DARK, HIGH_CONTRAST_LIGHT, HIGH_CONTRAST_DARK, DARK]
    appearance.close()
    desktop.wish(scheme=Qt.ColorScheme.Light)
    assert appearance.colours == DARK


def test_nothing_moves_for_those_who_ask_for_it(app: QApplication, desktop: Desktop) -> None:
    app.setCursorFlashTime(900)
    appearance = Appearance(app, Look(), desktop)
    appearance.start()
    assert appearance.animated
    assert app.cursorFlashTime() == 900
    desktop.wish(still=True)
    assert not appearance.animated
    assert app.cursorFlashTime() == 0
    assert "widget-animation-duration: 0" in app.styleSheet()
    desktop.wish(still=False)
    assert app.cursorFlashTime() == 900
    appearance.set_look(Look(motion=Motion.NONE))
    assert not appearance.animated
    appearance.close()


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK, Theme.HIGH_CONTRAST])
def test_qt_understands_the_style_sheet(
    app: QApplication, desktop: Desktop, qtbot: QtBot, qtlog: object, theme: Theme
) -> None:
    appearance = Appearance(app, Look(theme=theme), desktop)
    appearance.start()
    box = QCheckBox("Skip citations")
    box.setChecked(True)
    qtbot.addWidget(box)
    box.show()
    qtbot.waitExposed(box)
    box.grab()
    assert [record.message for record in qtlog.records] == []  # type: ignore[attr-defined]
    appearance.close()


def test_the_focus_can_be_seen_on_every_kind_of_button(
    app: QApplication, desktop: Desktop, qtbot: QtBot
) -> None:
    appearance = Appearance(app, Look(theme=Theme.LIGHT), desktop)
    appearance.start()
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    buttons = [QPushButton("Go") for _ in range(3)]
    for button, kind in zip(buttons, ("", "primary", "quiet"), strict=True):
        button.setProperty(kind or "plain", True)
        layout.addWidget(button)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    for button, other in zip(buttons, buttons[1:] + buttons[:1], strict=True):
        other.setFocus()
        qtbot.waitUntil(other.hasFocus)
        at_rest = button.grab().toImage()
        button.setFocus()
        qtbot.waitUntil(button.hasFocus)
        focused = button.grab().toImage()
        assert at_rest.size() == focused.size()
        middle = focused.height() // 2
        ring = [x for x in range(4) if at_rest.pixel(x, middle) != focused.pixel(x, middle)]
        assert ring, button.dynamicPropertyNames()
    appearance.close()


def test_marks_in_controls_are_drawn(app: QApplication, desktop: Desktop, qtbot: QtBot) -> None:
    appearance = Appearance(app, Look(theme=Theme.LIGHT), desktop)
    appearance.start()
    box = QCheckBox()
    qtbot.addWidget(box)
    box.setChecked(True)
    image = box.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(24) for y in range(image.height())}
    assert QColor(LIGHT.accent).name() in colours
    assert any(QColor(colour).lightness() > 240 for colour in colours), "no check mark"
    appearance.close()


def test_an_empty_field_says_what_it_is_for_in_a_colour_that_can_be_read(
    app: QApplication, desktop: Desktop, qtbot: QtBot
) -> None:
    appearance = Appearance(app, Look(theme=Theme.HIGH_CONTRAST), desktop)
    appearance.start()
    field = QLineEdit()
    qtbot.addWidget(field)
    field.ensurePolished()
    colour = field.palette().color(QPalette.ColorRole.PlaceholderText)
    assert colour == QColor(HIGH_CONTRAST_DARK.muted)
    appearance.close()


def test_the_text_is_set_in_the_users_font_first() -> None:
    assert text_font(Look(font_family="Comic Neue", font_size=30)).families()[0] == "Comic Neue"
    assert text_font(Look(font_size=30)).pointSize() == 30
    assert len(text_font(Look()).families()) > 1

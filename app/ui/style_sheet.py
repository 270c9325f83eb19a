"""The style sheet of the whole app, made from the tokens.

Widgets opt into a look by properties and object names, so that no widget holds a colour:

- `QPushButton` with property `primary` true: the one thing to do; `quiet` true: no outline until
  pointed at; `pill` true: round ends (any button). Object name `speakButton`: the large round one.
- `QLabel` with property `role`: "title", "heading", "muted", "small", "error".
- `QFrame` named `noticeBar` with property `kind`: "info", "warning", "error"; named
  `transportBar`: the bar below the text; `shapingPanel`: the panel above it; named `card`: a
  raised part of a page; named `paper`: a piece of the page that text lies on; `demoPage`: that
  of a demo.
- `QListView` named `sentence`: the words in the panel.
- `QPlainTextEdit` or `QTextEdit` named `editor`: the page. Its font is its own.
- `QListWidget` named `sidebar`: the pages of a window.

Every focus ring is two pixels wide and lies where an outline and its margin lie at rest, so that
nothing moves when the focus does.
"""

from __future__ import annotations

from dataclasses import asdict
from string import Template

from app.ui.tokens import HEADING_SIZE, RING, SMALL_SIZE, TITLE_SIZE, Colours

# The search path under which Qt finds the marks; see `theme.py`.
SEARCH_PATH = "lectern"

_BASE = """
QMainWindow, QDialog, QWidget#surface { background: $window; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QToolTip { background: $ink; color: $page; border: 1px solid $edge; padding: 4px 6px; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${title}pt; font-weight: 600; }
QLabel[role="heading"] { font-size: ${heading}pt; font-weight: 600; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="small"] { color: $muted; font-size: ${small}pt; }
QLabel[role="error"] { color: $error_ink; }
QLabel:disabled { color: $disabled; }
QLabel[link="true"]:focus { border: 2px solid $focus; border-radius: 4px; }
QFrame#card { background: $raised; border: 1px solid $line; border-radius: 8px; }
QFrame#paper { background: $page; border: 1px solid $line; border-radius: 8px; }
QFrame#demoPage { background: $page; border: none; border-bottom: 1px solid $line; }
QFrame#transportBar { background: $raised; border: none; border-top: 1px solid $line; }
QFrame#shapingPanel { background: $raised; border: none; border-top: 1px solid $line; }
QFrame#divider { background: $line; border: none; max-height: 1px; min-height: 1px; }
QStatusBar { background: $window; color: $muted; }
QStatusBar::item { border: none; }
QSplitter::handle { background: $line; }

QMenuBar { background: $window; padding: 2px 6px; }
QMenuBar::item { padding: 4px 10px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $accent; color: $on_accent; }
QMenu { background: $raised; border: 1px solid $edge; padding: 6px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: 4px; background: transparent; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: $accent; color: $on_accent; }
QMenu::item:disabled { color: $disabled; background: transparent; }
QMenu::separator { height: 1px; background: $line; margin: 6px 8px; }
"""

_TEXT = """
QPlainTextEdit, QTextEdit, QTextBrowser, QLineEdit, QAbstractSpinBox {
    background: $page; color: $ink; border-radius: 6px; $at_rest
    selection-background-color: $accent; selection-color: $on_accent;
    placeholder-text-color: $muted;
}
QLineEdit, QAbstractSpinBox { padding: 4px 6px; min-height: 20px; }
QAbstractSpinBox { padding: 4px 0; min-width: 110px; }
QPlainTextEdit:focus, QTextEdit:focus, QTextBrowser:focus, QLineEdit:focus,
QAbstractSpinBox:focus { $focused }
QLineEdit:disabled, QAbstractSpinBox:disabled, QPlainTextEdit:disabled, QTextEdit:disabled {
    color: $disabled; border-color: $line; background: $window;
}
QLineEdit[invalid="true"] { border-color: $error_ink; }
QPlainTextEdit#editor, QTextEdit#editor {
    border: none; margin: 0; border-radius: 0; background: $page;
}
QAbstractSpinBox QLineEdit, QComboBox QLineEdit {
    border: none; margin: 0; padding: 0; min-height: 0; background: transparent;
}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
    subcontrol-origin: padding; width: 26px; border: none; border-radius: 5px; margin: 2px;
    background: transparent;
}
QAbstractSpinBox::up-button { subcontrol-position: center right; }
QAbstractSpinBox::down-button { subcontrol-position: center left; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: $soft; }
QAbstractSpinBox::up-button:pressed, QAbstractSpinBox::down-button:pressed {
    background: $accent_soft;
}
QAbstractSpinBox::up-arrow { image: url(lectern:plus-$marks.svg); width: 12px; height: 12px; }
QAbstractSpinBox::down-arrow { image: url(lectern:minus-$marks.svg); width: 12px; height: 12px; }
QAbstractSpinBox::up-arrow:off, QAbstractSpinBox::down-arrow:off,
QAbstractSpinBox::up-arrow:disabled, QAbstractSpinBox::down-arrow:disabled { image: none; }
"""

_BUTTONS = """
QPushButton {
    background: $raised; color: $ink; border-radius: 8px; $at_rest
    padding: 5px 14px; min-height: 20px;
}
QPushButton:hover { background: $soft; }
QPushButton:pressed, QPushButton:checked { background: $accent_soft; }
QPushButton:focus { $focused background: $accent_soft; }
QPushButton:disabled { color: $disabled; border-color: $line; background: transparent; }
QPushButton[primary="true"] {
    background: $accent; color: $on_accent; border: 1px solid $accent; margin: 2px;
    padding: 4px 13px; font-weight: 600;
}
QPushButton[primary="true"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[primary="true"]:pressed { background: $accent_pressed; border-color: $accent_pressed; }
QPushButton[primary="true"]:focus { border: 3px solid $ink; margin: 0; }
QPushButton[primary="true"]:disabled {
    background: $soft; color: $disabled; border-color: $line;
}
QPushButton[quiet="true"], QToolButton {
    background: transparent; color: $ink; border: 2px solid transparent; margin: 0;
    border-radius: 8px; padding: 5px 8px; min-height: 20px;
}
QPushButton[quiet="true"]:hover, QToolButton:hover { background: $soft; }
QPushButton[quiet="true"]:pressed, QToolButton:pressed, QToolButton:checked,
QToolButton:open { background: $accent_soft; }
QPushButton[quiet="true"]:focus, QToolButton:focus { border-color: $focus; }
QPushButton[quiet="true"]:disabled, QToolButton:disabled {
    background: transparent; color: $disabled; border-color: transparent;
}
QPushButton[pill="true"], QToolButton[pill="true"] { border-radius: 14px; padding: 4px 16px; }
QPushButton#speakButton {
    border-radius: 21px; min-height: 40px; min-width: 108px; padding: 0 20px;
    font-size: ${heading}pt;
}
QPushButton#speakButton:focus { border-radius: 23px; }
QToolButton[popupMode="1"], QToolButton[popupMode="2"] { padding-right: 12px; }
QToolButton[popupMode="2"]::menu-indicator {
    image: url(lectern:down-$marks.svg); width: 10px; height: 10px;
    subcontrol-origin: padding; subcontrol-position: right center; right: 6px;
}
QToolButton[fold="true"] { padding-right: 8px; }
QToolButton[fold="true"]::menu-indicator { image: none; width: 0; }
"""

_CHOICES = """
QComboBox {
    background: $page; color: $ink; border-radius: 6px; $at_rest
    padding: 4px 30px 4px 8px; min-height: 20px; combobox-popup: 0;
}
QComboBox:hover { background: $raised; }
QComboBox:focus, QComboBox:on { $focused }
QComboBox:disabled { color: $disabled; border-color: $line; background: $window; }
QComboBox::drop-down { border: none; width: 28px; }
QComboBox::down-arrow { image: url(lectern:down-$marks.svg); width: 12px; height: 12px; }
QComboBox::down-arrow:disabled { image: none; }
QComboBox QAbstractItemView { border: 1px solid $edge; margin: 0; padding: 4px; }
QCheckBox, QRadioButton {
    spacing: 8px; border: 2px solid transparent; border-radius: 6px; padding: 3px 6px 3px 3px;
}
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
QCheckBox::indicator, QRadioButton::indicator {
    width: 17px; height: 17px; border: ${edge_width}px solid $edge; background: $page;
}
QCheckBox::indicator { border-radius: 5px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { background: $soft; }
QCheckBox::indicator:checked {
    background: $accent; border-color: $accent; image: url(lectern:check-$on_marks.svg);
}
QRadioButton::indicator:checked { border: 6px solid $accent; width: 7px; height: 7px; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $line; }
QCheckBox::indicator:checked:disabled { background: $disabled; }
QSlider { border: 2px solid transparent; border-radius: 8px; background: transparent; }
QSlider:focus { border-color: $focus; }
QSlider:horizontal { min-height: 24px; }
QSlider:vertical { min-width: 24px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $edge; }
QSlider::groove:vertical { width: 4px; border-radius: 2px; background: $edge; }
QSlider::sub-page:horizontal, QSlider::add-page:vertical {
    background: $accent; border-radius: 2px;
}
QSlider::handle { background: $accent; border: 2px solid $page; border-radius: 8px; }
QSlider::handle:horizontal { width: 12px; height: 12px; margin: -6px 0; }
QSlider::handle:vertical { width: 12px; height: 12px; margin: 0 -6px; }
QSlider::handle:hover { background: $accent_hover; }
QSlider::handle:disabled, QSlider::sub-page:disabled { background: $disabled; }
"""

_VIEWS = """
QAbstractItemView {
    background: $page; color: $ink; border-radius: 6px; outline: none; $at_rest
    selection-background-color: $accent; selection-color: $on_accent;
    alternate-background-color: $raised;
}
QAbstractItemView:focus { $focused }
QAbstractItemView::item { padding: 5px 8px; border: none; }
QAbstractItemView::item:hover { background: $soft; color: $ink; }
QAbstractItemView::item:selected { background: $accent; color: $on_accent; }
QAbstractItemView::indicator {
    width: 14px; height: 14px; border: 1px solid $edge; border-radius: 4px; background: $page;
}
QAbstractItemView::indicator:checked {
    background: $accent; border-color: $page; image: url(lectern:check-$on_marks.svg);
}
QListView#sentence { border: none; margin: 0; background: transparent; color: $muted; }
QListWidget#sidebar {
    background: transparent; border: 2px solid transparent; margin: 0; padding: 2px;
}
QListWidget#sidebar::item {
    padding: 8px 10px; border: 2px solid transparent; border-radius: 6px; margin: 1px 0;
}
QListWidget#sidebar::item:selected {
    background: $accent_soft; color: $ink; border-left-color: $accent;
}
QListWidget#sidebar::item:focus { border-color: $focus; }
QHeaderView { background: transparent; border: none; border-radius: 0; margin: 0; }
QHeaderView::section {
    background: $raised; color: $muted; border: none; border-bottom: 1px solid $line;
    padding: 6px 8px;
}
QTabWidget::pane { border: 1px solid $line; border-radius: 6px; }
QTabBar::tab {
    padding: 7px 14px; border: 2px solid transparent; border-bottom: 3px solid transparent;
}
QTabBar::tab:selected { border-bottom-color: $accent; }
QTabBar::tab:hover { background: $soft; }
QTabBar::tab:focus { border-color: $focus; background: $accent_soft; }
QScrollArea, QScrollArea > QWidget > QWidget#page { border: none; background: transparent; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 14px; }
QScrollBar:horizontal { height: 14px; }
QScrollBar::handle { background: $edge; border: 4px solid transparent; border-radius: 7px; }
QScrollBar::handle:vertical { min-height: 36px; margin: 2px 3px; border: none;
    border-radius: 4px; }
QScrollBar::handle:horizontal { min-width: 36px; margin: 3px 2px; border: none;
    border-radius: 4px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; }
QProgressBar {
    background: $soft; border: 1px solid $edge; border-radius: 5px; min-height: 8px;
    max-height: 8px; text-align: center; color: transparent;
}
QProgressBar::chunk { background: $accent; border-radius: 4px; }
"""

_NOTICES = """
QFrame#noticeBar { border: 1px solid $line; border-radius: 6px; }
QFrame#noticeBar QToolButton:focus, QFrame#noticeBar QPushButton:focus { border-color: $focus; }
QFrame#noticeBar QPushButton { padding: 3px 12px; }
"""

_NOTICE = """
QFrame#noticeBar[kind="$kind"] { background: $ground; border-color: $ink; }
QFrame#noticeBar[kind="$kind"] QLabel { color: $ink; }
"""


def style_sheet(colours: Colours, point_size: float, *, animated: bool = True) -> str:
    """The style sheet in `colours`, for a system font of `point_size` points."""
    edge = RING if colours.high_contrast else 1
    values = asdict(colours) | {
        "title": f"{point_size * TITLE_SIZE:.1f}",
        "heading": f"{point_size * HEADING_SIZE:.1f}",
        "small": f"{point_size * SMALL_SIZE:.1f}",
        "edge_width": str(edge),
        "at_rest": f"border: {edge}px solid {colours.edge}; margin: {RING - edge}px;",
        "focused": f"border: {RING}px solid {colours.focus}; margin: 0;",
        "marks": "white" if colours.dark else "black",
        "on_marks": "black" if colours.dark else "white",
    }
    parts = [_BASE, _TEXT, _BUTTONS, _CHOICES, _VIEWS, _NOTICES]
    sheet = Template("".join(parts)).substitute(values)
    for kind in ("info", "warning", "error"):
        pair = {"kind": kind, "ground": values[kind], "ink": values[f"{kind}_ink"]}
        sheet += Template(_NOTICE).substitute(pair)
    return sheet if animated else f"{sheet}\n* {{ widget-animation-duration: 0; }}\n"

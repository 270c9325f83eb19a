"""The page Look: colours, the face and size of the text, and whether things move."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFontDatabase, QIcon, QPixmap
from PySide6.QtWidgets import QCheckBox, QColorDialog, QComboBox, QFrame, QLabel, QVBoxLayout

from app.settings import FONT_SIZE_RANGE, LINE_SPACING_RANGE, Look, Motion, Settings, Theme
from app.ui.controls import NumberControl
from app.ui.settings_pages.page import Page, fill
from app.ui.theme import text_font
from app.ui.tokens import LIGHT, SPACE_L, Colours, sentence_band

THEME_LABELS = {
    Theme.SYSTEM: "As the system",
    Theme.LIGHT: "Light",
    Theme.DARK: "Dark",
    Theme.HIGH_CONTRAST: "High contrast",
}
HIGHLIGHTS = (
    ("The theme’s own", ""),
    ("Amber", "#fae7b8"),
    ("Green", "#cdeac0"),
    ("Blue", "#cfe3fb"),
    ("Pink", "#fbd3df"),
    ("Grey", "#dcdcdc"),
    ("Dark blue", "#1f3a5f"),
)
OTHER = "other"
SIZES = tuple(float(i) for i in range(FONT_SIZE_RANGE[0], FONT_SIZE_RANGE[1] + 1))
SPACINGS = tuple(
    round(LINE_SPACING_RANGE[0] + i / 10, 1)
    for i in range(int((LINE_SPACING_RANGE[1] - LINE_SPACING_RANGE[0]) * 10) + 1)
)
THEME_FACE = "The theme’s own"
SAMPLE = ("Before it was a room it was a ", "sentence", ", and somebody said it aloud.")
SAMPLE_AFTER = " The rest of the page waits its turn."


class LookPage(Page):
    """A sample at the top shows every choice as it is made."""

    title = "Look"
    icon = "look"

    def __init__(self) -> None:
        super().__init__()
        self._colours = LIGHT
        self._faces: tuple[str, ...] = ()
        self.sample = QLabel()
        self.sample.setWordWrap(True)
        self._add(self._framed(self.sample))
        self.theme = QComboBox()
        fill(self.theme, [(label, theme.value) for theme, label in THEME_LABELS.items()], "")
        self.theme.activated.connect(
            lambda index: self._wish(theme=Theme(self.theme.itemData(index)))
        )
        self._add_labelled("&Colours", self.theme)
        self.face = QComboBox()
        self.face.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.face.setMinimumContentsLength(16)
        self.face.activated.connect(lambda index: self._wish(font_family=self.face.itemData(index)))
        self._add_labelled("&Font of the text", self.face)
        self.font_size = NumberControl("Size", SIZES, " pt", 0)
        self.font_size.chosen.connect(lambda size: self._wish(font_size=round(size)))
        self._add(self.font_size)
        self.spacing = NumberControl("Line spacing", SPACINGS, "×", 1)
        self.spacing.chosen.connect(lambda spacing: self._wish(line_spacing=spacing))
        self._add(self.spacing)
        self.highlight = QComboBox()
        self.highlight.setIconSize(QSize(28, 16))
        self.highlight.activated.connect(self._on_highlight)
        self._add_labelled("&Band under the sentence being spoken", self.highlight)
        self.still = QCheckBox("Keep things &still: nothing moves, the caret does not blink")
        self.still.clicked.connect(
            lambda still: self._wish(motion=Motion.NONE if still else Motion.SYSTEM)
        )
        self._add(self.still)
        self._finish()

    def opened(self) -> None:
        if not self._faces:  # reading the fonts of a full system takes a moment
            self._faces = tuple(
                family
                for family in QFontDatabase.families(QFontDatabase.WritingSystem.Latin)
                if not QFontDatabase.isPrivateFamily(family)
                and QFontDatabase.isSmoothlyScalable(family)
            )
        self._show()

    def show_colours(self, colours: Colours) -> None:
        """The theme changed: the sample is to be in its colours."""
        self._colours = colours
        self._show_sample()

    def with_defaults(self, settings: Settings) -> Settings:
        return replace(settings, look=Look())

    def _show(self) -> None:
        look = self.settings.look
        self.theme.setCurrentIndex(self.theme.findData(look.theme.value))
        faces = [(THEME_FACE, ""), *((face, face) for face in self._faces)]
        if look.font_family and look.font_family not in self._faces:
            faces.append((look.font_family, look.font_family))
        fill(self.face, faces, look.font_family)
        self.font_size.show_value(look.font_size)
        self.spacing.show_value(look.line_spacing)
        self.still.setChecked(look.motion is Motion.NONE)
        self._fill_highlights(look.highlight.lower())
        self._show_sample()

    # ------------------------------------------------------------------------ highlight

    def _fill_highlights(self, chosen: str) -> None:
        entries = list(HIGHLIGHTS)
        if all(colour != chosen for _, colour in entries):
            entries.append((f"Your own ({chosen})", chosen))
        fill(self.highlight, [*entries, ("Another colour…", OTHER)], chosen)
        for index, (_, colour) in enumerate(entries):
            self.highlight.setItemIcon(index, _swatch(colour or self._colours.band))

    def _on_highlight(self, index: int) -> None:
        colour = self.highlight.itemData(index)
        if colour != OTHER:
            self._wish(highlight=colour)
            return
        present = QColor(self.settings.look.highlight or self._colours.band)
        self._show()  # until a colour is chosen, the present one stays
        dialog = QColorDialog(present, self)
        dialog.setWindowTitle("Colour of the band")
        dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
        dialog.colorSelected.connect(lambda chosen: self._wish(highlight=chosen.name()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # --------------------------------------------------------------------------- sample

    def _framed(self, label: QLabel) -> QFrame:
        frame = QFrame()
        frame.setObjectName("paper")
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        layout.addWidget(label)
        return frame

    def _show_sample(self) -> None:
        look = self.settings.look
        band = sentence_band(self._colours, look.highlight)
        word = "" if look.highlight else f"background-color:{self._colours.word};"
        style = f"background-color:{band.ground}; color:{band.ink}; text-decoration:underline;"
        before, spoken, after = (escape(part) for part in SAMPLE)
        self.sample.setFont(text_font(look))
        self.sample.setText(
            f'<p style="line-height:{look.line_spacing * 100:.0f}%"><span style="{style}">{before}'
            f'<span style="{word}">{spoken}</span>{after}</span>{escape(SAMPLE_AFTER)}</p>'
        )
        self.sample.setAccessibleName("Sample of the text")

    def _wish(self, **changes: object) -> None:
        look = replace(self.settings.look, **changes)  # type: ignore[arg-type]
        self.wished.emit(replace(self.settings, look=look))


def _swatch(colour: str) -> QIcon:
    pixmap = QPixmap(28, 16)
    pixmap.fill(QColor(colour))
    return QIcon(pixmap)

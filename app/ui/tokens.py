"""The design tokens: every colour, distance and size of the window, in one place.

The look is a page on a desk: warm paper with ink by day, the same room with the light off by
night, and one accent, pine green, for the thing to do next and for what is chosen. A test computes
the contrast of every pair of colours that meet: text at least 4.5:1 (7:1 in high contrast), parts
of controls at least 3:1.
"""

from __future__ import annotations

from dataclasses import dataclass

# Distances in logical pixels.
SPACE_XS = 4
SPACE_S = 8
SPACE_M = 12
SPACE_L = 16
SPACE_XL = 24
RADIUS_S = 4
RING = 2

# Factors of the system's font size.
TITLE_SIZE = 1.6
HEADING_SIZE = 1.2
SMALL_SIZE = 0.92


@dataclass(frozen=True, slots=True)
class Colours:
    """Colours as "#rrggbb".

    `window` is the desk, `page` the paper that text lies on, `raised` what lies on the desk.
    `ink` and `muted` are text; `line` divides, `edge` outlines what can be operated; `soft` lies
    under what the pointer is on. `band`, `band_ink` and `band_line` show the sentence being spoken,
    `word` the word in it. The last six pairs are notices.
    """

    name: str
    dark: bool
    window: str
    page: str
    raised: str
    ink: str
    muted: str
    disabled: str
    line: str
    edge: str
    soft: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    accent_soft: str
    focus: str
    band: str
    band_ink: str
    band_line: str
    word: str
    info: str
    info_ink: str
    warning: str
    warning_ink: str
    error: str
    error_ink: str

    @property
    def high_contrast(self) -> bool:
        return self.name.startswith("high_contrast")


LIGHT = Colours(
    name="light",
    dark=False,
    window="#F0EADF",
    page="#FDFBF6",
    raised="#F8F4EB",
    ink="#2B2620",
    muted="#655B4E",
    disabled="#A0978A",
    line="#DDD4C4",
    edge="#8A7D6A",
    soft="#E8E0D1",
    accent="#1B655C",
    accent_hover="#15554D",
    accent_pressed="#10453F",
    on_accent="#FFFFFF",
    accent_soft="#DCE9E2",
    focus="#1B655C",
    band="#FAE7B8",
    band_ink="#2B2620",
    band_line="#9A6A00",
    word="#F5CE72",
    info="#DDEBE9",
    info_ink="#1B4A57",
    warning="#FBEBC5",
    warning_ink="#5E4300",
    error="#FBE3DE",
    error_ink="#8C1D18",
)

DARK = Colours(
    name="dark",
    dark=True,
    window="#131210",
    page="#1B1A17",
    raised="#22201C",
    ink="#EAE4D8",
    muted="#ABA192",
    disabled="#6A6358",
    line="#35322C",
    edge="#7F7667",
    soft="#2F2C27",
    accent="#6FC7B6",
    accent_hover="#86D4C5",
    accent_pressed="#5BB3A2",
    on_accent="#0D1F1B",
    accent_soft="#1E3733",
    focus="#6FC7B6",
    band="#453813",
    band_ink="#F3EDE1",
    band_line="#E3B341",
    word="#6B5413",
    info="#17323A",
    info_ink="#BFE3EA",
    warning="#3D2F0A",
    warning_ink="#F6D88F",
    error="#4A1A16",
    error_ink="#FFC9C1",
)

HIGH_CONTRAST_LIGHT = Colours(
    name="high_contrast_light",
    dark=False,
    window="#FFFFFF",
    page="#FFFFFF",
    raised="#FFFFFF",
    ink="#000000",
    muted="#2B2B2B",
    disabled="#6B6B6B",
    line="#000000",
    edge="#000000",
    soft="#DCE6FF",
    accent="#00339A",
    accent_hover="#00257A",
    accent_pressed="#001A5C",
    on_accent="#FFFFFF",
    accent_soft="#DCE6FF",
    focus="#B00060",
    band="#FFF04A",
    band_ink="#000000",
    band_line="#000000",
    word="#FFC400",
    info="#FFFFFF",
    info_ink="#00257A",
    warning="#FFFFFF",
    warning_ink="#4D3300",
    error="#FFFFFF",
    error_ink="#8A0000",
)

HIGH_CONTRAST_DARK = Colours(
    name="high_contrast_dark",
    dark=True,
    window="#000000",
    page="#000000",
    raised="#000000",
    ink="#FFFFFF",
    muted="#E4E4E4",
    disabled="#9A9A9A",
    line="#FFFFFF",
    edge="#FFFFFF",
    soft="#1D3A5F",
    accent="#FFE14A",
    accent_hover="#FFEE94",
    accent_pressed="#E6C500",
    on_accent="#000000",
    accent_soft="#123A5E",
    focus="#5CE1FF",
    band="#5A4B00",
    band_ink="#FFFFFF",
    band_line="#FFE14A",
    word="#7A4A00",
    info="#000000",
    info_ink="#9FEBFF",
    warning="#000000",
    warning_ink="#FFE14A",
    error="#000000",
    error_ink="#FFB3AB",
)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two "#rrggbb" colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@dataclass(frozen=True, slots=True)
class Band:
    """How the sentence being spoken is marked: its ground, its text, the line below it."""

    ground: str
    ink: str
    line: str


def sentence_band(colours: Colours, highlight: str = "") -> Band:
    """The band in the user's colour `highlight`, or the theme's when that is "".

    The text on it is the theme's own where that can be read, else black or white.
    """
    if not highlight:
        return Band(colours.band, colours.band_ink, colours.band_line)
    best = max(("#000000", "#FFFFFF"), key=lambda ink: contrast(ink, highlight))
    ink = colours.ink if contrast(colours.ink, highlight) >= 7 else best
    return Band(highlight, ink, ink)

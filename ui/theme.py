"""How everything looks: colour tokens of both schemes, sizes, palette, fonts and the style sheet made of them."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from string import Template
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from reports.fonts import window_fonts

RESOURCES: Final = Path(__file__).parent / "resources"
SYSTEM_FAMILIES: Final = ("Microsoft YaHei UI", "Noto Sans CJK SC", "PingFang SC")


class Scheme(StrEnum):
    """Which set of colours the window wears."""

    LIGHT = "light"
    DARK = "dark"


class Tone(StrEnum):
    """What a colour says; a tone is never the only bearer of a meaning."""

    OK = "ok"
    BAD = "bad"
    WARN = "warn"
    CAUTION = "caution"
    NA = "na"
    INFO = "info"


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """Every colour of one scheme; nothing else in the window names a colour."""

    bg: str
    surface: str
    surface2: str
    rail: str
    rail_text: str
    rail_on: str
    rail_hover: str
    rail_selected: str
    line: str
    line2: str
    text: str
    text2: str
    text3: str
    accent: str
    accent_hover: str
    accent_soft: str
    on_accent: str
    ok: str
    ok_soft: str
    bad: str
    bad_soft: str
    warn: str
    warn_soft: str
    caution: str
    caution_soft: str
    na: str
    na_soft: str
    toast: str
    toast_text: str
    toast_accent: str

    def of(self, tone: Tone) -> str:
        """Return the strong colour of a tone."""
        return self.accent if tone is Tone.INFO else str(getattr(self, tone.value))

    def soft(self, tone: Tone) -> str:
        """Return the ground on which the strong colour of a tone is read."""
        return self.accent_soft if tone is Tone.INFO else str(getattr(self, f"{tone.value}_soft"))


# fmt: off
LIGHT: Final = Tokens(
    bg="#F3F5F8", surface="#FFFFFF", surface2="#F8FAFC",
    rail="#12305A", rail_text="#C7D3E6", rail_on="#FFFFFF", rail_hover="#1B3C6B", rail_selected="#1F4A86",
    line="#E1E6ED", line2="#C9D1DC", text="#16202E", text2="#526073", text3="#617086",
    accent="#1557B0", accent_hover="#1A66CC", accent_soft="#E7F0FC", on_accent="#FFFFFF",
    ok="#107040", ok_soft="#E3F4EA", bad="#C62828", bad_soft="#FCE8E8", warn="#A85B00", warn_soft="#FFF1DC",
    caution="#776000", caution_soft="#FBF6CF", na="#5B6B80", na_soft="#EAEEF3",
    toast="#16202E", toast_text="#FFFFFF", toast_accent="#8FBCFF",
)
DARK: Final = Tokens(
    bg="#0F141B", surface="#171E28", surface2="#1C2430",
    rail="#0B1017", rail_text="#93A3BA", rail_on="#FFFFFF", rail_hover="#151E2B", rail_selected="#1D3557",
    line="#2A3442", line2="#3B4758", text="#E7ECF3", text2="#A9B5C5", text3="#8C99AC",
    accent="#5A9CF3", accent_hover="#74ADF6", accent_soft="#1B2E4A", on_accent="#0B1420",
    ok="#4CC38A", ok_soft="#143325", bad="#FF7B72", bad_soft="#3D1D1F", warn="#F0B35A", warn_soft="#3A2A12",
    caution="#E3D45C", caution_soft="#35310F", na="#A3B1C4", na_soft="#263040",
    toast="#2A3648", toast_text="#E7ECF3", toast_accent="#8FBCFF",
)
# fmt: on
SCHEMES: Final = {Scheme.LIGHT: LIGHT, Scheme.DARK: DARK}

# Pixel sizes at font scale 1; Qt multiplies them by the display factor itself.
FONT_SIZES: Final = {"h1": 20, "h2": 16, "title": 15, "body": 14, "muted": 13, "small": 12}
CONTROL_HEIGHT: Final = 34
PAGE_MARGIN: Final = 24
CARD_GAP: Final = 10

TEXT_PAIRS: Final = (
    ("text", "bg"), ("text", "surface"), ("text", "surface2"), ("text2", "bg"), ("text2", "surface"),
    ("text2", "surface2"),
    ("text3", "bg"), ("text3", "surface"), ("text3", "surface2"), ("accent", "surface"), ("accent", "surface2"),
    ("accent", "bg"), ("accent", "accent_soft"), ("text", "accent_soft"), ("on_accent", "accent"),
    ("on_accent", "accent_hover"), ("rail_text", "rail"), ("rail_text", "rail_hover"), ("rail_on", "rail_selected"),
    ("ok", "ok_soft"), ("bad", "bad_soft"), ("warn", "warn_soft"), ("caution", "caution_soft"), ("na", "na_soft"),
    ("ok", "surface"), ("bad", "surface"), ("warn", "surface"), ("na", "surface"), ("surface", "ok"),
    ("surface", "bad"), ("surface", "na"), ("text", "ok_soft"), ("text", "bad_soft"), ("text", "warn_soft"),
    ("toast_text", "toast"), ("toast_accent", "toast"),
)  # fmt: skip
"""Every (ink, ground) pair that carries words; a test holds each at 4.5 : 1 in both schemes."""

_PALETTE_ROLES: Final = {
    QPalette.ColorRole.Window: "bg",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "surface2",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "on_accent",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.PlaceholderText: "text3",
    QPalette.ColorRole.ToolTipBase: "toast",
    QPalette.ColorRole.ToolTipText: "toast_text",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "line",
    QPalette.ColorRole.Mid: "line2",
    QPalette.ColorRole.Dark: "line2",
}
_DISABLED_ROLES: Final = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


@dataclass(frozen=True, kw_only=True)
class _Worn:
    """The scheme and font scale now applied."""

    scheme: Scheme = Scheme.LIGHT
    font_scale: float = 1.0


_worn = [_Worn()]


def scheme() -> Scheme:
    """Return the scheme now worn."""
    return _worn[0].scheme


def font_scale() -> float:
    """Return the font scale now worn."""
    return _worn[0].font_scale


def tokens() -> Tokens:
    """Return the colours now worn; painting code asks each time it paints, so a switch needs no signal."""
    return SCHEMES[_worn[0].scheme]


def color(name: str) -> QColor:
    """Return one token as a colour for a painter."""
    return QColor(getattr(tokens(), name))


def tone_colors(tone: Tone) -> tuple[QColor, QColor]:
    """Return ink and ground of a tone for a painter."""
    worn = tokens()
    return QColor(worn.of(tone)), QColor(worn.soft(tone))


def pixels(size: str) -> int:
    """Return a named font size in pixels at the worn font scale."""
    return round(FONT_SIZES[size] * _worn[0].font_scale)


def font(size: str = "body", *, bold: bool = False) -> QFont:
    """Return the window's font in a named size, for painters and delegates."""
    chosen = QFont(QApplication.font())
    chosen.setPixelSize(pixels(size))
    chosen.setBold(bold)
    return chosen


def apply(app: QApplication, scheme: Scheme = Scheme.LIGHT, *, font_scale: float = 1.0) -> None:
    """Dress the whole application; may be called again at any time to change scheme or scale."""
    _worn[0] = _Worn(scheme=scheme, font_scale=font_scale)
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    app.setFont(_window_font())
    app.setPalette(palette(SCHEMES[scheme]))
    app.setStyleSheet(style_sheet(scheme, font_scale=font_scale))


def palette(colors: Tokens) -> QPalette:
    """Make Qt's palette of one scheme, so that whatever the style sheet does not reach still fits."""
    made = QPalette()
    for role, name in _PALETTE_ROLES.items():
        made.setColor(role, QColor(getattr(colors, name)))
    for role in _DISABLED_ROLES:
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colors.text3))
    return made


def style_sheet(scheme: Scheme, *, font_scale: float = 1.0) -> str:
    """Fill the style sheet's template with one scheme's colours, sizes and indicator pictures."""
    sizes = {f"px_{name}": f"{round(size * font_scale)}px" for name, size in FONT_SIZES.items()}
    indicators = (RESOURCES / "indicators" / scheme.value).as_posix()
    return Template(_template()).substitute(asdict(SCHEMES[scheme]), indicators=indicators, **sizes)


@cache
def _template() -> str:
    return (RESOURCES / "style.qss").read_text(encoding="utf-8")


@cache
def _bundled_families() -> tuple[str, ...]:
    """Load the bundled fonts once and return the families in them."""
    families: list[str] = []
    for path in window_fonts():
        number = QFontDatabase.addApplicationFont(str(path))
        families += QFontDatabase.applicationFontFamilies(number)
    return tuple(dict.fromkeys(families))


def _window_font() -> QFont:
    made = QFont()
    made.setFamilies([*_bundled_families(), *SYSTEM_FAMILIES])
    made.setPixelSize(pixels("body"))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return made


def system_scheme(app: QApplication) -> Scheme:
    """Return the scheme the desktop asks for; light where it does not say."""
    dark = app.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return Scheme.DARK if dark else Scheme.LIGHT

import re

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFontMetrics, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QComboBox, QLabel

from ui import icons, theme
from ui.icons import Icon
from ui.labels import plain_label

SAMPLE = "养老机构检查喆堃镕㛃囧赟①㎡✓《》「」—·％℃≥符合不符合"


def luminance(color):
    def linear(part):
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())


def contrast(one, other):
    low, high = sorted((luminance(QColor(one)), luminance(QColor(other))))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", list(theme.SCHEMES))
@pytest.mark.parametrize("pair", theme.TEXT_PAIRS, ids="-on-".join)
def test_every_text_can_be_read(scheme, pair):
    tokens = theme.SCHEMES[scheme]
    ink, ground = (getattr(tokens, name) for name in pair)
    assert contrast(ink, ground) >= 4.5, (scheme, pair, round(contrast(ink, ground), 2))


def test_black_on_white_has_the_contrast_of_the_standard():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("bold", [False, True])
def test_no_character_of_names_and_papers_is_a_box(qapp, bold):
    font = theme.font(bold=bold)
    assert font.families()[0].startswith("Noto Sans SC")
    metrics = QFontMetrics(font)
    assert [character for character in SAMPLE if not metrics.inFontUcs4(ord(character))] == []


@pytest.mark.parametrize("scheme", list(theme.SCHEMES))
def test_the_style_sheet_leaves_no_place_unfilled_and_names_only_pictures_that_exist(scheme):
    sheet = theme.style_sheet(scheme)
    assert not re.search(r"\$[a-z]", re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL))
    pictures = re.findall(r"url\((.*?)\)", sheet)
    assert pictures
    for picture in pictures:
        assert QSvgRenderer(picture).isValid(), picture


@pytest.mark.parametrize(("scheme", "ink"), [("light", "text2"), ("dark", "text2")])
def test_the_arrow_of_a_choice_wears_the_token_of_its_scheme(scheme, ink):
    picture = (theme.RESOURCES / "indicators" / f"{scheme}-chevron-down.svg").read_text()
    assert f'stroke="{getattr(theme.SCHEMES[theme.Scheme(scheme)], ink)}"' in picture


@pytest.mark.parametrize("scheme", list(theme.SCHEMES))
def test_a_choice_shows_its_arrow(qapp, qtbot, scheme):
    theme.apply(qapp, scheme)
    box = QComboBox()
    qtbot.addWidget(box)
    box.addItem("一般")
    box.resize(160, 36)
    image = box.grab().toImage()
    assert has_ink(image, QColor(theme.tokens().text2), x_from=image.width() - 30)


def has_ink(image: QImage, ink: QColor, *, x_from: int) -> bool:
    return any(
        near(image.pixelColor(x, y), ink) for x in range(x_from, image.width()) for y in range(4, image.height() - 4)
    )


def near(one: QColor, other: QColor) -> bool:
    return all(abs(a - b) < 25 for a, b in zip(one.getRgb(), other.getRgb(), strict=True))


def test_every_icon_meaning_has_a_drawing_that_takes_its_colour_from_outside():
    for meaning in Icon:
        path = icons.FOLDER / f"{meaning.value}.svg"
        assert QSvgRenderer(str(path)).viewBox().getRect() == (0, 0, 24, 24), meaning
        assert 'stroke="currentColor"' in path.read_text(), meaning


def test_every_drawing_has_a_meaning():
    assert {path.stem for path in icons.FOLDER.glob("*.svg")} == {meaning.value for meaning in Icon}


@pytest.mark.parametrize("meaning", list(Icon))
def test_every_icon_leaves_ink(qapp, meaning):
    image = icons.pixmap(meaning, ink="text", size=24).toImage()
    assert sum(image.pixelColor(x, y).alpha() > 100 for x in range(24) for y in range(24)) >= 12


def test_an_icon_made_in_light_is_drawn_dark_after_the_switch(qapp):
    icon = icons.icon(Icon.ADD, ink="text")
    before = icon.pixmap(24, 24).toImage().pixelColor(12, 12)
    theme.apply(qapp, theme.Scheme.DARK)
    after = icon.pixmap(24, 24).toImage().pixelColor(12, 12)
    assert near(before, QColor(theme.LIGHT.text))
    assert near(after, QColor(theme.DARK.text))


def test_an_icon_is_as_fine_as_the_screen(qapp):
    drawn = icons.icon(Icon.ADD).pixmap(QSize(18, 18), 1.5)
    assert (drawn.width(), drawn.devicePixelRatio()) == (27, 1.5)


def test_switching_the_scheme_redresses_a_shown_widget(qapp, qtbot):
    label = plain_label("夕阳红", "h1")
    qtbot.addWidget(label)
    label.show()
    theme.apply(qapp, theme.Scheme.DARK)
    assert label.palette().windowText().color() == QColor(theme.DARK.text)


def test_a_larger_font_scale_enlarges_text(qapp, qtbot):
    label = QLabel("夕阳红")
    qtbot.addWidget(label)
    label.show()
    theme.apply(qapp, font_scale=1.25)
    assert theme.pixels("body") == 18
    assert label.font().pixelSize() == 18
    theme.apply(qapp)

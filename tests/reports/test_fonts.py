"""Typefaces: what the window gets, which face prints which character."""

import hashlib
import subprocess
import sys
import unicodedata

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from reports import fonts
from reports.style import Face

STANDARD_RARE = "䶮㬎㛃𫖯𬱖𪟝𬭎"
SHA256 = {
    fonts.SANS_REGULAR: "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16",
    fonts.SANS_BOLD: "9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96",
    fonts.SERIF_REGULAR: "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742",
}


@pytest.mark.parametrize("path", SHA256, ids=lambda path: path.stem)
def test_the_typefaces_are_the_whole_files(path):
    assert hashlib.sha256(path.read_bytes()).hexdigest() == SHA256[path]


def test_the_digests_of_all_faces_are_told():
    assert dict(fonts.font_digests()) == {path.name: digest for path, digest in SHA256.items()}


def test_the_window_gets_its_faces_without_a_pdf_library():
    code = (
        "import sys; from reports import fonts, style, linebreak, archive, preview, workbook, certificates;"
        "assert all(p.is_file() for p in fonts.window_fonts());"
        "heavy = {'reportlab', 'pikepdf', 'pyhanko', 'pypdfium2', 'xlsxwriter', 'cryptography', 'PIL', 'fontTools'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "[]\n"


def test_rare_characters_of_the_standard_are_printed():
    assert fonts.missing_characters(STANDARD_RARE) == ()


def test_missing_characters_are_named_once_in_order_and_marks_are_none():
    absent = ["\U000e0041", "\U0010fffd", "\U0010fffc"]
    assert fonts.missing_characters("甲" + absent[1] + "乙\n☐☑☒\t" + absent[2] + absent[1]) == (absent[1], absent[2])


def test_every_face_prints_a_missing_character_as_a_visible_mark():
    from reports import typefaces

    for face in Face:
        pieces = list(typefaces.runs(face, "甲\U0010fffd乙"))
        assert "".join(piece for _, piece in pieces) == "甲〓乙"


def test_control_direction_and_variation_marks_are_not_set():
    from reports import typefaces

    assert typefaces.printable("甲\x00\u202e乙\ufe0f\r\n丙\ud800\u2028\tㄅ\u3000") == "甲乙\n丙\ufffd\n ㄅ\u3000"
    assert unicodedata.category("\u202e") == "Cf"


def test_the_map_to_unicode_is_right_above_ffff():
    from reportlab.pdfbase import ttfonts

    from reports import typefaces

    assert typefaces.font(Face.SERIF)
    cmap = ttfonts.makeToUnicodeCMap("F", [0x4E2D, 0x2CB4E])
    assert "<00> <4E2D>" in cmap
    assert "<01> <D872DF4E>" in cmap


@pytest.fixture
def machine_font(tmp_path, monkeypatch):
    """A typeface of the machine with one character that the bundled ones lack, and a damaged one before it."""
    from reports import typefaces

    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((500, 0))
    pen.lineTo((500, 500))
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "one"])
    builder.setupCharacterMap({0x10FFFD: "one"})
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "one": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (1000, 0), "one": (700, 0)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Machine", "styleName": "Regular", "psName": "Machine-Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(tmp_path / "machine.ttf")
    (tmp_path / "damaged.ttf").write_bytes((tmp_path / "machine.ttf").read_bytes()[:300])
    monkeypatch.setattr(typefaces, "_SYSTEM", (tmp_path / "damaged.ttf", tmp_path / "machine.ttf"))
    typefaces._system_fonts.cache_clear()
    typefaces.font_for.cache_clear()
    yield
    typefaces._system_fonts.cache_clear()
    typefaces.font_for.cache_clear()


def test_a_typeface_of_the_machine_fills_in_and_is_embedded(machine_font):
    from reports import typefaces
    from reports.document import Meta, build
    from reports.paragraph import text

    assert fonts.missing_characters("甲\U0010fffd\U0010fffc") == ("\U0010fffc",)
    assert typefaces.advance(Face.SERIF, "\U0010fffd") == pytest.approx(0.7)
    typeset = build([text("甲\U0010fffd乙")], meta=Meta(title="t", author="a"))
    assert typeset.missing == ()
    assert b"+Machine-Regular" in typeset.pdf

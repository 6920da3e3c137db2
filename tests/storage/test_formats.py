"""Every format a phone or camera writes is read by its content, and large ones within memory."""

import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image

from inspections.pictures import looks_like_picture
from inspections.refusal import BadValueError
from storage import heif, photos, pictures
from tests.storage import images

SAMPLES = Path(__file__).parent / "samples"
UPRIGHT = (images.RED, images.GREEN, images.BLUE, images.YELLOW)
CUT_HEAD = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"

needs_heic = pytest.mark.skipif(not heif.is_readable(), reason="未运行：没有安装 pi-heif（pip install pi-heif）")


def is_upright(picture):
    return all(images.close(*pair, by=60) for pair in zip(images.corners(picture), UPRIGHT, strict=True))


@pytest.fixture
def no_heic(monkeypatch):
    """This machine without the decoder."""
    monkeypatch.setitem(sys.modules, "pi_heif", None)
    heif.is_readable.cache_clear()
    yield
    heif.is_readable.cache_clear()


@needs_heic
@pytest.mark.parametrize("sample", ["quarters.heic", "turned.heic"])
def test_a_heic_is_kept_as_it_is_and_shown_upright_once(files, sample):
    data = (SAMPLES / sample).read_bytes()
    kept = files.store_photo(data, name="IMG_0001.JPG")
    assert (kept.extension, kept.width, kept.height) == ("heic", 640, 480)
    assert kept.taken_at == "2026-03-01T09:30:05+08:00"
    assert files.photo_path(kept.sha256, "heic").read_bytes() == data
    assert is_upright(files.thumbnail(kept.sha256, "heic"))
    assert is_upright(files.derivative(kept.sha256, "heic"))


def test_without_the_decoder_a_heic_is_refused_by_name_with_the_setting_of_the_phone(files, no_heic):
    with pytest.raises(BadValueError, match=r"“IMG_0001.HEIC”是 HEIC.*iPhone“设置→相机→格式”选择“兼容性最佳”"):
        files.store_photo((SAMPLES / "quarters.heic").read_bytes(), name="IMG_0001.HEIC")
    assert not list(files.root.joinpath("photos").rglob("*.*"))


@needs_heic
@pytest.mark.parametrize("data", [CUT_HEAD, (SAMPLES / "quarters.heic").read_bytes()[:-50]])
def test_a_cut_heic_is_refused_by_name(files, data):
    with pytest.raises(BadValueError, match=r"“a\.heic”"):
        files.store_photo(data, name="a.heic")


@pytest.mark.parametrize("orientation", range(1, 9))
def test_progressive_and_cmyk_pictures_are_turned_upright_too(files, orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    turned = Image.open(io.BytesIO(images.oriented(orientation)))
    for mode in ("RGB", "CMYK"):
        data = images.encoded(turned.convert(mode), quality=90, progressive=True, exif=exif)
        kept = files.store_photo(data, name="a.jpg")
        assert is_upright(files.thumbnail(kept.sha256, kept.extension))


def test_a_colour_png_of_sixteen_bits_keeps_its_colours(files):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    row = b"\0" + struct.pack(">3H", 0xDC00, 0x1E00, 0x1E00) * 60
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 60, 40, 16, 2, 0, 0, 0))
    data += chunk(b"IDAT", zlib.compress(row * 40)) + chunk(b"IEND", b"")
    kept = files.store_photo(data, name="a.png")
    assert images.close(images.corners(files.derivative(kept.sha256, "png"))[0], images.RED)


@pytest.mark.parametrize("sample", ["JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF", "MPO"])
def test_the_first_bytes_tell_a_picture_whatever_its_name(sample):
    assert looks_like_picture(images.encoded(images.quarters(), sample)[:32])


@pytest.mark.parametrize("head", [b"", b"%PDF-1.7", b"\0\0\0\x20ftypisom\0\0\2\0", b"RIFF\0\0\0\0AVI LIST", b"PK\3\4"])
def test_films_and_documents_are_none(head):
    assert not looks_like_picture(head)


def test_a_format_that_is_decoded_whole_has_a_lower_limit(monkeypatch):
    monkeypatch.setattr(photos, "MAX_WHOLE_PIXELS", 640 * 480 - 1)
    photos.examine(images.jpeg(), name="a.jpg")
    with pytest.raises(BadValueError, match="像素超过"):
        photos.examine(images.encoded(images.quarters(), "PNG"), name="a.png")


def test_the_thumbnail_of_one_decoding_is_as_large_as_one_of_its_own():
    for size in ((4032, 3024), (1601, 901), (1599, 3), (321, 320), (90, 70)):
        data = images.jpeg(*size)
        made = pictures.both(data)
        alone = pictures.upright_jpeg(data, longest=pictures.THUMBNAIL)
        assert Image.open(io.BytesIO(made.thumbnail)).size == Image.open(io.BytesIO(alone)).size
        assert made.derivative == pictures.upright_jpeg(data, longest=pictures.DERIVATIVE)


MAKE_SMALL = """
import resource, sys
from pathlib import Path
from storage.datadir import open_datadir
from storage.files import DataFiles
files = DataFiles(open_datadir(Path(sys.argv[2])))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
data = Path(sys.argv[1]).read_bytes()
kept = files.store_photo(data, name="200.jpg")
files.make_pictures(data, kept)
assert len(files.thumbnail(kept.sha256, kept.extension)) > 1000
print(kept.width, kept.height, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def test_two_hundred_megapixels_come_in_within_memory(tmp_path):
    Image.new("RGB", (16_320, 12_240), images.RED).save(tmp_path / "200.jpg", quality=50)
    run = subprocess.run(
        [sys.executable, "-c", MAKE_SMALL, str(tmp_path / "200.jpg"), str(tmp_path / "data")],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    width, height, megabytes = map(int, run.stdout.split())
    assert (width, height) == (16_320, 12_240)
    assert megabytes < 120

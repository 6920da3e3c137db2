import io
import signal
import stat
import struct
import subprocess
import sys
import zlib
from types import SimpleNamespace

import pytest
from PIL import Image

from inspections.pictures import DamagedPictureError
from inspections.records import UnavailableError
from inspections.refusal import BadValueError
from storage import durable, photos, pictures
from tests.storage import images


def huge_png(width=60_000, height=60_000):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    )


def test_an_original_keeps_its_bytes_under_its_digest_and_cannot_be_written(files):
    data = images.jpeg()
    kept = files.store_photo(data, name="楼道.jpg", file_time="2026-03-01T08:00:00+08:00")
    path = files.photo_path(kept.sha256, kept.extension)
    assert path.read_bytes() == data
    assert path.parent.name == kept.sha256[:2]
    assert stat.S_IMODE(path.stat().st_mode) == 0o444
    assert (kept.bytes, kept.width, kept.height, kept.orientation, kept.damaged) == (len(data), 640, 480, 1, False)
    assert (kept.name, kept.file_time) == ("楼道.jpg", "2026-03-01T08:00:00+08:00")


def test_the_same_picture_twice_is_one_file(files):
    first = files.store_photo(images.jpeg(), name="甲.jpg")
    second = files.store_photo(images.jpeg(), name="乙.jpg")
    assert first.sha256 == second.sha256
    assert sum(path.is_file() for path in files.root.joinpath("photos").rglob("*")) == 1


def test_a_rotten_copy_is_put_right_by_the_same_picture(files):
    data = images.jpeg()
    kept = files.store_photo(data, name="甲.jpg")
    path = files.photo_path(kept.sha256, "jpg")
    path.chmod(0o644)
    path.write_bytes(data[:-100])
    assert files.check_photo(kept.sha256, "jpg") == "altered"
    with pytest.raises(UnavailableError, match="被改动"):
        files.thumbnail(kept.sha256, "jpg")
    files.store_photo(data, name="甲.jpg")
    assert files.check_photo(kept.sha256, "jpg") == "ok"


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_shown_upright_without_exif(files, orientation):
    kept = files.store_photo(images.oriented(orientation), name="a.jpg")
    assert (kept.width, kept.height, kept.orientation) == (640, 480, orientation)
    for made in (files.thumbnail(kept.sha256, "jpg"), files.derivative(kept.sha256, "jpg")):
        for seen, wanted in zip(
            images.corners(made), (images.RED, images.GREEN, images.BLUE, images.YELLOW), strict=True
        ):
            assert images.close(seen, wanted)
        picture = Image.open(io.BytesIO(made))
        assert not picture.getexif()
        assert picture.width > picture.height


@pytest.mark.parametrize(
    ("tags", "taken"),
    [
        ({"0x9003": "2026:03:01 09:30:05", "0x9011": "+08:00"}, "2026-03-01T09:30:05+08:00"),
        ({"0x9003": "2026:03:01 09:30:05"}, "2026-03-01T09:30:05"),
        ({"0x9004": "2026:03:01 09:30:05", "0x9012": "nonsense"}, "2026-03-01T09:30:05"),
        ({"0x9003": "0000:00:00 00:00:00"}, ""),
        ({"0x9003": "    :  :     :  :  "}, ""),
        ({}, ""),
    ],
)
def test_the_time_a_picture_was_taken_comes_with_its_offset_where_the_camera_told_it(tags, taken):
    assert photos.examine(images.oriented(1, **tags), name="a.jpg").taken_at == taken


@pytest.mark.parametrize(
    ("kind", "mode", "extension"),
    [("JPEG", "RGB", "jpg"), ("JPEG", "CMYK", "jpg"), ("JPEG", "L", "jpg"), ("PNG", "RGBA", "png"), ("PNG", "P", "png"),
     ("PNG", "1", "png"), ("WEBP", "RGB", "webp"), ("TIFF", "RGB", "tif"), ("BMP", "RGB", "bmp"), ("GIF", "P", "gif")],
)  # fmt: skip
def test_the_ending_follows_the_content_and_every_mode_becomes_a_right_jpeg(files, kind, mode, extension):
    kept = files.store_photo(images.encoded(images.quarters(mode=mode), kind), name="wrong.pdf")
    assert (kept.extension, kept.damaged) == (extension, False)
    made = files.thumbnail(kept.sha256, extension)
    assert Image.open(io.BytesIO(made)).size == (320, 240)
    if mode not in ("L", "1"):
        wanted = (images.RED, images.GREEN, images.BLUE, images.YELLOW)
        assert all(images.close(*pair, by=60) for pair in zip(images.corners(made), wanted, strict=True))


def test_a_camera_file_of_two_pictures_is_a_jpeg_and_shows_the_first(files):
    data = images.encoded(images.quarters(), "MPO", save_all=True, append_images=[Image.new("RGB", (640, 480))])
    kept = files.store_photo(data, name="a.mpo")
    assert kept.extension == "jpg"
    assert images.close(images.corners(files.thumbnail(kept.sha256, "jpg"))[0], images.RED)


def test_sixteen_bit_grey_keeps_its_tones(files):
    image = Image.frombytes("I;16", (400, 300), b"\x00\x80" * (400 * 150) + b"\0\0" * (400 * 150))
    kept = files.store_photo(images.encoded(image, "PNG"), name="a.png")
    seen = images.corners(files.thumbnail(kept.sha256, "png"))
    assert images.close(seen[0], (128, 128, 128))
    assert images.close(seen[2], (0, 0, 0))


def test_what_is_transparent_lies_on_white(files):
    image = Image.new("RGBA", (400, 300), (200, 0, 0, 0))
    kept = files.store_photo(images.encoded(image, "PNG"), name="a.png")
    assert images.corners(files.derivative(kept.sha256, "png"))[0] == (255, 255, 255)


def test_the_large_derivative_is_1600_wide_and_small_ones_are_not_enlarged(files):
    large = files.store_photo(images.jpeg(4032, 3024), name="a.jpg")
    assert Image.open(io.BytesIO(files.derivative(large.sha256, "jpg"))).size == (1600, 1200)
    small = files.store_photo(images.jpeg(200, 100), name="b.jpg")
    assert Image.open(io.BytesIO(files.derivative(small.sha256, "jpg"))).size == (200, 100)


def test_the_comment_and_place_of_the_original_never_enter_a_derivative(files):
    kept = files.store_photo(images.jpeg(comment=b"secret place"), name="a.jpg")
    assert b"secret" not in files.derivative(kept.sha256, "jpg")


def test_a_derivative_is_the_same_bytes_each_time(files):
    kept = files.store_photo(images.jpeg(2000, 1500), name="a.jpg")
    first = files.derivative(kept.sha256, "jpg")
    for path in files.root.joinpath("cache").rglob("*.jpg"):
        path.unlink()
    assert files.derivative(kept.sha256, "jpg") == first


def test_half_a_file_in_the_cache_is_made_again(files):
    kept = files.store_photo(images.jpeg(), name="a.jpg")
    whole = files.thumbnail(kept.sha256, "jpg")
    (cached,) = files.root.joinpath("cache").glob("320-*/*/*.jpg")
    cached.write_bytes(whole[:-40])
    assert files.thumbnail(kept.sha256, "jpg") == whole


@pytest.mark.parametrize("share", [0.35, 0.7, 0.999])
def test_a_cut_jpeg_is_kept_as_damaged_and_shows_what_is_there(files, share):
    data = images.oriented(1, 2000, 1500)
    cut = data[: int(len(data) * share)]
    with pytest.raises(DamagedPictureError, match=r"cut\.jpg.*不完整"):
        files.store_photo(cut, name="cut.jpg")
    assert not list(files.root.joinpath("photos").rglob("*.jpg"))
    kept = files.store_photo(cut, name="cut.jpg", keep_damaged=True)
    assert kept.damaged
    assert files.photo_path(kept.sha256, "jpg").read_bytes() == cut
    assert images.close(images.corners(files.thumbnail(kept.sha256, "jpg"))[0], images.RED)


def test_a_thumbnail_inside_exif_does_not_hide_a_cut(files):
    inner = images.jpeg(64, 48)
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9286] = inner
    data = images.encoded(images.quarters(), exif=exif)
    assert photos.examine(data, name="a.jpg").damaged is False
    assert b"\xff\xd9" in data[: len(data) // 2]
    assert photos.examine(data[:-500], name="a.jpg").damaged is True


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "BMP"])
def test_other_cut_files_are_damaged_too(files, kind):
    image = Image.effect_noise((300, 200), 80).convert("RGB")
    data = images.encoded(image, kind)
    kept = files.store_photo(data[: len(data) * 2 // 3], name="cut", keep_damaged=True)
    assert kept.damaged


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空文件"),
        ("只是文字".encode(), "不是能读取的照片"),
        (b"%PDF-1.7\n%%EOF", "不是能读取的照片"),
        (images.jpeg()[:150], "不是能读取的照片"),
        (huge_png(), "像素超过"),
        (huge_png(17_000, 16_000), "像素超过"),
    ],
)
def test_what_is_no_usable_picture_is_refused_by_name_and_leaves_nothing(files, data, words):
    with pytest.raises(BadValueError) as refused:
        files.store_photo(data, name="文件 A.jpg")
    assert "文件 A.jpg" in str(refused.value)
    assert words in str(refused.value)
    assert not list(files.root.joinpath("photos").rglob("*.*"))


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(monkeypatch, files):
    monkeypatch.setattr(photos, "MAX_BYTES", 1000)
    with pytest.raises(BadValueError, match="上限"):
        files.store_photo(images.jpeg(), name="big.jpg")


def test_random_bytes_changed_never_raise_anything_but_a_refusal():
    import random

    random.seed(5)
    for kind in ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF"):
        good = images.encoded(images.quarters(90, 70), kind)
        for _ in range(60):
            data = bytearray(good)
            for _ in range(random.randint(1, 12)):
                data[random.randrange(len(data))] = random.randrange(256)
            try:
                examined = photos.examine(bytes(data), name="x")
                pictures.upright_jpeg(bytes(data), longest=64)
            except BadValueError:
                continue
            assert examined.extension == photos.EXTENSIONS[kind]


def test_a_full_disk_says_what_is_needed_and_leaves_no_half_file(files, monkeypatch):
    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(durable.os, "fsync", full)
    with pytest.raises(UnavailableError, match=r"磁盘空间不足.*需要 1 MB"):
        files.store_photo(images.jpeg(), name="a.jpg")
    assert not [path for path in files.root.joinpath("photos").rglob("*") if path.is_file()]


def test_too_little_space_is_refused_before_writing(files, monkeypatch):
    monkeypatch.setattr(durable.shutil, "disk_usage", lambda _: SimpleNamespace(free=5))
    with pytest.raises(UnavailableError, match="剩余 0 MB"):
        files.store_photo(images.jpeg(), name="a.jpg")


IMPORT_FOR_EVER = """
import sys
from pathlib import Path
from storage import photos
from tests.storage import images
for number in range(100000):
    kept = photos.store(Path(sys.argv[1]), images.jpeg(300 + number % 700, 200), name="a.jpg")
    print(kept.sha256, flush=True)
"""


@pytest.mark.parametrize("kills", [3, pytest.param(100, marks=pytest.mark.heavy)])
def test_kill_9_during_photo_import_loses_nothing_that_was_told(tmp_path, kills):
    root = tmp_path / "photos"
    told = set()
    for kill in range(kills):
        process = subprocess.Popen(
            [sys.executable, "-c", IMPORT_FOR_EVER, str(root)], stdout=subprocess.PIPE, text=True
        )
        told.update(process.stdout.readline().strip() for _ in range(2 + kill % 7))
        process.send_signal(signal.SIGKILL)
        told.update(line.strip() for line in process.communicate()[0].splitlines() if len(line) == 64)
    assert told
    named = list(root.rglob("*.jpg"))
    assert told <= {path.stem for path in named}
    assert all(photos.digest_of(path) == path.stem for path in named)

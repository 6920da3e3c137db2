"""Generated photographs: the same for the same seed, a place and not a colour, before differs from after."""

import io
from datetime import datetime, timedelta, timezone

import pytest
from PIL import Image, ImageChops, ImageStat

from inspections.demonstration.findings import FINDINGS
from inspections.demonstration.paperwork import STAMPED_PAGE
from reports.scenery import SCENES, paint, photograph

TAKEN = datetime(2026, 9, 3, 10, 15, 23, tzinfo=timezone(timedelta(hours=8)))
DEFECTS = sorted(set(SCENES) - {STAMPED_PAGE})


def opened(data):
    return Image.open(io.BytesIO(data))


def small(image):
    return image.resize((80, 60))


def test_the_same_seed_gives_the_same_bytes_and_another_seed_another_picture():
    first = photograph("exit_door.before", seed=5, taken_at=TAKEN)
    assert photograph("exit_door.before", seed=5, taken_at=TAKEN) == first
    assert photograph("exit_door.before", seed=6, taken_at=TAKEN) != first


@pytest.mark.parametrize("name", DEFECTS)
def test_every_scene_is_a_place_and_shows_what_was_put_right(name):
    before = small(paint(name, seed=3, after=False, portrait=False))
    after = small(paint(name, seed=3, after=True, portrait=False))
    assert min(ImageStat.Stat(before.convert("L")).stddev) > 8
    assert len(before.getcolors(80 * 60)) > 800
    changed = ImageChops.difference(before, after).convert("L").point(lambda value: 255 if value > 24 else 0)
    assert ImageStat.Stat(changed).mean[0] > 0.4


def test_every_scene_of_the_script_can_be_painted():
    assert {finding.scene for finding in FINDINGS} | {STAMPED_PAGE} == set(SCENES)


def test_the_camera_writes_when_and_how_it_was_held():
    image = opened(photograph("bedroom.after", seed=1, taken_at=TAKEN, orientation=6))
    exif = image.getexif()
    assert exif[0x0112] == 6
    assert exif.get_ifd(0x8769)[0x9003] == "2026:09:03 10:15:23"
    assert exif.get_ifd(0x8769)[0x9011] == "+08:00"
    assert image.size == (1600, 1200)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_turns_every_picture_upright(orientation):
    from PIL import ImageOps

    taken = opened(photograph("facade.after", seed=2, taken_at=TAKEN, orientation=orientation))
    upright = ImageOps.exif_transpose(taken).convert("RGB")
    seen = paint("facade", seed=2, after=True, portrait=orientation >= 5)
    assert upright.size == seen.size
    assert max(ImageStat.Stat(ImageChops.difference(small(upright), small(seen))).mean) < 4


def test_a_page_with_its_stamp_stands_upright():
    image = opened(photograph(STAMPED_PAGE, seed=9, taken_at=TAKEN))
    assert image.size == (1200, 1600)

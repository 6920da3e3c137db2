import io
from itertools import combinations

import pytest
from PIL import ImageEnhance

from inspections.photo_pair import NEAR_COPY, distance
from reports.scenery import paint
from storage.files import DataFiles
from storage.likeness import HASHES, as_text, from_text, likeness
from storage.pictures import THUMBNAIL, upright_jpeg
from tests.storage.images import jpeg

SCENES = ("corridor_boxes", "extinguishers", "kitchen", "bathroom")


def encoded(image, quality=90):
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def hashes(image, quality=90):
    return likeness(upright_jpeg(encoded(image, quality), longest=THUMBNAIL))


def cut(image, left, top, right, bottom):
    """Cut off these shares of the sides."""
    width, height = image.size
    return image.crop((int(width * left), int(height * top), int(width * (1 - right)), int(height * (1 - bottom))))


COPIES = {
    "recompressed": lambda image: hashes(image, 30),
    "resized": lambda image: hashes(image.resize((image.width // 3, image.height // 3))),
    "cut all round": lambda image: hashes(cut(image, 0.04, 0.04, 0.04, 0.04)),
    "cut at a corner": lambda image: hashes(cut(image, 0, 0, 0.06, 0.06)),
    "brighter": lambda image: hashes(ImageEnhance.Brightness(image).enhance(1.12)),
    "darker": lambda image: hashes(ImageEnhance.Brightness(image).enhance(0.75)),
}


@pytest.fixture(scope="module")
def painted():
    return {scene: paint(scene, seed=1, after=False, portrait=False) for scene in SCENES}


@pytest.mark.parametrize("copy", COPIES)
def test_a_copy_that_was_worked_on_is_near(painted, copy):
    apart = {scene: distance(hashes(image), COPIES[copy](image)) for scene, image in painted.items()}
    assert max(apart.values()) <= NEAR_COPY, apart


def test_pictures_of_different_things_are_not_near(painted):
    made = {scene: hashes(image) for scene, image in painted.items()}
    apart = {(one, other): distance(made[one], made[other]) for one, other in combinations(made, 2)}
    assert min(apart.values()) > NEAR_COPY, apart


def test_hashes_are_kept_in_the_cache_and_made_again_where_the_cache_is_half(directory):
    files = DataFiles(directory)
    stored = files.store_photo(jpeg(400, 300), name="a.jpg")
    made = files.likeness(stored.sha256, stored.extension)
    (cached,) = directory.cache.glob("likeness-*/*/*.txt")
    assert len(made) == HASHES
    assert from_text(cached.read_text()) == made == from_text(as_text(made))
    cached.write_text(cached.read_text()[:40])
    assert files.likeness(stored.sha256, stored.extension) == made

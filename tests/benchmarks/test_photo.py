"""How long a photo of twelve megapixels takes from its drop to its thumbnail, beside Pillow's own draft decode of it."""

import statistics
import time
from datetime import date
from functools import partial

import pytest
from PIL import Image

from checklists.loader import bundled_files
from inspections.people import LOCAL_USER
from inspections.workflow import institutions, setting_up, visiting
from inspections.workflow.recording import PhotoSource, add_photos
from storage.datadir import open_datadir
from storage.files import DataFiles
from storage.store import Store
from tests.laptop import RisingClock

pytestmark = pytest.mark.heavy
TWELVE_MEGAPIXELS = (4000, 3000)
SMALL = (320, 320)
RUNS = 5


@pytest.fixture
def visit(tmp_path):
    """Records with one running visit, its files, and the visit's id."""
    directory = open_datadir(tmp_path / "data")
    store, files = Store.open(directory.records, clock=RisingClock()), DataFiles(directory)
    setting_up.make_installation(store, name="测试")
    values = {"name": "某县消防救援大队", "code": "fire", "issues_papers": True}
    agency = setting_up.record_agency(store, values=values, by=LOCAL_USER).one("agency")
    institution = institutions.record_institution(store, values={"name": "夕阳红"}, by=LOCAL_USER).one("institution")
    started = visiting.start_inspection(
        store,
        files,
        institution=institution,
        kind="daily",
        on=date(2026, 11, 20),
        agencies=[agency],
        team=[],
        checklists=[next(iter(bundled_files().values()))],
        by=LOCAL_USER,
    )
    yield store, files, started.one("inspection")
    store.close()


def take_pictures(folder):
    """Make pictures with the grain of a camera, one for each run."""
    paths = [folder / f"{number}.jpg" for number in range(RUNS)]
    for path in paths:
        grain = Image.effect_noise((1000, 750), 60).resize(TWELVE_MEGAPIXELS)
        Image.merge("RGB", (grain, grain.rotate(180), grain)).save(path, quality=88)
    return paths


def bare_seconds(path):
    """Decode a picture at the next size that JPEG offers, and make it small."""
    begun = time.perf_counter()
    with Image.open(path) as picture:
        picture.draft("RGB", SMALL)
        picture.thumbnail(SMALL)
    return time.perf_counter() - begun


def drop_seconds(path, store, files, inspection):
    """Keep a picture and its entry durably, then make its thumbnail."""
    begun = time.perf_counter()
    sources = (PhotoSource(name=path.name, read=partial(path.read_bytes)),)
    done = add_photos(store, files, sources=sources, inspection=inspection, by=LOCAL_USER)
    photo = store.photos.get(done.changes.one("photo"))
    made = files.thumbnail(photo.sha256, photo.extension)
    assert made
    return time.perf_counter() - begun


def test_a_dropped_photo_shows_within_a_second(visit, tmp_path, capsys):
    store, files, inspection = visit
    paths = take_pictures(tmp_path)
    bare = statistics.median(map(bare_seconds, paths))
    drops = statistics.median(drop_seconds(path, store, files, inspection) for path in paths)
    megabytes = paths[0].stat().st_size / 1e6
    with capsys.disabled():
        print(f"\n{megabytes:.1f} MB: draft decode {bare:.3f} s, drop to thumbnail {drops:.3f} s, x{drops / bare:.1f}")
    assert drops < 1.0

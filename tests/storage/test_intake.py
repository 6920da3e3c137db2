"""Many photos at once: what is in stays in, begun again it goes on, and nothing is lost, doubled or half."""

import hashlib
import os
import shutil
import subprocess
import sys
from datetime import date

import pytest
from PIL import Image

from checklists.loader import bundled_files
from inspections.people import LOCAL_USER
from inspections.workflow import institutions, recording, setting_up, visiting
from inspections.workflow.photo_files import file_sources, folder_sources
from inspections.workflow.recording import ImportStoppedError, PhotoSource, add_photos
from storage import durable
from storage.datadir import open_datadir
from storage.files import DataFiles
from storage.store import Store
from tests.laptop import RisingClock
from tests.storage import images


class Laptop:
    """Records and files in a folder, with one running visit and two findings."""

    def __init__(self, folder):
        directory = open_datadir(folder)
        self.folder = folder
        self.store, self.files = Store.open(directory.records, clock=RisingClock()), DataFiles(directory)
        setting_up.make_installation(self.store, name="测试")
        values = {"name": "某县民政局", "code": "civil_affairs", "issues_papers": True}
        agency = setting_up.record_agency(self.store, values=values, by=LOCAL_USER).one("agency")
        home = institutions.record_institution(self.store, values={"name": "夕阳红"}, by=LOCAL_USER).one("institution")
        self.visit = visiting.start_inspection(
            self.store, self.files, institution=home, kind="daily", on=date(2026, 11, 20), agencies=[agency], team=[],
            checklists=[next(iter(bundled_files().values()))], by=LOCAL_USER,
        ).one("inspection")  # fmt: skip
        self.findings = [self.record_finding(words) for words in ("门上锁", "灯不亮")]

    def record_finding(self, words):
        values = {"description": words, "category": "advice", "place_text": "一层"}
        return recording.record_finding(
            self.store, self.files, inspection=self.visit, values=values, by=LOCAL_USER, on=date(2026, 11, 20)
        ).one("finding")

    def take(self, sources, *, finding="", **more):
        links = {"inspection": self.visit, "finding": finding}
        return add_photos(self.store, self.files, sources=sources, by=LOCAL_USER, **links, **more)

    def originals(self):
        return sorted(path for path in (self.folder / "photos").rglob("*") if path.is_file())


@pytest.fixture
def laptop(tmp_path):
    made = Laptop(tmp_path / "data")
    yield made
    made.store.close()


def card(folder, count=6):
    """A memory card as a phone writes it, with what systems and films leave there."""
    for number in range(count):
        path = folder / "DCIM" / f"{100 + number % 2}APPLE" / f"IMG_{number}.JPG"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(images.jpeg(90 + number, 60))
    (folder / "DCIM" / ".Spotlight").mkdir()
    (folder / "DCIM" / ".Spotlight" / "x.jpg").write_bytes(images.jpeg(50, 50))
    (folder / "DCIM" / "Thumbs.db").write_bytes(b"x")
    return folder


def test_a_card_comes_in_with_its_subfolders_in_the_order_of_its_numbers(laptop, tmp_path):
    folder = card(tmp_path / "card", 12)
    (folder / "DCIM" / "100APPLE" / "MOV_1.MOV").write_bytes(b"\0\0\0\x14ftypqt  " + b"\0" * 90)
    done = laptop.take(folder_sources(folder))
    assert len(done.imported) == 12
    assert done.imported[:3] == ("DCIM/100APPLE/IMG_0.JPG", "DCIM/100APPLE/IMG_2.JPG", "DCIM/100APPLE/IMG_4.JPG")
    assert done.imported[5] == "DCIM/100APPLE/IMG_10.JPG"
    ((name, why),) = done.refused
    assert name == "DCIM/100APPLE/MOV_1.MOV"
    assert "不是能读取的照片" in why


def test_the_same_photo_twice_is_one_file_and_two_links_and_counted(laptop, tmp_path):
    path = tmp_path / "a.jpg"
    path.write_bytes(images.jpeg())
    first, second = laptop.findings
    once = laptop.take(file_sources([path]), finding=first)
    again = laptop.take(file_sources([path]), finding=second)
    third = laptop.take(file_sources([path]), finding=second)
    assert (once.imported, once.duplicates) == (("a.jpg",), ())
    assert (again.imported, again.duplicates, again.present) == (("a.jpg",), ("a.jpg",), 0)
    assert (third.imported, third.duplicates, third.present) == ((), ("a.jpg",), 1)
    assert len(laptop.originals()) == 1
    assert [laptop.store.photos.count(finding=one) for one in (first, second)] == [1, 1]


def test_bad_files_are_refused_by_name_and_the_rest_goes_in(laptop, tmp_path):
    folder = card(tmp_path / "card", 3)
    whole = images.jpeg(800, 600)
    (folder / "cut.jpg").write_bytes(whole[: len(whole) // 2])
    (folder / "empty.jpg").write_bytes(b"")
    (folder / "text.jpg").write_text("不是照片")
    sources = [*folder_sources(folder), *file_sources([folder / "gone.jpg"])]
    done = laptop.take(sources)
    assert len(done.imported) == 3
    assert {name for name, _why in done.refused} == {"cut.jpg", "empty.jpg", "text.jpg", "gone.jpg"}
    assert [sources[place].name for place in done.damaged] == ["cut.jpg"]
    kept = laptop.take([sources[place] for place in done.damaged], keep_damaged=True)
    (photo,) = [laptop.store.photos.get(one) for one in kept.changes.of("photo")]
    assert photo.fields.flag("damaged")
    assert laptop.files.photo_path(photo.sha256, "jpg").read_bytes() == whole[: len(whole) // 2]


def test_a_cancelled_import_goes_on_where_it_was_broken_off(laptop, tmp_path):
    class CancelledError(Exception):
        pass

    def until_third(done, total, name):
        if done == 3:
            raise CancelledError

    sources = folder_sources(card(tmp_path / "card", 8))
    with pytest.raises(CancelledError):
        laptop.take(sources, progress=until_third)
    assert laptop.store.photos.count(inspection=laptop.visit) == 3
    done = laptop.take(sources)
    assert (len(done.imported), done.present) == (5, 3)
    assert laptop.store.photos.count(inspection=laptop.visit) == len(laptop.originals()) == 8


def test_small_pictures_are_ready_when_the_import_ends(laptop, tmp_path, monkeypatch):
    done = laptop.take(folder_sources(card(tmp_path / "card", 2)))
    monkeypatch.setattr(DataFiles, "_original", lambda *_: pytest.fail("decoded again"))
    for one in done.changes.of("photo"):
        photo = laptop.store.photos.get(one)
        assert laptop.files.thumbnail(photo.sha256, photo.extension)
        assert laptop.files.derivative(photo.sha256, photo.extension)


def test_a_full_disk_in_the_middle_leaves_whole_what_is_in_and_names_the_space_needed(laptop, tmp_path, monkeypatch):
    sources = folder_sources(card(tmp_path / "card", 6))
    written, fsync = [], os.fsync

    def full_later(handle):
        written.append(handle)
        if len(laptop.originals()) >= 4:  # three in place, the fourth a temporary file
            raise OSError(28, "No space left on device")
        fsync(handle)

    monkeypatch.setattr(durable.os, "fsync", full_later)
    with pytest.raises(ImportStoppedError, match=r"磁盘空间不足.*已导入 3 张，其余 3 张未导入（约需 1 MB）") as stopped:
        laptop.take(sources)
    monkeypatch.undo()
    assert len(stopped.value.outcome.imported) == 3
    assert len(laptop.originals()) == laptop.store.photos.count(inspection=laptop.visit) == 3
    assert all(hashlib.sha256(path.read_bytes()).hexdigest() == path.stem for path in laptop.originals())
    assert len(laptop.take(sources).imported) == 3


@pytest.mark.heavy
@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() != 0, reason="未运行：须能挂载 tmpfs")
def test_a_really_full_disk_in_the_middle_of_a_card(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(disk)], check=False)
    if mounted.returncode:
        pytest.skip("未运行：不能挂载 tmpfs")
    try:
        laptop = Laptop(disk / "data")
        grain = [os.urandom(700_000) for _ in range(60)]
        sources = [
            PhotoSource(name=f"{n}.jpg", read=lambda n=n: images.jpeg() + grain[n], size=700_000) for n in range(60)
        ]
        with pytest.raises(ImportStoppedError, match=r"磁盘空间不足.*约需 \d+ MB"):
            laptop.take(sources)
        for photo in laptop.store.photos.where(inspection=laptop.visit):
            assert laptop.files.check_photo(photo.sha256, photo.extension) == "ok"
        laptop.store.close()
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("count", [60, pytest.param(10_000, marks=pytest.mark.heavy)])
def test_different_photos_with_one_name_and_one_time_are_as_many_files(laptop, count):
    def picture(number):
        return images.encoded(Image.new("RGB", (8, 8), (number >> 8, number & 255, 7)), "PNG")

    sources = [
        PhotoSource(name="IMG_0001.JPG", read=lambda n=n: picture(n), file_time="2026-11-20T10:00:00+08:00")
        for n in range(count)
    ]
    done = laptop.take(sources)
    assert len(done.imported) == len(laptop.originals()) == laptop.store.photos.count(inspection=laptop.visit) == count


IMPORT = """
import sys
from pathlib import Path
from inspections.people import LOCAL_USER
from inspections.workflow.photo_files import folder_sources
from inspections.workflow.recording import add_photos
from storage.datadir import open_datadir
from storage.files import DataFiles
from storage.store import Store
from tests.laptop import RisingClock

directory = open_datadir(Path(sys.argv[1]))
store, files = Store.open(directory.records, clock=RisingClock()), DataFiles(directory)
done = add_photos(store, files, sources=folder_sources(Path(sys.argv[2])), inspection=sys.argv[3], by=LOCAL_USER,
                  progress=lambda done, total, name: print(name, flush=True))
print("END", len(done.imported), len(done.duplicates), flush=True)
"""


def import_killed_after(arguments, pictures):
    """Begin the import in a process of its own and kill it after so many pictures, None lets it end."""
    with subprocess.Popen([sys.executable, "-c", IMPORT, *arguments], stdout=subprocess.PIPE, text=True) as process:
        if pictures is None:
            return process.communicate()[0]
        for _ in range(pictures):
            process.stdout.readline()
        process.kill()
    return ""


@pytest.mark.parametrize(("count", "kills"), [(50, 3), pytest.param(2000, 50, marks=pytest.mark.heavy)])
def test_a_card_killed_again_and_again_is_whole_at_the_end(tmp_path, count, kills):
    laptop = Laptop(tmp_path / "data")
    laptop.store.close()
    folder = card(tmp_path / "card", count)
    arguments = [str(tmp_path / "data"), str(folder), laptop.visit]
    for kill in range(kills):
        import_killed_after(arguments, (kill + 1) * count // (kills + 1))
    assert "END" in import_killed_after(arguments, None)
    store = Store.open(open_datadir(tmp_path / "data").records, clock=RisingClock())
    photos = store.photos.where(inspection=laptop.visit)
    assert len(photos) == count
    named = [path for path in laptop.originals() if not path.name.startswith(durable.TEMPORARY)]
    assert {path.stem for path in named} == {photo.sha256 for photo in photos}
    assert len(named) == count
    assert all(hashlib.sha256(path.read_bytes()).hexdigest() == path.stem for path in named)
    sent = {hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("IMG_*.JPG")}
    assert sent == {photo.sha256 for photo in photos}
    store.close()
    shutil.rmtree(folder)

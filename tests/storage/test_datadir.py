import os
import stat
from pathlib import Path

import pytest

from inspections.records import UnavailableError
from storage import datadir
from storage.datadir import DataDir, default_root, open_datadir, unfit

MOUNTS = r"""/dev/vda / ext4 rw 0 0
tmpfs /tmp tmpfs rw 0 0
server:/export /home/张三/共享\040资料 nfs4 rw 0 0
//nas/data /mnt/nas cifs rw 0 0
me@host:/ /mnt/ssh fuse.sshfs rw 0 0
/dev/sdb1 /mnt/nas/inner ext4 rw 0 0
"""


def test_folders_are_made_and_only_the_owner_sees_the_keys(tmp_path):
    directory = open_datadir(tmp_path / "新 资料" / '它\'s "A"')
    assert {path.name for path in directory.root.iterdir()} == {
        "photos",
        "documents",
        "checklists",
        "keys",
        "cache",
        "backups",
        "log",
    }
    assert stat.S_IMODE(directory.keys.stat().st_mode) == 0o700
    assert open_datadir(directory.root) == directory


@pytest.mark.parametrize(
    "place",
    [
        "/home/张三/共享 资料",
        "/home/张三/共享 资料/颐安/一",
        "/mnt/nas",
        "/mnt/nas/x",
        "/mnt/ssh/a b",
        "//server/share/x",
        "\\\\server\\share",
    ],
)
def test_network_places_are_refused(place):
    assert "网络位置" in unfit(Path(place), mounts=MOUNTS)


@pytest.mark.parametrize("place", ["/home/张三/资料", "/mnt/nas/inner/x", "/mnt/nasty", "/srv/共享 资料"])
def test_local_places_are_fit(place):
    assert unfit(Path(place), mounts=MOUNTS) == ""


@pytest.mark.parametrize(
    ("place", "brand"),
    [
        ("OneDrive - 民政局", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("我的坚果云", "坚果云"),
        ("Nutstore Files", "坚果云"),
        ("BaiduSyncdisk", "百度网盘"),
        ("百度网盘同步空间", "百度网盘"),
        ("iCloudDrive", "iCloud"),
        ("Google Drive", "Google Drive"),
    ],
)
def test_folders_of_synchronising_programs_are_refused_with_what_to_do(tmp_path, place, brand):
    with pytest.raises(UnavailableError) as refused:
        open_datadir(tmp_path / place / "颐安")
    assert brand in refused.value.message
    assert str(default_root()) in refused.value.what_to_do
    assert not (tmp_path / place).exists()


def test_a_link_into_a_synchronised_folder_is_refused(tmp_path):
    (tmp_path / "OneDrive").mkdir()
    (tmp_path / "资料").symlink_to(tmp_path / "OneDrive")
    assert "OneDrive" in unfit(tmp_path / "资料")


def test_the_program_folder_is_refused_and_the_default_lies_outside():
    assert "程序文件夹" in unfit(datadir.PROGRAM / "data")
    assert "程序文件夹" in unfit(datadir.PROGRAM)
    assert unfit(datadir.PROGRAM.parent / "other-data") == ""
    assert datadir.PROGRAM not in default_root().parents


def test_a_file_in_place_of_the_folder_is_named(tmp_path):
    (tmp_path / "资料").write_text("x")
    with pytest.raises(UnavailableError, match="是一个文件"):
        open_datadir(tmp_path / "资料")


def test_a_folder_that_cannot_be_made_is_unavailable(tmp_path):
    (tmp_path / "文件").write_text("x")
    with pytest.raises(UnavailableError, match="无法写入"):
        open_datadir(tmp_path / "文件" / "资料")


def test_the_ballast_holds_real_blocks_and_is_given_back(tmp_path):
    directory = DataDir(tmp_path)
    directory.create()
    assert not directory.release_ballast()
    directory.keep_ballast()
    directory.keep_ballast()
    kept = directory.ballast.stat()
    assert kept.st_size == datadir.BALLAST_BYTES
    assert kept.st_blocks * 512 >= datadir.BALLAST_BYTES
    assert directory.release_ballast()
    assert not directory.ballast.exists()


def test_every_new_folder_is_flushed_into_the_one_above(tmp_path, monkeypatch):
    flushed = []
    real = os.fsync
    monkeypatch.setattr(
        datadir.durable.os,
        "fsync",
        lambda handle: (flushed.append(str(Path(f"/proc/self/fd/{handle}").readlink())), real(handle)),
    )
    DataDir(tmp_path / "a" / "b").create()
    assert {str(tmp_path), str(tmp_path / "a"), str(tmp_path / "a" / "b")} <= set(flushed)

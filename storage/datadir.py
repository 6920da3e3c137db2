"""The data directory: where everything of one laptop lies, and where it must not lie."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from inspections.records import UnavailableError
from storage import durable

PROGRAM: Final = Path(__file__).resolve().parent.parent
BALLAST_BYTES: Final = 32 << 20
_BLOCK: Final = 1 << 20
_MOUNTS: Final = Path("/proc/mounts")
_REMOTE_DRIVE: Final = 4
"""DRIVE_REMOTE, an answer of the GetDriveTypeW call of Windows."""

_NETWORK_KINDS: Final = frozenset(
    {
        "nfs", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "afs", "davfs", "davfs2", "ncpfs",
        "ceph", "glusterfs", "lustre", "fuse.sshfs", "fuse.rclone", "fuse.davfs2", "fuse.glusterfs", "fuse.ceph",
        "fuse.gvfsd-fuse", "fuse.curlftpfs", "fuse.s3fs",
    }
)  # fmt: skip
_SYNC_FOLDERS: Final = (
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("坚果云", "坚果云"),
    ("我的坚果云", "坚果云"),
    ("nutstore", "坚果云"),
    ("百度网盘同步", "百度网盘"),
    ("百度云同步", "百度网盘"),
    ("baidusyncdisk", "百度网盘"),
    ("icloud", "iCloud"),
    ("mobile documents", "iCloud"),
    ("com~apple~clouddocs", "iCloud"),
    ("cloudstorage", "iCloud 或其他云盘"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("wps云盘", "WPS 云盘"),
    ("wpsdrive", "WPS 云盘"),
    ("阿里云盘", "阿里云盘"),
)
"""How the folder of a synchronising program begins, and what the user calls it."""


@dataclass(frozen=True, slots=True)
class DataDir:
    """The folders and files of one data directory."""

    root: Path

    @property
    def records(self) -> Path:
        """The file of the records."""
        return self.root / "records.db"

    @property
    def photos(self) -> Path:
        """Original pictures by digest."""
        return self.root / "photos"

    @property
    def documents(self) -> Path:
        """Sealed papers, scans and derivatives that papers name, by digest."""
        return self.root / "documents"

    @property
    def checklists(self) -> Path:
        """Every checklist edition ever used here."""
        return self.root / "checklists"

    @property
    def keys(self) -> Path:
        """Keys and certificates; only the owner may look inside."""
        return self.root / "keys"

    @property
    def cache(self) -> Path:
        """What may be deleted and is made again."""
        return self.root / "cache"

    @property
    def backups(self) -> Path:
        """Copies the program makes by itself."""
        return self.root / "backups"

    @property
    def log(self) -> Path:
        """The program's own log."""
        return self.root / "log"

    @property
    def quarantine(self) -> Path:
        """Files that nothing names, set aside instead of deleted."""
        return self.root / "quarantine"

    @property
    def lock(self) -> Path:
        """The file that the one writing process holds."""
        return self.root / "lock"

    @property
    def ballast(self) -> Path:
        """Space kept in hand: on a full disk SQLite cannot even delete."""
        return self.root / "ballast"

    def create(self) -> None:
        """Make the folders, durably."""
        for folder in (self.photos, self.documents, self.checklists, self.cache, self.backups, self.log):
            durable.make_folder(folder)
        durable.make_folder(self.keys, mode=0o700)
        with durable.disk_faults(self.keys):
            self.keys.chmod(0o700)

    def keep_ballast(self) -> None:
        """Fill the ballast file with blocks that no file system can leave out."""
        if self.ballast.exists() and self.ballast.stat().st_size == BALLAST_BYTES:
            return
        durable.require_space(self.root, BALLAST_BYTES * 2)
        with durable.disk_faults(self.root, needed=BALLAST_BYTES), self.ballast.open("wb") as file:
            for _ in range(BALLAST_BYTES // _BLOCK):
                file.write(os.urandom(_BLOCK))
            file.flush()
            os.fsync(file.fileno())

    def release_ballast(self) -> bool:
        """Give the ballast back to a full disk; tells whether there was any."""
        held = self.ballast.exists()
        self.ballast.unlink(missing_ok=True)
        return held


def default_root() -> Path:
    """Return where the data lies when nobody says otherwise: the user's own folder, outside the program."""
    import platformdirs

    return platformdirs.user_data_path("yian", appauthor=False)


def open_datadir(root: Path | None = None) -> DataDir:
    """Return the data directory with its folders made; UnavailableError where it must not or cannot lie."""
    asked = (root or default_root()).expanduser()
    chosen, reason = asked.absolute(), unfit(asked)
    if reason:
        raise UnavailableError(
            f"数据目录不能放在“{chosen}”：{reason}。",
            f"请用 --data 指定本机磁盘上的文件夹，例如“{default_root()}”；"
            "已有资料时请先关闭程序，把整个文件夹移到那里再启动。",
        )
    if chosen.exists() and not chosen.is_dir():
        raise UnavailableError(f"“{chosen}”是一个文件，不是文件夹。", "请用 --data 另选一个文件夹。")
    directory = DataDir(chosen)
    directory.create()
    return directory


def unfit(path: Path, *, program: Path = PROGRAM, mounts: str | None = None) -> str:
    """Say why a folder cannot hold the records; empty when it can."""
    resolved = path.resolve()
    if _is_network(path, resolved, mounts=mounts):
        return "这里是网络位置，断网或多人同时使用会损坏记录"
    if resolved == program or program in resolved.parents:
        return "这里是程序文件夹，更新程序时会被覆盖"
    for part in (*path.parts, *resolved.parts):
        for beginning, brand in _SYNC_FOLDERS:
            if part.casefold().startswith(beginning):
                return f"这里由“{brand}”自动同步，同步会损坏正在使用的记录"
    return ""


def _is_network(path: Path, resolved: Path, *, mounts: str | None) -> bool:
    if any(str(one).startswith(("\\\\", "//")) for one in (path, resolved)):
        return True
    if os.name == "nt":
        return _is_remote_drive(resolved)
    if mounts is None:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape") if _MOUNTS.exists() else ""
    return _file_system(resolved, _mounted(mounts)) in _NETWORK_KINDS


def _mounted(mounts: str) -> list[tuple[Path, str]]:
    lines = (line.split(" ") for line in mounts.splitlines())
    return [(Path(_unescaped(line[1])), line[2]) for line in lines if len(line) > 2]


def _unescaped(text: str) -> str:
    """Undo the octal escapes of /proc/mounts (a space reads as backslash 040)."""
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), text)


def _file_system(path: Path, mounted: Sequence[tuple[Path, str]]) -> str:
    around = {path, *path.parents}
    kinds = [(len(point.parts), place, kind) for place, (point, kind) in enumerate(mounted) if point in around]
    return max(kinds)[2] if kinds else ""


def _is_remote_drive(path: Path) -> bool:
    import ctypes

    libraries = getattr(ctypes, "windll", None)
    return libraries is not None and libraries.kernel32.GetDriveTypeW(path.anchor) == _REMOTE_DRIVE

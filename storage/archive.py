"""A backup of the whole data directory in one file, called good only after a trial reading of every byte.

The file is a ZIP without compression: `records.db` copied whole by SQLite itself, originals, papers and checklists,
and `manifest.json` with the SHA-256 of each. Names in it are fixed by our own folders; nothing else is ever unpacked.
"""

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final

from inspections.records import UnavailableError
from inspections.refusal import BadValueError, RefusedError
from storage import backup, durable
from storage.datadir import DataDir
from storage.driver import check_ownership, connect

FORMAT: Final = "yian-backup/1"
MANIFEST: Final = "manifest.json"
RECORDS: Final = "records.db"
FOLDERS: Final = ("photos", "documents", "checklists", "keys")
BLOCK: Final = 1 << 20
LARGEST_MANIFEST: Final = 256 << 20


def back_up(directory: DataDir, out: Path) -> Mapping[str, int]:
    """Write one verified file with everything; an existing file is never touched."""
    if out.exists():
        raise RefusedError(f"文件已存在：{out}。", "请换一个文件名。")
    part = out.with_name(f"{out.name}.part")
    with durable.disk_faults(out.parent):
        out.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        try:
            _write(directory, part)
            counts = _check(part)
            with part.open("rb+") as written:
                os.fsync(written.fileno())
            part.replace(out)
            durable.sync_folder(out.parent)
        finally:
            part.unlink(missing_ok=True)
    return counts


def restore(source: Path, target: Path) -> Mapping[str, Any]:
    """Unpack a backup into a new folder, every file checked; what is missing or altered is named."""
    if target.exists() and any(target.iterdir()):
        raise RefusedError(f"文件夹不是空的：{target}。", "请恢复到一个新的文件夹。")
    with _open(source) as archive:
        manifest = _manifest(archive)
        with durable.disk_faults(target):
            target.mkdir(parents=True, exist_ok=True)
            wrong = [name for name, digest in manifest.items() if not _unpack(archive, name, digest, target)]
    if wrong:
        named = "、".join(wrong[:5])
        message = f"未完整恢复：{len(wrong)} 个文件缺失或损坏（{named}）。请改用另一份备份。"
        return {"ok": False, "message": message, "files": len(manifest), "wrong": wrong}
    _check_records(target / RECORDS)
    message = f"已恢复 {len(manifest)} 个文件到 {target}，全部核对一致。"
    return {"ok": True, "message": message, "files": len(manifest), "wrong": []}


def _write(directory: DataDir, part: Path) -> None:
    digests: dict[str, str] = {}
    scratch = tempfile.TemporaryDirectory(dir=part.parent)
    with scratch as folder, zipfile.ZipFile(part, "x", zipfile.ZIP_STORED) as archive:
        copy = Path(folder) / RECORDS
        connection = connect(directory.records, readonly=True)
        try:
            backup.back_up(connection, copy)
        finally:
            connection.close()
        digests[RECORDS] = _add(archive, RECORDS, copy)
        for name, path in _files(directory):
            digests[name] = _add(archive, name, path)
        told = {"format": FORMAT, "files": digests}
        archive.writestr(MANIFEST, json.dumps(told, sort_keys=True, ensure_ascii=False))


def _files(directory: DataDir) -> Iterator[tuple[str, Path]]:
    for folder in FOLDERS:
        root = directory.root / folder
        for path in sorted(root.rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                yield path.relative_to(directory.root).as_posix(), path


def _add(archive: zipfile.ZipFile, name: str, path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as source, archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as into:
        while block := source.read(BLOCK):
            digest.update(block)
            into.write(block)
    return digest.hexdigest()


def _check(part: Path) -> Mapping[str, int]:
    """Read everything back: a backup nobody could read is none."""
    with _open(part) as archive:
        manifest = _manifest(archive)
        for name, digest in manifest.items():
            with archive.open(name) as file:
                if _digest(file) != digest:
                    raise UnavailableError(f"备份写入后核对不一致：{name}。", "请换一个磁盘或文件夹再备份。")
    return {"files": len(manifest)}


def _open(source: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(source)
    except FileNotFoundError:
        raise BadValueError(f"找不到备份文件“{source}”。") from None
    except zipfile.BadZipFile:
        raise BadValueError(f"“{source}”不是颐安检查的备份文件，或已损坏。", "请改用另一份备份。") from None


def _manifest(archive: zipfile.ZipFile) -> Mapping[str, str]:
    try:
        if archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
            raise BadValueError("备份文件的清单过大。", "请改用另一份备份。")
        told = json.loads(archive.read(MANIFEST))
        files = told["files"]
        known = told["format"] == FORMAT and all(_is_ours(name) for name in files)
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile):
        known = False
        files = {}
    if not known or RECORDS not in files:
        raise BadValueError("备份文件的清单无法识别，或由更新的版本写成。", "请改用另一份备份，或更新程序。")
    return dict(files)


def _is_ours(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return name == RECORDS or (len(parts) in (2, 3) and parts[0] in FOLDERS and ".." not in parts and "\\" not in name)


def _unpack(archive: zipfile.ZipFile, name: str, digest: str, target: Path) -> bool:
    try:
        with archive.open(name) as file:
            data = file.read()
    except (KeyError, zipfile.BadZipFile, EOFError):
        return False
    if hashlib.sha256(data).hexdigest() != digest:
        return False
    place = target.joinpath(*PurePosixPath(name).parts)
    place.parent.mkdir(parents=True, exist_ok=True)
    durable.write(place, data, mode=0o644 if name == RECORDS else durable.READ_ONLY)
    return True


def _check_records(path: Path) -> None:
    connection = connect(path, readonly=True)
    try:
        check_ownership(connection)
        backup.check_whole(connection)
    finally:
        connection.close()


def _digest(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while block := file.read(BLOCK):
        digest.update(block)
    return digest.hexdigest()

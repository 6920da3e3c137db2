"""Copies of the records: whole, checked, durable before they have their name; restored into a new folder only."""

import os
import shutil
from pathlib import Path
from typing import Final

from inspections.records import UnavailableError
from inspections.refusal import RefusedError
from storage.driver import Connection, check_ownership, connect, plain_faults
from storage.durable import disk_faults, sync_folder

RECORDS: Final = "records.db"


def back_up(connection: Connection, target: Path) -> Path:
    """Write a copy of the records; an existing file is never touched."""
    if target.exists():
        raise RefusedError(f"文件已存在：{target}。", "请换一个文件名。")
    part = target.with_name(target.name + ".part")
    with disk_faults(target.parent):
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        try:
            _copy(connection, part)
            part.replace(target)
            sync_folder(target.parent)
        finally:
            part.unlink(missing_ok=True)
    return target


def _copy(connection: Connection, part: Path) -> None:
    """Copy in one step: a stepped copy starts again at every write of another connection and may never end."""
    copy = connect(part, create=True)
    try:
        with plain_faults(str(part)):
            connection.raw.backup(copy.raw, pages=-1)
        copy.run("PRAGMA journal_mode=DELETE")
        check_whole(copy)
    finally:
        copy.close()
    with part.open("rb+") as file:
        os.fsync(file.fileno())


def check_whole(connection: Connection) -> None:
    """Refuse a file that SQLite itself finds damaged."""
    verdict = connection.value("PRAGMA quick_check(1)")
    if verdict != "ok":
        raise UnavailableError(f"记录文件已损坏：{connection.path}。", "请改用另一份备份。")


def restore(source: Path, folder: Path) -> Path:
    """Put a backup into a new folder; live records are never written over."""
    if folder.exists() and any(folder.iterdir()):
        raise RefusedError(f"文件夹不是空的：{folder}。", "请恢复到一个新的文件夹。")
    checked = connect(source, readonly=True)
    try:
        check_ownership(checked)
        check_whole(checked)
    finally:
        checked.close()
    target = folder / RECORDS
    part = target.with_name(f"{RECORDS}.part")
    with disk_faults(folder):
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(target)
        sync_folder(folder)
    return target

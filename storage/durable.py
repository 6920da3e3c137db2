"""Write files so that a power cut or a kill leaves the whole file or none: temp, fsync, rename, fsync of the folder."""

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from inspections.records import UnavailableError

TEMPORARY: Final = ".tmp-"
READ_ONLY: Final = 0o444
_FULL: Final = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_MEGABYTE: Final = 1 << 20


def make_folder(folder: Path, *, mode: int = 0o777) -> None:
    """Make a folder and its parents, each name flushed into the folder above it."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    with disk_faults(folder):
        folder.mkdir(mode=mode, exist_ok=True)
        sync_folder(folder.parent)


def write(path: Path, data: bytes, *, mode: int = READ_ONLY) -> None:
    """Put a whole file in place durably; what lay there is replaced."""
    make_folder(path.parent)
    temporary = path.parent / f"{TEMPORARY}{secrets.token_hex(8)}"
    with disk_faults(path.parent, needed=len(data)):
        try:
            with temporary.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.chmod(mode)
            temporary.replace(path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
        sync_folder(path.parent)


def write_cache(path: Path, data: bytes) -> None:
    """Put a file in place that can be made again: whole or none for readers, without waiting for the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.parent / f"{TEMPORARY}{secrets.token_hex(8)}"
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Flush the names in a folder; Windows has no handle for that."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def require_space(folder: Path, needed: int) -> None:
    """Refuse to begin what the disk cannot hold."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise _no_space(folder, needed=needed, free=free)


@contextmanager
def disk_faults(folder: Path, *, needed: int = 0) -> Iterator[None]:
    """Turn what the disk says into words for the user."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise _no_space(folder, needed=needed, free=0) from error
        raise UnavailableError(
            f"无法写入“{folder}”（{error.strerror or error}）。", "请检查磁盘和文件夹权限后重试。"
        ) from error


def _no_space(folder: Path, *, needed: int, free: int) -> UnavailableError:
    wanted = f"需要 {max(1, -(-needed // _MEGABYTE))} MB，剩余 {free // _MEGABYTE} MB"
    return UnavailableError(f"磁盘空间不足，无法写入“{folder}”（{wanted}）。", "请清理磁盘后重试；本次内容尚未保存。")

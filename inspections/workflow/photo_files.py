"""Files, folders and memory cards as sources of pictures: told by their content, read only when their turn comes."""

import os
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from inspections.pictures import HEAD, MAX_BYTES, looks_like_picture, not_a_picture, too_big
from inspections.refusal import BadValueError
from inspections.workflow.recording import PhotoSource

NOT_OFFERED: Final = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db"})
"""What systems leave in every folder of pictures; nobody meant to import it."""


def file_source(path: Path, *, name: str = "") -> PhotoSource:
    """Return one file as a picture on its way in."""
    size, file_time = _told(path)
    shown = name or path.name
    return PhotoSource(name=shown, read=partial(read_picture, path, shown), file_time=file_time, size=size)


def file_sources(paths: Sequence[Path]) -> list[PhotoSource]:
    """Return some files, and whatever lies in folders among them."""
    sources: list[PhotoSource] = []
    for path in paths:
        sources.extend(folder_sources(path) if path.is_dir() else [file_source(path)])
    return sources


def folder_sources(folder: Path) -> list[PhotoSource]:
    """Return every file of a folder or memory card with its subfolders, in the order cameras number them."""
    return [file_source(path, name=path.relative_to(folder).as_posix()) for path in folder_files(folder)]


def folder_files(folder: Path) -> list[Path]:
    """Return the paths of those files."""
    return sorted(_files_in(folder), key=lambda path: _natural(path.relative_to(folder).as_posix()))


def read_picture(path: Path, name: str) -> bytes:
    """Read a file that can be a picture; a film or a document is refused by its first bytes."""
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            head = file.read(HEAD)
            if head and not looks_like_picture(head):
                raise not_a_picture(name)
            if size > MAX_BYTES:
                raise too_big(name, size)
            return head + file.read()
    except OSError as error:
        raise BadValueError(
            f"“{name}”无法读取（{error.strerror or error}）。", "请检查文件是否仍在原处、存储卡或数据线是否松动。"
        ) from error


def _files_in(folder: Path) -> Iterator[Path]:
    for at, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith(".") and name.lower() not in NOT_OFFERED:
                yield Path(at) / name


def _natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key by which IMG_9 comes before IMG_10."""
    parts = re.split(r"([0-9]+)", name.casefold())
    return tuple((1, int(part), "") if part.isdecimal() else (0, 0, part) for part in parts)


def _told(path: Path) -> tuple[int, str]:
    try:
        facts = path.stat()
        changed = datetime.fromtimestamp(facts.st_mtime, tz=UTC).astimezone()
    except (OSError, ValueError, OverflowError):
        return 0, ""
    return facts.st_size, changed.isoformat(timespec="seconds")

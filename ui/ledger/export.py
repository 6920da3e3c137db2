"""A ledger as a file: read on a connection of its own, made, and put in place only when it is whole."""

import errno
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from inspections.dossier import Ledger
from inspections.ledger import TITLES, read_ledger
from inspections.records import UnavailableError
from ui.ledger.filters import View
from ui.tasks import Task
from ui.workplace import Workplace

STEPS: Final = 3
_REASONS: Final = {errno.ENOSPC: "磁盘空间不足", errno.ENOENT: "文件夹不存在", errno.EISDIR: "这是一个文件夹"}


@dataclass(frozen=True, kw_only=True)
class Export:
    """One way to write the ledger."""

    id: str
    kind: str
    extension: str
    text: str


EXPORTS: Final = (
    Export(id="hazards_xlsx", kind="hazards", extension="xlsx", text="隐患排查治理台账（Excel）"),
    Export(id="hazards_pdf", kind="hazards", extension="pdf", text="隐患排查治理台账（PDF）"),
    Export(id="closures_xlsx", kind="closures", extension="xlsx", text="隐患销号台账（Excel）"),
    Export(id="closures_pdf", kind="closures", extension="pdf", text="隐患销号台账（PDF）"),
)  # fmt: skip
FILE_FILTERS: Final = {"xlsx": "Excel 工作簿 (*.xlsx)", "pdf": "PDF 文件 (*.pdf)"}
BY_ID: Final[Mapping[str, Export]] = {one.id: one for one in EXPORTS}


@dataclass(frozen=True, kw_only=True)
class Written:
    """A ledger that lies on disk."""

    path: Path
    lines: int


def file_name(export: Export, today: date) -> str:
    """Propose a name for the file."""
    return f"{TITLES[export.kind]} {today.isoformat()}.{export.extension}"


def export_task(workplace: Workplace, export: Export, view: View, told: str, path: Path) -> Task:
    """Make the task that writes a ledger of exactly what a view shows."""
    return Task(f"导出{TITLES[export.kind]}", partial(_export, workplace, export, view, told, path))


def _export(workplace: Workplace, export: Export, view: View, told: str, path: Path, task: Task) -> Written:
    task.step(0, STEPS, "正在读取台账")
    ledger = _read(workplace, export, view, told)
    task.step(1, STEPS, f"正在制作 {len(ledger.rows)} 条")
    make = workplace.papers.ledger_workbook if export.extension == "xlsx" else workplace.papers.ledger_pdf
    data = make(ledger, kind=export.kind)
    task.step(2, STEPS, "正在写入文件")
    write_whole(path, data)
    task.step(STEPS, STEPS, "完成")
    return Written(path=path, lines=len(ledger.rows))


def scoped(export: Export, view: View) -> View:
    """Return the view a ledger holds: 销号台账 knows what is closed only, under the same constraints."""
    return replace(view, scope="closed") if export.kind == "closures" else view


def _read(workplace: Workplace, export: Export, view: View, told: str) -> Ledger:
    today = workplace.today()
    view = scoped(export, view)
    records = workplace.open_records()
    try:
        ledger = read_ledger(records, view.query(today), kind=export.kind)
    finally:
        records.close()
    rows = tuple(row for row in ledger.rows if view.lets_through(row, today))
    return replace(ledger, rows=rows, filters=told)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file beside its place and put it there in one step; a failure leaves what was there before."""
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        reason = _REASONS.get(error.errno or 0, "文件正被其他程序打开，或没有写入权限")
        raise UnavailableError(
            f"“{path.name}”没有写成：{reason}。", "请关闭已打开的同名文件，或另选文件夹后再导出。"
        ) from error

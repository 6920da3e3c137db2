"""The child process that reads a workbook: bytes in on stdin, JSON out on stdout, nothing else touched.

calamine aborts the whole process on some legal files and a small file may unpack to gigabytes: so it runs alone, with
limits on memory and time, after the size that the file declares was checked.
"""

import json
import re
import sys
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any, Final

MAX_UNPACKED: Final = 200 << 20
MAX_RATIO: Final = 100
SMALL_ENTRY: Final = 1 << 20
MAX_ENTRIES: Final = 2000
MAX_ROWS: Final = 200_000
MAX_COLUMNS: Final = 60
MEMORY: Final = 2 << 30
PROCESSOR_SECONDS: Final = 60
MAX_FAULTS: Final = 20

_PIECE: Final = 1 << 20
_OVERLAP: Final = 256
_CELL: Final = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["']([^>]{0,80}\bt\s*=\s*["']e["'])?""")
_TOO_LARGE: Final = "表格过大，或在很远的单元格里有内容"
_COPY_OUT: Final = "请只把机构清单复制到新的工作簿，另存为 .xlsx 后再导入。"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")


class UnreadableError(Exception):
    """A workbook that is not read, with the reason in Chinese."""

    def __init__(self, message: str, what_to_do: str) -> None:
        super().__init__(message)
        self.message, self.what_to_do = message, what_to_do


def main() -> int:
    """Read one workbook from stdin and write what was found, or why not."""
    _limit()
    try:
        answer: dict[str, Any] = read(sys.stdin.buffer.read())
    except UnreadableError as error:
        answer = {"refused": error.message, "what_to_do": error.what_to_do}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8"))
    return 0


def read(data: bytes) -> dict[str, Any]:
    """Return the visible sheets as texts with their merged ranges, and the cells that hold errors."""
    errors: list[str] = []
    if data.startswith(b"PK"):
        errors = check_package(data)
    elif not data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableError("这不是表格文件", "请用 WPS 或 Excel 打开，另存为 .xlsx 后再导入。")
    elif _ENCRYPTED in data:
        raise UnreadableError("表格设有密码", "请先去掉密码再导入。")
    return {"sheets": list(_sheets(data)), "errors": errors[:MAX_FAULTS]}


def check_package(data: bytes) -> list[str]:
    """Refuse a package that would unpack too large or has a cell too far out; return the cells that hold errors."""
    errors: list[str] = []
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            entries = package.infolist()
            if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
                raise UnreadableError(_TOO_LARGE, _COPY_OUT)
            for entry in entries:
                if entry.file_size > SMALL_ENTRY and entry.file_size > MAX_RATIO * max(1, entry.compress_size):
                    raise UnreadableError(_TOO_LARGE, _COPY_OUT)
            for entry in entries:
                if entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml"):
                    errors.extend(_check_cells(package, entry))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise UnreadableError("表格文件已损坏", "请用 WPS 或 Excel 打开后另存，再导入。") from error
    return errors


def _check_cells(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[str]:
    with package.open(entry) as part:
        rest = b""
        while piece := part.read(_PIECE):
            text = rest + piece
            for letters, row, is_error in _CELL.findall(text):
                if int(row) > MAX_ROWS or _column(letters) > MAX_COLUMNS:
                    raise UnreadableError(_TOO_LARGE, _COPY_OUT)
                if is_error:
                    yield f"{letters.decode()}{row.decode()}"
            rest = text[-_OVERLAP:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sheets(data: bytes) -> Iterator[dict[str, Any]]:
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(BytesIO(data))
        for sheet in book.sheets_metadata:
            if sheet.visible != calamine.SheetVisibleEnum.Visible or sheet.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            yield _sheet(book.get_sheet_by_name(sheet.name))
    except calamine.PasswordError as error:
        raise UnreadableError("表格设有密码", "请先去掉密码再导入。") from error
    except calamine.CalamineError as error:
        raise UnreadableError(
            "表格文件已损坏或格式不支持", "请用 WPS 或 Excel 打开，另存为 .xlsx 后再导入。"
        ) from error


def _sheet(sheet: Any) -> dict[str, Any]:
    last = sheet.end or (0, 0)
    if last[0] >= MAX_ROWS or last[1] >= MAX_COLUMNS:
        raise UnreadableError(_TOO_LARGE, _COPY_OUT)
    rows = [[written(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    merged = [[*first, *end] for first, end in sheet.merged_cell_ranges or ()]
    return {"name": sheet.name, "rows": rows, "merged": merged}


def written(cell: object) -> str:
    """Return a cell as a person would write it: whole numbers without fraction, days as 2026-03-01, 是 and 否."""
    match cell:
        case bool():
            return "是" if cell else "否"
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 1e18 else repr(cell)
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime() | date() | time():
            return cell.isoformat()
        case timedelta():
            return str(cell)
    return str(cell)


def _limit() -> None:
    try:
        import resource
    except ImportError:
        # Windows has no such limits; the parent's time limit and the checks above remain.
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())

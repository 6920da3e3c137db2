"""The child process that reads a checklist's workbook: bytes in on stdin, JSON out on stdout, nothing else touched.

A checklist is small, so the limits are far below those of a register: what unpacks to more, declares types or entities,
or has cells far out is refused before calamine sees it.
"""

import json
import re
import sys
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO, Any, Final
from xml.parsers import expat

from storage.workbook_reader import UnreadableError, written

MAX_UNPACKED: Final = 40 << 20
MAX_RATIO: Final = 100
SMALL_ENTRY: Final = 256 << 10
MAX_ENTRIES: Final = 400
MAX_ROWS: Final = 5000
MAX_COLUMNS: Final = 80
MAX_CELLS: Final = 120_000
MAX_TEXT: Final = 8 << 20
MAX_SHEETS: Final = 40
MAX_NOTES: Final = 200
CELL_TEXT: Final = 2000
MEMORY: Final = 280 << 20
PROCESSOR_SECONDS: Final = 15

_PIECE: Final = 1 << 18
_TYPES: Final = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_OVERLAP: Final = 16
_PLACE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_SPACE: Final = " "
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")

_SAVE_AGAIN: Final = "请用 WPS 或 Excel 打开，另存为新的 .xlsx 后再导入。"
_COPY_OUT: Final = "请下载模板，只把检查表的内容复制进去后再导入。"
_TOO_LARGE: Final = UnreadableError("内容超出一张检查表的规模", _COPY_OUT)
_DAMAGED: Final = UnreadableError("文件已损坏或不完整", _SAVE_AGAIN)
_DECLARES: Final = UnreadableError("文件含有类型或实体声明，可能引用外部内容，没有读取", _SAVE_AGAIN)


def main() -> int:
    """Read one workbook from stdin and write what was found, or why not."""
    _limit()
    try:
        answer: dict[str, Any] = read(sys.stdin.buffer.read())
    except UnreadableError as error:
        answer = {"refused": error.message, "what_to_do": error.what_to_do}
    except MemoryError:
        answer = {"refused": _TOO_LARGE.message, "what_to_do": _TOO_LARGE.what_to_do}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"))
    return 0


def read(data: bytes) -> dict[str, Any]:
    """The visible sheets as texts, with the cells that hold formulas and errors."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if _ENCRYPTED in data:
            raise UnreadableError("表格设有密码", "请先去掉密码再导入。")
        raise UnreadableError("这是旧版 .xls 表格", "请用 WPS 或 Excel 打开，另存为 .xlsx 后再导入。")
    if not data.startswith(b"PK"):
        raise UnreadableError("这不是 .xlsx 表格", "请用 WPS 或 Excel 打开，另存为 .xlsx 后再导入。")
    package = _check_package(data)
    return {
        "sheets": _sheets(data),
        "formulas": package.formulas[:MAX_NOTES],
        "errors": package.errors[:MAX_NOTES],
        "has_macros": package.has_macros,
    }


@dataclass(slots=True)
class _Package:
    """What the parts of a package say about its cells."""

    formulas: list[tuple[str, int, int]] = field(default_factory=list)
    errors: list[tuple[str, int, int]] = field(default_factory=list)
    has_macros: bool = False
    cells: int = 0


def _check_package(data: bytes) -> _Package:
    found = _Package()
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            entries = package.infolist()
            _check_sizes(entries)
            for entry in entries:
                found.has_macros |= entry.filename.lower().endswith("vbaproject.bin")
                if entry.filename.endswith((".xml", ".rels", ".vml")):
                    with package.open(entry) as part:
                        _refuse_declarations(part)
            for name, sheet in _sheet_parts(package).items():
                with package.open(name) as part:
                    _SheetScan(found, sheet).scan(part)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise _DAMAGED from error
    except (KeyError, ValueError, expat.ExpatError) as error:
        raise _DAMAGED from error
    return found


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise _TOO_LARGE
    for entry in entries:
        if entry.file_size > SMALL_ENTRY and entry.file_size > MAX_RATIO * max(1, entry.compress_size):
            raise _TOO_LARGE


def _refuse_declarations(part: IO[bytes]) -> None:
    rest = b""
    while piece := part.read(_PIECE):
        text = rest + piece.replace(b"\0", b"")
        if _TYPES.search(text):
            raise _DECLARES
        rest = text[-_OVERLAP:]


def _sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """The parts that hold sheets, with the name of each sheet."""
    names: dict[str, str] = {}
    targets: dict[str, str] = {}

    def workbook(tag: str, attributes: dict[str, str]) -> None:
        if tag.endswith(f"main{_SPACE}sheet"):
            link = next((value for key, value in attributes.items() if key.endswith(f"{_SPACE}id")), "")
            names[link] = attributes.get("name", "")

    def relations(tag: str, attributes: dict[str, str]) -> None:
        if tag.endswith(f"{_SPACE}Relationship") and "worksheet" in attributes.get("Type", ""):
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    _parse(package.read("xl/workbook.xml"), workbook)
    _parse(package.read("xl/_rels/workbook.xml.rels"), relations)
    if len(names) > MAX_SHEETS:
        raise _TOO_LARGE
    return {_part_name(target): names[link] for link, target in targets.items() if link in names}


def _part_name(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _parse(data: bytes, on_element: Any) -> None:
    parser = expat.ParserCreate(namespace_separator=_SPACE)
    parser.StartElementHandler = on_element
    parser.ParseFile(BytesIO(data))


class _SheetScan:
    """Walks the cells of one sheet: where formulas and errors stand, and that nothing stands far out."""

    def __init__(self, found: _Package, sheet: str) -> None:
        self._found, self._sheet = found, sheet
        self._row, self._column = 0, 0

    def scan(self, part: IO[bytes]) -> None:
        """Read the sheet to its end."""
        parser = expat.ParserCreate(namespace_separator=_SPACE)
        parser.StartElementHandler = self._element
        parser.ParseFile(part)

    def _element(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(_SPACE)[2]:
            case "row":
                number = attributes.get("r", "")
                self._row = int(number) if number.isascii() and number.isdigit() else self._row + 1
                self._column = 0
            case "c":
                self._cell(attributes)
            case "f":
                self._found.formulas.append((self._sheet, self._row, self._column))
            case "v" | "is":
                if self._row > MAX_ROWS or self._column > MAX_COLUMNS:
                    raise _TOO_LARGE
            case "mergeCell":
                last = _PLACE.fullmatch(attributes.get("ref", "").rpartition(":")[2])
                if last and int(last[2]) > 1 << 20:
                    raise _DAMAGED

    def _cell(self, attributes: dict[str, str]) -> None:
        self._found.cells += 1
        if self._found.cells > MAX_CELLS:
            raise _TOO_LARGE
        place = _PLACE.fullmatch(attributes.get("r", ""))
        self._row = int(place[2]) if place else self._row
        self._column = _number(place[1]) if place else self._column + 1
        if attributes.get("t") == "e":
            self._found.errors.append((self._sheet, self._row, self._column))


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _sheets(data: bytes) -> list[dict[str, Any]]:
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(BytesIO(data))
        return [
            _sheet(book.get_sheet_by_name(sheet.name))
            for sheet in book.sheets_metadata
            if sheet.visible == calamine.SheetVisibleEnum.Visible and sheet.typ == calamine.SheetTypeEnum.WorkSheet
        ]
    except calamine.PasswordError as error:
        raise UnreadableError("表格设有密码", "请先去掉密码再导入。") from error
    except calamine.CalamineError as error:
        raise _DAMAGED from error


def _sheet(sheet: Any) -> dict[str, Any]:
    last = sheet.end or (0, 0)
    if last[0] >= MAX_ROWS or last[1] >= MAX_COLUMNS:
        raise _TOO_LARGE
    rows, size = [], 0
    for row in sheet.to_python(skip_empty_area=False):
        rows.append([written(cell)[:CELL_TEXT] for cell in row])
        size += sum(map(len, rows[-1]))
        if size > MAX_TEXT:
            raise _TOO_LARGE
    merged = [[*first, *end] for first, end in sheet.merged_cell_ranges or ()]
    return {"name": sheet.name, "rows": rows, "merged": merged}


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

"""Read a workbook from outside in a process of its own: what happens there cannot take the records with it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from inspections.records import UnavailableError
from inspections.refusal import BadValueError

_PROGRAM: Final = Path(__file__).resolve().parent.parent


def read_in_process(path: Path, *, module: str, largest: int, kind: str, seconds: float) -> dict[str, Any]:
    """Hand the bytes of a file to a reader module and return its answer; refused with what the reader says."""
    data = _bytes(path, largest=largest, kind=kind)
    try:
        child = subprocess.run(  # noqa: S603  the modules are our own
            [sys.executable, "-m", module],
            input=data,
            capture_output=True,
            cwd=_PROGRAM,
            timeout=seconds,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired as error:
        raise _unreadable(path, "读取超时") from error
    if child.returncode:
        raise _unreadable(path, "内容过大或已损坏")
    answer: dict[str, Any] = json.loads(child.stdout)
    if "refused" in answer:
        raise BadValueError(f"“{path.name}”：{answer['refused']}。", answer["what_to_do"])
    return answer


def _bytes(path: Path, *, largest: int, kind: str) -> bytes:
    try:
        if path.stat().st_size > largest:
            raise BadValueError(
                f"“{path.name}”超过 {largest >> 20} MB，不像{kind}。", f"请只把{kind}复制到新的工作簿后再导入。"
            )
        return path.read_bytes()
    except OSError as error:
        raise UnavailableError(
            f"无法读取“{path}”（{error.strerror}）。", "请检查文件是否存在、是否被其他程序占用。"
        ) from error


def _unreadable(path: Path, reason: str) -> BadValueError:
    return BadValueError(f"“{path.name}”无法读取：{reason}。", "请用 WPS 或 Excel 打开，另存为新的 .xlsx 后再导入。")

"""One call of the command line: what it is given, what it prints, how it ends."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import click

from inspections.program import Program
from inspections.records import Changes
from inspections.refusal import BadValueError

DONE: Final = 0
REFUSED: Final = 1
WRONG_USE: Final = 2
UNAVAILABLE: Final = 3
BUG: Final = 4
LARGEST_CHECKLIST: Final = 8 * 1024 * 1024
LARGEST_PDF: Final = 512 * 1024 * 1024


@dataclass(slots=True)
class Call:
    """One call of the command line."""

    program: Program
    as_json: bool = False

    def tell(self, text: str) -> None:
        """Print a line for people."""
        click.echo(text)

    def give(self, value: Any) -> None:
        """Print the one JSON document of this call."""
        click.echo(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True))


pass_call = click.make_pass_decorator(Call)
json_option = click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")


def tell_changes(call: Call, told: str, changes: Changes, **more: Any) -> int:
    """Tell what a step changed."""
    if call.as_json:
        touched = [{"kind": one.kind, "id": one.id} for one in sorted(changes.subjects)]
        call.give({"changed": touched, **more})
        return DONE
    call.tell(told)
    for subject in sorted(changes.subjects):
        call.tell(f"  {subject.kind} {subject.id}")
    return DONE


def read_file(path: Path, largest: int) -> bytes:
    """Read a file from outside; too large a one is refused before it is read."""
    if not path.is_file():
        raise BadValueError(f"找不到文件“{path}”。", "请核对路径。")
    if path.stat().st_size > largest:
        raise BadValueError(f"文件“{path}”过大（上限 {largest // 1024 // 1024} MB）。")
    return path.read_bytes()


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    temporary = path.with_name(f".{path.name}.tmp")
    temporary.write_bytes(data)
    temporary.replace(path)

"""Commands on checklists."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

import click

from checklists.difference import as_data, difference
from checklists.loader import bundled_files, load
from checklists.model import Checklist
from checklists.problems import ChecklistError
from commands.authoring import workbook_problems
from commands.calls import DONE, LARGEST_CHECKLIST, REFUSED, Call, json_option, pass_call, read_file
from commands.chinese import ChineseCommand
from inspections.editions import difference_lines
from inspections.refusal import BadValueError, RefusedError
from inspections.workflow.editions import read_edition

WORKBOOKS: Final = frozenset({".xlsx", ".xlsm", ".xls", ".et"})


@click.command(
    cls=ChineseCommand,
    help="校验检查表文件（.toml 或 .xlsx）；不给文件则校验随附的全部检查表；--against 比较两个版本",
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[文件]...")
@click.option("--against", "old", type=click.Path(path_type=Path), metavar="旧版文件", help="列出与旧版的不同")
@json_option
@pass_call
def check(call: Call, paths: Sequence[Path], old: Path | None, as_json: bool) -> int:
    """Validate checklist files and print every problem at once."""
    call.as_json = as_json
    if old is not None:
        return _compare(call, old, paths)
    files = {str(path): partial(_check_path, call, path) for path in paths} or {
        name: partial(_check_file, call, name, data) for name, data in bundled_files().items()
    }
    problems = [{"file": name, "problem": problem} for name, check_one in files.items() for problem in check_one()]
    if as_json:
        call.give({"ok": not problems, "problems": problems, "files": len(files)})
    else:
        for problem in problems:
            click.echo(problem["problem"], err=True)
    return REFUSED if problems else DONE


def _check_path(call: Call, path: Path) -> list[str]:
    try:
        if path.suffix.lower() in WORKBOOKS:
            return _check_book(call, path)
        return _check_file(call, str(path), read_file(path, LARGEST_CHECKLIST))
    except RefusedError as error:
        return [f"{error.message}{error.what_to_do}"]


def _check_file(call: Call, name: str, data: bytes) -> list[str]:
    try:
        checklist = load(data, name=name)
    except ChecklistError as error:
        return [str(problem) for problem in error.problems]
    _tell_sound(call, name, checklist)
    return []


def _check_book(call: Call, path: Path) -> list[str]:
    checklist, found = workbook_problems(call, path)
    if checklist:
        _tell_sound(call, str(path), checklist)
    for problem in found:
        if problem.is_warning:
            click.echo(f"提醒：{path} {problem}", err=True)
    return [f"{path} {one}" for one in found if not one.is_warning]


def _tell_sound(call: Call, name: str, checklist: Checklist) -> None:
    if not call.as_json:
        call.tell(f"{name}：{checklist.title}，{len(checklist.items)} 项，没有问题。")


def _compare(call: Call, old: Path, paths: Sequence[Path]) -> int:
    """Tell what the new edition changes against the old one."""
    if len(paths) != 1:
        raise BadValueError("比较需要一个旧版文件和一个新版文件。", "写成：check --against 旧版.toml 新版.toml")
    before, after = (read_edition(read_file(path, LARGEST_CHECKLIST)) for path in (old, paths[0]))
    if before.code != after.code:
        raise BadValueError(f"“{before.code}”和“{after.code}”不是同一检查表，不能比较版本。")
    found = difference(before, after)
    if call.as_json:
        call.give({"old": before.edition, "new": after.edition, **as_data(found)})
        return DONE
    for line in difference_lines(found):
        call.tell(line)
    return DONE

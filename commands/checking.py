"""Commands on checklists."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from checklists.difference import as_data, difference
from checklists.loader import bundled_files, load
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
    books = [path for path in paths if path.suffix.lower() in WORKBOOKS]
    files = {str(path): read_file(path, LARGEST_CHECKLIST) for path in paths if path not in books}
    problems: list[dict[str, str]] = []
    for path in books:
        problems.extend(_check_book(call, path))
    if not paths:
        files = dict(bundled_files())
    for name, data in files.items():
        try:
            checklist = load(data, name=name)
        except ChecklistError as error:
            problems.extend({"file": name, "problem": str(problem)} for problem in error.problems)
            continue
        if not as_json:
            call.tell(f"{name}：{checklist.title}，{len(tuple(checklist.items))} 项，没有问题。")
    if as_json:
        call.give({"ok": not problems, "problems": problems, "files": len(files) + len(books)})
    else:
        for problem in problems:
            click.echo(problem["problem"], err=True)
    return REFUSED if problems else DONE


def _check_book(call: Call, path: Path) -> list[dict[str, str]]:
    try:
        checklist, found = workbook_problems(call, path)
    except RefusedError as error:
        return [{"file": str(path), "problem": f"{error.message}{error.what_to_do}"}]
    if checklist and not call.as_json:
        call.tell(f"{path}：{checklist.title}，{len(checklist.items)} 项，没有问题。")
    warnings = [problem for problem in found if problem.is_warning]
    for problem in warnings:
        click.echo(f"提醒：{path} {problem}", err=True)
    return [{"file": str(path), "problem": f"{path} {one}"} for one in found if not one.is_warning]


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

"""Commands on checklists."""

from collections.abc import Sequence
from pathlib import Path

import click

from checklists.loader import bundled_files, load
from checklists.problems import ChecklistError
from commands.calls import DONE, LARGEST_CHECKLIST, REFUSED, Call, json_option, pass_call, read_file
from commands.chinese import ChineseCommand


@click.command(cls=ChineseCommand, help="校验检查表文件；不给文件则校验随附的全部检查表")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[文件]...")
@json_option
@pass_call
def check(call: Call, paths: Sequence[Path], as_json: bool) -> int:
    """Validate checklist files and print every problem at once."""
    call.as_json = as_json
    files = {str(path): read_file(path, LARGEST_CHECKLIST) for path in paths} or bundled_files()
    problems: list[dict[str, str]] = []
    for name, data in files.items():
        try:
            checklist = load(data, name=name)
        except ChecklistError as error:
            problems.extend({"file": name, "problem": str(problem)} for problem in error.problems)
            continue
        if not as_json:
            call.tell(f"{name}：{checklist.title}，{len(tuple(checklist.items))} 项，没有问题。")
    if as_json:
        call.give({"ok": not problems, "problems": problems, "files": len(files)})
    else:
        for problem in problems:
            click.echo(problem["problem"], err=True)
    return REFUSED if problems else DONE

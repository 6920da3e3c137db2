"""The command that takes any step of the workflow."""

import json
from collections.abc import Sequence
from pathlib import Path

import click

from commands.calls import DONE, LARGEST_CHECKLIST, Call, json_option, pass_call, read_file, tell_changes
from commands.chinese import ChineseCommand
from inspections.refusal import BadValueError
from inspections.workflow.steps import STEPS, take_step


@click.command(cls=ChineseCommand, name="do", help="执行任一工作步骤；do --list 列出全部步骤")
@click.argument("step", required=False, metavar="步骤")
@click.argument("subject", required=False, default="", metavar="编号")
@click.option("--set", "pairs", multiple=True, metavar="字段=值")
@click.option("--from", "source", type=click.Path(path_type=Path), metavar="文件.json")
@click.option("--list", "listed", is_flag=True, help="列出全部步骤及其字段")
@json_option
@pass_call
def do_step(
    call: Call, step: str | None, subject: str, pairs: Sequence[str], source: Path | None, listed: bool, as_json: bool
) -> int:
    """Run one step of the workflow."""
    call.as_json = as_json
    if listed or step is None:
        return _list_steps(call)
    given: dict[str, object] = json.loads(read_file(source, LARGEST_CHECKLIST)) if source else {}
    for pair in pairs:
        name, found, value = pair.partition("=")
        if not found:
            raise BadValueError(f"“{pair}”不是 字段=值 的形式。")
        given[name] = value
    with call.program.changing() as hands:
        changes = take_step(hands, name=step, subject=subject, given=given)
    return tell_changes(call, f"已完成：{STEPS[step].title}。", changes)


def _list_steps(call: Call) -> int:
    if call.as_json:
        call.give([step.as_data() for step in STEPS.values()])
        return DONE
    for step in STEPS.values():
        call.tell(step.line())
    return DONE

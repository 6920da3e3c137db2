"""Commands that fill, check and save a data directory."""

from pathlib import Path

import click

from commands.calls import DONE, REFUSED, Call, json_option, pass_call
from commands.chinese import ChineseCommand


@click.command(cls=ChineseCommand, help="在空的数据目录中生成演示数据、文书和台账")
@click.option("--no-window", is_flag=True, help="不打开窗口")
@pass_call
def demo(call: Call, no_window: bool) -> int:
    """Fill an empty data directory with the demonstration."""
    return call.program.demo(window=not no_window, tell=call.tell)


@click.command(cls=ChineseCommand, help="核对日志链、状态、照片和文书")
@json_option
@pass_call
def audit(call: Call, as_json: bool) -> int:
    """Check everything that is kept."""
    call.as_json = as_json
    found = call.program.audit()
    if as_json:
        call.give(found)
    else:
        for problem in found["problems"]:
            click.echo(str(problem), err=True)
        call.tell("核对无误。" if found["ok"] else f"发现 {len(found['problems'])} 处问题。")
    return DONE if found["ok"] else REFUSED


@click.command(cls=ChineseCommand, help="备份整个数据目录到一个文件")
@click.argument("out", type=click.Path(path_type=Path), metavar="文件")
@click.option("--incomplete", is_flag=True, help="有照片或文书缺失、被改动时，仍备份其余全部内容")
@pass_call
def backup(call: Call, out: Path, incomplete: bool) -> int:
    """Write a backup."""
    call.program.backup(out, incomplete=incomplete)
    call.tell(f"已备份到 {out}，并核对可以恢复。")
    return DONE


@click.command(cls=ChineseCommand, help="把备份恢复到一个新文件夹")
@click.argument("source", type=click.Path(path_type=Path), metavar="备份文件")
@click.argument("target", type=click.Path(path_type=Path), metavar="新文件夹")
@pass_call
def restore(call: Call, source: Path, target: Path) -> int:
    """Restore a backup."""
    told = call.program.restore(source, target)
    call.tell(str(told["message"]))
    return DONE if told["ok"] else REFUSED

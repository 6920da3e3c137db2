"""The whole command line, and how a call of it ends."""

import json
from collections.abc import Sequence
from typing import Final

import click

from commands import checking, exporting, importing, keeping, papers, showing, stepping
from commands.calls import REFUSED, UNAVAILABLE, WRONG_USE, Call
from commands.chinese import ChineseGroup, usage_problem
from inspections.program import Program
from inspections.records import UnavailableError
from inspections.refusal import NotFoundError, RefusedError

ABOUT: Final = "颐安检查：命令行。不带命令打开窗口。写在命令之前的选项：--data 数据目录，--by 执法证号。"
COMMAND_SETTINGS: Final = {"help_option_names": ["--help", "-h"]}
COMMANDS: Final[Sequence[click.Command]] = (
    keeping.demo,
    checking.check,
    stepping.do_step,
    importing.import_group,
    exporting.export_group,
    showing.list_records,
    papers.print_paper,
    papers.verify,
    keeping.audit,
    keeping.backup,
    keeping.restore,
)


@click.group(cls=ChineseGroup, context_settings=COMMAND_SETTINGS, help=ABOUT)
def cli() -> None:
    """Hold the commands."""


for _command in COMMANDS:
    cli.add_command(_command)


def run(arguments: Sequence[str], program: Program) -> int:
    """Run one command and return its exit status; every failure is a Chinese line, or one JSON document."""
    call = Call(program=program)
    as_json = "--json" in arguments
    try:
        result = cli.main(list(arguments), prog_name="main.py", standalone_mode=False, obj=call)
    except click.exceptions.Exit as left:
        return int(left.exit_code)
    except click.UsageError as error:
        return _fail(WRONG_USE, "wrong_use", usage_problem(error), "用 --help 查看用法。", as_json=as_json)
    except (NotFoundError, RefusedError) as refused:
        return _fail(REFUSED, "refused", refused.message, refused.what_to_do, as_json=as_json)
    except UnavailableError as error:
        return _fail(UNAVAILABLE, "unavailable", error.message, error.what_to_do, as_json=as_json)
    except OSError as error:
        message = f"读写文件失败：{error.filename or ''} {error.strerror or error}"
        return _fail(UNAVAILABLE, "unavailable", message, "请检查路径、权限和磁盘空间。", as_json=as_json)
    return int(result or 0)


def _fail(status: int, error: str, message: str, what_to_do: str, *, as_json: bool) -> int:
    if as_json:
        told = {"error": error, "message": message, "what_to_do": what_to_do}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True))
    click.echo(f"{message}{what_to_do}", err=True)
    return status

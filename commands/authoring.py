"""Commands that turn checklists into workbooks and back."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from checklists.loader import bundled, bundled_files
from checklists.model import Checklist
from commands.calls import DONE, REFUSED, Call, json_option, pass_call, write_file
from commands.chinese import ChineseCommand
from inspections.authoring.book import Authored, SheetProblem
from inspections.authoring.layout import sheets_of, template_sheets
from inspections.authoring.reading import checklist_file, read_book
from inspections.authoring.xlsform import read_xlsform
from inspections.refusal import BadValueError, NotFoundError

TEMPLATE_TITLE = "检查表编制模板"


@click.command(cls=ChineseCommand, name="checklist", help="导出一张随附的检查表（.xlsx 或 .toml）")
@click.argument("code", metavar="代码")
@click.argument("out", type=click.Path(path_type=Path), metavar="文件")
@pass_call
def export_checklist(call: Call, code: str, out: Path) -> int:
    """Export a checklist."""
    checklist = _bundled(code)
    match out.suffix.lower():
        case ".xlsx":
            data = call.program.papers().checklist_workbook(sheets_of(checklist), title=checklist.title)
        case ".toml":
            data = checklist_file(checklist)
        case _:
            raise BadValueError("检查表只能导出为 .xlsx 或 .toml。")
    write_file(out, data)
    call.tell(f"已导出“{checklist.title}”{len(checklist.items)} 项到 {out}。")
    return DONE


@click.command(cls=ChineseCommand, name="checklist-template", help="导出检查表的编制模板（.xlsx）")
@click.argument("out", type=click.Path(path_type=Path), metavar="文件.xlsx")
@pass_call
def export_template(call: Call, out: Path) -> int:
    """Export the template of a checklist."""
    if out.suffix.lower() != ".xlsx":
        raise BadValueError("模板只能导出为 .xlsx。")
    write_file(out, call.program.papers().checklist_workbook(template_sheets(), title=TEMPLATE_TITLE))
    call.tell(f"模板已导出到 {out}。")
    return DONE


@click.command(cls=ChineseCommand, name="checklist", help="把 .xlsx 检查表转成检查表文件（.toml），问题一次列出")
@click.argument("path", type=click.Path(path_type=Path), metavar="文件.xlsx")
@click.argument("out", type=click.Path(path_type=Path), metavar="文件.toml")
@click.option("--xlsform", is_flag=True, help="文件是 XLSForm（survey、choices、settings 工作表）")
@json_option
@pass_call
def import_checklist(call: Call, path: Path, out: Path, xlsform: bool, as_json: bool) -> int:
    """Turn a workbook into a checklist file; nothing is written while anything is wrong."""
    call.as_json = as_json
    if out.suffix.lower() != ".toml":
        raise BadValueError("检查表文件的后缀应为 .toml。")
    book = call.program.read_checklist_book(path)
    outcome = read_xlsform(book, name=path.stem, today=call.program.today()) if xlsform else read_book(book)
    if outcome.checklist is None:
        return _tell(call, outcome, written="")
    if out.stem != outcome.checklist.code:
        raise BadValueError(
            f"检查表代码是“{outcome.checklist.code}”，文件名应为 {outcome.checklist.code}.toml。", "请改输出文件名。"
        )
    write_file(out, checklist_file(outcome.checklist))
    return _tell(call, outcome, written=str(out))


def workbook_problems(call: Call, path: Path) -> tuple[Checklist | None, Sequence[SheetProblem]]:
    """Check a workbook without writing anything."""
    outcome = read_book(call.program.read_checklist_book(path))
    return outcome.checklist, outcome.problems


def _bundled(code: str) -> Checklist:
    for checklist in bundled():
        if checklist.code == code:
            return checklist
    known = "、".join(name.removesuffix(".toml") for name in bundled_files())
    raise NotFoundError(f"没有代码为“{code}”的检查表。", f"现有：{known}。")


def _tell(call: Call, outcome: Authored, *, written: str) -> int:
    checklist = outcome.checklist
    if call.as_json:
        told: dict[str, Any] = {
            "ok": checklist is not None,
            "written": written,
            "problems": [problem.as_data() for problem in outcome.problems],
        }
        if checklist:
            told |= {"code": checklist.code, "items": len(checklist.items)}
        call.give(told)
    else:
        if checklist:
            call.tell(f"“{checklist.title}”{len(checklist.items)} 项已写入 {written}。")
        for problem in outcome.problems:
            click.echo(f"{'提醒：' if problem.is_warning else ''}{problem}", err=True)
    return DONE if checklist else REFUSED

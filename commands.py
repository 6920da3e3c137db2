"""The command line: a sibling of the window that calls the same workflow functions.

It imports only `inspections`, `checklists` and click; `main.py` hands it the program with everything else.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from checklists.loader import bundled_files, load
from checklists.problems import ChecklistError
from command_help import ChineseGroup, usage_problem
from inspections import listing
from inspections.document import PAPERS
from inspections.ledger import read_ledger
from inspections.program import Program
from inspections.records import Changes, LedgerFilter, UnavailableError
from inspections.refusal import BadValueError, NotFoundError, RefusedError
from inspections.workflow.recording import PhotoSource, add_photos
from inspections.workflow.sealing import draft_paper
from inspections.workflow.steps import STEPS, Hands, take_step

DONE: Final = 0
REFUSED: Final = 1
WRONG_USE: Final = 2
UNAVAILABLE: Final = 3
BUG: Final = 4
ABOUT: Final = "颐安检查：命令行。不带命令打开窗口。写在命令之前的选项：--data 数据目录，--by 执法证号。"
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
COMMAND_SETTINGS: Final = {"help_option_names": ["--help", "-h"]}


@click.group(cls=ChineseGroup, context_settings=COMMAND_SETTINGS, help=ABOUT)
def cli() -> None:
    """Hold the commands."""


@cli.command(help="在空的数据目录中生成演示数据、文书和台账")
@click.option("--no-window", is_flag=True, help="不打开窗口")
@pass_call
def demo(call: Call, no_window: bool) -> int:
    """Fill an empty data directory with the demonstration."""
    return call.program.demo(window=not no_window, tell=call.tell)


@cli.command(help="校验检查表文件；不给文件则校验随附的全部检查表")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[文件]...")
@json_option
@pass_call
def check(call: Call, paths: Sequence[Path], as_json: bool) -> int:
    """Validate checklist files and print every problem at once."""
    call.as_json = as_json
    files = {str(path): _read(path, LARGEST_CHECKLIST) for path in paths} or bundled_files()
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


@cli.command(name="do", help="执行任一工作步骤；do --list 列出全部步骤")
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
    given: dict[str, object] = json.loads(_read(source, LARGEST_CHECKLIST)) if source else {}
    for pair in pairs:
        name, found, value = pair.partition("=")
        if not found:
            raise BadValueError(f"“{pair}”不是 字段=值 的形式。")
        given[name] = value
    with call.program.changing() as hands:
        changes = take_step(hands, name=step, subject=subject, given=given)
    return _changed(call, f"已完成：{STEPS[step].title}。", changes)


@cli.group(name="import", help="导入机构名册、检查或照片")
def import_group() -> None:
    """Hold the imports."""


@import_group.command(name="institutions", help="从 .xlsx 导入机构名册；重复导入不产生变化")
@click.argument("path", type=click.Path(path_type=Path), metavar="文件.xlsx")
@click.option("--dry-run", is_flag=True, help="只预览，不写入")
@json_option
@pass_call
def import_institutions(call: Call, path: Path, dry_run: bool, as_json: bool) -> int:
    """Import a register of institutions."""
    call.as_json = as_json
    register = call.program.read_register(path)
    if dry_run:
        with call.program.reading() as hands:
            plan = call.program.plan_register(hands, register)
        call.give(plan) if as_json else call.tell(str(plan["summary"]))
        return DONE if plan["ok"] else REFUSED
    with call.program.changing() as hands:
        plan = call.program.plan_register(hands, register)
        changes = call.program.import_register(hands, register)
    return _changed(call, str(plan["summary"]), changes, plan=plan)


@import_group.command(name="inspection", help="导入一次检查的状态文档")
@click.argument("path", type=click.Path(path_type=Path), metavar="文件.json")
@json_option
@pass_call
def import_inspection(call: Call, path: Path, as_json: bool) -> int:
    """Import one inspection."""
    call.as_json = as_json
    with call.program.changing() as hands:
        changes = call.program.import_inspection(hands, path)
    return _changed(call, "已导入。" if changes.subjects else "内容相同，没有变化。", changes)


@import_group.command(name="photos", help="把一个文件夹的照片导入到一个问题")
@click.argument("folder", type=click.Path(path_type=Path), metavar="文件夹")
@click.option("--finding", required=True, metavar="编号", help="问题编号（id）")
@click.option("--stage", default="scene", metavar="scene|before|after", help="现场、整改前或整改后")
@json_option
@pass_call
def import_photos(call: Call, folder: Path, finding: str, stage: str, as_json: bool) -> int:
    """Import many photos; refused files are named, the rest goes in."""
    call.as_json = as_json
    if not folder.is_dir():
        raise BadValueError(f"找不到文件夹“{folder}”。")
    paths = sorted(path for path in folder.iterdir() if path.is_file())
    sources = [PhotoSource(name=path.name, read=path.read_bytes, file_time=_file_time(path)) for path in paths]
    with call.program.changing() as hands:
        done = add_photos(
            hands.records, hands.files, sources=sources, inspection="", finding=finding, stage=stage, by=hands.by
        )
    refused = [{"file": name, "reason": reason} for name, reason in done.refused]
    if as_json:
        call.give({"imported": list(done.imported), "duplicates": list(done.duplicates), "refused": refused})
    else:
        call.tell(f"导入 {len(done.imported)} 张，重复 {len(done.duplicates)} 张，拒绝 {len(refused)} 张。")
        for one in refused:
            click.echo(f"{one['file']}：{one['reason']}", err=True)
    return REFUSED if refused and not done.imported and not done.duplicates else DONE


@cli.group(name="export", help="导出检查或台账")
def export_group() -> None:
    """Hold the exports."""


@export_group.command(name="inspection", help="把一次检查导出为状态文档，照片和文书在旁边的 .files 文件夹")
@click.argument("inspection", metavar="编号")
@click.argument("out", type=click.Path(path_type=Path), metavar="文件.json")
@pass_call
def export_inspection(call: Call, inspection: str, out: Path) -> int:
    """Export one inspection."""
    with call.program.reading() as hands:
        call.program.export_inspection(hands, inspection, out)
    call.tell(f"已导出到 {out}。")
    return DONE


@export_group.command(name="ledger", help="导出隐患台账（.xlsx 或 .pdf）")
@click.argument("out", type=click.Path(path_type=Path), metavar="文件")
@click.option("--kind", type=click.Choice(["hazards", "closures"]), default="hazards", help="排查治理台账或销号台账")
@click.option("--institution", default="", metavar="编号")
@click.option("--agency", default="", metavar="编号")
@click.option("--state", "states", multiple=True, metavar="状态")
@click.option("--open", "open_only", is_flag=True, help="只含未销号")
@click.option("--overdue", is_flag=True, help="只含逾期")
@pass_call
def export_ledger(call: Call, /, out: Path, kind: str, overdue: bool, **chosen: Any) -> int:
    """Export a ledger."""
    query = LedgerFilter(today=call.program.today(), category="hazard", overdue_only=overdue, **chosen)
    with call.program.reading() as hands:
        ledger = read_ledger(hands.records, query, kind=kind)
        if out.suffix.lower() == ".xlsx":
            data = hands.papers.ledger_workbook(ledger, kind=kind)
        elif out.suffix.lower() == ".pdf":
            data = hands.papers.ledger_pdf(ledger, kind=kind)
        else:
            raise BadValueError("台账只能导出为 .xlsx 或 .pdf。")
    _write(out, data)
    call.tell(f"已导出 {len(ledger.rows)} 行到 {out}。")
    return DONE


@cli.command(name="list", help="列出 institutions、inspections、findings、documents、agencies 或 people")
@click.argument("what", type=click.Choice(sorted(listing.LISTS)), metavar="对象")
@click.option("--state", default="", metavar="状态")
@click.option("--institution", default="", metavar="编号")
@click.option("--inspection", default="", metavar="编号")
@json_option
@pass_call
def list_records(call: Call, /, what: str, as_json: bool, **filters: str) -> int:
    """List records."""
    call.as_json = as_json
    with call.program.reading() as hands:
        wanted = {name: value for name, value in filters.items() if value}
        rows = listing.LISTS[what](hands.records, hands.files, wanted, call.program.today())
    if as_json:
        call.give(rows)
    else:
        for row in rows:
            call.tell(listing.line(what, row))
    return DONE


def _paper_help() -> str:
    takes = {"inspection": "检查", "finding": "问题", "document": "文书"}
    lines = [f"{kind.code} {kind.title}（{takes[kind.of]}的编号）" for kind in PAPERS.values()]
    return "打印文书。已定稿的给出原件，其余打印草稿。\n\n可用种类：\n\n" + "\n\n".join(lines)


@cli.command(name="print", help=_paper_help())
@click.argument("kind", type=click.Choice(sorted(PAPERS)), metavar="种类")
@click.argument("subject", metavar="编号")
@click.argument("out", type=click.Path(path_type=Path), metavar="文件.pdf")
@click.option("--agency", default="", metavar="编号", help="由哪个机关出具")
@pass_call
def print_paper(call: Call, kind: str, subject: str, out: Path, agency: str) -> int:
    """Print a paper: the stored bytes of a frozen one, else a draft."""
    with call.program.reading() as hands:
        data, told = _paper(hands, kind, subject, agency, call.program.today())
    _write(out, data)
    call.tell(f"{told}：{out}")
    return DONE


@cli.command(help="验证文书 PDF：哪些成立、哪些不成立；不需要数据目录")
@click.argument("path", type=click.Path(path_type=Path), metavar="文件.pdf")
@json_option
@pass_call
def verify(call: Call, path: Path, as_json: bool) -> int:
    """Verify a paper."""
    call.as_json = as_json
    verdict = call.program.verify(_read(path, LARGEST_PDF))
    if as_json:
        call.give(verdict)
    else:
        for one in verdict["lines"]:
            sign = {True: "√", False: "×", None: "－"}[one["holds"]]
            call.tell(f"{sign} {one['text']}")
        call.tell("结论：有效" if verdict["valid"] else "结论：无效或不能确认")
    return DONE if verdict["valid"] else REFUSED


@cli.command(help="核对日志链、状态、照片和文书")
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


@cli.command(help="备份整个数据目录到一个文件")
@click.argument("out", type=click.Path(path_type=Path), metavar="文件")
@pass_call
def backup(call: Call, out: Path) -> int:
    """Write a backup."""
    call.program.backup(out)
    call.tell(f"已备份到 {out}，并核对可以恢复。")
    return DONE


@cli.command(help="把备份恢复到一个新文件夹")
@click.argument("source", type=click.Path(path_type=Path), metavar="备份文件")
@click.argument("target", type=click.Path(path_type=Path), metavar="新文件夹")
@pass_call
def restore(call: Call, source: Path, target: Path) -> int:
    """Restore a backup."""
    told = call.program.restore(source, target)
    call.tell(str(told["message"]))
    return DONE if told["ok"] else REFUSED


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


def _list_steps(call: Call) -> int:
    if call.as_json:
        call.give([step.as_data() for step in STEPS.values()])
        return DONE
    for step in STEPS.values():
        call.tell(step.line())
    return DONE


def _paper(hands: Hands, kind: str, subject: str, agency: str, today: date) -> tuple[bytes, str]:
    sealed = listing.sealed_paper(hands.records, kind=kind, subject=subject, agency=agency)
    if sealed is not None:
        path = hands.files.document_path(sealed.file, "pdf")
        return path.read_bytes(), f"已定稿文书 {sealed.number} 的原件"
    draft = draft_paper(hands.records, hands.files, paper=kind, subject=subject, on=today, agency=agency)
    return hands.papers.render(draft.dossier, draft.pictures).pdf, "草稿"


def _changed(call: Call, told: str, changes: Changes, **more: Any) -> int:
    if call.as_json:
        touched = [{"kind": one.kind, "id": one.id} for one in sorted(changes.subjects)]
        call.give({"changed": touched, **more})
        return DONE
    call.tell(told)
    for subject in sorted(changes.subjects):
        call.tell(f"  {subject.kind} {subject.id}")
    return DONE


def _read(path: Path, largest: int) -> bytes:
    if not path.is_file():
        raise BadValueError(f"找不到文件“{path}”。", "请核对路径。")
    if path.stat().st_size > largest:
        raise BadValueError(f"文件“{path}”过大（上限 {largest // 1024 // 1024} MB）。")
    return path.read_bytes()


def _write(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".{path.name}.tmp")
    temporary.write_bytes(data)
    temporary.replace(path)


def _file_time(path: Path) -> str:
    from datetime import UTC, datetime

    return datetime.fromtimestamp(path.stat().st_mtime, tz=UTC).astimezone().isoformat(timespec="seconds")


def _fail(status: int, error: str, message: str, what_to_do: str, *, as_json: bool) -> int:
    if as_json:
        told = {"error": error, "message": message, "what_to_do": what_to_do}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True))
    click.echo(f"{message}{what_to_do}", err=True)
    return status

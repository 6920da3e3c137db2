"""Commands that hand records out."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from zipfile import ZipFile, ZipInfo

import click

from commands.authoring import export_checklist, export_template
from commands.calls import DONE, Call, pass_call, write_file
from commands.chinese import ChineseGroup
from inspections.case_folder import case_files
from inspections.ledger import read_ledger
from inspections.parcel import EXTENSION
from inspections.picture_export import picture_files
from inspections.records import LedgerFilter
from inspections.refusal import BadValueError


@click.group(cls=ChineseGroup, name="export", help="导出检查、台账或检查表")
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


@export_group.command(name="confirmations", help="把本地区的条款确认导出为一个签名文件（.yqr），供其他电脑导入")
@click.argument("out", type=click.Path(path_type=Path), metavar="文件.yqr")
@pass_call
def export_confirmations(call: Call, out: Path) -> int:
    """Export this county's confirmations."""
    if out.suffix.lower() != f".{EXTENSION}":
        raise BadValueError(f"确认包的文件名须以 .{EXTENSION} 结尾。")
    with call.program.reading() as hands:
        count = call.program.export_confirmations(hands, out)
    call.tell(f"已导出 {count} 条确认到 {out}。")
    return DONE


@export_group.command(
    name="photos", help="把一次检查的照片导出到文件夹：带标注、遮挡和水印的图；原件须写明 --originals"
)
@click.argument("inspection", metavar="编号")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="文件夹")
@click.option("--agency", default="", metavar="编号", help="按哪个机关的水印设置，默认为第一个机关")
@click.option("--originals", is_flag=True, help="另附原件，原件上没有遮挡")
@pass_call
def export_photos(call: Call, inspection: str, folder: Path, agency: str, originals: bool) -> int:
    """Export the pictures of one visit."""
    count = 0
    with call.program.reading() as hands:
        pictures = picture_files(hands.records, hands.files, inspection=inspection, agency=agency, originals=originals)
        for name, data in pictures:
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            write_file(place, data)
            count += 1
    call.tell(f"已导出 {count} 个文件到 {folder}。" + ("其中原件没有遮挡，请注意保管。" if originals else ""))
    return DONE


@export_group.command(
    name="case", help="把一次检查的案卷导出为 .zip 或文件夹：文书、记录、照片、摘要清单和离线核对页，不装本程序也能看"
)
@click.argument("inspection", metavar="编号")
@click.argument("out", type=click.Path(path_type=Path), metavar="文件.zip|文件夹")
@pass_call
def export_case(call: Call, inspection: str, out: Path) -> int:
    """Export the case of one visit."""
    if out.exists():
        raise BadValueError(f"“{out}”已存在。", "请换一个名称。")
    with call.program.reading() as hands:
        hands.records.inspections.get(inspection)
        content = case_files(hands.records, hands.files, hands.papers, inspection=inspection)
        count = _zip(content, out) if out.suffix.lower() == ".zip" else _folder(content, out)
    call.tell(f"已导出 {count} 个文件到 {out}。")
    return DONE


def _zip(content: Iterable[tuple[str, bytes]], out: Path) -> int:
    part = out.with_name(f"{out.name}.part")
    with ZipFile(part, "w") as archive:
        for name, data in content:
            archive.writestr(ZipInfo(name), data)
        count = len(archive.namelist())
    part.replace(out)
    return count


def _folder(content: Iterable[tuple[str, bytes]], out: Path) -> int:
    count = 0
    for name, data in content:
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        write_file(out / name, data)
        count += 1
    return count


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
    write_file(out, data)
    call.tell(f"已导出 {len(ledger.rows)} 行到 {out}。")
    return DONE


export_group.add_command(export_checklist)
export_group.add_command(export_template)

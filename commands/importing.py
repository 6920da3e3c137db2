"""Commands that take records in."""

import sys
from pathlib import Path

import click

from commands.authoring import import_checklist
from commands.calls import DONE, REFUSED, Call, json_option, pass_call, tell_changes
from commands.chinese import ChineseGroup
from inspections.parcel import Parcel, Plan, plan_parcel
from inspections.refusal import BadValueError
from inspections.workflow.carrying import import_confirmations
from inspections.workflow.photo_files import folder_sources
from inspections.workflow.recording import add_photos


@click.group(cls=ChineseGroup, name="import", help="导入机构名册、检查、照片或检查表")
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
    return tell_changes(call, str(plan["summary"]), changes, plan=plan)


@import_group.command(name="inspection", help="导入一次检查的状态文档")
@click.argument("path", type=click.Path(path_type=Path), metavar="文件.json")
@json_option
@pass_call
def import_inspection(call: Call, path: Path, as_json: bool) -> int:
    """Import one inspection."""
    call.as_json = as_json
    with call.program.changing() as hands:
        changes = call.program.import_inspection(hands, path)
    return tell_changes(call, "已导入。" if changes.subjects else "内容相同，没有变化。", changes)


@import_group.command(name="confirmations", help="导入条款确认包（.yqr）；重复导入不产生变化")
@click.argument("path", type=click.Path(path_type=Path), metavar="文件.yqr")
@click.option("--dry-run", is_flag=True, help="只核对和预览，不写入")
@click.option("--accept", default="", metavar="指纹", help="接受尚不认识的签名人：其证书指纹，核对后填写")
@json_option
@pass_call
def take_confirmations(call: Call, path: Path, dry_run: bool, accept: str, as_json: bool) -> int:
    """Import a county's confirmations."""
    call.as_json = as_json
    parcel = call.program.read_confirmations(path)
    if dry_run:
        with call.program.reading() as hands:
            plan = plan_parcel(hands.records, parcel)
        return _tell_plan(call, parcel, plan)
    with call.program.changing() as hands:
        taken = import_confirmations(hands.records, hands.files, parcel=parcel, by=hands.by, accept=accept)
    return tell_changes(call, f"已导入：{taken.plan.summary()}。", taken.changes, plan=taken.plan.as_data())


def _tell_plan(call: Call, parcel: Parcel, plan: Plan) -> int:
    signer = {"name": parcel.signer_name, "fingerprint": parcel.signature.fingerprint, "known": plan.is_known_signer}
    if call.as_json:
        call.give({"plan": plan.as_data(), "signer": signer, "made_at": parcel.made_at})
        return DONE
    call.tell(f"签名人：{parcel.signer_name}{'' if plan.is_known_signer else '，本机尚未接受'}")
    call.tell(f"指纹：{parcel.signature.shown_fingerprint}")
    call.tell(f"将导入：{plan.summary()}。")
    return DONE


@import_group.command(name="photos", help="把一个文件夹或存储卡的照片导入到一个问题或一次检查；中断后重新运行即可继续")
@click.argument("folder", type=click.Path(path_type=Path), metavar="文件夹")
@click.option("--finding", default="", metavar="编号", help="问题编号（id）")
@click.option("--inspection", default="", metavar="编号", help="检查编号（id），照片暂不归入问题")
@click.option("--stage", default="scene", metavar="scene|before|after", help="现场、整改前或整改后")
@click.option("--keep-damaged", is_flag=True, help="不完整的照片作为损坏的证据保留")
@json_option
@pass_call
def import_photos(
    call: Call, folder: Path, finding: str, inspection: str, stage: str, keep_damaged: bool, as_json: bool
) -> int:
    """Import many photos; refused files are named, the rest goes in."""
    call.as_json = as_json
    if not finding and not inspection:
        raise click.UsageError("请用 --finding 指明问题，或用 --inspection 指明检查。")
    if not folder.is_dir():
        raise BadValueError(f"找不到文件夹“{folder}”。")
    with call.program.changing() as hands:
        done = add_photos(
            hands.records,
            hands.files,
            sources=folder_sources(folder),
            inspection=inspection,
            finding=finding,
            stage=stage,
            by=hands.by,
            keep_damaged=keep_damaged,
            progress=_tell_progress if sys.stderr.isatty() else None,
        )
    refused = [{"file": name, "reason": reason} for name, reason in done.refused]
    if as_json:
        call.give({"imported": list(done.imported), "duplicates": list(done.duplicates), "refused": refused})
    else:
        call.tell(f"{done.words()}。")
        for one in refused:
            click.echo(f"{one['file']}：{one['reason']}", err=True)
        if done.damaged:
            click.echo(f"其中 {len(done.damaged)} 张不完整；确认原件只剩这一份时，可加 --keep-damaged 保留。", err=True)
    return REFUSED if refused and not done.imported and not done.duplicates else DONE


def _tell_progress(done: int, total: int, name: str) -> None:
    click.echo(f"\r\x1b[K{done + 1}/{total} {name}{'' if done + 1 < total else chr(10)}", nl=False, err=True)


import_group.add_command(import_checklist)

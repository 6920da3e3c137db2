"""What can be done with a paper now, as a table: every action with its conditions, each with the reason it fails."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from inspections.document import PAPERS
from inspections.typed_needs import needed_materials
from ui.actions import ActionSpec
from ui.icons import Icon
from ui.papers.model import PaperRow


class Condition(NamedTuple):
    """One thing that must hold, and what is said when it does not."""

    holds: Callable[[PaperRow], bool]
    otherwise: str


_LIVES: Final = Condition(lambda row: not row.is_voided, "文书已作废")
_COUNTS: Final = Condition(lambda row: not row.is_superseded, "文书已被更正后的文书代替")
_OURS: Final = Condition(lambda row: not row.is_external, "外部文书由原机关系统制作")
_OPEN: Final = Condition(lambda row: not row.is_sealed, "文书已定稿，内容不能再改")
_SEALED: Final = Condition(lambda row: row.is_sealed, "请先定稿")
_NUMBERED: Final = Condition(lambda row: row.document is not None, "草稿没有文号，无须作废")
_FILED: Final = Condition(lambda row: not row.is_sealed or _has_file(row), "没有文件")
_STAMPS: Final = Condition(lambda row: row.needs_stamp or row.is_external, "这种文书不盖机关印章")
_UNSTAMPED: Final = Condition(lambda row: not _value(row, "stamped_on"), "已登记盖章")
_ISSUED: Final = Condition(
    lambda row: not row.needs_stamp or bool(_value(row, "stamped_on") or (row.is_external and _value(row, "scan"))),
    "请先登记盖章，盖章后才能送达",
)
_GOES_OUT: Final = Condition(lambda row: not row.is_internal, "内部文书不送达")
_UNSERVED: Final = Condition(lambda row: not _value(row, "served_on"), "已登记送达")
_UNREFUSED: Final = Condition(lambda row: not _value(row, "refused_on"), "已登记拒签")
_SIGNS: Final = Condition(lambda row: row.paper in PAPERS, "这种文书没有签名栏")
_READ_ON_SITE: Final = Condition(
    lambda row: row.paper in PAPERS and "companion" in PAPERS[row.paper].signers, "内部文书不由现场人员签名"
)
_UNSIGNED: Final = Condition(lambda row: not row.is_sealed or bool(row.unsigned), "全部签名已完成")
_FILLED_IN: Final = Condition(lambda row: bool(needed_materials(row.paper)), "这种文书的内容都来自检查记录")
_SERVED_WITH_RECEIPT: Final = Condition(lambda row: row.needs_stamp, "这种文书不附送达回证")


def _value(row: PaperRow, name: str) -> str:
    return row.document.fields.text(name) if row.document else ""


def _has_file(row: PaperRow) -> bool:
    return bool(_value(row, "file") or _value(row, "scan"))


CONDITIONS: Final[Mapping[str, tuple[Condition, ...]]] = {
    "preview": (_LIVES, _OURS, _OPEN),
    "seal": (_LIVES, _OURS, _OPEN),
    "sign": (_LIVES, _COUNTS, _OURS, _SIGNS, _UNSIGNED),
    "stamp": (_LIVES, _COUNTS, _SEALED, _STAMPS, _UNSTAMPED),
    "serve": (_LIVES, _COUNTS, _GOES_OUT, _SEALED, _ISSUED, _UNSERVED),
    "print": (_FILED,),
    "save": (_FILED,),
    "refuse": (_LIVES, _COUNTS, _OURS, _READ_ON_SITE, _SEALED, _UNREFUSED),
    "scan": (_LIVES, _SEALED),
    "verify": (_OURS, _SEALED),
    "receipt": (_LIVES, _OURS, _SEALED, _SERVED_WITH_RECEIPT),
    "void": (_LIVES, _NUMBERED),
    "correct": (_LIVES, _COUNTS, _OURS, _SEALED),
    "fill": (_LIVES, _OURS, _OPEN, _FILLED_IN),
}


def why_not(row: PaperRow | None, action: str) -> str:
    """Return why an action cannot be taken on a paper now, empty when it can."""
    if row is None:
        return "请先选择文书"
    return next((one.otherwise for one in CONDITIONS[action] if not one.holds(row)), "")


SIGN_TIP: Final = "进入签阅模式：全屏交现场人员阅读、陈述、签名"
MAIN_ACTIONS: Final = (
    ActionSpec(id="preview", text="预览草稿", icon=Icon.SHOW, shortcut="F5"),
    ActionSpec(id="seal", text="定稿", icon=Icon.LOCK, shortcut="F6"),
    ActionSpec(id="sign", text="签名", icon=Icon.SIGN, shortcut="F7", tip=SIGN_TIP),
    ActionSpec(id="stamp", text="登记盖章", icon=Icon.STAMP, shortcut="F8"),
    ActionSpec(id="serve", text="登记送达", icon=Icon.SERVE, shortcut="F9"),
    ActionSpec(id="print", text="打印", icon=Icon.PRINT, shortcut="Ctrl+P"),
)
MORE_ACTIONS: Final = (
    ActionSpec(id="fill", text="填写内容", icon=Icon.EDIT, shortcut="F4"),
    ActionSpec(id="refuse", text="登记拒签", icon=Icon.HAZARD),
    ActionSpec(id="scan", text="归档扫描件", icon=Icon.ATTACH),
    ActionSpec(id="save", text="另存为 PDF", icon=Icon.EXPORT, shortcut="Ctrl+S"),
    ActionSpec(id="verify", text="验证", icon=Icon.BRAND),
    ActionSpec(id="receipt", text="送达回证", icon=Icon.GO),
    ActionSpec(id="correct", text="更正", icon=Icon.EDIT, tip="制作新版本代替已定稿的文书"),
    ActionSpec(id="void", text="作废", icon=Icon.DELETE),
)
PAGE_ACTIONS: Final = (
    ActionSpec(id="add", text="添加材料", icon=Icon.ADD, tip="询问、勘验、抽样、陈述申辩、送达地址"),
    ActionSpec(id="external", text="登记外部文书", icon=Icon.IMPORT),
    ActionSpec(id="check", text="验证文件", icon=Icon.BRAND, tip="验证任何一份 PDF，或凭打印件上的二维码核对"),
    ActionSpec(id="pin", text="签阅密码", icon=Icon.LOCK, tip="设置退出签阅模式的密码"),
    ActionSpec(id="leaving", text="离场前", icon=Icon.LEAVE),
)
STAGE: Final[Mapping[str, bool]] = {"preview": False, "seal": False, "stamp": True, "serve": True}
"""Buttons shown only before (False) or only after (True) 定稿; all others always."""


def next_step(row: PaperRow | None) -> str:
    """Return the next step on the way of a paper, empty at its end; a record is read on site before 定稿."""
    if row is None:
        return ""
    way = ("sign", "seal") if row.paper == "record" else ("seal", "sign")
    return next((one for one in (*way, *(("stamp", "serve") if row.needs_stamp else ())) if not why_not(row, one)), "")

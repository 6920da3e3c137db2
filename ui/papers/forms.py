"""The forms of the papers screen as tables: what is asked before a step is taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from inspections.deadline import warn_service
from inspections.document import PAPERS
from inspections.terms import SERVED_HOW
from ui.forms import FormRow, Kind
from ui.papers.model import Officer, Shelf

STAMP_ROWS: Final = (
    FormRow(key="on", label="盖章日期", kind=Kind.DATE, required=True),
    FormRow(
        key="how",
        label="印章",
        kind=Kind.CHOICE,
        required=True,
        choices=(("wet", "机关印章（纸质盖章后扫描）"), ("electronic", "机关电子印章")),
    ),
)
STAMP_NOTE: Final = "盖的是机关印章。执法人员的数字证书签名不能代替盖章，责令类文书登记盖章后才算发出。"
SERVICE_ROWS: Final = (
    FormRow(key="served_how", label="送达方式", kind=Kind.CHOICE, required=True, choices=tuple(SERVED_HOW.items())),
    FormRow(key="served_on", label="送达日期", kind=Kind.DATE, required=True),
    FormRow(key="served_to", label="受送达人", required=True, placeholder="签收人姓名、职务"),
    FormRow(key="served_place", label="送达地点", placeholder="如 机构办公室"),
    FormRow(key="service_reason", label="拒收事由", kind=Kind.MULTILINE, help="留置送达须写明受送达人拒收的事由和日期"),
    FormRow(key="service_witness", label="见证", help="见证人姓名、单位，或拍照、录像的记录方式"),
    FormRow(
        key="service_confirmation",
        label="送达确认书",
        required=True,
        placeholder="确认书的日期或编号",
        help="电子送达须经受送达人同意并确认地址和方式",
    ),
    FormRow(key="service_proof", label="送达凭证", placeholder="邮件单号、系统回执号、照片或录像编号"),
)
ONLY_WITH: Final[Mapping[str, tuple[str, ...]]] = {
    "service_reason": ("left",),
    "service_witness": ("left",),
    "service_confirmation": ("electronic",),
}
"""What is asked only with some ways of service."""
CORRECT_ROWS: Final = (
    FormRow(key="reason", label="更正原因", kind=Kind.MULTILINE, required=True, placeholder="原文书哪里有误，怎样更正"),
)
CORRECT_NOTE: Final = "取新的文号制作新版本；新版本定稿时，原文书标为“被替代”，两份都保留，互相注明文号。"
VOID_ROWS: Final = (
    FormRow(key="reason", label="作废理由", kind=Kind.MULTILINE, required=True, placeholder="写明为什么作废"),
)
VOID_NOTE: Final = "作废后文号保留并注明理由，不再使用；需要时可重新制作，取新的文号。作废不能撤销。"
SCAN_ROWS: Final = (
    FormRow(key="page", label="第几页", kind=Kind.INTEGER, required=True, minimum=1, maximum=999, unit="页"),
    FormRow(key="on", label="扫描日期", kind=Kind.DATE, required=True),
)
SCAN_NOTE: Final = "打印、手签、盖章后的纸质文书，逐页扫描归档。"
REFUSAL_NOTE: Final = "现场人员拒绝签名的，由两名执法人员写明情况并签名，可以有见证人。拒签不影响文书效力。"
EXTERNAL_KINDS: Final = (
    *((code, kind.title) for code, kind in PAPERS.items() if not kind.note),
    ("临时查封决定书", "临时查封决定书"),
    ("行政处罚决定书", "行政处罚决定书"),
    ("其他文书", "其他文书"),
)
EXTERNAL_NOTE: Final = "由消防等机关在自己的系统里制作的文书，只登记种类、文号、日期、期限和扫描件。"
FINISH_ROWS: Final = (
    FormRow(key="departed_at", label="离场时间", kind=Kind.MOMENT, required=True),
    FormRow(key="conclusion", label="检查小结", kind=Kind.MULTILINE, placeholder="可以不填"),
)


def refusal_rows(officers: Sequence[Officer]) -> tuple[FormRow, ...]:
    """Return what is asked when the person on site refuses to sign (安全生产法68, 处罚法55)."""
    return (
        FormRow(key="person", label="拒签人", required=True, placeholder="姓名、职务"),
        FormRow(key="on", label="日期", kind=Kind.DATE, required=True),
        FormRow(key="reason", label="拒签情况", kind=Kind.MULTILINE, required=True, placeholder="写明拒绝签名的理由"),
        FormRow(
            key="officers",
            label="执法人员",
            kind=Kind.SEVERAL,
            required=True,
            choices=tuple((one.id, one.name) for one in officers),
            check=_two_officers,
        ),
        FormRow(key="witness", label="见证人", placeholder="可以没有"),
    )


def external_rows(shelf: Shelf) -> tuple[FormRow, ...]:
    """Return what is kept of a paper another system wrote."""
    agencies = tuple((one.id, one.name) for one in shelf.agencies)
    return (
        FormRow(key="agency", label="制作机关", kind=Kind.CHOICE, required=True, choices=agencies),
        FormRow(key="paper", label="文书种类", kind=Kind.CHOICE, required=True, choices=EXTERNAL_KINDS),
        FormRow(key="number", label="文号", required=True, placeholder="按原件填写"),
        FormRow(key="made_on", label="文书日期", kind=Kind.DATE, required=True),
        FormRow(key="deadline", label="整改期限", kind=Kind.DATE, help="没有期限的不填"),
    )


def service_warning(deadline: str, served_on: date | None, *, at_least: int = 1) -> str:
    """Return what to think of before an order is served so late."""
    if not deadline or served_on is None:
        return ""
    return warn_service(date.fromisoformat(deadline), served_on, at_least=at_least)


def _two_officers(chosen: tuple[str, ...]) -> str:
    return "" if len(chosen) >= 2 else "须由两名执法人员注明"

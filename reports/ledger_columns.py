"""The columns of 隐患排查治理台账 and 销号台账, in the order that is asked of them, as data. Light.

A column whose facts the records do not hold stays empty and is filled in by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from inspections.dossier import Ledger
from inspections.entry import JsonObject
from inspections.proposals import clause_text
from inspections.records import LedgerRow
from inspections.terms import ACTION, CATEGORY, FINDING_STATE, GRADE, GRADE_STATE, OUTCOME, REFERRAL

_UNVERIFIED: Final = frozenset({"repo", "mem-h", "mem-m", "mem-l", "ours"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerColumn:
    """One column: its heading, its width in characters, what it says of a row; `printed` is its share of the page."""

    title: str
    width: float
    value: Callable[[LedgerRow, Ledger], str]
    printed: float = 0
    """Its share of the width of a printed page; 0 leaves the column to the workbook."""


def _text(name: str) -> Callable[[LedgerRow, Ledger], str]:
    return lambda row, _: str(row.fields.get(name) or "")


def _person(name: str) -> Callable[[LedgerRow, Ledger], str]:
    def named(row: LedgerRow, ledger: Ledger) -> str:
        person = str(row.fields.get(name) or "")
        return ledger.people.get(person, person)

    return named


def _reinspectors(row: LedgerRow, ledger: Ledger) -> str:
    officers = row.fields.get("reinspection_officers") or row.fields.get("fixed_by_officers") or ()
    return "、".join(ledger.people.get(one, one) for one in officers)


def _done_on(row: LedgerRow, _: Ledger) -> str:
    return str(row.fields.get("done_on") or row.fields.get("fixed_on") or "")


def _by_hand(_row: LedgerRow, _ledger: Ledger) -> str:
    return ""


def _clauses(row: LedgerRow, _: Ledger) -> str:
    return "、".join(_clause(one) for one in row.fields.get("clauses") or ())


def _clause(clause: JsonObject) -> str:
    certain = clause.get("certainty") or "mem-l"
    return f"{clause_text(clause)}{'（待核）' if certain in _UNVERIFIED else ''}"


def _grade(row: LedgerRow, _: Ledger) -> str:
    state = GRADE_STATE.get(row.grade_state, row.grade_state)
    grade = GRADE.get(row.grade, row.grade)
    return f"{grade}（{state}）" if state else grade


def _result(row: LedgerRow, _: Ledger) -> str:
    result = {"passed": "合格", "failed": "不合格"}.get(str(row.fields.get("reinspection_result") or ""), "")
    note = str(row.fields.get("reinspection_note") or "")
    return "：".join(part for part in (result, note) if part)


def _overdue(row: LedgerRow, ledger: Ledger) -> str:
    left = row.days_left(ledger.made_on)
    return str(-left) if left is not None and row.is_overdue(ledger.made_on) else ""


def _deadline(row: LedgerRow, _: Ledger) -> str:
    return "立即" if row.action == "immediate" and not row.deadline else row.deadline


def _extension(row: LedgerRow, ledger: Ledger) -> str:
    count = row.fields.get("extension_count")
    return f"{count} 次，{_person('extension_decided_by')(row, ledger)}批准" if count else ""


def _referral(row: LedgerRow, _: Ledger) -> str:
    told = (
        REFERRAL.get(str(row.fields.get("referral_kind") or ""), ""),
        str(row.fields.get("referred_to") or ""),
        str(row.fields.get("referral_number") or ""),
        f"回执 {row.fields['receipt_number']}" if row.fields.get("receipt_number") else "",
        OUTCOME.get(str(row.fields.get("receipt_outcome") or ""), ""),
    )
    return "，".join(part for part in told if part)


def _closers(row: LedgerRow, ledger: Ledger) -> str:
    names = (_person("closed_by")(row, ledger), _person("closure_second")(row, ledger))
    return "、".join(name for name in names if name)


def _place(row: LedgerRow, ledger: Ledger) -> str:
    return ledger.places.get(row.id, row.place_text)


_Columns = tuple[LedgerColumn, ...]
HAZARDS: Final[_Columns] = (
    LedgerColumn(title="隐患编号", width=18, printed=25, value=lambda row, _: row.number),
    LedgerColumn(title="机构", width=24, printed=27, value=lambda row, _: row.institution_name),
    LedgerColumn(title="区域", width=12, value=lambda row, _: row.area),
    LedgerColumn(title="检查来源与文书号", width=24, value=lambda row, ledger: ledger.documents.get(row.id, "")),
    LedgerColumn(title="排查日期", width=12, printed=21, value=lambda row, _: row.found_on),
    LedgerColumn(title="部位/设施", width=18, printed=26, value=_place),
    LedgerColumn(title="隐患描述", width=40, printed=42, value=lambda row, _: row.description),
    LedgerColumn(title="照片号", width=12, value=lambda row, ledger: ledger.photos.get(row.id, "")),
    LedgerColumn(title="问题性质", width=12, value=lambda row, _: CATEGORY.get(row.category, row.category)),
    LedgerColumn(title="隐患类别", width=10, value=_text("hazard_type")),
    LedgerColumn(title="检查项", width=10, value=lambda row, _: row.item),
    LedgerColumn(title="依据条款与可信度", width=30, value=_clauses),
    LedgerColumn(title="等级", width=12, printed=16, value=_grade),
    LedgerColumn(title="风险色", width=14, value=lambda row, ledger: ledger.risks.get(row.id, "")),
    LedgerColumn(
        title="是否当场改", width=10, value=lambda row, _: "是" if row.fields.get("fixed_on") else "否"
    ),
    LedgerColumn(title="处理方式", width=14, value=lambda row, _: ACTION.get(row.action, row.action)),
    LedgerColumn(title="整改措施", width=36, printed=38, value=lambda row, _: row.measure),
    LedgerColumn(title="责任单位与责任人", width=16, printed=19, value=lambda row, _: row.responsible),
    LedgerColumn(title="资金", width=12, value=_text("report_money")),
    LedgerColumn(title="责令日期", width=12, value=_text("ordered_on")),
    LedgerColumn(title="整改期限", width=12, printed=21, value=_deadline),
    LedgerColumn(title="期限理由", width=24, value=_text("deadline_reason")),
    LedgerColumn(title="期间管控措施", width=20, value=_by_hand),
    LedgerColumn(title="预案", width=14, value=_by_hand),
    LedgerColumn(title="主管部门", width=20, value=lambda row, _: row.agency_name),
    LedgerColumn(title="督办人", width=10, value=_by_hand),
    LedgerColumn(title="登记人", width=10, value=_person("recorded_by")),
    LedgerColumn(title="整改情况", width=30, value=_text("report_measure")),
    LedgerColumn(title="整改前后照片", width=40, value=lambda row, ledger: ledger.pairs.get(row.id, "")),
    LedgerColumn(title="整改完成日", width=12, value=_text("done_on")),
    LedgerColumn(title="复查日期", width=12, value=_text("reinspected_on")),
    LedgerColumn(title="复查人", width=14, value=_reinspectors),
    LedgerColumn(title="复查结论", width=20, value=_result),
    LedgerColumn(title="轮次", width=8, value=lambda row, _: str(row.round)),
    LedgerColumn(title="延期", width=16, value=_extension),
    LedgerColumn(title="移送去向与回执", width=24, value=_referral),
    LedgerColumn(title="销号申请人", width=12, value=_by_hand),
    LedgerColumn(title="销号审批人", width=14, value=_closers),
    LedgerColumn(title="销号日期", width=12, value=lambda row, _: row.closed_on),
    LedgerColumn(
        title="状态", width=12, printed=17, value=lambda row, _: FINDING_STATE.get(row.state, row.state)
    ),
    LedgerColumn(title="超期天数", width=10, printed=13, value=_overdue),
)  # fmt: skip
CLOSURES: Final[_Columns] = (
    LedgerColumn(title="隐患编号", width=18, printed=27, value=lambda row, _: row.number),
    LedgerColumn(title="机构", width=24, printed=30, value=lambda row, _: row.institution_name),
    LedgerColumn(title="隐患", width=40, printed=58, value=lambda row, _: row.description),
    LedgerColumn(title="等级", width=12, printed=16, value=_grade),
    LedgerColumn(title="整改期限", width=12, printed=20, value=_deadline),
    LedgerColumn(title="完成日", width=12, printed=20, value=_done_on),
    LedgerColumn(title="复查结论", width=20, printed=24, value=_result),
    LedgerColumn(title="复查人", width=14, printed=20, value=_reinspectors),
    LedgerColumn(title="销号审批人", width=14, printed=20, value=_closers),
    LedgerColumn(title="销号日期", width=12, printed=20, value=lambda row, _: row.closed_on),
    LedgerColumn(title="销号依据", width=24, value=_text("closure_basis")),
    LedgerColumn(title="佐证（文书号）", width=30, value=lambda row, ledger: ledger.documents.get(row.id, "")),
    LedgerColumn(title="佐证（照片）", width=14, value=lambda row, ledger: ledger.photos.get(row.id, "")),
    LedgerColumn(
        title="整改前后照片", width=40, printed=42, value=lambda row, ledger: ledger.pairs.get(row.id, "")
    ),
)  # fmt: skip
COLUMNS: Final[Mapping[str, _Columns]] = {"hazards": HAZARDS, "closures": CLOSURES}

"""What the import preview shows: every row with its verdict and the words of what it would change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from checklists.facts import FACTS, format_value
from inspections.institution import Institution, typed_fact
from inspections.records import Records
from inspections.register import CellProblem, Planned, Register
from inspections.register_columns import COLUMNS
from inspections.terms import RATING, RISK_COLOR
from inspections.workflow.registering import preview_import
from ui.theme import Tone
from ui.widgets.table import Column

VERDICTS: Final[Mapping[str, tuple[str, Tone]]] = {
    "new": ("新增", Tone.OK),
    "changed": ("变更", Tone.WARN),
    "same": ("不变", Tone.NA),
}
TITLES: Final[Mapping[str, str]] = {column.target: column.headings[0] for column in reversed(COLUMNS)}
_CODES: Final[Mapping[str, Mapping[str, str]]] = {"rating": RATING, "risk_color": RISK_COLOR}


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRow:
    """One row of the sheet and what its import would do."""

    number: int
    name: str
    area: str
    verdict: str
    changes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A register compared with the records at one moment."""

    register: Register
    rows: tuple[PreviewRow, ...]
    problems: tuple[CellProblem, ...]

    @property
    def errors(self) -> tuple[CellProblem, ...]:
        """Return what stops the import."""
        return tuple(one for one in self.problems if not one.is_warning)

    @property
    def warnings(self) -> tuple[CellProblem, ...]:
        """Return what is told and stops nothing."""
        return tuple(one for one in self.problems if one.is_warning)

    def count(self, verdict: str) -> int:
        """Count the rows of one verdict."""
        return sum(row.verdict == verdict for row in self.rows)

    @property
    def has_news(self) -> bool:
        """Tell whether an import would change anything."""
        return bool(self.count("new") or self.count("changed"))


PREVIEW_COLUMNS: Final = (
    Column(title="行", text=lambda row: str(row.number), width=64, right=True),
    Column(title="机构名称", text=lambda row: row.name, width=270),
    Column(title="乡镇街道", text=lambda row: row.area, width=120),
    Column(
        title="结果", text=lambda row: VERDICTS[row.verdict][0], width=90, tone=lambda row: VERDICTS[row.verdict][1]
    ),
    Column(title="将写入的内容", text=lambda row: row.changes, stretch=True),
)
PROBLEM_COLUMNS: Final = (
    Column(title="位置", text=lambda one: f"{one.column}{one.row}" if one.column else f"第 {one.row} 行", width=90),
    Column(title="列", text=lambda one: one.heading, width=220),
    Column(
        title="性质", text=lambda one: "提醒" if one.is_warning else "错误", width=90,
        tone=lambda one: Tone.WARN if one.is_warning else Tone.BAD,
    ),
    Column(title="说明", text=lambda one: one.message, stretch=True),
)  # fmt: skip


def read_preview(records: Records, *, register: Register) -> Preview:
    """Compare a register with the records now."""
    plan = preview_import(records, register=register)
    rows = [
        *(_row("new", one, None) for one in plan.new),
        *(_row("changed", one, records.institutions.get(one.id)) for one in plan.changed),
        *(_row("same", one, None) for one in plan.same),
    ]
    return Preview(
        register=register,
        rows=tuple(sorted(rows, key=lambda row: row.number)),
        problems=tuple(sorted(plan.problems, key=lambda one: (one.is_warning, one.row, one.column))),
    )


def heading_words(register: Register) -> str:
    """Say which headings were recognised and as what."""
    pairs = [
        heading if heading == TITLES[target] else f"{heading} → {TITLES[target]}"
        for heading, target in register.columns.items()
    ]
    return "、".join(pairs)


def _row(verdict: str, planned: Planned, before: Institution | None) -> PreviewRow:
    return PreviewRow(
        number=planned.row.number,
        name=planned.row.values.get("name", ""),
        area=planned.row.values.get("area", ""),
        verdict=verdict,
        changes="；".join(_changes(planned, before)) if verdict != "same" else "",
    )


def _changes(planned: Planned, before: Institution | None) -> Iterable[str]:
    for name, value in planned.values.items():
        if before is None and name in ("name", "area"):
            continue
        old = _value_words(name, before.fields.text(name)) if before else ""
        yield _change_words(TITLES[name], old, _value_words(name, value), is_new=before is None)
    held = before.fact_values() if before else {}
    for name, fact in planned.facts.items():
        old = format_value(FACTS[name], typed_fact(name, held[name].value)) if name in held else ""
        yield _change_words(FACTS[name].name, old, format_value(FACTS[name], fact), is_new=before is None)


def _value_words(name: str, value: str) -> str:
    return _CODES[name].get(value, value) if name in _CODES and value else value


def _change_words(title: str, old: str, new: str, *, is_new: bool) -> str:
    return f"{title} {new}" if is_new else f"{title}：{old or '空'} → {new}"


TEMPLATE_TITLE: Final = "养老机构名册"
TEMPLATE_ROWS: Final = 50
_TEMPLATE_TARGETS: Final = (
    "name", "credit_code", "area", "address", "legal_representative", "person_in_charge", "phone", "rating",
    "institution_kind", "registered", "beds", "care_beds", "residents", "disabled_residents", "care_staff",
    "floor_area_m2", "storeys", "fire_acceptance", "lift", "gas", "canteen", "medical_unit", "on",
)  # fmt: skip


def template_workbook() -> bytes:
    """Return an empty register with headings the import reads; its first column keeps the rows apart from the foot."""
    from reports.workbook import Column as SheetColumn
    from reports.workbook import Table, write_workbook

    headings = [TITLES[target] for target in _TEMPLATE_TARGETS]
    columns = [SheetColumn(heading="序号", width=6), *(SheetColumn(heading=one, width=16) for one in headings)]
    rows = [[str(number), *([""] * len(headings))] for number in range(1, TEMPLATE_ROWS + 1)]
    notes = ["每行一家机构，机构名称必填；是否类填“是”或“否”，日期写成 2026-03-01。不清楚的留空，不需要的列可以删除。"]
    return write_workbook(Table(title=TEMPLATE_TITLE, columns=columns, rows=rows, notes=notes))


def template_name(today: date) -> str:
    """Return the file name that is offered for the template."""
    return f"{TEMPLATE_TITLE}模板{today.year}.xlsx"

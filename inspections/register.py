"""The register of institutions as a sheet tells it, and what its import would change: pure planning, no files."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from checklists.facts import FACTS, FactType
from checklists.model import FactValue
from inspections.fields import plain
from inspections.institution import Institution, institution_id

SHOWN_PROBLEMS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class CellProblem:
    """What is wrong at one cell; a warning does not stop the import."""

    row: int
    column: str
    heading: str
    message: str
    is_warning: bool = False

    def __str__(self) -> str:
        heading = f"“{self.heading}”" if self.heading else ""
        return f"{self.column}{self.row}{heading}：{self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """One institution as the sheet tells it; what is blank there is not in it."""

    number: int
    values: Mapping[str, str]
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    on: date | None = None

    @property
    def code(self) -> str:
        """Return the 统一社会信用代码, empty where none is given."""
        return self.values.get("credit_code", "")

    @property
    def name_and_area(self) -> tuple[str, str]:
        """Return what tells institutions without a code apart."""
        return self.values.get("name", ""), self.values.get("area", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A sheet read as the register of institutions."""

    sheet: str
    rows: tuple[RegisterRow, ...]
    problems: tuple[CellProblem, ...]
    columns: Mapping[str, str] = field(default_factory=dict)
    unrecognised: tuple[str, ...] = ()

    @property
    def refusals(self) -> tuple[CellProblem, ...]:
        """Return the problems that stop the import."""
        return tuple(problem for problem in self.problems if not problem.is_warning)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What a row would do to one institution; an empty id stands for a new one without code."""

    row: RegisterRow
    id: str
    values: Mapping[str, str]
    facts: Mapping[str, FactValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an import would do, for the preview and for the step alike."""

    new: tuple[Planned, ...] = ()
    changed: tuple[Planned, ...] = ()
    same: tuple[Planned, ...] = ()
    problems: tuple[CellProblem, ...] = ()

    @property
    def refusals(self) -> tuple[CellProblem, ...]:
        """Return the problems that stop the import."""
        return tuple(problem for problem in self.problems if not problem.is_warning)

    def as_data(self) -> dict[str, object]:
        """Return the plan as plain data with one Chinese sentence."""
        refused = self.refusals
        counts = f"新增 {len(self.new)} 家，更新 {len(self.changed)} 家，不变 {len(self.same)} 家"
        told = f"不能导入：{summary(refused)}" if refused else f"{counts}。"
        return {
            "ok": not refused,
            "new": [one.row.values["name"] for one in self.new],
            "changed": [one.row.values["name"] for one in self.changed],
            "same": len(self.same),
            "problems": [str(problem) for problem in self.problems],
            "summary": told,
        }


def plan(register: Register, existing: Sequence[Institution]) -> Plan:
    """Compare a register with the institutions on record: by credit code, else by name and area, else new."""
    known = _Known(existing)
    new: list[Planned] = []
    changed: list[Planned] = []
    same: list[Planned] = []
    problems = [*register.problems, *_twice(register.rows)]
    taken: dict[str, int] = {}
    for row in register.rows:
        found, problem = known.find(row)
        if problem:
            problems.append(_at(row, problem))
            continue
        chosen = found.id if found else institution_id(row.code, "")
        if chosen and chosen in taken:
            problems.append(_at(row, f"与第 {taken[chosen]} 行是同一家机构"))
            continue
        taken[chosen] = row.number
        if found is None:
            new.append(Planned(row=row, id=chosen, values=row.values, facts=row.facts))
            continue
        planned, older = _difference(row, found)
        problems.extend(older)
        (changed if planned.values or planned.facts else same).append(planned)
    return Plan(new=tuple(new), changed=tuple(changed), same=tuple(same), problems=tuple(problems))


def summary(problems: Sequence[CellProblem]) -> str:
    """Say the first problems in one line, and how many there are."""
    shown = "；".join(str(problem) for problem in problems[:SHOWN_PROBLEMS])
    more = f"；等共 {len(problems)} 处" if len(problems) > SHOWN_PROBLEMS else ""
    return shown + more


class _Known:
    """The institutions on record, found as a row names them."""

    def __init__(self, existing: Iterable[Institution]) -> None:
        self._by_id = {one.id: one for one in existing}
        self._by_code = {one.credit_code: one for one in self._by_id.values() if one.credit_code}
        self._by_name: dict[tuple[str, str], list[Institution]] = {}
        for one in self._by_id.values():
            self._by_name.setdefault((one.name, one.area), []).append(one)

    def find(self, row: RegisterRow) -> tuple[Institution | None, str]:
        """Return the institution a row means, or None for a new one, or why that cannot be told."""
        if row.code:
            found = self._by_id.get(institution_id(row.code, "")) or self._by_code.get(row.code)
            if found:
                return found, ""
        same = [one for one in self._by_name.get(row.name_and_area, ()) if not (row.code and one.credit_code)]
        if len(same) > 1:
            return None, "本机有多家同名同乡镇的机构，请填写统一社会信用代码"
        return (same[0] if same else None), ""


def _difference(row: RegisterRow, found: Institution) -> tuple[Planned, list[CellProblem]]:
    values = {name: value for name, value in row.values.items() if found.fields.text(name) != value}
    held = found.fact_values()
    facts, older = {}, []
    for name, value in row.facts.items():
        if name in held and _same_fact(name, value, held[name].value):
            continue
        if name in held and row.on and held[name].on > row.on.isoformat():
            words = f"{FACTS[name].name}在本机已有 {held[name].on} 的更新数据，未用表中 {row.on} 的数据"
            older.append(_at(row, words, is_warning=True))
            continue
        facts[name] = value
    return Planned(row=row, id=found.id, values=values, facts=facts), older


def _same_fact(name: str, new: FactValue, held: object) -> bool:
    if FACTS[name].type is FactType.DECIMAL:
        return Decimal(str(new)) == Decimal(str(held))
    return bool(plain(new) == held)


def _twice(rows: Sequence[RegisterRow]) -> list[CellProblem]:
    """Return the rows that repeat a code, or a name and area that no codes tell apart, within the sheet."""
    problems = []
    codes: dict[str, int] = {}
    names: dict[tuple[str, str], RegisterRow] = {}
    for row in rows:
        namesake = names.setdefault(row.name_and_area, row)
        if row.code and row.code in codes:
            problems.append(_at(row, f"统一社会信用代码与第 {codes[row.code]} 行重复"))
        elif namesake is not row and not (row.code and namesake.code):
            problems.append(_at(row, f"机构名称和乡镇与第 {namesake.number} 行重复"))
        if row.code:
            codes.setdefault(row.code, row.number)
    return problems


def _at(row: RegisterRow, message: str, *, is_warning: bool = False) -> CellProblem:
    return CellProblem(
        row=row.number, column="", heading=row.values.get("name", ""), message=message, is_warning=is_warning
    )

"""Which findings the ledger shows and in which order: the pills as a table, and how a view becomes a question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from inspections.records import LedgerFilter, LedgerRow, Records
from inspections.terms import CATEGORY

DAYS_OF_A_WEEK: Final = 7


@dataclass(frozen=True, kw_only=True)
class Scope:
    """One pill: what it is called and what it lets through."""

    id: str
    title: str
    states: tuple[str, ...] = ()
    open_only: bool = False
    overdue_only: bool = False
    due_within: int | None = None
    """Days from today; what is overdue already is not meant."""
    grade: str = ""


SCOPES: Final = (
    Scope(id="open", title="未销号", open_only=True),
    Scope(id="overdue", title="逾期", overdue_only=True),
    Scope(id="due_today", title="今日到期", states=("ordered",), due_within=0),
    Scope(id="due_week", title="本周到期", states=("ordered",), due_within=DAYS_OF_A_WEEK),
    Scope(id="major", title="重大", open_only=True, grade="major"),
    Scope(id="recorded", title="已登记", states=("recorded",)),
    Scope(id="ordered", title="已责令", states=("ordered",)),
    Scope(id="reported", title="待复查", states=("reported",)),
    Scope(id="passed", title="待销号", states=("passed",)),
    Scope(id="handed_over", title="待回执", states=("handed_over",)),
    Scope(id="closed", title="已销号", states=("closed",)),
    Scope(id="all", title="全部"),
)
BY_ID: Final[Mapping[str, Scope]] = {scope.id: scope for scope in SCOPES}
ORDERS: Final = ("due", "due_desc", "found_desc", "found")
"""How lines may stand: by deadline or by the day they were found, either way round."""


@dataclass(frozen=True, kw_only=True)
class View:
    """What a person chose to see; the constraints narrow every pill alike."""

    scope: str = "open"
    text: str = ""
    category: str = ""
    agency: str = ""
    institution: str = ""
    inspection: str = ""
    order: str = "due"

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything but the pill keeps lines away."""
        return any((self.text, self.category, self.agency, self.institution, self.inspection))

    def query(self, today: date) -> LedgerFilter:
        """Return the question for the records; lines due within days still hold the overdue ones."""
        scope = BY_ID[self.scope]
        within = scope.due_within
        return LedgerFilter(
            today=today,
            states=scope.states,
            open_only=scope.open_only,
            overdue_only=scope.overdue_only,
            due_until=None if within is None else today + timedelta(days=within),
            grade=scope.grade,
            category=self.category,
            agency=self.agency,
            institution=self.institution,
            inspection=self.inspection,
            text=self.text,
            newest_first=self.order.startswith("found"),
        )

    def lets_through(self, row: LedgerRow, today: date) -> bool:
        """Tell what the question cannot: due within days means not overdue yet."""
        return BY_ID[self.scope].due_within is None or not row.is_overdue(today)

    def describe(self, *, agency: str = "", institution: str = "") -> str:
        """Say in Chinese what is shown, for the head of an exported ledger."""
        words = [BY_ID[self.scope].title]
        words += [f"类别：{CATEGORY[self.category]}"] if self.category else []
        words += [f"责令机关：{agency}"] if self.agency else []
        words += [f"机构：{institution}"] if self.institution else []
        words += [f"包含“{self.text}”"] if self.text else []
        return "；".join(words)


def read_keys(records: Records, view: View, today: date) -> Sequence[int]:
    """Read the row keys of a view in its order."""
    query = view.query(today)
    keys = records.ledger_ids(query)
    if BY_ID[view.scope].due_within is not None:
        overdue = frozenset(records.ledger_ids(replace(query, overdue_only=True)))
        keys = [key for key in keys if key not in overdue]
    return keys[::-1] if view.order in ("due_desc", "found") else keys


def read_counts(records: Records, view: View, today: date) -> dict[str, int]:
    """Count what each pill would show under the same constraints."""
    return {scope.id: len(read_keys(records, replace(view, scope=scope.id), today)) for scope in SCOPES}


def view_of(target: Mapping[str, Any], *, order: str) -> View:
    """Return the view another screen asks for: a pill by its id and any constraint by its name."""
    named = {name: str(target[name]) for name in _CONSTRAINTS if target.get(name)}
    scope = str(target.get("scope") or "")
    return View(scope=scope if scope in BY_ID else "all", order=order, **named)


_CONSTRAINTS: Final = ("text", "category", "agency", "institution", "inspection")

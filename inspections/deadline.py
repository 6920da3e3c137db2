"""Legal day counts over official calendars: an uncovered year is a refusal by name, never Monday to Friday.

Rules: 民法典201 (the first day is not counted), 202 (months to the matching day), 203 (a last day that is a holiday
moves to the day after); 处罚法85 (its two, three, five and seven days are working days). Calendars are data.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

from inspections.calendars import CALENDARS, YearCalendar
from inspections.refusal import RefusedError

PROPOSED_NOTE: Final = "建议期限，法律未规定天数，由执法人员按难易确定"


class CalendarMissingError(RefusedError):
    """No official calendar of a year is loaded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A date that explains itself: every day that was passed over and why."""

    start: date
    end: date
    rule: str
    passed_over: tuple[tuple[date, str], ...] = ()

    def explain(self) -> str:
        """Say in Chinese how the date came about."""
        text = f"自 {self.start} 起算（当日不计），{self.rule}，至 {self.end}"
        skipped = "；".join(f"{day} {why}" for day, why in self.passed_over)
        return f"{text}。其间不计：{skipped}" if skipped else f"{text}。"


@cache
def calendar(year: int) -> YearCalendar:
    """Return the official calendar of a year."""
    try:
        return CALENDARS[year]
    except KeyError:
        raise CalendarMissingError(
            f"日历未覆盖：没有 {year} 年的放假安排。", "请导入国务院办公厅该年节假日通知后再计算。"
        ) from None


def day_off(day: date) -> str:
    """Return why a day is not a working day, empty when it is one; make-up workdays work."""
    year = calendar(day.year)
    if day in year.workdays:
        return ""
    if day in year.holidays:
        return year.holidays[day]
    return "周末" if day.weekday() >= 5 else ""


def working_days(start: date, count: int) -> Counted:
    """Count working days after a day that itself is not counted."""
    day, passed = start, list[tuple[date, str]]()
    left = count
    while left:
        day += timedelta(days=1)
        why = day_off(day)
        if why:
            passed.append((day, why))
        else:
            left -= 1
    return Counted(start=start, end=day, rule=f"{count} 个工作日", passed_over=tuple(passed))


def working_days_before(day: date, count: int) -> date:
    """Return the latest day that lies a number of working days before another (检查办法: 提前 3 个工作日通知)."""
    left = count
    while left:
        day -= timedelta(days=1)
        left -= not day_off(day)
    return day


def calendar_days(start: date, count: int) -> Counted:
    """Count calendar days; a last day that is a day off moves to the next working day (民法典203)."""
    return _moved(start, start + timedelta(days=count), f"{count} 日")


def months(start: date, count: int) -> Counted:
    """Count months to the matching day, or the month's last day where there is none (民法典202)."""
    return _moved(start, months_after(start, count), f"{count} 个月")


def months_after(start: date, count: int) -> date:
    """Return the matching day some months on, or the month's last day where there is none; no day off moves it."""
    index = start.year * 12 + start.month - 1 + count
    year, month = divmod(index, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(start.day, (following - timedelta(days=1)).day))


def days_left(deadline: date, today: date) -> int:
    """Return days until the deadline: 0 on the day itself, negative only from the day after."""
    return (deadline - today).days


def _moved(start: date, end: date, rule: str) -> Counted:
    passed: list[tuple[date, str]] = []
    while why := day_off(end):
        passed.append((end, why))
        end += timedelta(days=1)
    return Counted(
        start=start, end=end, rule=f"{rule}，末日遇休息日顺延" if passed else rule, passed_over=tuple(passed)
    )


def proposed_deadline(start: date, days: int, reason: str) -> tuple[date, str]:
    """Propose the last day of a rectification with its reason; a proposal, because no law fixes the days."""
    counted = calendar_days(start, days)
    return counted.end, f"{reason}（{counted.rule}；{PROPOSED_NOTE}）" if reason else f"{counted.rule}；{PROPOSED_NOTE}"


def warn_service(deadline: date, served_on: date, *, at_least: int = 1) -> str:
    """Return a warning when an order is served after its date or with hardly a day left, else nothing."""
    left = days_left(deadline, served_on)
    if left < 0:
        return f"文书在整改期限 {deadline} 之后才送达，建议更正：制作新的文书，重新确定期限。"
    if left < at_least:
        return f"送达日距整改期限 {deadline} 不足 {at_least} 日，建议更正：制作新的文书，重新确定期限。"
    return ""


def covered_years() -> tuple[int, ...]:
    """Return the years whose calendar is loaded."""
    return tuple(sorted(CALENDARS))


def load_calendars(extra: Mapping[int, YearCalendar]) -> None:
    """Add calendars of further years, read from their official notices."""
    CALENDARS.update(extra)
    calendar.cache_clear()

"""Official calendars as data: holidays and make-up workdays of each year, from the notices of 国务院办公厅."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class YearCalendar:
    """The days off of a year by name, the weekend days that are worked, and the notice they come from."""

    year: int
    holidays: dict[date, str]
    workdays: frozenset[date]
    source: str
    certainty: str


def _year(year: int, spans: tuple[tuple[str, str, str], ...], workdays: tuple[str, ...], source: str) -> YearCalendar:
    holidays: dict[date, str] = {}
    for name, first, last in spans:
        day, end = date.fromisoformat(f"{year}-{first}"), date.fromisoformat(f"{year}-{last}")
        while day <= end:
            holidays[day] = name
            day += timedelta(days=1)
    worked = frozenset(date.fromisoformat(f"{year}-{day}") for day in workdays)
    return YearCalendar(year=year, holidays=holidays, workdays=worked, source=source, certainty="page")


CALENDARS: dict[int, YearCalendar] = {
    2026: _year(
        2026,
        (
            ("元旦", "01-01", "01-03"),
            ("春节", "02-15", "02-23"),
            ("清明节", "04-04", "04-06"),
            ("劳动节", "05-01", "05-05"),
            ("端午节", "06-19", "06-21"),
            ("中秋节", "09-25", "09-27"),
            ("国庆节", "10-01", "10-07"),
        ),
        ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10"),
        "国务院办公厅 2025-11-04 通知",
    ),
}

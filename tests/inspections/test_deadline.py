"""Legal day counts: the vectors of the regulations' section 11, and what must be refused."""

from datetime import date

import pytest

from inspections import deadline
from inspections.calendars import CALENDARS

D = date.fromisoformat

WORKING = [
    ("2026-09-28", 3, "2026-10-08"),
    ("2026-09-30", 3, "2026-10-10"),
    ("2026-02-12", 5, "2026-02-26"),
    ("2026-04-30", 3, "2026-05-08"),
    ("2026-05-06", 3, "2026-05-09"),
    ("2026-09-18", 1, "2026-09-20"),
    ("2026-06-17", 3, "2026-06-23"),
    ("2026-10-08", 20, "2026-11-04"),
]
CALENDAR = [
    ("2026-09-20", 15, "2026-10-08"),
    ("2026-09-01", 30, "2026-10-08"),
    ("2026-02-01", 15, "2026-02-24"),
    ("2026-03-06", 30, "2026-04-07"),
]


@pytest.mark.parametrize(("start", "count", "end"), WORKING)
def test_working_days_skip_weekends_and_holidays_and_count_make_up_days(start, count, end):
    assert deadline.working_days(D(start), count).end == D(end)


@pytest.mark.parametrize(("start", "count", "end"), CALENDAR)
def test_a_last_day_that_is_off_moves_to_the_next_working_day(start, count, end):
    assert deadline.calendar_days(D(start), count).end == D(end)


def test_notice_is_given_three_working_days_ahead_counted_backwards():
    assert deadline.working_days_before(D("2026-10-09"), 3) == D("2026-09-29")


def test_a_year_without_calendar_is_refused_by_name():
    with pytest.raises(deadline.CalendarMissingError, match="2031"):
        deadline.working_days(D("2031-01-05"), 3)


def test_counting_into_an_uncovered_year_is_refused():
    uncovered = max(CALENDARS) + 1
    with pytest.raises(deadline.CalendarMissingError, match=str(uncovered)):
        deadline.working_days(date(max(CALENDARS), 12, 30), 5)


def test_a_month_without_the_matching_day_ends_on_its_last():
    assert deadline.months(D("2026-01-31"), 1).end == D("2026-02-28")


def test_months_across_the_year_end_keep_the_day():
    assert deadline.months(D("2026-03-10"), 6).end == D("2026-09-10")


def test_the_explanation_names_every_day_passed_over():
    counted = deadline.working_days(D("2026-09-30"), 3)
    text = counted.explain()
    assert "国庆节" in text
    assert len(counted.passed_over) == 7
    assert all(str(day) in text for day, _ in counted.passed_over)


def test_due_today_is_not_past():
    assert deadline.days_left(D("2026-10-08"), D("2026-10-08")) == 0
    assert deadline.days_left(D("2026-10-08"), D("2026-10-09")) == -1


def test_the_year_2026_has_248_working_days():
    days = (date.fromordinal(n) for n in range(D("2026-01-01").toordinal(), D("2026-12-31").toordinal() + 1))
    assert sum(not deadline.day_off(day) for day in days) == 248


@pytest.mark.parametrize(("served", "warns"), [("2026-10-01", False), ("2026-10-08", True), ("2026-10-09", True)])
def test_an_order_served_too_late_warns(served, warns):
    assert bool(deadline.warn_service(D("2026-10-08"), D(served))) is warns

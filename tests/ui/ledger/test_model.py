"""Lines and columns of the ledger table."""

from datetime import timedelta

import pytest

from inspections.records import LedgerRow
from tests.ui.ledger.findings import furnish_ledger
from tests.ui.workplace import TODAY
from ui.ledger import model
from ui.ledger.model import COLUMNS, Line, days_tone, days_words, deadline_words, read_lines, shown_columns
from ui.theme import Tone


def line(days, state="ordered", **more):
    deadline = (TODAY + timedelta(days=days)).isoformat() if days is not None else ""
    fields = dict.fromkeys(
        ("id", "number", "institution", "institution_name", "area", "inspection", "item", "category", "grade",
         "grade_state", "description", "place_text", "measure", "action", "agency", "agency_name", "found_on",
         "responsible", "closed_on"), "",
    )  # fmt: skip
    row = LedgerRow(**{**fields, "state": state, "deadline": deadline, "round": 1, "photos": 0, **more})
    return Line(key=1, row=row, place="", today=TODAY)


@pytest.mark.parametrize(
    ("days", "words", "tone"),
    [
        (-12, "逾期 12 天", Tone.BAD),
        (-1, "逾期 1 天", Tone.BAD),
        (0, "今天到期", Tone.WARN),
        (7, "7 天", Tone.WARN),
        (8, "8 天", None),
        (None, "", None),
    ],
)
def test_days_left_are_red_when_overdue_and_amber_within_the_week(days, words, tone):
    assert (days_words(line(days)), days_tone(line(days))) == (words, tone)


@pytest.mark.parametrize("state", ["recorded", "reported", "passed", "closed", "handed_over", "voided"])
def test_only_what_awaits_rectification_runs_out_of_days(state):
    assert (days_words(line(-3, state)), days_tone(line(-3, state))) == ("", None)


def test_an_order_at_once_has_no_date(office):
    assert deadline_words(line(None, action="immediate", agency="x").row) == "立即"
    assert deadline_words(line(None, action="immediate").row) == ""


def test_lines_know_their_place_from_the_building_down_and_keep_the_order_asked(office):
    furnish_ledger(office)
    keys = list(office.records.ledger_ids(model_query()))[::-1]
    lines = read_lines(office.records, [*keys, 10_000_000], TODAY)
    assert [one.key for one in lines] == keys
    assert {one.place for one in lines} == {"1号楼 3层"}


def model_query():
    from ui.ledger.filters import View

    return View(scope="all").query(TODAY)


@pytest.mark.parametrize("width", [600, 770, 900, 1240, 1700])
def test_columns_that_stay_fit_and_the_telling_ones_never_leave(width):
    shown = shown_columns(width)
    assert {"问题", "等级", "状态", "剩余天数"} <= shown
    needed = sum(model.SMALLEST_STRETCH if one.stretch else one.width for one in COLUMNS if one.title in shown)
    assert needed <= width
    assert width < 1240 or shown == {one.title for one in COLUMNS}

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QComboBox

from tests.ui import accessible
from ui.forms import Form, FormRow, Kind

CHOICES = ((10, "张建国"), (20, "李秀兰"))
EXAMPLES = {
    Kind.TEXT: "夕阳红<b>养老院</b>",
    Kind.MULTILINE: "第一行\n第二行",
    Kind.DATE: date(2026, 12, 7),
    Kind.TIME: time(9, 30),
    Kind.MOMENT: datetime(2026, 12, 7, 9, 30),  # noqa: DTZ001  local time as written on a paper
    Kind.INTEGER: 120,
    Kind.DECIMAL: Decimal("0.90"),
    Kind.CHOICE: 20,
    Kind.PICK: 20,
    Kind.CHECK: True,
    Kind.SEVERAL: (10, 20),
}
EMPTY = {Kind.CHECK: False, Kind.SEVERAL: ()}


def a_form(qtbot, *rows, **options):
    form = Form(rows, **options)
    qtbot.addWidget(form)
    form.show()
    return form


def type_in(widget, text):
    """Enter text the way an input method does, which is how Chinese is typed."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def test_every_kind_has_an_example():
    assert set(EXAMPLES) == set(Kind)


@pytest.mark.parametrize("kind", list(Kind))
def test_what_is_filled_in_is_read_back_and_can_be_emptied(qtbot, kind):
    form = a_form(qtbot, FormRow(key="x", label="甲", kind=kind, choices=CHOICES))
    assert form.values() == {"x": EMPTY.get(kind)}
    form.fill({"x": EXAMPLES[kind]})
    assert form.values() == {"x": EXAMPLES[kind]}
    form.clear()
    assert form.values() == {"x": EMPTY.get(kind)}


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.CHECK])
def test_a_required_row_says_that_it_is_empty(qtbot, kind):
    form = a_form(qtbot, FormRow(key="x", label="责任人", kind=kind, required=True, choices=CHOICES))
    assert not form.validate()
    assert form.problems() == {"x": "请填写责任人"}
    form.fill({"x": EXAMPLES[kind]})
    assert form.validate()
    assert form.problems() == {}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-12-7", date(2026, 12, 7)),
        ("2026年12月7日", date(2026, 12, 7)),
        ("20261207", date(2026, 12, 7)),
        ("２０２６．１２．７", date(2026, 12, 7)),
        ("2026-02-30", None),
        ("明天", None),
    ],
)
def test_a_date_is_read_as_people_write_it(qtbot, typed, meant):
    form = a_form(qtbot, FormRow(key="day", label="期限", kind=Kind.DATE))
    type_in(form.field("day").input, typed)
    assert form.values() == {"day": meant}
    assert form.validate() is (meant is not None)
    if meant is None:
        assert form.problems() == {"day": "请按 2026-12-07 的格式填写日期"}


@pytest.mark.parametrize(
    ("typed", "meant"), [("9:30", time(9, 30)), ("0930", time(9, 30)), ("9时5分", time(9, 5)), ("25:00", None)]
)
def test_a_time_is_read_as_people_write_it(qtbot, typed, meant):
    form = a_form(qtbot, FormRow(key="at", label="到达", kind=Kind.TIME))
    type_in(form.field("at").input, typed)
    assert form.values() == {"at": meant}


@pytest.mark.parametrize(
    ("kind", "typed", "meant"),
    [
        (Kind.INTEGER, "１２０", 120),
        (Kind.INTEGER, "12.5", None),
        (Kind.INTEGER, "十", None),
        (Kind.DECIMAL, "0.90", Decimal("0.90")),
        (Kind.DECIMAL, "NaN", None),
    ],
)
def test_a_number_is_taken_exactly_or_not_at_all(qtbot, kind, typed, meant):
    form = a_form(qtbot, FormRow(key="n", label="数量", kind=kind))
    type_in(form.field("n").input, typed)
    assert form.values() == {"n": meant}
    assert form.validate() is (meant is not None)


def test_a_number_outside_its_range_is_named_with_its_unit(qtbot):
    form = a_form(
        qtbot, FormRow(key="n", label="床位数", kind=Kind.INTEGER, minimum=1, maximum=2000, unit="张"), columns=2
    )
    form.fill({"n": 0})
    form.validate()
    assert form.problems() == {"n": "床位数不能小于 1 张"}
    form.fill({"n": 3000})
    form.validate()
    assert form.problems() == {"n": "床位数不能大于 2000 张"}


def test_a_rows_own_check_is_asked(qtbot):
    row = FormRow(key="code", label="代码", check=lambda value: "" if len(value) == 18 else "应为 18 位")
    form = a_form(qtbot, row)
    form.fill({"code": "123"})
    assert not form.validate()
    assert form.problems() == {"code": "应为 18 位"}


def test_only_a_person_edits_and_editing_takes_the_problem_away(qtbot):
    form = a_form(qtbot, FormRow(key="a", label="甲", required=True), FormRow(key="b", label="乙"))
    edited = []
    form.edited.connect(edited.append)
    form.fill({"b": "填入"})
    assert edited == []
    form.validate()
    type_in(form.field("a").input, "好")
    assert edited == ["a"]
    assert form.problems() == {}


def test_what_is_wrong_takes_the_keyboard(qtbot):
    form = a_form(qtbot, FormRow(key="a", label="甲"), FormRow(key="b", label="乙", required=True))
    with qtbot.waitExposed(form):
        form.activateWindow()
    form.validate()
    qtbot.waitUntil(form.field("b").input.hasFocus)


def test_a_hidden_row_is_never_wrong(qtbot):
    form = a_form(qtbot, FormRow(key="a", label="甲", required=True))
    form.set_row_visible("a", visible=False)
    assert form.validate()


@pytest.mark.parametrize("kind", [Kind.CHOICE, Kind.PICK, Kind.SEVERAL])
def test_new_choices_keep_what_was_chosen_if_it_is_still_offered(qtbot, kind):
    form = a_form(qtbot, FormRow(key="who", label="责任人", kind=kind, choices=CHOICES))
    chosen = (20,) if kind is Kind.SEVERAL else 20
    form.fill({"who": chosen})
    form.set_choices("who", ((20, "李秀兰"), (30, "王芳")))
    assert form.values() == {"who": chosen}
    form.set_choices("who", ((30, "王芳"),))
    assert form.values() == {"who": () if kind is Kind.SEVERAL else None}


def test_a_name_that_is_not_in_the_list_is_not_taken(qtbot):
    form = a_form(qtbot, FormRow(key="who", label="责任人", kind=Kind.PICK, choices=CHOICES))
    type_in(form.field("who").input, "查无此人")
    assert form.values() == {"who": None}
    assert not form.validate()
    assert form.problems() == {"who": "请从列表中选择"}


def test_the_wheel_does_not_change_a_choice_that_is_scrolled_over(qtbot):
    form = a_form(qtbot, FormRow(key="kind", label="类别", kind=Kind.CHOICE, choices=CHOICES))
    box = form.findChild(QComboBox)
    assert box.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_a_day_picked_in_the_calendar_is_entered(qtbot):
    form = a_form(qtbot, FormRow(key="day", label="期限", kind=Kind.DATE))
    form.fill({"day": date(2026, 12, 7)})
    field = form.field("day")
    field.open_calendar()
    edited = []
    form.edited.connect(edited.append)
    calendar = field._calendar
    calendar.clicked.emit(calendar.selectedDate().addDays(3))
    assert form.values() == {"day": date(2026, 12, 10)}
    assert edited == ["day"]


def test_every_field_has_a_name_for_a_listener(qtbot):
    rows = [FormRow(key=kind.value, label=f"问题 {kind.value}", kind=kind, choices=CHOICES) for kind in Kind]
    form = a_form(qtbot, *rows, columns=2)
    assert accessible.nameless(form) == []
    assert accessible.marked_up_labels(form) == []

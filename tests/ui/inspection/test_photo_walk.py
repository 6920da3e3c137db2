"""照片归位: a card of photographs laid to items and findings by time and order, confirmed by keys, taken back."""

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from inspections import listing
from inspections.refusal import BadValueError, MissingError
from inspections.walk_reading import is_waiting, read_walk
from inspections.workflow import recording
from inspections.workflow.photo_linking import link_photos
from tests.storage.images import dated
from tests.ui import accessible
from tests.ui.inspection.conftest import open_visit
from tests.ui.workplace import CHINA, TODAY
from ui import theme

BEGIN = datetime(2026, 11, 23, 9, 0, tzinfo=CHINA)
AHEAD = timedelta(minutes=7)
"""By so much the camera's clock is fast."""
WALK = (("FS-A01", 2), ("FS-A02", 3), ("FS-A03", 0), ("FS-A05", 2))


def at(minutes, seconds=0):
    return BEGIN + timedelta(minutes=minutes, seconds=seconds)


@pytest.fixture
def walked(office):
    """A visit with answers five minutes apart, a finding, and a card of photographs nobody has placed."""
    visit = office.start_visit()
    sources = []
    for place, (item, count) in enumerate(WALK):
        for number in range(count):
            taken = at(place * 5, 6 * number) + AHEAD
            data = dated(taken.replace(tzinfo=None), width=200 + len(sources))
            sources.append(recording.PhotoSource(name=f"{item}-{number}.jpg", read=lambda data=data: data))
        office.workplace.clock._now = at(place * 5, 6 * count + 8)
        if item == "FS-A05":
            office.finding = office.record_finding(visit, item=item)
        office.answer(visit, item, "non_compliant" if item == "FS-A05" else "compliant")
    office.workplace.clock._now = at(40)
    recording.add_photos(office.records, office.files, sources=sources, inspection=visit, by=office.by)
    return visit


@pytest.fixture
def dialog(office, screen, walked, qtbot):
    """The dialog, opened from the chip in the head."""
    open_visit(screen, office, qtbot, walked)
    (chip,) = [one for one in screen.visit_page._chips if "待归位" in one.text()]
    assert chip.text() == "7 张照片待归位"
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen.presenter.walk.dialog is not None)
    shown = screen.presenter.walk.dialog
    qtbot.waitUntil(lambda: len(shown._pictures) == 2)
    yield shown
    if screen.presenter.walk.dialog is not None:
        shown.reject()
    office.settle(qtbot)


def linked(office, visit):
    """File name of each placed photograph -> item and finding."""
    photos = office.records.photos.where(inspection=visit)
    return {
        one.fields.text("name"): (one.fields.text("item"), one.finding) for one in photos if not is_waiting(one)
    }  # fmt: skip


def test_the_proposals_follow_times_and_order_and_put_the_clock_right(office, walked):
    walk = read_walk(office.records, office.files, walked)
    told = [(one.choice.target.item, len(one.photos)) for one in walk.groups]
    assert told == [("FS-A01", 2), ("FS-A02", 3), ("FS-A05", 2)]
    assert walk.groups[2].choice.target.finding == office.finding
    assert "相机时钟按快 " in walk.groups[0].why
    assert walk.choices[0].target.finding == office.finding


def test_the_list_of_the_command_line_gives_the_same(office, walked):
    rows = listing.LISTS["walk"](office.records, office.files, {"inspection": walked}, TODAY)
    assert [row["names"][0] for row in rows] == ["FS-A01-0.jpg", "FS-A02-0.jpg", "FS-A05-0.jpg"]
    assert "FS-A02" in listing.line("walk", rows[1])
    with pytest.raises(MissingError):
        listing.LISTS["walk"](office.records, office.files, {}, TODAY)


def test_enter_places_group_after_group_in_one_step_each(office, screen, dialog, walked, qtbot):
    before = len(office.records.heads()), office.records.heads()[0].number
    for number in range(3):
        qtbot.keyClick(dialog.targets, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda number=number: dialog.sorting.placed == (2, 5, 7)[number])
    assert linked(office, walked) == {
        f"{item}-{number}.jpg": (item, office.finding if item == "FS-A05" else "")
        for item, count in WALK
        for number in range(count)
    }
    assert office.records.heads()[0].number == before[1] + 7
    office.settle(qtbot)
    qtbot.waitUntil(lambda: not [one for one in screen.visit_page._chips if "待归位" in one.text()])


def test_arrows_change_group_and_target_and_undo_takes_back(office, dialog, walked, qtbot):
    qtbot.keyClick(dialog.targets, Qt.Key.Key_Right)
    assert dialog.sorting.current == 1
    qtbot.keyClick(dialog.targets, Qt.Key.Key_Down)
    other = dialog._choice().target
    assert other.item != "FS-A02"
    qtbot.keyClick(dialog.targets, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.sorting.placed == 3)
    assert {item for item, _finding in linked(office, walked).values()} == {other.item}
    qtbot.keyClick(dialog.targets, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog.sorting.placed == 0)
    assert linked(office, walked) == {}
    assert dialog.sorting.current == 1


def test_a_group_is_skipped_and_a_photo_left_out_stands_on_its_own(office, dialog, walked, qtbot):
    qtbot.keyClick(dialog.targets, Qt.Key.Key_S)
    assert dialog.sorting.current == 1
    dialog.photos.item(2).setSelected(False)
    assert dialog.confirm.text() == "归入 2 张"
    dialog.search.setText("FS-A03")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(dialog.sorting.groups) == 4)
    assert linked(office, walked) == {"FS-A02-0.jpg": ("FS-A03", ""), "FS-A02-1.jpg": ("FS-A03", "")}
    assert [one.fields.text("name") for one in dialog.sorting.now.photos] == ["FS-A02-2.jpg"]


def test_photos_go_only_to_what_belongs_to_the_visit(office, walked):
    photo = office.records.photos.where(inspection=walked)[0].id
    elsewhere = office.record_finding(office.start_visit())
    link = {"inspection": walked, "photos": [photo], "by": office.by}
    with pytest.raises(BadValueError, match="不属于本次检查"):
        link_photos(office.records, **link, finding=elsewhere)
    with pytest.raises(MissingError):
        link_photos(office.records, **{**link, "photos": []}, item="FS-A01")
    recording.withdraw_photo(office.records, photo=photo, reason="重复", by=office.by)
    with pytest.raises(BadValueError, match="已撤下"):
        link_photos(office.records, **link, item="FS-A01")


@pytest.mark.parametrize("size", [(1302, 728), (1850, 1040)])
@pytest.mark.parametrize("scheme", list(theme.Scheme))
def test_nothing_is_cut_or_nameless(office, screen, dialog, qtbot, size, scheme):
    theme.apply(QApplication.instance(), scheme)
    dialog.resize(*size)
    QApplication.processEvents()
    assert accessible.nameless(dialog) == []
    assert accessible.cut_labels(dialog) == []
    assert accessible.doubled_buttons(dialog) == []

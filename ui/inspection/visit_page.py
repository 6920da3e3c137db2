"""The page of a running visit: head, navigator, items or findings, bottom bar; it shows and announces, nothing more."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from inspections.inspection import RESULTS
from inspections.terms import RESULT
from ui.actions import ActionSpec, build_actions, button_for
from ui.fields import CalmComboBox
from ui.icons import Icon
from ui.inspection.findings_view import FindingsView
from ui.inspection.item_list import ItemList
from ui.inspection.model import Progress
from ui.inspection.navigator import VisitNavigator
from ui.inspection.old_findings import OldFindingsView
from ui.inspection.watch_bar import WatchBar
from ui.labels import Chip, ChipButton, IconLabel, plain_label
from ui.theme import PAGE_MARGIN, Tone
from ui.widgets.page import PageFrame
from ui.widgets.progress_panel import ProgressPanel
from ui.widgets.segmented import RESULT_TONES

ACTIONS: Final = (
    ActionSpec(id="compliant", text="符合", shortcut="1"),
    ActionSpec(id="non_compliant", text="不符合", shortcut="2"),
    ActionSpec(id="not_applicable", text="不适用", shortcut="3"),
    ActionSpec(id="not_checked", text="未检查", shortcut="4"),
    ActionSpec(id="previous", text="上一项", icon=Icon.PREVIOUS, shortcut="B"),
    ActionSpec(id="next_open", text="下一未检项", icon=Icon.NEXT, shortcut="N"),
    ActionSpec(id="search", text="搜索检查项", shortcut="/"),
    ActionSpec(id="mode", text="切换按部分或按部位", shortcut="F6"),
    ActionSpec(id="mode_too", text="切换按部分或按部位", shortcut="Ctrl+B"),
    ActionSpec(id="new_place", text="新部位", shortcut="P"),
    ActionSpec(id="unfold", text="展开或收起", shortcut="E"),
    ActionSpec(id="free", text="自由登记", icon=Icon.ADD, shortcut="F", tip="登记检查表以外的问题"),
    ActionSpec(id="back", text="其他检查", icon=Icon.PREVIOUS, tip="回到检查列表，开始或继续其他检查"),
    ActionSpec(id="arrival", text="到场卡", icon=Icon.TEAM, shortcut="F7", tip="填写或补充到场卡"),
    ActionSpec(id="team", text="检查人员", shortcut="T", tip="调整参加本次检查的人员"),
    ActionSpec(id="edition", text="检查表版本", tip="查看新版检查表，升级或退回"),
    ActionSpec(id="depth", text="检查深度", shortcut="D", tip="调整检查深度和一表通查"),
    ActionSpec(id="facts", text="机构事实", shortcut="G", tip="变更机构事实，重新编排检查项"),
    ActionSpec(id="photos", text="照片", icon=Icon.CAMERA, tip="转到还没有照片的问题；都有了则看全部照片（F10）"),
    ActionSpec(id="gallery", text="本次检查的照片", icon=Icon.PHOTO, shortcut="F10"),
    ActionSpec(id="walk", text="照片归位", shortcut="W", tip="按时间和检查顺序，把本次检查的照片归到检查项和问题"),
    ActionSpec(
        id="phone",
        text="扫码传图",
        icon=Icon.SCAN,
        shortcut="S",
        tip="用手机拍本次检查的照片，不经互联网直接传来，再按时间归位",
    ),
    ActionSpec(id="papers", text="文书", icon=Icon.PAPER, shortcut="F8", tip="本次检查的文书与签名"),
    ActionSpec(id="leave", text="离场前", icon=Icon.LEAVE, shortcut="F9", tip="离场前须完成的事项"),
)


@dataclass(frozen=True, kw_only=True)
class HeadChip:
    """A badge behind the title; one with an action is a button that takes it."""

    text: str
    tone: Tone
    tip: str = ""
    action: str = ""


@dataclass(frozen=True, kw_only=True)
class HeadView:
    """What the head says: name, facts, chips, and the words on the buttons."""

    title: str
    meta: str
    chips: Sequence[HeadChip]
    arrival: str
    photos: str
    agencies: Sequence[tuple[str, str]]
    """Agencies in whose name one may answer; one or none hides the choice."""
    agency: str


class VisitPage(PageFrame):
    """The screen during a visit."""

    acted = Signal(str)
    """The id of an action: a result for the current item, or a way to go."""
    agency_chosen = Signal(str)
    shown = Signal()
    back_requested = Signal()
    """The person wants the list of visits."""
    leaving_requested = Signal(str)
    """The person wants the 离场前 page of this visit."""
    papers_requested = Signal(str)
    """The person wants the papers of this visit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("现场检查", parent=parent)
        self.actions_ = build_actions(ACTIONS, self, {spec.id: partial(self.acted.emit, spec.id) for spec in ACTIONS})
        self.navigator = VisitNavigator()
        self.items = ItemList()
        self.findings = FindingsView()
        self.old = OldFindingsView()
        self._chips: list[Chip | ChipButton] = []
        self._shown_chips: tuple[HeadChip, ...] = ()
        self._agency_box: QComboBox = CalmComboBox()
        self._agency_box.setAccessibleName("以哪个机关的名义记录")
        self._agency_box.activated.connect(self._agency_activated)
        self._agency_box.hide()
        self._agencies: list[str] = []
        self.progress = ProgressPanel()
        self.watched = WatchBar()
        self.views = QStackedWidget()
        for view in (self.items, self.findings, self.old):
            self.views.addWidget(view)
        self._lay_out()

    def show_head(self, head: HeadView) -> None:
        """Show the head."""
        self.show_title(head.title, head.meta)
        self._show_chips(head.chips)
        self.actions_["arrival"].setText(head.arrival)
        self.actions_["photos"].setText(head.photos)
        self._agencies = [agency for agency, _name in head.agencies]
        self._agency_box.clear()
        self._agency_box.addItems([f"以{name}名义" for _agency, name in head.agencies])
        self._agency_box.setCurrentIndex(self._agencies.index(head.agency) if head.agency in self._agencies else -1)
        self._agency_box.setVisible(len(self._agencies) > 1)

    def _show_chips(self, chips: Sequence[HeadChip]) -> None:
        if tuple(chips) == self._shown_chips:  # a button that has the keyboard keeps it
            return
        self._shown_chips = tuple(chips)
        for widget in self._chips:
            self.chips.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._chips = [self._chip(chip) for chip in chips]
        for widget in self._chips:
            self.chips.addWidget(widget)

    def _chip(self, chip: HeadChip) -> Chip | ChipButton:
        if not chip.action:
            made = Chip(chip.text, chip.tone)
            made.setToolTip(chip.tip)
            return made
        button = ChipButton(chip.text, chip.tone, tip=chip.tip)
        button.clicked.connect(self.actions_[chip.action].trigger)
        return button

    def show_tabs(self, tabs: Sequence[tuple[str, str]], current: str) -> None:
        """Show the checklists as tabs."""
        self.tabs.offer(tabs)
        self.tabs.fill(current)
        self.tabs.setVisible(bool(tabs))

    def show_progress(self, progress: Progress) -> None:
        """Show how far the visit is."""
        self._progress_words.setText(f"进度 {progress.answered} / {progress.total}")
        self._progress.setRange(0, max(progress.total, 1))
        self._progress.setValue(progress.answered)
        for result, chip in self._counts.items():
            counted = progress.counts[result]
            chip.show_chip(f"{RESULT[result]} {counted}" if counted or result != "gap" else "", RESULT_TONES[result])

    def show_saving(self, words: str, *, tone: Tone) -> None:
        """Say what is on its way to the disk, or when the last of it arrived there."""
        self._saving_icon.show_icon(Icon.DONE if tone is Tone.OK else Icon.TIME, ink=tone.value)
        self._saving.setText(words)

    def show_view(self, view: QWidget) -> None:
        """Show items, findings of this visit, or old findings."""
        self.views.setCurrentWidget(view)

    def _lay_out(self) -> None:
        body = QWidget()
        line = QHBoxLayout(body)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.navigator)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.views, 1)
        column.addLayout(_inset(self.watched))
        column.addLayout(_inset(self.progress))
        line.addLayout(column, 1)
        self.set_body(body)
        self.add_button(self._agency_box)
        for action in ("back", "arrival", "photos", "papers"):
            self.add_button(button_for(self.actions_[action]))
        self.add_button(button_for(self.actions_["leave"], kind="primary"))
        bar = self.show_bar()
        self._progress_words = plain_label("", "muted")
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setFixedWidth(160)
        self._progress.setAccessibleName("检查进度")
        self._counts = {result: Chip() for result in RESULTS}
        self._saving_icon = IconLabel(Icon.DONE, ink="ok")
        self._saving = plain_label("", "muted")
        for widget in (self._progress_words, self._progress, *self._counts.values()):
            bar.addWidget(widget)
        bar.addStretch(1)
        for widget in (self._saving_icon, self._saving):
            bar.addWidget(widget)
        bar.addWidget(button_for(self.actions_["phone"]))
        bar.addWidget(button_for(self.actions_["previous"]))
        bar.addWidget(button_for(self.actions_["next_open"]))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()

    def _agency_activated(self, index: int) -> None:
        self.agency_chosen.emit(self._agencies[index])


def _inset(panel: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(PAGE_MARGIN, 0, PAGE_MARGIN, 0)
    line.addWidget(panel)
    return line

"""照片归位: groups of a walk's photos with the proposal beside; arrow keys and Enter go through them."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from inspections.walk_reading import Choice
from ui import icons
from ui.actions import push_button
from ui.icons import Icon
from ui.inspection.photo_walk_model import Sorting, Standing
from ui.labels import Chip, ElidedLabel, plain_label
from ui.theme import Tone

SIZE: Final = QSize(1180, 680)
PICTURE: Final = QSize(168, 126)
CELL: Final = QSize(184, 162)
TONES: Final = {Standing.OPEN: Tone.INFO, Standing.PLACED: Tone.OK, Standing.SKIPPED: Tone.NA}
MARKS: Final = {
    Standing.OPEN: (Icon.PHOTO, "text2"),
    Standing.PLACED: (Icon.DONE, "ok"),
    Standing.SKIPPED: (Icon.REMOVE, "text3"),
}
HINT: Final = "←/→ 换组　↑/↓ 换检查项　回车 确认　S 跳过　Ctrl+Z 撤销　点照片可不选"
_ID: Final = Qt.ItemDataRole.UserRole


class PhotoWalkDialog(QDialog):
    """Shows a sorting and announces what a person decides; nothing is recorded here."""

    place_requested = Signal(object, object)
    """Ids of photos and the choice they are laid to."""
    undo_requested = Signal()
    thumbnail_wanted = Signal(str)

    def __init__(self, sorting: Sorting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("照片归位")
        self.sorting = sorting
        self._pictures: dict[str, QIcon] = {}
        self._asked: set[str] = set()
        self._offered: list[Choice] = []
        self.groups, self.photos, self.targets = QListWidget(), QListWidget(), QListWidget()
        self.search = QLineEdit()
        self.state, self.sure = Chip(), Chip()
        self._head = ElidedLabel("", "title")
        self._details, self._why = plain_label("", wrap=True), plain_label("", "small", wrap=True)
        self._progress = plain_label("", "muted")
        self.confirm = push_button("归入所选项", Icon.DONE, kind="primary")
        self.skip = push_button("跳过")
        self.undo = push_button("撤销", Icon.UNDO)
        self._prepare()
        self._lay_out()
        self._connect()
        self.resize(SIZE)

    def refresh(self) -> None:
        """Show the sorting as it stands now; the keyboard is with the choice of target."""
        self._fill_groups()
        self._show_group()

    def take_thumbnail(self, photo: str, image: QImage) -> None:
        """Show the picture of one photo where it is shown."""
        if image.isNull():
            return
        fitted = image.scaled(
            PICTURE * self.devicePixelRatioF(),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        self._pictures[photo] = QIcon(QPixmap.fromImage(fitted))
        for row in range(self.photos.count()):
            item = self.photos.item(row)
            if item.data(_ID) == photo:
                item.setIcon(self._pictures[photo])

    def _prepare(self) -> None:
        for view, name in ((self.groups, "照片组"), (self.photos, "本组照片"), (self.targets, "归入哪一项")):
            view.setAccessibleName(name)
            view.setProperty("listing", "true")
        self.groups.setFixedWidth(232)
        self.photos.setViewMode(QListView.ViewMode.IconMode)
        self.photos.setResizeMode(QListView.ResizeMode.Adjust)
        self.photos.setMovement(QListView.Movement.Static)
        self.photos.setSelectionMode(QListWidget.SelectionMode.MultiSelection)
        self.photos.setIconSize(PICTURE)
        self.photos.setGridSize(CELL)
        self.photos.setUniformItemSizes(True)
        self.photos.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.groups.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.targets.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.targets.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.search.setPlaceholderText("搜索检查项、问题或部位")
        self.search.setAccessibleName("搜索归入项")
        self.search.setClearButtonEnabled(True)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.groups)
        line.addWidget(self.photos, 1)
        line.addLayout(self._side())
        foot = QHBoxLayout()
        foot.addWidget(self._progress)
        foot.addStretch(1)
        foot.addWidget(plain_label(HINT, "small"))
        close = push_button("关闭")
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        foot.addSpacing(12)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addLayout(line, 1)
        column.addLayout(foot)

    def _side(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(8)
        chips = QHBoxLayout()
        for chip in (self.state, self.sure):
            chips.addWidget(chip)
        chips.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.confirm, self.skip, self.undo):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        room = QWidget()
        room.setFixedWidth(332)
        room.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        for part in (chips, buttons):
            side.addLayout(part)
        for widget in (self._head, self._details, self._why, self.search):
            side.addWidget(widget)
        side.addWidget(self.targets, 1)
        outer = QVBoxLayout()
        outer.addWidget(room)
        return outer

    def _connect(self) -> None:
        self.groups.currentRowChanged.connect(self._group_chosen)
        self.targets.currentRowChanged.connect(self._target_chosen)
        self.targets.itemDoubleClicked.connect(self._confirm)
        self.photos.itemSelectionChanged.connect(self._selection_changed)
        self.search.textChanged.connect(self._fill_targets)
        self.confirm.clicked.connect(self._confirm)
        self.skip.clicked.connect(self._skip)
        self.undo.clicked.connect(self.undo_requested)
        for keys, act in self._keys():
            shortcut = QShortcut(keys, self)
            shortcut.activated.connect(act)

    def _keys(self) -> tuple[tuple[QKeySequence, Callable[[], None]], ...]:
        return (
            (QKeySequence(Qt.Key.Key_Left), self._go_back),
            (QKeySequence(Qt.Key.Key_Right), self._go_on),
            (QKeySequence(Qt.Key.Key_Return), self._confirm),
            (QKeySequence(Qt.Key.Key_Enter), self._confirm),
            (QKeySequence(Qt.Key.Key_S), self._skip),
            (QKeySequence(QKeySequence.StandardKey.Undo), self._undo),
        )

    def _fill_groups(self) -> None:
        self.groups.blockSignals(True)  # filling is not choosing
        self.groups.clear()
        for number, one in enumerate(self.sorting.groups, start=1):
            item = QListWidgetItem(f"{number}　{one.title}　{len(one.photos)} 张")
            mark, ink = MARKS[one.standing]
            item.setIcon(icons.icon(mark, ink=ink))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()} {one.standing.value}")
            self.groups.addItem(item)
        self.groups.setCurrentRow(self.sorting.current)
        self.groups.blockSignals(False)
        done = self.sorting.placed
        self._progress.setText(
            f"本次归位 {done} / {self.sorting.photos} 张，此前已归位 {self.sorting.placed_before} 张"
        )
        self.undo.setEnabled(self.sorting.last_decided >= 0)

    def _show_group(self) -> None:
        now = self.sorting.now
        self.state.show_chip(now.standing.value, TONES[now.standing])
        is_open = now.standing is not Standing.PLACED
        self.sure.show_chip(("把握较大" if now.group.sure else "请看清") if is_open and now.group.choice else "",
                            Tone.OK if now.group.sure else Tone.WARN)  # fmt: skip
        self._why.setText(now.group.why)
        self.photos.clear()
        for number, photo in enumerate(now.photos, start=1):
            item = QListWidgetItem(_photo_words(number, photo.fields.text("taken_at")))
            item.setData(_ID, photo.id)
            item.setIcon(self._pictures.get(photo.id) or icons.icon(Icon.PHOTO, ink="line2"))
            item.setToolTip(photo.fields.text("name"))
            self.photos.addItem(item)
            item.setSelected(True)
            if photo.id not in self._asked:
                self._asked.add(photo.id)
                self.thumbnail_wanted.emit(photo.id)
        self.search.clear()
        self._fill_targets()
        self.targets.setFocus()

    def _fill_targets(self) -> None:
        self._offered = self.sorting.offered(self.search.text())
        self.targets.blockSignals(True)
        self.targets.clear()
        for choice in self._offered:
            item = QListWidgetItem(f"{choice.title}　{choice.details}")
            item.setToolTip(choice.details)
            self.targets.addItem(item)
        self.targets.setCurrentRow(0 if self.sorting.now.group.choice or self.search.text() else -1)
        self.targets.blockSignals(False)
        self._target_chosen()

    def _target_chosen(self) -> None:
        choice = self._choice()
        self._head.show_text(choice.title if choice else "请选择归入哪一项")
        self._details.setText(choice.details if choice else "")
        self._selection_changed()

    def _selection_changed(self) -> None:
        is_open = self.sorting.now.standing is not Standing.PLACED
        chosen, every = len(self.photos.selectedItems()), self.photos.count()
        self.confirm.setEnabled(is_open and bool(chosen) and self._choice() is not None)
        self.confirm.setText("归入所选项" if chosen == every else f"归入 {chosen} 张")
        self.skip.setEnabled(self.sorting.now.standing is Standing.OPEN)

    def _choice(self) -> Choice | None:
        row = self.targets.currentRow()
        return self._offered[row] if 0 <= row < len(self._offered) else None

    def _group_chosen(self, row: int) -> None:
        if row >= 0 and row != self.sorting.current:
            self.sorting.current = row
            self._show_group()

    def _go_back(self) -> None:
        self.groups.setCurrentRow(max(0, self.sorting.current - 1))

    def _go_on(self) -> None:
        self.groups.setCurrentRow(min(len(self.sorting.groups) - 1, self.sorting.current + 1))

    def _confirm(self) -> None:
        choice = self._choice()
        if self.confirm.isEnabled() and choice is not None:
            photos = [str(item.data(_ID)) for item in self.photos.selectedItems()]
            self.place_requested.emit(photos, choice)

    def _skip(self) -> None:
        if self.skip.isEnabled():
            self.sorting.skip()
            self.refresh()

    def _undo(self) -> None:
        if self.undo.isEnabled():
            self.undo_requested.emit()


def _photo_words(number: int, taken_at: str) -> str:
    return f"{number}　{taken_at[11:19]}" if taken_at else str(number)

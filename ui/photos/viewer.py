"""One photo at full size: zoom, the others of the view a key away, and everything that is known about it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from inspections.gallery import Pixels
from inspections.terms import FINDING_STATE, PHOTO_STAGE
from ui.actions import push_button
from ui.icons import Icon
from ui.labels import ElidedLabel, joined, plain_label
from ui.photos.model import PhotoDetail, remark_words
from ui.widgets.page import scrolling_column
from ui.widgets.zoom_picture import ZoomPicture

SIDE: Final = 320
PAN: Final = 80
UNREADABLE: Final = "照片原件缺失或被改动，无法显示。请从备份中恢复该文件。"
FACTS: Final[Mapping[str, str]] = {
    "maker": "厂商",
    "camera": "相机",
    "lens": "镜头",
    "taken": "拍摄时间",
    "zone": "时区",
    "exposure": "曝光",
    "aperture": "光圈",
    "sensitivity": "感光度",
    "focal_length": "焦距",
    "flash": "闪光灯",
    "software": "软件",
    "place": "经纬度",
}
"""What a camera writes, in the order it is told."""


class PhotoView(QWidget):
    """Shows one photo of the view; says what is wished and knows nothing of records."""

    step_wanted = Signal(int)
    closed = Signal()
    finding_wanted = Signal(str)
    detail_wanted = Signal()
    withdraw_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._detail: PhotoDetail | None = None
        self.picture = ZoomPicture()
        self.picture.setAccessibleName("照片")
        self.picture.detail_wanted.connect(self.detail_wanted)
        self.picture.zoomed.connect(self._zoomed)
        self.title = ElidedLabel("", "title")
        self.back = push_button("返回列表", Icon.PREVIOUS)
        self.previous = push_button("上一张", Icon.PREVIOUS)
        self.next = push_button("下一张", Icon.NEXT)
        self.closer = push_button("放大", Icon.ADD, kind="ghost")
        self.farther = push_button("缩小", Icon.REMOVE, kind="ghost")
        self.fit = push_button("适合窗口", kind="ghost")
        self.whole = push_button("1:1", kind="ghost")
        self.scale = plain_label("", "muted")
        self.open_finding = push_button("打开问题", Icon.GO)
        self.copy = push_button("复制 SHA-256", Icon.COPY, kind="ghost")
        self.withdraw = push_button("撤下…", Icon.DELETE)
        self.restore = push_button("恢复", Icon.UNDO, kind="primary")
        self.side, self._facts = scrolling_column(margin=16)
        self.side.setFixedWidth(SIDE)
        self._lay_out()
        self._connect()

    def show_photo(self, detail: PhotoDetail, *, place: int, count: int, today: date) -> None:
        """Show what is known about a photo; its picture follows."""
        self._detail = detail
        photo = detail.row.photo
        self.title.show_text(joined([f"{place + 1} / {count}", detail.row.finding_number, photo.caption]))
        self.picture.setAccessibleName(f"{PHOTO_STAGE[photo.stage]}照片 {place + 1} / {count}")
        self.previous.setEnabled(place > 0)
        self.next.setEnabled(place + 1 < count)
        self.open_finding.setVisible(bool(photo.finding))
        self.withdraw.setVisible(not photo.withdrawn)
        self.restore.setVisible(photo.withdrawn and not photo.destroyed)
        self._tell({}, today)

    def show_facts(self, facts: Mapping[str, str], today: date) -> None:
        """Show what the camera wrote, too."""
        self._tell(facts, today)

    def show_picture(self, pixels: Pixels | None) -> None:
        """Show the reduced picture, or say that there is none."""
        if pixels is None or self._detail is None:
            self.picture.show_words(UNREADABLE)
            return
        fields = self._detail.row.photo.fields
        self.picture.show_picture(pixels, full=(fields.whole("width") or 0, fields.whole("height") or 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = _KEYS.get(event.key())
        panning = event.modifiers() & Qt.KeyboardModifier.ShiftModifier and event.key() in _PANS
        if panning:
            self.picture.pan(_PANS[event.key()])
        elif act is not None:
            act(self)
        else:
            super().keyPressEvent(event)

    def go_back(self) -> None:
        """Ask for the photo before."""
        if self.previous.isEnabled():
            self.step_wanted.emit(-1)

    def go_on(self) -> None:
        """Ask for the photo after."""
        if self.next.isEnabled():
            self.step_wanted.emit(+1)

    def _tell(self, facts: Mapping[str, str], today: date) -> None:
        """Write the panel anew, group by group."""
        while (item := self._facts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for heading, lines in _groups(self._detail, facts, today):
            self._facts.addWidget(plain_label(heading, "title"))
            self._facts.addWidget(_lines(lines))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.back)
        head.addWidget(self.title, 1)
        for widget in (self.open_finding, self.withdraw, self.restore):
            head.addWidget(widget)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for widget in (self.previous, self.next):
            foot.addWidget(widget)
        foot.addStretch(1)
        for shown in (self.farther, self.scale, self.closer, self.fit, self.whole, self.copy):
            foot.addWidget(shown)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.picture, 1)
        middle.addWidget(self.side)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 10, 24, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(middle, 1)
        column.addLayout(foot)
        self.scale.setMinimumWidth(52)
        self.scale.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _connect(self) -> None:
        for button, slot in (
            (self.back, self.closed.emit),
            (self.previous, self.go_back),
            (self.next, self.go_on),
            (self.closer, self.picture.zoom_in),
            (self.farther, self.picture.zoom_out),
            (self.fit, self.picture.fit),
            (self.whole, self.picture.show_one_to_one),
            (self.open_finding, self._open_finding),
            (self.copy, self._copy),
            (self.withdraw, self.withdraw_wanted.emit),
            (self.restore, self.restore_wanted.emit),
        ):
            button.clicked.connect(slot)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for button, tip in (
            (self.closer, "放大（+）"), (self.farther, "缩小（-）"), (self.fit, "适合窗口（0）"),
            (self.whole, "原始像素（1）"), (self.back, "返回列表（Esc）"),
        ):  # fmt: skip
            button.setToolTip(tip)

    def _open_finding(self) -> None:
        if self._detail is not None:
            self.finding_wanted.emit(self._detail.row.photo.finding)

    def _copy(self) -> None:
        if self._detail is not None:
            QGuiApplication.clipboard().setText(self._detail.row.photo.sha256)

    def _zoomed(self, zoom: float) -> None:
        self.scale.setText(f"{zoom * 100:.0f}%" if self.picture.has_picture else "")


def _groups(
    detail: PhotoDetail | None, facts: Mapping[str, str], today: date
) -> list[tuple[str, list[tuple[str, str]]]]:
    if detail is None:
        return []
    row, photo = detail.row, detail.row.photo
    fields = photo.fields
    pixels = f"{fields.whole('width') or 0} × {fields.whole('height') or 0}"
    state = FINDING_STATE.get(row.finding_state, "")
    about = [
        ("阶段", PHOTO_STAGE[photo.stage]),
        ("机构", row.institution_name),
        ("检查日期", row.inspected_on),
        ("问题", joined([row.finding_number, state if row.finding_number else ""])),
        ("内容", row.finding_text),
        ("检查项", fields.text("item")),
        ("说明", photo.caption),
        ("需留意", "；".join(remark_words(row))),
    ]
    kept = [
        ("文件名", fields.text("name")),
        ("大小", f"{(fields.whole('bytes') or 0) / 1024 / 1024:.2f} MB"),
        ("像素", pixels),
        ("SHA-256", photo.sha256),
    ]
    times = [
        ("拍摄", _moment(fields.text("taken_at"))),
        ("文件时间", _moment(fields.text("file_time"))),
        ("添加", _moment(fields.text("added_at"))),
        ("添加人", row.added_by_name),
    ]
    written = [(FACTS[name], facts[name]) for name in FACTS if facts.get(name)]
    history = [(_moment(line.at), joined([line.title, line.by])) for line in detail.history]
    groups = [("照片", about), ("原件", kept), ("时间", times), ("相机记录", written), ("历史", history)]
    if detail.discarded is not None:
        since, why = detail.discarded.since.isoformat(), detail.discarded.why_kept(today)
        lying = [("撤下", since), ("理由", fields.text("withdrawn_reason")), ("清空", why or "可以清空")]
        groups.insert(0, ("回收站", lying))
    return [(heading, told) for heading, lines in groups if (told := [one for one in lines if one[1]])]


def _moment(text: str) -> str:
    return text[:19].replace("T", " ")


def _lines(lines: list[tuple[str, str]]) -> QLabel:
    """Write pairs as lines that can be selected; long digests break anywhere."""
    words = "\n".join(f"{name}　{_breakable(value)}" for name, value in lines)
    label = plain_label(words, "muted", wrap=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _breakable(value: str) -> str:
    return "\u200b".join(value[place : place + 8] for place in range(0, len(value), 8)) if len(value) == 64 else value


_PANS: Final[Mapping[int, QPointF]] = {
    Qt.Key.Key_Left: QPointF(PAN, 0),
    Qt.Key.Key_Right: QPointF(-PAN, 0),
    Qt.Key.Key_Up: QPointF(0, PAN),
    Qt.Key.Key_Down: QPointF(0, -PAN),
}
_KEYS: Final[Mapping[int, Callable[[PhotoView], object]]] = {
    Qt.Key.Key_Left: PhotoView.go_back,
    Qt.Key.Key_PageUp: PhotoView.go_back,
    Qt.Key.Key_Right: PhotoView.go_on,
    Qt.Key.Key_PageDown: PhotoView.go_on,
    Qt.Key.Key_Plus: lambda view: view.picture.zoom_in(),
    Qt.Key.Key_Equal: lambda view: view.picture.zoom_in(),
    Qt.Key.Key_Minus: lambda view: view.picture.zoom_out(),
    Qt.Key.Key_0: lambda view: view.picture.fit(),
    Qt.Key.Key_1: lambda view: view.picture.show_one_to_one(),
    Qt.Key.Key_Escape: lambda view: view.closed.emit(),
}

"""Marking one photograph: tools, colours, words, undo; nothing is recorded until 保存, and then by one step."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from inspections.marks import COLORS, HIGHEST_NUMBER, LONGEST_TEXT, MOST_SHAPES, Shape, ShapeKind
from inspections.terms import SHAPE, SHAPE_COLOR
from ui import theme
from ui.actions import ActionSpec, build_actions, button_for, push_button
from ui.icons import Icon
from ui.labels import ElidedLabel, plain_label
from ui.widgets.form_dialog import make_dialog
from ui.widgets.mark_canvas import ZOOM, MarkCanvas
from ui.widgets.segmented import Segment, Segmented

SMALLEST: Final = QSize(900, 560)
PART_OF_WINDOW: Final = 0.94
SWATCH: Final = 22
HOLD: Final = "hold"
TOOL_KEYS: Final[Mapping[str, str]] = {
    HOLD: "V",
    ShapeKind.ARROW: "A",
    ShapeKind.BOX: "B",
    ShapeKind.CIRCLE: "C",
    ShapeKind.TEXT: "T",
    ShapeKind.NUMBER: "N",
    ShapeKind.MOSAIC: "M",
}
TOOL_WORDS: Final[Mapping[str, str]] = {HOLD: "选择", **SHAPE}
ACTIONS: Final = (
    ActionSpec(id="undo", text="撤销", icon=Icon.UNDO, shortcut="Ctrl+Z"),
    ActionSpec(id="redo", text="重做", icon=Icon.REFRESH, shortcut="Ctrl+Y"),
    ActionSpec(id="drop", text="删除", icon=Icon.DELETE, shortcut="Del", tip="删除选中的标注"),
    ActionSpec(id="closer", text="放大", icon=Icon.ADD, shortcut="+"),
    ActionSpec(id="back", text="缩小", icon=Icon.REMOVE, shortcut="-"),
    ActionSpec(id="fit", text="全图", shortcut="0", tip="看整张照片"),
    ActionSpec(id="save", text="保存标注", icon=Icon.DONE, shortcut="Ctrl+S"),
)
_TOOL_OF_KEY: Final = {key: tool for tool, key in TOOL_KEYS.items()}
_HINTS: Final[Mapping[str, str]] = {
    HOLD: "点选标注后拖动，拖圆点改大小；方向键移动，Shift+方向键改大小，PgUp/PgDn 换一处",
    ShapeKind.ARROW: "按住拖动：从空处拖向要指的地方；按回车在画面中间放一个",
    ShapeKind.BOX: "按住拖动框住要看的部位；按回车在画面中间放一个",
    ShapeKind.CIRCLE: "按住拖动圈住要看的部位；按回车在画面中间放一个",
    ShapeKind.TEXT: f"点一下放文字，再在上面输入，最多 {LONGEST_TEXT} 字",
    ShapeKind.NUMBER: "点一下放编号，自动用下一个号",
    ShapeKind.MOSAIC: "按住拖动盖住人脸、证件号；文书和导出的图中这一块被销毁，原件不变",
}


class MarkEditor(QDialog):
    """Asks for the marks of one photograph and stays open until they are recorded."""

    saved = Signal(str, object)
    """The id of the photograph and its shapes as data."""

    def __init__(self, photo: str, shapes: tuple[Shape, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        make_dialog(self, "标注照片")
        self._photo, self._shapes = photo, shapes
        self._is_leaving = False
        self.canvas = MarkCanvas()
        self.tools = Segmented(
            [Segment(value=tool, text=f"{word} {TOOL_KEYS[tool]}") for tool, word in TOOL_WORDS.items()],
            name="标注工具",
        )
        self.tools.chosen.connect(self.use)
        self.words = self._words_field()
        self.colors = self._color_buttons()
        self.hint = ElidedLabel("", "small")
        self.problem = plain_label("", "problem", wrap=True)
        self.problem.hide()
        self.cancel_button = push_button("取消")
        self.cancel_button.clicked.connect(self.reject)
        self.actions_by_id = self._actions()
        self._lay_out()
        self._connect()
        self.use(ShapeKind.ARROW)
        self._follow()
        self.setMinimumSize(SMALLEST)
        room = parent.window().size() if parent is not None else SMALLEST
        self.resize(room * PART_OF_WINDOW)

    @property
    def photo(self) -> str:
        """The id of the photograph being marked."""
        return self._photo

    def take_picture(self, image: QImage) -> None:
        """Show the picture without its marks; of one that cannot be read nothing is marked."""
        if image.isNull():
            self.fail(RuntimeError("照片原件缺失或无法读取，不能标注。请从备份恢复。"))
            return
        self.canvas.show_picture(image, self._shapes)
        self.canvas.setFocus()

    def use(self, tool: str) -> None:
        """Take a tool by its name."""
        self.tools.fill(tool)
        self.canvas.use(None if tool == HOLD else ShapeKind(tool))
        self.hint.show_text(_HINTS[tool])
        if not self.words.hasFocus():
            self.canvas.setFocus()

    def fail(self, error: Exception) -> None:
        """Show why the marks were not recorded; they stay here."""
        self.problem.setText(str(error))
        self.problem.show()
        self._follow()

    def done_with(self, _changes: object = None) -> None:
        """Close after the marks were recorded."""
        self.accept()

    def reject(self) -> None:
        """Leave; marks that are not saved are given up only at the second press."""
        if self.canvas.sheet.is_changed and not self._is_leaving:
            self._is_leaving = True
            self.cancel_button.setText("放弃标注")
            self.problem.setText("标注还没有保存。再按一次“放弃标注”不保存离开，或按“保存标注”。")
            self.problem.show()
            return
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        tool = _TOOL_OF_KEY.get(event.text().upper())
        if tool is not None:
            self.use(tool)
        elif event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:  # no key of the drawing is for a button
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.canvas.setFocus()

    def _save(self) -> None:
        self.words.clearFocus()
        self.problem.hide()
        self.actions_by_id["save"].setEnabled(False)
        self.saved.emit(self._photo, [shape.as_data() for shape in self.canvas.sheet.finished()])

    def _words_field(self) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName("标注文字")
        field.setPlaceholderText("选中文字标注后在这里输入")
        field.setMaxLength(LONGEST_TEXT)
        field.textEdited.connect(self._typed)
        field.returnPressed.connect(self._words_ended)
        return field

    def _color_buttons(self) -> dict[str, "_Swatch"]:
        self._color_group = QButtonGroup(self)
        buttons = {}
        for color, word in SHAPE_COLOR.items():
            button = _Swatch(color)
            button.setAccessibleName(f"颜色 {word}")
            button.setToolTip(word)
            button.setChecked(color == self.canvas.color)
            button.clicked.connect(self._color_chosen)
            self._color_group.addButton(button)
            buttons[color] = button
        return buttons

    def _connect(self) -> None:
        self.canvas.changed.connect(self._follow)
        self.canvas.words_wanted.connect(self._ask_words)
        self.canvas.full.connect(self._tell_full)

    def _actions(self) -> dict[str, QAction]:
        slots = {
            "undo": self._undo, "redo": self._redo, "drop": self._drop, "closer": self._closer, "back": self._back,
            "fit": self._fit, "save": self._save,
        }  # fmt: skip
        return build_actions(ACTIONS, self, slots)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self.tools)
        first.addStretch(1)
        for name in ("back", "fit", "closer"):
            first.addWidget(button_for(self.actions_by_id[name], kind="ghost"))
        second = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(plain_label("颜色", "muted"))
        for button in self.colors.values():
            second.addWidget(button)
        second.addSpacing(8)
        second.addWidget(self.words, 1)
        for name in ("drop", "undo", "redo"):
            second.addWidget(button_for(self.actions_by_id[name], kind="ghost"))
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.hint, 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(button_for(self.actions_by_id["save"], kind="primary"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(10)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.problem)
        column.addLayout(foot)
        for pressed in self.findChildren(QPushButton):
            pressed.setAutoDefault(False)

    def _follow(self) -> None:
        """Let buttons, words and colours follow what is drawn and chosen."""
        sheet = self.canvas.sheet
        shape = sheet.shape
        actions = self.actions_by_id
        actions["undo"].setEnabled(sheet.can_undo)
        actions["redo"].setEnabled(sheet.can_redo)
        actions["drop"].setEnabled(shape is not None)
        actions["save"].setEnabled(sheet.is_changed)
        is_text = shape is not None and shape.kind is ShapeKind.TEXT
        self.words.setEnabled(is_text)
        if shape is None or self.words.text() != shape.text:
            self.words.setText(shape.text if shape is not None else "")
        for color, button in self.colors.items():
            button.setChecked(color == (shape.color if shape is not None else self.canvas.color))

    def _typed(self, text: str) -> None:
        self.canvas.sheet.write(text)

    def _words_ended(self) -> None:
        self.canvas.sheet.rest()
        self.canvas.setFocus()

    def _ask_words(self) -> None:
        self.words.setFocus()
        self.words.selectAll()

    def _tell_full(self) -> None:
        self.problem.setText(f"标注最多 {MOST_SHAPES} 处，编号最多到 {HIGHEST_NUMBER}。请先删去一些。")
        self.problem.show()

    def _color_chosen(self) -> None:
        color = next(one for one, button in self.colors.items() if button is self.sender())
        self.canvas.color = color
        self.canvas.sheet.paint(color)
        self._follow()
        self.canvas.setFocus()

    def _undo(self) -> None:
        self.canvas.sheet.undo()

    def _redo(self) -> None:
        self.canvas.sheet.redo()

    def _drop(self) -> None:
        self.canvas.sheet.drop_chosen()

    def _closer(self) -> None:
        self.canvas.zoom_by(ZOOM)

    def _back(self) -> None:
        self.canvas.zoom_by(1 / ZOOM)

    def _fit(self) -> None:
        self.canvas.fit()


class _Swatch(QToolButton):
    """One colour to choose, round, with a ring around the chosen one."""

    def __init__(self, color: str) -> None:
        super().__init__()
        self._color = color
        self.setCheckable(True)
        self.setFixedSize(SWATCH + 12, SWATCH + 12)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, radius = QRectF(self.rect()).center(), SWATCH / 2
        if self.isChecked() or self.hasFocus():
            style = Qt.PenStyle.SolidLine if self.isChecked() else Qt.PenStyle.DotLine
            painter.setPen(QPen(theme.color("accent"), 2, style))
            painter.drawEllipse(middle, radius + 4, radius + 4)
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.setBrush(QColor(COLORS[self._color]))
        painter.drawEllipse(middle, radius, radius)

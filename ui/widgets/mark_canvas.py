"""The photograph under the hand: marks are drawn, moved and stretched on it with mouse, pen, finger or keys."""

import math
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QSizePolicy, QWidget

from inspections.mark_geometry import Frame
from inspections.marks import SMALLEST, SPOTS, UNIT, Shape, ShapeKind
from inspections.terms import SHAPE
from ui import theme
from ui.widgets.mark_painting import outline, paint_shapes
from ui.widgets.mark_sheet import MarkSheet

HANDLE: Final = 6
REACH: Final = 18
"""Pixels around a handle that still take hold of it: a finger is broad."""
CLOSEST: Final = 8.0
ZOOM: Final = 1.25
NUDGE: Final = 100
_ARROWS: Final = {
    Qt.Key.Key_Left: (-NUDGE, 0),
    Qt.Key.Key_Right: (NUDGE, 0),
    Qt.Key.Key_Up: (0, -NUDGE),
    Qt.Key.Key_Down: (0, NUDGE),
}


class MarkCanvas(QWidget):
    """Shows a picture with its marks; ``tool`` says what a press puts down, None that it takes hold."""

    changed = Signal()
    words_wanted = Signal()
    """A text was put down or pressed twice: its words are to be typed."""
    full = Signal()
    """A shape was wished for and there is no room for more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = MarkSheet(told=self._sheet_changed)
        self.tool: ShapeKind | None = ShapeKind.ARROW
        self.color = "red"
        self._image = QImage()
        self._zoom = 1.0
        self._middle = QPointF(0.5, 0.5)
        """The place of the picture that lies in the middle of the canvas, in parts of its sides."""
        self._held: tuple[str, int] | None = None
        self._from = (0, 0)
        self._shape: Shape | None = None
        self._pan: QPoint | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, 240)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.setMouseTracking(True)
        self._tell()

    @property
    def image(self) -> QImage:
        """The picture being marked."""
        return self._image

    @property
    def scale(self) -> float:
        """Pixels of the window for one of the picture."""
        return self._fit() * self._zoom

    @property
    def zoom(self) -> float:
        """How many times larger than when all of it is seen."""
        return self._zoom

    def show_picture(self, image: QImage, shapes: tuple[Shape, ...]) -> None:
        """Begin with a picture and the marks it has."""
        self._image = image
        self.sheet = MarkSheet(shapes, told=self._sheet_changed)
        self.fit()
        self._sheet_changed()

    def use(self, tool: ShapeKind | None) -> None:
        """Take a tool; None takes hold of what is there."""
        self.tool = tool
        self.setCursor(Qt.CursorShape.CrossCursor if tool else Qt.CursorShape.ArrowCursor)
        self.sheet.rest()

    def fit(self) -> None:
        """Show all of the picture."""
        self._zoom, self._middle = 1.0, QPointF(0.5, 0.5)
        self.update()

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Come closer or go back; the place under ``at`` stays where it is."""
        place = at or QPointF(self.rect().center())
        before = self._on_picture(place)
        self._zoom = max(1.0, min(self._zoom * factor, CLOSEST))
        after = self._on_picture(place)
        self._shift(before - after)

    def window_place(self, x: int, y: int) -> QPoint:
        """Return where a place of the picture lies in the window."""
        corner, scale = self._corner(), self.scale
        across, down = x * self._image.width() / UNIT, y * self._image.height() / UNIT
        return (corner + QPointF(across, down) * scale).toPoint()

    def put_down(self) -> None:
        """Put a shape of the usual size into the middle of what is seen."""
        if self.tool is None or self._image.isNull():
            return
        x, y = self._place(QPointF(self.rect().center()))
        if not self.sheet.add_usual(self.tool, self.color, x, y):
            self.full.emit()
            return
        self.sheet.rest()
        if self.tool is ShapeKind.TEXT:
            self.words_wanted.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface2"))
        if self._image.isNull():
            painter.setPen(theme.color("text2"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "正在读取照片…")
            return
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.save()
        painter.translate(self._corner())
        painter.scale(self.scale, self.scale)
        painter.drawImage(0, 0, self._image)
        painter.setClipRect(self._image.rect())
        paint_shapes(painter, self._image, self.sheet.shapes)
        painter.restore()
        self._paint_chosen(painter)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._shift(QPointF())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS and self.sheet.shape is not None:
            self._nudge(*_ARROWS[key], stretch=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.put_down()
        elif key in {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}:
            self.sheet.choose_next(+1 if key == Qt.Key.Key_PageDown else -1)
        elif key == Qt.Key.Key_Escape and self.sheet.chosen >= 0:
            self.sheet.choose(-1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.MiddleButton:
            self._pan = event.position().toPoint()
        elif event.button() == Qt.MouseButton.LeftButton and not self._image.isNull():
            self._press(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pan is not None:
            moved_by = self._pan - event.position().toPoint()
            self._pan = event.position().toPoint()
            self._shift(QPointF(moved_by) / self.scale)
        elif self._held is not None:
            self._drag(event.position())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._pan = None
        if self._held is None:
            return
        held, self._held = self._held, None
        shape = self.sheet.shape
        if held[0] == "new" and shape is not None and shape.kind not in SPOTS and _is_slip(shape):
            self.sheet.cancel_added()
        elif held[0] == "new" and shape is not None and shape.kind is ShapeKind.TEXT:
            self.words_wanted.emit()
        self.sheet.rest()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        shape = self.sheet.shape
        if shape is not None and shape.kind is ShapeKind.TEXT and self.tool is None:
            self.words_wanted.emit()
        else:
            self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom_by(ZOOM ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self.sheet.rest()
                self._held = None
                self.zoom_by(pinch.scaleFactor(), QPointF(self.mapFromGlobal(pinch.centerPoint().toPoint())))
                self._shift((pinch.lastCenterPoint() - pinch.centerPoint()) / self.scale)
                return True
        return super().event(event)

    def _press(self, at: QPointF) -> None:
        x, y = self._place(at)
        self._from = (x, y)
        handle = self._handle_at(at)
        found = self._shape_at(at) if self.tool is None or handle >= 0 else -1
        if handle >= 0:
            self._held = ("handle", handle)
        elif self.tool is None:
            self.sheet.choose(found)
            self._held = ("shape", found) if found >= 0 else None
            self._pan = at.toPoint() if found < 0 else None
        elif self.sheet.add(self.tool, self.color, x, y):
            self._held = ("new", 1)
        else:
            self.full.emit()
        self._shape = self.sheet.shape

    def _drag(self, at: QPointF) -> None:
        x, y = self._place(at)
        shape, held = self._shape, self._held
        if shape is None or held is None:
            return
        if held[0] == "shape" or shape.kind in SPOTS:
            now = self.sheet.shape or shape
            left, top = now.box[:2]
            self.sheet.move(shape.box[0] + x - self._from[0] - left, shape.box[1] + y - self._from[1] - top)
            return
        corner = held[1]
        x1, x2 = (x, shape.x2) if corner in (0, 3) else (shape.x1, x)
        y1, y2 = (y, shape.y2) if corner in (0, 2) else (shape.y1, y)
        self.sheet.stretch(x1, y1, x2, y2)

    def _nudge(self, x: int, y: int, *, stretch: bool) -> None:
        shape = self.sheet.shape
        if shape is None:
            return
        if stretch and shape.kind not in SPOTS:
            self.sheet.stretch(shape.x1, shape.y1, _inside(shape.x2 + x), _inside(shape.y2 + y))
        else:
            self.sheet.move(x, y)

    def _handles(self, shape: Shape) -> tuple[QPoint, ...]:
        """Return begin and end, and of what has corners the other two: (x2, y1) and (x1, y2)."""
        if shape.kind in SPOTS:
            return ()
        ends = (self.window_place(shape.x1, shape.y1), self.window_place(shape.x2, shape.y2))
        if shape.kind is ShapeKind.ARROW:
            return ends
        return (*ends, self.window_place(shape.x2, shape.y1), self.window_place(shape.x1, shape.y2))

    def _handle_at(self, at: QPointF) -> int:
        shape = self.sheet.shape
        handles = self._handles(shape) if shape is not None else ()
        near = [(math.dist((one.x(), one.y()), (at.x(), at.y())), place) for place, one in enumerate(handles)]
        distance, place = min(near, default=(math.inf, -1))
        return place if distance <= REACH else -1

    def _shape_at(self, at: QPointF) -> int:
        """Return the place of the topmost shape under a press."""
        frame = Frame(self._image.width(), self._image.height())
        point, reach = self._on_picture(at), REACH / 2 / self.scale
        order = sorted(range(len(self.sheet.shapes)), key=lambda place: (self.sheet.shapes[place].is_private, -place))
        for place in order:
            area = outline(frame, self.sheet.shapes[place]).adjusted(-reach, -reach, reach, reach)
            if area.contains(point):
                return place
        return -1

    def _paint_chosen(self, painter: QPainter) -> None:
        shape = self.sheet.shape
        if shape is None:
            return
        frame = Frame(self._image.width(), self._image.height())
        area, corner, scale = outline(frame, shape), self._corner(), self.scale
        seen = QRectF(corner + area.topLeft() * scale, area.size() * scale).adjusted(-4, -4, 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for color, style in (
            (QColor(theme.LIGHT.surface), Qt.PenStyle.SolidLine),
            (QColor(theme.LIGHT.accent), Qt.PenStyle.DashLine),
        ):
            painter.setPen(QPen(color, 1.5, style))
            painter.drawRect(seen)
        painter.setPen(QPen(QColor(theme.LIGHT.accent), 2))
        painter.setBrush(QColor(theme.LIGHT.surface))
        for handle in self._handles(shape):
            painter.drawEllipse(handle, HANDLE, HANDLE)

    def _fit(self) -> float:
        if self._image.isNull():
            return 1.0
        return min(self.width() / self._image.width(), self.height() / self._image.height())

    def _corner(self) -> QPointF:
        size = QPointF(self._image.width(), self._image.height()) * self.scale
        middle = QPointF(self._middle.x() * size.x(), self._middle.y() * size.y())
        return QPointF(self.width() / 2, self.height() / 2) - middle

    def _on_picture(self, at: QPointF) -> QPointF:
        return (at - self._corner()) / self.scale

    def _place(self, at: QPointF) -> tuple[int, int]:
        point = self._on_picture(at)
        across, down = max(1, self._image.width()), max(1, self._image.height())
        return _inside(round(point.x() * UNIT / across)), _inside(round(point.y() * UNIT / down))

    def _shift(self, by: QPointF) -> None:
        """Move the view over the picture, as far as there is picture to see."""
        across, down = max(1, self._image.width()), max(1, self._image.height())
        room = (self.width() / self.scale / across / 2, self.height() / self.scale / down / 2)
        wished = (self._middle.x() + by.x() / across, self._middle.y() + by.y() / down)
        x, y = (0.5 if half >= 0.5 else max(half, min(one, 1 - half)) for one, half in zip(wished, room, strict=True))
        self._middle = QPointF(x, y)
        self.update()

    def _sheet_changed(self) -> None:
        self.update()
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        shape = self.sheet.shape
        chosen = f"，选中第 {self.sheet.chosen + 1} 处：{SHAPE[shape.kind]}" if shape else ""
        self.setAccessibleName(f"照片，标注 {len(self.sheet.shapes)} 处{chosen}")


def _is_slip(shape: Shape) -> bool:
    left, top, right, bottom = shape.box
    sides = (right - left, bottom - top)
    return (max(sides) if shape.kind is ShapeKind.ARROW else min(sides)) < SMALLEST


def _inside(value: int) -> int:
    return max(0, min(value, UNIT))

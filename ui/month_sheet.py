"""The calendar that date fields open."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton

from ui import icons
from ui.icons import Icon


def month_sheet() -> QCalendarWidget:
    """Make a month sheet in the window's colours, its two arrows drawn and named as elsewhere."""
    calendar = QCalendarWidget()
    calendar.setAccessibleName("日历")
    calendar.setGridVisible(False)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, QTextCharFormat())
    for name, meaning, says in (("prevmonth", Icon.PREVIOUS, "上个月"), ("nextmonth", Icon.NEXT, "下个月")):
        arrow = calendar.findChild(QToolButton, f"qt_calendar_{name}")
        if isinstance(arrow, QToolButton):
            arrow.setIcon(icons.icon(meaning))
            arrow.setAccessibleName(says)
    return calendar

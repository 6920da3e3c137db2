"""The clock of the demonstration: scripted days inside covered calendar years, strictly rising, over before now."""

import math
from datetime import date, datetime, time, timedelta
from typing import Final

from inspections.deadline import covered_years, day_off
from inspections.refusal import RefusedError

LENGTH: Final = 300
"""Days the script takes when the calendar leaves it the room."""

SHORTEST: Final = 60
FUTURE: Final = 40
"""The furthest day ahead that the script speaks of: deadlines that are still to come."""

_TICK: Final = timedelta(seconds=1)
_DAY: Final = timedelta(days=1)


class ScriptedClock:
    """Tells the time of the script: days count back from the day it is played, every reading is later than the last.

    Where the covered calendar is shorter than the script, its days move together in proportion.
    """

    def __init__(self, ends: datetime) -> None:
        self.first, self.last = _covered(ends.date())
        self._ends = min(ends, datetime.combine(self.last + _DAY, time.min, ends.tzinfo))
        self.zero = self._ends.date()
        room = (self.zero - self.first).days
        if room < SHORTEST:
            raise RefusedError(
                f"本机日期 {ends.date()} 之前的放假安排不足 {SHORTEST} 天，演示无法编排。",
                "请核对本机日期，或先导入上一年度的节假日通知。",
            )
        self._scale = min(1.0, room / LENGTH)
        self._current = datetime.combine(self.day(-LENGTH), time(8, 30), ends.tzinfo)

    def now(self) -> datetime:
        """Return the time of the script, a little later at every call and always before the end."""
        left = self._ends - self._current
        self._current += min(_TICK, left / 1000)
        return self._current

    def day(self, offset: int) -> date:
        """Return the working day of the script that lies `offset` days from the day it is played."""
        if offset > 0:
            return _worked(min(self.zero + timedelta(days=offset), self._latest(offset)), self.first)
        return _worked(min(self.zero + timedelta(days=math.floor(offset * self._scale)), self.last), self.first)

    def at(self, day: date, hour: time) -> datetime:
        """Return an instant of the script, with the offset of this machine."""
        return datetime.combine(day, hour, self._current.tzinfo)

    def go(self, day: date, hour: time) -> None:
        """Go on to a time of a day; a time that has passed already changes nothing."""
        self._forward(self.at(day, hour))

    def wait(self, seconds: int) -> None:
        """Let some time pass."""
        self._forward(self._current + timedelta(seconds=seconds))

    def _forward(self, instant: datetime) -> None:
        latest = self._ends - timedelta(hours=1)
        self._current = max(self._current, min(instant, latest))

    def _latest(self, offset: int) -> date:
        """Keep days ahead apart when the calendar ends before them."""
        return self.last - timedelta(days=max(0, FUTURE - offset) // 4)


def _covered(day: date) -> tuple[date, date]:
    """Return the ends of the unbroken run of covered years that holds a day, or came last before it."""
    years = covered_years()
    past = [year for year in years if year <= day.year]
    if not past:
        raise RefusedError(f"日历未覆盖：没有 {day.year} 年的放假安排。", "请核对本机日期，或导入该年节假日通知。")
    first = last = past[-1]
    while first - 1 in years:
        first -= 1
    while last + 1 in years:
        last += 1
    return date(first, 1, 1), date(last, 12, 31)


def _worked(day: date, first: date) -> date:
    """Return the day itself or the working day before it; on the first days of the calendar the one after."""
    found = day
    while found > first and day_off(found):
        found -= _DAY
    while day_off(found):
        found += _DAY
    return found

"""扫码传图 in the window: one reception at a time, off until somebody asks for it, visible while it runs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from inspections.receiving import (
    Incoming,
    Invitation,
    NetworkAddress,
    Receiver,
    Reception,
    ReceptionState,
    Verdict,
)
from inspections.records import Changes, Files, Records, UnavailableError
from inspections.refusal import RefusedError
from inspections.workflow.recording import PhotoImport, PhotoSource, add_photos
from ui.tasks import Task, TaskPool
from ui.theme import Tone
from ui.workplace import Operator

NOTHING: Final = ReceptionState(has_phone=False, arrivals=(), is_open=False)
NO_ADDRESS: Final = (
    "本机现在没有连接任何局域网，手机找不到这台电脑。请让电脑和手机连接同一个无线网络；没有网络时，打开电脑的“移动热点”让手机"
    "连接，或打开手机的热点让电脑连接，然后按“重试”。"
)
"""What a person reads where no phone could come."""


@dataclass(frozen=True, kw_only=True)
class PhonePurpose:
    """What the photographs from the phone show."""

    title: str
    links: Mapping[str, Any]
    """What `add_photos` is told of each: inspection, finding, item, stage, place."""


@dataclass(frozen=True, kw_only=True)
class _Opened:
    """How an opening ended."""

    number: int
    addresses: Sequence[NetworkAddress]
    reception: Reception | None


class PhoneDesk(QObject):
    """Opens and ends the reception; dialog and bar show what it tells."""

    changed = Signal()
    """Something a person sees is different."""
    asked = Signal()
    """Somebody wants to see the code."""
    _told = Signal(int, object)
    _kept = Signal(object)
    _failed = Signal(Exception)

    def __init__(
        self,
        *,
        receiver: Receiver,
        tasks: TaskPool,
        files: Files,
        open_records: Callable[[], Records],
        operator: Operator,
        announce: Callable[[Changes], object],
        report: Callable[[Exception], object],
        tell: Callable[[str, Tone], object],
    ) -> None:
        super().__init__()
        self._receiver, self._tasks, self._files, self._open_records = receiver, tasks, files, open_records
        self._operator, self._announce, self._report, self._tell = operator, announce, report, tell
        self.purpose: PhonePurpose | None = None
        self.addresses: Sequence[NetworkAddress] = ()
        self.reception: Reception | None = None
        self.state = NOTHING
        self.problem = ""
        self.is_opening = False
        self._number, self._by, self._is_closed = 0, "", False
        self._all: list[Reception] = []
        """Every reception that may still run, also one whose opening was overtaken."""
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self.changed)
        self._told.connect(self._take_state)
        self._kept.connect(self._take_changes)
        self._failed.connect(self._take_failure)
        operator.changed.connect(self._operator_changed)

    @property
    def is_on(self) -> bool:
        """Tell whether a phone can send now."""
        return self.reception is not None

    def begin(self, purpose: PhonePurpose) -> None:
        """Receive photographs of this; a reception for something else ends."""
        if self.reception is None or self.purpose != purpose:
            self._open(purpose, "")
        self.asked.emit()

    def choose_address(self, ip: str) -> None:
        """Receive at another address of this laptop, with a new code; empty takes the likeliest."""
        if self.purpose is not None:
            self._open(self.purpose, ip)

    def prolong(self) -> None:
        """Let the code live for the whole time again."""
        if self.reception is not None:
            self.reception.prolong()
            self.changed.emit()

    def stop(self) -> None:
        """End the reception; what is being kept is kept."""
        self._number += 1
        self.is_opening = False
        if self.reception is not None:
            self.reception.stop()
            self._end("扫码传图已停止")

    def close(self) -> None:
        """End everything and wait for it; nothing is told any more."""
        self._is_closed = True
        self._clock.stop()
        for reception in self._all:
            reception.close()

    def _open(self, purpose: PhonePurpose, ip: str) -> None:
        if self.reception is not None:
            self.reception.stop()
        self._number += 1
        self.purpose, self.reception, self.state, self.problem = purpose, None, NOTHING, ""
        self._by, self.is_opening = self._operator.person, True
        task = Task("打开扫码传图", partial(self._open_in_task, self._number, purpose, ip, self._by), is_quiet=True)
        task.finished.connect(self._opened)
        task.failed.connect(self._not_opened)
        self._tasks.start(task)
        self.changed.emit()

    def _open_in_task(self, number: int, purpose: PhonePurpose, ip: str, by: str, _task: Task) -> _Opened:
        addresses = self._receiver.addresses()
        chosen = next((one for one in addresses if one.ip == ip), addresses[0] if addresses else None)
        if chosen is None:
            return _Opened(number=number, addresses=(), reception=None)
        invitation = Invitation(
            title=purpose.title, keep=partial(self._keep, purpose, by), told=partial(self._told.emit, number)
        )
        reception = self._receiver.open(invitation, chosen)
        self._all.append(reception)
        return _Opened(number=number, addresses=addresses, reception=reception)

    def _keep(self, purpose: PhonePurpose, by: str, incoming: Incoming) -> Verdict:
        """Take one picture by the same step as any other import; called on a thread of the receiver."""
        source = PhotoSource(
            name=incoming.name, read=lambda: incoming.data, file_time=incoming.file_time, size=len(incoming.data)
        )
        try:
            records = self._open_records()
            try:
                made = add_photos(records, self._files, sources=[source], by=by, **purpose.links)
            finally:
                records.close()
        except (UnavailableError, RefusedError) as error:
            self._failed.emit(error)
            return Verdict(state="failed", reason=str(error))
        self._kept.emit(made.changes)
        return _verdict(made)

    def _opened(self, opened: _Opened) -> None:
        if opened.number != self._number or self._is_closed:
            if opened.reception is not None:
                opened.reception.stop()
            return
        self.is_opening, self.addresses, self.reception = False, opened.addresses, opened.reception
        self.problem = "" if opened.reception is not None else NO_ADDRESS
        if self.reception is not None:
            self._clock.start()
        self.changed.emit()

    def _not_opened(self, error: Exception) -> None:
        self.is_opening, self.problem = False, str(error)
        self.changed.emit()

    def _take_state(self, number: int, state: ReceptionState) -> None:
        if number != self._number or self._is_closed:
            return
        self.state = state
        if state.is_open:
            self.changed.emit()
        elif self.reception is not None:
            self._end("扫码传图到时间，已自动停止")

    def _end(self, words: str) -> None:
        count = self.state.count("arrived")
        self.reception = None
        self._clock.stop()
        self._tell(f"{words}，本次收到照片 {count} 张", Tone.INFO)
        self.changed.emit()

    def _take_changes(self, changes: Changes) -> None:
        if changes.subjects and not self._is_closed:
            self._announce(changes)

    def _take_failure(self, error: Exception) -> None:
        if not self._is_closed:
            self._report(error)

    def _operator_changed(self) -> None:
        """Photographs are recorded in the name of who opened the code."""
        if self.reception is not None and self._operator.person != self._by:
            self.stop()


def _verdict(made: PhotoImport) -> Verdict:
    if made.refused:
        return Verdict(state="refused", reason=made.refused[0][1])
    return Verdict(state="arrived" if made.imported else "known")

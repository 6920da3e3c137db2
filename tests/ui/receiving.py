"""A workplace that can receive from a phone at 127.0.0.1, with a clock that a test moves."""

from dataclasses import dataclass, field, replace

from storage.phone_receiver import PhoneReceiver
from tests.storage.phones import HERE, Seconds
from ui.phone_desk import PhoneDesk


@dataclass
class Addresses:
    """The addresses this laptop has now."""

    found: list = field(default_factory=lambda: [HERE])

    def __call__(self):
        return self.found


def let_receive(office):
    """Give the office's workplace the way in from a phone; returns the desk, the seconds and the addresses."""
    work = office.workplace
    seconds, addresses = Seconds(), Addresses()
    receiver = PhoneReceiver(clock=work.clock, find_addresses=addresses, monotonic=seconds, ports=(0,))
    desk = PhoneDesk(
        receiver=receiver,
        tasks=work.tasks,
        files=work.files,
        open_records=work.open_records,
        operator=work.operator,
        announce=work.records.changed.emit,
        report=work.messages.report,
        tell=work.messages.tell,
    )
    office.workplace = replace(work, phone=desk)
    return desk, seconds, addresses

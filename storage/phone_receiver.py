"""The way in for photographs from a phone; what it takes to serve one is imported when the first code is shown."""

import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final

from inspections.receiving import Invitation, NetworkAddress
from inspections.records import UnavailableError
from storage.addresses import lan_addresses

if TYPE_CHECKING:
    from storage.receiving_certificate import Certificate
    from storage.receiving_server import PhoneReception

PORTS: Final = (28443, 28444, 0)
"""Tried in this order, the last is any free one: a firewall's exception holds from day to day."""


@dataclass(kw_only=True)
class PhoneReceiver:
    """Opens receptions; the certificate of an address is made once while the program runs."""

    clock: Callable[[], datetime]
    find_addresses: Callable[[], Sequence[NetworkAddress]] = lan_addresses
    monotonic: Callable[[], float] = time.monotonic
    ports: Sequence[int] = PORTS
    _certificates: "dict[str, Certificate]" = field(default_factory=dict, init=False)

    def addresses(self) -> Sequence[NetworkAddress]:
        """Return the local addresses that a phone may reach, the likeliest first."""
        return self.find_addresses()

    def open(self, invitation: Invitation, address: NetworkAddress) -> "PhoneReception":
        """Begin to listen at this address alone."""
        from storage.receiving_certificate import make_certificate
        from storage.receiving_server import PhoneReception

        if address.ip not in self._certificates:
            self._certificates[address.ip] = make_certificate(address.ip, now=self.clock())
        listening = _listen(address, self.ports)
        try:
            return PhoneReception(invitation, listening, self._certificates[address.ip], monotonic=self.monotonic)
        except BaseException:
            listening.close()
            raise


def _listen(address: NetworkAddress, ports: Sequence[int]) -> socket.socket:
    """Take the first free port at one address; nothing listens anywhere else."""
    failure: OSError | None = None
    for port in ports:
        try:
            return socket.create_server((address.ip, port), backlog=16)
        except OSError as error:
            failure = error
    raise UnavailableError(
        f"不能在本机地址 {address.ip} 上接收照片。",
        "请确认电脑仍连着这个无线网络或热点，换一个地址后重试；仍不行时用数据线或存储卡导入。",
    ) from failure

"""扫码传图: what the window asks of a receiver of photographs from a phone, and the numbers that bound it.

A reception is bound to what its photographs show, takes one phone, ends by itself and gives nothing back but the state
of what this phone sent. The port is implemented in `storage`; how a photograph is kept is handed in.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol

LIFETIME_SECONDS: Final = 600
"""How long a code lives unless it is prolonged; ours: long enough for a finding, short enough to be forgotten."""
MAX_PHOTOS: Final = 300
"""So many different pictures one code takes."""

ArrivalState = Literal["arriving", "keeping", "arrived", "known", "refused", "failed"]
"""On its way; being kept; kept and recorded; was here before; refused by the rules; disk or records in the way."""
ENDED: Final[frozenset[ArrivalState]] = frozenset({"arrived", "known", "refused"})
"""The phone need not send this picture again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkAddress:
    """One address of this laptop that a phone may reach."""

    ip: str
    network: str
    """The name the system gives the network card or hotspot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One whole picture from the phone."""

    name: str
    data: bytes
    file_time: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of a picture, with the reason where it was not taken."""

    state: ArrivalState
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """How far one picture is."""

    name: str
    bytes: int
    received: int
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceptionState:
    """What the window shows: whether a phone came, what it sent, whether the reception still runs."""

    has_phone: bool
    arrivals: tuple[Arrival, ...]
    is_open: bool

    def count(self, *states: ArrivalState) -> int:
        """Count the pictures in these states."""
        return sum(one.verdict.state in states for one in self.arrivals)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What a phone is invited to send pictures of, who keeps them, and who wants to hear of it.

    Both calls come from threads of the receiver.
    """

    title: str
    keep: Callable[[Incoming], Verdict]
    told: Callable[[ReceptionState], object]


class Reception(Protocol):
    """One running reception."""

    @property
    def url(self) -> str:
        """Return what the QR code says; it holds the one-time token and is written nowhere else."""

    @property
    def place(self) -> str:
        """Return address and port, without the token."""

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 of the certificate, as a browser shows it."""

    def seconds_left(self) -> int:
        """Return the time to its end."""

    def prolong(self) -> None:
        """Let it live for the whole time again from now."""

    def stop(self) -> None:
        """Ask it to end; `told` hears when it has. Returns at once."""

    def close(self) -> None:
        """End it and wait until its threads are gone."""


class Receiver(Protocol):
    """Opens receptions; nothing listens before and after."""

    def addresses(self) -> Sequence[NetworkAddress]:
        """Return the local addresses that a phone may reach, the likeliest first; may take a moment."""

    def open(self, invitation: Invitation, address: NetworkAddress) -> Reception:
        """Begin to listen at this address alone; UnavailableError says what is in the way."""

"""The rules of one reception without any network: who may send, which piece comes next, what became of a picture."""

import hashlib
import hmac
import math
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final, Literal

from inspections.pictures import MAX_BYTES, too_big
from inspections.receiving import (
    ENDED,
    LIFETIME_SECONDS,
    MAX_PHOTOS,
    Arrival,
    Incoming,
    Invitation,
    ReceptionState,
    Verdict,
)

PIECE_BYTES: Final = 256 << 10
"""So much the phone sends at once: what a dropped connection costs at most."""
MAX_UNFINISHED_BYTES: Final = 4 * MAX_BYTES
"""So much of unfinished pictures is held in memory; the oldest is then forgotten and sent again."""
LONGEST_NAME: Final = 200
DEVICE_LENGTH: Final = range(16, 129)
_LATEST: Final = 4102444800_000
"""2100-01-01 in milliseconds: a later time of a file is none."""

Cause = Literal["unknown", "used", "expired", "unreadable", "too_many"]
_WORDS: Final[dict[Cause, str]] = {
    "unknown": "链接无效或已停用，请重新扫描电脑上的二维码。",
    "used": "这个二维码已由另一部手机使用。请在电脑上停止后重新打开扫码传图，再用这部手机扫码。",
    "expired": "二维码已到时间。已到达的照片都在电脑里；其余的请在电脑上重新打开扫码传图后再传。",
    "unreadable": "请求无法识别，请刷新本页后重试。",
    "too_many": f"一个二维码最多接收 {MAX_PHOTOS} 张照片，请在电脑上重新打开扫码传图。",
}


class TurnedAwayError(Exception):
    """The phone may not do this; the message is for its owner."""

    def __init__(self, cause: Cause) -> None:
        super().__init__(_WORDS[cause])
        self.cause: Cause = cause


@dataclass(slots=True, kw_only=True)
class Upload:
    """One picture on its way; offered again with the same description it is the same one."""

    id: str
    name: str
    size: int
    file_time: str
    verdict: Verdict = field(default_factory=lambda: Verdict(state="arriving"))
    data: bytearray = field(default_factory=bytearray)
    received: int = 0

    @property
    def is_whole(self) -> bool:
        """Tell whether every byte is here and waits to be kept."""
        return self.verdict.state == "arriving" and self.received == self.size

    def begin_again(self) -> None:
        """Forget the pieces; the phone sends the picture from its first byte."""
        self.data, self.received = bytearray(), 0

    def arrival(self) -> Arrival:
        """Return what may be told of it."""
        return Arrival(name=self.name, bytes=self.size, received=self.received, verdict=self.verdict)


class Desk:
    """Takes the pieces of one phone's pictures; used on one thread."""

    def __init__(self, invitation: Invitation, *, monotonic: Callable[[], float]) -> None:
        self.invitation = invitation
        self.token = secrets.token_urlsafe(18)
        self.is_open = True
        self._device = ""
        self._uploads: dict[str, Upload] = {}
        self._monotonic = monotonic
        self._ends = 0.0
        self.prolong()

    def prolong(self) -> None:
        """Let the token live for the whole time from now."""
        self._ends = self._monotonic() + LIFETIME_SECONDS

    def time_left(self) -> float:
        """Return the seconds to the end, negative after it."""
        return self._ends - self._monotonic()

    def seconds_left(self) -> int:
        """Return the whole seconds to the end."""
        return max(0, math.ceil(self.time_left()))

    def check_token(self, token: str) -> None:
        """Turn away who does not hold the token, or comes too late."""
        if not hmac.compare_digest(token.encode(), self.token.encode()):
            raise TurnedAwayError("unknown")
        if self.time_left() <= 0:
            raise TurnedAwayError("expired")

    def admit(self, token: str, device: str) -> None:
        """Bind the token to the first phone that uses it; every other one is turned away from then on."""
        self.check_token(token)
        if len(device) not in DEVICE_LENGTH or not device.isalnum() or not device.isascii():
            raise TurnedAwayError("unreadable")
        if not self._device:
            self._device = device
            self.tell()
        if not hmac.compare_digest(device.encode(), self._device.encode()):
            raise TurnedAwayError("used")

    def offer(self, *, name: str, size: int, modified: int, mark: str) -> Upload:
        """Find or begin the upload of a picture described by name, size, time and a check sum of its ends."""
        described = "\0".join((name, str(size), str(modified), mark))
        key = hashlib.sha256(described.encode("utf-8", "replace")).hexdigest()[:32]
        upload = self._uploads.get(key)
        if upload is None:
            if len(self._uploads) >= MAX_PHOTOS:
                raise TurnedAwayError("too_many")
            upload = Upload(id=key, name=_plain_name(name), size=size, file_time=_file_time(modified))
            self._uploads[key] = upload
            upload.verdict = _first_verdict(upload)
            self.tell()
        elif upload.verdict.state == "failed":
            self.settle(upload, Verdict(state="arriving"))
        return upload

    def find(self, upload_id: str) -> Upload:
        """Return an upload of this phone."""
        upload = self._uploads.get(upload_id)
        if upload is None:
            raise TurnedAwayError("unreadable")
        return upload

    def take(self, upload: Upload, offset: int, piece: bytes) -> bool:
        """Add a piece if it is the next one; tell whether it was."""
        fits = offset == upload.received and 0 < len(piece) <= upload.size - upload.received
        if upload.verdict.state != "arriving" or not fits:
            return False
        self._make_room(upload, len(piece))
        upload.data += piece
        upload.received += len(piece)
        self.tell()
        return True

    def hand_over(self, upload: Upload) -> Incoming:
        """Give out a whole picture to be kept and hold it no longer here."""
        incoming = Incoming(name=upload.name, data=bytes(upload.data), file_time=upload.file_time)
        upload.data = bytearray()
        self.settle(upload, Verdict(state="keeping"))
        return incoming

    def settle(self, upload: Upload, verdict: Verdict) -> None:
        """Note what became of a picture; one that failed may be sent again."""
        upload.verdict = verdict
        if verdict.state not in ENDED and verdict.state != "keeping":
            upload.begin_again()
        self.tell()

    def uploads(self) -> tuple[Upload, ...]:
        """Return what this phone offered, in its order."""
        return tuple(self._uploads.values())

    def end(self) -> None:
        """Note that nothing is taken any more."""
        self.is_open = False
        self.tell()

    def tell(self) -> None:
        """Tell the window where everything stands."""
        arrivals = tuple(upload.arrival() for upload in self._uploads.values())
        self.invitation.told(ReceptionState(has_phone=bool(self._device), arrivals=arrivals, is_open=self.is_open))

    def _make_room(self, coming: Upload, more: int) -> None:
        held = sum(len(one.data) for one in self._uploads.values()) + more
        for upload in self._uploads.values():
            if held <= MAX_UNFINISHED_BYTES:
                return
            if upload is not coming and upload.data:
                held -= len(upload.data)
                upload.begin_again()


def _first_verdict(upload: Upload) -> Verdict:
    """Refuse by the size alone what would be refused after all its bytes came."""
    if upload.size > MAX_BYTES:
        return Verdict(state="refused", reason=str(too_big(upload.name, upload.size)))
    if upload.size <= 0:
        return Verdict(state="refused", reason=f"“{upload.name}”是空文件。请重新选择。")
    return Verdict(state="arriving")


def _plain_name(name: str) -> str:
    """Keep the last part of a name, without signs that are no letters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in last if sign.isprintable())[:LONGEST_NAME].strip() or "手机照片"


def _file_time(modified: int) -> str:
    """Return the time of the file as the phone told it, in milliseconds since 1970; empty where it told none."""
    if not 0 < modified < _LATEST:
        return ""
    return datetime.fromtimestamp(modified / 1000, tz=UTC).isoformat(timespec="seconds")

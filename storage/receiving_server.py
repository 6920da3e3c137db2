"""扫码传图 over HTTPS: one phone, one address, one token; started by hand, gone by itself.

The server runs on a thread of its own and keeps pictures on a second one, so that a slow disk never stops the phone's
questions. It writes no log: addresses in it would hold the token.
"""

import asyncio
import logging
import socket
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final

from inspections.receiving import Invitation, Verdict
from inspections.records import UnavailableError
from storage.receiving import Desk, Upload
from storage.receiving_certificate import Certificate

if TYPE_CHECKING:
    from aiohttp import web

_log = logging.getLogger(__name__)

GRACE_SECONDS: Final = 5.0
"""So long after its end the server still says that it has ended."""
TICK_SECONDS: Final = 0.5
HANDSHAKE_SECONDS: Final = 10.0
FAREWELL_SECONDS: Final = 1.0
START_SECONDS: Final = 20.0
TURNS_TO_CLOSE: Final = 5


class PhoneReception:
    """One running reception."""

    def __init__(
        self,
        invitation: Invitation,
        listening: socket.socket,
        certificate: Certificate,
        *,
        monotonic: Callable[[], float],
    ) -> None:
        self._socket, self._certificate = listening, certificate
        self._ip, self._port = listening.getsockname()[:2]
        self._desk = Desk(invitation, monotonic=monotonic)
        self._loop = asyncio.new_event_loop()
        self._stopping = asyncio.Event()
        self._ready = threading.Event()
        self._failure: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="phone-receiving", daemon=True)
        self._thread.start()
        if not self._ready.wait(START_SECONDS) or self._failure is not None:
            self.close()
            raise UnavailableError(
                "扫码传图没有启动。", "请稍后重试；仍不行时用数据线或存储卡导入。"
            ) from self._failure

    @property
    def url(self) -> str:
        """Return what the QR code says."""
        return f"https://{self.place}/{self._desk.token}/"

    @property
    def place(self) -> str:
        """Return address and port, without the token."""
        return f"{self._ip}:{self._port}"

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 of the certificate."""
        return self._certificate.fingerprint

    def seconds_left(self) -> int:
        """Return the time to its end."""
        return self._desk.seconds_left()

    def prolong(self) -> None:
        """Let it live for the whole time again from now."""
        self._desk.prolong()

    def stop(self) -> None:
        """Ask it to end; returns at once."""
        try:
            self._loop.call_soon_threadsafe(self._stopping.set)
        except RuntimeError:  # the loop is closed: it has ended
            return

    def close(self) -> None:
        """End it and wait until its threads are gone; a picture that is being kept is kept."""
        self.stop()
        self._thread.join()

    def _run(self) -> None:
        try:
            with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
                runner.run(self._serve())
        except Exception as error:  # told to who opened it
            self._failure = error
        finally:
            self._socket.close()
            self._ready.set()
            self._desk.end()

    async def _serve(self) -> None:
        from aiohttp import web

        from storage.receiving_pages import make_application

        with ThreadPoolExecutor(max_workers=1, thread_name_prefix="phone-keeping") as keeper:
            keeping = Keeping(self._desk, keeper)
            application = make_application(self._desk, keeping.keep)
            runner = web.AppRunner(
                application, access_log=None, logger=_silent(), shutdown_timeout=FAREWELL_SECONDS, keepalive_timeout=30
            )
            await runner.setup()
            try:
                await self._listen_until_the_end(runner)
            finally:
                await _hang_up(runner)
                await keeping.finish()

    async def _listen_until_the_end(self, runner: "web.AppRunner") -> None:
        if runner.server is None:
            msg = "the runner was not set up"
            raise RuntimeError(msg)
        server = await self._loop.create_server(
            runner.server,
            sock=self._socket,
            ssl=self._certificate.context(),
            ssl_handshake_timeout=HANDSHAKE_SECONDS,
        )
        self._ready.set()
        try:
            while self._desk.time_left() > -GRACE_SECONDS and not self._stopping.is_set():
                await _within(self._stopping.wait(), TICK_SECONDS)
        finally:
            server.close()


class Keeping:
    """Has whole pictures kept one after another, whether or not the phone waits for the answer."""

    def __init__(self, desk: Desk, keeper: ThreadPoolExecutor) -> None:
        self._desk, self._keeper = desk, keeper
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def keep(self, upload: Upload) -> None:
        """Wait until a picture is kept; a second question about it waits for the same."""
        if upload.is_whole:
            self._tasks[upload.id] = asyncio.create_task(self._keep(upload))
        task = self._tasks.get(upload.id)
        if task is not None:
            await asyncio.shield(task)

    async def finish(self) -> None:
        """Wait for what is being kept."""
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def _keep(self, upload: Upload) -> None:
        incoming = self._desk.hand_over(upload)
        loop = asyncio.get_running_loop()
        try:
            verdict = await loop.run_in_executor(self._keeper, partial(self._desk.invitation.keep, incoming))
        except Exception:
            _log.exception("keeping a picture from the phone failed")
            verdict = Verdict(state="failed", reason="电脑没有存下这张照片，请看电脑上的提示后重试。")
        self._desk.settle(upload, verdict)
        del self._tasks[upload.id]


async def _hang_up(runner: "web.AppRunner") -> None:
    """End all connections; a phone that no longer answers is not waited for."""
    held = [one.transport for one in runner.server.connections if one.transport] if runner.server else []
    sockets = [transport.get_extra_info("socket") for transport in held]
    await runner.cleanup()
    for one in sockets:
        with suppress(OSError):  # it is closed already
            one.shutdown(socket.SHUT_RDWR)
    for _ in range(TURNS_TO_CLOSE):  # the loop's next turns close what was given up
        await asyncio.sleep(0)


async def _within(wait: Awaitable[object], seconds: float) -> None:
    """Wait for something, no longer than this."""
    try:
        await asyncio.wait_for(wait, seconds)
    except TimeoutError:
        return


def _silent() -> logging.Logger:
    """Return a logger that says nothing: requests hold the token."""
    logger = logging.getLogger(f"{__name__}.requests")
    logger.disabled = True
    return logger

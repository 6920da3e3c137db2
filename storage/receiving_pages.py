"""The requests a phone may make: the page with its style and script, and four questions about its own pictures."""

import json
from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from aiohttp import web

from inspections.pictures import MAX_BYTES
from storage.receiving import PIECE_BYTES, Cause, Desk, TurnedAwayError, Upload

FOLDER: Final = Path(__file__).parent / "phone_page"
FILES: Final[Mapping[str, str]] = {"page.css": "text/css", "page.js": "text/javascript"}
"""What the page asks for after itself."""
DEVICE_HEADER: Final = "X-Yian-Device"
STATUS: Final[Mapping[Cause, int]] = {"unknown": 404, "used": 403, "expired": 410, "unreadable": 400, "too_many": 429}
LONGEST_QUESTION: Final = 4096
HEADERS: Final[Mapping[str, str]] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Server": "yian",
}
Keep = Callable[[Upload], Awaitable[None]]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def make_application(desk: Desk, keep: Keep) -> web.Application:
    """Join the questions with the desk; a body larger than one piece is turned away unread."""
    application = web.Application(middlewares=[_turn_away], client_max_size=PIECE_BYTES)
    application.on_response_prepare.append(_dress)
    pages = _Pages(desk, keep)
    application.add_routes(
        [
            web.get("/{token}/", pages.page),
            web.get("/{token}/{file}", pages.file),
            web.post("/{token}/join", pages.join),
            web.post("/{token}/state", pages.state),
            web.post("/{token}/offer", pages.offer),
            web.post("/{token}/piece/{upload}", pages.piece),
        ]
    )
    return application


class _Pages:
    """One handler per question."""

    def __init__(self, desk: Desk, keep: Keep) -> None:
        self._desk, self._keep = desk, keep

    async def page(self, request: web.Request) -> web.Response:
        self._desk.check_token(request.match_info["token"])
        return web.Response(body=_file("page.html"), content_type="text/html", charset="utf-8")

    async def file(self, request: web.Request) -> web.Response:
        self._desk.check_token(request.match_info["token"])
        name = request.match_info["file"]
        if name not in FILES:
            raise TurnedAwayError("unknown")
        return web.Response(body=_file(name), content_type=FILES[name], charset="utf-8")

    async def join(self, request: web.Request) -> web.Response:
        self._admit(request)
        bounds = {"title": self._desk.invitation.title, "piece": PIECE_BYTES, "largest": MAX_BYTES}
        return self._answer({**bounds, **self._standing()})

    async def state(self, request: web.Request) -> web.Response:
        self._admit(request)
        return self._answer(self._standing())

    async def offer(self, request: web.Request) -> web.Response:
        self._admit(request)
        asked = _description(await request.read())
        upload = self._desk.offer(**asked)
        await self._keep(upload)  # the answer to the last piece may have been lost while the picture was being kept
        return self._answer(_told(upload))

    async def piece(self, request: web.Request) -> web.Response:
        self._admit(request)
        upload = self._desk.find(request.match_info["upload"])
        offset = request.query.get("offset", "")
        if not offset.isdecimal() or len(offset) > 12:
            raise TurnedAwayError("unreadable")
        taken = self._desk.take(upload, int(offset), await request.read())
        await self._keep(upload)
        return self._answer(_told(upload), status=200 if taken else 409)

    def _admit(self, request: web.Request) -> None:
        self._desk.admit(request.match_info["token"], request.headers.get(DEVICE_HEADER, ""))

    def _standing(self) -> dict[str, Any]:
        return {"files": [_told(upload) for upload in self._desk.uploads()]}

    def _answer(self, data: Mapping[str, Any], *, status: int = 200) -> web.Response:
        return _json({**data, "left": self._desk.seconds_left()}, status=status)


@web.middleware
async def _turn_away(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer every refusal in words; a person's look at a dead link gets a page, a script gets JSON."""
    try:
        return await handler(request)
    except TurnedAwayError as error:
        status, cause, words = STATUS[error.cause], error.cause, str(error)
    except web.HTTPRequestEntityTooLarge:
        status, cause, words = 413, "unreadable", str(TurnedAwayError("unreadable"))
    except web.HTTPException as error:
        unknown = error.status in {404, 405}
        status, cause = error.status, "unknown" if unknown else "unreadable"
        words = str(TurnedAwayError(cause))
    if request.method == "GET":
        body = _file("away.html").decode().replace("{{words}}", words)
        return web.Response(text=body, status=status, content_type="text/html")
    return _json({"error": cause, "message": words}, status=status)


async def _dress(_request: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(HEADERS)


def _told(upload: Upload) -> dict[str, Any]:
    """Say where a picture is: nothing but what the phone itself sent, and what became of it."""
    return {
        "id": upload.id,
        "name": upload.name,
        "size": upload.size,
        "offset": upload.received,
        "state": upload.verdict.state,
        "reason": upload.verdict.reason,
    }


def _description(body: bytes) -> dict[str, Any]:
    """Read what the phone says of a picture before it sends it."""
    if len(body) > LONGEST_QUESTION:
        raise TurnedAwayError("unreadable")
    try:
        given = json.loads(body)
        asked = {name: given[name] for name in ("name", "size", "modified", "mark")}
    except (ValueError, KeyError, TypeError) as error:
        raise TurnedAwayError("unreadable") from error
    kinds = {"name": str, "size": int, "modified": int, "mark": str}
    if any(type(asked[name]) is not kind for name, kind in kinds.items()):
        raise TurnedAwayError("unreadable")
    return asked


def _json(data: Mapping[str, Any], *, status: int) -> web.Response:
    text = json.dumps(data, ensure_ascii=False)
    return web.Response(text=text, status=status, content_type="application/json", charset="utf-8")


@cache
def _file(name: str) -> bytes:
    return (FOLDER / name).read_bytes()

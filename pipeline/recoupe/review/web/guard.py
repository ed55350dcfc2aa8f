"""Who may speak to the server: only pages that it served itself, opened with the secret that it was started with.

Other people on the same machine can reach the port, and so can any web site that this person has open, by a request
that the browser sends for it or by a name that it makes point here. Each of them lacks something of this: the secret
in the address, the exact `Host`, the exact `Origin` on whatever changes something. Nothing is kept in a cookie, since
cookies are shared by all ports of a machine.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from http import HTTPStatus

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["HEADERS", "MOST_BYTES", "Guard"]

MOST_BYTES = 64 * 1024
"""Of a form."""

_FORM = b"application/x-www-form-urlencoded"
_SAFE = ("GET", "HEAD")

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not `no-referrer`, for which browsers send the origin `null` with forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
"""Sent with every answer: nothing from elsewhere, nothing inline, no frame, no copy kept."""


class Guard:
    """Stands before an application and lets only its own pages through.

    Args:
        app: the application; it is mounted at `/` + token.
        host: the address with the port, as the browser must name it.
        token: the secret, the first part of every path.
    """

    def __init__(self, app: ASGIApp, host: str, token: str) -> None:
        self._app = app
        self._host = host.encode()
        self._origin = b"http://" + self._host
        self._token = token.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers with a refusal, or with what the application answers."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        if fault := self._fault(scope):
            status, said = fault
            await PlainTextResponse(f"{said}\n", status)(scope, receive, guarded)
            return
        await self._app(scope, receive, guarded)

    def _fault(self, scope: Scope) -> tuple[HTTPStatus, str] | None:
        """Why a request is refused."""
        headers: list[tuple[bytes, bytes]] = scope["headers"]
        if _all(headers, b"host") != [self._host]:
            return HTTPStatus.MISDIRECTED_REQUEST, "This is not the address of the review."
        first = scope["path"].split("/")[1] if scope["path"].startswith("/") else ""
        if not hmac.compare_digest(first.encode("utf-8", "surrogatepass"), self._token):
            return HTTPStatus.FORBIDDEN, "Open the review with the address that `recoupe review` printed."
        return self._foreign(headers, scope["method"])

    def _foreign(self, headers: list[tuple[bytes, bytes]], method: str) -> tuple[HTTPStatus, str] | None:
        origins = _all(headers, b"origin")
        sites = _all(headers, b"sec-fetch-site")
        if method in _SAFE:
            # A browser that is pointed here from elsewhere may open a page, and nothing but a page.
            page = _all(headers, b"sec-fetch-dest") == [b"document"]
            if origins not in ([], [self._origin]) or not (page or set(sites) <= {b"same-origin", b"none"}):
                return HTTPStatus.FORBIDDEN, "Another site asks."
            return None
        if origins != [self._origin] or sites not in ([], [b"same-origin"]):
            return HTTPStatus.FORBIDDEN, "Another site asks."
        if [kind.partition(b";")[0].strip().lower() for kind in _all(headers, b"content-type")] != [_FORM]:
            return HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Only forms are taken."
        if not _is_small(_all(headers, b"content-length")):
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The form is too large, or of unknown size."
        return None


def _all(headers: Iterable[tuple[bytes, bytes]], wanted: bytes) -> list[bytes]:
    """Every value of a header: one that is sent twice must not pass for the one that is looked at."""
    return [value for name, value in headers if name.lower() == wanted]


def _is_small(lengths: list[bytes]) -> bool:
    return len(lengths) == 1 and lengths[0].isdigit() and int(lengths[0]) <= MOST_BYTES

"""Starting the server, and opening its address without telling it to anybody else on the machine."""

from __future__ import annotations

import contextlib
import html
import secrets
import socket
import tempfile
import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path

import uvicorn

from recoupe.errors import UsageError
from recoupe.review.state import State
from recoupe.review.web.app import make_app

__all__ = ["listening", "prepare", "serve"]

_HOST = "127.0.0.1"


def serve(state: State, port: int, say: Callable[[str], None], *, browser: bool) -> None:
    """Serves the review until it is interrupted.

    Args:
        state: the review.
        port: where to listen, on this machine alone; 0 for any that is free.
        say: is told the address, which holds a secret of 192 bits made for this run.
        browser: whether to open the address.

    Raises:
        UsageError: the port is taken.
    """
    with listening(port) as listener:
        server, address = prepare(state, listener)
        say(address)
        with _opened(address) if browser else contextlib.nullcontext():
            server.run(sockets=[listener])


def prepare(state: State, listener: socket.socket) -> tuple[uvicorn.Server, str]:
    """A server for a review, not yet running, and its address, with a secret of its own."""
    token = secrets.token_urlsafe(24)
    host = f"{_HOST}:{listener.getsockname()[1]}"
    config = uvicorn.Config(
        make_app(state, host, token),
        http="h11",
        lifespan="off",
        log_level="error",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=1,
    )
    return uvicorn.Server(config), f"http://{host}/{token}/"


def listening(port: int) -> socket.socket:
    """A socket that listens on this machine alone.

    Raises:
        UsageError: the port is taken.
    """
    # Of TCP by its number: asyncio looks at it before it sends small packets at once, without which each answer waits
    # 40 ms for the browser's delayed acknowledgement.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((_HOST, port))
        listener.listen(128)
    except (OSError, OverflowError) as error:
        listener.close()
        raise UsageError(f"port {port} cannot be listened on ({error}): name another with --port") from error
    return listener


@contextlib.contextmanager
def _opened(address: str) -> Iterator[None]:
    """Opens the address in the browser by a file that only this person can read.

    A command line can be read by everybody on the machine, and an address given to a browser stands on one.
    """
    with tempfile.TemporaryDirectory(prefix="recoupe-") as folder:
        file = Path(folder) / "review.html"
        file.write_text(
            f'<!doctype html><meta charset="utf-8"><title>Recoupe</title>'
            f'<meta http-equiv="refresh" content="0;url={html.escape(address)}">',
            "utf-8",
        )
        webbrowser.open(file.as_uri())
        yield

"""A review served to tests: in a thread, on a free port."""

from __future__ import annotations

import contextlib
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import httpx

from recoupe.review.state import State
from recoupe.review.web.serve import listening, prepare

__all__ = ["Served", "serving"]


class Served(NamedTuple):
    """A review that is being served: where, and for whom."""

    address: str
    kb: Path

    @property
    def origin(self) -> str:
        """The address without its path."""
        return "/".join(self.address.split("/")[:3])

    def get(self, path: str = "", **options: object) -> httpx.Response:
        """A page."""
        return httpx.get(self.address + path, follow_redirects=True, **options)  # type: ignore[arg-type]

    def csrf(self) -> str:
        """What forms of this review bring along."""
        found = re.search(r'name="csrf" value="([^"]+)"', self.get("?status=all").text)
        assert found
        return found[1]

    def post(self, path: str, **fields: str) -> httpx.Response:
        """A form, sent as a page of this review sends it."""
        data = {"csrf": self.csrf()} | fields
        return httpx.post(self.address + path, data=data, headers={"Origin": self.origin}, follow_redirects=True)


@contextlib.contextmanager
def serving(kb: Path, reviewer: str = "ana") -> Iterator[Served]:
    """Serves a knowledge base for review."""
    with listening(0) as listener:
        server, address = prepare(State(kb, reviewer), listener)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.005)
        try:
            yield Served(address, kb)
        finally:
            server.should_exit = True
            thread.join(10)

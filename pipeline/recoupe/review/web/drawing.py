"""Drawing a page: its templates, and what every page needs to know."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from recoupe.review.filters import CHOICES, Filter
from recoupe.review.page import grouped, shown
from recoupe.review.state import State

__all__ = ["STATIC", "Desk", "number_of", "wanted_of"]

_HERE = Path(__file__).parent
STATIC = _HERE / "static"


class Desk:
    """A review with the means to draw it.

    Attributes:
        state: the review.
        csrf: what every form must bring along, so that it can only be one of our own.
    """

    def __init__(self, state: State, token: str) -> None:
        self.state = state
        self.csrf = secrets.token_urlsafe(24)
        self._root = f"/{token}"
        self._templates = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            auto_reload=False,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters |= {"shown": shown, "grouped": grouped}
        for name in self._templates.list_templates():  # Compiled now, lest the first page wait for it.
            self._templates.get_template(name)

    def draw(self, name: str, wanted: Filter, status: int = 200, **values: Any) -> Response:
        """A page from its template."""
        values |= {
            "root": self._root,
            "query": _query(wanted),
            "wanted": wanted,
            "choices": CHOICES,
            "csrf": self.csrf,
            "reviewer": self.state.reviewer,
            "progress": self.state.progress(wanted),
        }
        return HTMLResponse(self._templates.get_template(name).render(values), status)

    def go(self, path: str, wanted: Filter) -> Response:
        """Sends the browser to a page, with the filter in its address."""
        return RedirectResponse(f"{self._root}{path}{_query(wanted)}", 303)

    async def refused(self, request: Request, error: Exception) -> Response:
        """The page that says what is wrong."""
        if isinstance(error, HTTPException):
            return self.draw("refused.html", wanted_of(request), error.status_code, said=error.detail)
        return self.draw("refused.html", wanted_of(request), 422, said=str(error))


def _query(wanted: Filter) -> str:
    return f"?{wanted.address}" if wanted.address else ""


def wanted_of(request: Request) -> Filter:
    """The filter in the address of a request."""
    return Filter.read(request.query_params)


def number_of(asked: Mapping[str, str], name: str, otherwise: int) -> int:
    """A number that was asked for, or another one where what is written is none."""
    written = asked.get(name, "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else otherwise

"""The application: which address is which page, all of it behind the guard."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from recoupe.errors import RecoupeError
from recoupe.review.state import State
from recoupe.review.web.deciding import Deciding
from recoupe.review.web.drawing import STATIC, Desk
from recoupe.review.web.guard import Guard
from recoupe.review.web.looking import Looking

__all__ = ["make_app"]


def make_app(state: State, host: str, token: str) -> ASGIApp:
    """The application, behind its guard.

    Args:
        state: the review.
        host: `127.0.0.1:PORT`, as browsers will name it.
        token: the secret that every address begins with.
    """
    desk = Desk(state, token)
    looking, deciding = Looking(desk), Deciding(desk)
    routes = [
        Route("/", looking.first),
        Route("/claim/{id}", looking.claim),
        Route("/list", looking.list),
        Route("/report", looking.report),
        Route("/reading/{id}", looking.reading),
        Route("/decide/{id}", deciding.decide, methods=["POST"]),
        Route("/decide-all", deciding.decide_all, methods=["POST"]),
        Route("/undo", deciding.undo, methods=["POST"]),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    app = Starlette(
        routes=[Mount(f"/{token}", routes=routes)],
        exception_handlers={RecoupeError: desk.refused, HTTPException: desk.refused},
    )
    return Guard(app, host, token)

"""The pages that are looked at. None of them changes anything."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from recoupe.records import SLOTS
from recoupe.review.mending import fields_of
from recoupe.review.page import pieces, shown, slots
from recoupe.review.report import report
from recoupe.review.selection import MOVES, moved, read_selection, trimmed
from recoupe.review.web.drawing import Desk, number_of, wanted_of

__all__ = ["REASONS", "Looking"]

REASONS = (*SLOTS, "no claim")
"""Why a claim is rejected: the slot that is wrong, or that nothing is claimed there."""

_SELECTED = ("subject", "metric", "value", "period", "source")
_ON_A_PAGE = 50


class Looking:
    """Draws the state. One request at a time: no method waits for anything half-way."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._state = desk.state

    async def first(self, request: Request) -> Response:
        """The first claim of the list."""
        self._state.refresh()
        wanted = wanted_of(request)
        if claim_id := self._state.first(wanted):
            return self._desk.go(f"/claim/{claim_id}", wanted)
        return self._desk.draw("done.html", wanted)

    async def claim(self, request: Request) -> Response:
        """One claim in its article."""
        state, wanted = self._state, wanted_of(request)
        state.refresh()
        card = state.card(request.path_params["id"], wanted)
        mine = card.opinions.get(state.reviewer)
        correction = mine.correction if mine else None
        claim = correction.mend(card.claim) if correction else card.claim
        views = slots(claim, card.mentions, correction.slots if correction else ())
        return self._desk.draw(
            "claim.html",
            wanted,
            card=card,
            slots=views,
            pieces=pieces(card, views),
            fields=fields_of(claim),
            reasons=REASONS,
            disagreed=state.disagreed(state.number(card.claim.id)),
        )

    async def list(self, request: Request) -> Response:
        """The claims that a filter lets through, page by page."""
        state, wanted = self._state, wanted_of(request)
        state.refresh()
        numbers = state.listed(wanted)
        pages = max(1, -(-len(numbers) // _ON_A_PAGE))
        page = min(max(1, number_of(request.query_params, "page", 1)), pages)
        part = numbers[(page - 1) * _ON_A_PAGE : page * _ON_A_PAGE]
        claims = [state.archive.claim(number) for number in part]
        rows = [
            (claim, slots(claim), state.status(number), state.disagreed(number))
            for number, claim in zip(part, claims, strict=True)
        ]
        return self._desk.draw("list.html", wanted, rows=rows, page=page, pages=pages)

    async def report(self, request: Request) -> Response:
        """What the decisions tell."""
        self._state.refresh()
        return self._desk.draw("report.html", wanted_of(request), report=report(self._state))

    async def reading(self, request: Request) -> Response:
        """What a stretch of the article reads as in a slot, as fields of the form; with `move`, a bound moves first."""
        asked, archive = request.query_params, self._state.archive
        claim = archive.claim(self._state.number(request.path_params["id"]))
        article = archive.article(claim.article_id)
        place = trimmed(article.text, number_of(asked, "start", 0), number_of(asked, "end", 0))
        slot = asked.get("slot", "")
        if place is None or slot not in _SELECTED:
            raise HTTPException(422, "Nothing was selected, or for no slot.")
        if asked.get("move") in MOVES:
            place = moved(article.text, place, asked["move"])
        fields = read_selection(slot, place, article, archive.mentions(article.id))
        words = shown(article.text[place.start : place.end])
        return JSONResponse({"start": place.start, "end": place.end, "text": words, "fields": fields})

"""The forms that are sent: they decide, correct and undo, and are answered by the page that comes next."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from recoupe.records import Correction, Verdict
from recoupe.review.decisions import Opinion
from recoupe.review.mending import correction_of
from recoupe.review.web.drawing import Desk, number_of, wanted_of
from recoupe.review.web.looking import REASONS

__all__ = ["Deciding"]

_PLAIN: tuple[Verdict, ...] = ("accept", "reject", "skip")
_LONGEST = 2_000
"""Characters of a note."""


class Deciding:
    """Tells the state what was decided."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._state = desk.state

    async def decide(self, request: Request) -> Response:
        """Takes a decision on a claim; the answer is the next claim of the list."""
        form, wanted = await self._form(request), wanted_of(request)
        claim_id = request.path_params["id"]
        following = self._state.card(claim_id, wanted).next
        self._state.decide(claim_id, self._opinion(form, claim_id))
        following = following or self._state.first(wanted)
        return self._desk.go(f"/claim/{following}" if following else "/", wanted)

    async def decide_all(self, request: Request) -> Response:
        """Takes one decision on all claims of the list."""
        form, wanted = await self._form(request), wanted_of(request)
        self._state.decide_all(wanted, self._opinion(form, None), number_of(form, "expected", -1))
        return self._desk.go("/list", wanted)

    async def undo(self, request: Request) -> Response:
        """Takes this reviewer's last decision back; the answer is its claim."""
        form, wanted = await self._form(request), wanted_of(request)
        undone = self._state.undo()
        back = undone[0] if undone else form.get("claim", "")
        if len(undone) > 1 or back not in self._state.archive.numbers:
            return self._desk.go("/list", wanted)
        return self._desk.go(f"/claim/{back}", wanted)

    async def _form(self, request: Request) -> dict[str, str]:
        body = (await request.body()).decode("utf-8", "replace")
        form = dict(parse_qsl(body, keep_blank_values=True))
        if not hmac.compare_digest(form.get("csrf", "").encode(), self._desk.csrf.encode()):
            raise HTTPException(403, "The form is not of this review: load the page again.")
        return form

    def _opinion(self, form: Mapping[str, str], claim_id: str | None) -> Opinion:
        verdict, reason = form.get("verdict", ""), form.get("reason") or None
        note = form.get("note", "").strip()[:_LONGEST] or None
        if reason not in (None, *REASONS):
            raise HTTPException(422, "There is no such reason.")
        for plain in _PLAIN:
            if verdict == plain:
                return Opinion(plain, reason=reason if plain == "reject" else None, note=note)
        if verdict == "correct" and claim_id:
            return Opinion("correct", self._correction(form, claim_id), note=note)
        raise HTTPException(422, "There is no such verdict.")

    def _correction(self, form: Mapping[str, str], claim_id: str) -> Correction:
        archive = self._state.archive
        claim = archive.claim(self._state.number(claim_id))
        return correction_of(form, claim, archive.article(claim.article_id), archive.company_of)

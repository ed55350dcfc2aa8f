"""Texts with combining accents (« é » as « e » and a sign): read composed, told in the offsets of the text as read.

Rules and lexicons are written in composed letters (NFC). A text that is not is composed before it is read, and every
place of every record is then put back; what is quoted (`text`) is the original to the letter.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from recoupe.collecting import never
from recoupe.read.document import Document
from recoupe.records import Claim, Mention

__all__ = ["Composed", "composed", "through"]

M = TypeVar("M", bound=Mention)
Found = TypeVar("Found", bound=Any)


class Composed:
    """A document composed, with the way back.

    Attributes:
        document: the composed document, under the id of the original.
    """

    def __init__(self, original: Document, text: str, starts: Sequence[int]) -> None:
        self.document = Document(text, published=original.published, id=original.id, title=original.title)
        self._original = original
        self._starts = starts

    def place(self, offset: int) -> int:
        """Where an offset of the composed text lies in the original."""
        return self._starts[offset]

    def restore(self, found: Found) -> Found:
        """What was found in the composed text, in the places of the original."""
        ids: dict[str, str] = {}
        kinds = [field.name for field in fields(found) if field.name != "claims"]
        mentions: dict[str, Any] = {kind: self._mentions(getattr(found, kind), ids) for kind in kinds}
        return replace(found, **mentions, claims=[self._claim(claim, ids) for claim in found.claims])

    def mentions(self, found: Sequence[M]) -> list[M]:
        """Mentions of the composed text, in the places of the original."""
        return self._mentions(found, {})

    def _mentions(self, mentions: Sequence[M], ids: dict[str, str]) -> list[M]:
        back = []
        for mention in mentions:
            moved = type(mention).model_validate({**self._moved(mention.model_dump()), "id": ""})
            ids[mention.id] = moved.id
            back.append(moved)
        return back

    def _claim(self, claim: Claim, ids: dict[str, str]) -> Claim:
        moved = self._moved(claim.model_dump())
        mentions = tuple(ids[mention] for mention in claim.mentions)
        return Claim.model_validate({**moved, "id": "", "mentions": mentions})

    def _moved(self, plain: dict[str, Any]) -> dict[str, Any]:
        moved = {key: self._moved(value) if isinstance(value, dict) else value for key, value in plain.items()}
        if isinstance(plain.get("start"), int) and isinstance(plain.get("end"), int):
            start, end = self.place(plain["start"]), self.place(plain["end"])
            moved.update(start=start, end=end)
            if "text" in moved:
                moved["text"] = self._original.text[start:end]
        return moved


def composed(document: Document) -> Composed | None:
    """The document composed, or None where it is so already (or cannot be followed sign by sign)."""
    text = document.text
    if unicodedata.is_normalized("NFC", text):
        return None
    pieces: list[str] = []
    starts: list[int] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        piece = unicodedata.normalize("NFC", text[at:end])
        pieces.append(piece)
        starts += [at, *(max(at, end - rest) for rest in range(len(piece) - 1, 0, -1))]
        at = end
    whole = "".join(pieces)
    if whole != unicodedata.normalize("NFC", text):
        return None
    return Composed(document, whole, [*starts, len(text)])


def through(document: Document, find: Callable[[Document], list[M]]) -> list[M]:
    """What an extractor finds in a document, read composed and told in the offsets of the text as it is.

    Args:
        document: any document.
        find: an extractor of mentions, of a document.
    """
    with never():
        whole = document.once(composed)
        return find(document) if whole is None else whole.mentions(find(whole.document))

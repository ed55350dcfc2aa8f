"""The places of sentences as records hold them: one for all the records of a sentence."""

from __future__ import annotations

from recoupe.read.document import Document
from recoupe.records import Place, filled
from recoupe.text import Span

__all__ = ["sentence_place"]


def _made(document: Document) -> dict[int, Place]:
    return {}


def sentence_place(document: Document, sentence: Span) -> Place:
    """Where a sentence of a document stands."""
    made = document.once(_made)
    place = made.get(sentence.start)
    if place is None:
        place = made[sentence.start] = filled(Place, start=sentence.start, end=sentence.end)
    return place

"""What a stretch of an article reads as when a person selects it for a slot, and how its bounds move."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from recoupe.extract.money import find_money
from recoupe.extract.multiples import find_multiples
from recoupe.extract.percentages import find_percentages
from recoupe.extract.periods import find_periods
from recoupe.read.document import Document
from recoupe.records import Article, CompanyMention, Mention, Period, Place
from recoupe.review.mending import value_fields

__all__ = ["MOVES", "moved", "read_selection", "trimmed"]

MOVES = ("start-out", "start-in", "end-out", "end-in")
"""A bound and where it goes: away from the middle of the stretch or towards it, by a word."""

_WORD = re.compile(r"\w+|[^\w\s]")
_FIGURES = ("money", "percentage", "multiple")
_REACH = 200


def trimmed(text: str, start: int, end: int) -> Place | None:
    """The stretch without the white space around it; None if nothing is left."""
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    end = start + len(part.strip())
    return Place(start=start, end=end) if start < end else None


def moved(text: str, place: Place, move: str) -> Place:
    """The stretch with one bound moved by a word; as it was where there is no word to take or to leave."""
    bound, _, way = move.partition("-")
    if bound == "start":
        span = (place.start - _REACH, place.start) if way == "out" else (place.start, place.end)
        starts = [word.start() for word in _WORD.finditer(text, max(0, span[0]), span[1])]
        start = (starts[-1:] if way == "out" else starts[1:2]) or [place.start]
        return Place(start=start[0], end=place.end)
    span = (place.end, place.end + _REACH) if way == "out" else (place.start, place.end)
    ends = [word.end() for word in _WORD.finditer(text, span[0], min(len(text), span[1]))]
    end = (ends[:1] if way == "out" else ends[-2:-1]) or [place.end]
    return Place(start=place.start, end=end[0])


def read_selection(slot: str, place: Place, article: Article, mentions: Sequence[Mention]) -> dict[str, str]:
    """The fields of a form (see `mending.FIELDS`) that a stretch stands for in a slot.

    A figure or a period is what was read there, or is read anew in these characters alone; where nothing is read, only
    the span is filled in. A subject or a source that is a company mention goes by the company's name.
    """
    words = " ".join(article.text[place.start : place.end].split())
    fields = {f"{slot}_span": f"{place.start}-{place.end}"}
    if slot == "value":
        return fields | _figure(place, article, mentions)
    if slot == "period":
        period = _nearest(place, (mention for mention in mentions if mention.type == "period"))
        period = period or next(iter(_moved_to(place, find_periods(_alone(place, article)))), None)
        if isinstance(period, Period):
            fields |= {"period_start": str(period.start_date or ""), "period_end": str(period.end_date or "")}
        return fields
    company = next((one for one in mentions if isinstance(one, CompanyMention) and _is_at(one, place)), None)
    return fields | {slot: company.name if company and slot != "metric" else words}


def _figure(place: Place, article: Article, mentions: Sequence[Mention]) -> dict[str, str]:
    figure = _nearest(place, (mention for mention in mentions if mention.type in _FIGURES))
    if figure is None:
        document = _alone(place, article)
        found = [*find_money(document), *find_percentages(document), *find_multiples(document)]
        figure = next(iter(_moved_to(place, found)), None)
    if figure is None:
        return {}
    return value_fields(figure) | {"value_span": f"{place.start}-{place.end}"}


def _alone(place: Place, article: Article) -> Document:
    return Document(article.text[place.start : place.end], published=article.published, id=article.id)


def _moved_to(place: Place, mentions: Iterable[Any]) -> list[Any]:
    """Mentions found in the characters alone, where they stand in the article."""
    by = place.start
    return [one.model_copy(update={"start": one.start + by, "end": one.end + by}) for one in mentions]


def _nearest(place: Place, mentions: Iterable[Mention]) -> Mention | None:
    """The mention that shares most characters with a stretch that is about as long; None if there is none."""
    best = max(mentions, key=lambda one: _shared(one, place), default=None)
    if best is None or 2 * _shared(best, place) < max(best.end - best.start, place.end - place.start):
        return None
    return best


def _shared(mention: Mention, place: Place) -> int:
    return max(0, min(mention.end, place.end) - max(mention.start, place.start))


def _is_at(mention: Mention, place: Place) -> bool:
    return (mention.start, mention.end) == (place.start, place.end)

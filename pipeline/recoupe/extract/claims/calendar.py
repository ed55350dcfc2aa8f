"""What a text has said of time so far, for the figures that say nothing of it themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from recoupe.extract.claims.frame import Frame
from recoupe.extract.claims.scene import Phrase, Scene
from recoupe.extract.periods import role_of
from recoupe.lexicon.metrics import metric_of
from recoupe.records import Interval, Period, Place
from recoupe.text import Span

__all__ = ["Calendar", "When", "interval_of", "is_item", "note", "tell"]

_TITLE = 160
_WORD = re.compile(r"[^\W\d_]{2,}")
_TO_SIGN = re.compile(r"[^\d:;,()]+(?<![\s\d])")
_AHEAD = frozenset({"objectif", "cible", "prévision", "attente", "perspective", "estimation", "ambition", "guidance"})


class When(NamedTuple):
    """The period of a figure, the rule that chose it, and the mention that it is read from."""

    interval: Interval | None = None
    rule: str = "none"
    mention: Period | None = None


@dataclass
class Calendar:
    """What a text has said of time so far.

    Attributes:
        reported: the accounting period that its results are of.
        coming: the period to come that its forecasts are of.
        listed: the period of the line that introduces a list.
        promised: whether that line announces what is still to come (« Objectifs 2025 »).
        told: what that line says is measured.
        day: the last day told, for share prices.
    """

    reported: When | None = None
    coming: When | None = None
    listed: When | None = None
    promised: bool = False
    told: Phrase | None = None
    day: When | None = None


def interval_of(period: Period) -> Interval:
    """A time expression as the period of a claim."""
    place = Place(start=period.start, end=period.end)
    return Interval(text=period.text, start=period.start_date, end=period.end_date, span=place)


def tell(scene: Scene, frames: list[Frame], calendar: Calendar) -> None:
    """Notes what a sentence says of time for those that follow."""
    telling = [p for p in scene.found.periods if p.start_date and role_of(p) in ("plain", "deadline")]
    if not is_item(scene):
        first = next(iter(telling), None)
        introduces = _introduces(scene)
        calendar.listed = When(interval_of(first), "list", first) if first and introduces else None
        calendar.promised = introduces and _promises(scene)
        calendar.told = _metric_named(scene) if introduces else None
    for period in telling:
        when = When(interval_of(period), "told", period)
        if period.start_date == period.end_date and _past(scene, period):
            calendar.day = when
        elif _spans_accounts(period) and not _over(scene, period):
            calendar.coming = when
        elif _spans_accounts(period) and calendar.reported is None and _sets_scene(scene):
            calendar.reported = when


def note(scene: Scene, frame: Frame, calendar: Calendar) -> None:
    """Notes the period of a figure that a company reports, for the figures after it."""
    if frame.when is not None and _is_reported(scene, frame):
        calendar.reported = frame.when


def _promises(scene: Scene) -> bool:
    words = scene.document.folded[scene.sentence.start : scene.sentence.end].casefold().split()
    return bool(scene.found.forecasts) or any(word.strip(":,()").removesuffix("s") in _AHEAD for word in words)


def _metric_named(scene: Scene) -> Phrase | None:
    """The first metric that a sentence names, up to the next sign of punctuation."""
    text = scene.document.folded[scene.sentence.start : scene.sentence.end]
    for word in _WORD.finditer(text[:_TITLE]):
        named = _TO_SIGN.match(text, word.start())
        if named and metric_of(named[0]):
            place = Span(scene.sentence.start + named.start(), scene.sentence.start + named.end())
            return Phrase(scene.document.text[place.start : place.end], place, 0)
    return None


def is_item(scene: Scene) -> bool:
    """Whether a sentence is an item of a list."""
    return scene.document.text[scene.sentence.start] in "-–—•*·>"


def _introduces(scene: Scene) -> bool:
    """Whether a sentence ends its line and the next line is an item."""
    text, end = scene.document.text, scene.sentence.end
    following = text[end : end + 4].lstrip(" \t\r")
    return following.startswith("\n") and following.lstrip()[:1] in tuple("-–—•*·>")


def _sets_scene(scene: Scene) -> bool:
    """Whether a sentence stands where an article says of which period it reports: its title, its opening."""
    return scene.index < 4


def _is_reported(scene: Scene, frame: Frame) -> bool:
    entry = metric_of(frame.metric.text) if frame.metric else None
    mention = frame.when.mention if frame.when else None
    if entry is None or not entry.results or mention is None or frame.main is not frame:
        return False
    return (
        frame.when is not None
        and frame.when.rule in ("own", "clause")
        and _spans_accounts(mention)
        and _past(scene, mention)
    )


def _spans_accounts(period: Period) -> bool:
    """Whether a period is as long as those that companies report."""
    if period.start_date is None or period.end_date is None:
        return False
    return 80 <= (period.end_date - period.start_date).days <= 370


def _past(scene: Scene, period: Period) -> bool:
    published = scene.document.published
    return published is not None and period.start_date is not None and period.start_date <= published


def _over(scene: Scene, period: Period) -> bool:
    published = scene.document.published
    return published is None or period.end_date is None or period.end_date < published

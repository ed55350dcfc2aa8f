"""What a text has said of time so far, for the figures that say nothing of it themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from recoupe.extract.claims.frame import Frame
from recoupe.extract.claims.scene import Scene
from recoupe.extract.periods import role_of
from recoupe.lexicon.metrics import metric_of
from recoupe.records import Interval, Period, Place

__all__ = ["Calendar", "When", "interval_of", "is_item", "tell"]


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
        day: the last day told, for share prices.
    """

    reported: When | None = None
    coming: When | None = None
    listed: When | None = None
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
        calendar.listed = When(interval_of(first), "list", first) if first and _introduces(scene) else None
    reported = next((frame.when for frame in reversed(frames) if _is_reported(scene, frame)), None)
    calendar.reported = reported or calendar.reported
    for period in telling:
        when = When(interval_of(period), "told", period)
        if period.start_date == period.end_date and _past(scene, period):
            calendar.day = when
        elif _spans_accounts(period) and not _over(scene, period):
            calendar.coming = when
        elif _spans_accounts(period) and calendar.reported is None and _sets_scene(scene):
            calendar.reported = when


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

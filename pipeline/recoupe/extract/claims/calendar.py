"""What a text has said of time so far, for the figures that say nothing of it themselves."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from recoupe.extract.claims.findings import Phrase
from recoupe.extract.claims.lines import introduces, is_heading, is_item, is_row, metric_named, starts_line, tells_aims
from recoupe.extract.claims.narrative import setting_of
from recoupe.extract.claims.scene import Frame, Scene, When
from recoupe.extract.claims.times import is_base
from recoupe.extract.periods import interval_of, role_of
from recoupe.lexicon.metrics import METRICS, MetricEntry, metric_of
from recoupe.lexicon.timing import TIMING
from recoupe.records import CompanyMention, Money, Period

__all__ = ["Calendar", "entry_of", "note", "spans_accounts", "tell"]

_KEYS: Final = {entry.key: entry for entry in METRICS}
_OPENING: Final = 6
"""How many sentences an article takes to say of which period it reports."""
_FRESH: Final = dt.timedelta(days=45)
_STALE: Final = dt.timedelta(days=550)
_RECENT: Final = dt.timedelta(days=4)


@dataclass
class Calendar:
    """What a text has said of time so far.

    Attributes:
        reported: the accounting period that its results are of.
        coming: the period to come that its forecasts are of.
        listed: the period of the line that introduces a list.
        aimed: whether the list, or the section, is one of aims (« Objectifs 2025 »).
        told: what the line that introduces the list says is measured.
        day: the day of the last session told, for share prices.
        market: whether the article tells of a market session.
        budget: the year of the budget spoken of.
        table: the period of the first column of a table.
        preview: the accounting period just over whose results are not told yet.
        opened: the heading that names the company of the news in brief.
        reported_at: the sentence that `reported` was last used or told in; about: the company that reports.
        ahead_at: the last sentence that was all forecast; ended: where it ended.
        setting: the time that the passage is told in; set_at: where it was told.
    """

    reported: When | None = None
    coming: When | None = None
    listed: When | None = None
    aimed: bool = False
    told: Phrase | None = None
    day: When | None = None
    market: bool = False
    budget: When | None = None
    table: When | None = None
    preview: When | None = None
    opened: int = 0
    reported_at: int = -9
    about: str | None = None
    ahead_at: int = -9
    ended: int = 0
    setting: When | None = None
    set_at: int = 0


def entry_of(frame: Frame) -> MetricEntry | None:
    """The lexicon's entry for what a figure measures: as its metric says, or as its verb implies."""
    at: Frame | None = frame
    entry = metric_of(frame.metric.text) if frame.metric else None
    figure = frame.figure
    if entry is None and isinstance(figure, Money) and figure.per in TIMING.shares and _is_only_share(frame):
        return _KEYS["earnings_per_share"]
    while entry is None and at is not None:
        entry = _KEYS.get(at.key) if at.key else None
        at = at.like if at.like is not None and at.like.metric is at.metric else None
    return entry


def _is_only_share(frame: Frame) -> bool:
    """« 12 cents l'action » where no more of what is measured is read than the share."""
    return frame.metric is not None and frame.metric.text.casefold().removesuffix("s") in TIMING.shares


def tell(scene: Scene, frames: list[Frame], calendar: Calendar, parsed: bool) -> None:
    """Notes what a sentence says of time for those that follow; what its clauses say, where it is `parsed`."""
    telling = [p for p in scene.found.periods if p.start_date and role_of(p) in ("plain", "deadline")]
    telling = [p for p in telling if not is_base(scene, p)]
    if not is_row(scene):
        calendar.table = None
    elif telling and not frames:
        calendar.table = When(interval_of(telling[0]), "table", telling[0])
    if not frames and is_heading(scene) and _names_company(scene):
        calendar.reported, calendar.preview, calendar.opened = None, None, scene.index
    if not is_item(scene):
        _note_list(scene, telling, calendar)
    if scene.index < _OPENING and not calendar.market:
        low = scene.low_text[scene.sentence.start : scene.sentence.end]
        calendar.market = TIMING.indices.search(low) is not None
    if scene.found.forecasts and all(frame.realis == "forecast" for frame in frames):
        calendar.ahead_at, calendar.ended = scene.index, scene.sentence.end
    if calendar.day is None:
        calendar.day = next((frame.when for frame in frames if _is_session(scene, frame)), None)
    for period in telling:
        _note(scene, period, calendar)
    sets = setting_of(scene, frames) if parsed else None
    if sets is not None:
        calendar.setting, calendar.set_at = When(interval_of(sets), "setting", sets), sets.start


def _names_company(scene: Scene) -> bool:
    """Whether a heading is little more than a company's name: the next news in brief."""
    first = next(iter(scene.found.companies), None)
    if first is None or not first.named or scene.index == 0:
        return False
    return scene.sentence.end - scene.sentence.start - (first.end - first.start) <= _BRIEF


_BRIEF: Final = 12


def _note(scene: Scene, period: Period, calendar: Calendar) -> None:
    when = When(interval_of(period), "told", period)
    before = scene.low_text[max(0, period.start - 14) : period.start].split()
    if before and before[-1] in ("budget", "primitif", "finances"):
        calendar.budget = when
    if not spans_accounts(period):
        return
    if not _over(scene, period):
        calendar.coming = when
    elif _is_long_over(scene, period):
        return
    elif calendar.reported is None and scene.index - calendar.opened < _OPENING:
        calendar.reported = when
        published, end = scene.document.published, period.end_date
        calendar.preview = when if published and end and published - end <= _FRESH else None


def _is_long_over(scene: Scene, period: Period) -> bool:
    """« a repris l'affaire en 2016 »: no period that an article reports of."""
    published, end = scene.document.published, period.end_date
    return published is not None and end is not None and published - end > _STALE


def _note_list(scene: Scene, telling: list[Period], calendar: Calendar) -> None:
    """What a line that brings in a list, or a heading, says of what follows."""
    opens = introduces(scene)
    first = next(iter(telling), None)
    if opens or is_heading(scene):
        calendar.aimed = tells_aims(scene) or (opens and bool(scene.found.forecasts))
        calendar.listed = When(interval_of(first), "list", first) if first is not None and opens else None
        calendar.told = metric_named(scene) if opens else None
    elif starts_line(scene):
        calendar.listed, calendar.aimed, calendar.told = None, False, None


def note(scene: Scene, frame: Frame, calendar: Calendar) -> None:
    """Notes the period of a figure that a company reports, for the figures after it."""
    if frame.when is not None and _is_reported(scene, frame):
        calendar.reported, calendar.reported_at = frame.when, scene.index
        if isinstance(frame.resolved, CompanyMention):
            calendar.about = frame.resolved.name
    elif frame.when is not None and frame.when.rule == "length" and frame.realis == "actual":
        calendar.reported = frame.when
    elif frame.when is None or frame.when.rule != "reported":
        return
    calendar.reported_at = scene.index
    if frame.figure.type == "money" and frame.realis == "actual":
        calendar.preview = None


def _is_session(scene: Scene, frame: Frame) -> bool:
    """Whether a figure is told of one recent day, in a sentence that speaks of a market."""
    mention, published = (frame.when.mention, scene.document.published) if frame.when else (None, None)
    if mention is None or published is None or frame.realis != "actual" or "veille" in mention.text.casefold():
        return False
    low = scene.low_text[scene.sentence.start : scene.sentence.end]
    if mention.start_date is None or mention.start_date != mention.end_date or not TIMING.sessions.search(low):
        return False
    return dt.timedelta() <= published - mention.start_date <= _RECENT


def _bracketed(scene: Scene, frame: Frame) -> bool:
    before = scene.document.text[scene.sentence.start : frame.figure.start]
    return before.count("(") > before.count(")")


def _is_reported(scene: Scene, frame: Frame) -> bool:
    entry = entry_of(frame)
    mention = frame.when.mention if frame.when else None
    if entry is None or not entry.results or mention is None or frame.main is not frame:
        return False
    if (
        role_of(mention) == "comparison"
        or mention.rule.startswith("period-same")
        or _bracketed(scene, frame)
        or (frame.like is not None and frame.like.link == "earlier")
    ):
        return False
    return (
        frame.when is not None
        and frame.when.rule in ("own", "clause", "list", "to-date")
        and (spans_accounts(mention) or frame.when.rule == "to-date")
        and _past(scene, mention)
    )


def spans_accounts(period: Period) -> bool:
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

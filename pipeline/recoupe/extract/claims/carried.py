"""The period of a figure that has none of its own: told by its list, its market, its sentence or the report before."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from recoupe.extract.claims.calendar import Calendar, entry_of, spans_accounts
from recoupe.extract.claims.climb import kind_of, mood_of
from recoupe.extract.claims.lines import is_item, is_row
from recoupe.extract.claims.market import is_quoted, trading_day
from recoupe.extract.claims.narrative import earns, is_change, is_told, is_told_as_change, says_now, starts_change
from recoupe.extract.claims.scene import Frame, Scene, When
from recoupe.extract.claims.times import is_of_relative, tells
from recoupe.extract.claims.words import is_trend
from recoupe.lexicon.constructions import EXPECTATION_VERBS
from recoupe.lexicon.metrics import MetricEntry, metric_of
from recoupe.lexicon.timing import TIMING
from recoupe.records import CompanyMention, Forecast, Interval, filled
from recoupe.records.base import Realis

__all__ = ["carried"]

_GOES_ON: Final = re.compile(
    r",? (?:et|puis)(?: (?:y|en|lui|leur|la|les|le|se|s'|il|elle|ils|elles|ensuite|aussi)){0,3} ?"
)
_CLOSE: Final = 2
"""How many sentences a report still speaks for costs and volumes."""


def carried(scene: Scene, frame: Frame, calendar: Calendar) -> When:
    """The period that the text before, or the kind of figure, gives."""
    found = _by_kind(scene, frame, calendar)
    if found.interval is not None:
        return found
    if frame.realis == "forecast":
        return _by_other_cue(scene, frame)
    return _of_passage(scene, frame, calendar)


def _by_other_cue(scene: Scene, frame: Frame) -> When:
    """« compte ouvrir vingt magasins d'ici 2027 et y consacrera 40 millions »: the horizon of the forecast before."""
    if frame.cue is None:
        return When()
    for cue in scene.found.forecasts:
        horizon = cue.horizon
        if horizon is None or horizon.start is None or horizon.span is None or cue is frame.cue:
            continue
        if _GOES_ON.fullmatch(scene.document.folded, horizon.span.end, max(horizon.span.end, frame.cue.start)):
            return When(horizon, "other-cue")
    return When()


def _of_passage(scene: Scene, frame: Frame, calendar: Calendar) -> When:
    """The time that the paragraph is told in; that of the article, for a change."""
    setting, told = calendar.setting, is_told(scene, frame)
    if setting is not None and "\n" not in scene.document.text[calendar.set_at : frame.figure.start]:
        return setting if told or is_told_as_change(scene, frame) else When()
    reported = calendar.reported
    runs = is_change(frame) or earns(scene, frame)
    if not told or not runs or reported is None or scene.document.published is None:
        return When()
    other = any(tells(scene, p) and not is_of_relative(scene, p) for p in scene.found.periods)
    return When() if other and not starts_change(frame.like, frame) else reported.by("passage")


def _by_kind(scene: Scene, frame: Frame, calendar: Calendar) -> When:
    realis: Realis = frame.realis
    if realis == "actual" and is_quoted(scene, frame, calendar):
        return trading_day(scene, calendar)
    if calendar.listed is not None and is_item(scene):
        return calendar.listed.by("list")
    if calendar.table is not None and is_row(scene):
        return calendar.table
    entry = entry_of(frame)
    if entry is None and calendar.told is not None and is_item(scene):
        entry = metric_of(calendar.told.text)
    if entry is None:
        entry = _of_subject(scene, frame)
    if entry is None or _is_share(frame):
        return When()
    if entry.key == "budget":
        return calendar.budget.by("budget") if calendar.budget is not None else When()
    asked = (
        scene.document.text[scene.sentence.end - 1] in "?*"
        and "?" in scene.document.text[scene.sentence.end - 4 : scene.sentence.end]
    )
    if asked or (not entry.results and not _runs_along(scene, frame, calendar)) or says_now(scene, realis):
        return When()
    return _of_sentence(scene, frame) or _by_length(scene, frame) or _of_report(frame, realis, calendar)


def _of_subject(scene: Scene, frame: Frame) -> MetricEntry | None:
    """« Le résultat net ressort en hausse de 8 % »: where only the change is read, what its clause is about."""
    metric, verb = frame.metric, frame.verb_in(scene)
    if verb is None or metric is None or not scene.sentence.holds(metric.span) or not is_trend(scene, metric.head):
        return None
    actor = scene.tree.subject(verb)
    return metric_of(scene.phrase(actor).text) if actor is not None else None


def _runs_along(scene: Scene, frame: Frame, calendar: Calendar) -> bool:
    """Whether costs or volumes, named by a noun, are told right after what is reported."""
    entry = metric_of(frame.metric.text) if frame.metric else None
    if entry is None or entry.key not in TIMING.flows or isinstance(frame.figure, Forecast):
        return False
    return scene.index - calendar.reported_at <= _CLOSE


def _of_report(frame: Frame, realis: Realis, calendar: Calendar) -> When:
    if realis == "forecast" and calendar.preview is not None:
        return calendar.preview.by("preview")
    if realis == "forecast" and _was_expected(frame) and calendar.reported is not None:
        return calendar.reported.by("expected")
    if realis == "forecast" and calendar.coming is not None:
        return calendar.coming.by("coming")
    if realis == "actual" and calendar.reported is not None and not _of_another(frame, calendar):
        return calendar.reported.by("reported")
    return When()


def _of_another(frame: Frame, calendar: Calendar) -> bool:
    """« Armis revendique 200 millions de revenus », in an article on the accounts of another company."""
    who, verb = frame.resolved, frame.verb_in(frame.scene)
    if verb is None or calendar.about is None or not isinstance(who, CompanyMention):
        return False
    present = mood_of(frame.scene, verb) == "Ind:Pres" and frame.scene.tree.child(verb, "aux:tense") is None
    return present and who.name != calendar.about


def _was_expected(frame: Frame) -> bool:
    """« Les analystes tablaient sur un bénéfice de 104 millions »: of what is reported."""
    verb = frame.verb_in(frame.scene)
    if verb is None or mood_of(frame.scene, verb) != "Ind:Imp":
        return False
    return kind_of(frame.scene, verb) in EXPECTATION_VERBS


def _of_sentence(scene: Scene, frame: Frame) -> When | None:
    """The accounting period of an earlier result of the same sentence."""
    for other in reversed(scene.frames):
        if other.figure.start >= frame.figure.start or other.main is not other or other.realis != frame.realis:
            continue
        mention = other.when.mention if other.when else None
        entry = entry_of(other)
        if entry is not None and entry.results and mention is not None and spans_accounts(mention):
            return other.when.by("sentence") if other.when else None
    return None


def _by_length(scene: Scene, frame: Frame) -> When | None:
    """« un bénéfice semestriel »: the last half that was over at publication, or the one that is to be over next."""
    published = scene.document.published
    if published is None or frame.metric is None:
        return None
    low = frame.metric.text.casefold()
    for pattern, months in TIMING.lengths:
        if pattern.search(low):
            first = (published.month - 1) // months * months + 1
            begun = published.replace(month=first, day=1)
            end = begun - dt.timedelta(days=1)
            if frame.cue is not None:
                end = (begun + dt.timedelta(days=31 * months)).replace(day=1) - dt.timedelta(days=1)
            return When(filled(Interval, start=end.replace(month=end.month - months + 1, day=1), end=end), "length")
    return None


def _is_share(frame: Frame) -> bool:
    """« 44 % des ventes » says how things are, of no period."""
    figure = frame.figure
    return figure.type == "percentage" and figure.kind != "change" and "metric:part-of" in frame.rules

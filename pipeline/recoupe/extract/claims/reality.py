"""Whether a figure is told as a fact, as a forecast (or an offer, a demand, an expectation), or as hearsay."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from recoupe.extract.claims.calendar import Calendar
from recoupe.extract.claims.climb import climb, kind_of, mood_of
from recoupe.extract.claims.lines import is_item
from recoupe.extract.claims.scene import Frame, Scene, When
from recoupe.lexicon.constructions import (
    AIM_NOUNS,
    AIM_VERBS,
    DEMAND_NOUNS,
    DEMAND_VERBS,
    EXPECTATION_VERBS,
    LEVEL_VERBS,
    OFFER_NOUNS,
    STARTS,
    TREND_VERBS,
)
from recoupe.lexicon.metrics import metric_of
from recoupe.records import Forecast
from recoupe.records.base import Realis

__all__ = ["Told", "is_aim", "realis_of", "still_to_come", "was_aimed"]

Told = tuple[Realis, Forecast | None, str]

_NEAR: Final = 24
_FACT: Final[Told] = ("actual", None, "default")


def realis_of(scene: Scene, frame: Frame, calendar: Calendar) -> Told:
    """Whether a figure is a fact, a forecast or hearsay; the forecast cue; the rule that says so."""
    if isinstance(frame.figure, Forecast):
        return "forecast", frame.figure, "cue"
    aim = is_aim(scene, frame)
    if frame.link == "earlier":
        held = frame.like is not None and frame.like.realis == "forecast" and was_aimed(scene, frame)
        return ("forecast", None, "aim") if aim or held else ("actual", None, "compared")
    words = scene.words_of(frame.figure)
    if not words:
        return ("forecast", None, "list") if calendar.aimed else _FACT
    top = scene.tree.top(words)
    path = climb(scene, words.start if top is None else top)
    cue = cue_of(scene, frame, path)
    if cue is not None and not _over(scene, frame):
        return "forecast", cue, "cue"
    told = _by_verbs(scene, frame, path, aim)
    if told is not None:
        return told
    like = frame.like
    if like is not None and like.scene is scene and like.realis == "forecast" and _goes_on(frame):
        return "forecast", None, "like"
    if scene.document.text[scene.sentence.end - 1] == "?" and not any(mood_of(scene, i) for i in path):
        return "forecast", None, "question"
    if _goes_on_from(scene, calendar):
        return "forecast", None, "goes-on"
    if calendar.aimed and (is_item(scene) or not mood_of(scene, path[-1])):
        return "forecast", None, "list"
    return _FACT


def _goes_on_from(scene: Scene, calendar: Calendar) -> bool:
    """« L'usine ouvrira en 2027. Coût : 30 millions. »: a sentence without a verb, right after a forecast."""
    if calendar.ahead_at != scene.index - 1 or "\n" in scene.document.text[calendar.ended : scene.sentence.start]:
        return False
    return not any("Mood=" in word.morph for word in scene.tree.words)


def _goes_on(frame: Frame) -> bool:
    return bool({"metric:follows-figure", "metric:equals", "metric:trend-of-figure"} & set(frame.rules))


def _by_verbs(scene: Scene, frame: Frame, path: list[int], aim: bool) -> Told | None:
    """What the verbs and nouns above a figure say of it: the mood of its clause, else the nearest of them."""
    finite = next((index for index in path if mood_of(scene, index)), None)
    if finite is not None and mood_of(scene, finite).startswith("Cnd"):
        return _of_conditional(scene, finite, aim)
    if aim:
        return "forecast", None, "aim"
    if finite is not None and _hypothetical(scene, finite):
        return "forecast", None, "condition"
    denied = finite is not None and any(scene.low(i) in ("ne", "n'") for i in scene.tree.children[finite])
    for index in path:
        word = scene.tree.words[index]
        if word.pos in ("VERB", "AUX") and (told := _of_verb(scene, frame, index)):
            return told
        if word.pos == "NOUN" and word.lemma in DEMAND_NOUNS and not word.dep.startswith("nsubj"):
            return "forecast", None, "demand-noun"
        if not denied and word.pos in ("NOUN", "ADJ") and _awaited(scene, frame, index):
            return "forecast", None, "expected"
        if word.lemma == "prêt" and scene.tree.child(index, "xcomp", "ccomp", "advcl", "acl", "obl:arg") is not None:
            return "forecast", None, "ready"
        if index == finite and word.pos == "VERB":
            break
    return None


def _hypothetical(scene: Scene, verb: int) -> bool:
    """« s'ils entraient en vigueur au taux de 20 % »."""
    mark = scene.tree.child(verb, "mark")
    return mark is not None and scene.low(mark) in ("si", "s'") and mood_of(scene, verb) == "Ind:Imp"


def _of_verb(scene: Scene, frame: Frame, index: int) -> Told | None:
    kind = kind_of(scene, index)
    if kind == "revendiquer" and not (
        frame.direction or (frame.metric is not None and _is_demanded(frame.metric.text))
    ):
        return None
    if kind in DEMAND_VERBS and (kind != "offrir" or frame.figure.type == "money"):
        return "forecast", None, "demand"
    if kind in EXPECTATION_VERBS:
        return "forecast", None, "expectation"
    if kind in AIM_VERBS and scene.tree.child(index, "xcomp", "ccomp", "obl:arg", "advcl") is not None:
        return "forecast", None, "aim-verb"
    below = scene.tree.child(index, "xcomp")
    if kind == "devoir" and mood_of(scene, index) == "Ind:Imp" and below is not None and _is_level(scene, below):
        return "forecast", None, "past-future"
    if kind in ("estimer", "évaluer", "chiffrer") and any(scene.low(i) in STARTS for i in _near(scene, index)):
        return "forecast", None, "first-estimate"
    return None


def _is_demanded(metric: str) -> bool:
    """« revendique une prime de 500 euros » demands, « revendique 200 millions de revenus » tells."""
    entry = metric_of(metric)
    return entry is not None and entry.key in ("wages", "bonus", "budget", "subsidy")


def _is_level(scene: Scene, verb: int) -> bool:
    return kind_of(scene, verb) in LEVEL_VERBS or kind_of(scene, verb) in TREND_VERBS


def _near(scene: Scene, index: int) -> range:
    return range(max(0, index - 4), min(len(scene.tree), index + 8))


def _of_conditional(scene: Scene, verb: int, aim: bool) -> Told:
    """« aurait perdu » is hearsay; « le projet ramènerait », « il voudrait » tell of what is proposed."""
    if kind_of(scene, verb) in AIM_VERBS:
        return "forecast", None, "wish"
    compound = any(scene.tree.words[i].dep == "aux:tense" for i in scene.tree.children[verb])
    if not compound and kind_of(scene, verb) in ("devoir", "pouvoir"):
        return "forecast", None, "expected-of"
    actor = scene.tree.subject(verb)
    if not compound and aim:
        return "forecast", None, "aim"
    if not compound and actor is not None and scene.tree.words[actor].lemma in (DEMAND_NOUNS | OFFER_NOUNS):
        return "forecast", None, "proposal"
    return "unconfirmed", None, "hearsay"


def _awaited(scene: Scene, frame: Frame, noun: int) -> bool:
    """« le budget prévu », « la marge promise pour 2024 »; « passant de 12 milliards prévus à 16 » is not of 16."""
    start = scene.words_of(frame.figure).start
    for index in scene.tree.children[noun]:
        word = scene.tree.words[index]
        if word.dep in ("acl", "amod") and (word.lemma in EXPECTATION_VERBS or word.lemma in ("promettre", "promis")):
            return index > noun and not any(other in scene.figure_at for other in range(index, start))
    return False


def is_aim(scene: Scene, frame: Frame) -> bool:
    """« Objectif de cours : 210 € », « prévision de bénéfice »: what is measured is an aim."""
    metric = frame.metric
    if metric is None or not scene.sentence.holds(metric.span):
        return False
    return f"{metric.text.casefold()} ".startswith(_AIMS)


def was_aimed(scene: Scene, frame: Frame) -> bool:
    """« désormais attendu entre 2,72 et 2,76 € en 2025 (contre 2,65 € précédemment) »: the aim before, of one time."""
    return _BEFORE.match(scene.low_text, frame.figure.end) is not None


_AIMS: Final = tuple(f"{noun}{plural} " for noun in sorted(AIM_NOUNS) for plural in ("", "s"))
_BEFORE: Final = re.compile(
    r"(?: par action| l'action)?,? (?:précédemment|auparavant|initialement|jusqu'(?:ici|alors|à présent)"
    r"|(?:attendus?|attendues?|visée?s?|prévue?s?|annoncée?s?|espérée?s?|anticipée?s?|estimée?s?)"
    r"(?: précédemment| auparavant| initialement| jusqu'ici| jusque-là)?)(?!\w)"
)


def cue_of(scene: Scene, frame: Frame, path: list[int]) -> Forecast | None:
    """The forecast cue that governs a figure: above it in the parse, or before it with no other verb between."""
    words = scene.words_of(frame.figure)
    near = None
    for cue in scene.found.forecasts:
        place = scene.words_of(cue)
        if set(path) & set(place):
            return cue
        if place and place.stop <= words.start and _reaches(scene, place.stop, words.start):
            near = cue
    return near


def _reaches(scene: Scene, start: int, stop: int) -> bool:
    """Whether no finite verb, relative or semicolon parts a cue from a figure."""
    if stop - start > _NEAR:
        return False
    between = scene.tree.words[start:stop]
    return not any("Mood=" in w.morph or "PronType=Rel" in w.morph or w.text in (";", ":", "(") for w in between)


def _over(scene: Scene, frame: Frame) -> bool:
    """« de 40,5 % en 2024, la marge ne descendra pas… »: the time right after the figure lies well behind."""
    published = scene.document.published
    if published is None:
        return False
    words = scene.words_of(frame.figure)
    for period in scene.found.periods:
        at = scene.words_of(period)
        if at and period.end_date and 0 <= at.start - words.stop <= 2:
            return period.end_date < published - dt.timedelta(days=92)
    return False


def still_to_come(scene: Scene, when: When) -> bool:
    """Whether the time that a figure is set in had not begun at publication."""
    published, interval = scene.document.published, when.interval
    if published is None or interval is None or interval.start is None or when.rule not in ("own", "clause"):
        return False
    return interval.start > published

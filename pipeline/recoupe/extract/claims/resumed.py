"""What goes on being measured: a change told without its metric is of the one told before."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from recoupe.extract.claims.clause import complement_of, kind_of
from recoupe.extract.claims.findings import Figure
from recoupe.extract.claims.scene import Frame, Scene
from recoupe.extract.claims.words import is_container, is_trend
from recoupe.lexicon.constructions import LEVEL_VERBS, SETTING_VERBS, TREND_VERBS
from recoupe.lexicon.metrics import metric_of
from recoupe.lexicon.timing import TIMING
from recoupe.read.document import Document
from recoupe.records import Forecast, Money

__all__ = ["resumed"]

_RESUMING: Final = frozenset({"il", "elle", "ils", "elles", "celui-ci", "celle-ci"})
_DEMONSTRATIVE: Final = frozenset({"celui", "celle", "ceux", "celles"})
_OF_SUBJECT: Final = frozenset({*LEVEL_VERBS, *TREND_VERBS, "valoir"}) - {"perdre", "gagner", "compter", "afficher"}


def resumed(
    scene: Scene, frame: Frame, local: Sequence[Frame], earlier: Sequence[Frame], previous: Scene | None
) -> Frame:
    """The frame of a figure, with the metric that goes on where it has none of its own.

    Args:
        scene: its sentence.
        frame: how the figure hangs.
        local: the figures before it in the sentence.
        earlier: those of the sentence before.
        previous: that sentence.
    """
    if frame.verb is None or frame.like is not None or not len(scene.tree):
        return frame
    before = [*earlier, *local]
    return (
        _by_figure(scene, frame, earlier)
        or _by_noun(scene, frame, previous)
        or _by_pronoun(scene, frame, earlier)
        or _by_clitic(scene, frame, before)
        or _by_demonstrative(scene, frame, before)
        or _by_change(scene, frame, before)
        or _by_level(scene, frame, before)
        or frame
    )


def _by_figure(scene: Scene, frame: Frame, earlier: Sequence[Frame]) -> Frame | None:
    """« Ce montant représente… », « Cette hausse de 11,8 % »: the figure of the sentence before."""
    verb = frame.verb_in(scene)
    actor = scene.tree.subject(verb) if verb is not None else None
    if verb is None or not actor or not earlier or scene.document.published is None:
        return None
    told = kind_of(scene, verb) in LEVEL_VERBS or kind_of(scene, verb) in TREND_VERBS
    if not told or scene.low(actor - 1) not in ("ce", "cet", "cette"):
        return None
    if not is_container(scene, actor) and not is_trend(scene, actor):
        return None
    like = earlier[-1].main
    frame.metric, frame.like, frame.rules = like.metric, like, ["metric:resumed"]
    return frame


def _by_pronoun(scene: Scene, frame: Frame, earlier: Sequence[Frame]) -> Frame | None:
    """« Il est en hausse de 2,7 % »: of the metric that was the subject of the sentence before."""
    verb, metric = frame.verb, frame.metric
    if verb is None:
        return None
    actor = scene.tree.subject(verb)
    if actor is None and is_trend(scene, verb):
        actor = scene.tree.child(verb, "expl:subj")
    if actor is None or scene.low(actor).lstrip("-") not in _RESUMING or kind_of(scene, verb) not in _OF_SUBJECT:
        return None
    like = next((f for f in earlier if "metric:subject-of-verb" in f.rules), None)
    said = metric is not None and not is_trend(scene, metric.head) and "metric:verb" not in frame.rules
    if like is None or said:
        return None
    frame.metric, frame.like, frame.rules = like.metric, like, ["metric:resumed"]
    return frame


def _by_clitic(scene: Scene, frame: Frame, before: Sequence[Frame]) -> Frame | None:
    """« Le gouvernement pourrait le relever à 2 500 francs »: of what was told right before."""
    verb = frame.verb_in(scene)
    if verb is None or not verb or not before or kind_of(scene, verb) not in SETTING_VERBS:
        return None
    clitic = scene.low(verb - 1) in ("le", "la", "l'", "les") and scene.tree.words[verb - 1].head == verb
    like = before[-1].main
    if not clitic or like.metric is None or like.figure.type != frame.figure.type:
        return None
    frame.metric, frame.key, frame.like, frame.rules = like.metric, like.key, like, ["metric:resumed-object"]
    return frame


def _by_noun(scene: Scene, frame: Frame, previous: Scene | None) -> Frame | None:
    """« …son chiffre d'affaires. Il s'établit à 478 millions »: of the known metric that « il » agrees with."""
    verb = frame.verb_in(scene)
    if verb is None or previous is None or previous.found.figures or not len(previous.tree):
        return None
    actor = scene.tree.subject(verb)
    actor = scene.tree.child(verb, "expl:subj") if actor is None else actor
    low = scene.low(actor).lstrip("-") if actor is not None else ""
    if low not in ("il", "elle", "celui-ci", "celle-ci") or "metric:verb" not in frame.rules:
        return None
    if kind_of(scene, verb) not in LEVEL_VERBS and kind_of(scene, verb) not in TREND_VERBS:
        return None
    gender = "Gender=Fem" if low.startswith(("elle", "celle")) else "Gender=Masc"
    for index in range(len(previous.tree) - 1, -1, -1):
        word = previous.tree.words[index]
        free = word.pos == "NOUN" and previous.tree.child(index, "case") is None and word.dep != "nmod"
        if free and metric_of(previous.phrase(index).text):
            if gender not in word.morph:
                return None
            frame.metric, frame.key, frame.rules = previous.phrase(index), None, ["metric:resumed"]
            return frame
    return None


def _by_demonstrative(scene: Scene, frame: Frame, before: Sequence[Frame]) -> Frame | None:
    """« ceux des services ont augmenté de 2,1 % »: the noun before, of something else."""
    verb = frame.verb_in(scene)
    actor = scene.tree.subject(verb) if verb is not None and "metric:verb" in frame.rules else None
    like = before[-1] if before else None
    if actor is None or like is None or like.metric is None or scene.low(actor) not in _DEMONSTRATIVE:
        return None
    whose = complement_of(scene, actor)
    if whose is None:
        return None
    company = next(iter(scene.companies_in(whose.span)), None)
    frame.metric, frame.subject, frame.key = like.metric, company, None
    frame.rules = ["metric:demonstrative"]
    if company is None:
        pronoun, noun = scene.tree.words[actor].text, like.scene.tree.words[like.metric.head].text
        written = scene.phrase(actor)
        frame.metric = written.written(f"{pronoun} ({noun}){written.text[len(pronoun) :]}")
    return frame


def _by_change(scene: Scene, frame: Frame, before: Sequence[Frame]) -> Frame | None:
    """« L'Asie a reculé de 0,7 % », « la banque s'attend à une remontée de 2 % »: of what was told last."""
    if frame.figure.type != "percentage" or not before or not _only_changes(scene, frame):
        return None
    metric = before[-1].metric
    if metric is None or metric_of(metric.text) is None or _is_quoted_move(scene, frame):
        return None
    frame.metric, frame.key, frame.rules = metric, None, ["metric:resumed-change"]
    frame.resumes = before[-1]
    return frame


def _is_quoted_move(scene: Scene, frame: Frame) -> bool:
    """« LVMH, qui a pris 1,2 % », in an article on a market session: the share, not the sales told before."""
    verb = frame.verb_in(scene)
    actor = scene.tree.subject(verb) if verb is not None else None
    if verb is None or kind_of(scene, verb) not in TIMING.trading or not scene.document.once(_tells_session):
        return False
    return actor in scene.company_at or (actor is not None and scene.tree.words[actor].pos == "PROPN")


def _tells_session(document: Document) -> bool:
    """Whether an article opens with an index of a market."""
    return TIMING.indices.search(document.folded[:_OPENING].casefold()) is not None


_OPENING: Final = 300


def _by_level(scene: Scene, frame: Frame, before: Sequence[Frame]) -> Frame | None:
    """« il franchira la barre des 30 % », « il vise 720 millions »: of the last metric of such a figure."""
    metric = frame.metric
    held = metric is not None and frame.rules == ["metric:noun-of"] and scene.sentence.holds(metric.span)
    if not (metric is None and "metric:verb" in frame.rules) and not (
        held and metric is not None and is_container(scene, metric.head) and complement_of(scene, metric.head) is None
    ):
        return None
    for like in reversed(before):
        if like.metric is not None and metric_of(like.metric.text) and _comparable(like.figure, frame.figure):
            frame.metric, frame.key, frame.rules, frame.resumes = like.metric, None, ["metric:resumed-level"], like
            return frame
    return None


def _comparable(one: Figure | Forecast, other: Figure | Forecast) -> bool:
    """Whether two figures may be of the same thing: two rates, or amounts of one currency and of one size."""
    if one.type == other.type == "percentage":
        return True
    if one.type != "money" or other.type != "money" or one.currency != other.currency:
        return False
    less, more = sorted((_size(one), _size(other)))
    return 0 < more <= _TIMES * less


def _size(amount: Money) -> Decimal:
    return abs(amount.amount or amount.high or amount.low or Decimal(0))


_TIMES: Final = 10


def _only_changes(scene: Scene, frame: Frame) -> bool:
    """Whether all that is said of a figure is that something rose or fell."""
    verb, metric = frame.verb_in(scene), frame.metric
    if "metric:verb" in frame.rules:
        return verb is not None and kind_of(scene, verb) in TREND_VERBS
    if metric is None or frame.rules != ["metric:noun-of"] or not scene.sentence.holds(metric.span):
        return False
    return is_trend(scene, metric.head) and metric_of(metric.text) is None and complement_of(scene, metric.head) is None
